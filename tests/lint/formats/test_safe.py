"""Texts from files, safe for a terminal, a log, a document."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.formats.safe import json_document, one_line, sentence, visible
from tests.lint.formats.sample import PROBLEMS


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_one_line_stays_one_line(line_break: str) -> None:
    assert one_line(f"one{line_break}two") == "one two"


def test_one_line_obeys_no_escape() -> None:
    assert one_line("\x1b[31mred\x1b[0m \u202eno") == "red no"


def test_what_cannot_be_seen_is_written_as_its_number() -> None:
    assert visible("a\x00\x1b\x9b\u202e\ufeff\ud800\uffff") == r"a\x00\x1b\x9b\u202e\ufeff\ud800\uffff"


def test_what_can_be_seen_stays() -> None:
    assert visible("tab\tline\n冷静 👨‍👩‍👧 \\x1b") == "tab\tline\n冷静 👨‍👩‍👧 \\x1b"


def test_a_suggestion_stands_behind_its_message() -> None:
    problem = PROBLEMS[0]._replace(message="too long", suggestion="cut it")
    assert sentence(problem) == "too long (cut it)"
    assert sentence(problem._replace(suggestion="")) == "too long"


@given(st.text())
def test_json_gives_back_every_text(text: str) -> None:
    assert json.loads(json_document([text])) == [text]


@given(st.text(st.characters()))
def test_json_is_ascii_without_control_characters(text: str) -> None:
    assert re.fullmatch("[\n -~]*", json_document({text: text}))


def test_json_has_no_half_of_a_surrogate_pair() -> None:
    assert json.loads(json_document(["\udcff \\ud800 😀"])) == ["\\udcff \\ud800 😀"]
