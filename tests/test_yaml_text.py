"""YAML: every scalar stays text, every value knows its place, what a sheet never needs is an error."""

import json

import pytest

from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, Items, Node, Place
from cheatsheet.yaml_text import MAX_DEPTH, YamlFault, parse


def read(text: str) -> Node:
    faults: list[Fault] = []
    node = parse(text, "sheet.yaml", faults)
    assert faults == []
    return node


def first_block(text: str) -> Block:
    node = read(text)
    assert isinstance(node, Items)
    block = node[0]
    assert isinstance(block, Block)
    return block


def faults_of(text: str) -> list[Fault]:
    faults: list[Fault] = []
    try:
        parse(text, "sheet.yaml", faults)
    except YamlFault as error:
        faults.append(error.fault)
    return faults


@pytest.mark.parametrize(
    "scalar",
    [
        "007",
        "0123456",
        "0x1F",
        "0o17",
        "12:30:45",
        "1e3",
        "1.10",
        ".5",
        ".inf",
        ".nan",
        "no",
        "No",
        "yes",
        "on",
        "off",
        "true",
        "FALSE",
        "y",
        "1_000",
        "+15551234567",
        "-1",
        "2024-02-30",
        "2026-11-22",
        "2026-11-22T10:00:00Z",
        "=",
        "=1+1",
        "nUll",
        "none",
        "~x",
    ],
)
@pytest.mark.parametrize(
    "written", ["- answer: {}", "- {{answer: {}}}", "- answer: '{}'", '- answer: "{}"', "- answer: |-\n    {}"]
)
def test_a_scalar_stays_the_text_that_was_written(scalar: str, written: str) -> None:
    assert first_block(written.format(scalar)) == {"answer": scalar}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_only_what_means_nothing_in_yaml_is_nothing(written: str) -> None:
    assert first_block(f"- answer: {written}\n") == {"answer": None}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_in_quotes_even_that_is_text(written: str) -> None:
    assert first_block(f"- answer: '{written}'\n") == {"answer": written}


@pytest.mark.parametrize("key", ["no", "007", "~", "2026-11-22", "null"])
def test_a_key_stays_the_text_that_was_written(key: str) -> None:
    assert first_block(f"- {key}: x\n") == {key: "x"}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing here yet\n", "---\n", "--- \n...\n"])
def test_a_text_without_a_node_is_nothing(text: str) -> None:
    assert read(text) is None


def test_every_value_and_key_knows_its_line_and_column() -> None:
    block = first_block(
        "# a sheet\n\n- id: late\n  phrases:\n    - one\n    - 'two'\n  fields: {carrier: {prompt: Which?}}\n"
    )
    assert block.place == Place(3, 3)
    assert block.keys_at["phrases"] == Place(4, 3)
    assert block.places["id"] == Place(3, 7)
    phrases, fields = block["phrases"], block["fields"]
    assert isinstance(phrases, Items)
    assert isinstance(fields, Block)
    assert phrases.places == [Place(5, 7), Place(6, 7)]
    assert fields.keys_at["carrier"] == Place(7, 12)
    carrier = fields["carrier"]
    assert isinstance(carrier, Block)
    assert carrier.places["prompt"] == Place(7, 30)


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("answer: |\n    one\n\n    three\n", [3, 5]),
        ("answer: | # a remark\n    one\n    two\n", [3, 4]),
        ("answer: |+\n\n\n    one\n    two\n\n", [5, 6]),
        ("answer: |2\n      one\n    two\n", [3, 4]),
        ("answer:\n    |\n    one\n    two\n", [4, 5]),
        ("answer: >\n    one\n    goes on\n\n    two\n    goes on\n", [3, 6]),
        ("answer: >-\n\n    one\n\n\n    three\n", [4, 7]),
        ("answer: >\n    one\n      * indented\n      * more\n    two\n", [3, 4, 5, 6]),
        ("answer: 'one\n    goes on\n\n    two'\n", [2, 5]),
        ("answer: 'it''s ''one''\n\n    it''s two\n\n    three'\n", [2, 4, 6]),
        ("answer:\n    'one\n\n    two'\n", [3, 5]),
        ('answer: "one\n\n    two"\n', [2, 4]),
        ('answer: "one\\ntwo\\nthree"\n', [2, 2, 2]),
        ('answer: "one \\\n    goes on\\ntwo\n\n    three"\n', [2, 3, 5]),
        ('answer: "say \\"one\\" \\\\\n\n    two"\n', [2, 4]),
        (
            'answer: "caf\\u00e9 \\u00e9\\u00e9\\u00e9\\u00e9\n\n    it goes\n    on and\n    on\n\n    three"\n',
            [2, 4, 8],
        ),
        ('answer: "\\x41\\x41\\x41\\x41\\x41\n\n    b\n\n    c\n\n    d"\n', [2, 4, 6, 8]),
        ('answer: "one\\_\\_\\_\\_\n\n    b\n\n    c"\n', [2, 4, 6]),
        ("answer: one\n    goes on\n\n    two\n\n    three\n", [2, 5, 7]),
    ],
)
def test_every_line_with_words_knows_its_line_of_the_file(written: str, lines: list[int]) -> None:
    block = first_block(f"- id: late\n  {written}  tags: [x]\n")
    value, place = block["answer"], block.places["answer"]
    assert isinstance(value, str)
    texts = enumerate(value.strip().split("\n"), 1)
    assert [place.line_of(number) for number, line in texts if line.strip()] == lines


