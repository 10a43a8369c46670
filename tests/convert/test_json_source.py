"""A JSON file of another tool: records with their places, faults with line and column."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.convert.item import Item
from cheatsheet.convert.json_source import JsonSource, Record, items_of, looks_like, offset_of
from cheatsheet.errors import Invalid

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text(max_size=4), VALUES, min_size=1, max_size=5) | st.lists(VALUES, min_size=1, max_size=5)
)
def test_the_place_of_every_value_is_found(value: dict[str, object] | list[object]) -> None:
    text = json.dumps(value, indent=1)
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        at = offset_of(text, 0, step)
        assert at is not None
        assert json.JSONDecoder().raw_decode(text, at)[0] == item


def test_a_value_that_is_not_there_has_no_place() -> None:
    assert offset_of('{"a": [1, 2]}', 0, "b") is None


def item_of(record: Record) -> Item:
    record.flag("b", True)
    return Item(values={"complaint": record.text("a")}, place=record.place)


def test_all_faults_are_told_at_once_where_no_record_is_sound() -> None:
    with pytest.raises(Invalid) as error:
        items_of(b'[{"a": 1, "b": "x"},\n {"a": [], "b": "maybe"}]', "f", ["rows"], item_of)
    assert [str(fault) for fault in error.value.faults] == [
        "f:1:16: [0]: `b` must be true or false, not text",
        "f:2:8: [1]: `a` must be text, not a list",
        "f:2:17: [1]: `b` must be true or false, not text",
    ]


def test_a_malformed_record_is_skipped_with_the_reason() -> None:
    source = items_of(b'[{"a": 1},\n {"a": []},\n 3]', "f", ["rows"], item_of)
    assert [item.skipped for item in source.items] == [
        "",
        "`a` must be text, not a list (line 2)",
        "must be an object, not a number (line 3)",
    ]


@pytest.mark.parametrize("document", ["3", '"a"', "null", "{}", '{"rows": 3}'])
def test_what_has_no_list_is_refused(document: str) -> None:
    with pytest.raises(Invalid):
        JsonSource(document.encode(), "f").records("rows")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_usual_encoding_is_read(codec: str) -> None:
    assert JsonSource('[{"a": "é"}]'.encode(codec), "f").records("rows")[0].text("a") == "é"


@pytest.mark.parametrize(
    ("name", "data", "known"),
    [
        ("a.json", b'{"x" : 1}', True),
        ("a.JSON", b' [{"x":1}]', True),
        ("a.txt", b'{"x": 1}', False),
        ("a", b'"x": 1', False),
    ],
)
def test_a_file_is_known_by_its_keys(name: str, data: bytes, known: bool) -> None:
    assert looks_like(name, data, "x") is known
