"""Where a text lies while a person's editor has it: nothing that was written there is lost."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cheatsheet.atomic import replace_file
from cheatsheet.errors import Fault, Invalid
from cheatsheet.skeleton import without_faults
from cheatsheet.text import decode, place_of_bad_byte

FILE_NAME = "entry.yaml"
BEFORE = "entry-before.yaml"


class Desk(NamedTuple):
    """A folder for one text and for what the editor puts beside it; messages call the text `name`."""

    path: Path
    first: str
    name: str

    @classmethod
    def within(cls, folder: Path, first: str, name: str) -> "Desk":
        """A new one below `folder`, which only the user can read."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(Path(tempfile.mkdtemp(prefix="entry-", dir=folder)) / FILE_NAME, first, name)

    @property
    def before(self) -> Path:
        """The text as the person left it when the editor had to open again."""
        return self.path.with_name(BEFORE)

    def put(self, text: str) -> None:
        """Writes the text for the editor; what was there stays beside it, in case the editor cuts it off."""
        if self.path.exists():
            with suppress(OSError):  # not every file system has links
                self.before.unlink(missing_ok=True)
                os.link(self.path, self.before)
        replace_file(self.path, text.encode("utf-8", "surrogateescape"))

    def take(self) -> str:
        """The text as the editor left it, its lines ended by LF; bytes that are not UTF-8 are in it as surrogates."""
        data = self.path.read_bytes()
        text, encoding = decode(data)
        text = data.decode("utf-8", "surrogateescape") if encoding == "cp1252" else text
        return text.replace("\r\n", "\n")

    def located(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults with the file's path instead of its name."""
        return [fault._replace(file=str(self.path)) if fault.file == self.name else fault for fault in faults]

    def leave(self, say: Callable[[str], None]) -> None:
        """Tells where the text is; where nothing was written, takes it away."""
        beside = ""
        if not self.path.parent.is_dir():
            return
        with suppress(OSError):
            if not self.has_text and self.before.exists():
                self.before.replace(self.path)
            if self.before.exists() and same(self.take(), self.before.read_text("utf-8", "surrogateescape")):
                self.before.unlink()
            others = any(path not in {self.path, self.before} for path in self.path.parent.iterdir())
            untouched = not self.has_text or same(self.take(), self.first)
            if untouched and not others and not self.before.exists():
                self.clear()
                return
            beside += f", and as it was before in {self.before}" if self.before.exists() else ""
            beside += "; what else the editor left lies beside it" if others else ""
        with suppress(OSError):  # the terminal may be gone
            say(f"your text is kept in {self.path}{beside}")

    @property
    def has_text(self) -> bool:
        """Whether there is anything in the file."""
        return self.path.exists() and bool(self.path.read_bytes().strip())

    def clear(self) -> None:
        """Takes everything away."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


def readable(text: str, name: str) -> str:
    """The same text; raises Invalid where the editor saved it as something else than UTF-8."""
    line, column = place_of_bad_byte(text.encode("utf-8", "surrogateescape"))
    if line:
        raise Invalid([Fault(name, "not UTF-8", line, column, "let the editor save it as UTF-8")])
    return text


def same(one: str, other: str) -> bool:
    """Whether two texts differ at most in what an editor changes by itself, and in the faults above them."""
    first, second = ([line.rstrip() for line in without_faults(t).rstrip().splitlines()] for t in (one, other))
    return first == second