def test_windows_line_breaks_change_no_line_number_and_no_text() -> None:
    block = first_block("- id: late\r\n  answer: |\r\n    one\r\n\r\n    three\r\n  note: 'a\r\n\r\n    b'\r\n")
    assert block["answer"] == "one\n\nthree\n"
    assert block.places["answer"].lines == (3, 4, 5)
    assert block.places["note"].lines == (6, 8)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("- id: a\n  id: b\n", 2, 3, "key `id` stands twice in one mapping (first on line 1)"),
        ("- &a id: x\n", 1, 3, "anchor `&a`"),
        ("- id: &a x\n", 1, 7, "anchor `&a`"),
        ("- id: x\n  tags: &t [a]\n", 2, 9, "anchor `&t`"),
        ("- id: x\n  fields: &f {a: b}\n", 2, 11, "anchor `&f`"),
        ("- id: *a\n", 1, 7, "alias `*a`"),
        ("- id: x\n  <<: {a: b}\n", 2, 3, "merge key `<<`"),
        ("- id: !!str 7\n", 1, 7, "tag `tag:yaml.org,2002:str`"),
        ("- id: !x y\n", 1, 7, "tag `!x`"),
        ("- tags: !!set {a, b}\n", 1, 9, "tag `tag:yaml.org,2002:set`"),
        ("- tags: !!python/tuple [a]\n", 1, 9, "tag `tag:yaml.org,2002:python/tuple`"),
        (
            "- !!python/object/apply:os.system ['true']\n",
            1,
            3,
            "tag `tag:yaml.org,2002:python/object/apply:os.system`",
        ),
    ],
)
def test_what_a_sheet_never_needs_is_a_fault_at_its_place(text: str, line: int, column: int, says: str) -> None:
    found = faults_of(text)
    assert (found[0].line, found[0].column) == (line, column)
    assert says in str(found[0])


def test_a_line_separator_that_breaks_a_text_off_is_named_where_it_stands() -> None:
    with pytest.raises(YamlFault) as raised:
        parse("- id: a\n  answer: |\n    We will\u2028write.\n- id: c\n  complaint: x\n", "sheet.yaml", [])
    assert (raised.value.fault.line, raised.value.fault.column) == (3, 12)
    assert "U+2028 ends a line in YAML" in raised.value.fault.message


def test_a_line_separator_far_above_moves_no_fault() -> None:
    with pytest.raises(YamlFault) as raised:
        parse('- a: "one\u2028two"\n  b: x\n  c: y\n  d: z\n  e: w\n  f: g: h\n', "sheet.yaml", [])
    assert (raised.value.fault.line, raised.value.fault.column) == (6, 7)


def test_reading_goes_on_after_such_a_fault() -> None:
    found = faults_of("- id: a\n  id: b\n- tags: &t [a]\n- id: *t\n- id: !!int 7\n- <<: {}\n")
    assert [fault.line for fault in found] == [2, 3, 4, 5, 6]


def test_of_two_equal_keys_the_first_stays() -> None:
    faults: list[Fault] = []
    node = parse("- id: a\n  id: b\n", "sheet.yaml", faults)
    assert node == [{"id": "a"}]


def test_a_merge_bomb_is_a_list_of_faults() -> None:
    levels = ["a0: &a0 {k: v}"]
    levels += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 9)]
    found = faults_of("\n".join(levels))
    assert {fault.message for fault in found} >= {"anchor `&a0`", "alias `*a7`", "merge key `<<`"}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- answer: Hello: there\n", 1, "put quotes around a text with `: ` in it"),
        ("- id: x\n\tanswer: y\n", 2, "tab character"),
        ("- id: x\n  answer: 'it is\n", 2, "a quote or bracket is not closed"),
        ("- tags: [a\n", 1, "sheet.yaml:"),
        ("- id: x\n  answer: @home\n", 2, "put quotes around a text that starts with a sign"),
        ("- id: x\n  answer: `x`\n", 2, "put quotes around a text that starts with a sign"),
        ("- id: x\nid: y\n", 2, "start every entry with `- `"),
        ("- id: x\n---\n- id: y\n", 2, "one document a file"),
        ("- [a]: b\n", 1, "a mapping or a list as a key"),
        ("- {a: b}: c\n", 1, "a mapping or a list as a key"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(text: str, line: int, says: str) -> None:
    fault = faults_of(text)[-1]
    assert fault.line == line
    assert says in str(fault)


@pytest.mark.parametrize("before", ["plain", "ünïcödé ünïcödé", "😀😀😀😀"])
def test_a_control_character_is_found_at_its_place(before: str) -> None:
    line = f"  answer: {before}\x07 bell"
    fault = faults_of(f"- complaint: {before}\n{line}\n")[0]
    assert (fault.line, fault.column) == (2, line.index("\x07") + 1)
    assert "U+0007" in fault.message


@pytest.mark.parametrize("text", ["[" * 30_000, "{a: " * 20_000, "- " * 20_000, "[{a: " * 9 + "x" + "}]" * 9])
def test_deep_nesting_is_refused(text: str) -> None:
    assert f"nested deeper than {MAX_DEPTH} levels" in faults_of(text)[0].message


def test_nesting_as_deep_as_allowed_is_read() -> None:
    node = read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH - 1):
        assert isinstance(node, Items)
        node = node[0]
    assert node == []


ROWS = [
    {
        "id": "007",
        "complaint": 'It\'s "late" 😀 é',
        "answer": "one\ntwo\ttabbed / \\",
        "tags": ["no", ""],
        "bucket": 2,
    }
]


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_json_is_read(indent: int | str | None, ascii_only: bool, separators: tuple[str, str]) -> None:
    written = json.dumps(ROWS, indent=indent, ensure_ascii=ascii_only, separators=separators)
    assert read(written) == [{**ROWS[0], "bucket": "2"}]
