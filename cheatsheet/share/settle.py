"""Where a text is kept that clashes with another: proposed, if that can wait for approval, else in the note."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from cheatsheet.entry import Entry, Proposal, plain
from cheatsheet.proposal import SET_BY_APPROVAL
from cheatsheet.share.conflict import Conflict
from cheatsheet.share.meet import SENT, Clash, Meeting
from cheatsheet.status import Status

UNPROPOSABLE = frozenset({*SET_BY_APPROVAL, "proposed", "note", "extra"})


class Sides(NamedTuple):
    """What each side is called where its text is kept, and the day of it."""

    ours: str = "ours"
    theirs: str = "theirs"
    on: date | None = None

    def name(self, clash: Clash) -> str:
        """Whose text is not in the entry."""
        return self.ours if clash.loser == "ours" else self.theirs


class Settled(NamedTuple):
    """An entry that holds both texts of each conflict."""

    entry: Entry
    conflicts: tuple[Conflict, ...] = ()


def settled(meeting: Meeting, sides: Sides) -> Iterator[Settled]:
    """The entry with what clashes kept in it, the best way first: the last one every file can hold."""
    entry, clashes, _ = meeting
    if entry.proposed is None:  # one side has decided on a change that the other one wrote anew: that one waits
        entry = replace(entry, proposed=next((each.late for each in clashes if each.key == "proposed"), None))
    waiting = [each for each in clashes if each.key not in UNPROPOSABLE]
    if entry.status is Status.APPROVED and entry.proposed is None and waiting:
        loser = next((each.loser for each in waiting if each.key in SENT), waiting[0].loser)
        proposed = [each for each in waiting if each.loser == loser]
        changes = {each.key: plain(each.late) or None for each in proposed}
        proposal = Proposal(changes=changes, by=sides.name(proposed[0]), on=sides.on)
        yield noted(replace(entry, proposed=proposal), clashes, proposed, sides)
    yield noted(entry, clashes, (), sides)


def noted(entry: Entry, clashes: Collection[Clash], proposed: Collection[Clash], sides: Sides) -> Settled:
    """The entry with what is not proposed in its note."""
    notes = [entry.note] if entry.note else []
    conflicts: list[Conflict] = []
    for clash in clashes:
        if clash.key == "proposed" and clash.late in (None, entry.proposed):
            conflicts += [
                replace(each, kept="the change that one side wrote anew still waits") for each in clash.conflicts
            ]
            continue
        kept = "ours" if clash.loser == "theirs" else "theirs"
        waits = isinstance(clash.late, Proposal)
        stays, where = (
            "is proposed" if waits else "is in the entry",
            "is proposed" if clash in proposed else "is in its note",
        )
        for each in clash.conflicts:
            conflicts.append(replace(each, kept=f"{kept} {stays}, {clash.loser} {where}"))
            late = each.ours if clash.loser == "ours" else each.theirs
            if clash not in proposed:
                notes.append(said(clash, each.key, late, sides))
    return Settled(replace(entry, note="\n".join(notes) or None), tuple(conflicts))


def said(clash: Clash, key: str, late: str | None, sides: Sides) -> str:
    """A text that is not in the entry, and whose it is, as a line of a note."""
    by = clash.late.by if isinstance(clash.late, Proposal) else None
    name = by or sides.name(clash)
    return f"{name} has `{key}`: {late}" if late else f"{name} took `{key}` out"
