"""The index: words, meanings and whole phrases of every entry, the same whatever the order of the files."""

from collections.abc import Callable, Sequence

import pytest

from cheatsheet.entry import Entry
from cheatsheet.index import ENOUGH_POSTINGS, Index, nearest_by_meaning
from cheatsheet.text import words

Make = Callable[..., Entry]


@pytest.fixture
def entries(entry: Make) -> Sequence[Entry]:
    return (
        entry(id="late", complaint="My parcel has not arrived", phrases=["where is my order"], tags=["shipping"]),
        entry(id="money", complaint="I want my money back", phrases=["refund please"], tags=["money", "return"]),
        entry(id="lamp", complaint="The lamp flickers", phrases=["flickering light bulb"], status="draft"),
        entry(id="return", complaint="I want to send it back", tags=["return"], status="retired"),
    )


@pytest.fixture
def index(entries: Sequence[Entry]) -> Index:
    return Index.of(entries)


def by_words(index: Index, text: str, limit: int = 10, allowed: frozenset[int] | None = None) -> list[str]:
    """The ids of the entries nearest in words."""
    weights = {stem: index.weights[stem] for stem in index.stems.of(words(text))}
    return [index.card(number).id for number in index.nearest_by_words(weights, limit, allowed)]


def by_meaning(index: Index, text: str, limit: int = 10, allowed: frozenset[int] | None = None) -> list[str]:
    """The ids of the entries nearest in meaning."""
    vector = index.table.vector(words(text))
    assert vector is not None
    return [index.card(number).id for number in nearest_by_meaning(index.meanings(vector), limit, allowed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my parcel", "late"),
        ("order", "late"),
        ("refund", "money"),
        pytest.param("the parcels arrive", "late", id="other forms of the words"),
        pytest.param("flicker", "lamp", id="the stem alone"),
        pytest.param("MY PÄRCEL", "late", id="accents and capitals"),
    ],
)
def test_an_entry_is_found_by_the_words_of_its_complaint_and_phrases(index: Index, text: str, expected: str) -> None:
    assert by_words(index, text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the package is still missing", "late"),
        ("reimburse me", "money"),
        pytest.param("lightbulbs", "lamp", id="parts of a compound"),
    ],
)
def test_an_entry_is_found_by_meaning_without_one_of_its_words(index: Index, text: str, expected: str) -> None:
    assert by_meaning(index, text)[0] == expected


@pytest.mark.parametrize("text", ["", "!!!", "qqqq zzzz", "数"])
def test_nothing_in_common_is_found_by_no_word(index: Index, text: str) -> None:
    assert by_words(index, text) == []


@pytest.mark.parametrize("text", ["my parcel", "", "qqqq"])
def test_an_empty_library_has_no_words(text: str) -> None:
    index = Index.of([])
    assert (index.count, by_words(index, text), index.same(words(text))) == (0, [], [])


@pytest.mark.parametrize("find", [by_words, by_meaning])
def test_no_more_than_asked_for_best_first(index: Index, find: Callable[..., list[str]]) -> None:
    text = "where is my order, I want my money back"
    whole = find(index, text)
    assert len(whole) > 2
    assert [find(index, text, limit) for limit in (1, 2)] == [whole[:1], whole[:2]]


@pytest.mark.parametrize("find", [by_words, by_meaning])
def test_only_what_is_allowed_is_found(index: Index, find: Callable[..., list[str]]) -> None:
    assert set(find(index, "I want it back", allowed=index.allowed(["approved"]))) <= {"late", "money"}
    assert find(index, "I want it back", allowed=frozenset()) == []


@pytest.mark.parametrize(
    ("statuses", "tags", "expected"),
    [
        (["approved"], [], {"late", "money"}),
        (["draft", "retired"], [], {"lamp", "return"}),
        (["approved", "retired"], ["return"], {"money", "return"}),
        (["approved", "retired"], ["return", "money"], {"money"}),
        (["approved"], ["nowhere"], set()),
        (["in_review"], [], set()),
    ],
)
def test_entries_are_told_apart_by_status_and_tags(
    index: Index, statuses: list[str], tags: list[str], expected: set[str]
) -> None:
    allowed = index.allowed(statuses, tags)
    assert allowed is not None
    assert {index.card(number).id for number in allowed} == expected


