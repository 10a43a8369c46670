"""Reading the keys of a mapping by type: every fault under its path and place, none twice."""

from datetime import date

import pytest

from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, Items, Node, from_plain
from cheatsheet.reader import Reader, kind
from cheatsheet.yaml_text import parse


def reader(text: str, path: str = "") -> Reader:
    """A reader of the mapping that `text` is as YAML."""
    faults: list[Fault] = []
    block = parse(text, "sheet.yaml", faults) if text else Block()
    assert isinstance(block, Block)
    return Reader(block, "sheet.yaml", faults, path)


def messages(read: Reader) -> list[str]:
    return [str(fault) for fault in read.faults]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a:", None),
        ("a: ''", None),
        ("a: '  '", None),
        ("a: ' x '", "x"),
        ("a: |\n  x\n  y\n", "x\ny"),
        ("a: 007", "007"),
    ],
)
def test_a_text_comes_without_the_space_around_it(text: str, value: str | None) -> None:
    read = reader(text)
    assert read.text("a") == value
    assert read.faults == []


@pytest.mark.parametrize(("text", "what"), [("a: [b]", "a list"), ("a: {b: c}", "a mapping")])
def test_what_is_no_text_is_a_fault_once(text: str, what: str) -> None:
    read = reader(f"x: y\n{text}", "fields.")
    assert read.required("a") == ""
    assert messages(read) == [f"sheet.yaml:2:4: `fields.a` must be text, not {what}"]


def test_a_nul_in_a_text_is_a_fault() -> None:
    read = reader('a: "x\\0y"')
    read.text("a")
    assert messages(read) == ["sheet.yaml:1:4: `a` holds a NUL character"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("b: c", "sheet.yaml:1:1: `in.a` is missing"),
        ("a: ''", "sheet.yaml:1:4: `in.a` is empty"),
        ("a: '  '", "sheet.yaml:1:4: `in.a` is empty"),
    ],
)
def test_a_required_text_must_be_there(text: str, fault: str) -> None:
    read = reader(text, "in.")
    assert read.required("a") == ""
    assert messages(read) == [fault]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", ()),
        ("a:", ()),
        ("a: []", ()),
        ("a: ' '", ()),
        ("a: one", ("one",)),
        ("a: [one, ' two ', '', ~, no]", ("one", "two", "no")),
        ("a: |\n  one\n  two\n", ("one\ntwo",)),
    ],
)
def test_a_list_of_texts_may_be_a_single_one(text: str, values: tuple[str, ...]) -> None:
    read = reader(text)
    assert read.texts("a") == values
    assert read.faults == []


def test_every_item_that_is_no_text_is_a_fault_at_its_place() -> None:
    read = reader("a:\n  - one\n  - where: is it\n  - [x]\n")
    assert read.texts("a") == ("one",)
    assert messages(read) == [
        "sheet.yaml:3:5: `a[1]` must be text, not a mapping",
        "sheet.yaml:4:5: `a[2]` must be text, not a list",
    ]


def test_a_mapping_is_no_list_of_texts() -> None:
    read = reader("a: {b: c}")
    assert read.texts("a") == ()
    assert messages(read) == ["sheet.yaml:1:4: `a` must be a list of texts, not a mapping"]


def test_every_unknown_key_is_named_with_the_nearest() -> None:
    read = reader("answr: x\nzzz: y\nanswer: z\n", "languages.de.")
    read.only(("answer", "subject"))
    assert messages(read) == [
        "sheet.yaml:1:1: unknown key `languages.de.answr` (did you mean 'answer'?)",
        "sheet.yaml:2:1: unknown key `languages.de.zzz` (known are answer, subject)",
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [("", {}), ("a:", {}), ("a: {}", {}), ("a: {sms: ' soon ', email: 007}", {"sms": "soon", "email": "007"})],
)
def test_a_map_of_texts(text: str, values: dict[str, str]) -> None:
    read = reader(text)
    assert read.text_map("a") == values
    assert read.faults == []


def test_a_fault_in_a_map_has_the_path_from_the_top() -> None:
    read = reader("a:\n  sms: [x]\n  phone:\n", "languages.de.")
    read.text_map("a")
    assert messages(read) == [
        "sheet.yaml:2:8: `languages.de.a.sms` must be text, not a list",
        "sheet.yaml:3:9: `languages.de.a.phone` is empty",
    ]


@pytest.mark.parametrize(("text", "what"), [("a: x", "text"), ("a: [x]", "a list")])
def test_what_is_no_mapping_is_a_fault(text: str, what: str) -> None:
    read = reader(text)
    assert read.mapping("a") == {}
    assert messages(read) == [f"sheet.yaml:1:4: `a` must be a mapping, not {what}"]


def test_a_mapping_of_mappings_has_a_reader_each() -> None:
    read = reader("a:\n  x: {b: c}\n  y: text\n  z:\n")
    readers = read.blocks("a")
    assert [(name, inner.path, inner.text("b")) for name, inner in readers.items()] == [("x", "a.x.", "c")]
    assert messages(read) == [
        "sheet.yaml:3:6: `a.y` must be a mapping, not text",
        "sheet.yaml:4:5: `a.z` must be a mapping, not nothing",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [("", None), ("a:", None), ("a: 2026-11-22", date(2026, 11, 22)), ("a: '2024-02-29'", date(2024, 2, 29))],
)
def test_a_day_is_a_date(text: str, day: date | None) -> None:
    read = reader(text)
    assert read.day("a") == day
    assert read.faults == []


@pytest.mark.parametrize("day", ["2024-02-30", "22.11.2026", "soon"])
def test_a_day_that_is_none_is_a_fault(day: str) -> None:
    read = reader(f"a: {day}")
    assert read.day("a") is None
    assert messages(read) == [f"sheet.yaml:1:4: `a` '{day}' is not a date like 2026-11-22"]


@pytest.mark.parametrize(
    ("written", "found", "faults"),
    [
        ("draft", "draft", []),
        ("", None, []),
        ("Draft", None, ["sheet.yaml:1:4: `a` is 'Draft' (did you mean 'draft'?)"]),
        ("finished", None, ["sheet.yaml:1:4: `a` is 'finished' (one of draft, retired)"]),
    ],
)
def test_one_of_some_choices(written: str, found: str | None, faults: list[str]) -> None:
    read = reader(f"a: {written}")
    assert read.one_of("a", ("draft", "retired")) == found
    assert messages(read) == faults


@pytest.mark.parametrize(
    ("node", "name"), [(Block(), "a mapping"), (Items(), "a list"), (None, "nothing"), ("", "text"), ("x", "text")]
)
def test_a_kind_of_value_has_a_name(node: Node, name: str) -> None:
    assert kind(node) == name


def test_values_without_places_are_read_too() -> None:
    block = from_plain({"a": [{"b": "c"}], "d": 3})
    assert isinstance(block, Block)
    read = Reader(block, "import.json", [])
    read.texts("a")
    assert read.text("d") == "3"
    assert messages(read) == ["import.json: `a[0]` must be text, not a mapping"]
