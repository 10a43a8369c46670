"""Segments of text messages, by the sizes of GSM-7 and UCS-2."""

import pytest

from cheatsheet.sms import segments


@pytest.mark.parametrize(
    ("text", "count", "units", "encoding"),
    [
        pytest.param("", 0, 0, "GSM-7", id="nothing"),
        pytest.param("a" * 160, 1, 160, "GSM-7", id="one full"),
        pytest.param("a" * 161, 2, 161, "GSM-7", id="one too many"),
        pytest.param("a" * 306, 2, 306, "GSM-7", id="two full"),
        pytest.param("a" * 307, 3, 307, "GSM-7", id="three"),
        pytest.param("€" * 80, 1, 160, "GSM-7", id="extended characters take two"),
        pytest.param("€" * 80 + "a", 2, 161, "GSM-7", id="extended, one too many"),
        pytest.param("Äöü ñ £ ß é\n@", 1, 13, "GSM-7", id="accents of GSM-7"),
        pytest.param("ç" + "a" * 69, 1, 70, "UCS-2", id="small c cedilla is not in GSM-7"),
        pytest.param("“" + "a" * 69, 1, 70, "UCS-2", id="a curly quote, one full"),
        pytest.param("“" + "a" * 70, 2, 71, "UCS-2", id="a curly quote, one too many"),
        pytest.param("“" + "a" * 133, 2, 134, "UCS-2", id="two full of UCS-2"),
        pytest.param("“" + "a" * 134, 3, 135, "UCS-2", id="three of UCS-2"),
        pytest.param("😀" * 35, 1, 70, "UCS-2", id="an emoji takes two units"),
        pytest.param("😀" * 36, 2, 72, "UCS-2", id="emoji, one too many"),
    ],
)
def test_a_text_is_counted_as_a_phone_counts(text: str, count: int, units: int, encoding: str) -> None:
    found = segments(text)
    assert (found.count, found.units, found.encoding) == (count, units, encoding)


def test_no_character_is_cut_in_two_between_segments() -> None:
    """152 septets, then a two-septet character: it moves to the next segment as a whole."""
    text = "a" * 152 + "€" + "a" * 152
    assert segments(text).units == 306
    assert segments(text).count == 3


def test_an_emoji_is_not_cut_in_two_either() -> None:
    assert segments("a" * 66 + "😀" + "a" * 66).count == 3


def test_the_characters_that_cost_a_whole_message_are_named() -> None:
    assert segments("it’s “fine” it’s").costly == "’“”"
    assert "’ “ ” not in GSM-7" in str(segments("it’s “fine” it’s"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "1 SMS segment (1 of 160"),
        ("a" * 200, "2 SMS segments (200 of 306"),
        ("’" * 71, "2 SMS segments (71 of 134"),
    ],
)
def test_the_size_is_said_in_words(text: str, said: str) -> None:
    assert str(segments(text)).startswith(said)
