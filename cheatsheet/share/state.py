"""The entries of a library as they were at a commit."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from cheatsheet.entry import Entry
from cheatsheet.files import read_entries
from cheatsheet.folder import CSV_SUFFIXES, YAML_SUFFIXES
from cheatsheet.share.repository import Repository
from cheatsheet.status import Status


def entries_at(repository: Repository, revision: str, responses: Path, status: Status) -> Mapping[str, Entry]:
    """The entries by id; none before the first commit. What could not be read then is passed over."""
    git, below = repository.git, responses.resolve().relative_to(repository.top.resolve()).as_posix()
    if not git.says("rev-parse", "--verify", "-q", revision):
        return {}
    found: dict[str, Entry] = {}
    for name in git.paths("ls-tree", "-r", "-z", "--name-only", revision, "--", below):
        path = PurePosixPath(name)
        hidden = any(part.startswith((".", "_")) for part in path.relative_to(below).parts)
        if path.suffix.lower() not in YAML_SUFFIXES | CSV_SUFFIXES or hidden:
            continue
        text = git.text(revision, name) or ""
        for entry in read_entries(text, path.suffix.lower(), name, [], [], default_status=status):
            found.setdefault(entry.id, entry)
    return found
