"""The only printer: what is said to a person, tables, JSON. Nothing unsafe for a terminal gets past it."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import NamedTuple, TextIO, TypeVar

from cheatsheet.text import UNSAFE, printable

T = TypeVar("T")
MANY = 200  # steps of which a bar shows the progress
STYLES: Mapping[str, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}


class Printer(NamedTuple):
    """Writes data to `out` and everything said to a person to `err`."""

    out: TextIO
    err: TextIO
    environ: Mapping[str, str]

    def data(self, text: str) -> None:
        """A text to stdout, as it is but for what a terminal would obey."""
        self._write(self.out, printable(text) + "\n")

    def document(self, text: str) -> None:
        """A text to stdout whose writer has made it safe, in the colours that it has."""
        self._write(self.out, text)

    def json(self, value: object, *, indent: int | None = 2) -> None:
        """One JSON document to stdout; unsafe characters stand in it as escapes, nothing is lost."""
        plain_ascii = (self.out.encoding or "ascii").lower().replace("-", "") not in {"utf8", "utf16"}
        text = json.dumps(value, ensure_ascii=plain_ascii, indent=indent, default=str)
        safe = re.sub(f"{UNSAFE.pattern}|[\u2028\u2029]", lambda c: f"\\u{ord(c.group()):04x}", text)
        self._write(self.out, safe + "\n")

    def say(self, text: str = "", *styles: str) -> None:
        """A line to a person, in colour on a terminal."""
        line = printable(text)
        self._write(self.err, (self.styled(line, self.err, *styles) if styles else line) + "\n")

    def ask(self, text: str) -> None:
        """A prompt to a person, without a line break after it."""
        self._write(self.err, printable(text))

    def problem(self, lines: Sequence[str]) -> None:
        """An error: its first line stands out."""
        for number, line in enumerate(lines):
            self.say(line, *(("red",) if number == 0 else ()))

    def warn(self, text: str) -> None:
        """A warning."""
        self.say(f"warning: {text}", "yellow")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows to stdout: a table on a terminal, tab-separated values without headings elsewhere."""
        safe = [[printable(cell) for cell in row] for row in rows]
        if not self.is_terminal(self.out):
            for row in safe:
                self._write(self.out, "\t".join(re.sub(r"\s+", " ", cell) for cell in row) + "\n")
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        colour = not self.environ.get("NO_COLOR")
        table = Table(box=None, pad_edge=False, header_style="bold" if colour else "", show_edge=False)
        for heading in headings:
            table.add_column(heading, overflow="fold", ratio=None)
        for row in safe:
            table.add_row(*(Text(cell) for cell in row))  # a Text is never read as markup
        Console(file=self.out, no_color=not colour, highlight=False, markup=False, emoji=False).print(table)

    def progress(self, steps: Sequence[T], what: str) -> Iterator[T]:
        """The steps one by one; a person at a terminal sees a bar where they are many."""
        if len(steps) < MANY or not self.is_terminal(self.err):
            yield from steps
            return
        from rich.console import Console
        from rich.progress import track

        console = Console(file=self.err, no_color=not self.colours(self.err))
        yield from track(steps, description=printable(what), console=console, transient=True)

    def busy(self, what: str) -> AbstractContextManager[object]:
        """Tells a person at a terminal what takes a while, as long as it does."""
        if not self.is_terminal(self.err):
            return nullcontext()
        from rich.console import Console

        return Console(file=self.err, no_color=not self.colours(self.err)).status(printable(what))

    def styled(self, text: str, stream: TextIO, *styles: str) -> str:
        """A text in colour where `stream` is a terminal that wants it."""
        if not self.colours(stream):
            return text
        codes = ";".join(STYLES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m" if codes else text

    def colours(self, stream: TextIO) -> bool:
        """Whether a stream is a terminal that wants colours."""
        dull = self.environ.get("NO_COLOR") or self.environ.get("TERM") == "dumb"
        return self.is_terminal(stream) and not dull

    def is_terminal(self, stream: TextIO) -> bool:
        """Whether a person looks at the stream."""
        return stream.isatty()

    def shows(self, text: str) -> bool:
        """Whether stdout's encoding has every character of a text."""
        encoding = self.out.encoding or "utf-8"
        return text.encode(encoding, "replace").decode(encoding) == text

    def _write(self, stream: TextIO, text: str) -> None:
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()


def leave_stdout() -> None:
    """Points stdout to nowhere, so that the interpreter's last flush cannot fail."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
