"""The search index: words by postings, meaning by vectors, in one file of sections. Derived, safe to delete."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from heapq import nlargest
from itertools import chain
from math import fsum, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from cheatsheet.card import Card
from cheatsheet.meaning import Table
from cheatsheet.postings import Postings
from cheatsheet.sections import Keys, Pieces, Sections, checksum, pack, unpack
from cheatsheet.stems import Stems
from cheatsheet.vectors import (
    Vector,
    above,
    as_bytes,
    dot,
    flat,
    floats,
    largest,
    products,
    rows,
    scores,
    unit,
)

if TYPE_CHECKING:
    from cheatsheet.entry import Entry
    from cheatsheet.sentence import Encoder

FAINT = 0.3  # of the weight of any other word
FAR = (3.5, 2.5, 1.5)  # deviations above the mean: where the nearest of many entries are
ENOUGH_POSTINGS = 2_000  # that one search reads: the commonest stems find nothing that the others do not


class Meanings(NamedTuple):
    """How near every entry is to a vector: a score of no scale, its mean and its deviation over all entries."""

    scores: "memoryview[float]"  # whole numbers
    mean: float
    deviation: float

    def standard(self, number: int) -> float:
        """An entry's score in deviations from the mean; 0 where all are alike."""
        return (self.scores[number] - self.mean) / self.deviation if self.deviation else 0.0


