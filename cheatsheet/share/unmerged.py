"""Files that git leaves unmerged as one side took them out, or as both renamed them: nothing anyone wrote is lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cheatsheet.encoding import text_of
from cheatsheet.errors import Invalid, Unwritable
from cheatsheet.folder import CSV_SUFFIXES, YAML_SUFFIXES
from cheatsheet.git import Git
from cheatsheet.share.conflict import FILE, Conflict
from cheatsheet.share.reading import Format
from cheatsheet.share.repository import Repository
from cheatsheet.status import Status

BASE, OURS, THEIRS = 1, 2, 3  # as git numbers the versions of an unmerged file


def settle(repository: Repository, status: Status) -> Sequence[Conflict]:
    """Settles what can be in a merge that stopped: of a file that one side took out, what the other changed stays."""
    git, found = repository.git, versions(repository)
    return [conflict for path, there in found.items() for conflict in settle_file(git, path, there, status)]


def versions(repository: Repository) -> dict[str, set[int]]:
    """The unmerged files of the library, and of which sides there is a version."""
    found: dict[str, set[int]] = {}
    for row in repository.git.paths("ls-files", "-u", "-z", "--", *repository.parts):
        said, _, path = row.partition("\t")
        found.setdefault(path, set()).add(int(said.split()[2]))
    return found


def settle_file(git: Git, path: str, there: set[int], status: Status) -> Iterator[Conflict]:
    """Settles one file; one that both sides changed is left as it is.

    A file of entries that one side took out is left as the other has it: which of them stay is settled later, as it
    is for those that were moved.
    """
    if {OURS, THEIRS} <= there:
        return
    if there == {BASE}:  # each side has it under another name
        git.run("rm", "-q", "--cached", "--ignore-unmatch", "--", path)
        return
    if BASE in there and not has_entries(git, path, status):  # settings, a layout, rules
        gone, stays = ("ours", "theirs") if THEIRS in there else ("theirs", "ours")
        kept = f"{gone} took the file out; it stays, as {stays} has changed it"
        yield Conflict(id=path, key=FILE, base=None, ours=None, theirs=None, kept=kept)
    git.run("add", "--", path)


def has_entries(git: Git, path: str, status: Status) -> bool:
    """Whether a file is one of entries that can be read, as it was and as it is."""
    file = git.folder / path
    suffix = file.suffix.lower()
    if suffix not in YAML_SUFFIXES | CSV_SUFFIXES:
        return False
    try:
        for data in (git.data("cat-file", "--filters", f":{BASE}:{path}"), file.read_bytes()):
            Format(suffix, status).read(text_of(data, Path(path))[0], path)
    except (Invalid, Unwritable):
        return False
    return True
