"""Putting a text on the clipboard: tmux's buffer, the terminal (OSC 52), or the desktop through pyperclip."""

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cheatsheet.errors import ClipboardUnavailable
from cheatsheet.text import printable

MAX_OSC52 = 74_000  # bytes of text; terminals drop sequences of more than 100,000 characters
TIMEOUT = 5.0  # seconds for a child that only hands a text over
WAYS = ("tmux", "osc52", "desktop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How a text was copied; `certain` is False where nothing can answer whether it arrived."""

    by: str
    certain: bool

    def __str__(self) -> str:
        if self.certain:
            return f"copied with {self.by}"
        return "sent to the terminal (OSC 52); most terminals put it on the clipboard, paste to check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipboard:
    """The clipboards that this process can reach; `via` is the setting, `terminal` the controlling one."""

    via: str
    environ: Mapping[str, str]
    terminal: Path = Path("/dev/tty")

    def way(self) -> str:
        """tmux inside tmux, OSC 52 over SSH or with no desktop, else the desktop; or what is set."""
        if self.via != "auto":
            return self.via
        if self.environ.get("TMUX"):
            return "tmux"
        if self.over_ssh() or not self.has_desktop():
            return "osc52"
        return "desktop"

    def over_ssh(self) -> bool:
        """Whether the desktop, if there is one here, is not the one that the user sits at."""
        return any(self.environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))

    def has_desktop(self) -> bool:
        """Whether there is a desktop to ask: always on macOS and Windows."""
        if sys.platform in {"darwin", "win32", "cygwin"} or self.environ.get("WSL_DISTRO_NAME"):
            return True
        return bool(self.environ.get("DISPLAY") or self.environ.get("WAYLAND_DISPLAY"))

    def terminal_problem(self) -> str:
        """Why nothing can be sent to the terminal, "" where it can."""
        try:
            with self.terminal.open("wb", buffering=0):
                return ""
        except OSError as error:
            return error.strerror or str(error)

    def copy(self, text: str) -> Copied:
        """Copies a text without anything that a paste would obey; raises ClipboardUnavailable."""
        safe = printable(text)
        match self.way():
            case "tmux":
                return copy_to_tmux(safe)
            case "osc52":
                return self.copy_to_terminal(safe)
            case "desktop":
                return copy_to_desktop(safe)
            case _:
                raise ClipboardUnavailable("copying is switched off", "see [clipboard] via in `cheatsheet config`")

    def copy_to_terminal(self, text: str) -> Copied:
        """The text to the terminal's clipboard as OSC 52; nothing answers, so it is never certain."""
        data = text.encode()
        if len(data) > MAX_OSC52:
            hint = "use tmux or a desktop clipboard"
            raise ClipboardUnavailable(f"{len(data):,} bytes; a terminal takes at most {MAX_OSC52:,}", hint)
        sequence = b"\x1b]52;c;" + base64.b64encode(data) + b"\x07"
        try:
            with self.terminal.open("wb", buffering=0) as terminal:
                terminal.write(sequence)
        except OSError as error:
            reason = error.strerror or str(error)
            hint = "run it in a terminal, in tmux, or on a desktop with xclip or wl-clipboard"
            raise ClipboardUnavailable(f"there is no terminal to copy through: {reason}", hint) from None
        return Copied(by="osc52", certain=False)


def copy_to_tmux(text: str) -> Copied:
    """The text into tmux's buffer and on to its terminal's clipboard (-w, from tmux 3.2 on)."""
    problem = ""
    for flags in (("-w",), ()):
        try:
            done = subprocess.run(
                ["tmux", "load-buffer", *flags, "-"],
                input=text.encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ClipboardUnavailable(f"tmux cannot be reached: {error}") from None
        if done.returncode == 0:
            return Copied(by="tmux", certain=True)
        problem = done.stderr.decode(errors="replace").strip()
    raise ClipboardUnavailable(f"tmux did not take the text: {problem}")


def copy_to_desktop(text: str) -> Copied:
    """The text to the desktop's clipboard; whether it arrived is checked where the tool complained."""
    import pyperclip

    copy, paste = pyperclip.determine_clipboard()
    if not copy:
        hint = "install xclip (X11) or wl-clipboard (Wayland)"
        raise ClipboardUnavailable("this desktop has no clipboard tool", hint)
    tool = getattr(copy, "__name__", "desktop").removeprefix("copy_").replace("wl", "wl-copy")
    with tempfile.TemporaryFile() as complaints:
        try:
            with children_talk_to(complaints.fileno()):
                copy(text)
        except (pyperclip.PyperclipException, OSError) as error:
            raise ClipboardUnavailable(f"{tool} failed: {error}") from None
        complaints.seek(0)
        said = complaints.read(400).decode(errors="replace").strip()
    if said and not arrived(paste, text):
        raise ClipboardUnavailable(f"{tool} failed: {said}", "is the desktop that DISPLAY names running?")
    return Copied(by=tool, certain=True)


def arrived(paste: object, text: str) -> bool:
    """Whether the clipboard gives the text back."""
    with suppress(Exception), children_talk_to(None):
        return callable(paste) and paste() == text
    return False


@contextmanager
def children_talk_to(errors: int | None) -> Iterator[None]:
    """Children started inside get no part of the caller's pipes.

    xclip stays behind to serve the clipboard; with the caller's stdout it would hold `x=$(…)` open.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    null = os.open(os.devnull, os.O_RDWR)
    kept: dict[int, int] = {}
    try:
        for stream, instead in ((0, null), (1, null), (2, null if errors is None else errors)):
            with suppress(OSError):
                kept[stream] = os.dup(stream)
                os.dup2(instead, stream)
        yield
    finally:
        for stream, saved in kept.items():
            os.dup2(saved, stream)
            os.close(saved)
        os.close(null)
