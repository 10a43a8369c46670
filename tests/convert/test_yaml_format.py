"""Our own files come in with what they say, and go out to be read again."""

import json

import pytest
from hypothesis import given, settings

from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.yaml_format import read, recognises, written
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from tests.conftest import make_entry
from tests.convert.sheets import ENTRIES, entries_of

TABLE = Table.load()
SHEET = """\
# ours
- complaint: It is late
  answer: Sorry, [Name].
  phrases: where is it
- id: broken
  status: retired
  complaint: It broke
  answer: no
"""


@given(ENTRIES)
@settings(max_examples=60, deadline=None)
def test_what_is_exported_comes_back(entries: list[Entry]) -> None:
    exported = written(entries)
    assert exported.losses == ()
    assert entries_of(read(exported.data, "a.yaml", TABLE).items) == entries


def test_a_file_comes_in_as_it_stands() -> None:
    source = read(SHEET.encode(), "a.yaml", TABLE)
    assert [(item.place, dict(item.values)) for item in source.items] == [
        ("line 2", {"complaint": "It is late", "answer": "Sorry, [Name].", "phrases": ["where is it"]}),
        ("line 5", {"id": "broken", "complaint": "It broke", "answer": "no", "status": "retired"}),
    ]


def test_json_comes_in() -> None:
    data = json.dumps([{"complaint": "It is late 😀", "answer": "Sorry.", "tags": ["a"]}]).encode()
    [item] = read(data, "a.json", TABLE).items
    assert item.values == {"complaint": "It is late 😀", "answer": "Sorry.", "tags": ["a"]}


def test_an_empty_file_has_nothing() -> None:
    assert read(b"", "a.yaml", TABLE).items == ()


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"- complaint: a\n", "a.yaml:1:3: "),
        (b"- complaint: a\n  answer: b\n  tag: c\n", "a.yaml:3:3: "),
        (b"complaint: a\n", "a.yaml:1:1: "),
        (b"- complaint: 'a\n", "a.yaml:1:14: "),
        (b"- complaint: caf\xe9\n  answer: b\n", "a.yaml:1:17: not UTF-8"),
        (b"<<<<<<< ours\n", "a.yaml:1:1: git's conflict marker"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_the_place(data: bytes, place: str) -> None:
    with pytest.raises(Invalid) as raised:
        read(data, "a.yaml", TABLE)
    assert str(raised.value.faults[0]).startswith(place)


def test_a_column_of_a_sheet_has_no_place_in_yaml() -> None:
    [entry] = entries_of(read(SHEET.encode(), "a.yaml", TABLE).items[:1])
    columns = make_entry()
    assert written([entry]).losses == ()
    with_column = type(entry)(id="a", complaint="a", answer="b", extra={"Priority": "high"})
    exported = written([with_column, columns])
    assert [(loss.id, loss.what) for loss in exported.losses] == [
        ("a", "its column `Priority`: YAML has the known keys alone")
    ]
    assert b"Priority" not in exported.data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.yaml", SHEET.encode()),
        ("a.YML", b"- {complaint: a, answer: b}"),
        ("-", b'[{"complaint":"a","answer":"b"}]'),
        ("a.json", b'[{"id": "x", "complaint": "a", "answer": "b"}]'),
    ],
)
def test_our_files_are_recognised(name: str, data: bytes) -> None:
    assert recognises(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b"complaint: answer:"), ("a.json", b'{"macros": []}'), ("a.yaml", b"- my_complaint: a\n  answer: b")],
)
def test_other_files_are_not(name: str, data: bytes) -> None:
    assert not recognises(name, data)
