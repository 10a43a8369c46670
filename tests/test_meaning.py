"""What words mean: the shipped table, and tables that are written and read again."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cheatsheet.meaning import LONGEST, Table, write_table
from cheatsheet.sections import BrokenSections, by_byte
from cheatsheet.text import words
from cheatsheet.vectors import WIDTH, dot, flat

EVERYDAY = """
    the my i you is not where when what how never please help parcel package order delivery refund money back late
    broken damaged account password invoice payment card cancel return exchange voucher price email address phone
    lost shop lamp kettle shirt shoes size colour wrong missing charged twice subscription login track shipping
"""


def row(*numbers: int) -> bytes:
    return bytes(number & 0xFF for number in [*numbers, *[0] * (WIDTH - len(numbers))])


PIECES: Mapping[str, tuple[int, bytes]] = {
    "lamp": (7, row(3, 4)),
    "lam": (30, row(100)),
    "##s": (2, row(0, 0, -5)),
    "##shade": (50, row(0, 0, 0, 1)),
    "s": (900, row(9)),
    "größe": (12, row(-127, 127)),
}


@pytest.fixture(scope="module")
def shipped() -> Table:
    return Table.open()


@pytest.fixture
def small(tmp_path: Path) -> Table:
    path = tmp_path / "small.bin"
    write_table(path, PIECES)
    return Table.open(path)


def nearness(table: Table, one: str, other: str) -> float:
    a, b = table.vector(words(one)), table.vector(words(other))
    assert a is not None
    assert b is not None
    return dot(a, b)


def test_the_shipped_table_has_a_row_for_everyday_words(shipped: Table) -> None:
    assert [word for word in EVERYDAY.split() if shipped.vector([word]) is None] == []


def test_the_shipped_table_has_a_row_and_a_rank_for_every_piece(shipped: Table) -> None:
    assert len(shipped.keys) > 10_000
    assert len(shipped.rows) == len(shipped.keys) * WIDTH
    assert len(shipped.sections.numbers("ranks", "H")) == len(shipped.keys)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("parcel", "package", "password"),
        ("parcel", "package", "refund"),
        ("refund", "money back", "opening hours"),
        ("refund", "money back", "broken lamp"),
        ("shipping", "delivery", "password"),
        ("broken", "damaged", "invoice"),
        ("bill", "invoice", "puppy"),
        ("coupon", "voucher", "mattress"),
        ("cheap", "inexpensive", "broken"),
        ("i forgot my password", "cannot log in", "my lamp flickers"),
        ("cancel my subscription", "end my membership", "where is my parcel"),
        ("where is my order", "my parcel has not arrived", "change my password"),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not(shipped: Table, text: str, near: str, far: str) -> None:
    assert nearness(shipped, text, near) > nearness(shipped, text, far) + 0.1


def test_common_words_have_the_lower_ranks(shipped: Table) -> None:
    ranks = [shipped.rank(word, 60_000) for word in ("the", "money", "mattress", "no such word")]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("asked", [[], [""], ["数"], ["ελλάδα", "привет"], ["💡"], ["ñañ"], ["lamp数"], ["a" * 1000]])
def test_words_of_unknown_letters_have_no_direction(shipped: Table, asked: list[str]) -> None:
    assert shipped.vector(asked) is None


def test_unknown_words_beside_known_ones_change_nothing(shipped: Table) -> None:
    found, alone = shipped.vector(["parcel", "数", "привет"]), shipped.vector(["parcel"])
    assert flat(found).tolist() == flat(alone).tolist()


def test_a_direction_has_length_1(shipped: Table) -> None:
    found = shipped.vector(words("My parcel has not arrived"))
    assert found is not None
    assert dot(found, found) == pytest.approx(1.0, abs=1e-5)


def test_asking_twice_gives_the_same(shipped: Table) -> None:
    once, again = (flat(shipped.vector(["lampshade", "parcel"])).tolist() for _ in range(2))
    assert once == again


def test_a_written_table_is_read_as_it_was(small: Table) -> None:
    assert set(small.keys) == set(PIECES)
    for number, piece in enumerate(by_byte(PIECES)):
        _, expected = PIECES[piece]
        assert small.row(number).tolist() == memoryview(expected).cast("b").tolist()


def test_ranks_are_counted_from_0_in_the_order_that_was_given(small: Table) -> None:
    assert [small.rank(word, 99) for word in ("lamp", "größe", "lam", "s", "lamps", "")] == [1, 2, 3, 5, 99, 99]


def test_the_order_of_the_pieces_decides_nothing(tmp_path: Path) -> None:
    write_table(tmp_path / "one.bin", PIECES)
    write_table(tmp_path / "other.bin", {piece: PIECES[piece] for piece in reversed(list(PIECES))})
    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "other.bin").read_bytes()


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        pytest.param("lamp", ["lamp"], id="a whole piece"),
        pytest.param("lamps", ["lamp", "##s"], id="the longest piece first"),
        pytest.param("lampshade", ["lamp", "##shade"], id="the longest rest"),
        pytest.param("ss", ["s", "##s"], id="a start is not a rest"),
        pytest.param("lams", ["lam", "##s"], id="a shorter start"),
        pytest.param("lampx", [], id="a rest is left"),
        pytest.param("xlamp", [], id="no start"),
        pytest.param("", [], id="nothing"),
        pytest.param("s" * LONGEST, ["s", *["##s"] * (LONGEST - 1)], id="as long as a word may be"),
        pytest.param("s" * (LONGEST + 1), [], id="too long"),
    ],
)
def test_a_word_is_cut_into_its_longest_pieces(small: Table, word: str, pieces: list[str]) -> None:
    assert [by_byte(PIECES)[number] for number in small.cut(word)] == pieces


def test_the_direction_is_that_of_the_sum_of_the_pieces(small: Table) -> None:
    assert flat(small.vector(["lamp"])).tolist()[:3] == pytest.approx([0.6, 0.8, 0])
    length = (3**2 + 4**2 + 5**2) ** 0.5
    assert flat(small.vector(["lamps"])).tolist()[:3] == pytest.approx([3 / length, 4 / length, -5 / length])


@pytest.mark.parametrize("text", ["My parcel has not arrived", "lampshades xylophone", "数 lamp", "数", ""])
def test_a_table_in_memory_says_the_same(shipped: Table, text: str) -> None:
    found, expected = shipped.in_memory().vector(words(text)), shipped.vector(words(text))
    assert (found is None) is (expected is None)
    assert found is None or bytes(flat(found)) == bytes(flat(expected))


def test_a_table_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Table.open(tmp_path / "none.bin")


@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_a_table_that_is_cut_off_is_broken(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.bin"
    write_table(path, PIECES)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BrokenSections):
        Table.open(path)
