"""A person's own editor on a text."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from cheatsheet.errors import UsageError

TERMINAL = Path("/dev/tty")
FALLBACKS = ("nano", "vi", "notepad")


def find_editor(environ: Mapping[str, str]) -> list[str]:
    """$VISUAL, else $EDITOR, else nano or vi, as a command line; UsageError where there is none."""
    for variable in ("VISUAL", "EDITOR"):
        named = environ.get(variable, "").strip()
        if named:
            try:
                return shlex.split(named)
            except ValueError as error:
                raise UsageError(f"${variable} cannot be read: {error}", f"it is set to {named!r}") from None
    for name in FALLBACKS:
        if shutil.which(name, path=environ.get("PATH")):
            return [name]
    raise UsageError("there is no editor", "set $EDITOR, for instance EDITOR=nano")


def terminal_or_nothing(streams: ExitStack) -> IO[bytes] | int:
    """The terminal, also where our own streams are pipes; without one, nothing that an editor could wait for."""
    try:
        return streams.enter_context(TERMINAL.open("r+b", buffering=0))
    except OSError:
        return subprocess.DEVNULL


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
        try:
            with ExitStack() as streams:
                stream = terminal_or_nothing(streams)
                if stream == subprocess.DEVNULL and not (environ.get("VISUAL") or environ.get("EDITOR")):
                    raise UsageError("--edit needs a terminal", "or set $EDITOR to a program that needs none")
                done = subprocess.run([*command, name], check=False, stdin=stream, stdout=stream)
        except OSError as error:
            raise UsageError(
                f"the editor {command[0]!r} cannot be started: {error.strerror}", "set $EDITOR"
            ) from None
        if done.returncode != 0:
            raise UsageError(f"the editor {command[0]!r} ended with an error; nothing was copied")
        return path.read_text(encoding="utf-8", errors="replace")
    finally:
        path.unlink(missing_ok=True)
