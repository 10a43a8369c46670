"""Real clipboards: X through xclip, tmux's buffer, a terminal that reads OSC 52."""

import base64
import json
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import PROGRAM, REPLY, Tmux, clipboard_of, environment, needs, x_server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X, tmux and pty as Linux has them")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path, environment(tmp_path))
    yield server
    server.stop()


def call(arguments: list[str], environ: dict[str, str], cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Runs the program with both streams captured, as `x=$(…)` does; it must not hang."""
    return subprocess.run(
        [*PROGRAM, *arguments], env=environ, cwd=cwd, capture_output=True, text=True, timeout=30, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@needs("Xvfb", "xclip")
def test_a_captured_reply_is_on_the_x_clipboard_and_the_call_returns(display: str, tmp_path: Path) -> None:
    done = call([*REPLY, "--copy"], environment(tmp_path, DISPLAY=display), tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Hi Dana,\n")
    assert clipboard_of(display) + "\n" == done.stdout
    assert "copied with xclip" in done.stderr


@needs("Xvfb", "xclip")
def test_json_names_the_tool_that_copied(display: str, tmp_path: Path) -> None:
    done = call([*REPLY, "--copy", "--json"], environment(tmp_path, DISPLAY=display), tmp_path)
    reply = json.loads(done.stdout)
    assert (reply["copied"], reply["copied_by"]) == (True, "xclip")
    assert clipboard_of(display) == reply["body"]


@needs("Xvfb", "xclip")
def test_without_copy_a_captured_reply_leaves_the_clipboard_alone(display: str, tmp_path: Path) -> None:
    environ = environment(tmp_path, DISPLAY=display)
    subprocess.run(
        ["xclip", "-selection", "clipboard"], input=b"before", env=environ, check=True, timeout=10,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert call(REPLY, environ, tmp_path).returncode == 0
    assert clipboard_of(display) == "before"


@needs("Xvfb", "xclip")
@pytest.mark.parametrize(
    ("answer", "code"),
    [("About [Product Name], today.", 5), ("The total is {{ order.total }}.", 5), ("Hi { name }}, hello.", 4)],
)
def test_an_unfinished_reply_never_reaches_the_clipboard(
    display: str, tmp_path: Path, answer: str, code: int
) -> None:
    sheet = f"- id: one\n  complaint: My lamp is late\n  answer: |\n    {answer}\n"
    (tmp_path / "sheet.yaml").write_text(sheet)
    environ = environment(tmp_path, DISPLAY=display)
    subprocess.run(
        ["xclip", "-selection", "clipboard"], input=b"before", env=environ, check=True, timeout=10,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    done = call(["--library", str(tmp_path), "reply", "--id", "one", *REPLY[2:], "--copy"], environ, tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert clipboard_of(display) == "before"


@needs("Xvfb", "xclip")
def test_what_a_customer_wrote_cannot_break_out_of_a_paste(display: str, tmp_path: Path) -> None:
    hostile = "Dana\x1b[201~; rm -rf ~\r\x1b]0;x\x07\u202e Smith"
    arguments = ["reply", "my parsel never arived", "--name", hostile, *REPLY[4:], "--copy"]
    done = call(arguments, environment(tmp_path, DISPLAY=display), tmp_path)
    copied = clipboard_of(display)
    assert done.returncode == 0
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", copied) == []


@needs("xclip")
def test_a_display_that_is_not_there_is_said_and_exits_6(tmp_path: Path) -> None:
    done = call([*REPLY, "--copy"], environment(tmp_path, DISPLAY=":987"), tmp_path)
    assert done.returncode == 6
    assert done.stdout.startswith("Hi Dana,")
    assert "xclip" in done.stderr
    assert "open display" in done.stderr


@needs("Xvfb", "xclip")
def test_the_last_reply_is_copied_again_once_a_clipboard_is_there(display: str, tmp_path: Path) -> None:
    failed = call([*REPLY, "--copy"], environment(tmp_path, DISPLAY=":987"), tmp_path)
    again = call(["reply", "--last", "--copy"], environment(tmp_path, DISPLAY=display), tmp_path)
    assert (failed.returncode, again.returncode) == (6, 0)
    assert again.stdout == failed.stdout
    assert clipboard_of(display) + "\n" == again.stdout


@needs("tmux")
def test_inside_tmux_the_reply_is_in_its_buffer(tmux: Tmux, tmp_path: Path) -> None:
    program = " ".join(f"'{word}'" for word in [*PROGRAM, *REPLY])
    tmux.type(f"cd '{tmp_path}' && {program}")
    screen = tmux.wait_for("before you send")
    assert "copied with tmux" in screen
    assert tmux.call("show-buffer").startswith("Hi Dana,\n\nI'm sorry that order 1042")


def read_terminal(arguments: list[str], environ: dict[str, str], cwd: Path) -> bytes:
    """Everything that the program writes to a terminal of its own."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execve(sys.executable, [*PROGRAM, *arguments], environ)  # noqa: S606 (the child of a fork)
    seen = b""
    while select.select([terminal], [], [], 30)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        seen += data
    os.waitpid(pid, 0)
    os.close(terminal)
    return seen


@pytest.mark.parametrize("where", [{}, {"SSH_TTY": "/dev/pts/0", "DISPLAY": ":987"}], ids=["no desktop", "ssh"])
def test_a_terminal_gets_the_reply_as_osc_52(where: dict[str, str], tmp_path: Path) -> None:
    seen = read_terminal(REPLY, environment(tmp_path, **where), tmp_path)
    sequence = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", seen)
    assert sequence is not None
    assert base64.b64decode(sequence[1]).decode().startswith("Hi Dana,\n\nI'm sorry that order 1042")
    assert b"sent to the terminal (OSC 52)" in seen
    assert b"copied" not in seen


def test_switched_off_nothing_is_sent_to_the_terminal(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[clipboard]\nvia = "off"\n')
    seen = read_terminal(["--config", str(config), *REPLY], environment(tmp_path), tmp_path)
    assert b"Hi Dana," in seen
    assert b"\x1b]52" not in seen
