"""Three versions of one entry, met field by field: what each side changed, and what both changed differently."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from cheatsheet.entry import Entry, Proposal, Wording, plain
from cheatsheet.errors import Invalid
from cheatsheet.field import Field, FieldType
from cheatsheet.proposal import UNAPPROVED, proposed_entry
from cheatsheet.share.conflict import WHOLE, Conflict, Undecided, shown, undecided
from cheatsheet.share.order import united
from cheatsheet.status import Status
from cheatsheet.text import same_name

KEYS = tuple(item.name for item in fields(Entry) if item.name not in {"id", "source", "waiting_since"})
SENT = ("complaint", "answer", "subject", "channels", "languages", "fields")  # what an approval is about
NEW = {item.name: getattr(Entry(id="", complaint="", answer=""), item.name) for item in fields(Entry)} | {
    "status": None
}


Side = Literal["ours", "theirs"]


class Met(NamedTuple):
    """A value with the changes of both sides: once with ours where they clash, once with theirs; and the clashes."""

    ours: Any
    theirs: Any
    clashes: tuple[tuple[str, Any, Any, Any], ...] = ()  # path, base, ours, theirs


class Clash(NamedTuple):
    """A key of an entry that both sides changed differently; `late` is the whole value that is not in the entry."""

    key: str
    loser: Side
    late: Any
    conflicts: tuple[Conflict, ...]

    def swapped(self) -> "Clash":
        """The same, each side called what the other was."""
        loser: Side = "ours" if self.loser == "theirs" else "theirs"
        return self._replace(loser=loser, conflicts=tuple(each.swapped() for each in self.conflicts))


class Meeting(NamedTuple):
    """An entry with the changes of both sides; where they clash, with those of one side that is told by what it says.

    `decided` are the decisions that contradict each other: the entry has the one that it says.
    """

    entry: Entry
    clashes: tuple[Clash, ...] = ()
    decided: tuple[Conflict, ...] = ()


def meet(base: Entry | None, ours: Entry, theirs: Entry) -> Meeting:
    """The entry with the changes of both sides, the same whichever is called ours; `base` is None where both added.

    Where they clash, the entry is as the side has it that was approved last, else that says more, else by the text.
    """
    if rank(ours) >= rank(theirs):
        return met(base, ours, theirs)
    found = met(base, theirs, ours)
    return Meeting(
        replace(found.entry, source=ours.source),
        tuple(each.swapped() for each in found.clashes),
        tuple(each.swapped() for each in found.decided),
    )


def rank(side: Entry) -> tuple[int, int, str]:
    """What tells two sides apart, whichever is called ours."""
    said = side.to_mapping()
    return side.reviewed.toordinal() if side.reviewed else 0, len(said), repr(said)


def met(base: Entry | None, ours: Entry, theirs: Entry) -> Meeting:
    """The entry with the changes of both sides, ours where they clash: but an approved text, where one is."""
    ours, theirs, conflict, note = undecided(base, ours, theirs) if base else Undecided(ours, theirs)
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    for key in KEYS:
        loser, value = met_key(key, base, ours, theirs)
        values[key] = value.ours
        if value.clashes:
            said = tuple(
                Conflict(id=ours.id, key=path.removeprefix("extra."), base=shown(b), ours=shown(o), theirs=shown(t))
                for path, b, o, t in value.clashes
            )
            clashes.append(Clash(key, loser, value.theirs, said))
    values["written_by"] = (*values["written_by"], *other_writers(base, ours, theirs, values))
    values["waiting_since"] = waiting_since(base, ours, theirs)
    values["note"] = "\n".join(each for each in (values["note"], note) if each) or None
    return Meeting(replace(ours, **values), tuple(clashes), (conflict,) if conflict else ())


def met_key(key: str, base: Entry | None, ours: Entry, theirs: Entry) -> tuple[Side, Met]:
    """What both sides made of a key, and whose value is not in the entry where they clash."""
    before = getattr(base, key) if base else NEW[key]
    own, other = getattr(ours, key), getattr(theirs, key)
    if key == "proposed" and own != other and before not in (own, other):
        return "theirs", met_proposals(base, ours, theirs)
    met = met_value(key, before, own, other)
    seen = approves(base, ours)
    if key not in SENT or seen == approves(base, theirs) or own == other:
        return "theirs", met
    approved, late = (own, other) if seen else (other, own)
    if late != before:  # the approval has not seen it: it waits for one of its own
        met = Met(approved, late, met.clashes or ((key, before, own, other),))
    return "theirs" if seen else "ours", met


def approves(base: Entry | None, side: Entry) -> bool:
    """Whether a side has approved the first text of an entry."""
    return base is not None and base.status in UNAPPROVED and side.status is Status.APPROVED


def stays(base: Entry, ours: Entry | None, theirs: Entry | None) -> Conflict | None:
    """The conflict where one side took an entry out and the other changed it; None where it is simply out."""
    kept = ours or theirs
    if kept is None or kept == base:
        return None
    gone = "theirs" if ours else "ours"
    said = [shown(f"{side.complaint}\n{side.answer}") if side else None for side in (base, ours, theirs)]
    return Conflict(
        id=base.id, key=WHOLE, base=said[0], ours=said[1], theirs=said[2],
        kept=f"{gone} took it out; it stays, as the other side changed it",
    )  # fmt: skip


def met_value(path: str, base: Any, ours: Any, theirs: Any) -> Met:
    """A value of an entry: lists as sets in order, mappings key by key, all else as a whole."""
    if theirs in (ours, base):
        return Met(ours, ours)
    if ours == base:
        return Met(theirs, theirs)
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        both = tuple(united(base if isinstance(base, tuple) else (), ours, theirs))
        return Met(both, both)
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return met_mapping(path, base if isinstance(base, Mapping) else {}, ours, theirs)
    if are_alike(ours, theirs, Wording):
        return met_parts(path, base, ours, theirs)
    if are_alike(ours, theirs, Field):
        met = met_parts(path, base, ours, theirs)
        return met if is_valid(met.ours) and is_valid(met.theirs) else clash(path, base, ours, theirs)
    return clash(path, base, ours, theirs)


def met_proposals(base: Entry | None, ours: Entry, theirs: Entry) -> Met:
    """One proposal with the keys of both, which is of one author; where they clash, of who wrote what is in it.

    Where both propose a mapping, each changed what is proposed already, else what is approved.
    """
    own, other = ours.proposed, theirs.proposed
    if own is None or other is None:
        return met_value("proposed", base.proposed if base else None, own, other)
    known = base.proposed.changes if base and base.proposed else {}
    approved = {key: plain(getattr(base, key)) for key in own.changes if key in other.changes} if base else {}
    met = met_mapping("proposed", {**approved, **known}, own.changes, other.changes)
    first, second = sorted((own, other), key=lambda side: author_rank(known, side))
    authors = (own.by, other.by) if met.clashes else (first.by or second.by,) * 2
    on = max((day for day in (own.on, other.on) if day), default=None)
    one, two = (
        Proposal(changes=each, by=by, on=on) if each else None for each, by in zip(met[:2], authors, strict=True)
    )
    if all(is_readable(replace(ours, proposed=each)) for each in (one, two)):
        return Met(one, two, met.clashes)
    return clash("proposed", base.proposed if base else None, own, other)


def author_rank(known: Mapping[str, Any], side: Proposal) -> tuple[bool, bool, str]:
    """What tells whose a proposal of two is: the answer's author, else by name."""
    return side.changes.get("answer") == known.get("answer"), not side.by, side.by or ""


