"""Spell repair: words that neither the library nor common English knows, read as what was probably meant.

A noisy channel: how often a word is used, against how easily a finger slips from it to what was written.
"""

import mmap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, log1p
from pathlib import Path

from cheatsheet.meaning import SHORT, Table

DATA = Path(__file__).parent / "data"
WORDS = DATA / "english.txt"  # sorted; see data/NOTICE
COMMON = DATA / "common-en.txt"
REPAIR_FROM = 2  # letters
FOREIGN_FROM = 5  # letters, in a language whose common words are not known here
FOREIGN_FAR_FROM = 7  # letters, two slips there
TWO_SLIPS_FROM = 5  # letters, into a word of the library
FAR_FROM = 7  # letters, two slips into any other word
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
PLACES = {
    letter: (row, column + (0.0, 0.25, 0.75)[row])
    for row, keys in enumerate(KEYS)
    for column, letter in enumerate(keys)
}
COMMON_FROM = 2  # entries that have a word: then it is none of the library's own slips
COMMON_SHORT = 12_000  # rank up to which a short word of the table is a word
# Costs in nats, near enough: they order the candidates of one word.
DOUBLED, LIKELY, UNLIKELY, TWO_SLIPS = 1.2, 1.7, 4.2, 8.0
OTHER_START = 0.6  # the first letter is seldom wrong
OWN_WORD, OWN_USE, RARITY = 2.5, 0.6, 0.35  # worth of the library's own words, of their use, price of rare ones
UNRANKED = 15_000

BySize = Mapping[int, Sequence[str]]  # number of letters -> words


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Speller:
    """Repairs words of messages; `vocabulary` has the number of entries of each folded word of the library."""

    vocabulary: Mapping[str, int]
    table: Table
    english: bool = True  # else only longer words are repaired, and only into the library's own
    seen: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    def repair(self, words: Iterable[str]) -> dict[str, str]:
        """The words that were slips -> the words that were meant."""
        found = {word: self.meant(word) for word in dict.fromkeys(words)}
        return {word: meant for word, meant in found.items() if meant}

    def meant(self, word: str) -> str | None:
        """What a word was meant to be; None where it is known, or like nothing that is."""
        if len(word) < (REPAIR_FROM if self.english else FOREIGN_FROM) or not word.isalpha() or self.is_known(word):
            return None
        if word not in self.seen:
            self.seen[word] = self.nearest(word)
        return self.seen[word]

    def is_known(self, word: str) -> bool:
        """Whether common English has a word, or the library in more than one entry.

        Leads write phrases as customers do: "arived" in one entry must not hide "arrived" in ten.
        """
        if not self.english or self.vocabulary.get(word, 0) >= COMMON_FROM:
            return word in self.vocabulary
        short = len(word) == SHORT and self.rank(word) < COMMON_SHORT
        return short or self.table.is_word(word) or self.is_listed(word)

    def is_listed(self, word: str) -> bool:
        """Whether the list of common English words has a word."""
        return in_sorted_lines(self.lines, word.encode())

    def rank(self, word: str) -> int:
        """How common a word is: 0 is the commonest."""
        return self.table.rank(word, UNRANKED)

    def nearest(self, written: str) -> str | None:
        """The likeliest word that is one slip away, or two from a long one; the library's words first."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        strict = written in self.vocabulary or len(written) < SHORT  # two letters have many neighbours
        worth: dict[str, float] = {}
        for words, bonus, two_from in self.pools(written):
            most = 2 if len(written) >= two_from else 1
            alike = [
                word for size in range(len(written) - most, len(written) + most + 1) for word in words.get(size, ())
            ]
            near = process.extract(written, alike, scorer=OSA.distance, score_cutoff=most, limit=None)
            for word, distance, _ in near:
                price = slip(written, word) if distance == 1 else TWO_SLIPS
                too_short = distance == 2 and abs(len(word) - len(written)) > 1 and len(written) < FAR_FROM
                if not (too_short or (strict and price > LIKELY)):
                    worth[word] = max(worth.get(word, -inf), bonus + self.use(word) - price)
        return max(sorted(worth), key=lambda word: worth[word] - OTHER_START * (word[0] != written[0]), default=None)

    def pools(self, written: str) -> list[tuple[BySize, float, float]]:
        """Where to look: words, what is added to their worth, the letters from which on two slips are repaired."""
        if written in self.vocabulary:
            return [(self.usual, OWN_WORD, inf)]
        own_from = TWO_SLIPS_FROM if self.english else FOREIGN_FAR_FROM
        return [(self.own, OWN_WORD, own_from), (self.common, 0.0, FAR_FROM)]

    def use(self, word: str) -> float:
        """How much a word is used: in the library, and in English."""
        return OWN_USE * log1p(self.vocabulary.get(word, 0)) - RARITY * log1p(self.rank(word) / 100)

    @cached_property
    def own(self) -> BySize:
        """The library's words that a slip may have been."""
        return by_size(filter(may_be_meant, self.vocabulary))

    @cached_property
    def usual(self) -> BySize:
        """Those that more than one entry has."""
        return by_size(word for word, count in self.vocabulary.items() if count >= COMMON_FROM and may_be_meant(word))

    @cached_property
    def common(self) -> BySize:
        """The commonest English words, the commonest first."""
        return by_size(COMMON.read_text(encoding="ascii").split() if self.english else ())

    @cached_property
    def lines(self) -> mmap.mmap:
        """The list of common English words, searched where it lies."""
        with WORDS.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def may_be_meant(word: str) -> bool:
    """Whether a slip may have been this word."""
    return word.isalpha() and len(word) > 1


def by_size(words: Iterable[str]) -> BySize:
    """Words by their number of letters."""
    found: dict[int, list[str]] = {}
    for word in words:
        found.setdefault(len(word), []).append(word)
    return found


def slip(written: str, meant: str) -> float:
    """The price of the one slip that leads from a word to what was written."""
    start = next(
        (i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), min(len(written), len(meant))
    )
    if len(written) == len(meant):
        swapped = written[start : start + 2] == meant[start : start + 2][::-1]
        return LIKELY if swapped or neighbours(written[start], meant[start]) else UNLIKELY
    if len(written) < len(meant):
        return LIKELY
    around = (written[start - 1 : start], written[start + 1 : start + 2])
    if written[start] in around:
        return DOUBLED
    return LIKELY if any(neighbours(written[start], letter) for letter in around) else UNLIKELY


def neighbours(one: str, other: str) -> bool:
    """Whether two letters lie beside each other on a keyboard."""
    if one not in PLACES or other not in PLACES:
        return False
    (row, column), (row_2, column_2) = PLACES[one], PLACES[other]
    return abs(row - row_2) <= 1 and abs(column - column_2) <= 1.1


def in_sorted_lines(lines: mmap.mmap, word: bytes) -> bool:
    """Whether `word` is a whole line of a file sorted by byte: a binary search over offsets."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.find(b"\n", start)
        line = lines[start:end]
        if line == word:
            return True
        if line < word:
            low = end + 1
        else:
            high = start
    return False
