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
from cheatsheet.entry import ENTRY_KEYS, Entry
from cheatsheet.errors import UsageError
from cheatsheet.proposal import (
    UNAPPROVED,
    check_keys,
    how_to_decide,
    own_mapping,
    proposed_entry,
    retired,
    state,
    waiting_from,
)
from cheatsheet.status import Status
from cheatsheet.text import same_name

MAX_MONTHS = 1200
CONTEXT = 3  # lines around a change

Kind = Literal["draft", "in_review", "proposed", "due", "rejected"]


class Waiting(NamedTuple):
    """An entry that waits for a decision, since when if that is known, and of whom: the proposer, else the owner."""

    entry: Entry
    kind: Kind
    since: date | None
    by: str | None


def submit(entry: Entry, by: str | None, today: date) -> Entry:
    """A draft, in review from now on; where it has no owner, it is of the one who submits it."""
    if entry.status is Status.RETIRED:
        raise retired(entry)
    if entry.status is not Status.DRAFT:
        hint = {
            Status.IN_REVIEW: f"cheatsheet review approve {entry.id}, or reject",
            Status.APPROVED: f"cheatsheet edit {entry.id} changes it",
        }
        raise UsageError(f"{entry.id} is {state(entry)}: only a draft is submitted", hint[entry.status])
    submitted = replace(entry, status=Status.IN_REVIEW, reason=None, owner=entry.owner or (by or "").strip() or None)
    return waiting_from(entry, submitted, today)


def approve(entry: Entry, by: str | None, today: date, months: int, self_approval: bool) -> Entry:
    """The entry, its proposal moved in, approved and due for review in so many months; an approved one once more.

    Its owner, who else wrote it and the proposer are refused, unless `self_approval`.
    """
    if entry.status is Status.RETIRED:
        raise retired(entry)
    name = (by or "").strip()
    if not name:
        raise UsageError("an approval has a name", "say who approves: --by NAME, or `name` under [agent]")
    check_keys(entry)
    after = proposed_entry(entry)
    proposer = entry.proposed.by if entry.proposed else None
    writers = [("writer", each) for each in entry.written_by]
    people = (("owner", entry.owner), ("owner", after.owner), *writers, ("proposer", proposer))
    own = dict.fromkeys(who for who, one in people if same_name(one or "") == same_name(name))
    if own and not self_approval:
        message = f"{name} is the {' and '.join(own)} of {entry.id}, and cannot approve it"
        raise UsageError(message, "have a second person approve it, or set `review.self_approval = true`")
    review_by = later(today, months)
    approved = Status.APPROVED
    return replace(
        after,
        status=approved,
        written_by=(),
        waiting_since=None,
        approved_by=name,
        reviewed=today,
        review_by=review_by,
        reason=None,
    )


def reject(entry: Entry, reason: str | None, today: date) -> Entry:
    """The entry with the reason: a draft again, or still approved and without its proposal."""
    if entry.status is Status.RETIRED:
        raise retired(entry)
    if entry.status not in UNAPPROVED and entry.proposed is None:
        message = f"nothing of {entry.id} waits: it is approved, and no change is proposed"
        raise UsageError(message, f"`cheatsheet review` shows what waits; cheatsheet retire {entry.id} ends it")
    status = Status.DRAFT if entry.status in UNAPPROVED else entry.status
    writers = () if status is Status.APPROVED else entry.written_by
    rejected = replace(entry, status=status, proposed=None, written_by=writers, reason=stated(reason, "rejected"))
    return waiting_from(entry, rejected, today)


def retire(entry: Entry, reason: str | None) -> Entry:
    """The entry, no longer in use, with the reason; refused while a proposal waits, which would be lost."""
    if entry.status is Status.RETIRED:
        raise UsageError(f"{entry.id} is retired already", f"cheatsheet show {entry.id} says why")
    if entry.proposed is not None:
        raise UsageError(f"a change of {entry.id} waits for a decision", how_to_decide(entry))
    return replace(entry, status=Status.RETIRED, waiting_since=None, reason=stated(reason, "retired"))


def stated(reason: str | None, what: str) -> str:
    """The reason without the space around it; UsageError where there is none."""
    if not reason or not reason.strip():
        raise UsageError(f"an entry is {what} with a reason", 'say why: --reason "…"')
    return reason.strip()


def later(day: date, months: int) -> date:
    """The day so many calendar months on; the last of the month where that is too short."""
    if not 1 <= months <= MAX_MONTHS:
        raise UsageError(f"review.months is {months}", f"set it to a number from 1 to {MAX_MONTHS}")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def queue(entries: Iterable[Entry], today: date) -> list[Waiting]:
    """What waits for a decision, oldest first; before that what has no date, as drafts by hand: it may be older.

    Rejected drafts come last: they wait for their writer.
    """
    found = [waiting for entry in entries if (waiting := waits(entry, today))]
    return sorted(found, key=lambda each: (each.kind == "rejected", each.since is not None, each.since or today))


def waits(entry: Entry, today: date) -> Waiting | None:
    """What an entry waits for, if it does: a proposal comes before the review that is due."""
    match entry.status:
        case Status.DRAFT:
            return Waiting(entry, "rejected" if entry.reason else "draft", entry.waiting_since, entry.owner)
        case Status.IN_REVIEW:
            return Waiting(entry, "in_review", entry.waiting_since, entry.owner)
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
