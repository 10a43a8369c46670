"""The format for a person: the source line, the marker below its span, the counts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.formats import concise, full
from cheatsheet.lint.formats.full import BEFORE, SPAN, WIDTH, cells, cut, render
from cheatsheet.lint.problem import Level, Problem
from tests.lint.formats.sample import PROBLEMS, report

WIDE = st.text(st.sampled_from("ab 冷é\u0301\u200d\ufe0f👨👩🇩🇪👍🏽\u0928"), max_size=300)


def rendered(line: str, said: str, **changes: object) -> str:
    """What is written of a problem where `said` stands in a line."""
    column = line.index(said) + 1
    plain = Problem("a/b", Level.ERROR, "a.yaml", 1, column, 1, column + len(said), "late", "is wrong")
    return render(report(plain._replace(**changes), lines=lambda *_: line))  # type: ignore[arg-type]


def marked(document: str) -> str:
    """What stands right above the marker."""
    source, marker = (line.partition("| ")[2] for line in document.splitlines()[1:3])
    start, end = marker.index("^"), len(marker)
    at = [cells(source[:index]) for index in range(len(source) + 1)]
    return source[at.index(start) : len(at) - at[::-1].index(end) - 1]  # with the marks on its last letter


@pytest.mark.parametrize(
    "before",
    [
        "",
        "- answer: ",
        "\t\t",
        "您好，",
        "👨‍👩‍👧 ❤️ 👍🏽 ",
        "🇩🇪",
        "cafe\u0301 ",
        "\x1b[31m\x07",
        "\u202e",
        "हिन्दी ",
        "\u2028",
    ],
)
@pytest.mark.parametrize("said", ["calm down", "冷静一下", "👨‍👩‍👧", "cafe\u0301"])
def test_the_marker_stands_below_what_was_found(before: str, said: str) -> None:
    assert marked(rendered(f"{before}{said}, please", said)) == said


def test_a_span_over_lines_is_marked_to_the_end_of_the_first() -> None:
    assert marked(rendered("It is as it\r\n", "as", end_line=2, end_column=4)) == "as it"


@pytest.mark.parametrize("said", ["\u200b", "\x07", ""])
def test_what_has_no_width_still_has_a_marker(said: str) -> None:
    assert rendered(f"one {said}two", said, column=5, end_column=5 + len(said)).splitlines()[2] == "    |     ^"


def test_a_place_beyond_the_line_is_marked_at_its_end() -> None:
    document = rendered("short now", "short", column=80, end_column=90)
    assert document.splitlines()[1:3] == ["  1 | short now", "    |          ^"]


def test_a_long_line_is_cut_around_its_span() -> None:
    document = rendered("We looked into it. " * 30 + "Calm down. " + "We will write. " * 30, "Calm down")
    assert marked(document) == "Calm down"
    source = document.splitlines()[1].partition("| ")[2]
    assert source.startswith("…")
    assert source.endswith("…")
    assert cells(source) == WIDTH


def test_the_start_of_a_long_line_stays_where_the_span_is_near() -> None:
    source = rendered("answer: Calm down. " + "We will write. " * 30, "Calm down").splitlines()[1]
    assert source.startswith("  1 | answer: Calm down. We")
    assert source.endswith("…")


def test_the_end_of_a_long_line_stays_where_the_span_is_near() -> None:
    source = rendered("We looked into it. " * 30 + "Calm down, please.", "Calm down").splitlines()[1]
    assert source.startswith("  1 | …")
    assert source.endswith("it. Calm down, please.")


def test_a_long_span_is_cut_too() -> None:
    document = rendered("answer: " + "冷静" * 200 + " thanks", "冷静" * 200)
    assert cells(document.splitlines()[1].partition("| ")[2]) <= WIDTH
    assert marked(document).endswith("…")
    assert SPAN - 2 < cells(marked(document)) <= SPAN


def test_a_long_line_of_wide_characters_is_cut_by_cells() -> None:
    document = rendered("冷静" * 200 + " calm down " + "冷静" * 200, "calm down")
    assert marked(document) == "calm down"
    assert WIDTH - 2 <= cells(document.splitlines()[1].partition("| ")[2]) <= WIDTH


@given(WIDE, WIDE, WIDE)
def test_no_line_is_wider_than_it_may_be(before: str, span: str, after: str) -> None:
    parts = cut(before, span, after)
    assert cells("".join(parts)) <= WIDTH
    if before and cells(before) <= BEFORE:
        assert parts[0] == before


@given(WIDE, WIDE, WIDE)
def test_a_short_line_is_not_cut(before: str, span: str, after: str) -> None:
    if cells(before + span + after) <= WIDTH:
        assert cut(before, span, after) == (before, span, after)


def test_a_cut_leaves_no_mark_without_its_letter() -> None:
    assert full.tail("cafe\u0301!", 2) == "!"
    assert full.tail("👨‍👩!", 3) == "👩!"
    assert full.head("ab👨‍👩", 4) == "ab👨"


def test_no_source_is_shown_where_it_is_not_known() -> None:
    assert render(report(PROBLEMS[4], lines=lambda *_: "")).splitlines()[1:2] == [""]


def test_no_line_is_asked_for_a_problem_of_a_whole_file() -> None:
    def lines(file: str, number: int) -> str:
        raise AssertionError

    assert render(report(PROBLEMS[2], lines=lines)).startswith(
        "orders.yaml: error library/invalid cannot be read\n\n"
    )


def test_a_line_without_a_column_is_shown_without_a_marker() -> None:
    document = rendered("a line", "a line", column=0, end_column=0)
    assert "  1 | a line\n" in document
    assert "^" not in document


def test_no_source_line_starts_a_line_of_the_output() -> None:
    assert not re.search("^\\s*::", rendered("::add-mask::now", "now"), re.MULTILINE)


def test_the_first_line_of_a_problem_is_the_concise_one() -> None:
    for problem in PROBLEMS:
        assert render(report(problem)).startswith(concise.render(report(problem)))


def test_a_suggestion_is_help() -> None:
    assert "\nhelp: say it kindly\n" in rendered("no", "no", suggestion="say it\nkindly")
    assert "help:" not in rendered("no", "no")


def test_levels_are_told_apart_by_colour() -> None:
    coloured = render(report(*PROBLEMS, colour=True))
    for code, level in (("31", "error"), ("33", "warning"), ("36", "note")):
        assert f"\x1b[{code}m{level}\x1b[0m" in coloured


@pytest.mark.parametrize(
    ("levels", "summary"),
    [
        ((), "nothing found in 12 entries of 4 files"),
        ((Level.ERROR,), "1 error in 12 entries of 4 files"),
        (
            (Level.NOTE, Level.ERROR, Level.WARNING, Level.ERROR),
            "2 errors, 1 warning, 1 note in 12 entries of 4 files",
        ),
        ((Level.WARNING,) * 1200, "1,200 warnings in 12 entries of 4 files"),
    ],
)
def test_the_last_line_counts(levels: tuple[Level, ...], summary: str) -> None:
    problems = [PROBLEMS[2]._replace(level=level) for level in levels]
    assert render(report(*problems)).splitlines()[-1] == summary


def test_one_entry_and_one_file_are_not_plural() -> None:
    assert render(report(checked=1, files=1)) == "nothing found in 1 entry of 1 file\n"
