"""What two sides changed differently, and where each text is kept; decisions of theirs that contradict each other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import Entry, plain
from cheatsheet.proposal import SET_BY_APPROVAL, UNAPPROVED, proposed_entry
from cheatsheet.status import Status

WHOLE = "entry"  # the key of a conflict about whether the entry stays
FILE = "file"  # and about whether a file without entries stays, whose name is the id then
KEPT = {
    "proposed": "the rejection stays: the text is as before, and the change is proposed again",
    "anew": "the rejection stays: the text is as before, the one that was approved is in its note",
    "rejected": "the rejection stays: it is a draft with all of its text, to be submitted again",
    "retired": "it is retired with all of its text, and not sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One key of an entry that both sides changed; texts as a person reads them, None where it is not there.

    `kept` says where: "ours is in the entry, theirs is proposed".
    """

    id: str
    key: str
    base: str | None
    ours: str | None
    theirs: str | None
    kept: str = ""

    def swapped(self) -> "Conflict":
        """The same, each side called what the other was."""
        return replace(self, ours=self.theirs, theirs=self.ours)


def shown(value: object) -> str | None:
    """A value as a person reads it: a list a line each, a mapping as YAML has it."""
    found = plain(value)
    if found is None or found in ([], {}, ""):
        return None
    if isinstance(found, Mapping):
        return dump([dict(found)]).replace("\n  ", "\n").removeprefix("- ").strip()
    if isinstance(found, list):
        return "\n".join(shown(item) or "" for item in found)
    return str(found)


class Decision(NamedTuple):
    """What a side decided on an entry, and how a person reads it."""

    kind: Literal["approved", "submitted", "rejected", "retired"]
    said: str

    @property
    def is_safe(self) -> bool:
        """Whether nothing is sent on account of it."""
        return self.kind in {"rejected", "retired"}


class Undecided(NamedTuple):
    """Two sides without what they decided differently but for the safer of both; what to say of it, and to note."""

    ours: Entry
    theirs: Entry
    conflict: Conflict | None = None
    note: str | None = None


def undecided(base: Entry, ours: Entry, theirs: Entry) -> Undecided:
    """The sides as they are where their decisions agree; else the one that lets a text be sent is as if not made.

    A change that one side approved and the other rejected waits again, with its text.
    """
    own, other = decision(base, ours), decision(base, theirs)
    if own is None or other is None or own.is_safe == other.is_safe:
        return Undecided(ours, theirs)
    loose, safe = (other, own) if own.is_safe else (own, other)
    waits = base.proposed is not None
    anew = waits and safe.kind == "rejected" and (ours if safe is own else theirs).proposed is not None
    way = safe.kind if not waits or safe.kind == "retired" else "anew" if anew else "proposed"
    conflict = Conflict(
        id=base.id,
        key="proposed" if waits else "status",
        base=shown(base.proposed if waits else base.status),
        ours=own.said,
        theirs=other.said,
        kept=KEPT[way],
    )
    what = "an earlier change" if anew else "the change that waits" if waits else "this draft"
    note = (
        f"{what} was {loose.said}, and {safe.said}" if (loose.kind, safe.kind) == ("approved", "rejected") else None
    )
    if note and anew:
        note = f"{note}\n{shown(base.proposed)}"
    return Undecided(as_decided(base, ours, own, safe), as_decided(base, theirs, other, safe), conflict, note)


def as_decided(base: Entry, side: Entry, made: Decision, safe: Decision) -> Entry:
    """A side with its decision where that is the safer one, and without it where it is the other's that stays."""
    if safe.kind == "retired":
        return side if made is safe else replace(side, status=base.status, reason=base.reason)
    return again_waiting(base, side) if made is safe else withdrawn(base, side, made)


def decision(base: Entry, side: Entry) -> Decision | None:
    """What a side decided on an entry or on the change that waited; None where it decided nothing."""
    reason = f": {side.reason}" if side.reason else ""
    if Status.RETIRED in (base.status, side.status):
        return Decision("retired", f"retired{reason}") if base.status is not side.status is Status.RETIRED else None
    if is_approved(base, side):
        return Decision("approved", f"approved by {side.approved_by}" if side.approved_by else "approved")
    if base.status is Status.DRAFT and side.status is Status.IN_REVIEW:
        return Decision("submitted", "submitted")
    if base.status in UNAPPROVED:
        again = base.status is Status.IN_REVIEW or side.reason != base.reason
        rejected = side.status is Status.DRAFT and again and bool(side.reason)
    else:
        gone = base.proposed is not None and side.proposed != base.proposed
        said = side.proposed is None or side.reason not in {None, base.reason}  # else it is written anew
        rejected = side.status is base.status and gone and said
    return Decision("rejected", f"rejected{reason}") if rejected else None


def is_approved(base: Entry, side: Entry) -> bool:
    """Whether a side approved an entry: for the first time, once more, or with the change that waited."""
    if side.status is not Status.APPROVED or base.status in UNAPPROVED:
        return side.status is Status.APPROVED
    signed = ((base.approved_by, side.approved_by), (base.reviewed, side.reviewed))
    signs = any(new and new != old for old, new in signed)
    if base.proposed is None or side.proposed == base.proposed:
        return signs and base.proposed is None
    after = proposed_entry(base)
    changed = [key for key in base.proposed.changes if getattr(after, key) != getattr(base, key)]
    return signs or (bool(changed) and all(getattr(side, key) == getattr(after, key) for key in changed))


def again_waiting(base: Entry, side: Entry) -> Entry:
    """A side that rejected a change, which waits still unless there is one in its place; the reason stays."""
    if base.proposed is None or side.proposed is not None:
        return side
    return replace(side, proposed=base.proposed, written_by=base.written_by)


def withdrawn(base: Entry, side: Entry, made: Decision) -> Entry:
    """A side as if it had not approved or submitted an entry; a change that it approved waits again."""
    if made.kind == "submitted":
        return replace(side, status=base.status, reason=base.reason)
    before = replace(side, **{key: getattr(base, key) for key in SET_BY_APPROVAL})
    if base.proposed is None or side.proposed == base.proposed:
        return before
    after, newer = proposed_entry(base), side.proposed
    wanted = {  # who approved may have written more of it
        key: value if getattr(side, key) == getattr(after, key) else plain(getattr(side, key)) or value
        for key, value in base.proposed.changes.items()
    }
    texts = {key: getattr(base, key) for key in wanted if key != "id"}
    if newer is None:
        return replace(before, **texts, proposed=replace(base.proposed, changes=wanted))
    writers = dict.fromkeys((*base.written_by, *([base.proposed.by] if base.proposed.by else [])))
    proposed = replace(newer, changes={**wanted, **newer.changes})
    return replace(before, **{**texts, "written_by": tuple(writers)}, proposed=proposed)
