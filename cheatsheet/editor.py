"""A person's own editor on a text, once or until the text is right."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from cheatsheet.desk import Desk, readable, same
from cheatsheet.editor_habits import habit_of, opening
from cheatsheet.endings import Handler, endings_told, signals
from cheatsheet.errors import Invalid, UsageError
from cheatsheet.skeleton import NAME, moved, with_faults

T = TypeVar("T")
TERMINAL = Path("/dev/tty")
VARIABLES = ("VISUAL", "EDITOR")
FALLBACKS = ("nano", "vi", "notepad")
SET_EDITOR = "set $EDITOR, for instance EDITOR=nano"
OR_SET = "or set $EDITOR to a program that needs none"
FLAGS = "say it with flags (--help)"
MOST_ROUNDS = 100  # no person needs them; an $EDITOR that is a script may never mend its text
AT_ONCE = 0.5  # seconds; nobody reads a text in that time
GRACE = 3.0  # seconds in which an editor that is told to end may still save


class Words(NamedTuple):
    """How messages speak of an edit: what needs a terminal, what helps without one, what a failure leaves undone."""

    what: str
    instead: str
    lost: str


OF_REPLY = Words("--edit", OR_SET, "nothing was copied")
OF_ENTRY = Words("the editor", f"{FLAGS}, {OR_SET}", "nothing was saved")


def find_editor(environ: Mapping[str, str], hint: str = SET_EDITOR) -> list[str]:
    """$VISUAL, else $EDITOR, else nano or vi, as a command line; UsageError where there is none."""
    for variable in VARIABLES:
        named = environ.get(variable, "").strip()
        if named:
            try:
                return shlex.split(named)
            except ValueError as error:
                raise UsageError(f"${variable} cannot be read: {error}", f"it is set to {named!r}") from None
    for name in FALLBACKS:
        if shutil.which(name, path=environ.get("PATH")):
            return [name]
    raise UsageError("there is no editor", hint)


def terminal_or_nothing(streams: ExitStack) -> IO[bytes] | int:
    """The terminal, also where our own streams are pipes; without one, nothing that an editor could wait for."""
    try:
        return streams.enter_context(TERMINAL.open("r+b", buffering=0))
    except OSError:
        return subprocess.DEVNULL


def pass_over(_number: int, _frame: object) -> None:
    """Handles a signal that is meant for the editor: Ctrl-C there, Ctrl-G in Emacs."""


def run(command: list[str], path: Path, line: int, environ: Mapping[str, str], words: Words) -> None:
    """Waits until the editor is closed; UsageError where it fails, KeyboardInterrupt where Ctrl-C ended it."""
    with ExitStack() as streams:
        stream = terminal_or_nothing(streams)
        if stream == subprocess.DEVNULL and not (environ.get("VISUAL") or environ.get("EDITOR")):
            raise UsageError(f"{words.what} needs a terminal", words.instead)
        try:
            editor = subprocess.Popen(opening(command, path, line), stdin=stream, stdout=stream)
        except OSError as error:
            message = f"the editor {command[0]!r} cannot be started: {error.strerror}"
            named = next((name for name in VARIABLES if environ.get(name, "").strip()), "EDITOR")
            raise UsageError(message, f"set ${named} to one that can") from None
        # Without a terminal there is no key to press: then it is meant for this program.
        shared: dict[int, Handler] = {signal.SIGINT: pass_over} if stream != subprocess.DEVNULL else {}
        try:
            with signals(shared):
                code = editor.wait()
        except BaseException:
            editor.terminate()  # most editors keep what is not saved yet in a file of their own
            with suppress(subprocess.TimeoutExpired):
                editor.wait(GRACE)
            raise
    if code in {-signal.SIGINT, 128 + signal.SIGINT}:
        raise KeyboardInterrupt
    if code != 0:
        raise UsageError(f"the editor {command[0]!r} ended with an error; {words.lost}")


def edit(text: str, environ: Mapping[str, str], folder: Path) -> str:
    """The text after a person closed the editor; UsageError where the editor fails.

    The text lies in `folder`, which must be the user's own, while the editor has it.
    """
    command = find_editor(environ)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="reply-", suffix=".txt", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        run(command, path, 0, environ, OF_REPLY)
        return path.read_text(encoding="utf-8", errors="replace")
    finally:
        path.unlink(missing_ok=True)


def edit_until(
    text: str,
    environ: Mapping[str, str],
    folder: Path,
    check: Callable[[str], T],
    say: Callable[[str], None],
    *,
    name: str = NAME,
) -> T | None:
    """What `check` makes of a text once the editor is closed; None where a person left it as it was.

    Where `check` raises Invalid, the editor opens again with the faults of the file `name` above the text; where
    nothing is changed then, they are raised. The text lies in `folder`, the user's own, and goes after success or
    giving up. After all else, what `check` raises too, it stays, and `say` tells where.
    """
    command = find_editor(environ, f"{FLAGS}, or {SET_EDITOR}")
    desk = Desk.within(folder, text, name)
    with endings_told():
        try:
            found = rounds(desk, command, environ, check, say)
        except BaseException:
            desk.leave(say)
            raise
    desk.clear()
    return found


def rounds(
    desk: Desk,
    command: list[str],
    environ: Mapping[str, str],
    check: Callable[[str], T],
    say: Callable[[str], None],
) -> T | None:
    """Opens the editor until `check` accepts the text, or until nothing is changed; see edit_until."""
    shown, line = desk.first, line_to_fill(desk.first)
    for number in range(MOST_ROUNDS):
        desk.put(shown)
        started = time.monotonic()
        run(command, desk.path, line, environ, OF_ENTRY)
        typed = desk.take()
        unchanged = same(typed, shown)
        if unchanged and number == 0:
            if time.monotonic() - started < AT_ONCE and habit_of(command[0]) is None:
                say(f"{command[0]} came back at once; if it opens a window, add its flag for waiting to $EDITOR")
            return None
        try:
            return check(readable(typed, desk.name))
        except Invalid as error:
            if unchanged or number == MOST_ROUNDS - 1:
                desk.before.unlink(missing_ok=True)
                raise Invalid(desk.located(error.faults)) from None
            say(f"{error.message}; the editor opens again")
            shown = with_faults(typed, error.faults, desk.name)
            faults = moved(typed, error.faults, desk.name)
            lines = [fault.line for fault in faults if fault.file == desk.name and fault.line]
            line = lines[0] if lines else line_to_fill(shown)
    return None


def line_to_fill(text: str) -> int:
    """The first line that is no comment; 0 where there is none."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if line.strip() and not line.startswith("#")), 0)
