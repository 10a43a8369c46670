"""An entry taken out of a file's text: its lines go with the comments right above them; every other byte stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.edits import splice
from cheatsheet.edits.parts import parts_of
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import read_entries
from cheatsheet.status import Status
from tests.conftest import make_entry
from tests.property.test_keeping import SHEETS

A = "# a\n- id: a\n  complaint: A\n  answer: One.\n"
B = "- id: b\n  complaint: B\n  answer: |+\n    Two.\n    # not a remark\n"
C = "- id: c\n  complaint: C\n  answer: Three.\n"
ONE = '{"id": "a", "complaint": "A", "answer": "1"}'
TWO = '{"id": "b", "complaint": "B", "answer": "2"}'


def read(text: str, suffix: str) -> list[Entry]:
    faults: list[Fault] = []
    found = read_entries(text, suffix, "sheet", faults, [], default_status=Status.APPROVED)
    assert faults == []
    return found


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        (f"# top\n\n{A}\n{B}\n{C}", "a", f"# top\n\n{B}\n{C}"),
        (f"# top\n\n{A}\n{B}\n{C}", "b", f"# top\n\n{A}\n{C}"),
        (f"# top\n\n{A}\n# part\n\n# b\n{B}\n{C}", "b", f"# top\n\n{A}\n# part\n\n{C}"),
        (f"{A}\n{B}\n{C}# end\n", "c", f"{A}\n{B}# end\n"),
        (f"{A}...\n", "a", "# a\n[]\n...\n"),
        (A.replace("\n", "\r\n") + C.replace("\n", "\r\n"), "c", A.replace("\n", "\r\n")),
        (f"  -\n    id: a\n    complaint: A\n    answer: x\n  - {TWO}", "a", f"  - {TWO}"),
        (f"[\n  {ONE},\n  {TWO}\n]\n", "a", f"[\n  {TWO}\n]\n"),
        (f"[\n  {ONE},\n  {TWO}\n]\n", "b", f"[\n  {ONE}\n]\n"),
        ("[{id: a, complaint: A, answer: x},]\n", "a", "[]\n"),
    ],
)  # fmt: skip
def test_an_entry_is_taken_out_of_a_list(text: str, gone: str, left: str) -> None:
    entries = read(text, ".yaml")
    assert splice.removed(text, ".yaml", next(entry for entry in entries if entry.id == gone)) == left
    assert read(left, ".yaml") == [entry for entry in entries if entry.id != gone]


def test_a_row_is_taken_out_of_a_sheet() -> None:
    text = 'sep=;\nComplaint;Answer\nA;"1\n2"\n\nB;3\nC;4'
    entries = read(text, ".csv")
    assert splice.removed(text, ".csv", entries[0]) == "sep=;\nComplaint;Answer\n\nB;3\nC;4"
    assert splice.removed(text, ".csv", entries[2]) == 'sep=;\nComplaint;Answer\nA;"1\n2"\n\nB;3\n'


@given(name=st.sampled_from(sorted(SHEETS)), numbers=st.permutations(range(3)))
@settings(deadline=None)
def test_one_after_the_other_all_can_be_taken_out(name: str, numbers: list[int]) -> None:
    text, suffix = SHEETS[name], name[name.index(".") :]
    meant = read(text, suffix)
    for entry in [meant[number] for number in numbers if number < len(meant)]:
        text = splice.removed(text, suffix, entry)
        meant = [each for each in meant if each.id != entry.id]
        assert read(text, suffix) == meant
    assert name == "sheet.csv" or not name.endswith("yaml") or "# the end" in text


@pytest.mark.parametrize("text", ["", "- id: b\n  complaint: B\n  answer: x\n", "- id: [\n", 2 * C])
def test_what_is_not_there_alone_is_refused(text: str) -> None:
    with pytest.raises(Unwritable):
        splice.removed(text, ".yaml", make_entry(id="c"))


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_parts_are_the_text(name: str) -> None:
    suffix = name[name.index(".") :]
    entries = read(SHEETS[name], suffix)
    parts = parts_of(SHEETS[name], suffix, entries)
    assert parts.text() == SHEETS[name]
    assert [*parts.items] == [entry.id for entry in entries]
