"""Laws of the reading grade: what is left out of it changes nothing, and a shorter sentence never makes it harder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.grade import graded, syllables
from cheatsheet.lint.prose import OPAQUE

WORDS = st.sampled_from(["the", "parcel", "is", "late", "and", "delivery", "of", "warehouse", "refund", "today"])
SENTENCES = st.lists(st.lists(WORDS, min_size=4, max_size=12), min_size=8, max_size=12)


def written(sentences: list[list[str]], between: str = " ") -> str:
    """Sentences as a text."""
    return between.join(f"{' '.join(words)}." for words in sentences)


@given(SENTENCES, st.integers(1, 60))
def test_values_change_nothing(sentences: list[list[str]], size: int) -> None:
    with_values = [[sentence[0], OPAQUE * size, *sentence[1:]] for sentence in sentences]
    assert graded(written(with_values)) == graded(written(sentences))


@given(SENTENCES)
def test_paragraphs_and_lists_change_nothing(sentences: list[list[str]]) -> None:
    expected = pytest.approx(graded(written(sentences)))
    assert graded(written(sentences, "\n\n")) == expected
    assert graded(written(sentences, "\n- ")) == expected
    assert graded(written(sentences, "\n")) == expected


@given(SENTENCES)
def test_a_sentence_cut_in_two_is_not_harder(sentences: list[list[str]]) -> None:
    cut = [half for words in sentences for half in (words[:2], words[2:])]
    assert graded(written(cut))[0] < graded(written(sentences))[0]


@given(SENTENCES)
def test_the_order_of_sentences_changes_nothing(sentences: list[list[str]]) -> None:
    assert graded(written(sentences[::-1])) == pytest.approx(graded(written(sentences)))


@given(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=30))
def test_every_word_has_a_syllable(word: str) -> None:
    assert 1 <= syllables(word) <= 2 * len(word)
