"""A small SQLite file of the user's own, beside the libraries: found, made, opened; its faults as ours."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cheatsheet.errors import CheatsheetError

if TYPE_CHECKING:  # sqlite3 costs as much as argparse: only who reads or writes a record pays
    import sqlite3


class RecordFile(NamedTuple):
    """One file of mode 0600; what goes wrong is raised as `unusable`, `lost` says what deleting the file costs."""

    path: Path
    version: int
    unusable: type[CheatsheetError]
    lost: str

    def exists(self) -> bool:
        """Whether there is anything to read; raises where something else is in the place."""
        try:
            place = next((place for place in (self.path, *self.path.parents) if place.exists()), self.path.parent)
            there = place == self.path
            usable = place.is_file() if there else place.is_dir()
        except OSError as error:
            raise self.unusable(f"{self.path}: {error.strerror or error}") from None
        if not usable:
            raise self.unusable(f"{place} is not a {'file' if there else 'folder'}")
        return there

    def create(self) -> None:
        """An empty file for its owner alone, where there is none; SQLite's own files get its mode."""
        if self.exists():
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise self.unusable(f"{self.path}: {error.strerror or error}") from None

    @contextmanager
    def opened(self, patience: float) -> Iterator["sqlite3.Connection"]:
        """The open file, which is never created; waits so many seconds for another process.

        A reader opens it for writing too: only so can it mend what a killed writer left behind.
        """
        import sqlite3

        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as database:
                yield database
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                raise self.damaged() from None
            raise self.unusable(f"{self.path}: {error}") from None

    def version_of(self, database: "sqlite3.Connection") -> int:
        """The version of the schema, 0 for an empty file; raises for one from the future."""
        version = int(database.execute("pragma user_version").fetchone()[0])
        if version > self.version:
            message = f"{self.path} was made by a newer cheatsheet"
            raise self.unusable(message, "update this one; the file was left alone")
        return version

    def damaged(self) -> CheatsheetError:
        """The file is not what SQLite wrote."""
        return self.unusable(f"{self.path} is damaged", f"delete that file to begin a new one; only {self.lost}")


def set_wal(database: "sqlite3.Connection") -> None:
    """Switches to WAL for good. The switch does not wait for another process; it then comes with a later use."""
    import sqlite3

    with suppress(sqlite3.OperationalError):
        database.execute("pragma journal_mode = wal")


def library_key(folder: Path) -> str:
    """A short hash of a library's real path: the same id in two libraries is not the same entry."""
    import hashlib

    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
