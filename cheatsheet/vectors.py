"""Arithmetic on vectors of floats and bytes; the only module that knows SimSIMD."""

from array import array
from collections.abc import Iterable
from functools import cache, reduce
from typing import Any

import simsimd

WIDTH = 256  # numbers a vector of the table of meanings
BYTE = 127
WHOLE = 2.0**23  # from here on floats are whole numbers
MIDDLE = 128  # 0 as an unsigned byte
DOUBLE = 8  # bytes; the highest, the last one, has the sign
NEGATIVE = bytes(byte >> 7 for byte in range(256))
SIGNED = bytes(byte ^ 0x80 for byte in range(256))  # unsigned bytes around 128 -> signed ones around 0

Vector = Any  # a buffer of WIDTH floats: array("f"), memoryview, or what SimSIMD returns


def dot(a: Vector, b: Vector) -> float:
    """The inner product of two vectors of one kind."""
    found: Any = simsimd.dot(a, b)
    return float(found)


def blend(a: Vector, alpha: float, b: Vector, beta: float) -> Vector:
    """alpha a + beta b. (A new vector: SimSIMD 6.5 miscounts references to None where it is given one to fill.)"""
    return simsimd.wsum(a, b, alpha=alpha, beta=beta)


def unit(vector: Vector) -> Vector:
    """The vector at length 1; as it is where it has none."""
    length = dot(vector, vector) ** 0.5
    return blend(vector, 1 / length, vector, 0.0) if length else vector


def total(vectors: Iterable[Vector]) -> Vector:
    """The sum of one vector or more."""
    return reduce(simsimd.wsum, vectors)


def flat(vector: Vector) -> "memoryview[float]":
    """A vector's numbers."""
    return memoryview(vector).cast("B").cast("f")


def rows(data: Any, kind: Any = "f", width: int = WIDTH) -> memoryview:
    """Numbers as rows of `width`; there must be one row at least."""
    numbers = memoryview(data).cast("B").cast(kind)
    return numbers.cast("B").cast(kind, shape=[len(numbers) // width, width])


def floats(row: Any) -> Vector:
    """A row of signed bytes as floats: a product with the unit matrix, which is faster than a loop."""
    width = memoryview(row).nbytes
    return flat(products(rows(row, "b", width), rows(unit_matrix(width), "b", width)))


@cache
def unit_matrix(width: int) -> bytes:
    """width x width signed bytes, ones on the diagonal."""
    return b"".join(bytes(at) + b"\x01" + bytes(width - 1 - at) for at in range(width))


def products(a: memoryview, b: memoryview) -> bytes:
    """a times b transposed, as floats."""
    found: Any = simsimd.cdist(a, b, metric="dot", out_dtype="float32")
    return bytes(memoryview(found).cast("B"))


def scores(wanted: memoryview, entries: memoryview) -> "memoryview[float]":
    """The inner product of one row with each of the rows, as doubles."""
    found: Any = simsimd.cdist(wanted, entries, metric="dot")
    return memoryview(found).cast("B").cast("d")


def above(values: "memoryview[float]", least: float) -> list[int]:
    """The numbers of the doubles that are not below `least`: a bit of each says so."""
    ones = array("d", [1.0]) * len(values)
    signs = memoryview(blend(values, 1.0, ones, -least)).cast("B").tobytes()[DOUBLE - 1 :: DOUBLE].translate(NEGATIVE)
    found, at = [], signs.find(0)
    while at >= 0:
        found.append(at)
        at = signs.find(0, at + 1)
    return found


def transposed(data: bytes, width: int) -> bytes:
    """A matrix of floats with its rows as columns."""
    numbers = memoryview(data).cast("f")
    return b"".join(array("f", numbers[column::width]).tobytes() for column in range(width))


def as_bytes(vector: Vector, reach: float) -> bytes:
    """Floats as signed bytes, `reach` as 127; what is beyond it is clipped.

    A float between 2**23 and 2**24 is rounded to a whole number, which then stands in its low bytes.
    """
    numbers = flat(vector)
    shifted = flat(blend(numbers, BYTE / reach, middle(len(numbers)), 1.0))
    data = shifted.tobytes()
    low, next_byte = data[::4], data[1::4]
    if next_byte.count(0) < len(low):  # beyond the reach
        low = bytes(min(max(int(value - WHOLE), 1), 2 * BYTE + 1) for value in shifted.tolist())
    return low.translate(SIGNED)


@cache
def middle(width: int) -> Vector:
    """MIDDLE as a whole number, `width` times."""
    return array("f", [WHOLE + MIDDLE]) * width


def largest(values: "memoryview[float]") -> float:
    """The largest number, whatever its sign; 1.0 for zeros."""
    numbers = values.tolist()
    return max(*numbers, -min(numbers)) or 1.0
