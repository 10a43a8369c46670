"""The library as it was at a revision, from git: only what came since then is a problem."""

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from cheatsheet.errors import UsageError
from cheatsheet.lint.gather import READ, LintedFile, from_bytes


def files_at(revision: str, folder: Path, names: Sequence[str]) -> list[LintedFile]:
    """The files of a folder at a revision that are `names` (relative to it) or lie below one; raises UsageError."""
    git(folder, "rev-parse", "--show-toplevel")
    commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode()
    listed = git(folder, "ls-tree", "-r", "-z", commit.strip()).decode("utf-8", "surrogateescape")
    blobs = {}
    for row in listed.split("\0"):
        about, _, name = row.partition("\t")
        if name and about.split()[1] == "blob" and below(name, names) and is_read(name):
            blobs[name] = about.split()[2]
    return [from_bytes(data, name) for name, data in zip(blobs, contents(folder, blobs.values()), strict=True)]


def contents(folder: Path, blobs: Iterable[str]) -> Iterator[bytes]:
    """The contents of git's objects, in order."""
    data = git(folder, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode())
    while data:
        head, _, rest = data.partition(b"\n")
        size = int(head.split()[2])
        yield rest[:size]
        data = rest[size + 1 :]


def is_read(name: str) -> bool:
    """Whether a file is of a kind that is read, and not hidden."""
    path = PurePosixPath(name)
    return path.suffix.lower() in READ and not any(part.startswith((".", "_")) for part in path.parts)


def below(name: str, names: Sequence[str]) -> bool:
    """Whether a file is one of these, or lies below one."""
    return any(each in {".", name} or name.startswith(f"{each.rstrip('/')}/") for each in names)


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git says; UsageError with its own words where it fails."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], input=stdin, capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("--new-since: git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or "there is no such revision"
        raise UsageError(f"--new-since: {said}", "name a commit, a branch or a tag of this repository")
    return done.stdout
