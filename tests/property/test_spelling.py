"""Laws of spell repair: known words stay, repairs are known words near by, once is enough."""

from functools import cache
from string import ascii_lowercase

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from cheatsheet.meaning import Table
from cheatsheet.spelling import Speller

RELAXED = settings(deadline=None, max_examples=150)
COMMON = """
    parcel arrived delivered refund order lamp money back password account invoice where is my the not never broken
    größe paket bestellung lieferung заказ
"""
MADE_UP = st.text(ascii_lowercase, min_size=1, max_size=11)
WORD = st.one_of(st.sampled_from(COMMON.split()), MADE_UP)
LIBRARY = st.dictionaries(WORD, st.integers(1, 50), max_size=12)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A word with up to three letters changed, left out, put in or swapped."""
    letters = list(draw(WORD))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(letters)))
        letters[at : at + draw(st.integers(0, 2))] = draw(st.text(ascii_lowercase, max_size=2))
    return "".join(letters)


WRITTEN = st.lists(st.one_of(slips(), st.text(max_size=9)), max_size=6)


@cache
def table() -> Table:
    return Table.open()


@RELAXED
@given(library=LIBRARY, english=st.booleans())
def test_a_word_of_the_vocabulary_is_never_repaired(library: dict[str, int], english: bool) -> None:
    assert Speller(vocabulary=library, table=table(), english=english).repair(library) == {}


@RELAXED
@given(library=LIBRARY, written=WRITTEN, english=st.booleans())
def test_a_repair_is_a_known_word_two_slips_away_at_most(
    library: dict[str, int], written: list[str], english: bool
) -> None:
    speller = Speller(vocabulary=library, table=table(), english=english)
    for word, meant in speller.repair(written).items():
        assert word in written
        assert word not in library
        assert speller.is_known(meant)
        assert 1 <= OSA.distance(word, meant) <= 2
        assert english or meant in library


@RELAXED
@given(library=LIBRARY, written=WRITTEN, english=st.booleans())
def test_repairing_twice_changes_nothing(library: dict[str, int], written: list[str], english: bool) -> None:
    speller = Speller(vocabulary=library, table=table(), english=english)
    found = speller.repair(written)
    repaired = [found.get(word, word) for word in written]
    assert speller.repair(repaired) == {}


@RELAXED
@given(library=LIBRARY, written=WRITTEN)
def test_what_was_asked_before_changes_no_repair(library: dict[str, int], written: list[str]) -> None:
    used = Speller(vocabulary=library, table=table())
    used.repair(reversed(written))
    assert used.repair(written) == Speller(vocabulary=library, table=table()).repair(written)
