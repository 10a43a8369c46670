"""The three fixtures that carry nearly all tests: an entry, a library on disk, a run of the program."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cheatsheet.commands.app import run as run_program
from cheatsheet.commands.outside import Outside
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
SHEET = """\
- id: parcel-late
  complaint: My parcel has not arrived
  phrases: [where is my order]
  answer: I am sorry that order {{ order.number }} is late.
  subject: Your order {{ order.number }}
  check: [Tracking shows no scan]
  tags: [shipping]
- id: refund
  complaint: I want my money back
  answer: You will have it by {{ today | working_days(5) | date }}.
  tags: [money]
"""


class Pipe(io.BytesIO):
    """Standard input that is, or is not, a terminal."""

    def __init__(self, data: bytes, *, terminal: bool) -> None:
        super().__init__(data)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


class Screen(io.TextIOWrapper):
    """An output stream that remembers, and that is or is not a terminal."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run gave."""

    code: int
    out: str
    err: str


Workspace = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., Result]


def make_entry(**changes: object) -> Entry:
    """An entry, with changes to a plain one under its YAML keys."""
    faults: list[Fault] = []
    mapping = {"id": "late", "complaint": "My parcel is late", "answer": "It comes tomorrow.", **changes}
    block = from_plain(mapping)
    assert isinstance(block, Block)
    made = from_mapping(block, "sheet.yaml", faults)
    assert made is not None, [str(fault) for fault in faults]
    return made


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """Makes entries: see make_entry."""
    return make_entry


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A folder on disk from a dict of path to text or bytes; the folder's path."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return make


@pytest.fixture
def library(workspace: Workspace) -> Path:
    """A small library with its settings file, as the current folder of `run`."""
    return workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\n', "responses/sheet.yaml": SHEET})


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program in this process: arguments, standard input; exit code and both streams.

    `keyboard=True` makes standard input a terminal, `screen=True` standard output.
    """

    def call(
        *arguments: str,
        stdin: str | bytes = b"",
        keyboard: bool = False,
        screen: bool = False,
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        now: datetime = NOW,
        encoding: str = "utf-8",
    ) -> Result:
        out, err = Screen(terminal=screen, encoding=encoding), Screen(terminal=screen)
        folders = tmp_path.parent / f"{tmp_path.name}-home"
        outside = Outside(
            stdin=Pipe(stdin.encode() if isinstance(stdin, str) else stdin, terminal=keyboard),
            stdout=out,
            stderr=err,
            environ=environ or {},
            cwd=cwd or tmp_path,
            config_folder=folders / "config",
            state_folder=folders / "state",
            cache_folder=folders / "cache",
            clock=lambda: now,
        )
        code = run_program(arguments, outside)
        return Result(code=code, out=out.text, err=err.text)

    return call
