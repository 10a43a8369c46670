"""The two files that keep a library's index: written as a whole, read with suspicion.

`NAME.index` says when it was written: where its own time is another, someone else has written into it. `NAME.stamps`
says which size, time and inode of an entry file had which hash: a file is read only where one of them differs.
"""

import json
import mmap
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cheatsheet.atomic import replace_file
from cheatsheet.sections import Sections, unpack

TICK = 2_000_000_000  # ns: the coarsest time that a file system keeps
RACY = 2_000_000_000  # ns: a file that was written so shortly before it was read may change within its time stamp
DAY = 86_400 * 1_000_000_000  # ns
LEFT_OVER = DAY // 24  # after which a killed build's file is removed
FORGOTTEN = 60 * DAY  # after which the index of a library that nobody asks is removed
OURS = frozenset({".index", ".stamps", ".lint", ".new"})  # suffixes of what is kept here
UNKNOWN = ""  # the hash of a file that changed while it was read

Hashes = dict[str, str]  # relative path -> sha256 of the content
Stamp = list[int]  # size, mtime in ns, inode


class Store(NamedTuple):
    """The files of the index of `library` (its real path) in the folder for all. `now` is in ns since the epoch."""

    folder: Path
    library: str
    now: int

    @property
    def tick(self) -> int:
        """Now, as any file system keeps it."""
        return self.now // TICK * TICK

    def path(self, suffix: str) -> Path:
        """One of the two files."""
        name = os.fsencode(self.library)
        return self.folder / f"{crc32(name):08x}{crc32(name[::-1]):08x}.{suffix}"

    def kept(self, made_by: object) -> Sections | None:
        """The index that was kept; None where there is none, or it is not whole, or of another make."""
        try:
            with self.path("index").open("rb") as file:
                found = unpack(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
                own = os.fstat(file.fileno()).st_mtime_ns
        except (OSError, ValueError):
            return None
        return found if (found.head.get("made by"), found.head.get("written")) == (made_by, own) else None

    def hashes(self, stamps: Mapping[str, Stamp]) -> Hashes:
        """The hashes of the files whose stamp is the same as when they were hashed."""
        try:
            noted = json.loads(self.path("stamps").read_bytes())
            return {file: hashed for file, (hashed, own) in noted.items() if own == stamps.get(file)}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def write_index(self, data: bytes) -> None:
        """Replaces the index as a whole; raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()
        replace_file(self.path("index"), data, time=self.tick, prefix="", suffix=".new")

    def write_stamps(self, stamps: Mapping[str, Stamp], hashes: Hashes) -> None:
        """Notes which stamp has which hash, but for files that may still change within their stamp."""
        old = {file: [hashes[file], own] for file, own in stamps.items() if own and own[1] < self.now - RACY}
        data = json.dumps(old, separators=(",", ":")).encode()
        replace_file(self.path("stamps"), data, time=self.tick, prefix="", suffix=".new")

    def used(self) -> None:
        """Notes, once a day, that the index is asked: the time of its stamps says when it was last."""
        with suppress(OSError):
            path = self.path("stamps")
            if self.now - path.stat().st_mtime_ns > DAY:
                os.utime(path, ns=(self.now, self.now))

    def sweep(self) -> None:
        """Removes what killed builds left, and indexes of libraries that nobody has asked for long."""
        for path in self.folder.iterdir():
            if path.suffix not in OURS:
                continue
            with suppress(OSError):
                asked = path.with_suffix(".stamps") if path.suffix == ".index" else path
                age = self.now - (asked if asked.exists() else path).stat().st_mtime_ns
                if age > (LEFT_OVER if path.suffix == ".new" else FORGOTTEN):
                    path.unlink()


def stamp(path: str) -> Stamp:
    """What changes when a file does; [] where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 (a Path costs more than the call, for every file of a library)
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ino]


def hash_of(path: Path) -> str:
    """The hash of a file's content; UNKNOWN where it cannot be read as one."""
    try:
        from hashlib import sha256  # not needed while nothing has changed

        return sha256(path.read_bytes()).hexdigest() if path.is_file() else UNKNOWN
    except OSError:
        return UNKNOWN
