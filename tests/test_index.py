"""The index: stems and letters of every entry, the same whatever the order of the files."""

from collections.abc import Callable, Sequence

import pytest

from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.text import words

Make = Callable[..., Entry]


@pytest.fixture
def entries(entry: Make) -> Sequence[Entry]:
    return (
        entry(id="late", complaint="My parcel has not arrived", phrases=["where is my order"]),
        entry(id="money", complaint="I want my money back", phrases=["refund please"]),
        entry(id="lamp", complaint="The lamp flickers", phrases=["flickering light bulb"]),
    )


def found(index: Index, text: str, limit: int = 10) -> list[str]:
    return [hit.entry.id for hit in index.search(words(text), limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my parcel", "late"),
        ("order", "late"),
        ("refund", "money"),
        pytest.param("the parcels arrive", "late", id="other forms of the words"),
        pytest.param("flicker", "lamp", id="the stem alone"),
        pytest.param("lightbulbs", "lamp", id="parts of a compound"),
        pytest.param("MY PÄRCEL", "late", id="accents and capitals"),
    ],
)
def test_an_entry_is_found_by_its_complaint_and_phrases(entries: Sequence[Entry], text: str, expected: str) -> None:
    assert found(Index.of(entries), text)[0] == expected


@pytest.mark.parametrize("text", ["", "!!!", "qqqq zzzz", "数"])
def test_nothing_in_common_is_no_hit(entries: Sequence[Entry], text: str) -> None:
    assert found(Index.of(entries), text) == []


def test_an_empty_library_gives_no_hit() -> None:
    assert found(Index.of([]), "my parcel has not arrived") == []


def test_no_more_hits_than_asked_for(entries: Sequence[Entry]) -> None:
    assert len(found(Index.of(entries), "my parcel and my money and the lamp", limit=2)) == 2


def test_the_order_of_the_entries_decides_nothing(entries: Sequence[Entry]) -> None:
    text = words("my order and my money")
    forward = [(hit.entry.id, hit.score) for hit in Index.of(entries).search(text, 5)]
    backward = [(hit.entry.id, hit.score) for hit in Index.of(tuple(reversed(entries))).search(text, 5)]
    assert forward == backward


def test_hits_come_best_first(entries: Sequence[Entry]) -> None:
    scores = [hit.score for hit in Index.of(entries).search(words("where is my order, I want money back"), 5)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_a_rare_word_tells_more_than_a_common_one(entries: Sequence[Entry]) -> None:
    index = Index.of(entries)
    (rare,), (common,) = index.stems(["lamp"]), index.stems(["my"])
    assert index.weight(rare) > index.weight(common) > 0
    assert index.weight("nowhere-seen") >= index.weight(rare)


def test_a_slip_in_one_entry_is_read_as_the_word_of_the_others(entry: Make) -> None:
    index = Index.of(
        [
            entry(id="one", complaint="it never arrived"),
            entry(id="two", complaint="nothing arrived yet"),
            entry(id="three", complaint="parcel arived broken"),
        ]
    )
    assert set(found(index, "arrived")) == {"one", "two", "three"}


def test_a_word_that_is_said_again_counts_more(entry: Make) -> None:
    index = Index.of([entry(id="lamp", complaint="lamp"), entry(id="bulb", complaint="bulb")])
    assert found(index, "bulb lamp lamp")[0] == "lamp"
    assert found(index, "bulb bulb lamp")[0] == "bulb"


@pytest.mark.parametrize(
    ("language", "complaint", "asked"),
    [
        ("de", "Meine Bestellungen fehlen", "bestellung"),
        ("de-AT", "Meine Bestellungen fehlen", "bestellung"),
        ("fr", "mes commandes manquantes", "commande"),
    ],
)
def test_the_stems_are_those_of_the_language(entry: Make, language: str, complaint: str, asked: str) -> None:
    index = Index.of([entry(complaint=complaint)], language)
    assert set(index.stems([asked])) & set(index.stems(words(complaint)))


def test_a_language_without_a_stemmer_is_searched_as_it_is_written(entry: Make) -> None:
    index = Index.of([entry(complaint="我的包裹没有到")], "zh")
    assert found(index, "我的包裹没有到") == ["late"]
