"""The head of a library: its own phrases find their entries, whatever the library is like."""

import random
from array import array
from collections.abc import Sequence

import pytest

from cheatsheet import head
from cheatsheet.build import MEANINGS as SHAPE
from cheatsheet.meaning import Table
from cheatsheet.text import words
from cheatsheet.vectors import WIDTH, Vector, as_bytes, blend, dot, flat, largest, products, rows, scores, total, unit

SHEET = {
    "late": ["my parcel has not arrived", "where is my order", "the delivery is late"],
    "refund": ["i want my money back", "refund please", "when do i get my refund"],
    "lamp": ["the lamp flickers", "flickering light bulb", "my lamp goes on and off"],
    "login": ["i forgot my password", "cannot log in", "my account is locked"],
    "invoice": ["i need an invoice", "where is my bill", "send me a receipt"],
    "cancel": ["cancel my order", "i do not want it any more", "stop the delivery"],
    "size": ["the shirt is too small", "wrong size", "exchange for a larger size"],
}


def drawn(chance: random.Random) -> Vector:
    return unit(array("f", (chance.gauss(0, 1) for _ in range(WIDTH))))


def as_row(vector: Vector) -> memoryview:
    return rows(bytes(flat(vector)))


def signed(data: bytes) -> list[int]:
    return list(memoryview(data).cast("b"))


def made_up(entries: int, each: int, seed: int = 7) -> tuple[list[Vector], list[int]]:
    """Phrases about a subject of their own entry, all of them turned towards one common direction."""
    chance = random.Random(seed)  # noqa: S311 (a seed gives the phrases again)
    common = drawn(chance)
    phrases: list[Vector] = []
    owners: list[int] = []
    for owner in range(entries):
        subject = drawn(chance)
        for _ in range(each):
            phrases.append(unit(blend(blend(subject, 1.0, drawn(chance), 0.7), 1.0, common, 1.5)))
            owners.append(owner)
    return phrases, owners


def spoken(table: Table) -> tuple[list[Vector], list[int]]:
    """The phrases of SHEET."""
    found = [(table.vector(words(text)), owner) for owner, texts in enumerate(SHEET.values()) for text in texts]
    return [vector for vector, _ in found], [owner for _, owner in found]


def means_of(phrases: Sequence[Vector], owners: Sequence[int], count: int) -> bytes:
    own: list[list[Vector]] = [[] for _ in range(count)]
    for vector, owner in zip(phrases, owners, strict=True):
        own[owner].append(vector)
    return b"".join(head.mean(each, WIDTH) for each in own)


def fitted(phrases: Sequence[Vector], owners: Sequence[int], count: int) -> head.Head:
    return head.fit(phrases, owners, means_of(phrases, owners, count), SHAPE)


def asked(found: head.Head, phrase: Vector) -> bytes:
    """A message as the rows are asked with: times the metric."""
    seen = flat(products(as_row(phrase), rows(found.metric)))
    return as_bytes(seen, largest(seen))


def first(found: head.Head, phrase: Vector) -> int:
    """The number of the entry that scores most."""
    scored = list(scores(rows(asked(found, phrase), "b"), rows(found.rows, "b")))
    return scored.index(max(scored))


@pytest.mark.parametrize(("entries", "each"), [(2, 1), (2, 5), (12, 3), (60, 4), (5, 1)])
def test_phrases_of_a_small_library_find_their_own_entries(entries: int, each: int) -> None:
    phrases, owners = made_up(entries, each)
    found = fitted(phrases, owners, entries)
    assert [first(found, phrase) for phrase in phrases] == owners


def test_spoken_phrases_find_their_own_entries() -> None:
    phrases, owners = spoken(Table.open())
    found = fitted(phrases, owners, len(SHEET))
    assert [first(found, phrase) for phrase in phrases] == owners


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        ("package still not here", "late"),
        ("give me the money", "refund"),
        ("light keeps blinking", "lamp"),
        ("cannot sign in to my account", "login"),
        ("trousers are too tight", "size"),
    ],
)
def test_a_message_in_other_words_finds_its_entry(message: str, entry: str) -> None:
    table = Table.open()
    phrases, owners = spoken(table)
    assert list(SHEET)[first(fitted(phrases, owners, len(SHEET)), table.vector(words(message)))] == entry


def test_a_small_library_is_fitted_beyond_its_means() -> None:
    phrases, owners = made_up(12, 3)
    assert fitted(phrases, owners, 12).rows != means_of(phrases, owners, 12)


