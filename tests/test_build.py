"""The sections of an index: the same for any order of cards, and holding what the cards say."""

import random
from collections.abc import Sequence

import pytest

from cheatsheet import head
from cheatsheet.build import page, sections
from cheatsheet.card import Card
from cheatsheet.meaning import Table
from cheatsheet.postings import Postings
from cheatsheet.sections import Keys, Pieces, Sections, checksum, pack, unpack
from cheatsheet.stems import Stems
from cheatsheet.text import words
from cheatsheet.vectors import WIDTH

TEXTS = {
    "late": ["My parcel has not arrived", "where is my order"],
    "refund": ["I want my money back", "refunds please", "Refund please"],
    "lamp": ["The lamp flickers", "flickering lamps"],
    "size": ["Größe passt nicht", "数を変える"],
    "order": ["change my order"],
}


def card(name: str, said: Sequence[str], **changes: str) -> Card:
    return Card(
        id=name,
        complaint=said[0],
        phrases=tuple(said[1:]),
        texts=tuple(" ".join(words(text)) for text in said),
        status=changes.get("status", "approved"),
        tags=(name[0], "all"),
        file=changes.get("file", f"{name[0]}.yaml"),
        line=3,
    )


@pytest.fixture(scope="module")
def table() -> Table:
    return Table.open()


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return [card(name, said) for name, said in TEXTS.items()] + [card("old", ["old lamp"], status="retired")]


def packed(cards: Sequence[Card], table: Table, language: str = "en") -> bytes:
    return b"".join(pack(*sections((page(each, table) for each in cards), Stems(language=language), table)))


def made(cards: Sequence[Card], table: Table, language: str = "en") -> Sections:
    return unpack(memoryview(packed(cards, table, language)))


def having(found: Sections, stem: str) -> list[int]:
    return Postings.of(found, "stems").having(stem).tolist()


@pytest.mark.parametrize("language", ["en", "de", "xx"])
def test_any_order_of_cards_gives_the_same_bytes(cards: list[Card], table: Table, language: str) -> None:
    expected = packed(cards, table, language)
    for seed in range(5):
        shuffled = random.Random(seed).sample(cards, len(cards))  # noqa: S311 (an order, no secret)
        assert packed(shuffled, table, language) == expected


def large_library() -> list[Card]:
    """Cards with more phrases times entries than are fitted."""
    subjects = ["parcel", "lamp", "refund", "password", "invoice", "shirt", "kettle", "order"]
    many = [
        card(f"e{n}", [f"{subjects[n % 8]} {subjects[n // 8 % 8]} {n}", f"my {subjects[n % 7]}"])
        for n in range(1_100)
    ]
    assert sum(len(each.texts) for each in many) * len(many) > head.MOST
    return many


def test_any_order_of_a_large_library_gives_the_same_bytes(table: Table) -> None:
    many = large_library()
    assert packed(many[::-1], table) == packed(many, table)


def test_a_table_that_was_used_before_gives_the_same_bytes(cards: list[Card], table: Table) -> None:
    assert packed(cards, Table.open()) == packed(cards, table)


def test_another_text_gives_other_bytes(cards: list[Card], table: Table) -> None:
    changed = [card("late", ["My parcel has not arrived", "where is my parcel"]), *cards[1:]]
    assert packed(changed, table) != packed(cards, table)


def test_cards_lie_in_the_order_of_their_ids(cards: list[Card], table: Table) -> None:
    found = made(cards, table)
    pieces = Pieces.of(found, "cards")
    read = [Card.load(bytes(pieces.at(number))) for number in range(len(cards))]
    assert read == sorted(cards, key=lambda each: each.id)
    assert list(Keys.of(found, "ids")) == [each.id for each in read]


def test_the_head_counts(cards: list[Card], table: Table) -> None:
    said = made(cards, table).head
    assert (said["count"], said["language"]) == (6, "en")
    assert said["statuses"] == {"approved": 5, "retired": 1}
    assert said["texts"] == sum(len(each.texts) for each in cards)
    assert said["words"] == sum(len(text.split()) for each in cards for text in each.texts)


