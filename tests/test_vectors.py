"""Arithmetic on vectors: sums, products and the shapes that they come in."""

from array import array
from collections.abc import Sequence

import pytest

from cheatsheet.vectors import (
    WIDTH,
    as_bytes,
    blend,
    dot,
    flat,
    largest,
    products,
    rows,
    scores,
    total,
    transposed,
    unit,
)


def wide(*numbers: float) -> "array[float]":
    return array("f", [*numbers, *[0.0] * (WIDTH - len(numbers))])


def narrow(*numbers: int) -> "array[int]":
    return array("b", [*numbers, *[0] * (WIDTH - len(numbers))])


def test_a_product_is_the_sum_of_the_products() -> None:
    assert dot(wide(1, 2, 3), wide(4, -5, 6)) == pytest.approx(12.0)


def test_bytes_are_multiplied_without_overflow() -> None:
    longest = array("b", [127] * WIDTH)
    lowest = array("b", [-127] * WIDTH)
    assert dot(longest, longest) == 127 * 127 * WIDTH
    assert dot(longest, lowest) == -127 * 127 * WIDTH


@pytest.mark.parametrize(
    ("alpha", "beta", "expected"),
    [(1.0, 1.0, [4.0, 2.0]), (2.0, -1.0, [-1.0, 4.0]), (0.5, 0.0, [0.5, 1.0]), (0.0, 0.0, [0.0, 0.0])],
)
def test_a_blend_has_so_much_of_each(alpha: float, beta: float, expected: list[float]) -> None:
    assert flat(blend(wide(1, 2), alpha, wide(3, 0), beta)).tolist()[:2] == pytest.approx(expected)


def test_a_blend_leaves_what_it_is_made_of() -> None:
    one, other = wide(1, 2), wide(3, 4)
    blend(one, 2.0, other, 2.0)
    assert (one[:2].tolist(), other[:2].tolist()) == ([1, 2], [3, 4])


def test_a_unit_vector_has_length_1_and_the_same_direction() -> None:
    found = flat(unit(wide(3, 4))).tolist()
    assert found[:2] == pytest.approx([0.6, 0.8])
    assert sum(number * number for number in found) == pytest.approx(1.0)


def test_a_vector_without_a_length_stays() -> None:
    assert flat(unit(wide())).tolist() == [0.0] * WIDTH


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_total_adds_every_vector_once(count: int) -> None:
    assert flat(total(wide(1, n) for n in range(count))).tolist()[:2] == [count, sum(range(count))]


def test_rows_are_cut_at_the_width() -> None:
    numbers = rows(array("f", range(6)).tobytes(), width=3)
    assert numbers.shape == (2, 3)
    assert [numbers[1, column] for column in range(3)] == [3, 4, 5]


def test_rows_of_signed_bytes_keep_their_signs() -> None:
    assert rows(narrow(-1, 127).tobytes(), "b")[0, 1] == 127
    assert rows(narrow(-1, 127).tobytes(), "b")[0, 0] == -1


def matrix(lines: Sequence[Sequence[float]]) -> memoryview:
    return rows(array("f", [number for line in lines for number in line]).tobytes(), width=len(lines[0]))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param([[1, 2], [3, 4]], [[1, 0], [0, 1]], [1, 2, 3, 4], id="square"),
        pytest.param([[1, 2, 3]], [[1, 1, 1], [2, 0, 0]], [6, 2], id="one row by two"),
        pytest.param([[1, 2], [3, 4], [5, 6]], [[1, -1]], [-1, -1, -1], id="three rows by one"),
        pytest.param([[2]], [[3]], [6], id="single numbers"),
    ],
)
def test_products_are_of_every_row_with_every_row(
    a: list[list[float]], b: list[list[float]], expected: list[float]
) -> None:
    found = products(matrix(a), matrix(b))
    assert list(flat(found)) == pytest.approx(expected)


def test_scores_of_bytes_are_exact_and_in_the_order_of_the_entries() -> None:
    entries = b"".join(row.tobytes() for row in (narrow(1, 2), narrow(-127, 127), narrow()))
    found = scores(rows(narrow(127, -127).tobytes(), "b"), rows(entries, "b"))
    assert found.tolist() == [-127, -2 * 127 * 127, 0]
    assert found.format == "d"


def test_rows_become_columns() -> None:
    numbers = array("f", [1, 2, 3, 4, 5, 6])
    assert flat(transposed(numbers.tobytes(), 3)).tolist() == [1, 4, 2, 5, 3, 6]
    assert transposed(transposed(numbers.tobytes(), 3), 2) == numbers.tobytes()


@pytest.mark.parametrize(("values", "expected"), [([0.5, -2.0], 2.0), ([3.0, 1.0], 3.0), ([0.0], 1.0), ([-1.0], 1.0)])
def test_the_largest_number_is_found_whatever_its_sign(values: list[float], expected: float) -> None:
    assert largest(memoryview(array("f", [*values, 0.0]))) == expected


def test_signed_bytes_are_clipped_beyond_their_reach() -> None:
    assert list(as_bytes(array("f", [0.4, -0.4, 0.2, 9.0, -9.0, 0.0]), 0.4)) == [127, 129, 64, 127, 129, 0]
