"""A run of measurements: the sheets it makes, each once, and the commands that it times."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sheets
from processes import CHEATSHEET, Command, Cost, Place, settings_file
from report import heading, say, table

QUESTION = "my kettle stopped working after two weeks"
MIDDLE = 10_000  # entries of the sheet that most targets are about


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the result; without a target it is there for comparison."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        """The line as it is printed."""
        return [self.what, self.measured, self.target, {True: "ok", False: "MISSED", None: ""}[self.met]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where measurements run, and how often; `built` has what the first `find` on each sheet cost."""

    place: Place
    quick: bool
    built: dict[str, Cost] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """How often a short command is run."""
        return 5 if self.quick else 15

    @property
    def few(self) -> int:
        """How often a long command is run."""
        return 2 if self.quick else 5

    def sheet(self, count: int = MIDDLE, *, semantic: str = "never", purpose: str = "read") -> str:
        """The name of a sheet that is there and has been searched once; a purpose of its own keeps it apart."""
        name = f"{purpose}-{count}-{semantic}"
        if name not in self.built:
            say(f"making the sheet {name}")
            sheets.write(self.responses(name), count)
            settings_file(self.place.folder / name, {"match": {"semantic": semantic}})
            self.built[name] = self.place.run(self.find(name))
        return name

    def responses(self, sheet: str) -> Path:
        """The folder of a sheet's files."""
        return self.place.folder / sheet / "responses"

    def find(self, sheet: str, *arguments: str, stdin: str = "") -> Command:
        """`find` on a sheet, asked a plain question where nothing else is given."""
        rest = arguments or (QUESTION,)
        return Command(arguments=(*CHEATSHEET, "--library", sheet, "find", "--json", *rest), stdin=stdin)

    def program(self, name: str, text: str, *arguments: str) -> Command:
        """A program in a file of its own, run by this interpreter."""
        path = self.place.folder / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return Command(arguments=(sys.executable, str(path), *arguments))

    def forget(self) -> None:
        """Removes all that was derived from sheets."""
        shutil.rmtree(self.place.folder / "cache", ignore_errors=True)


def milliseconds(seconds: float) -> str:
    """A time as it is printed."""
    return f"{1000 * seconds:,.{0 if seconds >= 0.1 else 1}f} ms"


def at_most(what: str, ours: float, theirs: float, most: float) -> Row:
    """A target for the ratio of two times in seconds."""
    return Row(
        what=what,
        measured=f"{milliseconds(ours)} / {milliseconds(theirs)} = {ours / theirs:.2f} ×",
        target=f"≤ {most:g} ×",
        met=ours / theirs <= most,
    )


def measured(description: str | None, measure: Callable[[Bench], Sequence[Row]]) -> None:
    """Runs a program that measures in a temporary folder, and prints what it found."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Bench(place=Place(folder=Path(folder)), quick=options.quick))
    print(f"{heading()}\n")
    print(table(("what", "measured", "target", ""), [row.cells() for row in rows], markdown=options.markdown))
