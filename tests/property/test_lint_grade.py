"""Laws of the reading grade: what is left out of it changes nothing, and a shorter sentence never makes it harder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.grade import graded, syllables
from cheatsheet.lint.normal import OPAQUE
from cheatsheet.lint.sentences import sentences

WORDS = st.sampled_from(["the", "parcel", "is", "late", "and", "delivery", "of", "warehouse", "refund", "today"])
SENTENCES = st.lists(st.lists(WORDS, min_size=4, max_size=12), min_size=8, max_size=12)


def written(said: list[list[str]], between: str = " ") -> str:
    """Sentences as a text."""
    return between.join(f"{' '.join(words)}." for words in said)


def grade_of(text: str) -> tuple[float, float]:
    """The grade of a text, and the words of its sentences."""
    return graded(sentences(text))


@given(SENTENCES, st.integers(1, 60))
def test_values_change_nothing(said: list[list[str]], size: int) -> None:
    with_values = [[sentence[0], OPAQUE * size, *sentence[1:]] for sentence in said]
    assert grade_of(written(with_values)) == grade_of(written(said))


@given(SENTENCES)
def test_paragraphs_and_lists_change_nothing(said: list[list[str]]) -> None:
    expected = pytest.approx(grade_of(written(said)))
    assert grade_of(written(said, "\n\n")) == expected
    assert grade_of(written(said, "\n- ")) == expected
    assert grade_of(written(said, "\n")) == expected


@given(SENTENCES)
def test_a_sentence_cut_in_two_is_not_harder(said: list[list[str]]) -> None:
    cut = [half for words in said for half in (words[:2], words[2:])]
    assert grade_of(written(cut))[0] < grade_of(written(said))[0]


@given(SENTENCES)
def test_the_order_of_sentences_changes_nothing(said: list[list[str]]) -> None:
    assert grade_of(written(said[::-1])) == pytest.approx(grade_of(written(said)))


@given(st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=30))
def test_every_word_has_a_syllable(word: str) -> None:
    assert 1 <= syllables(word) <= 2 * len(word)
