"""Safe writes of what people wrote: nothing torn, nothing lost, nobody's change overwritten.

Under the folder's lock a file is read, changed, written beside itself, compared with what was read, and replaced; the
disk has confirmed it before a write returns. Links, encoding, mode bits and line ends stay.
"""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cheatsheet.atomic import replace_file, sync_folder
from cheatsheet.encoding import bytes_of, text_of
from cheatsheet.errors import NotWritable, UsageError
from cheatsheet.files import MAX_BYTES
from cheatsheet.folder import CSV_SUFFIXES, SPREADSHEET_SUFFIXES, YAML_SUFFIXES
from cheatsheet.lock import UNSAVED, locked, state_folder

ENTRY_SUFFIXES = YAML_SUFFIXES | CSV_SUFFIXES
TEMPORARY = ".cheatsheet-part"  # the end of a temporary name; its first character is a dot, so it is never read
ATTEMPTS = 5
ELSEWHERE = "entries are written to YAML, JSON and CSV files"
CAUSES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "its file system is read-only",
}


class Written(NamedTuple):
    """A write: the real file, its content before (None: it was created) and after. Equal: nothing was written.

    `instead` is the write that was announced before and did not happen: another program had changed the file.
    """

    path: Path
    before: bytes | None
    after: bytes
    instead: "Written | None" = None


class Changed(Exception):
    """Another program changed the file after it was read."""


def do_nothing(_written: Written) -> None:
    """Does nothing."""


def read_sheet(path: Path) -> str:
    """A file's text, "" where there is no file; raises UsageError, or Unwritable where a write could not keep it."""
    return text_of(content_of(path) or b"", path)[0]


def update(
    path: Path,
    change: Callable[[str], str],
    *,
    before_write: Callable[[Written], object] = do_nothing,
    suffixes: AbstractSet[str] = ENTRY_SUFFIXES,
    state: Path | None = None,
    library: Path | None = None,
) -> Written:
    """Writes what `change` makes of a file's text ("" where there is none); the same text writes nothing.

    `before_write` is told just before the file is replaced; `change` is called again where another program changed
    the file meanwhile. Raises UsageError or Unwritable, then the file is as it was; and what these two raise.
    `state` is the user's state folder, None the platform's. With `library`, its folder, `change` may look at its
    other files: no other writer that says so writes into any of them meanwhile.
    """
    suffix = path.suffix.lower()
    if suffix in SPREADSHEET_SUFFIXES:
        raise NotWritable(f"{path} is a spreadsheet, which cannot be written", ELSEWHERE)
    if suffix not in suffixes:
        raise NotWritable(f"{path} is not a file of entries", ELSEWHERE)

    def change_bytes(before: bytes | None) -> bytes | None:
        text, encoding = text_of(before or b"", path)
        after = change(text)
        return before if after == text else bytes_of(after, encoding, path)

    return rewrite(path, change_bytes, before_write=before_write, state=state, library=library)


def put_back(
    path: Path,
    now: bytes,
    then: bytes | None,
    *,
    before_write: Callable[[Written], object] = do_nothing,
    state: Path | None = None,
) -> None:
    """Replaces the content `now` by `then`, None removes the file; UsageError where it says something else."""

    def change_bytes(before: bytes | None) -> bytes | None:
        if before != now:
            raise UsageError(f"{path} was changed a moment ago; it was left alone", "look at it, then try again")
        return then

    rewrite(path, change_bytes, before_write=before_write, state=state)


