"""The law of undo: it gives back the bytes before the write, or refuses and changes nothing.

Where others changed the file in between, only the one place changes, and it says there what it said before the write.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from cheatsheet.errors import Unwritable, UsageError
from cheatsheet.history import History
from cheatsheet.sheet_file import Written, update

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMES = ("a.yaml", "b.csv", "c.yml")
LINES = (
    "- id: late\n", "- id: lamp\n", "  answer: Sorry.\n", "  answer: Sorry.\r\n", "# Größe 😀\n", "\n", "no end",
    "  tags: [a, b]\n", "x" * 150 + "\n",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")


class Edit(NamedTuple):
    """Lines in the place of others, at a share of the file."""

    at: float
    removed: int
    added: tuple[str, ...]

    def applied(self, text: str) -> str:
        """The text with the edit."""
        lines = text.splitlines(keepends=True)
        start = int(self.at * (len(lines) + 1))
        return "".join([*lines[:start], *self.added, *lines[start + self.removed :]])


edits = st.builds(
    Edit,
    at=st.floats(0, 1, exclude_max=True),
    removed=st.integers(0, 2),
    added=st.lists(st.sampled_from(LINES), max_size=3).map(tuple),
)
texts = st.lists(st.sampled_from(LINES), max_size=30).map("".join)


def is_taken_back(written: Written, before: bytes, after: bytes) -> bool:
    """Whether a file is as before but for one middle: what was written there became what was there before it."""
    old, new = written.before or b"", written.after
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    end = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    was, is_now = old[start : len(old) - end], new[start : len(new) - end]
    places = (at for at in range(len(before) + 1) if before[at : at + len(is_now)] == is_now)
    return any(before[:at] + was + before[at + len(is_now) :] == after for at in places)


class Team(RuleBasedStateMachine):
    """This program, which writes and takes back, and others with editors of their own, in the same three files."""

    def __init__(self) -> None:
        super().__init__()
        self.root = TemporaryDirectory()
        self.folder = Path(self.root.name) / "sheets"
        self.folder.mkdir()
        self.history = History(path=Path(self.root.name) / "history.db", library=self.folder)
        self.recorded: dict[str, Written] = {}
        self.in_force: list[Written] = []
        self.interfered = False

    def files(self) -> dict[str, bytes]:
        """What the files hold."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    @initialize(texts=st.lists(texts, min_size=2, max_size=2), encoding=st.sampled_from(ENCODINGS))
    def begin(self, texts: list[str], encoding: str) -> None:
        for name, text in zip(NAMES, texts, strict=False):
            (self.folder / name).write_bytes(text.encode(encoding))

    def record(self, written: Written, what: str) -> None:
        """Records a write under a name of its own."""
        what = f"{what} {len(self.recorded)}"
        self.recorded[what] = written
        self.history.record(written, what, AT)

    @rule(name=st.sampled_from(NAMES), edit=edits, what=st.text(max_size=10))
    def write(self, name: str, edit: Edit, what: str) -> None:
        with suppress(Unwritable):  # after others have mixed encodings
            written = update(self.folder / name, edit.applied, before_write=lambda each: self.record(each, what))
            if written.after != written.before:
                self.in_force.append(written)

    @rule(name=st.sampled_from(NAMES), edit=edits)
    def crash_before_the_write(self, name: str, edit: Edit) -> None:
        path = self.folder / name
        before = path.read_bytes() if path.exists() else None
        after = edit.applied((before or b"").decode("utf-8", "replace")).encode()
        if after != (before or b""):
            self.record(Written(path, before, after), "crashed")

    @rule(name=st.sampled_from(NAMES), edit=edits)
    def others_write(self, name: str, edit: Edit) -> None:
        path = self.folder / name
        before = path.read_bytes() if path.exists() else b""
        after = edit.applied(before.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        path.write_bytes(after)
        self.interfered |= after != before

    @rule(name=st.sampled_from(NAMES))
    def others_remove(self, name: str) -> None:
        if (self.folder / name).exists():
            (self.folder / name).unlink()
            self.interfered = True

    @precondition(lambda self: self.interfered)
    @rule()
    def undo(self) -> None:
        before = self.files()
        newest = self.history.last()
        try:
            step = self.history.undo()
        except UsageError:
            assert self.files() == before
            assert self.history.last() == newest
            return
        if step is None:
            assert self.files() == before
            return
        after = self.files()
        written = self.recorded[step.what]
        name = written.path.name
        assert {**before, name: b""} == {**after, name: b""}
        if written.after == before[name]:
            assert after.get(name) == written.before
        else:
            assert is_taken_back(written, before[name], after[name])

    @precondition(lambda self: not self.interfered and self.in_force)
    @rule()
    def undo_what_nobody_else_touched(self) -> None:
        written = self.in_force.pop()
        before = self.files()
        step = self.history.undo()
        assert step
        assert self.recorded[step.what] == written
        name = written.path.name
        expected = {each: data for each, data in before.items() if each != name}
        assert self.files() == expected | ({} if written.before is None else {name: written.before})

    def teardown(self) -> None:
        assert not [path for path in self.folder.iterdir() if path.name.startswith(".")]
        self.root.cleanup()


TestTeam = pytest.mark.filterwarnings("default")(Team.TestCase)
TestTeam.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@settings(max_examples=40, deadline=None)
@given(text=texts, done=st.lists(st.tuples(st.sampled_from(NAMES[:2]), edits), max_size=6))
def test_all_of_it_taken_back_gives_all_bytes_back(text: str, done: list[tuple[str, Edit]]) -> None:
    with TemporaryDirectory() as root:
        folder = Path(root) / "sheets"
        folder.mkdir()
        (folder / NAMES[0]).write_bytes(text.encode())
        history = History(path=Path(root) / "history.db", library=folder)
        for name, edit in done:
            update(folder / name, edit.applied, before_write=lambda each: history.record(each, "edit", AT))
        while history.undo():
            pass
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == {NAMES[0]: text.encode()}
