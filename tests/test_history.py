"""What this program wrote can be taken back, step by step; what others wrote stays."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cheatsheet.errors import HistoryUnusable, UsageError
from cheatsheet.history import KEPT, VERSION, History
from cheatsheet.sheet_file import Written, update

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHEET = "# ours\n" + "".join(f"- id: entry-{number}\n  answer: Sorry for number {number}.\n" for number in range(60))
LAMP = "- id: lamp\n  answer: It flickers.\n"
VASE = "- id: vase\n  answer: It broke.\n"
RECORDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cheatsheet.history import History
from cheatsheet.sheet_file import update
path, state, name, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
history = History(path=state / "history.db", library=path.parent)
for number in range(count):
    what = f"add {name}-{number}"
    update(path, lambda text: text + f"- {name}-{number}\\n",
           before_write=lambda written: history.record(written, what, datetime.now(UTC)))
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheets" / "sheet.yaml"
    path.parent.mkdir()
    path.write_text(SHEET)
    return path


@pytest.fixture
def history(tmp_path: Path, sheet: Path) -> History:
    return History(path=tmp_path / "state" / "cheatsheet" / "history.db", library=sheet.parent)


def put(history: History, path: Path, text: str, what: str = "edit", at: datetime = AT) -> Written:
    """Writes a file's whole text, as this program does."""
    return update(path, lambda _: text, before_write=lambda written: history.record(written, what, at))


def add(history: History, path: Path, text: str, what: str = "add") -> Written:
    return put(history, path, (path.read_text() if path.exists() else "") + text, what)


def rows(history: History) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(history.path)) as database:
        return database.execute("select number, what, old, new, above, below from steps order by number").fetchall()


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_writes_are_taken_back_one_by_one_newest_first(history: History, sheet: Path) -> None:
    other = sheet.with_name("other.yaml")
    other.write_text(VASE)
    add(history, sheet, LAMP, "add lamp")
    put(history, other, VASE.replace("broke", "is broken"), "edit vase", AT + timedelta(minutes=1))
    put(history, sheet, (SHEET + LAMP).replace("number 3.", "number three."), "edit entry-3")
    steps = [history.undo() for _ in range(4)]
    assert [step and (step.what, step.path.name) for step in steps] == [
        ("edit entry-3", "sheet.yaml"),
        ("edit vase", "other.yaml"),
        ("add lamp", "sheet.yaml"),
        None,
    ]
    assert steps[1]
    assert steps[1].at == AT + timedelta(minutes=1)
    assert (sheet.read_text(), other.read_text()) == (SHEET, VASE)


def test_nothing_written_is_nothing_to_take_back(history: History, tmp_path: Path) -> None:
    assert (history.last(), history.plan(), history.undo()) == (None, None, None)
    assert not (tmp_path / "state").exists()


