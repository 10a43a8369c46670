"""New entries among those that an older index has: what both have together, without reading the kept ones again."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cheatsheet.card import Card
from cheatsheet.postings import GONE, Lists, Postings, merged
from cheatsheet.sections import Keys, Pieces, Sections, by_byte, checksum, pack_keys, pack_pieces
from cheatsheet.stems import Stems
from cheatsheet.vectors import WIDTH

LOW = 2**32 - 1  # bits of the number of an entry, below its text's checksum

Parts = dict[str, bytes]


class SameId(ValueError):
    """Two entries have one id."""


class Page(NamedTuple):
    """A new card, and the mean of its phrases' vectors, as signed bytes.

    `sentences` has the vectors of complaint and phrases from the sentence model, where that is used.
    """

    card: Card
    mean: bytes
    sentences: bytes = b""


class Kept(NamedTuple):
    """An older index, and the numbers of its entries that are there no more, or come anew."""

    sections: Sections
    gone: Sequence[int]

    @classmethod
    def of(cls, sections: Sections, files: Iterable[str]) -> "Kept":
        """All of an index but for the entries of these files."""
        facets = Postings.of(sections, "facets")
        return cls(sections, sorted(number for file in files for number in facets.having(f"file:{file}")))

    def card(self, number: int) -> Card:
        """The card of an entry of the older index."""
        return Card.load(bytes(Pieces.of(self.sections, "cards").at(number)))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Merge:
    """New pages among kept entries: `source` has, for every entry, its number in the older index or -1 - its page's.

    `now` has the number of every entry of the older index, GONE where it left.
    """

    pages: Sequence[Page]
    kept: Kept | None
    ids: Sequence[str]
    source: Sequence[int]
    now: Sequence[int]

    @classmethod
    def of(cls, pages: Sequence[Page], kept: Kept | None) -> "Merge":
        """The entries in the order of their ids; raises SameId."""
        old = list(Keys.of(kept.sections, "ids")) if kept else []
        gone = set(kept.gone) if kept else set()
        found = [(own, number) for number, own in enumerate(old) if number not in gone]
        found += [(page.card.id, -1 - number) for number, page in enumerate(pages)]
        found.sort()
        now = [GONE] * len(old)
        for place, (_, number) in enumerate(found):
            if number >= 0:
                now[number] = place
        ids = [own for own, _ in found]
        if len(set(ids)) < len(ids):
            raise SameId
        return cls(pages=pages, kept=kept, ids=ids, source=[number for _, number in found], now=now)

    @cached_property
    def new(self) -> list[tuple[int, Page]]:
        """The new pages with their numbers."""
        return [(place, self.pages[-1 - number]) for place, number in enumerate(self.source) if number < 0]

    @cached_property
    def left(self) -> list[tuple[int, Card]]:
        """The cards that are there no more, with their numbers in the older index."""
        return [(number, self.kept.card(number)) for number in self.kept.gone] if self.kept else []

    def card(self, number: int) -> Card:
        """The card of an entry."""
        source = self.source[number]
        return self.kept.card(source) if self.kept and source >= 0 else self.pages[-1 - source].card

    def spliced(self, at: Callable[[int], memoryview], new: Callable[[Page], bytes]) -> list[bytes | memoryview]:
        """What `at` has of kept entries and `new` of others, in order."""
        return [at(number) if number >= 0 else new(self.pages[-1 - number]) for number in self.source]

    def rows(self, name: str, new: Callable[[Page], bytes]) -> bytes:
        """Rows of WIDTH bytes."""
        old = self.kept.sections.parts[name] if self.kept else memoryview(b"")
        return b"".join(self.spliced(lambda number: old[number * WIDTH : (number + 1) * WIDTH], new))

    def pieces(self, name: str, new: Callable[[Page], bytes]) -> Parts:
        """Pieces of any length."""
        there = self.kept is not None and name in self.kept.sections.parts  # an empty sheet has no sentences
        old = Pieces.of(self.kept.sections, name) if self.kept and there else Pieces(memoryview(b""), memoryview(b""))
        return pack_pieces(name, self.spliced(old.at, new))

    @property
    def texts(self) -> int:
        """How many complaints and phrases there are."""
        old = self.kept.sections.head["texts"] if self.kept else 0
        come, left = (page.card for _, page in self.new), (card for _, card in self.left)
        return int(old) + sum(len(card.texts) for card in come) - sum(len(card.texts) for card in left)

    @property
    def said(self) -> int:
        """How many words all texts have."""
        old = self.kept.sections.head["words"] if self.kept else 0
        return int(old) + said(page.card for _, page in self.new) - said(card for _, card in self.left)

    @cached_property
    def owners(self) -> Lists:
        """The new entries by their words."""
        return by_word((number, page.card) for number, page in self.new)

    @cached_property
    def disowned(self) -> Lists:
        """The entries that left by their words."""
        return by_word(self.left)

    def words(self) -> Parts:
        """The words, and how many entries have each."""
        old: dict[str, int] = {}
        if self.kept:
            counts = self.kept.sections.numbers("word counts", "I")
            old = dict(zip(Keys.of(self.kept.sections, "words"), counts, strict=True))
        for word, numbers in self.disowned.items():
            old[word] -= len(numbers)
        for word, numbers in self.owners.items():
            old[word] = old.get(word, 0) + len(numbers)
        found = by_byte(word for word, count in old.items() if count)
        return pack_keys("words", found) | {"word counts": array("I", map(old.__getitem__, found)).tobytes()}

    def stems(self, stems: Stems) -> Parts:
        """The stems, and the entries that have each."""
        left = [stem for _, stem in stemmed(self.disowned, stems)]
        return self.merged("stems", left, by_stem(self.owners, stems))

    def facets(self) -> Parts:
        """The entries by tag, by status and by file."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, page in self.new:
            for facet in facets(page.card):
                found[facet].append(number)
        return self.merged("facets", [facet for _, card in self.left for facet in facets(card)], found)

    def merged(self, name: str, left: Iterable[str], new: Lists) -> Parts:
        """Posting lists."""
        return merged(name, Postings.of(self.kept.sections, name) if self.kept else None, self.now, left, new)

    def exact(self) -> bytes:
        """Checksum and number of the entry, for every text: 32 bits each, in one sorted number."""
        old = self.kept.sections.numbers("exact", "Q").tolist() if self.kept else []
        now = self.now
        found = [each & ~LOW | now[each & LOW] for each in old if now[each & LOW] != GONE]
        found += {checksum(text) << 32 | number for number, page in self.new for text in page.card.texts}
        return array("Q", sorted(found)).tobytes()

    def statuses(self) -> dict[str, int]:
        """How many entries have each status."""
        found = Counter(self.kept.sections.head["statuses"] if self.kept else {})
        found.update(page.card.status for _, page in self.new)
        found.subtract(card.status for _, card in self.left)
        return {status: count for status, count in sorted(found.items()) if count}


