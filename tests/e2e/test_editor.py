"""A person writes an entry in a real editor at a real terminal; what they typed survives whatever happens."""

import shutil
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.e2e.desktop import environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")

# An entry is asked for as `add` asks for it; what came of it is printed.
PROGRAM = """
import os, sys
from pathlib import Path
from cheatsheet.editor import edit_until
from cheatsheet.errors import CheatsheetError
from cheatsheet.skeleton import new_entry_text, read_back

def say(text):
    print(text, file=sys.stderr, flush=True)

try:
    entry = edit_until(new_entry_text({}), os.environ, Path("unsaved").absolute(), read_back, say)
    print(f"<{entry.complaint}> <{entry.answer}> line {entry.source.line}" if entry else "given up")
except CheatsheetError as error:
    print(*error.lines(), sep="\\n")
    sys.exit(error.exit_code)
except KeyboardInterrupt:
    sys.exit(130)
"""
Start = Callable[..., "pexpect.spawn[str]"]
DONE = r"<My lamp is broken> <I'm sorry\.> line \d+"
TYPES = """#!/bin/sh
sed -i "s/^complaint:/complaint: typed/" "$1"
echo ready > /dev/tty
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program with an editor at a terminal."""
    children = []

    def begin(editor: str) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-c", PROGRAM],
            env=environment(tmp_path, EDITOR=editor),
            cwd=str(tmp_path),
            encoding="utf-8",
            timeout=20,
            dimensions=(60, 200),
        )
        child.delaybeforesend = None
        children.append(child)
        return child

    yield begin
    for child in children:
        child.close(force=True)


def script(folder: Path, text: str) -> str:
    """An editor: a shell script that gets the file as $1."""
    path = folder / "editor"
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def code_of(child: "pexpect.spawn[str]") -> int:
    """The exit code, or the signal as a negative number, once the program has ended."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus if child.exitstatus is not None else -(child.signalstatus or 0)


def kept(folder: Path) -> list[str]:
    """The texts that stayed."""
    return [path.read_text() for path in folder.glob("unsaved/*/*.yaml")]


def has(program: str) -> pytest.MarkDecorator:
    """Skips where an editor is not installed: nobody has all of them."""
    return pytest.mark.skipif(not shutil.which(program), reason=f"needs {program}")


@has("vim")
def test_a_fault_opens_vim_again_at_its_line_and_is_mended(start: Start, tmp_path: Path) -> None:
    child = start("vim -u NONE")
    child.expect("A new entry")
    child.send(":.s/$/ My lamp is broken/\r")  # the cursor is on the first line to fill in
    child.send(":+1s/$/\\r  I'm sorry./\r:$put ='anser: x'\r:wq\r")
    child.expect("1 fault to mend first; the editor opens again")
    child.expect("unknown key `anser`")
    child.send(":d\r:wq\r")  # and then on the line of the fault
    child.expect(DONE)
    assert code_of(child) == 0
    assert [*(tmp_path / "unsaved").iterdir()] == []


@has("nano")
def test_a_fault_opens_nano_again_at_its_line_and_is_mended(start: Start, tmp_path: Path) -> None:
    save = "\x0f\r\x18"
    child = start("nano --ignorercfiles")
    child.expect("A new entry")
    child.send(f"\x05 My lamp is broken\x0e\x05\r  I'm sorry.\ranser: x{save}")
    child.expect("1 fault to mend first; the editor opens again")
    child.expect("unknown key `anser`")
    child.send(f"\x0b{save}")
    child.expect(DONE)
    assert code_of(child) == 0
    assert [*(tmp_path / "unsaved").iterdir()] == []


@has("vim")
def test_vim_closed_at_once_gives_up(start: Start, tmp_path: Path) -> None:
    child = start("vim -u NONE")
    child.expect("A new entry")
    child.send(":q\r")
    child.expect("given up")
    assert code_of(child) == 0
    assert [*(tmp_path / "unsaved").iterdir()] == []


@has("vim")
def test_vim_closed_over_a_fault_keeps_the_text(start: Start, tmp_path: Path) -> None:
    child = start("vim -u NONE")
    child.expect("A new entry")
    child.send(":.s/$/ My lamp is broken/\r:wq\r")
    child.expect("`answer` is empty")
    child.send(":q\r")
    child.expect(r"your text is kept in")
    child.expect(r"entry\.yaml:(\d+):\d+: `answer` is empty")
    assert code_of(child) == 4
    [text] = kept(tmp_path)
    assert "complaint: My lamp is broken\n" in text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_told_to_end_says_where_the_text_is(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    child = start(script(tmp_path, TYPES + "exec sleep 60\n"))
    child.expect("ready")
    child.kill(number)
    child.expect(r"your text is kept in \S+entry\.yaml\r\n")
    assert code_of(child) == -number
    assert ["complaint: typed\n" in text for text in kept(tmp_path)] == [True]


@has("vim")
def test_what_vim_had_not_saved_is_kept_when_the_program_is_told_to_end(start: Start, tmp_path: Path) -> None:
    child = start("vim -u NONE")
    child.expect("A new entry")
    child.send("GotyPed by hand\x1b:echo 'all'.'there'\r")
    child.expect("allthere")
    child.kill(signal.SIGTERM)
    child.expect("what else the editor left lies beside it")
    assert code_of(child) == -signal.SIGTERM
    assert [b"yPed by hand" in path.read_bytes() for path in tmp_path.glob("unsaved/*/.*.sw?")] == [True]


def test_a_program_that_is_killed_leaves_the_text(start: Start, tmp_path: Path) -> None:
    child = start(script(tmp_path, TYPES + "exec sleep 60\n"))
    child.expect("ready")
    child.kill(signal.SIGKILL)
    child.wait()
    assert ["complaint: typed\n" in text for text in kept(tmp_path)] == [True]


def test_ctrl_c_in_an_editor_that_ends_by_it_keeps_the_text(start: Start, tmp_path: Path) -> None:
    child = start(script(tmp_path, TYPES + "exec sleep 60\n"))
    child.expect("ready")
    child.sendintr()
    child.expect(r"your text is kept in \S+entry\.yaml\r\n")
    assert code_of(child) == 130
    assert ["complaint: typed\n" in text for text in kept(tmp_path)] == [True]


def test_an_editor_that_uses_ctrl_c_itself_goes_on(start: Start, tmp_path: Path) -> None:
    code = """trap 'echo caught > /dev/tty' INT
until read -r line; do :; done
sed -i "s/^complaint:.*/complaint: My lamp is broken/; s/^answer: .*/answer: I'm sorry./" "$1"
"""
    child = start(script(tmp_path, TYPES + code))
    child.expect("ready")
    child.sendintr()
    child.expect("caught")
    child.sendline("go on")
    child.expect(DONE)
    assert code_of(child) == 0
