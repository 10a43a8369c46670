"""Who wrote what of an entry: a change of approved text that waits, and the writers of a draft.

Every step gives a new entry, or raises UsageError that says why not and what to do instead.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cheatsheet.entry import ENTRY_KEYS, Entry, Proposal
from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from cheatsheet.text import same_name

UNAPPROVED = (Status.DRAFT, Status.IN_REVIEW)
SET_BY_APPROVAL = ("status", "written_by", "waiting_since", "approved_by", "reviewed", "review_by", "reason")
NOT_TEXT: Mapping[str, Any] = {  # what is said of an entry; the rest is its text
    "status": Status.DRAFT, "owner": None, "written_by": (), "waiting_since": None, "note": None, "reason": None,
}  # fmt: skip


def propose(entry: Entry, changed: Entry, by: str | None, on: date) -> Entry:
    """An approved entry that waits to become as `changed` is; a key that `changed` lacks is proposed as None.

    A proposal that `changed` still carries is amended by the keys that differ from `entry`. Where `changed` carries
    none (it was made from `proposed_entry`), it is the whole of what is wanted. Who changes another's proposal makes
    it their own.
    """
    check_approved(entry)
    before, after = own_mapping(entry), own_mapping(changed)
    carried = changed.proposed.changes if changed.proposed else {}
    differing = {key: after.get(key) for key in ENTRY_KEYS if before.get(key) != after.get(key)}
    changes = {**carried, **differing}
    if entry.proposed and not changes:
        raise UsageError(f"{entry.id} would stay as it is approved", how_to_decide(entry))
    if not changes or (entry.proposed and changes == entry.proposed.changes):
        known = "proposed already" if entry.proposed else "approved already"
        raise UsageError(f"nothing to propose: this is how {entry.id} is {known}", "change something first")
    name = (by or "").strip() or None
    first = entry.proposed.by if entry.proposed else None
    if entry.proposed and same_name(first or "") == same_name(name or ""):  # it waits since they proposed it first
        on = entry.proposed.on or on
    proposed = replace(entry, proposed=Proposal(changes=changes, by=name, on=on))
    check_keys(proposed)
    if first and same_name(first) != same_name(name or ""):  # part of the text stays theirs
        return replace(proposed, written_by=tuple(dict.fromkeys((*entry.written_by, first))))
    return proposed


def check_approved(entry: Entry) -> None:
    """UsageError where an entry has no approved text that a proposal could change."""
    if entry.status is Status.RETIRED:
        raise retired(entry)
    if entry.status is not Status.APPROVED:
        raise UsageError(f"{entry.id} is {state(entry)}: there is no approved text to change", "edit it as it is")


def check_free(entry: Entry, by: str | None) -> None:
    """UsageError where another's proposal waits, which an edit must not change unseen."""
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


def credited(old: Entry | None, new: Entry, by: str | None) -> Entry:
    """An entry that is not approved, with everyone but its owner who wrote its text: none of them may approve it.

    `old` is the entry before, None where it is new. Where it has no owner, it is of the one who wrote it.
    """
    if new.status is Status.APPROVED:
        return new
    name = (by or "").strip()
    wrote = [name] if name and (old is None or rewritten(old, new)) else []
    if old is None:
        owner, before = new.owner or name or None, list(new.written_by)
    else:
        owner, before = new.owner, [*old.written_by, *([old.owner] if old.owner else [])]
    people = {same_name(each): each for each in (*before, *wrote)}
    people.pop(same_name(owner or ""), None)
    return replace(new, owner=owner, written_by=tuple(people.values()))


def waiting_from(old: Entry | None, new: Entry, today: date) -> Entry:
    """An entry with the day since which it waits for an approval, as a draft and then in review.

    `old` is the entry before, None where it is new; a draft that was rejected waits anew once its reason is gone.
    """
    if new.status not in UNAPPROVED:
        return replace(new, waiting_since=None)
    if old is None:
        return replace(new, waiting_since=new.waiting_since or today)
    anew = old.status not in UNAPPROVED or (old.reason and not new.reason)
    return replace(new, waiting_since=today if anew else old.waiting_since or new.waiting_since)


def rewritten(old: Entry, new: Entry) -> bool:
    """Whether the text of an entry differs, and not only what is said of it."""
    return own_mapping(replace(old, **NOT_TEXT)) != own_mapping(replace(new, **NOT_TEXT))


def state(entry: Entry) -> str:
    """The state of an entry in words."""
    return {Status.DRAFT: "a draft", Status.IN_REVIEW: "in review"}.get(entry.status, str(entry.status))


def retired(entry: Entry) -> UsageError:
    """What is said where an entry would have to be brought back first."""
    return UsageError(f"{entry.id} is retired", f"bring it back first: cheatsheet edit {entry.id} --status draft")


def how_to_decide(entry: Entry) -> str:
    """The hint where a proposal is in the way."""
    return f"approve or reject it first: cheatsheet review approve {entry.id}, or reject {entry.id} --reason …"


def own_mapping(entry: Entry) -> dict[str, object]:
    """The entry as plain values, without what is proposed of it."""
    return replace(entry, proposed=None).to_mapping()
