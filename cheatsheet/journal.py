"""The local record of use: which entry, when, with which score. Never a message, a name or an order number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cheatsheet.errors import JournalUnusable
from cheatsheet.record_file import RecordFile, library_key, set_wal

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
        self._file.create()
        with self._file.opened(PATIENCE) as database:
            self._file.version_of(database)  # before anything is changed
            set_wal(database)
            database.execute("pragma synchronous = normal")  # a power cut may take the last uses, never the file
            database.execute("begin immediate")
            if self._file.version_of(database) == 0:
                for statement in SCHEMA:
                    database.execute(statement)
            row = (library_key(self.library), entry_id, int(at.timestamp()), score)
            database.execute("insert into uses (library, entry, at, score) values (?, ?, ?, ?)", row)
            database.execute("commit")

    def uses(self, ids: Iterable[str]) -> Counter[str]:
        """How often each of these entries was used; 0 for all where the journal cannot be read."""
        one = "select count(*) from uses where library = ? and entry = ?"
        try:
            if not (self.on and self._file.exists()):
                return Counter()
            with self._file.opened(READING_PATIENCE) as database:
                if self._file.version_of(database) == 0:
                    return Counter()
                key = library_key(self.library)
                return Counter({each: database.execute(one, (key, each)).fetchone()[0] for each in ids})
        except JournalUnusable:
            return Counter()

    def total(self) -> int:
        """How many uses of all libraries there are; raises JournalUnusable where the file is not whole."""
        if not (self.on and self._file.exists()):
            return 0
        with self._file.opened(PATIENCE) as database:
            if self._file.version_of(database) == 0:
                return 0
            if database.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                raise self._file.damaged()
            return int(database.execute("select count(*) from uses").fetchone()[0])

    @property
    def _file(self) -> RecordFile:
        """Where it is kept."""
        return RecordFile(self.path, VERSION, JournalUnusable, "the counts are lost")
