"""A person at a real terminal: asked for what is missing, picking a near miss, editing, interrupting."""

import re
import stat
import sys
from pathlib import Path

import pexpect
import pytest

from tests.e2e.desktop import PROGRAM, Start, code_of, environment, needs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")


def script(folder: Path, text: str) -> Path:
    """An editor: a shell script that gets the file as $1."""
    path = folder / "editor"
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_agent_is_asked_once_for_the_own_name(start: Start, tmp_path: Path) -> None:
    first = start("reply", "my parsel never arived", "--name", "Dana", "--order", "1042")
    first.expect("your own name: ")
    first.sendline("Robin")
    first.expect("Kind regards,\r\nRobin")
    assert code_of(first) == 0
    assert 'name = "Robin"' in (tmp_path / "cfg" / "cheatsheet" / "config.toml").read_text()
    second = start("reply", "my parsel never arived", "--name", "Dana", "--order", "1042")
    second.expect("Kind regards,\r\nRobin")
    assert code_of(second) == 0


def test_missing_values_are_asked_until_they_are_valid(start: Start) -> None:
    child = start("reply", "--id", "backorder", "--set", "agent.name=Robin")
    child.expect("order number: ")
    child.sendline("")
    child.expect("a value is needed")
    child.sendline("007")
    child.expect("On which date")
    child.sendline("next week")
    child.expect("not a date like 2026-11-22")
    child.sendline("2026-12-24")
    child.expect("customer's name: ")
    child.sendline("Dana Smith")
    child.expect("Hi Dana,")
    child.expect("007")
    assert code_of(child) == 0


def test_a_near_miss_is_picked_by_number(start: Start) -> None:
    child = start("reply", "blender leaks", "--name", "Dana", "--order", "7", "--set", "agent.name=Robin")
    child.expect("nothing fits well enough")
    child.expect(r"1  [^\r\n]*\(([\w-]+), score")
    assert isinstance(child.match, re.Match)
    picked = child.match.group(1)
    child.expect("none of these")
    child.expect("number: ")
    child.sendline("9")
    child.expect("a number from 0 to 5")
    child.sendline("1")
    child.expect("Hi Dana,")
    child.expect(picked)
    assert code_of(child) == 0


def test_none_of_these_copies_nothing_and_exits_3(start: Start) -> None:
    child = start("reply", "blender leaks")
    child.expect("number: ")
    child.sendline("0")
    child.expect("nothing was copied")
    assert code_of(child) == 3


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_giving_up_at_a_question_exits_130(start: Start, key: str) -> None:
    child = start("reply", "blender leaks")
    child.expect("number: ")
    child.send(key)
    assert code_of(child) == 130


def test_the_reply_is_changed_in_the_editor_before_it_is_copied(start: Start, tmp_path: Path) -> None:
    editor = script(tmp_path, '#!/bin/sh\nsed -i "s/Kind regards/Warm regards/" "$1"\n')
    given = ("--name", "Dana", "--order", "7", "--set", "agent.name=Robin")
    child = start("reply", "my parsel never arived", *given, "--edit", EDITOR=str(editor))
    child.expect("Warm regards")
    assert code_of(child) == 0


def test_an_editor_that_fails_copies_nothing(start: Start, tmp_path: Path) -> None:
    editor = script(tmp_path, "#!/bin/sh\nexit 1\n")
    given = ("--name", "Dana", "--order", "7", "--set", "agent.name=Robin")
    child = start("reply", "my parsel never arived", *given, "--edit", EDITOR=str(editor))
    child.expect("nothing was copied")
    assert code_of(child) == 2


def test_a_blank_that_is_left_in_the_editor_opens_it_again_with_nothing_lost(start: Start, tmp_path: Path) -> None:
    editor = script(
        tmp_path,
        '#!/bin/sh\nif grep -q Product "$1"; then sed -i "s/.Product./lamp/" "$1"\n'
        'else echo "PS: your [Product] is fine" >> "$1"; fi\n',
    )
    given = ("--name", "Dana", "--order", "7", "--set", "agent.name=Robin")
    child = start("reply", "my parsel never arived", *given, "--edit", EDITOR=str(editor))
    child.expect_exact("[Product] is still in the text")
    child.sendline("")
    child.expect("PS: your lamp is fine")
    assert code_of(child) == 0


@needs("bash")
def test_an_editor_gets_the_terminal_also_where_the_complaint_is_piped_in(start: Start, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    editor = script(tmp_path, f'#!/bin/sh\ntest -t 0 && test -t 1 && echo yes > "{seen}"\n')
    program = f"'{PROGRAM[0]}' -m cheatsheet reply - --name D --order 7 --set agent.name=R --edit"
    shown = shell(f"echo 'my parsel never arived' | EDITOR='{editor}' {program} | cat; echo done", tmp_path)
    assert "Hi D," in shown
    assert seen.read_text() == "yes\n"


def test_find_draws_a_table_on_a_terminal(start: Start) -> None:
    child = start("find", "my parcel has not arrived")
    child.expect("score +id +complaint")
    child.expect("parcel-not-arrived")
    assert code_of(child) == 0


def shell(command: str, tmp_path: Path) -> str:
    """What bash shows of a command."""
    child = pexpect.spawn(
        "bash", ["-c", command], env=environment(tmp_path, NO_COLOR="1"), cwd=str(tmp_path), timeout=30
    )
    child.expect(pexpect.EOF)
    assert isinstance(child.before, bytes)
    return child.before.decode()


@needs("bash")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_stream_that_is_closed_from_the_start_is_no_crash(tmp_path: Path, closed: str) -> None:
    shown = shell(f"'{PROGRAM[0]}' -m cheatsheet show parcel-not-arrived {closed}; echo done $?", tmp_path)
    assert "Traceback" not in shown
    assert shown.endswith("done 0\r\n")


@needs("bash")
def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    shown = shell(
        f"'{PROGRAM[0]}' -m cheatsheet list --json 2>/dev/null | head -n 1; echo done ${{PIPESTATUS[0]}}", tmp_path
    )
    assert shown == "[\r\ndone 0\r\n"


@needs("bash")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_on_stdout_is_one_line_and_not_success(tmp_path: Path) -> None:
    shown = shell(f"'{PROGRAM[0]}' -m cheatsheet list --json > /dev/full; echo done $?", tmp_path)
    assert shown.endswith("No space left on device\r\ndone 2\r\n")
    assert "Traceback" not in shown
