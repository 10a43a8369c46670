"""A person keeps the sheet alive at a real terminal: add by questions, in the editor, from a miss; review."""

import signal
import stat
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tests.e2e.desktop import Start, code_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
SHEET = """\
# answers of the lamp shop
- id: late
  complaint: My parcel is late   # most of all on Mondays
  answer: I will find your parcel today.
  status: approved
  owner: dana
  proposed:
    answer: I will find your parcel by tomorrow.
    by: lee
    on: 2026-11-02
"""
FAULTY_THEN_MENDED = """#!/bin/sh
if grep -q '^#! ' "$1"; then sed -i 's/^anser:.*/answer: I will send a new bulb today./' "$1"
else printf 'complaint: The lamp hums\\nanser: x\\n' > "$1"; fi
"""


@pytest.fixture(autouse=True)
def team(tmp_path: Path) -> Path:
    """A library where review is required."""
    (tmp_path / "cheatsheet.toml").write_text('[review]\nrequired = true\n[agent]\nname = "Sam"\n')
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses/sheet.yaml").write_text(SHEET)
    return tmp_path / "responses/sheet.yaml"


def test_add_asks_for_what_the_flags_do_not_say(start: Start, team: Path) -> None:
    child = start("add", "--complaint", "The lamp hums")
    child.expect("the answer")
    for line in ("I am sorry.", "I will send a new bulb today.", "."):
        child.sendline(line)
    child.expect("other ways")
    child.sendline("it makes a noise")
    child.sendline("")
    child.expect("tags")
    child.sendline("lamps")
    child.expect("save it")
    child.sendline("")
    child.expect("added the-lamp-hums")
    assert code_of(child) == 0
    assert team.read_text().startswith(SHEET)
    assert "status: draft" in team.read_text()


def test_a_fault_opens_the_editor_again_with_nothing_lost(start: Start, team: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(FAULTY_THEN_MENDED)
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    child = start("add", EDITOR=str(editor))
    child.expect("save it")
    child.sendline("y")
    child.expect("added the-lamp-hums")
    assert code_of(child) == 0
    assert "I will send a new bulb today." in team.read_text()


def test_a_miss_becomes_a_draft_for_the_lead(start: Start, team: Path) -> None:
    child = start("reply", "my name is Dana Smith and the reading lamp 778899 hums")
    child.expect("0  none of these|add an entry for it")
    if "none of these" in str(child.after):
        child.sendline("0")
        child.expect("add an entry for it")
    child.sendline("y")
    child.expect("the complaint")
    child.sendline("The reading lamp hums")
    child.expect("the answer")
    child.sendline("I will send a new bulb today.")
    child.sendline(".")
    child.expect("other ways")
    child.sendline("")
    child.expect("tags")
    child.sendline("")
    child.expect("save it")
    child.sendline("y")
    child.expect("added the-reading-lamp-hums")
    assert code_of(child) == 3
    assert "status: draft" in team.read_text()
    assert "Smith" not in team.read_text()


def test_the_walk_shows_the_difference_and_moves_a_proposal_in(start: Start, team: Path) -> None:
    child = start("review")
    child.expect("1 of 1  late: a change is proposed, since 2026-11-02, by lee")
    child.expect("-answer: I will find your parcel today.")
    child.expect(r"\+answer: I will find your parcel by tomorrow.")
    child.expect("pprove")
    child.sendline("a")
    child.expect("approved late")
    assert code_of(child) == 0
    kept = SHEET.partition("  proposed:")[0].replace("parcel today", "parcel by tomorrow")
    assert team.read_text().startswith(kept)
    assert "approved_by: Sam" in team.read_text()


def test_an_interrupted_walk_leaves_the_sheet(start: Start, team: Path) -> None:
    child = start("review")
    child.expect("pprove")
    child.sendintr()
    assert code_of(child) == 130
    assert team.read_text() == SHEET


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_an_answer_that_is_not_finished_is_kept(start: Start, team: Path, tmp_path: Path, number: int) -> None:
    child = start("add", "--complaint", "The lamp hums")
    child.expect("the answer")
    child.sendline("I am sorry that it hums.")
    child.sendline("I will send a new bulb")
    child.expect("new bulb")
    time.sleep(0.3)
    child.kill(number)
    child.expect("nothing was saved; what you wrote is kept in")
    child.expect(pexpect.EOF)
    (kept,) = tmp_path.rglob("unsaved/*.yaml")
    assert "I am sorry that it hums." in kept.read_text()
    assert "I will send a new bulb" in kept.read_text()
    assert team.read_text() == SHEET


def test_an_id_that_was_taken_in_another_file_meanwhile_is_refused(start: Start, team: Path, tmp_path: Path) -> None:
    child = start("add", "--complaint", "Three wheels", "--answer", "I will send a fourth one.", "--file", "a.yaml")
    child.expect("save it")
    other = start("add", "--complaint", "Three wheels", "--answer", "I look today.", "--file", "b.yaml")
    other.expect("save it")
    other.sendline("y")
    other.expect("added three-wheels")
    child.sendline("y")
    child.expect("the id 'three-wheels' was taken meanwhile")
    assert code_of(child) == 2
    assert not (team.parent / "a.yaml").exists()
    assert any("a fourth one" in path.read_text() for path in tmp_path.rglob("unsaved/*.yaml"))


def test_a_closed_window_keeps_an_answer_that_is_not_finished(start: Start, team: Path, tmp_path: Path) -> None:
    child = start("add", "--complaint", "The lamp hums")
    child.expect("the answer")
    child.sendline("I am sorry that it hums.")
    child.expect("it hums")
    time.sleep(0.3)
    child.close(force=False)
    end = time.monotonic() + 20
    while not (kept := list(tmp_path.rglob("unsaved/*.yaml"))) and time.monotonic() < end:
        time.sleep(0.1)
    assert "I am sorry that it hums." in kept[0].read_text()
