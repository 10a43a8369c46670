"""Cells are safe to open in a spreadsheet, and come back as they were."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cheatsheet.convert.formula import plain, plain_of_ours, safe

TEXTS = st.text(st.sampled_from("'=+-@\t\r\n\0 ＝＋－＠﹣aé1"), max_size=6) | st.text(max_size=8)
STARTS = tuple("=+-@\t\r\n\0＝＋－＠")


@given(TEXTS)
def test_what_was_made_safe_comes_back(text: str) -> None:
    assert plain_of_ours(safe(text)) == text


@given(TEXTS)
@example(" \0")
def test_a_safe_cell_starts_with_nothing_that_a_spreadsheet_runs(text: str) -> None:
    assert not safe(text).startswith(STARTS)
    assert not safe(text).lstrip().startswith(STARTS)


@given(TEXTS, TEXTS)
def test_two_texts_never_become_one(one: str, other: str) -> None:
    assert (safe(one) == safe(other)) == (one == other)


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1", "-5", "@SUM(A1)", "\t1", "\r1", "\0=1", "＝1", "＠a", " =1"])
def test_the_start_of_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Hello", "'quoted' words", "a=b", "5 - 3", "’=1", "'n Boks"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text
    assert plain(text) == text


@given(st.text(st.sampled_from("';\t|\r\n =+-@＝ab(")))
@settings(max_examples=500)
def test_what_is_made_safe_inside_comes_back(text: str) -> None:
    assert plain_of_ours(safe(text)) == text


@pytest.mark.parametrize(("text", "there"), [("a\n-minus", "a\n'-minus"), ("a;=1", "a;'=1"), ("a\n- we ask", None)])
def test_a_line_that_starts_as_a_formula_gets_an_apostrophe(text: str, there: str | None) -> None:
    assert safe(text) == (there or text)
