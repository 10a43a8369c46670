"""From an offset in a text back to the file. tests/property/test_lint_positions.py has the oracle."""

import pytest

from cheatsheet.files import read_entries
from cheatsheet.lint.source import SourceFile, unescaped
from cheatsheet.nodes import Place
from cheatsheet.status import Status


@pytest.mark.parametrize(
    ("escape", "said"),
    [("\\n", "\n"), ("\\t", "\t"), ('\\"', '"'), ("\\\\", "\\"), ("\\/", "/"), ("\\x41", "A"), ("\\u00e9", "é"),
     ("\\U0001F600", "😀"), ("\\ud83d\\ude00", "😀"), ("\\_", "\u00a0"), ("\\N", "\x85"), ("\\L", "\u2028"),
     ("\\P", "\u2029"), ("\\e", "\x1b"), ("\\0", "\0"), ("\\ ", " "), ("\\\n", " "), ("\\\r\n", " ")],
)  # fmt: skip
def test_an_escape_stands_for_what_yaml_and_json_say(escape: str, said: str) -> None:
    assert unescaped(escape) == said


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [("ab\ncd", 3, (2, 1)), ("ab\r\ncd", 4, (2, 1)), ("ab\rcd", 3, (2, 1)), ("a\u2028b\u0085c", 4, (1, 5)),
     ("😀b", 1, (1, 2)), ("a\n", 2, (2, 1)), ("", 0, (1, 1)), ("a\n\r\nb", 4, (3, 1))],
)  # fmt: skip
def test_lines_are_counted_as_editors_do(text: str, offset: int, place: tuple[int, int]) -> None:
    assert SourceFile(text, ".yaml").position(offset) == place


@pytest.mark.parametrize("place", [Place(0, 0), Place(99, 1), Place(1, 99), Place(2, 0)])
def test_a_place_that_is_not_there_is_no_crash(place: Place) -> None:
    source = SourceFile("- {a: b}\n", ".yaml")
    assert 0 <= source.offset(place) <= len(source.text)


def test_a_value_that_is_not_there_is_not_followed() -> None:
    assert SourceFile("- answer: one\n", ".yaml").spans("two", Place(1, 11)) is None
    assert SourceFile("- answer: one\n", ".yaml").spans("one and more", Place(1, 11)) is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_pairs_of_escapes_on_other_lines_move_nothing(newline: str) -> None:
    pair = "\\ud83d\\ude00"
    rows = [f'{{"complaint": "x{n} {pair * 3}",\n"answer": "{pair} HERE{n} {pair}"}}' for n in range(9)]
    text = ("[" + ",\n".join(rows) + "]").replace("\n", newline)
    source = SourceFile(text, ".json")
    for number, entry in enumerate(read_entries(text, ".json", "a", [], [], default_status=Status.APPROVED)):
        spans = source.spans(entry.answer, entry.source.place("answer"))
        assert spans is not None
        at = entry.answer.index("HERE")
        assert text[spans[at].start : spans[at + 4].end] == f"HERE{number}"


def test_the_end_of_a_file_is_no_crash() -> None:
    for text in ('- answer: "abc', "- answer: |", "- answer: 'abc", '- answer: "a\\', "- answer: >\n  a"):
        for length in range(len(text)):
            SourceFile(text[: length + 1], ".yaml").spans("abc", Place(1, 11))
