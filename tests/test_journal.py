"""The journal: nothing is lost, nothing private is in it, and it never gets in the way."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cheatsheet.errors import JournalUnusable
from cheatsheet.journal import VERSION, Journal

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cheatsheet.journal import Journal
journal = Journal(path=Path(sys.argv[1]), library=Path(sys.argv[2]))
for _ in range(int(sys.argv[4])):
    journal.record(sys.argv[3], 88.5, datetime.now(UTC))
    print("x", end="", flush=True)
"""
LIMIT = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
"""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    (tmp_path / "sheet").mkdir()
    return Journal(path=tmp_path / "state" / "cheatsheet" / "journal.db", library=tmp_path / "sheet")


def writer(journal: Journal, entry_id: str, times: int, *, before: str = "") -> "subprocess.Popen[str]":
    """A process that records one entry again and again, and prints an x after each."""
    arguments = [str(journal.path), str(journal.library), entry_id, str(times)]
    return subprocess.Popen(
        [sys.executable, "-c", before + WRITER, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(journal: Journal) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(journal.path)) as database:
        return database.execute("select entry, at, score from uses order by rowid").fetchall()


def test_a_recorded_use_is_counted(journal: Journal) -> None:
    for entry_id in ("late", "refund", "late"):
        journal.record(entry_id, 90.0, AT)
    assert journal.uses(["late", "refund", "other"]) == {"late": 2, "refund": 1, "other": 0}
    assert journal.uses(["late", "late"]) == {"late": 2}
    assert journal.uses([]) == {}
    assert journal.uses(["refund"])["late"] == 0
    assert journal.total() == 3


def test_id_time_and_score_are_all_that_is_kept(journal: Journal) -> None:
    journal.record("late", 90.25, AT)
    journal.record("refund", None, AT + timedelta(seconds=1.9))
    seconds = int(AT.timestamp())
    assert rows(journal) == [("late", seconds, 90.25), ("refund", seconds + 1, None)]
    with closing(sqlite3.connect(journal.path)) as database:
        columns = [name for _, name, *_ in database.execute("pragma table_info(uses)")]
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
    assert (tables, columns) == (["uses"], ["library", "entry", "at", "score"])


def test_the_time_is_in_utc_wherever_the_agent_sits(journal: Journal) -> None:
    journal.record("late", None, AT.astimezone(timezone(timedelta(hours=-9))))
    assert rows(journal) == [("late", int(AT.timestamp()), None)]


def test_the_same_id_in_two_libraries_is_two_entries(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = replace(journal, library=tmp_path / "other")
    journal.record("late", 90.0, AT)
    journal.record("late", 90.0, AT)
    other.record("late", 90.0, AT)
    assert (journal.uses(["late"])["late"], other.uses(["late"])["late"]) == (2, 1)
    assert (journal.total(), other.total()) == (3, 3)


def test_a_library_is_the_same_through_a_symbolic_link(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(journal.library, target_is_directory=True)
    journal.record("late", 90.0, AT)
    assert replace(journal, library=tmp_path / "link").uses(["late"]) == {"late": 1}


def test_the_path_of_the_library_is_not_in_the_file(journal: Journal, tmp_path: Path) -> None:
    library = tmp_path / "sheet of Zanzibar Ltd"
    library.mkdir()
    replace(journal, library=library).record("late", 90.0, AT)
    data = journal.path.read_bytes()
    assert b"late" in data
    assert b"Zanzibar" not in data
    assert os.fsencode(tmp_path) not in data


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_only_the_owner_can_read_it(journal: Journal, mask: int) -> None:
    before = os.umask(mask)
    try:
        journal.record("late", 90.0, AT)
        journal.record("late", 90.0, AT)
    finally:
        os.umask(before)
    assert [path.name for path in journal.path.parent.iterdir()] == ["journal.db"]
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert journal.path.parent.stat().st_mode & 0o777 == 0o700


def test_asking_makes_nothing(journal: Journal, tmp_path: Path) -> None:
    assert journal.uses(["late"]) == {}
    assert journal.total() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["sheet"]


def test_asking_does_not_import_sqlite_where_there_is_no_journal(journal: Journal) -> None:
    code = (
        "import sys; from pathlib import Path; from cheatsheet.journal import Journal\n"
        "print(Journal(path=Path(sys.argv[1]), library=Path('.')).uses(['x'])['x'], 'sqlite3' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(journal.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False"]
    journal.record("late", 90.0, AT)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True"]


def test_a_journal_that_is_off_is_neither_written_nor_read(journal: Journal) -> None:
    off = replace(journal, on=False)
    off.record("late", 90.0, AT)
    assert not journal.path.parent.exists()
    journal.record("late", 90.0, AT)
    off.record("late", 90.0, AT)
    assert (off.uses(["late"])["late"], off.total()) == (0, 0)
    assert journal.uses(["late"])["late"] == 1


def test_processes_that_write_at_once_lose_nothing(journal: Journal) -> None:
    """From the first use on: they race for the making of the file, too."""
    running = [writer(journal, entry_id, 150) for entry_id in ("late", "refund", "late")]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err, len(out)) == (0, "", 150)
    assert journal.uses(["late", "refund"]) == {"late": 300, "refund": 150}
    assert journal.total() == 450


def test_a_writer_that_is_killed_loses_nothing_and_leaves_the_file_whole(journal: Journal) -> None:
    said = 0
    for length in (1, 5, 20, 41, 62):
        process = writer(journal, "late", 1_000_000)
        assert process.stdout
        said += len(process.stdout.read(length))
        process.kill()
        rest, _ = process.communicate(timeout=60)
        said += len(rest)
        assert process.returncode < 0
    assert said <= journal.uses(["late"])["late"] <= said + 5
    assert journal.total() == journal.uses(["late"])["late"]
    journal.record("refund", 90.0, AT)
    assert journal.uses(["refund"]) == {"refund": 1}


def test_what_a_killed_writer_left_half_done_is_taken_back(journal: Journal) -> None:
    """A transaction whose changes had reached the disk, but not its end."""
    for _ in range(10):
        journal.record("late", 90.0, AT)
    half_done = (
        "import os, sqlite3, sys\n"
        "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "database.execute('pragma cache_size = 1')\n"  # the changes spill to the disk before the commit
        "database.execute('begin immediate')\n"
        "for _ in range(2000):\n"
        "    database.execute(\"insert into uses select library, 'torn', at, score from uses limit 1\")\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", half_done, str(journal.path)], check=False)
    left = journal.path.with_name("journal.db-wal")
    assert b"torn" in left.read_bytes()
    assert left.stat().st_mode & 0o777 == 0o600
    assert journal.uses(["late", "torn"]) == {"late": 10, "torn": 0}
    assert journal.total() == 10
    assert not left.exists()


def test_an_empty_file_is_an_empty_journal(journal: Journal) -> None:
    """What is left where the first writer is killed at once."""
    journal.path.parent.mkdir(parents=True)
    journal.path.touch()
    assert (journal.uses(["late"])["late"], journal.total()) == (0, 0)
    journal.record("late", 90.0, AT)
    assert journal.uses(["late"]) == {"late": 1}


def fill(journal: Journal) -> None:
    """200 uses, of entry-0 to entry-199."""
    journal.record("entry-0", 90.0, AT)
    with closing(sqlite3.connect(journal.path)) as database:
        others = [(f"entry-{number}",) for number in range(1, 200)]
        database.executemany("insert into uses select library, ?, at, score from uses limit 1", others)
        database.commit()
    assert journal.uses(["entry-0", "entry-199"]) == {"entry-0": 1, "entry-199": 1}


def damage(journal: Journal, kind: str) -> None:
    data = journal.path.read_bytes()
    spoilt = {
        "text": b"no database" * 1000,
        "head": b"X" * 100 + data[100:],
        "pages": data[:100] + b"\xff" * (len(data) - 100),
        "cut": data[: len(data) // 2],
    }
    journal.path.write_bytes(spoilt[kind])


@pytest.mark.parametrize("kind", ["text", "head", "pages", "cut"])
def test_a_damaged_file_is_left_alone_and_said(journal: Journal, kind: str) -> None:
    fill(journal)
    damage(journal, kind)
    before = journal.path.read_bytes()
    for attempt in (lambda: journal.record("late", 90.0, AT), journal.total):
        with pytest.raises(JournalUnusable) as raised:
            attempt()
        assert str(journal.path) in raised.value.message
        assert "delete" in raised.value.hint
    assert journal.uses(["entry-1", "late"])["entry-1"] == 0
    assert journal.path.read_bytes() == before
    assert [path.name for path in journal.path.parent.iterdir()] == ["journal.db"]


def test_damage_that_a_count_does_not_meet_is_found_by_the_total(journal: Journal) -> None:
    fill(journal)
    with closing(sqlite3.connect(journal.path)) as database:
        (root,) = database.execute("select rootpage from sqlite_master where name = 'uses'").fetchone()
        (size,) = database.execute("pragma page_size").fetchone()
    data = bytearray(journal.path.read_bytes())
    data[(root - 1) * size + 12 : (root - 1) * size + 16] = b"\xff" * 4
    journal.path.write_bytes(data)
    with pytest.raises(JournalUnusable, match="damaged"):
        journal.total()


def test_a_journal_of_a_newer_version_is_left_alone(journal: Journal) -> None:
    journal.record("late", 90.0, AT)
    with closing(sqlite3.connect(journal.path)) as database:
        database.execute(f"pragma user_version = {VERSION + 1}")
        database.execute("pragma journal_mode = delete")
    before = journal.path.read_bytes()
    with pytest.raises(JournalUnusable, match="newer") as raised:
        journal.record("late", 90.0, AT)
    assert "delete" not in raised.value.hint
    assert journal.uses(["late"])["late"] == 0
    assert journal.path.read_bytes() == before


def test_a_locked_journal_is_waited_for_but_not_for_long(journal: Journal) -> None:
    journal.record("late", 90.0, AT)
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as database:
        database.execute("begin exclusive")
        start = datetime.now(UTC)
        with pytest.raises(JournalUnusable, match="locked") as raised:
            journal.record("late", 90.0, AT)
        assert journal.uses(["late"])["late"] == 1
        assert timedelta(seconds=0.9) < datetime.now(UTC) - start < timedelta(seconds=10)
        assert "delete" not in raised.value.hint
        database.execute("rollback")
    assert journal.uses(["late"])["late"] == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit the size of a file")
def test_a_full_disk_keeps_what_was_there(journal: Journal) -> None:
    long_id = "late-" * 200
    process = writer(journal, long_id, 1000, before=LIMIT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "JournalUnusable" in err.splitlines()[-1]
    assert len(out) > 10
    assert journal.uses([long_id])[long_id] == len(out)
    assert journal.total() == len(out)


@pytest.mark.parametrize("kind", ["folder", "pipe", "file above", "file far above"])
def test_something_else_in_its_place_is_named(journal: Journal, kind: str) -> None:
    place = {"file above": journal.path.parent, "file far above": journal.path.parent.parent}.get(kind, journal.path)
    place.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "folder":
            place.mkdir()
        case "pipe" if os.name != "nt":
            os.mkfifo(place)
        case _:
            place.write_text("a file")
    for attempt in (lambda: journal.record("late", 90.0, AT), journal.total):
        with pytest.raises(JournalUnusable) as raised:
            attempt()
        assert str(place) in raised.value.message
    assert journal.uses(["late"])["late"] == 0


@pytest.mark.parametrize("name", ["a b", "100%", "a?mode=memory", "a#b", "später 😀", "%41"])
def test_a_folder_of_any_name_will_do(journal: Journal, tmp_path: Path, name: str) -> None:
    odd = replace(journal, path=tmp_path / name / "journal.db")
    odd.record("late", 90.0, AT)
    assert odd.uses(["late"]) == {"late": 1}
    assert odd.path.stat().st_size > 0


def test_counting_stays_cheap(journal: Journal) -> None:
    """It looks at the entries that are asked for, through the index, not at all uses."""
    journal.record("late", 90.0, AT)
    plan = "explain query plan select count(*) from uses where library = ? and entry = ?"
    with closing(sqlite3.connect(journal.path)) as database:
        steps = [detail for *_, detail in database.execute(plan, ("x", "y"))]
    assert any("COVERING INDEX" in step for step in steps), steps
