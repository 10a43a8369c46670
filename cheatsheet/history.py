"""What this program wrote into a library, so that `undo` can take it back: the last writes, not whole files."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cheatsheet.errors import HistoryUnusable, UsageError
from cheatsheet.patch import Patch, patch_of, taken_back
from cheatsheet.record_file import RecordFile, library_key, set_wal
from cheatsheet.sheet_file import Written, content_of, put_back
from cheatsheet.text import decode

if TYPE_CHECKING:  # sqlite3 costs as much as argparse: only who writes or takes back pays
    import sqlite3

FILE_NAME = "history.db"
VERSION = 1
KEPT = 100  # steps of one library
PATIENCE = 5.0  # seconds that one process waits for another
EXCERPT = 10  # lines of a text that could not be put back
SCHEMA = (  # auto_vacuum: what is dropped leaves the file, too
    "pragma auto_vacuum = full",
    "begin immediate",
    "create table if not exists steps (number integer primary key autoincrement, library text not null,"
    " path blob not null, what text not null, at text not null, start integer not null, old blob not null,"
    " new blob not null, above blob not null, below blob not null, hash_before text not null,"
    " hash_after text not null)",
    "create index if not exists steps_by_library on steps (library, number)",
    f"pragma user_version = {VERSION}",
    "commit",
)
COLUMNS = "number, path, what, at, start, old, new, above, below, hash_before, hash_after"


class Step(NamedTuple):
    """One write: the file, what was done in words, when."""

    number: int
    path: Path
    what: str
    at: datetime


class Plan(NamedTuple):
    """What taking back a step makes of its file: `old` becomes `new`; None: the file goes.

    `stale` are the numbers of later steps that are not in force: never written, or undone by hand.
    """

    step: Step
    old: bytes
    new: bytes | None
    stale: tuple[int, ...] = ()

    @property
    def old_text(self) -> str:
        """What the file says now."""
        return decode(self.old)[0]

    @property
    def new_text(self) -> str:
        """What it will say; "" where it goes."""
        return decode(self.new or b"")[0]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class History:
    """One SQLite file of mode 0600 for all libraries; `library` is the folder of the one in use."""

    path: Path
    library: Path

    def record(self, written: Written, what: str, at: datetime) -> None:
        """Adds a step for a write that comes next (`before_write`); raises HistoryUnusable, and then adds nothing."""
        patch = patch_of(written.before, written.after)
        key, place = library_key(self.library), os.fsencode(written.path)
        self._file.create()
        with self._opened() as database:
            database.execute("begin immediate")
            if written.instead:
                never = patch_of(written.instead.before, written.instead.after)
                newest = "number = (select max(number) from steps where library = ? and path = ?)"
                same = f"{newest} and hash_before = ? and hash_after = ?"
                values = (key, place, never.hash_before, never.hash_after)
                database.execute(f"delete from steps where {same}", values)  # noqa: S608 (constants)
            row = (key, place, what, at.astimezone(UTC).isoformat(), *patch)
            marks = ", ".join("?" * len(row))
            database.execute(f"insert into steps (library, {COLUMNS[8:]}) values ({marks})", row)  # noqa: S608
            last = "select number from steps where library = ? order by number desc limit 1 offset ?"
            database.execute(f"delete from steps where library = ? and number <= ({last})", (key, key, KEPT))  # noqa: S608
            database.execute("commit")

    def last(self) -> Step | None:
        """The newest step, in force or not; None where there is none. Raises HistoryUnusable."""
        return next((step for step, _ in self._steps()), None)

    def plan(self) -> Plan | None:
        """What taking back the newest step in force would do; None where there is none. Changes nothing.

        Raises UsageError where others have changed what it wrote, HistoryUnusable where the record cannot be read.
        """
        stale: list[int] = []
        for step, patch in self._steps():
            now = content_of(step.path)
            back = taken_back(patch, now)
            if back.why_not:
                raise refused(step, patch, back.why_not)
            if not back.gone and now is not None:
                return Plan(step, now, back.data, tuple(stale))
            stale.append(step.number)
        return None

    def apply(self, plan: Plan) -> Step:
        """Does what was planned and forgets the step; UsageError where the file was changed since it was planned."""

        def still_there(_written: Written) -> None:
            if all(step.number != plan.step.number for step, _ in self._steps()):
                raise UsageError(f"`{plan.step.what}` was taken back a moment ago", "undo again takes the one before")

        put_back(plan.step.path, plan.old, plan.new, before_write=still_there, state=self.path.parent)
        self._drop([plan.step.number, *plan.stale])
        return plan.step

    def undo(self) -> Step | None:
        """Takes back the newest step that is in force; None where there is none. Raises as plan and apply do."""
        plan = self.plan()
        return None if plan is None else self.apply(plan)

    def _steps(self) -> Iterator[tuple[Step, Patch]]:
        """The steps of the library, newest first."""
        if not self._file.exists():
            return
        with self._opened() as database:
            asked = f"select {COLUMNS} from steps where library = ? order by number desc"  # noqa: S608 (constants)
            for number, path, what, at, *patch in database.execute(asked, (library_key(self.library),)):
                yield Step(number, Path(os.fsdecode(path)), what, datetime.fromisoformat(at)), Patch(*patch)

    def _drop(self, numbers: Sequence[int]) -> None:
        """Forgets steps."""
        with self._opened() as database:
            database.execute("begin immediate")
            database.executemany("delete from steps where number = ?", [(number,) for number in numbers])
            database.execute("commit")

    @property
    def _file(self) -> RecordFile:
        """Where it is kept."""
        return RecordFile(self.path, VERSION, HistoryUnusable, "`undo` of what was written so far is lost")

    @contextmanager
    def _opened(self) -> Iterator["sqlite3.Connection"]:
        """The open file with its tables; raises HistoryUnusable."""
        with self._file.opened(PATIENCE) as database:
            if self._file.version_of(database) == 0:
                for statement in SCHEMA:
                    database.execute(statement)
            set_wal(database)
            database.execute("pragma synchronous = full")  # what was written can be taken back after a power cut
            yield database


def refused(step: Step, patch: Patch, why_not: str) -> UsageError:
    """Why a step is not taken back, with what a person needs to do it by hand."""
    told, middle = ("before, there was:", patch.old) if patch.old.strip() else ("it wrote:", patch.new)
    line = patch.above.rpartition(b"\n")[2] + middle + patch.below.partition(b"\n")[0]
    lines = decode(line)[0].replace("\x00", "").splitlines()
    more = ["…"] if len(lines) > EXCERPT else []
    hint = "\n  ".join(["nothing was changed; to do it by hand, " + told, *lines[:EXCERPT], *more])
    return UsageError(f"{step.path}: `{step.what}` cannot be taken back: {why_not}", hint)