def rewrite(
    path: Path,
    change: Callable[[bytes | None], bytes | None],
    *,
    before_write: Callable[[Written], object],
    state: Path | None,
    library: Path | None = None,
) -> Written:
    """The write itself: `change` makes new bytes of old ones; None is no file. Raises as update does."""
    real = real_path(path)
    whole = library.resolve() if library else real.parent
    try:
        with ExitStack() as locks:
            locks.enter_context(made(real.parent))
            for folder in dict.fromkeys((whole, real.parent)):  # always in this order: nobody waits for each other
                locks.enter_context(locked(folder, state=state))
            sweep(real.parent)
            instead = None
            for _ in range(ATTEMPTS):
                before = content_of(real)
                after = change(before)
                written = Written(real, before, after or b"", instead)
                if after == before:
                    return written._replace(before=written.after)
                check_writable(path, real, written.after)
                with suppress(Changed):
                    write(written, after, before_write)
                    return written
                instead = written._replace(instead=None)
    except OSError as error:
        why = CAUSES.get(error.errno or 0) or error.strerror or str(error)
        raise UsageError(f"{path} was not written: {why}", "mend that and try again; the file is as it was") from None
    kept = keep(written, state or state_folder())
    message = f"{path} was not written: another program changed it each of {ATTEMPTS} times"
    raise UsageError(message, f"it is as that program left it; what was to be written is in {kept}")


def write(written: Written, after: bytes | None, before_write: Callable[[Written], object]) -> None:
    """Replaces or removes a file and has the disk confirm it; raises Changed where it is not what was read."""
    path = written.path

    def at_last() -> None:
        before_write(written)
        if content_of(path) != written.before:
            raise Changed

    try:
        if after is None:
            at_last()
            path.unlink()
        else:
            like = None if written.before is None else path
            replace_file(path, after, mode=None, like=like, suffix=TEMPORARY, at_last=at_last)
    except FileNotFoundError:  # the file is gone, or another machine has swept what was written
        if path.parent.is_dir():
            raise Changed from None
        raise
    try:
        sync_folder(path.parent)
    except OSError as error:
        message = f"{path} was written, but the disk did not confirm it: {error.strerror}"
        raise UsageError(message, "look whether the change is there, and what ails the disk") from None


def real_path(path: Path) -> Path:
    """Where a path leads through links; UsageError for a link that leads to itself."""
    try:
        return path.resolve(strict=True)  # else a link that cannot be read would pass for a file
    except FileNotFoundError:
        return path.resolve()
    except RuntimeError:
        raise UsageError(f"{path} is a link that leads to itself", "mend the link") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def content_of(path: Path) -> bytes | None:
    """A file's bytes, None where there is none; UsageError for no regular file, a huge or unreadable one."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UsageError(f"{path} is a folder", "name a file in it")
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, without end
            raise NotWritable(f"{path} is not a regular file", ELSEWHERE)
        if found.st_size > MAX_BYTES:
            raise UsageError(f"{path}: {found.st_size:,} bytes; a file may have {MAX_BYTES:,}", "split it")
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def check_writable(path: Path, real: Path, data: bytes) -> None:
    """NotWritable for a read-only file or folder, and for a file that would be too large."""
    if len(data) > MAX_BYTES:
        message = f"{path} would have {len(data):,} bytes; a file may have {MAX_BYTES:,}"
        raise NotWritable(message, "split it")
    for place, name in ((real, "it"), (real.parent, str(real.parent))):
        if place.exists() and not os.access(place, os.W_OK):
            mount = sys.platform != "win32" and os.statvfs(place).f_flag & os.ST_RDONLY
            what, how = ("on a read-only file system", "") if mount else ("read-only", " (chmod u+w)")
            raise NotWritable(f"{path} cannot be written: {name} is {what}", f"allow writing there{how}")


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Makes a folder and those above it; those that are empty in the end go again."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for each in reversed(missing):
            sync_folder(each.parent)
        yield
    finally:
        for each in missing:
            with suppress(OSError):
                each.rmdir()


def sweep(folder: Path) -> None:
    """Removes what killed writers left in a folder whose lock is held."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 (names are all that is asked)
            if name.startswith(".") and name.endswith(TEMPORARY):
                (folder / name).unlink()


def keep(written: Written, state: Path) -> Path:
    """A new file of the user's own with what could not be written; raises OSError where there is room nowhere."""
    name = f"{os.urandom(4).hex()}-{written.path.name[-40:]}"
    path = state / UNSAVED / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, written.after)
    except OSError:
        path = Path(tempfile.gettempdir()) / name
        replace_file(path, written.after)
    return path
