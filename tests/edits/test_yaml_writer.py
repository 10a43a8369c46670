"""Writing YAML: a person could have written it, and it reads back as it was."""

import pytest

from cheatsheet.edits.yaml_writer import dump
from cheatsheet.nodes import Node
from cheatsheet.yaml_text import parse


def read(text: str) -> Node:
    return parse(text, "sheet.yaml", [])


@pytest.mark.parametrize(
    "text",
    [
        "007",
        "no",
        "~",
        "null",
        "",
        "1e3",
        "- dash",
        "# hash",
        "a: b",
        "'quoted'",
        '"',
        "{{ x }}",
        "[a]",
        "%",
        "@",
        "😀",
        "| x",
        "2026-11-22",
        "2024-02-30",
    ],
)
def test_what_is_written_reads_back(text: str) -> None:
    assert read(dump([{"answer": text, "tags": [text], "channels": {"sms": text}}])) == [
        {"answer": text, "tags": [text], "channels": {"sms": text}}
    ]


def test_a_text_of_several_lines_is_written_as_a_block_that_a_person_can_edit() -> None:
    written = dump([{"id": "late", "answer": "I'm sorry: #1 😀\n\nIt comes.\n", "tags": ["a", "b"]}, {"id": "b"}])
    assert written == (
        "- id: late\n  answer: |\n    I'm sorry: #1 😀\n\n    It comes.\n  tags:\n    - a\n    - b\n\n- id: b\n"
    )


def test_writing_makes_no_anchors() -> None:
    shared = ["a"]
    assert read(dump([{"tags": shared, "check": shared}])) == [{"tags": ["a"], "check": ["a"]}]


def test_a_date_is_written_bare() -> None:
    assert dump([{"reviewed": "2026-11-22"}]) == "- reviewed: 2026-11-22\n"
