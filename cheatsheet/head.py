"""The head on the vectors: what tells the entries of one library apart, fitted while its index is built.

Every entry has a row, and a message scores `message · metric · row`. The metric is the inverse of the phrases'
covariance (ridge regression, in closed form): directions that all phrases share count for little. Where the library
is small enough the rows are then moved by two steps of softmax regression, each of which one of them is.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from cheatsheet.vectors import (
    Vector,
    as_bytes,
    blend,
    dot,
    flat,
    largest,
    products,
    rows,
    total,
    transposed,
)

STEP = 10.0  # measured, as is what Shape says
MOST = 1_000_000  # phrases times entries: more takes longer than a person waits
INVERTING = 14  # steps of Newton and Schulz at most; the ridge bounds the condition number
CLOSE = 1e-10  # of the square of the inverse: each step squares the error, so the next would change nothing
SAMPLE = 2_000  # phrases that the covariance of a large library is taken of, more where so few entries had them
SAMPLED_ENTRIES = 300
REACH = 0.4  # the largest number that a unit vector's mean is expected to hold; larger ones are clipped


class Shape(NamedTuple):
    """Of one kind of vectors: how many numbers they have, the ridge in parts of the mean variance, and the steps."""

    width: int
    ridge: float
    steps: int


class Head(NamedTuple):
    """`metric` is width x width floats, `rows` has width signed bytes an entry."""

    metric: bytes
    rows: bytes


def fit(
    phrases: Sequence[Vector], owners: Sequence[int], means: bytes, shape: Shape, *, sampled: bool = False
) -> Head:
    """The head of a library: `phrases` are unit vectors and `owners` the entries that they belong to.

    `means` has the mean of each entry's phrases as signed bytes. A large library gives a sample of its phrases
    (`sampled`), and its rows are the means.
    """
    width = shape.width
    count = len(means) // width
    if not phrases:
        return Head(metric=bytes(4 * width * width), rows=means)
    x = joined(phrases)
    metric = inverse(covariance(x, len(phrases), shape), width)
    if sampled or len(phrases) * count > MOST:
        return Head(metric=metric, rows=means)
    return Head(metric=metric, rows=refined(x, owners, count, metric, shape))


def joined(vectors: Sequence[Vector]) -> bytes:
    """Vectors, one after the other."""
    return b"".join(bytes(flat(vector)) for vector in vectors)


def covariance(x: bytes, count: int, shape: Shape) -> bytes:
    """The second moments of the rows, with the ridge; their trace is 1 before it."""
    columns = rows(transposed(x, shape.width), width=count)
    found = array("f", (value / count for value in flat(products(columns, columns))))
    for i in range(shape.width):
        found[i * shape.width + i] += shape.ridge / shape.width
    return found.tobytes()


def inverse(symmetric: bytes, width: int) -> bytes:
    """The inverse of a symmetric, positive matrix (Newton and Schulz: only products are needed)."""
    values = flat(symmetric).tolist()
    bound = max(sum(map(abs, values[at : at + width])) for at in range(0, len(values), width))  # of the eigenvalues
    first = array("f", bytes(4 * width * width))
    for i in range(width):
        first[i * width + i] = 1 / bound
    found = flat(first)
    for _ in range(INVERTING):
        squared = flat(products(rows(products(rows(found, width=width), rows(symmetric, width=width)), width=width),
                                rows(found, width=width)))  # fmt: skip
        moved = blend(found, 1.0, squared, -1.0)
        found = flat(blend(found, 1.0, moved, 1.0))
        if dot(moved, moved) < CLOSE * dot(found, found):
            break
    return found.tobytes()


def refined(x: bytes, owners: Sequence[int], count: int, metric: bytes, shape: Shape) -> bytes:
    """The entries' rows after softmax regression on the phrases; the first step, from nothing, gives the means."""
    width = shape.width
    own = Counter(owners)
    shares = [1 / own[owner] for owner in owners]
    seen = products(rows(x, width=width), rows(metric, width=width))
    places = range(0, len(x) // 4, width)
    length = sum(dot(flat(seen)[at : at + width], flat(x)[at : at + width]) for at in places)
    scale = STEP * len(owners) / length
    columns = rows(transposed(x, width), width=len(owners))
    found = bytes(4 * width * count)
    for step in range(shape.steps + 1):
        scores = (
            products(rows(seen, width=width), rows(found, width=width)) if step else bytes(4 * len(owners) * count)
        )
        wrong = errors(scores, owners, shares, count, scale)
        moves = products(rows(wrong, width=len(owners)), columns)
        found = bytes(flat(blend(flat(found), 1.0, flat(moves), 1.0)))
    fitted = as_bytes(flat(found), largest(flat(found)))
    each = (fitted[at : at + width] for at in range(0, len(fitted), width))
    return b"".join(row if number in own else bytes(width) for number, row in enumerate(each))


def errors(scores: bytes, owners: Sequence[int], shares: Sequence[float], count: int, scale: float) -> bytes:
    """Entry by phrase: how much less likely than it should be the head finds the entry, in shares of a phrase."""
    found = array("f")
    for phrase, (owner, share) in enumerate(zip(owners, shares, strict=True)):
        row = flat(scores)[phrase * count : (phrase + 1) * count].tolist()
        top = max(row)
        likely = [exp(scale * (score - top)) for score in row]
        factor = -share / sum(likely)
        found.extend([factor * each for each in likely])
        found[phrase * count + owner] += share
    return transposed(found.tobytes(), count)


def mean(vectors: Sequence[Vector], width: int) -> bytes:
    """The mean of unit vectors as signed bytes; zeros for none."""
    if not vectors:
        return bytes(width)
    found = total(vectors)
    return as_bytes(blend(found, 1 / len(vectors), found, 0.0), REACH)
