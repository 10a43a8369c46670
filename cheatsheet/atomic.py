"""Replacing a file as a whole: a crash leaves the old content or the new one, never half of it."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

NAME = 40  # characters of the file's name in the temporary one: a name of 255 bytes leaves no room for more
READABLE = 0o644
CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM})


def nothing() -> None:
    """Does nothing."""


def replace_file(
    path: Path,
    data: bytes,
    *,
    mode: int | None = 0o600,
    like: Path | None = None,
    time: int | None = None,
    prefix: str = ".",
    suffix: str = "",
    at_last: Callable[[], object] = nothing,
) -> None:
    """Writes `data` beside `path` and moves it there; raises OSError and leaves nothing behind.

    `mode` None is what the umask leaves; `like` is a file whose mode, owner and attributes it gets instead, as far as
    that is allowed. `time` is the file's time in ns since the epoch; `prefix` and `suffix` are those of the temporary
    name. `at_last` is called when only the move is left: what it raises leaves all as it was.
    """
    temporary = path.with_name(f"{prefix}{path.name[:NAME]}-{os.urandom(6).hex()}{suffix}")
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:  # the name is known before there is a file: an interrupt at any point finds it
        with os.fdopen(os.open(temporary, new, 0o666 if mode is None and like is None else 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if like is not None:
            take_after(like, temporary)
        elif mode not in {0o600, None}:
            temporary.chmod(mode)
        if time is not None:
            os.utime(temporary, ns=(time, time))
        at_last()
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_result(path: Path, data: bytes) -> None:
    """Writes where a person named it: a file as a whole, a link's target, into a pipe or a device; raises OSError."""
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            out.write(data)
    else:
        replace_file(target, data, mode=READABLE)


def take_after(model: Path, path: Path) -> None:
    """Gives `path` the mode bits and attributes of another file, and its owner and group as far as allowed."""
    import shutil  # costs 5 ms: only who keeps attributes pays for it

    if sys.platform != "win32":
        found = model.stat()
        for owner, group in ((-1, found.st_gid), (found.st_uid, -1)):  # who may not give away may still share
            with suppress(PermissionError):
                os.chown(path, owner, group)
    shutil.copystat(model, path)
    os.utime(path)


def sync_folder(folder: Path) -> None:
    """Has the disk confirm which files a folder holds, where the platform can; raises OSError where that fails."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in CANNOT_SYNC:
            raise
