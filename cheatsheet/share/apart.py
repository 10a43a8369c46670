"""One id that two files have after a merge: an entry that one side moved, or two that both sides called the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.files import read_file
from cheatsheet.folder import entry_files, shown
from cheatsheet.share.conflict import WHOLE, Conflict
from cheatsheet.share.meet import meet
from cheatsheet.share.settle import Sides, settled
from cheatsheet.sheet_file import update
from cheatsheet.status import Status


class Copy(NamedTuple):
    """An entry, and its file."""

    path: Path
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A library after a merge; `base` has the entries of before either side's work, `ours` those of this side."""

    responses: Path
    cwd: Path
    status: Status
    base: Mapping[str, Entry]
    ours: Mapping[str, Entry]
    sides: Sides

    def mended(self) -> Sequence[Conflict]:
        """Makes every id that of one entry; what it did, with an empty `kept` where nothing clashed."""
        seen: dict[str, Copy] = {}
        twice: list[tuple[Copy, Copy]] = []
        for copy in self.copies():
            first = seen.setdefault(copy.entry.id, copy)
            if first is not copy:
                twice.append((first, copy))
        return [conflict for first, other in twice for conflict in self.settle(first, other, seen)]

    def copies(self) -> Iterator[Copy]:
        """Every entry of every file, in order."""
        for path in entry_files(self.responses):
            for entry in read_file(path, shown(path, self.cwd), default_status=self.status).entries:
                yield Copy(path, entry)

    def settle(self, first: Copy, other: Copy, seen: dict[str, Copy]) -> Iterator[Conflict]:
        """One of an entry that was moved, else two under two ids."""
        if first.entry == other.entry:
            update(other.path, lambda text: splice.removed(text, other.path.suffix.lower(), other.entry))
            return
        before = self.base.get(first.entry.id)
        if before is not None:
            home = Path(before.source.file).name
            old, new = (first, other) if first.path.name == home else (other, first)
            yield from self.moved(before, old, new)
            return
        free = replace(other.entry, id=free_id(other.entry.id, seen))
        seen[free.id] = Copy(other.path, free)
        change(other.path, other.entry, free)
        mine = self.ours.get(first.entry.id)
        names = ("ours", "theirs") if mine == first.entry else ("theirs", "ours")
        files = first.entry.source.file, other.entry.source.file
        texts = dict(zip(names, (first.entry.answer, other.entry.answer), strict=True))
        kept = f"{names[0]} is {first.entry.id} ({files[0]}), {names[1]} is {free.id} ({files[1]})"
        yield Conflict(id=first.entry.id, key=WHOLE, base=None, kept=kept, **texts)

    def moved(self, before: Entry, old: Copy, new: Copy) -> Iterator[Conflict]:
        """An entry that a side moved to another file, or both did, with what the other side changed of it."""
        mine = self.ours.get(before.id)
        sides = (old.entry, new.entry) if mine == old.entry else (new.entry, old.entry)
        found = next(settled(meet(before, *sides), self.sides))
        change(new.path, new.entry, found.entry)
        update(old.path, lambda text: splice.removed(text, old.path.suffix.lower(), old.entry))
        yield Conflict(id=before.id, key=WHOLE, base=None, ours=None, theirs=None)
        yield from found.conflicts


def change(path: Path, entry: Entry, other: Entry) -> None:
    """Changes one entry in its file."""
    update(path, lambda text: splice.changed(text, path.suffix.lower(), entry, other))


def free_id(wanted: str, taken: Mapping[str, Copy]) -> str:
    """The first of wanted-2, wanted-3, … that no entry has."""
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
