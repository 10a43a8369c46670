"""Cards: what the index keeps of an entry, and gets back."""

from collections.abc import Callable

import pytest

from cheatsheet.card import Card
from cheatsheet.entry import Entry

Make = Callable[..., Entry]
CARD = Card(
    id="late",
    complaint="My Parcel is late!",
    phrases=("Where's my order?", "Größe “XL” 数 😀"),
    texts=("my parcel is late", "wheres my order", "grosse xl 数"),
    status="approved",
    tags=("shipping", "größe"),
    file="b/sheet.yaml",
    line=12,
)


def test_a_card_has_what_finds_and_names_an_entry(entry: Make) -> None:
    made = entry(id="late", complaint="My Parcel is LATE!", phrases=["Where’s  my order?"], tags=["shipping"])
    card = Card.of(made, "sub/sheet.yaml")
    assert (card.id, card.complaint, card.phrases) == ("late", "My Parcel is LATE!", ("Where’s  my order?",))
    assert card.texts == ("my parcel is late", "wheres my order")
    assert (card.status, card.tags, card.file) == ("approved", ("shipping",), "sub/sheet.yaml")
    assert card.line == made.source.line


def test_a_card_names_the_file_of_the_entry_where_no_other_is_given(entry: Make) -> None:
    assert Card.of(entry()).file == "sheet.yaml"


@pytest.mark.parametrize("status", ["draft", "approved", "retired"])
def test_the_status_is_plain_text(entry: Make, status: str) -> None:
    found = Card.of(entry(status=status)).status
    assert (found, type(found)) == (status, str)


def test_what_was_said_stands_in_the_order_of_the_folded_texts(entry: Make) -> None:
    card = Card.of(entry(complaint="One", phrases=["Two", "Three"]))
    assert card.said == ("One", "Two", "Three")
    assert [said.lower() for said in card.said] == list(card.texts)


def test_a_text_without_words_has_an_empty_folded_text(entry: Make) -> None:
    assert Card.of(entry(complaint="Help", phrases=["?!"])).texts == ("help", "")


@pytest.mark.parametrize(
    "card",
    [
        pytest.param(CARD, id="usual"),
        pytest.param(CARD._replace(phrases=(), texts=("a",), tags=(), line=0), id="bare"),
        pytest.param(CARD._replace(complaint='"\\\n\x00\u2028</'), id="characters of JSON"),
        pytest.param(CARD._replace(complaint="cut \ud83d emoji"), id="half of a surrogate pair"),
    ],
)
def test_a_dumped_card_is_loaded_as_it_was(card: Card) -> None:
    assert Card.load(card.dump()) == card


def test_two_cards_that_are_alike_are_dumped_alike() -> None:
    assert CARD.dump() == CARD._replace().dump()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"null", id="nothing"),
        pytest.param(b"[]", id="an empty list"),
        pytest.param(b'{"id": "late"}', id="a mapping"),
        pytest.param(CARD.dump()[:-5], id="cut off"),
        pytest.param(b"\xff\xfe\xff", id="no text"),
        pytest.param(b'["a","b",1,["b"],"approved",[],0,1]', id="a number for phrases"),
        pytest.param(b'["a","b",[],null,"approved",[],"x",1]', id="nothing for texts"),
        pytest.param(b'["a","b",[],["b"],"approved",[],"x"]', id="one value too few"),
        pytest.param(b'["a","b",[],["b"],"approved",[],"x",1,2]', id="one value too many"),
    ],
)
def test_anything_else_is_no_card(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        Card.load(data)
