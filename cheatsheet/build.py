"""Cards -> the sections of an index: words, meanings, and what an index says of itself.

The same cards give the same bytes, in whatever order they come, and whether they are new or kept.
"""

from array import array
from collections.abc import Callable, Iterable
from typing import Any

from cheatsheet import head, sentence
from cheatsheet.card import Card
from cheatsheet.meaning import Table
from cheatsheet.merge import Kept, Merge, Page
from cheatsheet.sections import Pieces, pack_keys
from cheatsheet.stems import Stems
from cheatsheet.vectors import WIDTH, Vector, as_bytes, floats, unit

MEANINGS = head.Shape(WIDTH, ridge=3.0, steps=2)
SENTENCES = head.Shape(sentence.WIDTH, ridge=10.0, steps=5)

Parts = dict[str, bytes]
VectorsOf = Callable[[int], list[Vector]]  # of the phrases of the entry with this number


def page(card: Card, table: Table) -> Page:
    """The page of a card."""
    mean = table.mean(text.split() for text in card.texts)
    return Page(card=card, mean=bytes(WIDTH) if mean is None else as_bytes(mean, head.REACH))


def sections(pages: Iterable[Page], stems: Stems, table: Table, kept: Kept | None = None) -> tuple[Any, Parts]:
    """What an index says of itself, and its parts by name; raises SameId."""
    merge = Merge.of(sorted(pages, key=lambda page: page.card.id), kept)
    means = merge.rows("means" if kept and "means" in kept.sections.parts else "rows", lambda page: page.mean)
    fitted = fit(merge, means, MEANINGS, lambda number: vectors(merge.card(number), table))
    parts = {
        **merge.pieces("cards", lambda page: page.card.dump()),
        **pack_keys("ids", merge.ids),
        "rows": fitted.rows,
        "metric": fitted.metric,
        "exact": merge.exact(),
        **merge.words(),
        **merge.stems(stems),
        **merge.facets(),
    }
    if fitted.rows != means:
        parts["means"] = means  # for the next build
    said_of_itself = {
        "count": len(merge.ids),
        "language": stems.language,
        "statuses": merge.statuses(),
        "texts": merge.texts,
        "words": merge.said,
    }
    return said_of_itself, parts | by_sentence(merge)


def vectors(card: Card, table: Table) -> list[Vector]:
    """The vectors of a card's texts that have one."""
    found = (table.vector(text.split()) for text in card.texts)
    return [vector for vector in found if vector is not None]


def fit(merge: Merge, means: bytes, shape: head.Shape, vectors_of: VectorsOf) -> head.Head:
    """The head: on all phrases of a small library, on a sample of a large one."""
    count, texts = len(merge.ids), merge.texts
    whole = texts * count <= head.MOST
    every = 1 if whole else max(1, min(texts // head.SAMPLE, count // head.SAMPLED_ENTRIES))
    phrases: list[Vector] = []
    owners: list[int] = []
    for number in range(0, count, every):
        found = vectors_of(number)
        phrases += found
        owners += [number] * len(found)
    return head.fit(phrases, owners, means, shape, sampled=not whole)


def by_sentence(merge: Merge) -> Parts:
    """The head on the sentence model's vectors, and these vectors, where there are any."""
    old = merge.kept is not None and "sentences" in merge.kept.sections.parts
    if not (old or any(page.sentences for page in merge.pages)):
        return {}
    parts = merge.pieces("sentences", lambda page: page.sentences)
    ends = array("I", parts["sentences ends"])
    lying = Pieces(memoryview(parts["sentences"]), memoryview(ends))

    def vectors_of(number: int) -> list[Vector]:
        data = lying.at(number)
        return [unit(floats(data[at : at + sentence.WIDTH])) for at in range(0, len(data), sentence.WIDTH)]

    means = b"".join(head.mean(vectors_of(number), sentence.WIDTH) for number in range(len(merge.ids)))
    fitted = fit(merge, means, SENTENCES, vectors_of)
    return parts | {"sentence rows": fitted.rows, "sentence metric": fitted.metric}
