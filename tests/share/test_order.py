"""The order of what two sides changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.share.order import ordered, united

ITEMS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=6)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "found"),
    [
        ("ab", "axb", "ab", "axb"),
        ("ab", "axb", "ayb", "axyb"),
        ("ab", "ab", "b", "b"),
        ("abc", "acb", "abxc", "acbx"),  # one moved, the other added behind b
        ("abc", "xabc", "yabc", "xyabc"),
        ("ab", "ax", "by", "xy"),
    ],
)
def test_additions_of_both_and_removals_of_both(base: str, ours: str, theirs: str, found: str) -> None:
    assert "".join(united(base, ours, theirs)) == found
    assert "".join(united(base, theirs, ours)) == found


@given(base=ITEMS, ours=ITEMS, theirs=ITEMS)
def test_all_that_is_kept_is_there_once_in_either_order(base: list[str], ours: list[str], theirs: list[str]) -> None:
    kept = {*ours, *theirs}
    found = ordered(base, ours, theirs, kept)
    assert sorted(found) == sorted(kept)
    assert found == ordered(base, theirs, ours, kept)
    assert ordered(base, ours, base, {*ours}) == ours
