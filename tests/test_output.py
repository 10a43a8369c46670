"""The only printer: data to stdout, words to stderr, and nothing that a terminal would obey."""

import io
import json
from collections.abc import Mapping

import pytest

from cheatsheet.output import Printer
from tests.conftest import Screen

HOSTILE = "\x1b[31mred\x1b[0m\x1b]52;c;aGk=\x07 \x9b2Jbell\x07 \u202eback \x1b[201~paste"
LAID_BARE = "red bell back paste"


def printer(*, terminal: bool = False, encoding: str = "utf-8", **environ: str) -> tuple[Printer, Screen, Screen]:
    out, err = Screen(terminal=terminal, encoding=encoding), Screen(terminal=terminal, encoding=encoding)
    return Printer(out=out, err=err, environ=environ), out, err


def test_data_goes_to_stdout_and_words_to_stderr() -> None:
    made, out, err = printer()
    made.data("the reply")
    made.say("where it came from")
    made.warn("careful")
    made.problem(["one thing", "a hint"])
    made.ask("number: ")
    assert out.text == "the reply\n"
    assert err.text == "where it came from\nwarning: careful\none thing\na hint\nnumber: "


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_that_a_terminal_obeys_is_printed(terminal: bool) -> None:
    made, out, err = printer(terminal=terminal, NO_COLOR="1")
    made.data(HOSTILE)
    made.say(HOSTILE, "red")
    made.ask(HOSTILE)
    made.problem([HOSTILE])
    assert out.text == f"{LAID_BARE}\n"
    assert err.text == f"{LAID_BARE}\n{LAID_BARE}{LAID_BARE}\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_a_table_obeys_neither_escapes_nor_markup(terminal: bool) -> None:
    made, out, _ = printer(terminal=terminal, NO_COLOR="1")
    made.table(("a", "b"), [(HOSTILE, "[bold]x[/bold] [link=http://e.vil]y[/link] :smile:")])
    assert "\x1b" not in out.text
    assert LAID_BARE in out.text
    assert "[bold]x[/bold] [link=http://e.vil]y[/link] :smile:" in out.text


def test_a_table_elsewhere_is_a_row_a_line_of_tab_separated_cells() -> None:
    made, out, _ = printer()
    made.table(("id", "text"), [("a", "two\nlines\tand a tab"), ("b", "")])
    assert out.text == "a\ttwo lines and a tab\nb\t\n"


def test_a_table_on_a_terminal_has_its_headings() -> None:
    made, out, _ = printer(terminal=True)
    made.table(("id", "text"), [("late", "My parcel")])
    first, second = out.text.rstrip("\n").split("\n")
    assert "id" in first
    assert "late" in second


def test_json_keeps_every_character_as_an_escape_where_it_must() -> None:
    made, out, _ = printer()
    value = {"text": HOSTILE + "\u2028é 😀"}
    made.json(value)
    assert json.loads(out.text) == value
    assert not any(ord(c) < 32 and c != "\n" for c in out.text)
    assert not {"\x1b", "\x9b", "\x7f", "\u202e", "\u2028"} & set(out.text)
    assert "é 😀" in out.text


def test_json_of_one_line_is_one_line() -> None:
    made, out, _ = printer()
    made.json({"a": "x\ny\r\u0085\u2028z"}, indent=None)
    assert len(out.text.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_narrow_encoding_loses_nothing_in_json_and_never_fails(encoding: str) -> None:
    made, out, err = printer(encoding=encoding)
    made.json({"a": "é 😀"})
    assert json.loads(out.text) == {"a": "é 😀"}
    made.data("naïve 😀")
    made.say("naïve 😀")
    assert out.text.endswith("?\n")
    assert err.text.endswith("?\n")


COLOURS: Mapping[str, tuple[bool, Mapping[str, str], str]] = {
    "a terminal": (True, {}, "\x1b[31mx\x1b[0m\n"),
    "NO_COLOR": (True, {"NO_COLOR": "1"}, "x\n"),
    "a dumb terminal": (True, {"TERM": "dumb"}, "x\n"),
    "a pipe": (False, {}, "x\n"),
}


@pytest.mark.parametrize(("terminal", "environ", "expected"), COLOURS.values(), ids=COLOURS)
def test_colour_is_for_a_terminal_that_wants_it(terminal: bool, environ: Mapping[str, str], expected: str) -> None:
    made, _, err = printer(terminal=terminal, **environ)
    made.say("x", "red")
    assert err.text == expected


def test_a_stream_that_is_closed_by_its_reader_raises_so_that_the_program_can_end() -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        Printer(out=Closed(), err=Closed(), environ={}).data("x")
