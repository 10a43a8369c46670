"""The life of an entry: draft, in review, approved, retired; what waits for a decision, and what it would change.

Every step gives a new entry, or raises UsageError that says why not and what to do instead.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import ENTRY_KEYS, Entry, Proposal
from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from cheatsheet.text import same_name

UNAPPROVED = (Status.DRAFT, Status.IN_REVIEW)
SET_BY_APPROVAL = ("status", "approved_by", "reviewed", "review_by", "reason")
MAX_MONTHS = 1200
CONTEXT = 3  # lines around a change

Kind = Literal["draft", "in_review", "proposed", "due"]


class Waiting(NamedTuple):
    """An entry that waits for a decision, since when if that is known, and of whom: the proposer, else the owner."""

    entry: Entry
    kind: Kind
    since: date | None
    by: str | None


def submit(entry: Entry, by: str | None) -> Entry:
    """A draft, in review from now on; where it has no owner, it is of the one who submits it."""
    if entry.status is Status.RETIRED:
        raise retired(entry)
    if entry.status is not Status.DRAFT:
        hint = {
            Status.IN_REVIEW: f"cheatsheet review approve {entry.id}, or reject",
            Status.APPROVED: f"cheatsheet edit {entry.id} changes it",
        }
        raise UsageError(f"{entry.id} is {state(entry)}: only a draft is submitted", hint[entry.status])
    return replace(entry, status=Status.IN_REVIEW, reason=None, owner=entry.owner or (by or "").strip() or None)


def propose(entry: Entry, changed: Entry, by: str | None, on: date) -> Entry:
    """An approved entry that waits to become as `changed` is; a key that `changed` lacks is proposed as None.

    A proposal that `changed` still carries is amended by the keys that differ from `entry`. Where `changed` carries
    none (it was made from `proposed_entry`), it is the whole of what is wanted.
    """
    check_free(entry, by)
    before, after = own_mapping(entry), own_mapping(changed)
    carried = changed.proposed.changes if changed.proposed else {}
    differing = {key: after.get(key) for key in ENTRY_KEYS if before.get(key) != after.get(key)}
    changes = {**carried, **differing}
    if entry.proposed and not changes:
        raise UsageError(f"{entry.id} would stay as it is approved", how_to_decide(entry))
    if not changes or (entry.proposed and changes == entry.proposed.changes):
        known = "proposed already" if entry.proposed else "approved already"
        raise UsageError(f"nothing to propose: this is how {entry.id} is {known}", "change something first")
    proposed = replace(entry, proposed=Proposal(changes=changes, by=(by or "").strip() or None, on=on))
    check_keys(proposed)
    return proposed


def check_free(entry: Entry, by: str | None) -> None:
    """UsageError where `by` cannot propose a change: the entry is not approved, or another's proposal waits."""
    if entry.status is Status.RETIRED:
        raise retired(entry)
    if entry.status is not Status.APPROVED:
        raise UsageError(f"{entry.id} is {state(entry)}: there is no approved text to change", "edit it as it is")
    waiting = entry.proposed
    if waiting and same_name(waiting.by or "") != same_name(by or ""):
        since = f" on {waiting.on}" if waiting.on else ""
        who = waiting.by or "somebody without a name"
        raise UsageError(f"a change of {entry.id} waits already: {who} proposed it{since}", how_to_decide(entry))


def check_keys(entry: Entry) -> None:
    """UsageError where the proposal has keys that an approval sets itself: it would lose them."""
    keys = [key for key in SET_BY_APPROVAL if entry.proposed and key in entry.proposed.changes]
    if keys:
        message = f"a change of {entry.id} cannot have a proposed {', '.join(f'`{key}`' for key in keys)}"
        raise UsageError(message, "an approval sets this itself: leave it out; `cheatsheet retire` ends an entry")


def proposed_entry(entry: Entry) -> Entry:
    """The entry as an approval of its proposal would make it; itself where none waits.

    Raises Invalid where a proposed value cannot be read.
    """
    if entry.proposed is None:
        return entry
    faults: list[Fault] = []
    changes = entry.proposed.changes
    whole = {"id": entry.id, "complaint": entry.complaint, "answer": entry.answer, **changes}
    block = Block(entry.source.place("proposed"))
    block.update({key: from_plain(value) for key, value in whole.items()})
    read = from_mapping(block, entry.source.file, faults, path="proposed.")
    if read is None:
        raise Invalid(faults)
    return replace(entry, **{key: getattr(read, key) for key in changes}, proposed=None)


def approve(entry: Entry, by: str | None, today: date, months: int, self_approval: bool) -> Entry:
    """The entry, its proposal moved in, approved and due for review in so many months; an approved one once more.

    Its owner and the proposer are refused, unless `self_approval`.
    """
    if entry.status is Status.RETIRED:
        raise retired(entry)
    name = (by or "").strip()
    if not name:
        raise UsageError("an approval has a name", "say who approves: --by NAME, or `name` under [agent]")
    check_keys(entry)
    after = proposed_entry(entry)
    proposer = entry.proposed.by if entry.proposed else None
    people = (("owner", entry.owner), ("owner", after.owner), ("proposer", proposer))
    own = dict.fromkeys(who for who, one in people if same_name(one or "") == same_name(name))
    if own and not self_approval:
        message = f"{name} is the {' and '.join(own)} of {entry.id}, and cannot approve it"
        raise UsageError(message, "have a second person approve it, or set `review.self_approval = true`")
    review_by = later(today, months)
    approved = Status.APPROVED
    return replace(after, status=approved, approved_by=name, reviewed=today, review_by=review_by, reason=None)


