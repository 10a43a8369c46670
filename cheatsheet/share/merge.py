"""Three versions of one file of entries merged entry by entry, field by field; what nobody changed stays."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeVar

from cheatsheet.edits.parts import lines_of
from cheatsheet.entry import Entry
from cheatsheet.errors import Unwritable
from cheatsheet.share import lines
from cheatsheet.share.conflict import Conflict
from cheatsheet.share.meet import Meeting, meet, stays
from cheatsheet.share.order import ordered
from cheatsheet.share.reading import File, Format
from cheatsheet.share.renames import renamed_alike
from cheatsheet.share.settle import Settled, Sides, settled
from cheatsheet.share.weave import Versions, ended, spliced, woven
from cheatsheet.status import Status

T = TypeVar("T")
HINT = "settle it in an editor"
LINE_BREAKS = re.compile(r"\r\n|\r|\n")


class Merged(NamedTuple):
    """The text with the changes of both sides, and what they changed differently: both texts are in it."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


class Plan(NamedTuple):
    """What the merged file is to say: its entries in order, those that clash still as they met."""

    meetings: Mapping[str, Meeting]
    conflicts: tuple[Conflict, ...]  # about entries that one side took out, and decisions

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries, ours where they clash."""
        return {key: each.entry for key, each in self.meetings.items()}


def merged(
    base: str,
    ours: str,
    theirs: str,
    suffix: str,
    *,
    default_status: Status,
    by: str = "theirs",
    ours_by: str = "ours",
    on: date | None = None,
) -> Merged:
    """One text with what both sides made of a base. `by` and `ours_by` name the sides where their texts are kept.

    Raises Invalid, its faults under "base", "ours" or "theirs", where one cannot be read; Unwritable where the file
    cannot hold what was meant.
    """
    form = Format(suffix, default_status)
    before, own, other = files(form, base, ours, theirs)
    if ours in (base, theirs) or theirs == base:
        return Merged(theirs if ours == base else ours)
    alike = renamed_alike((before, own, other), form)
    if alike:
        base, ours, theirs = alike
        before, own, other = files(form, *alike)
    line_break = joint_break(base, ours, theirs)
    if line_break:
        before, own, other = files(form, *(each.replace("\r\n", "\n") for each in (base, ours, theirs)))
    result = of_versions(Versions(before, own, other, form), Sides(ours_by, by, on))
    text = result.text
    if not joint(*(each.endswith(("\r", "\n")) or not each for each in (base, ours, theirs))):
        text = text.removesuffix("\n").removesuffix("\r")
    return Merged(text.replace("\n", line_break) if line_break else text, result.conflicts)


def of_versions(versions: Versions, sides: Sides) -> Merged:
    """The same for texts that end with a line break."""
    plan = plan_of(versions)
    if not any(each.clashes for each in plan.meetings.values()):
        for text, in_any_order in by_lines(versions):
            found = versions.read(text)
            if found == plan.entries and (in_any_order or [*found] == [*plan.entries]):
                return Merged(text, plan.conflicts)
    final = {key: [*settled(each, sides)] for key, each in plan.meetings.items() if each.clashes}
    for make in (woven, spliced):
        try:
            return written(make(versions, plan.entries), versions, plan, final)
        except Unwritable:
            if make is spliced:
                raise
    raise AssertionError


def by_lines(versions: Versions) -> Iterator[tuple[str, bool]]:
    """The whole file merged line by line: each change in a place of its own, else lines that both put in.

    True where no line of one side stands in the place of another's.
    """
    base, ours, theirs = (lines_of(each.text) for each in versions[:3])
    ways: tuple[tuple[list[str], list[str], lines.Clash], ...]
    ways = ((ours, theirs, "none"), (ours, theirs, "union"), (theirs, ours, "union"))
    for one, other, clash in ways:
        found = lines.merged(base, one, other, clash)
        if found is not None:
            yield "".join(found), clash == "none"


def plan_of(versions: Versions) -> Plan:
    """What the merged file is to say."""
    base, ours, theirs = (each.entries for each in versions[:3])
    found: dict[str, Meeting] = {}
    conflicts: list[Conflict] = []
    for key in dict.fromkeys(chain(ours, theirs)):
        before, own, other = base.get(key), ours.get(key), theirs.get(key)
        if own and other:
            found[key] = Meeting(own) if own == other else meet(before, own, other)
            conflicts += found[key].decided
            continue
        there = own or other
        taken_out = stays(before, own, other) if before else None
        if there and (taken_out or not before):
            found[key] = Meeting(there)
        conflicts += [taken_out] if taken_out else []
    order = ordered([*base], [*ours], [*theirs], {*found})
    return Plan({key: found[key] for key in order}, tuple(conflicts))


def written(text: str, versions: Versions, plan: Plan, final: Mapping[str, list[Settled]]) -> Merged:
    """A text with all entries, some of them not yet as planned, as it is to be; raises Unwritable where it cannot."""
    there = versions.read(text)
    if there is None or there.keys() != plan.meetings.keys():
        raise Unwritable("the merged file would not hold all entries", HINT)
    done: dict[str, Settled] = {}
    for key in sorted(there, key=lambda key: there[key].source.line, reverse=True):
        ways = final.get(key) or [Settled(plan.meetings[key].entry)]
        text, done[key] = versions.changed(text, there[key], ways) if there[key] != ways[0].entry else (text, ways[0])
    text = versions.with_comments(text)
    if versions.read(text) != {key: each.entry for key, each in done.items()}:
        raise Unwritable("the merged file would not be read as it was meant", HINT)
    return Merged(text, (*plan.conflicts, *chain.from_iterable(done[key].conflicts for key in plan.meetings)))


def files(form: Format, base: str, ours: str, theirs: str) -> list[File]:
    """The versions with their entries, their texts with a line break at the end; raises Invalid."""
    before = File(base, form.read(base, "base"))
    found = [File(each, form.read(each, side, before)) for side, each in (("ours", ours), ("theirs", theirs))]
    return [File(ended(each.text), each.entries) for each in (before, *found)]


def joint(base: T, ours: T, theirs: T) -> T:
    """What the side says that changed it."""
    return theirs if ours == base else ours


def joint_break(base: str, ours: str, theirs: str) -> str:
    """The line break of the merged file where a side has changed all of them; "" where nobody did."""
    found = [{*LINE_BREAKS.findall(text)} for text in (base, ours, theirs)]
    said = [next(iter(each), "") for each in found]
    if any(len(each) > 1 or each == {"\r"} for each in found) or len({*said} - {""}) < 2:
        return ""
    one, other, more = said
    return joint(one, other or one, more or one) if one else other