def test_the_last_step_is_told(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    step = history.last()
    assert step
    assert (step.path, step.what, step.at) == (sheet, "add lamp", AT)


def test_the_time_is_kept_wherever_the_writer_sits(history: History, sheet: Path) -> None:
    at = AT.replace(microsecond=123456).astimezone(timezone(timedelta(hours=-9)))
    put(history, sheet, LAMP, at=at)
    step = history.last()
    assert step
    assert (step.at, step.at.utcoffset()) == (at, timedelta(0))


def test_a_write_that_changes_nothing_is_no_step(history: History, sheet: Path) -> None:
    put(history, sheet, SHEET)
    assert history.last() is None


def test_a_plan_shows_what_would_be_done_and_does_nothing(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    assert history.plan()
    plan = history.plan()
    assert plan
    assert (plan.step.what, plan.old_text, plan.new_text) == ("add lamp", SHEET + LAMP, SHEET)
    assert sheet.read_text() == SHEET + LAMP
    assert history.apply(plan) == plan.step
    assert sheet.read_text() == SHEET


def test_a_plan_that_is_out_of_date_is_refused(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP)
    plan = history.plan()
    assert plan
    sheet.write_text(SHEET + LAMP + VASE)
    with pytest.raises(UsageError, match="changed a moment ago"):
        history.apply(plan)
    assert sheet.read_text() == SHEET + LAMP + VASE
    assert history.last() == plan.step


def test_a_plan_is_applied_once(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    plan = history.plan()
    assert plan
    history.apply(plan)
    sheet.write_text(SHEET + LAMP)  # by hand, again
    with pytest.raises(UsageError, match="taken back a moment ago"):
        history.apply(plan)
    assert sheet.read_text() == SHEET + LAMP


def test_a_file_that_was_created_goes_again(history: History, sheet: Path) -> None:
    new = sheet.with_name("new.yaml")
    add(history, new, LAMP, "add lamp")
    add(history, new, VASE, "add vase")
    history.undo()
    assert new.read_text() == LAMP
    plan = history.plan()
    assert plan
    assert (plan.new, plan.new_text) == (None, "")
    history.undo()
    assert files(sheet.parent) == {"sheet.yaml": SHEET.encode()}


def test_a_created_file_with_something_else_in_it_stays(history: History, sheet: Path) -> None:
    new = sheet.with_name("new.csv")
    put(history, new, "Complaint,Answer\nlate,Sorry\n", "add late")
    new.write_text(new.read_text() + "lamp,Sorry\n")
    before = files(sheet.parent)
    with pytest.raises(UsageError, match="others have changed the file since"):
        history.undo()
    assert files(sheet.parent) == before
    assert history.last()


def test_undo_is_not_taken_back_by_undo(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    add(history, sheet, VASE, "add vase")
    history.undo()
    history.undo()
    assert history.undo() is None
    assert sheet.read_text() == SHEET


def test_what_others_wrote_since_stays(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    put(history, sheet, sheet.read_text().replace("number 30.", "number thirty."), "edit entry-30")
    theirs = sheet.read_text().replace("# ours", "# ours and theirs") + VASE
    sheet.write_text(theirs)
    history.undo()
    assert sheet.read_text() == theirs.replace("thirty", "30")
    history.undo()
    assert sheet.read_text() == SHEET.replace("# ours", "# ours and theirs") + VASE


def test_what_others_changed_at_the_same_place_is_left_to_a_person(history: History, sheet: Path) -> None:
    put(history, sheet, SHEET.replace("number 30.", "number thirty."), "edit entry-30")
    theirs = sheet.read_text().replace("number thirty.", "the thirtieth time.")
    sheet.write_text(theirs)
    with pytest.raises(UsageError) as raised:
        history.undo()
    assert sheet.read_text() == theirs
    assert history.last()
    assert str(sheet) in raised.value.message
    assert "`edit entry-30` cannot be taken back: others have changed that place, or what" in raised.value.message
    assert "  answer: Sorry for number 30." in raised.value.hint  # what stood there, to put it back by hand


def test_a_file_that_is_gone_is_said(history: History, sheet: Path) -> None:
    put(history, sheet, SHEET + LAMP, "add lamp")
    sheet.unlink()
    with pytest.raises(UsageError, match="not there any more") as raised:
        history.undo()
    assert "- id: lamp" in raised.value.hint
    assert history.last()


@pytest.mark.parametrize("others", [False, True])
def test_a_write_that_never_happened_is_passed_over(history: History, sheet: Path, others: bool) -> None:
    """As after a crash between the record and the write."""
    add(history, sheet, LAMP, "add lamp")
    never = Written(sheet, (SHEET + LAMP).encode(), (SHEET + LAMP + VASE).encode())
    history.record(never, "add vase", AT)
    if others:
        sheet.write_text(sheet.read_text().replace("# ours", "# theirs"))
    step = history.undo()
    assert step
    assert step.what == "add lamp"
    assert sheet.read_text() == (SHEET.replace("# ours", "# theirs") if others else SHEET)
    assert rows(history) == []


def test_a_file_that_was_never_created_is_passed_over(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    history.record(Written(sheet.with_name("new.yaml"), None, VASE.encode()), "add vase", AT)
    step = history.undo()
    assert step
    assert step.what == "add lamp"


def test_a_write_that_was_taken_back_by_hand_is_passed_over(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP, "add lamp")
    add(history, sheet, VASE, "add vase")
    sheet.write_text(SHEET.replace("# ours", "# theirs") + LAMP)
    step = history.undo()
    assert step
    assert step.what == "add lamp"
    assert sheet.read_text() == SHEET.replace("# ours", "# theirs")


def test_an_announced_write_that_was_overtaken_leaves_no_step(history: History, sheet: Path) -> None:
    """Another program wrote between the record and the write; only what was then written can be taken back."""
    add(history, sheet, LAMP, "add lamp")
    theirs = VASE + SHEET + LAMP

    def remember(written: Written) -> None:
        history.record(written, "edit lamp", AT)
        if sheet.read_text() != theirs:
            sheet.write_text(theirs)

    update(sheet, lambda text: text.replace("It flickers", "It broke down"), before_write=remember)
    assert [row[1] for row in rows(history)] == ["add lamp", "edit lamp"]
    history.undo()
    assert sheet.read_text() == theirs
    history.undo()
    assert sheet.read_text() == VASE + SHEET


def test_another_s_step_is_not_dropped_for_an_announced_write_that_was_not_recorded(
    history: History, sheet: Path
) -> None:
    add(history, sheet, LAMP, "add lamp")
    first = Written(sheet, (SHEET + LAMP).encode(), (SHEET + LAMP + VASE).encode())
    history.record(first._replace(instead=first), "add vase", AT)
    assert [row[1] for row in rows(history)] == ["add lamp", "add vase"]


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-16-be", "utf-8-sig"])
def test_bytes_come_back_in_any_encoding(history: History, sheet: Path, codec: str) -> None:
    """Also where the write takes out the one letter that told the encoding."""
    data = "Complaint,Answer\nZahlung,Grüße\n".encode(codec)
    path = sheet.with_name("sheet.csv")
    path.write_bytes(data)
    update(
        path, lambda text: text.replace("Grüße", "Hallo"), before_write=lambda each: history.record(each, "edit", AT)
    )
    assert path.read_bytes() != data
    history.undo()
    assert path.read_bytes() == data


@pytest.mark.skipif(os.name == "nt", reason="links, mode bits")
def test_links_and_mode_bits_stay(history: History, sheet: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(sheet)
    sheet.chmod(0o640)
    add(history, link, LAMP)
    history.undo()
    assert link.is_symlink()
    assert sheet.read_text() == SHEET
    assert sheet.stat().st_mode & 0o777 == 0o640


def test_only_what_changed_is_kept_of_a_large_file(history: History, sheet: Path) -> None:
    large = SHEET + "".join(f"- id: more-{number}\n  answer: Sorry.\n" for number in range(100_000))
    sheet.write_text(large)
    put(history, sheet, large.replace("number 30.", "number thirty."), "edit entry-30")
    assert sum(len(each) for each in rows(history)[0] if isinstance(each, bytes)) < 1000
    assert history.path.stat().st_size < 100_000
    history.undo()
    assert sheet.read_text() == large


def test_the_last_hundred_writes_of_a_library_are_kept(history: History, sheet: Path, tmp_path: Path) -> None:
    other = replace(history, library=tmp_path)
    other.record(Written(sheet, b"a", b"b"), "other", AT)
    for number in range(KEPT + 5):
        history.record(Written(sheet, b"%d" % number, b"%d" % (number + 1)), f"edit {number}", AT)
    assert [row[1] for row in rows(history)] == ["other", *(f"edit {number}" for number in range(5, KEPT + 5))]


def test_libraries_have_steps_of_their_own(history: History, sheet: Path, tmp_path: Path) -> None:
    other = replace(history, library=tmp_path / "other")
    add(history, sheet, LAMP, "add lamp")
    assert other.last() is None
    assert other.undo() is None
    (tmp_path / "link").symlink_to(sheet.parent, target_is_directory=True)
    assert replace(history, library=tmp_path / "link").last() == history.last()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_only_the_owner_can_read_it(history: History, sheet: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        add(history, sheet, LAMP)
        history.plan()
    finally:
        os.umask(before)
    assert [each.name for each in history.path.parent.iterdir()] == ["history.db"]
    assert history.path.stat().st_mode & 0o777 == 0o600
    assert history.path.parent.stat().st_mode & 0o777 == 0o700


def test_what_was_taken_back_leaves_the_file(history: History, sheet: Path) -> None:
    put(history, sheet, SHEET + "- id: secret\n" * 5000)
    assert history.path.stat().st_size > 60_000
    history.undo()
    assert history.path.stat().st_size < 30_000


def test_processes_that_write_at_once_can_all_be_taken_back(history: History, sheet: Path) -> None:
    sheet.write_text("")
    command = [sys.executable, "-c", RECORDER, str(sheet), str(history.path.parent)]
    running = [subprocess.Popen([*command, name, "12"], stderr=subprocess.PIPE, text=True) for name in "abcd"]
    for process in running:
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    lines = sheet.read_text().splitlines()
    assert len(set(lines)) == 48
    while lines:
        step = history.undo()
        assert step
        assert lines.pop() == "- " + step.what.removeprefix("add ")
        assert sheet.read_text().splitlines() == lines
    assert history.undo() is None


def damage(history: History, kind: str) -> None:
    data = history.path.read_bytes()
    spoilt = {"text": b"no database" * 1000, "head": b"X" * 100 + data[100:], "cut": data[: len(data) // 2]}
    history.path.write_bytes(spoilt[kind])


@pytest.mark.parametrize("kind", ["text", "head", "cut"])
def test_a_damaged_file_is_left_alone_and_said(history: History, sheet: Path, kind: str) -> None:
    add(history, sheet, LAMP)
    damage(history, kind)
    before = history.path.read_bytes()
    for attempt in (history.plan, history.undo, history.last):
        with pytest.raises(HistoryUnusable) as raised:
            attempt()
        assert str(history.path) in raised.value.message
        assert "delete" in raised.value.hint
    with pytest.raises(HistoryUnusable):
        add(history, sheet, VASE)
    assert history.path.read_bytes() == before
    assert sheet.read_text() == SHEET + LAMP


def test_a_file_of_a_newer_version_is_left_alone(history: History, sheet: Path) -> None:
    add(history, sheet, LAMP)
    with closing(sqlite3.connect(history.path)) as database:
        database.execute(f"pragma user_version = {VERSION + 1}")
    before = history.path.read_bytes()
    with pytest.raises(HistoryUnusable, match="newer cheatsheet"):
        history.undo()
    with pytest.raises(HistoryUnusable, match="newer cheatsheet"):
        add(history, sheet, VASE)
    assert history.path.read_bytes() == before


@pytest.mark.parametrize("kind", ["folder", "pipe", "file above"])
def test_something_else_in_its_place_is_said(history: History, sheet: Path, kind: str) -> None:
    place = history.path.parent if kind == "file above" else history.path
    place.parent.mkdir(parents=True)
    match kind:
        case "folder":
            place.mkdir()
        case "pipe" if os.name != "nt":
            os.mkfifo(place)
        case _:
            place.write_text("a file")
    with pytest.raises(HistoryUnusable) as raised:
        add(history, sheet, LAMP)
    assert str(place) in raised.value.message
    assert sheet.read_text() == SHEET


def test_an_empty_file_is_an_empty_history(history: History, sheet: Path) -> None:
    """What is left where the first writer is killed at once."""
    history.path.parent.mkdir(parents=True)
    history.path.touch()
    assert history.plan() is None
    add(history, sheet, LAMP, "add lamp")
    assert history.undo()


@pytest.mark.skipif(os.name == "nt", reason="file names of bytes")
def test_a_file_of_any_name_can_be_taken_back(history: History, sheet: Path) -> None:
    for name in ("später 😀.yaml", "a b#?%41.yaml", os.fsdecode(b"caf\xe9.yaml")):
        path = sheet.with_name(name)
        add(history, path, LAMP, "add lamp")
        step = history.undo()
        assert step
        assert step.path == path
        assert not path.exists()