def other_writers(base: Entry | None, ours: Entry, theirs: Entry, values: Mapping[str, Any]) -> list[str]:
    """Who wrote a part of a proposal that is another's, and is not named yet: they cannot approve it."""
    found, known = values["proposed"], base.proposed if base else None
    one, other = ours.proposed, theirs.proposed
    if not (found and one and other) or known in (one, other):
        return []
    mine, yours = (one, other) if found.by == one.by else (other, one)
    before = known.changes if known else {}
    alike = any(found.changes.get(key) == value != before.get(key) for key, value in yours.changes.items())
    named = {same_name(each or "") for each in (None, found.by, *values["written_by"])}
    wrote = found.changes != mine.changes or alike
    return [yours.by] if wrote and yours.by and same_name(yours.by) not in named else []


def waiting_since(base: Entry | None, ours: Entry, theirs: Entry) -> date | None:
    """Since when an entry waits: the earlier of two days, none where a side has decided."""
    before = base.waiting_since if base else None
    changed = [side.waiting_since for side in (ours, theirs) if side.waiting_since != before]
    days = [day for day in changed if day]
    return before if not changed else min(days) if len(days) == len(changed) else None


def clash(path: str, base: Any, ours: Any, theirs: Any) -> Met:
    """Both, as one is no part of the other."""
    return Met(ours, theirs, ((path, base, ours, theirs),))


def met_mapping(path: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Met:
    """A mapping, key by key; None, and nothing else, is what is not there."""
    absent = object()
    own, other = dict[str, Any](), dict[str, Any]()
    clashes: list[tuple[str, Any, Any, Any]] = []
    for key in dict.fromkeys([*ours, *theirs, *base]):
        sides = [side.get(key, absent) for side in (base, ours, theirs)]
        met = met_value(f"{path}.{key}", *sides)
        for found, value in ((own, met.ours), (other, met.theirs)):
            if value is not absent:
                found[key] = value
        for where, *values in met.clashes:
            before, mine, yours = (None if each is absent else each for each in values)
            clashes.append((where, before, mine, yours))
    return Met(own, other, tuple(clashes))


def met_parts(path: str, base: Any, ours: Any, theirs: Any) -> Met:
    """Two values of one class, part by part."""
    own, other = dict[str, Any](), dict[str, Any]()
    clashes: list[tuple[str, Any, Any, Any]] = []
    for item in fields(ours):
        before = getattr(base, item.name, None)
        met = met_value(f"{path}.{item.name}", before, getattr(ours, item.name), getattr(theirs, item.name))
        own[item.name], other[item.name] = met.ours, met.theirs
        clashes += met.clashes
    return Met(replace(ours, **own), replace(ours, **other), tuple(clashes))


def are_alike(ours: object, theirs: object, kind: type) -> bool:
    """Whether both are of a class."""
    return isinstance(ours, kind) and isinstance(theirs, kind)


def is_readable(entry: Entry) -> bool:
    """Whether what is proposed of an entry can be read again."""
    try:
        return proposed_entry(entry) is not None
    except Invalid:
        return False


def is_valid(field: Field) -> bool:
    """Whether a field with parts of both sides can be read again."""
    if field.type is FieldType.CHOICE and not field.choices:
        return False
    try:
        return field.default is None or field.convert(field.default) is not None
    except ValueError:
        return False
