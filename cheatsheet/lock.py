"""One writer at a time in a folder, among all processes of this program; the system lets go where one dies.

The lock is on the folder itself: nothing is left in it. Where a platform or a file system has no such locks, it is on
a file in the user's state folder, and excludes the processes of the same user on the same machine. Programs of other
kinds, and other machines on most network file systems, know neither: a change of theirs is seen by its content.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from cheatsheet.errors import UsageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 30.0  # seconds
PAUSE = 0.004  # seconds between two tries; a write takes about ten milliseconds
HAS_NO_LOCKS = frozenset({errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.EBADF})
UNSAVED = "unsaved"  # in the state folder: what was typed or made and could not be written


@contextmanager
def locked(folder: Path, *, state: Path | None = None, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock of a folder; UsageError where it is not free within `patience` seconds, OSError for no folder.

    `state` is the user's state folder; None is the platform's.
    """
    end = time.monotonic() + patience
    try:
        handle = folder_lock(folder, end)
        if handle is None:
            handle = file_lock(folder, state or state_folder(), end)
    except TimeoutError as busy:
        message = f"{folder}: {busy} has been writing there for {patience:.0f} seconds"
        raise UsageError(message, "wait until it is done, or end it; then try again") from None
    try:
        yield
    finally:
        with suppress(OSError):
            os.close(handle)


def folder_lock(folder: Path, end: float) -> int | None:
    """The open folder, locked; None where there are no such locks. TimeoutError at `end`, naming the holder."""
    if sys.platform == "win32":
        return None
    try:
        return held(folder, os.O_RDONLY, end)
    except OSError as error:
        if error.errno in HAS_NO_LOCKS:
            return None
        raise


def file_lock(folder: Path, state: Path, end: float) -> int:
    """A lock file in the state folder that stands for `folder`, open and locked; raises as folder_lock does."""
    locks = state / "locks"
    locks.mkdir(mode=0o700, parents=True, exist_ok=True)
    return held(locks / sha256(os.fsencode(folder.resolve())).hexdigest()[:16], os.O_RDWR | os.O_CREAT, end)


def held(place: Path, flags: int, end: float) -> int:
    """A file or folder, open and locked; TimeoutError where another holds it until `end`."""
    while True:
        handle = os.open(place, flags, 0o600)
        kept = False
        try:
            kept = is_free(handle) and is_still(handle, place)
            if kept:
                return handle
            if time.monotonic() >= end:
                raise TimeoutError(holder(handle))
        finally:
            if not kept:
                os.close(handle)
        time.sleep(PAUSE)


def is_free(handle: int) -> bool:
    """Takes the lock of an open file or folder if nobody has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def is_still(handle: int, place: Path) -> bool:
    """Whether the name still means what was opened: a folder may have been replaced while its lock was waited for."""
    if sys.platform == "win32":  # there an open file keeps its name
        return True
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except FileNotFoundError:
        return False


def holder(handle: int) -> str:
    """Who holds the lock of an open file or folder, as far as the system tells."""
    inode = os.fstat(handle).st_ino
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            _, kind, _, _, process, place, *_ = line.split()
            if kind == "FLOCK" and int(place.rsplit(":", 1)[1]) == inode and int(process) > 0:
                return f"process {process} (another cheatsheet, perhaps a stopped one)"
    return "another program (perhaps a stopped cheatsheet)"


def state_folder() -> Path:
    """The platform's folder for what a program keeps of its user."""
    from platformdirs import user_state_path

    return user_state_path("cheatsheet", appauthor=False)
