"""The law of the index on disk: after any edits of the sheet and any harm to the cache it answers as one made new."""

import csv
import io
import json
import os
import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.test_cache import OLD, Sheet, fresh, of_library, outcome

NAMES = ("a.yaml", "b.yml", "c.csv", "inner/d.json", "inner/deep/e.csv", "_hidden.yaml")
IDS = ("late", "refund", "lamp", "vat", "login", "size", "address", "damage", "voucher", "invoice")
WORDS = ("My parcel", "is late", "my money", "the lamp", "flickers", "a café", "wrong VAT", "log in")
MESSAGES = ("where is my parsel", "the lamp of my order flickers", "wrong vat")
BROKEN = (b"- complaint: [", "complaint,answer\nThe café,x\n".encode("cp1252"), b"", b"\x00", b"- complaint: x\n")
GARBAGE = (b"", b"[]", b"{}", b"null", b'{"a.yaml": ["x", []]}', b"cheatsheet sections 1\n", b"\xff" * 99)
SECOND = 1_000_000_000

Row = dict[str, str]

entries = st.fixed_dictionaries(
    {
        "id": st.sampled_from(IDS),
        "complaint": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "answer": st.just("Sorry."),
        "status": st.sampled_from(["approved", "approved", "draft", "retired"]),
    }
)
any_name = st.sampled_from(NAMES)
a_file = st.runner().flatmap(lambda machine: st.sampled_from(sorted(machine.rows)))
has_files = precondition(lambda machine: bool(machine.rows))


def text_of(name: str, rows: list[Row]) -> str:
    """The content of a file of the sheet."""
    if not name.endswith(".csv"):
        return json.dumps(rows, indent=1, ensure_ascii=False)
    found = io.StringIO()
    writer = csv.DictWriter(found, ["id", "complaint", "answer", "status"])
    writer.writeheader()
    writer.writerows(rows)
    return found.getvalue()


