"""The local record of use: which entry, when, with which score. Never a message, a name or an order number."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cheatsheet.errors import JournalUnusable

if TYPE_CHECKING:  # sqlite3 costs as much as argparse: only who reads or writes a journal pays
    import sqlite3

FILE_NAME = "journal.db"
VERSION = 1
PATIENCE = 1.0  # seconds that a write waits for another process; writing takes about a millisecond
READING_PATIENCE = 0.1  # seconds; the counts only part equal scores
SCHEMA = (  # the library is a hash of its path: a path can name a customer
    "create table uses (library text not null, entry text not null, at integer not null, score real)",
    "create index uses_by_entry on uses (library, entry)",
    f"pragma user_version = {VERSION}",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Journal:
    """One SQLite file of mode 0600 for all libraries; `library` is the folder of the one in use.

    In WAL mode, for short locks: beside two more writers and a busy disk a write waited 0.06 s at most, with the
    rollback journal 0.8 s. Switched off (`on`), it is neither read nor written.
    """

    path: Path
    library: Path
    on: bool = True

    def record(self, entry_id: str, score: float | None, at: datetime) -> None:
        """Adds one use; raises JournalUnusable where that cannot be done. Waits a second at most."""
        if not self.on:
            return
        self._create()
        with self._opened(PATIENCE) as database:
            version_of(database, self.path)  # before anything is changed
            set_wal(database)
            database.execute("pragma synchronous = normal")  # a power cut may take the last uses, never the file
            database.execute("begin immediate")
            if version_of(database, self.path) == 0:
                for statement in SCHEMA:
                    database.execute(statement)
            row = (library_key(self.library), entry_id, int(at.timestamp()), score)
            database.execute("insert into uses (library, entry, at, score) values (?, ?, ?, ?)", row)
            database.execute("commit")

    def uses(self, ids: Iterable[str]) -> Counter[str]:
        """How often each of these entries was used; 0 for all where the journal cannot be read."""
        one = "select count(*) from uses where library = ? and entry = ?"
        try:
            if not self._exists():
                return Counter()
            with self._opened(READING_PATIENCE) as database:
                if version_of(database, self.path) == 0:
                    return Counter()
                key = library_key(self.library)
                return Counter({each: database.execute(one, (key, each)).fetchone()[0] for each in ids})
        except JournalUnusable:
            return Counter()

    def total(self) -> int:
        """How many uses of all libraries there are; raises JournalUnusable where the file is not whole."""
        if not self._exists():
            return 0
        with self._opened(PATIENCE) as database:
            if version_of(database, self.path) == 0:
                return 0
            if database.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                raise damaged(self.path)
            return int(database.execute("select count(*) from uses").fetchone()[0])

    def _exists(self) -> bool:
        """Whether there is anything to read; raises JournalUnusable where something else is in the place."""
        if not self.on:
            return False
        try:
            place = next((place for place in (self.path, *self.path.parents) if place.exists()), self.path.parent)
            there = place == self.path
            usable = place.is_file() if there else place.is_dir()
        except OSError as error:
            raise JournalUnusable(f"{self.path}: {error.strerror or error}") from None
        if not usable:
            raise JournalUnusable(f"{place} is not a {'file' if there else 'folder'}")
        return there

    def _create(self) -> None:
        """An empty file for its owner alone, where there is none; SQLite's own files get its mode."""
        if self._exists():
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise JournalUnusable(f"{self.path}: {error.strerror or error}") from None

    @contextmanager
    def _opened(self, patience: float) -> Iterator["sqlite3.Connection"]:
        """The open database, which is never created; what SQLite raises becomes JournalUnusable.

        A reader opens it for writing too: only so can it mend what a killed writer left behind.
        """
        import sqlite3

        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as database:
                yield database
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                raise damaged(self.path) from None
            raise JournalUnusable(f"{self.path}: {error}") from None


def set_wal(database: "sqlite3.Connection") -> None:
    """Switches to WAL for good. The switch does not wait for another process; it then comes with a later use."""
    import sqlite3

    with suppress(sqlite3.OperationalError):
        database.execute("pragma journal_mode = wal")


def version_of(database: "sqlite3.Connection", path: Path) -> int:
    """The version of the schema, 0 for an empty file; raises JournalUnusable for one from the future."""
    version = int(database.execute("pragma user_version").fetchone()[0])
    if version > VERSION:
        raise JournalUnusable(f"{path} was made by a newer cheatsheet", "update this one; the file was left alone")
    return version


def damaged(path: Path) -> JournalUnusable:
    """The file is not what SQLite wrote."""
    return JournalUnusable(f"{path} is damaged", "delete that file to begin a new one; only the counts are lost")


def library_key(folder: Path) -> str:
    """A short hash of a library's real path: the same id in two libraries is not the same entry."""
    import hashlib

    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
