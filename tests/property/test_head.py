"""Laws of the head: an inverse inverts."""

import random
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.build import MEANINGS
from cheatsheet.head import covariance, inverse, joined
from cheatsheet.vectors import WIDTH, Vector, blend, flat, products, rows, unit

RELAXED = settings(deadline=None, max_examples=25)


def drawn(chance: random.Random) -> Vector:
    return unit(array("f", (chance.gauss(0, 1) for _ in range(WIDTH))))


@RELAXED
@given(seed=st.integers(0, 2**32), count=st.integers(1, 40), shared=st.floats(0, 20), spike=st.floats(0, 1))
def test_the_inverse_times_the_matrix_gives_one(seed: int, count: int, shared: float, spike: float) -> None:
    chance = random.Random(seed)  # noqa: S311 (a seed gives the vectors again)
    steep = array("f", [10.0, *[0.0] * (WIDTH - 1)])
    common = blend(drawn(chance), 1.0, steep, spike)
    vectors = [unit(blend(drawn(chance), 1.0, common, shared)) for _ in range(count)]
    matrix = covariance(joined(vectors), count, MEANINGS)
    found = list(flat(products(rows(inverse(matrix, WIDTH)), rows(matrix))))
    for i in range(WIDTH):
        found[i * WIDTH + i] -= 1.0
    assert max(map(abs, found)) == pytest.approx(0.0, abs=0.01)
