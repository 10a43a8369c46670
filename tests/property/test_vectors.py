"""Laws of vectors: signed bytes hold the numbers that they are made of."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.vectors import WIDTH, as_bytes, largest


@settings(deadline=None)
@given(values=st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=WIDTH), reach=st.floats(0.1, 2))
def test_signed_bytes_hold_numbers_within_reach_to_half_a_step(values: list[float], reach: float) -> None:
    found = memoryview(as_bytes(array("f", values), reach)).cast("b").tolist()
    for value, byte in zip(values, found, strict=True):
        assert -127 <= byte <= 127
        assert byte * reach / 127 == pytest.approx(min(max(value, -reach), reach), abs=reach / 127 * 0.501)


@settings(deadline=None)
@given(values=st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=WIDTH))
def test_nothing_is_clipped_at_the_largest_number(values: list[float]) -> None:
    numbers = array("f", values)
    reach = largest(memoryview(numbers))
    assert reach > 0
    assert all(abs(value) <= reach for value in numbers)