def test_a_library_of_one_entry_has_one_row() -> None:
    phrases, owners = made_up(1, 3)
    found = fitted(phrases, owners, 1)
    assert (len(found.rows), len(found.metric)) == (WIDTH, 4 * WIDTH * WIDTH)
    assert first(found, phrases[0]) == 0


@pytest.mark.parametrize("count", [0, 1, 5])
def test_entries_without_any_known_word_have_empty_rows_and_no_direction(count: int) -> None:
    found = head.fit([], [], means_of([], [], count), SHAPE)
    assert found.rows == bytes(count * WIDTH)
    assert len(found.metric) == 4 * WIDTH * WIDTH
    assert asked(found, made_up(1, 1)[0][0]) == bytes(WIDTH)


def test_an_entry_without_a_known_word_does_not_hide_the_others() -> None:
    phrases, owners = made_up(6, 3)
    found = fitted(phrases, owners, 7)
    assert len(found.rows) == 7 * WIDTH
    assert not any(found.rows[6 * WIDTH :])
    assert [first(found, phrase) for phrase in phrases] == owners


def test_a_library_of_2000_entries_is_compared_by_its_means() -> None:
    phrases, owners = made_up(2_000, 1)
    assert len(phrases) * 2_000 > head.MOST
    means = means_of(phrases, owners, 2_000)
    found = head.fit(phrases, owners, means, SHAPE)
    assert found.rows == means
    assert [first(found, phrase) for phrase in phrases[::100]] == owners[::100]


def test_a_sample_of_the_phrases_gives_a_metric_for_all_entries() -> None:
    phrases, owners = made_up(40, 3)
    means = means_of(phrases, owners, 40)
    found = head.fit(phrases[:60], owners[:60], means, SHAPE, sampled=True)
    assert found.rows == means
    assert first(found, phrases[-1]) == 39


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_phrases_of_an_entry_changes_no_more_than_rounding(seed: int) -> None:
    phrases, owners = spoken(Table.open())
    chance = random.Random(seed)  # noqa: S311 (an order, no secret)
    order = sorted(range(len(phrases)), key=lambda n: (owners[n], chance.random()))
    one = fitted(phrases, owners, len(SHEET))
    other = fitted([phrases[n] for n in order], [owners[n] for n in order], len(SHEET))
    differences = [abs(a - b) for a, b in zip(signed(one.rows), signed(other.rows), strict=True)]
    assert max(differences) <= 1
    largest = max(map(abs, flat(one.metric).tolist()))
    assert flat(one.metric).tolist() == pytest.approx(flat(other.metric).tolist(), abs=1e-4 * largest)


def test_fitting_twice_gives_the_same_bytes() -> None:
    phrases, owners = made_up(9, 3)
    assert fitted(phrases, owners, 9) == fitted(phrases, owners, 9)


def test_the_metric_counts_the_direction_that_all_phrases_share_for_little() -> None:
    phrases, _ = made_up(30, 3)
    metric = rows(head.inverse(head.covariance(head.joined(phrases), len(phrases), SHAPE), WIDTH))
    common, other = unit(total(phrases)), drawn(random.Random(1))  # noqa: S311 (a seed gives it again)
    kept = [dot(vector, flat(products(as_row(vector), metric))) for vector in (common, other)]
    assert 0 < kept[0] < kept[1] / 5


def matrix(data: bytes) -> list[list[float]]:
    numbers = list(flat(data))
    return [numbers[at : at + WIDTH] for at in range(0, len(numbers), WIDTH)]


def test_the_covariance_is_that_of_the_phrases_with_the_ridge() -> None:
    one, other = (array("f", [0.0] * WIDTH) for _ in range(2))
    one[0], other[0], other[1] = 1.0, 0.6, 0.8
    found = matrix(head.covariance(head.joined([one, other]), 2, SHAPE))
    ridge = SHAPE.ridge / WIDTH
    assert found[0][:3] == pytest.approx([0.68 + ridge, 0.24, 0.0])
    assert found[1][:3] == pytest.approx([0.24, 0.32 + ridge, 0.0])
    assert found[2][2] == pytest.approx(ridge)


def test_the_mean_of_no_vectors_is_zeros() -> None:
    assert head.mean([], WIDTH) == bytes(WIDTH)


def test_a_mean_is_a_mean_and_what_is_too_large_is_clipped() -> None:
    one, other = (array("f", [0.0] * WIDTH) for _ in range(2))
    one[0], one[1], other[1], other[2] = 1.0, 0.2, -0.2, 0.2
    assert signed(head.mean([one, other], WIDTH))[:3] == [127, 0, 32]
    assert signed(head.mean([blend(one, -1.0, one, 0.0)], WIDTH))[0] == -127
