"""Cards -> the sections of an index. The same cards give the same bytes, in whatever order they come."""

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from cheatsheet import head, sentence
from cheatsheet.card import Card
from cheatsheet.meaning import Table
from cheatsheet.sections import by_byte, checksum, pack_keys
from cheatsheet.stems import Stems
from cheatsheet.vectors import WIDTH, Vector, as_bytes, floats, unit

MEANINGS = head.Shape(WIDTH, ridge=3.0, steps=2)
SENTENCES = head.Shape(sentence.WIDTH, ridge=10.0, steps=5)

Parts = dict[str, bytes]
VectorsOf = Callable[[int], list[Vector]]  # of the phrases of the entry with this number


class Page(NamedTuple):
    """A card, as it is written too, and the mean of its phrases' vectors, as signed bytes.

    `sentences` has the vectors of complaint and phrases from the sentence model, where that is used.
    """

    card: Card
    data: bytes
    mean: bytes
    sentences: bytes = b""


def page(card: Card, table: Table) -> Page:
    """The page of a card."""
    mean = table.mean(text.split() for text in card.texts)
    return Page(card=card, data=card.dump(), mean=bytes(WIDTH) if mean is None else as_bytes(mean, head.REACH))


def vectors(card: Card, table: Table) -> list[Vector]:
    """The vectors of a card's texts that have one."""
    found = (table.vector(text.split()) for text in card.texts)
    return [vector for vector in found if vector is not None]


def sections(pages: Iterable[Page], stems: Stems, table: Table) -> tuple[dict[str, Any], Parts]:
    """What an index says of itself, and its parts by name."""
    ordered = sorted(pages, key=lambda page: page.card.id)
    cards = [page.card for page in ordered]
    written = [page.data for page in ordered]
    words = [(text.split() for text in card.texts) for card in cards]
    owners: dict[str, list[int]] = defaultdict(list)
    length = 0
    for number, texts in enumerate(words):
        said = [word for text in texts for word in text]
        length += len(said)
        for word in dict.fromkeys(said):
            owners[word].append(number)
    means = b"".join(page.mean for page in ordered)
    fitted = fit(cards, means, MEANINGS, lambda number: vectors(cards[number], table))
    parts = {
        "cards": b"".join(written),
        "card ends": array("Q", accumulate(map(len, written))).tobytes(),
        "rows": fitted.rows,
        "metric": fitted.metric,
        "exact": exact(cards),
        "facets": facets(cards),
    }
    said_of_itself = {
        "count": len(cards),
        "language": stems.language,
        "statuses": Counter(card.status for card in cards),
        "length": length / len(cards) if cards else 0.0,
    }
    if fitted.rows != means:
        parts["means"] = means  # for the next build
    return said_of_itself, parts | vocabulary(owners) | postings(owners, stems) | by_sentence(ordered)


def fit(cards: Sequence[Card], means: bytes, shape: head.Shape, vectors_of: VectorsOf) -> head.Head:
    """The head: on all phrases of a small library, on a sample of a large one."""
    count = sum(len(card.texts) for card in cards)
    every = 1 if count * len(cards) <= head.MOST else max(1, count // head.SAMPLE)
    phrases: list[Vector] = []
    owners: list[int] = []
    for number in range(0, len(cards), every):
        found = vectors_of(number)
        phrases += found
        owners += [number] * len(found)
    return head.fit(phrases, owners, means, shape, sampled=every > 1)


def by_sentence(pages: Sequence[Page]) -> Parts:
    """The head on the sentence model's vectors, and these vectors, where there are any."""
    if not any(page.sentences for page in pages):
        return {}
    cards = [page.card for page in pages]

    def vectors_of(number: int) -> list[Vector]:
        data = pages[number].sentences
        return [unit(floats(data[at : at + sentence.WIDTH])) for at in range(0, len(data), sentence.WIDTH)]

    means = b"".join(head.mean(vectors_of(number), sentence.WIDTH) for number in range(len(pages)))
    fitted = fit(cards, means, SENTENCES, vectors_of)
    return {
        "sentence rows": fitted.rows,
        "sentence metric": fitted.metric,
        "sentences": b"".join(page.sentences for page in pages),
        "text ends": array("I", accumulate(len(card.texts) for card in cards)).tobytes(),
    }


def vocabulary(owners: Mapping[str, Sequence[int]]) -> Parts:
    """The words, and how many entries have each."""
    parts = pack_keys("words", owners)
    return parts | {"word counts": array("I", (len(owners[word]) for word in by_byte(owners))).tobytes()}


def postings(owners: Mapping[str, Sequence[int]], stems: Stems) -> Parts:
    """The stems, and the numbers of the entries that have each."""
    found: dict[str, list[Sequence[int]]] = defaultdict(list)
    for word, stem in stemmed(owners, stems):
        found[stem].append(owners[word])
    ordered = by_byte(found)
    merged = [
        lists[0] if len(lists) == 1 else sorted(set().union(*lists)) for lists in map(found.__getitem__, ordered)
    ]
    numbers = array("I")
    for each in merged:
        numbers.extend(each)
    ends = array("I", accumulate(map(len, merged)))
    return pack_keys("stems", found) | {"posting ends": ends.tobytes(), "postings": numbers.tobytes()}


def stemmed(words: Iterable[str], stems: Stems) -> Iterable[tuple[str, str]]:
    """Every word with its stem, or its stems where it is written without spaces."""
    plain = [word for word in words if word.isascii()]
    yield from zip(plain, stems.of(plain), strict=True)
    for word in words:
        if not word.isascii():
            yield from ((word, stem) for stem in dict.fromkeys(stems.of([word])))


def exact(cards: Sequence[Card]) -> bytes:
    """Checksum and number of the entry, for every text: 32 bits each, in one sorted number."""
    found = {checksum(text) << 32 | number for number, card in enumerate(cards) for text in card.texts}
    return array("Q", sorted(found)).tobytes()


def facets(cards: Sequence[Card]) -> bytes:
    """The numbers of the entries by tag, and by status."""
    tags: dict[str, list[int]] = defaultdict(list)
    statuses: dict[str, list[int]] = defaultdict(list)
    for number, card in enumerate(cards):
        statuses[card.status].append(number)
        for tag in card.tags:
            tags[tag].append(number)
    return json.dumps({"tags": tags, "statuses": statuses}, separators=(",", ":"), sort_keys=True).encode()
