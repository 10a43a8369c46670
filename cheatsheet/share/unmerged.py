"""Files that git leaves unmerged as one side took them out, or as both renamed them: nothing anyone wrote is lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cheatsheet.encoding import bytes_of, text_of
from cheatsheet.errors import Fault, Invalid
from cheatsheet.folder import SPREADSHEET_SUFFIXES, SUFFIXES
from cheatsheet.git import Git
from cheatsheet.share.conflict import FILE, Conflict
from cheatsheet.share.merge import merged
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
    """Settles one file; one that both sides changed is left as it is."""
    if {OURS, THEIRS} <= there:
        return
    file = git.folder / path
    if there == {BASE}:  # each side has it under another name
        git.run("rm", "-q", "--cached", "--ignore-unmatch", "--", path)
        return
    if BASE in there:
        try:
            yield from keep_changed(git, path, ours_gone=THEIRS in there, status=status)
        except Invalid:  # no entries: settings, a layout, rules
            gone, stays = ("ours", "theirs") if THEIRS in there else ("theirs", "ours")
            kept = f"{gone} took the file out; it stays, as {stays} has changed it"
            yield Conflict(id=path, key=FILE, base=None, ours=None, theirs=None, kept=kept)
    if file.exists():
        git.run("add", "--", path)
    else:
        git.run("rm", "-q", "--cached", "--ignore-unmatch", "--", path)


def keep_changed(git: Git, path: str, *, ours_gone: bool, status: Status) -> Sequence[Conflict]:
    """Leaves in a file of entries what one side changed or added, the other having taken the file out.

    Raises Invalid where it is no such file.
    """
    file = git.folder / path
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES - SPREADSHEET_SUFFIXES:
        raise Invalid([Fault(path, "is no file of entries")])
    before, _ = text_of((git.text(f":{BASE}", path) or "").encode("utf-8", "surrogateescape"), Path(path))
    changed, encoding = text_of(file.read_bytes(), Path(path))
    ours, theirs = ("", changed) if ours_gone else (changed, "")
    found = merged(before, ours, theirs, suffix, default_status=status)
    if Format(suffix, status).read(found.text, path):
        file.write_bytes(bytes_of(found.text, encoding, Path(path)))
    else:
        file.unlink()
    return found.conflicts