class Studied(NamedTuple):
    """An entry's words as a message is compared with them: `phrases` has the stems of each and what they weigh."""

    card: Card
    phrases: tuple[tuple[frozenset[str], float], ...]
    counts: Mapping[str, int]
    length: int  # in stems


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Counted(Mapping[str, int]):
    """Keys with a number each, looked up where they lie."""

    keys_: Keys
    counts: memoryview

    def __getitem__(self, word: str) -> int:
        number = self.keys_.find(word)
        if number is None:
            raise KeyError(word)
        return int(self.counts[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_)

    def __len__(self) -> int:
        return len(self.keys_)

    def items(self) -> ItemsView[str, int]:
        """All of them, read once: a lookup of each would cost ten times as much."""
        return dict(zip(self.keys_, self.counts, strict=True)).items()


class Weights(dict[str, float]):
    """How much a stem tells (BM25's inverse document frequency): rare ones more, "and" and "my" less."""

    def __init__(self, postings: Postings, count: int, faint: frozenset[str]) -> None:
        super().__init__()
        self.postings, self.count, self.faint = postings, count, faint

    def __missing__(self, stem: str) -> float:
        having = len(self.postings.having(stem))
        weight = log(1 + (self.count - having + 0.5) / (having + 0.5))
        self[stem] = found = FAINT * weight if stem in self.faint else weight
        return found


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Index:
    """Entries ready to be searched, numbered in the order of their ids. `of` builds one, `open` reads one."""

    sections: Sections
    stems: Stems
    table: Table
    encoder: "Encoder | None" = None
    many: bool = False  # messages will be asked: then the keys are read into memory
    cards: dict[int, Card] = field(default_factory=dict, compare=False, repr=False)
    entries: dict[int, Studied] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable["Entry"], language: str = "en", table: Table | None = None) -> "Index":
        """The index of `entries`, in memory; their order does not matter."""
        from cheatsheet.build import page, sections

        table = table or Table.open()
        said, parts = sections((page(Card.of(entry), table) for entry in entries), Stems(language=language), table)
        return cls.open(unpack(memoryview(b"".join(pack(said, parts)))), table)

    @classmethod
    def open(cls, found: Sections, table: Table, encoder: "Encoder | None" = None, *, many: bool = False) -> "Index":
        """The index that lies in sections."""
        stems = Stems(language=found.head["language"])
        return cls(sections=found, stems=stems, table=table, encoder=encoder, many=many)

    @property
    def count(self) -> int:
        """How many entries there are."""
        return int(self.sections.head["count"])

    @property
    def statuses(self) -> Mapping[str, int]:
        """How many entries have each status."""
        found: Mapping[str, int] = self.sections.head["statuses"]
        return found

    def card(self, number: int) -> Card:
        """The card of an entry."""
        if number not in self.cards:
            self.cards[number] = Card.load(bytes(Pieces.of(self.sections, "cards").at(number)))
        return self.cards[number]

    def allowed(self, statuses: Iterable[str], tags: Iterable[str] = ()) -> frozenset[int] | None:
        """The numbers of the entries with one of these statuses and all of these tags; None for every entry."""
        wanted, tags = set(statuses), list(tags)
        if wanted >= self.statuses.keys() and not tags:
            return None
        facets = Postings.of(self.sections, "facets")
        numbers = {number for status in wanted for number in facets.having(f"status:{status}")}
        return frozenset(numbers.intersection(*(facets.having(f"tag:{tag}") for tag in tags)))

    @cached_property
    def tags(self) -> list[str]:
        """Every tag in use."""
        return [key.removeprefix("tag:") for key in Keys.of(self.sections, "facets") if key.startswith("tag:")]

    @cached_property
    def words(self) -> Keys:
        """The library's folded words."""
        return Keys.of(self.sections, "words", in_memory=self.many)

    @cached_property
    def vocabulary(self) -> "Counted":
        """The library's folded words -> the number of entries that have each."""
        return Counted(keys_=self.words, counts=self.sections.numbers("word counts", "I"))

    @cached_property
    def postings(self) -> Postings:
        """The entries by the library's stems."""
        return Postings.of(self.sections, "stems", in_memory=self.many)

    @cached_property
    def usual_length(self) -> float:
        """The mean number of words of an entry's texts."""
        return self.sections.head["words"] / self.count if self.count else 0.0

    @cached_property
    def weights(self) -> "Weights":
        """How much every stem tells."""
        return Weights(self.postings, self.count, self.stems.faint)

    def studied(self, number: int) -> Studied:
        """The words of an entry."""
        if number not in self.entries:
            card = self.card(number)
            stems = [self.stems.of(text.split()) for text in card.texts]
            self.entries[number] = Studied(
                card=card,
                phrases=tuple((each, fsum(map(self.weights.__getitem__, each))) for each in map(frozenset, stems)),
                counts=Counter(chain.from_iterable(stems)),
                length=sum(map(len, stems)),
            )
        return self.entries[number]

    def same(self, words: Sequence[str]) -> list[int]:
        """The entries that have these words as a whole phrase."""
        text = " ".join(words)
        key, exact = checksum(text) << 32, self.sections.numbers("exact", "Q")
        found = []
        for at in range(bisect_left(exact, key), len(exact)):
            if exact[at] >> 32 != key >> 32:
                break
            number = exact[at] & 0xFFFFFFFF
            if text in self.card(number).texts:
                found.append(number)
        return found

    def nearest_by_words(self, weights: Mapping[str, float], limit: int, allowed: frozenset[int] | None) -> list[int]:
        """The entries that have most of the stems' weight, at most `limit`."""
        found: dict[int, float] = {}
        read = 0
        for stem, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
            having: Iterable[int] = self.postings.having(stem)
            numbers = list(having if allowed is None else filter(allowed.__contains__, having))
            read += len(numbers)
            if read > ENOUGH_POSTINGS and found:
                break
            for number in numbers:
                found[number] = found.get(number, 0.0) + weight
        least = min(nlargest(limit, found.values()), default=0.0)
        near = sorted((-weight, number) for number, weight in found.items() if weight >= least)
        return [number for _, number in near[:limit]]

    def sentences(self, number: int) -> list[Vector]:
        """The sentence model's vectors of an entry's complaint and phrases."""
        data = Pieces.of(self.sections, "sentences").at(number)
        width = data.nbytes // len(self.card(number).texts)
        return [unit(floats(data[at : at + width])) for at in range(0, data.nbytes, width)]

    def meanings(self, vector: Vector, kind: str = "") -> Meanings:
        """How near every entry is to a message's vector; `kind` is "sentence " for one of the sentence model."""
        width = memoryview(vector).nbytes // 4
        seen = flat(products(rows(vector, width=width), rows(self.sections.parts[f"{kind}metric"], width=width)))
        wanted = as_bytes(seen, largest(seen))
        found = scores(rows(wanted, "b", width), rows(self.sections.parts[f"{kind}rows"], "b", width))
        mean = dot(found, ones(len(found))) / len(found)
        square = dot(found, found) / len(found)
        return Meanings(scores=found, mean=mean, deviation=sqrt(max(square - mean * mean, 0.0)))


def nearest_by_meaning(meanings: Meanings, limit: int, allowed: frozenset[int] | None) -> list[int]:
    """The entries with the highest scores, at most `limit`; of equal ones the lower number first."""
    found: Sequence[int] = []
    for far in FAR:
        high = above(meanings.scores, meanings.mean + far * meanings.deviation)
        found = high if allowed is None else [number for number in high if number in allowed]
        if len(found) >= limit:
            break
    else:
        found = range(len(meanings.scores)) if allowed is None else list(allowed)
    return sorted(found, key=lambda number: (-meanings.scores[number], number))[:limit]


@cache
def ones(count: int) -> "array[float]":
    """1, 1, 1, …"""
    return array("d", [1.0]) * count