def test_words_are_counted_by_the_entries_that_have_them(cards: list[Card], table: Table) -> None:
    found = made(cards, table)
    counts = dict(zip(Keys.of(found, "words"), found.numbers("word counts", "I"), strict=True))
    assert (counts["lamp"], counts["order"], counts["please"], counts["my"]) == (2, 2, 1, 3)
    assert set(counts) == {word for each in cards for text in each.texts for word in text.split()}


def test_entries_are_found_by_the_stems_of_their_words(cards: list[Card], table: Table) -> None:
    found = made(cards, table)  # lamp, late, old, order, refund, size
    assert having(found, "lamp") == [0, 2]
    assert having(found, "order") == [1, 3]
    assert having(found, "refund") == [4]
    assert having(found, "数を") == [5]
    assert having(found, "refunds") == []


def test_every_stem_of_every_text_leads_to_its_entry(cards: list[Card], table: Table) -> None:
    found, stems = made(cards, table), Stems(language="en")
    for number, each in enumerate(sorted(cards, key=lambda each: each.id)):
        for stem in stems.of(" ".join(each.texts).split()):
            assert number in having(found, stem)


def test_numbers_of_entries_ascend_and_are_there_once(cards: list[Card], table: Table) -> None:
    found = made(cards, table)
    for stem in Keys.of(found, "stems"):
        numbers = having(found, stem)
        assert numbers == sorted(set(numbers)) != []


def test_every_text_is_found_whole_by_its_checksum(cards: list[Card], table: Table) -> None:
    exact = made(cards, table).numbers("exact", "Q").tolist()
    ordered = sorted(cards, key=lambda each: each.id)
    assert exact == sorted(exact)
    assert set(exact) == {checksum(text) << 32 | n for n, each in enumerate(ordered) for text in each.texts}


def test_tags_statuses_and_files_name_their_entries(cards: list[Card], table: Table) -> None:
    facets = Postings.of(made(cards, table), "facets")
    found = {key: facets.having(key).tolist() for key in facets.keys}
    assert {key: numbers for key, numbers in found.items() if key.startswith("tag:")} == {
        "tag:all": [0, 1, 2, 3, 4, 5], "tag:l": [0, 1], "tag:o": [2, 3], "tag:r": [4], "tag:s": [5]
    }  # fmt: skip
    assert (found["status:approved"], found["status:retired"]) == ([0, 1, 3, 4, 5], [2])
    assert found["file:l.yaml"] == [0, 1]


def test_the_means_are_kept_for_the_next_build_where_the_rows_are_others(table: Table) -> None:
    known = [card(name, said) for name, said in TEXTS.items() if name != "size"]
    found = made(known, table)
    assert bytes(found.parts["means"]) == b"".join(page(c, table).mean for c in sorted(known, key=lambda c: c.id))
    assert found.parts["means"] != found.parts["rows"]


def test_the_means_are_not_kept_twice_where_no_word_is_known(table: Table) -> None:
    found = made([card("size", ["数を変える"]), card("lamp", ["лампа"])], table)
    assert "means" not in found.parts
    assert bytes(found.parts["rows"]) == bytes(2 * WIDTH)


def test_the_means_of_a_large_library_are_not_kept_twice(table: Table) -> None:
    many = large_library()
    found = made(many, table)
    assert "means" not in found.parts
    assert bytes(found.parts["rows"]) == b"".join(page(c, table).mean for c in sorted(many, key=lambda c: c.id))


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="no entries"),
        pytest.param([["lamp"]], id="one word"),
        pytest.param([["?!"]], id="no word"),
        pytest.param([["数"], ["привет"]], id="unknown letters only"),
        pytest.param([["lamp"], ["lamp"], ["lamp"]], id="three that say the same"),
        pytest.param([["12345"]], id="a number"),
    ],
)
def test_a_small_library_of_any_kind_has_an_index(table: Table, texts: list[list[str]]) -> None:
    found = made([card(f"e{number}", said) for number, said in enumerate(texts)], table)
    assert found.head["count"] == len(texts)
    assert len(found.parts["rows"]) == len(texts) * WIDTH
    assert len(found.numbers("cards ends", "I")) == len(texts)


def test_a_page_has_the_mean_of_its_phrases(table: Table) -> None:
    assert page(card("a", ["数"]), table).mean == bytes(WIDTH)
    assert any(page(card("a", ["lamp"]), table).mean)
    assert page(card("a", ["lamp", "数"]), table).mean == page(card("a", ["lamp"]), table).mean
