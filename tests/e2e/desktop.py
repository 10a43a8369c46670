"""Real things for end-to-end tests: the installed program, an X server with its clipboard, tmux."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import pexpect

Start = Callable[..., "pexpect.spawn[str]"]
PROGRAM = [sys.executable, "-m", "cheatsheet"]
REPLY = ["reply", "my parsel never arived", "--name", "Dana Smith", "--order", "1042", "--set", "agent.name=Robin"]


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips tests on a machine that lacks a program; never in CI, which installs them all."""
    missing = [name for name in programs if not shutil.which(name)]
    reason = f"needs {', '.join(missing)}"
    return pytest.mark.skipif(bool(missing) and not os.environ.get("CI"), reason=reason)


def environment(home: Path, **more: str) -> dict[str, str]:
    """A user's environment: own folders, no desktop, no tmux, no SSH."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", **more}


@contextmanager
def x_server() -> Iterator[str]:
    """A running X server without a screen that anyone sees; its DISPLAY."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x200x8", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def clipboard_of(display: str) -> str:
    """What the X clipboard holds."""
    done = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o"],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    return done.stdout


class Tmux:
    """A tmux server of its own, with one window that runs a shell."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.socket = folder / "tmux.socket"
        self.environ = environ
        self.call("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "60", "sh")

    def call(self, *arguments: str) -> str:
        """Runs one tmux command; its output."""
        command = ["tmux", "-S", str(self.socket), *arguments]
        done = subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=20, check=False)
        return done.stdout

    def type(self, text: str) -> None:
        """Types a line and Enter."""
        self.call("send-keys", text, "Enter")

    def wait_for(self, text: str, seconds: float = 30.0) -> str:
        """The screen, once `text` stands on it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.call("capture-pane", "-p")
            if text in screen:
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{text!r} did not appear on:\n{self.call('capture-pane', '-p')}")

    def stop(self) -> None:
        """Ends the server."""
        self.call("kill-server")


def code_of(child: "pexpect.spawn[str]") -> int | None:
    """The exit code, once the program has ended."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    status: int | None = child.exitstatus
    return status
