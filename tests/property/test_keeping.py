"""Any sequence of add, edit, retire and undo: what was meant is there, and every other byte is as it was."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.files import read_entries
from cheatsheet.history import History
from cheatsheet.review import retire
from cheatsheet.sheet_file import read_sheet, update
from cheatsheet.status import Status
from tests.conftest import make_entry

YAML = """\
# Answers of the lamp shop.\t(tab)

- id: late   # the one that is asked most
  complaint: 'My parcel is late'
  phrases: [where is it, "not here: yet"]

  answer: >-
    I will find your parcel today,
    and write to you.
  # about the tags
  tags:
  - shipping
- complaint: No refund
  answer: |+
    You will have it
    on Friday.

- {id: flow, complaint: Flow, answer: "Yes, # it is.", tags: [a, b]}

# the end"""
JSON = """[
  {"id": "late", "complaint": "My parcel is late", "answer": "I will find it.\\n\\nToday.", "tags": ["a"]},
  {"complaint": "No refund", "answer": "You \\ud83d\\ude00 will."}
]
"""
CSV = (
    'id;Complaint;Answer;Tags;owner of it\r\nlate;"My parcel; late";"I will\nfind it";"a\nb";x\r\n'
    ';No refund;You will;;"y"'
)
SHEETS = {"sheet.yaml": YAML, "crlf.yaml": YAML.replace("\n", "\r\n"), "sheet.json": JSON, "sheet.csv": CSV}
TEXT = st.text("ab :#-'\"{}[]\n😀é,;", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split(" ")).strip() or "x"
)
LINE = TEXT.map(lambda text: " ".join(text.split()) or "x")
NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Sheet(RuleBasedStateMachine):
    """One file, its entries as they are meant, and the texts that were there before each write."""

    @initialize(name=st.sampled_from(sorted(SHEETS)))
    def begin(self, name: str) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "sheet" / name
        self.path.parent.mkdir()
        self.path.write_bytes(SHEETS[name].encode())
        self.history = History(path=Path(self.folder.name) / "history.db", library=self.path.parent)
        self.before: list[tuple[bytes, dict[str, Entry]]] = []
        self.meant = {entry.id: entry for entry in self.read()}
        self.number = 0

    def read(self) -> Sequence[Entry]:
        faults: list[object] = []
        text = read_sheet(self.path)
        found = read_entries(text, self.path.suffix, "sheet", faults, [], default_status=Status.APPROVED)  # type: ignore[arg-type]
        assert faults == []
        return found

    def write(self, old: Entry | None, new: Entry) -> None:
        def change(text: str) -> str:
            if old is None:
                return splice.added(text, self.path.suffix, new)
            return splice.changed(text, self.path.suffix, old, new)

        was = self.path.read_bytes()
        written = update(self.path, change, before_write=lambda each: self.history.record(each, new.id, NOW))
        if written.after != written.before:
            self.before.append((was, dict(self.meant)))
        self.meant = {key: entry for key, entry in self.meant.items() if old is None or key != old.id}
        self.meant[new.id] = new

    def any_entry(self, data: st.DataObject) -> Entry:
        there = {entry.id: entry for entry in self.read()}
        return there[data.draw(st.sampled_from(sorted(there)))]

    @rule(complaint=LINE, answer=TEXT, tags=st.lists(LINE, max_size=2, unique=True))
    def add(self, complaint: str, answer: str, tags: list[str]) -> None:
        self.number += 1
        self.write(None, make_entry(id=f"new-{self.number}", complaint=complaint, answer=answer, tags=tags))

    @rule(data=st.data(), answer=TEXT, phrase=LINE, note=st.none() | LINE)
    def edit(self, data: st.DataObject, answer: str, phrase: str, note: str | None) -> None:
        old = self.any_entry(data)
        phrases = tuple(dict.fromkeys((*old.phrases, phrase)))
        wanted = {"answer": answer, "phrases": phrases, "note": note}
        chosen = data.draw(st.sets(st.sampled_from(sorted(wanted)), min_size=1))
        self.write(old, replace(old, **{key: wanted[key] for key in chosen}))  # type: ignore[arg-type]

    @rule(data=st.data())
    def retire(self, data: st.DataObject) -> None:
        old = self.any_entry(data)
        if old.status is not Status.RETIRED:
            self.write(old, retire(old, "no longer sold"))

    @precondition(lambda self: bool(getattr(self, "before", None)))
    @rule()
    def undo(self) -> None:
        bytes_before, meant_before = self.before.pop()
        assert self.history.undo() is not None
        assert self.path.read_bytes() == bytes_before
        self.meant = meant_before

    @invariant()
    def what_was_meant_is_there(self) -> None:
        if hasattr(self, "meant"):
            assert {entry.id: entry for entry in self.read()} == self.meant

    @invariant()
    def comments_and_untouched_lines_stay(self) -> None:
        if hasattr(self, "path") and self.path.suffix == ".yaml":
            text = self.path.read_bytes()
            for kept in (b"# Answers of the lamp shop.\t(tab)", b"# the one that is asked most", b"# the end"):
                assert kept in text

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestSheet = Sheet.TestCase
TestSheet.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
