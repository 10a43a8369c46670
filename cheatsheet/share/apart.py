"""One id that two files have after a merge, each side having added it: both entries stay, one under another id."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.files import read_file
from cheatsheet.folder import entry_files, shown
from cheatsheet.share.conflict import WHOLE, Conflict
from cheatsheet.sheet_file import update
from cheatsheet.status import Status


def taken_apart(responses: Path, cwd: Path, status: Status) -> Sequence[Conflict]:
    """Gives the later of two entries with one id, in the order of the files, the next free one; says which."""
    seen: dict[str, Entry] = {}
    twice: list[tuple[Path, Entry]] = []
    for path in entry_files(responses):
        for entry in read_file(path, shown(path, cwd), default_status=status).entries:
            if entry.id in seen:
                twice.append((path, entry))
            seen.setdefault(entry.id, entry)
    found = []
    for path, entry in twice:
        first = seen[entry.id]
        other = replace(entry, id=free_id(entry.id, seen))
        seen[other.id] = other
        write(path, entry, other)
        kept = f"ours is {first.id} ({first.source.file}), theirs is {other.id} ({entry.source.file})"
        found.append(
            Conflict(id=entry.id, key=WHOLE, base=None, ours=first.complaint, theirs=entry.complaint, kept=kept)
        )
    return found


def write(path: Path, entry: Entry, other: Entry) -> None:
    """Changes one entry in its file."""
    update(path, lambda text: splice.changed(text, path.suffix.lower(), entry, other))


def free_id(wanted: str, taken: dict[str, Entry]) -> str:
    """The first of wanted-2, wanted-3, … that no entry has."""
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
