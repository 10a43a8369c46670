"""Lines of three versions: changes at places of their own are all there, and what clashes is as it was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.share.lines import Clash, hunks, merged

TEXTS = st.lists(st.sampled_from("abcdef"), max_size=12)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "clash", "found"),
    [
        ("abc", "Abc", "abC", "none", "AbC"),
        ("abc", "Abc", "aBc", "none", "ABc"),  # on neighbouring lines
        ("abc", "ac", "abc", "none", "ac"),
        ("abc", "aXc", "aXc", "none", "aXc"),
        ("abc", "aXc", "aYc", "none", None),
        ("ab", "aXb", "aYb", "none", None),
        ("ab", "aXb", "aYb", "union", "aXYb"),
        ("abc", "aXc", "aYc", "union", None),
        ("abc", "aXc", "aYc", "ours", "aXc"),
        ("abc", "aXc", "aYc", "both", "aXYc"),
        ("abc", "ac", "aYc", "both", "aYc"),
        ("ab", "aXYb", "aYb", "both", "aXYb"),
        ("", "a", "b", "union", "ab"),
        ("abc", "", "abcd", "none", "d"),
    ],
)
def test_lines_of_both_sides(base: str, ours: str, theirs: str, clash: Clash, found: str | None) -> None:
    lines = merged([*base], [*ours], [*theirs], clash)
    assert (None if lines is None else "".join(lines)) == found


@given(base=TEXTS, side=TEXTS)
def test_hunks_make_a_side_of_the_base(base: list[str], side: list[str]) -> None:
    made, at = list[str](), 0
    for hunk in hunks(base, side):
        assert hunk.start >= at
        made += [*base[at : hunk.start], *side[hunk.side_start : hunk.side_end]]
        at = hunk.end
    assert [*made, *base[at:]] == side


@given(base=TEXTS, ours=TEXTS, theirs=TEXTS)
def test_a_clean_merge_is_the_same_in_either_order(base: list[str], ours: list[str], theirs: list[str]) -> None:
    assert merged(base, ours, theirs, "none") == merged(base, theirs, ours, "none")
    assert merged(base, ours, base, "none") == ours
    assert merged(base, ours, ours, "none") == ours


def test_many_lines_that_are_alike_take_no_long() -> None:
    base = ["same\n"] * 20_000
    assert merged(base, ["first\n", *base], [*base, "last\n"], "none") == ["first\n", *base, "last\n"]
    lines = ["a\n", "b\n"] * 10_000
    assert merged(lines, ["x\n", *lines[1:-1], "y\n"], lines, "none") == ["x\n", *lines[1:-1], "y\n"]