def reject(entry: Entry, reason: str | None) -> Entry:
    """The entry with the reason: a draft again, or still approved and without its proposal."""
    if entry.status is Status.RETIRED:
        raise retired(entry)
    if entry.status not in UNAPPROVED and entry.proposed is None:
        message = f"nothing of {entry.id} waits: it is approved, and no change is proposed"
        raise UsageError(message, f"`cheatsheet review` shows what waits; cheatsheet retire {entry.id} ends it")
    status = Status.DRAFT if entry.status in UNAPPROVED else entry.status
    return replace(entry, status=status, proposed=None, reason=stated(reason, "rejected"))


def retire(entry: Entry, reason: str | None) -> Entry:
    """The entry, no longer in use, with the reason; refused while a proposal waits, which would be lost."""
    if entry.status is Status.RETIRED:
        raise UsageError(f"{entry.id} is retired already", f"cheatsheet show {entry.id} says why")
    if entry.proposed is not None:
        raise UsageError(f"a change of {entry.id} waits for a decision", how_to_decide(entry))
    return replace(entry, status=Status.RETIRED, reason=stated(reason, "retired"))


def stated(reason: str | None, what: str) -> str:
    """The reason without the space around it; UsageError where there is none."""
    if not reason or not reason.strip():
        raise UsageError(f"an entry is {what} with a reason", 'say why: --reason "…"')
    return reason.strip()


def state(entry: Entry) -> str:
    """The state of an entry in words."""
    return {Status.DRAFT: "a draft", Status.IN_REVIEW: "in review"}.get(entry.status, str(entry.status))


def retired(entry: Entry) -> UsageError:
    """What is said where an entry would have to be brought back first."""
    return UsageError(f"{entry.id} is retired", f"bring it back first: cheatsheet edit {entry.id} --status draft")


def how_to_decide(entry: Entry) -> str:
    """The hint where a proposal is in the way."""
    return f"approve or reject it first: cheatsheet review approve {entry.id}, or reject {entry.id} --reason …"


def later(day: date, months: int) -> date:
    """The day so many calendar months on; the last of the month where that is too short."""
    if not 1 <= months <= MAX_MONTHS:
        raise UsageError(f"review.months is {months}", f"set it to a number from 1 to {MAX_MONTHS}")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def queue(entries: Iterable[Entry], today: date) -> list[Waiting]:
    """What waits for a decision, oldest first; before that what has no date: it may be older than all."""
    found = [waiting for entry in entries if (waiting := waits(entry, today))]
    return sorted(found, key=lambda waiting: (waiting.since is not None, waiting.since or today))


def waits(entry: Entry, today: date) -> Waiting | None:
    """What an entry waits for, if it does: a proposal comes before the review that is due."""
    match entry.status:
        case Status.DRAFT:
            return Waiting(entry, "draft", None, entry.owner)
        case Status.IN_REVIEW:
            return Waiting(entry, "in_review", None, entry.owner)
        case Status.APPROVED if entry.proposed:
            return Waiting(entry, "proposed", entry.proposed.on, entry.proposed.by)
        case Status.APPROVED if entry.review_by and entry.review_by <= today:
            return Waiting(entry, "due", entry.review_by, entry.owner)
        case _:
            return None


def difference(before: Entry, after: Entry) -> str:
    """What `after` changes, by key, as lines that begin with `+`, `-` or a space; "" where nothing does.

    All of `after` is new where `before` is not approved yet. Where a stretch begins below its key, a line
    `@@ key @@` names it.
    """
    old = {} if before.status in UNAPPROVED else own_mapping(before)
    new = own_mapping(after)
    keys = dict.fromkeys((*ENTRY_KEYS, *old, *new))
    changed = (key for key in keys if old.get(key) != new.get(key))
    return "\n".join(line for key in changed for line in lines_of_key(key, old, new))


def lines_of_key(key: str, old: dict[str, object], new: dict[str, object]) -> Iterator[str]:
    """The lines of a difference in one key."""
    before, after = (yaml_lines({key: values[key]}) if key in values else [] for values in (old, new))
    for stretch in SequenceMatcher(None, before, after).get_grouped_opcodes(CONTEXT):
        if stretch[0][1]:
            yield f"@@ {key} @@"
        for tag, start, end, new_start, new_end in stretch:
            if tag == "equal":
                yield from (f" {line}" for line in before[start:end])
                continue
            yield from (f"-{line}" for line in before[start:end])
            yield from (f"+{line}" for line in after[new_start:new_end])


def yaml_lines(mapping: dict[str, object]) -> list[str]:
    """A mapping as lines of YAML, without the mark and the indentation of an item of a list."""
    return [line[2:] for line in dump([mapping]).removesuffix("\n").split("\n")]


def own_mapping(entry: Entry) -> dict[str, object]:
    """The entry as plain values, without what is proposed of it."""
    return replace(entry, proposed=None).to_mapping()