def test_every_status_and_no_tag_allows_everything(index: Index) -> None:
    assert index.allowed(["approved", "draft", "retired", "in_review"]) is None


def test_the_index_counts_its_entries_statuses_and_tags(index: Index) -> None:
    assert index.count == 4
    assert index.statuses == {"approved": 2, "draft": 1, "retired": 1}
    assert index.tags == ["money", "return", "shipping"]


def test_a_card_names_its_entry(index: Index, entries: Sequence[Entry]) -> None:
    cards = {index.card(number).id: index.card(number) for number in range(index.count)}
    for one in entries:
        card = cards[one.id]
        assert (card.complaint, card.phrases, card.tags) == (one.complaint, one.phrases, one.tags)
        assert (card.status, card.file, card.line) == (one.status, one.source.file, one.source.line)


def test_the_order_of_the_entries_decides_nothing(index: Index, entries: Sequence[Entry]) -> None:
    backward = Index.of(tuple(reversed(entries)))
    assert (backward.sections.head, backward.sections.parts) == (index.sections.head, index.sections.parts)


@pytest.mark.parametrize("text", ["where is my order", "WHERE is my órder?!", "My parcel has not arrived"])
def test_a_whole_phrase_is_found_however_it_is_written(index: Index, text: str) -> None:
    assert [index.card(number).id for number in index.same(words(text))] == ["late"]


@pytest.mark.parametrize("text", ["where is my", "order my is where", "where is my order please", ""])
def test_a_part_of_a_phrase_is_no_whole_one(index: Index, text: str) -> None:
    assert index.same(words(text)) == []


def test_a_phrase_of_two_entries_is_found_in_both(entry: Make) -> None:
    index = Index.of([entry(id=name, complaint=name, phrases=["it is broken"]) for name in ("lamp", "kettle")])
    assert [index.card(number).id for number in index.same(words("it is broken"))] == ["kettle", "lamp"]


def test_a_rare_word_tells_more_than_a_common_one(index: Index) -> None:
    (rare,), (common,) = index.stems.of(["lamp"]), index.stems.of(["my"])
    assert index.weights[rare] > index.weights[common] > 0
    assert index.weights["nowhere-seen"] >= index.weights[rare]


def test_the_vocabulary_counts_entries_not_uses(entry: Make) -> None:
    index = Index.of(
        [entry(id="lamp", complaint="lamp lamp", phrases=["a lamp"]), entry(id="bulb", complaint="a bulb")]
    )
    assert index.vocabulary == {"lamp": 1, "a": 2, "bulb": 1}


@pytest.mark.parametrize(
    ("language", "complaint", "asked"),
    [
        ("de", "Meine Bestellungen fehlen", "bestellung"),
        ("de-AT", "Meine Bestellungen fehlen", "bestellung"),
        ("fr", "mes commandes manquantes", "commande"),
        ("tr", "siparişlerim gelmedi", "sipariş"),
        pytest.param("zh", "我的包裹没有到", "包裹", id="zh: a part of a text without spaces"),
        pytest.param("pl", "PACZKA NIE DOTARŁA", "paczka", id="pl: capitals"),
        pytest.param("xx", "blorpa na grund", "grund", id="a language without a stemmer"),
    ],
)
def test_the_stems_are_those_of_the_language(entry: Make, language: str, complaint: str, asked: str) -> None:
    index = Index.of([entry(id="here", complaint=complaint), entry(id="other", complaint="12")], language)
    assert by_words(index, asked) == ["here"]


def test_an_entry_without_a_known_piece_is_found_by_its_words(entry: Make) -> None:
    index = Index.of(
        [entry(id="zh", complaint="我的包裹没有到"), entry(id="en", complaint="the lamp flickers")], "zh"
    )
    assert by_words(index, "我的包裹没有到") == ["zh"]


def test_entries_that_are_not_allowed_use_up_none_of_the_search(entry: Make) -> None:
    drafts = [entry(id=f"draft{n}", complaint=f"zorbix {n}") for n in range(ENOUGH_POSTINGS + 10)]
    index = Index.of([*drafts, entry(id="wanted", complaint="quibble zorbix")])
    wanted = frozenset({index.count - 1})
    assert index.card(index.count - 1).id == "wanted"
    found = index.nearest_by_words({"zorbix": 2.0, "quibbl": 1.0}, 5, wanted)
    assert found == [index.count - 1]