def facets(card: Card) -> list[str]:
    """The keys by which an entry is found without a search."""
    return [f"file:{card.file}", f"status:{card.status}", *(f"tag:{tag}" for tag in dict.fromkeys(card.tags))]


def said(cards: Iterable[Card]) -> int:
    """How many words the texts of cards have."""
    return sum(text.count(" ") + 1 for card in cards for text in card.texts if text)


def by_word(cards: Iterable[tuple[int, Card]]) -> Lists:
    """The numbers of entries by the words of their texts."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, card in cards:
        for word in dict.fromkeys(" ".join(card.texts).split()):
            found[word].append(number)
    return found


def by_stem(owners: Lists, stems: Stems) -> Lists:
    """The numbers of entries by the stems of their words."""
    found: dict[str, list[Sequence[int]]] = defaultdict(list)
    for word, stem in stemmed(owners, stems):
        found[stem].append(owners[word])
    return {stem: lists[0] if len(lists) == 1 else sorted(set().union(*lists)) for stem, lists in found.items()}


def stemmed(words: Iterable[str], stems: Stems) -> Iterable[tuple[str, str]]:
    """Every word with its stem, or its stems where it is written without spaces."""
    plain = [word for word in words if word.isascii()]
    yield from zip(plain, stems.of(plain), strict=True)
    for word in words:
        if not word.isascii():
            yield from ((word, stem) for stem in dict.fromkeys(stems.of([word])))