class EditedSheet(RuleBasedStateMachine):
    """A person at the sheet, a careless hand in the cache folder, and a search after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.root = TemporaryDirectory()
        self.sheet = Sheet(folder=Path(self.root.name) / "responses", store=Path(self.root.name) / "cache")
        self.sheet.folder.mkdir()
        self.rows: dict[str, list[Row]] = {}
        self.times = 0
        self.seen: list[tuple[str, bytes]] | None = None
        self.expected: list[object] = []

    def time(self, old: bool) -> int:
        """Another time for each file that is written: of long ago, or of the last two seconds."""
        self.times += 1
        return OLD + self.times * SECOND if old else time.time_ns()

    def save(self, name: str, old: bool) -> None:
        """Writes a file of the sheet in place."""
        self.sheet.write(name, text_of(name, self.rows[name]), self.time(old))

    @initialize(rows=st.lists(entries, min_size=3, max_size=3, unique_by=lambda row: row["id"]))
    def begin(self, rows: list[Row]) -> None:
        for name, row in zip(NAMES[:3], rows, strict=True):
            self.rows[name] = [row]
            self.save(name, old=True)

    @rule(name=any_name, rows=st.lists(entries, max_size=3), old=st.booleans())
    def write_a_file(self, name: str, rows: list[Row], old: bool) -> None:
        self.rows[name] = rows
        self.save(name, old)

    @has_files
    @rule(name=a_file, row=entries, old=st.booleans())
    def add_an_entry(self, name: str, row: Row, old: bool) -> None:
        self.rows[name].append(row)
        self.save(name, old)

    @has_files
    @rule(name=a_file, data=st.data(), old=st.booleans())
    def edit_an_entry(self, name: str, data: Any, old: bool) -> None:
        if self.rows[name]:
            row = data.draw(st.sampled_from(self.rows[name]))
            row |= data.draw(entries) | {"id": row["id"]}
            self.save(name, old)

    @has_files
    @rule(name=a_file, old=st.booleans())
    def edit_an_entry_within_its_length(self, name: str, old: bool) -> None:
        for row in self.rows[name]:
            row["complaint"] = row["complaint"][::-1]
        self.save(name, old)

    @has_files
    @rule(name=a_file, data=st.data(), old=st.booleans())
    def remove_an_entry(self, name: str, data: Any, old: bool) -> None:
        if self.rows[name]:
            self.rows[name].remove(data.draw(st.sampled_from(self.rows[name])))
            self.save(name, old)

    @has_files
    @rule(name=a_file)
    def remove_a_file(self, name: str) -> None:
        (self.sheet.folder / name).unlink()
        del self.rows[name]

    @has_files
    @rule(name=a_file, to=any_name)
    def rename_a_file(self, name: str, to: str) -> None:
        if Path(to).suffix == Path(name).suffix or ".csv" not in {Path(to).suffix, Path(name).suffix}:
            (self.sheet.folder / to).parent.mkdir(parents=True, exist_ok=True)
            (self.sheet.folder / name).replace(self.sheet.folder / to)
            self.rows[to] = self.rows.pop(name)

    @has_files
    @rule(name=a_file, other=a_file)
    def swap_two_files(self, name: str, other: str) -> None:
        if name != other and Path(name).suffix == Path(other).suffix:
            one, two, aside = (self.sheet.folder / each for each in (name, other, "aside"))
            one.replace(aside)
            two.replace(one)
            aside.replace(two)
            self.rows[name], self.rows[other] = self.rows[other], self.rows[name]

    @has_files
    @rule(name=a_file, old=st.booleans())
    def touch(self, name: str, old: bool) -> None:
        now = self.time(old)
        os.utime(self.sheet.folder / name, ns=(now, now))

    @has_files
    @rule(name=a_file, content=st.sampled_from(BROKEN), old=st.booleans())
    def spoil_a_file(self, name: str, content: bytes, old: bool) -> None:
        self.sheet.write(name, content, self.time(old))

    @has_files
    @rule(name=a_file)
    def mend_a_file(self, name: str) -> None:
        self.save(name, old=True)

    @rule()
    def delete_the_cache(self) -> None:
        shutil.rmtree(self.sheet.store, ignore_errors=True)

    def kept(self, suffix: str) -> Path | None:
        """A file of the cache, if it is there."""
        return next(self.sheet.store.glob(f"*.{suffix}"), None)

    @rule(suffix=st.sampled_from(["index", "stamps"]))
    def delete_a_file_of_the_cache(self, suffix: str) -> None:
        if path := self.kept(suffix):
            path.unlink()

    @rule(suffix=st.sampled_from(["index", "stamps"]), content=st.sampled_from(GARBAGE))
    def spoil_a_file_of_the_cache(self, suffix: str, content: bytes) -> None:
        if path := self.kept(suffix):
            path.write_bytes(content)

    @rule(share=st.floats(0, 1), bit=st.integers(0, 7))
    def flip_a_bit_of_the_index(self, share: float, bit: int) -> None:
        if path := self.kept("index"):
            data = bytearray(path.read_bytes())
            if data:
                data[int(share * (len(data) - 1))] ^= 1 << bit
            path.write_bytes(data)

    @rule(name=st.sampled_from(["x.index-1.new", "x.stamps-2.new"]))
    def leave_half_a_file(self, name: str) -> None:
        if self.sheet.store.is_dir():
            (self.sheet.store / name).write_bytes(b"cheatsheet sections 1\n")

    @invariant()
    def answers_as_one_made_new(self) -> None:
        found = outcome(self.sheet.cache(), MESSAGES)
        files = sorted((str(path), path.read_bytes()) for path in self.sheet.folder.rglob("*") if path.is_file())
        if files != self.seen:
            self.seen, self.expected = files, fresh(self.sheet.cache(), MESSAGES)
        assert found == self.expected

    def teardown(self) -> None:
        """Whatever happened: as one made without any cache."""
        try:
            assert outcome(self.sheet.cache(), MESSAGES) == of_library(self.sheet.cache(), MESSAGES)
        finally:
            self.root.cleanup()


EditedSheet.TestCase.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
TestEditedSheet = EditedSheet.TestCase
