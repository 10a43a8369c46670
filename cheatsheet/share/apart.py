"""What only the whole library tells after a merge: an id that two files have, an entry that one side took out.

An id is in two files where a side moved the entry, or where both sides called two of theirs the same.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from cheatsheet.edits import splice
from cheatsheet.edits.parts import parts_of
from cheatsheet.entry import Entry
from cheatsheet.files import read_entries, read_file
from cheatsheet.folder import YAML_SUFFIXES, entry_files, shown
from cheatsheet.share.comments import comments, with_comment
from cheatsheet.share.conflict import WHOLE, Conflict
from cheatsheet.share.meet import meet, stays
from cheatsheet.share.settle import Sides, settled
from cheatsheet.share.state import State
from cheatsheet.sheet_file import read_sheet, update
from cheatsheet.status import Status


class Copy(NamedTuple):
    """An entry, and its file."""

    path: Path
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A library after a merge; `base` is as before either side's work, `ours` and `theirs` as the sides have it."""

    responses: Path
    cwd: Path
    status: Status
    base: State
    ours: State
    theirs: State
    sides: Sides

    def mended(self) -> Sequence[Conflict]:
        """Makes every id that of one entry, and takes out what a side took out; what it did.

        `kept` is empty where nothing clashed.
        """
        return [*self.parted(), *self.without_removed()]

    def parted(self) -> Sequence[Conflict]:
        """Makes every id that of one entry."""
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
        before = self.base.entries.get(first.entry.id)
        stayed = before and first.path.resolve().as_posix().endswith(f"/{before.source.file}")
        old, new = (first, other) if stayed else (other, first)
        if old.entry == new.entry:
            self.take_out(old.path, [old.entry])
            return
        if before is not None:
            yield from self.moved(before, old, new)
            return
        free = replace(other.entry, id=free_id(other.entry.id, seen))
        seen[free.id] = Copy(other.path, free)
        change(other.path, other.entry, free)
        mine = self.ours.entries.get(first.entry.id)
        names = ("ours", "theirs") if mine == first.entry else ("theirs", "ours")
        files = first.entry.source.file, other.entry.source.file
        texts = dict(zip(names, (first.entry.answer, other.entry.answer), strict=True))
        kept = f"{names[0]} is {first.entry.id} ({files[0]}), {names[1]} is {free.id} ({files[1]})"
        yield Conflict(id=first.entry.id, key=WHOLE, base=None, kept=kept, **texts)

    def moved(self, before: Entry, old: Copy, new: Copy) -> Iterator[Conflict]:
        """An entry that a side moved to another file, or both did, with what the other side changed of it."""
        mine = self.ours.entries.get(before.id)
        sides = (old.entry, new.entry) if mine == old.entry else (new.entry, old.entry)
        found = next(settled(meet(before, *sides), self.sides))
        change(new.path, new.entry, found.entry)
        text = read_sheet(old.path)
        self.take_out(old.path, [old.entry])
        self.carry(text, old.path, new.path, before.id)
        yield Conflict(id=before.id, key=WHOLE, base=None, ours=None, theirs=None)
        yield from found.conflicts

    def carry(self, before: str, source: Path, target: Path, entry_id: str) -> None:
        """Takes comments of a file along, above an entry that was moved, which no file has any more; YAML alone."""
        if any(path.suffix.lower() not in YAML_SUFFIXES for path in (source, target)):
            return
        gone = self.remarks(before, source) - self.remarks(read_sheet(source), source)

        def carried(text: str) -> str:
            parts = parts_of(text, target.suffix.lower(), self.entries_in(text, target))
            for said in reversed([*(gone - self.remarks(text, target)).elements()]):
                parts = with_comment(parts, said, entry_id)
            return parts.text()

        if gone:
            update(target, carried)

    def remarks(self, text: str, path: Path) -> Counter[str]:
        """The comments of a YAML file."""
        entries = self.entries_in(text, path)
        parts = parts_of(text, path.suffix.lower(), entries) if entries else None
        return Counter(said for said, _ in comments(parts, set())) if parts else Counter()

    def entries_in(self, text: str, path: Path) -> list[Entry]:
        """The entries of a text of a file."""
        return [*read_entries(text, path.suffix.lower(), path.name, [], [], default_status=self.status)]

    def without_removed(self) -> Sequence[Conflict]:
        """Takes out what one side took out and the other left as it was, wherever it is; tells what stays."""
        if self.ours.faults or self.theirs.faults:  # what cannot be read there is not taken out
            return []
        before, sides = self.base.entries, (self.ours.entries, self.theirs.entries)
        found = {key for key in before if (key in sides[0]) != (key in sides[1])}
        going: dict[Path, list[Entry]] = {}
        conflicts: list[Conflict] = []
        for path, entry in self.copies() if found else ():
            if entry.id in found:
                conflict = stays(before[entry.id], *(side.get(entry.id) for side in sides))
                going.setdefault(path, []).extend([] if conflict else [entry])
                conflicts += [conflict] if conflict else []
        for path, entries in going.items():
            self.take_out(path, entries)
        return conflicts

    def take_out(self, path: Path, entries: Sequence[Entry]) -> None:
        """Takes entries out of their file; the file too where no other is in it, unless both sides have kept it."""
        there = read_file(path, path.name, default_status=self.status).entries
        name = path.relative_to(self.responses).as_posix()
        if len(there) == len(entries) and not all(name in side.files for side in (self.ours, self.theirs)):
            path.unlink()
            return
        suffix = path.suffix.lower()
        update(path, lambda text: splice.removed(text, suffix, *entries))


def change(path: Path, entry: Entry, other: Entry) -> None:
    """Changes one entry in its file."""
    update(path, lambda text: splice.changed(text, path.suffix.lower(), entry, other))


def free_id(wanted: str, taken: Mapping[str, Copy]) -> str:
    """The first of wanted-2, wanted-3, … that no entry has."""
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
