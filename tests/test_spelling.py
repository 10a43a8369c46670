"""Spell repair: towards the library's own words, and never away from plain English."""

from collections.abc import Mapping

import pytest

from cheatsheet.spelling import WORDS, english, repair, slips

VOCABULARY: Mapping[str, int] = {"parcel": 12, "arrived": 10, "delivered": 6, "refund": 8, "order": 20, "lamp": 2}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("parsel", "parcel", id="a wrong letter"),
        pytest.param("parcl", "parcel", id="a missing letter"),
        pytest.param("parcell", "parcel", id="a letter too many"),
        pytest.param("pacrel", "parcel", id="two letters swapped"),
        pytest.param("arived", "arrived", id="a single letter of a double one"),
        pytest.param("delivried", "delivered", id="two slips in a long word"),
    ],
)
def test_a_slip_is_read_as_the_word_of_the_library(written: str, meant: str) -> None:
    assert repair([written], VOCABULARY) == {written: meant}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("parcel", id="a word of the library"),
        pytest.param("border", id="an English word beside order"),
        pytest.param("ordr1", id="a number in it"),
        pytest.param("lmp", id="too short"),
        pytest.param("rfnud", id="two slips in a short word"),
        pytest.param("xylofoon", id="near nothing"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_word_that_may_be_meant_as_it_stands_stays(written: str) -> None:
    assert repair([written], VOCABULARY) == {}


def test_of_two_neighbours_the_one_with_the_same_first_letter_is_meant() -> None:
    assert repair(["tefund"], {"refund": 9, "tefuno": 1}) == {"tefund": "tefuno"}


def test_of_two_equal_neighbours_the_one_in_more_entries_is_meant() -> None:
    assert repair(["blorpx"], {"blorpa": 1, "blorpz": 5}) == {"blorpx": "blorpz"}


def test_the_order_of_the_vocabulary_decides_nothing() -> None:
    forward = {"blorpa": 1, "blorpb": 1, "blorpc": 1}
    backward = dict(reversed(forward.items()))
    assert repair(["blorpx"], forward) == repair(["blorpx"], backward) == {"blorpx": "blorpa"}


def test_nothing_is_repaired_towards_an_empty_library() -> None:
    assert repair(["parsel", "arived"], {}) == {}


def test_a_misspelt_phrase_of_one_entry_does_not_hide_the_word_of_many() -> None:
    assert slips({"arrived": 10, "arived": 1, "parcel": 3}) == {"arived": "arrived"}


def test_a_rare_word_that_is_english_is_no_slip() -> None:
    assert slips({"house": 5, "horse": 1}) == {}


def test_two_rare_neighbours_do_not_explain_each_other() -> None:
    assert slips({"arived": 1, "arrivd": 1}) == {}


def test_every_word_of_the_english_list_is_known() -> None:
    listed = WORDS.read_text(encoding="utf-8").split("\n")
    words = [word for word in [*listed[:3], *listed[::997], *listed[-4:]] if word]
    with english() as is_english:
        assert [word for word in words if not is_english(word)] == []


@pytest.mark.parametrize("word", ["", "a\nb", "zzzzzzzzzz", "!", "ars", "arivd", "~", "éé"])
def test_what_is_not_a_line_of_the_list_is_not_english(word: str) -> None:
    listed = set(WORDS.read_text(encoding="utf-8").splitlines())
    with english() as is_english:
        assert is_english(word) is (word in listed)
