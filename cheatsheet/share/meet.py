"""Three versions of one entry, met field by field: what each side changed, and what both changed differently."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Literal, NamedTuple

from cheatsheet.entry import Entry, Proposal, Wording
from cheatsheet.field import Field, FieldType
from cheatsheet.proposal import UNAPPROVED
from cheatsheet.share.conflict import WHOLE, Conflict, shown
from cheatsheet.share.order import united
from cheatsheet.status import Status

KEYS = tuple(item.name for item in fields(Entry) if item.name not in {"id", "source"})
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


class Meeting(NamedTuple):
    """An entry with the changes of both sides, ours where they clash: but an approved text, where one is."""

    entry: Entry
    clashes: tuple[Clash, ...] = ()


def meet(base: Entry | None, ours: Entry, theirs: Entry) -> Meeting:
    """The entry with the changes of both sides. `base` is None where both added it."""
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    seen = {"ours": approves(base, ours), "theirs": approves(base, theirs)}
    for key in KEYS:
        before = getattr(base, key) if base else NEW[key]
        own, other = getattr(ours, key), getattr(theirs, key)
        met = met_value(key, before, own, other)
        loser: Side = "theirs"
        if key in SENT and seen["ours"] != seen["theirs"] and own != other:
            loser = "theirs" if seen["ours"] else "ours"
            approved, late = (own, other) if loser == "theirs" else (other, own)
            if late != before:  # the approval has not seen it: it waits for one of its own
                met = Met(approved, late, met.clashes or ((key, before, own, other),))
        values[key] = met.ours
        if met.clashes:
            said = tuple(
                Conflict(id=ours.id, key=path.removeprefix("extra."), base=shown(b), ours=shown(o), theirs=shown(t))
                for path, b, o, t in met.clashes
            )
            clashes.append(Clash(key, loser, met.theirs, said))
    return Meeting(replace(ours, **values), tuple(clashes))


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
    if are_alike(ours, theirs, Proposal) and ours.by == theirs.by:
        met = met_mapping(path, base.changes if isinstance(base, Proposal) else {}, ours.changes, theirs.changes)
        on = max((day for day in (ours.on, theirs.on) if day), default=None)
        own, other = (Proposal(changes=each, by=ours.by, on=on) for each in met[:2])
        return Met(own, other, met.clashes)
    return clash(path, base, ours, theirs)


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


def is_valid(field: Field) -> bool:
    """Whether a field with parts of both sides can be read again."""
    if field.type is FieldType.CHOICE and not field.choices:
        return False
    try:
        return field.default is None or field.convert(field.default) is not None
    except ValueError:
        return False
