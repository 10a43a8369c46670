"""A library as it was at a commit, read as its files are now."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid
from cheatsheet.files import read_file
from cheatsheet.folder import entry_names, shown
from cheatsheet.library import Library
from cheatsheet.share.repository import Repository
from cheatsheet.status import Status


class State(NamedTuple):
    """The entries by id that could be read, what is wrong with the others, and the files below the library's folder.

    Entries and faults name their files from the top of the repository.
    """

    entries: Mapping[str, Entry]
    faults: Sequence[Fault] = ()
    files: Collection[str] = ()


def state_at(repository: Repository, revision: str, responses: Path, status: Status) -> State:
    """The library at a commit; an empty one before the first."""
    if not repository.git.says("rev-parse", "--verify", "-q", revision):
        return State({})
    below = responses.resolve().relative_to(repository.top.resolve()).as_posix()
    with repository.checked_out(revision, below) as top:
        return state_of(top / below, top, status)


def state_of(responses: Path, top: Path, status: Status) -> State:
    """The library in a folder, which may not be there."""
    names = [*entry_names(responses)] if responses.is_dir() else []
    read = [read_file(responses / name, shown(responses / name, top), default_status=status) for name in names]
    entries = [entry for file in read for entry in file.entries]
    faults = [fault for file in read for fault in file.faults]
    try:
        return State(Library.of(entries).by_id, faults, names)
    except Invalid as error:
        return State({entry.id: entry for entry in reversed(entries)}, [*faults, *error.faults], names)
