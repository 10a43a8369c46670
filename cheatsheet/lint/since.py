"""The library as it was at a revision, from git: only what came since then is a problem."""

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from cheatsheet.errors import UsageError
from cheatsheet.lint.gather import READ, LintedFile, from_bytes


def files_at(revision: str, folder: Path, names: Sequence[str]) -> list[LintedFile]:
    """The files of a folder at a revision that are `names` (relative to it) or lie below one; raises UsageError."""
    top = Path(git(folder, "rev-parse", "--show-toplevel").decode().strip())
    prefix = git(folder, "rev-parse", "--show-prefix").decode().strip()
    commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    archive = git(top, "archive", "--format=tar", commit.decode().strip())
    found = []
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix(prefix)
            if not (member.isfile() and member.name.startswith(prefix) and below(name, names)):
                continue
            data = tar.extractfile(member)
            if data is not None and is_read(name):
                found.append(from_bytes(data.read(), name))
    return found


def is_read(name: str) -> bool:
    """Whether a file is of a kind that is read, and not hidden."""
    path = PurePosixPath(name)
    return path.suffix.lower() in READ and not any(part.startswith((".", "_")) for part in path.parts)


def below(name: str, names: Sequence[str]) -> bool:
    """Whether a file is one of these, or lies below one."""
    return any(each in {".", name} or name.startswith(f"{each.rstrip('/')}/") for each in names)


def git(folder: Path, *arguments: str) -> bytes:
    """What git says; UsageError with its own words where it fails."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("--new-since: git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or "there is no such revision"
        raise UsageError(f"--new-since: {said}", "name a commit, a branch or a tag of this repository")
    return done.stdout
