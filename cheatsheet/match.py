"""Ranking: a complaint as it came in -> the entries that answer it, best first.

The weights were fitted on public sets of customers' messages: benchmarks/quality.py.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from cheatsheet.confidence import PHRASE_WEIGHT, Asked, Match, Scored, Uses, rank_to_beat, score_for, to_matches
from cheatsheet.index import Index, Studied, nearest_by_meaning
from cheatsheet.message import MAX_WORDS, Message, is_particular
from cheatsheet.text import fold, words
from cheatsheet.vectors import Vector, dot

CANDIDATES = 6  # of each channel, that are compared phrase by phrase
WORDS_WEIGHT = 0.5  # against the meaning, whose unit is a deviation over all entries; PHRASE_WEIGHT likewise
TABLE_SHARE = 0.2  # of the table of meanings beside the sentence model
SENTENCES = 4  # of a long message that are matched on their own
SAID_WHOLE = 10.0  # a phrase of the entry, word by word: comes first
SATURATION, LENGTH_SHARE = 1.2, 0.75  # k1 and b of BM25

if TYPE_CHECKING:  # only messages with a strange word need it
    from cheatsheet.spelling import Speller

Allowed = frozenset[int] | None  # numbers of entries; None for all


class Ranking(NamedTuple):
    """What was found for one message, best first, and how it was read."""

    query: str
    complaint: str
    matches: tuple[Match, ...]
    confident: bool
    repairs: Mapping[str, str]  # word as written -> word as searched
    weights: Mapping[str, float]  # stem -> how much it tells
    cut: bool  # the message was too long to be matched whole

    @property
    def best(self) -> Match | None:
        """The first match, if there is one."""
        return self.matches[0] if self.matches else None

    @property
    def same_phrase(self) -> tuple[str, ...]:
        """The ids of the entries that have the message as a phrase, where more than one has: none is sure then."""
        ids = tuple(match.card.id for match in self.matches if match.found.whole)
        return ids if len(ids) > 1 else ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Finder:
    """Finds entries of one index. Make it once: repaired words are remembered."""

    index: Index

    @cached_property
    def speller(self) -> "Speller":
        """Repairs into the library's words."""
        from cheatsheet.spelling import Speller

        return Speller(
            vocabulary=self.index.vocabulary, table=self.index.table, english=self.index.stems.code == "en"
        )

    def rank(
        self,
        text: str,
        *,
        limit: int = 5,
        wanted_precision: float = 0.9,
        allowed: Allowed = None,
        uses: Uses | None = None,
    ) -> Ranking:
        """The entries for a message; among equal scores those come first that `uses` counts more often."""
        message = Message.of(text, english=self.index.stems.code == "en")
        repairs: dict[str, str] = {}
        telling = self.most_telling(message.sentences)
        parts = [self.ask(part, message, repairs) for part in dict.fromkeys((message.bare, *telling))]
        parts = self.with_sentences(parts, repairs)
        found = self.compare(parts, allowed, max(limit, CANDIDATES)) if self.index.count else []
        near = [self.closer(scored) for scored in found[: max(limit, CANDIDATES)]]  # use may bring any of them first
        matches = to_matches(near, rank_to_beat(near, self.index.count), self.index.count, uses)[:limit]
        return Ranking(
            query=text.strip(),
            complaint=message.complaint,
            matches=matches,
            confident=bool(matches) and matches[0].score >= score_for(wanted_precision),
            repairs=repairs,
            weights=parts[0].weights,
            cut=message.cut,
        )

    def most_telling(self, sentences: Sequence[str]) -> list[str]:
        """The sentences whose words tell most in this library, at most SENTENCES, in their order."""
        said = {sentence: words(sentence) for sentence in sentences}
        known = {word for word in {*chain.from_iterable(said.values())} if word in self.index.words}
        weights = {sentence: self.worth(known.intersection(own)) for sentence, own in said.items()}
        chosen = set(sorted(weights, key=lambda sentence: -weights[sentence])[:SENTENCES])
        return [sentence for sentence in weights if sentence in chosen]

    def worth(self, known: Iterable[str]) -> float:
        """How much the stems of known words tell, each once, without those that tell nothing."""
        stems = self.index.stems
        return fsum(map(self.index.weights.__getitem__, set(stems.of(known)) - stems.faint))

    def ask(self, part: str, message: Message, repairs: dict[str, str]) -> Asked:
        """A part of a message as it is asked; what was repaired is added to `repairs`."""
        known = self.index.words
        written = [
            word for word in words(part)[:MAX_WORDS] if word.isalpha() or not is_particular(word, word in known)
        ]
        strange = [word for word in written if not (word in message.names or self.is_usual(word))]
        found = self.speller.repair(strange) if strange else {}
        repairs |= found
        asked = [found.get(word, word) for word in written]
        meant = [word for word in asked if word not in message.names or word in known]
        weights = {stem: self.index.weights[stem] for stem in dict.fromkeys(self.index.stems.of(asked))}
        return Asked(
            said=part,
            written=tuple(written),
            words=tuple(asked),
            weights=weights,
            vector=self.index.table.vector(meant),
            literal=tuple(words(message.complaint if part == message.bare else part)[:MAX_WORDS]),
        )

    def with_sentences(self, parts: list[Asked], repairs: Mapping[str, str]) -> list[Asked]:
        """The parts with the sentence model's vectors of what was meant, where that model is used."""
        encoder = self.index.encoder
        if encoder is None or not self.index.count:
            return parts
        vectors = encoder.vectors([repaired(part.said, repairs) for part in parts])
        return [part._replace(sentence=vector) for part, vector in zip(parts, vectors, strict=True)]

    def is_usual(self, word: str) -> bool:
        """Whether a word needs no second look: English, or in more than one entry."""
        english = self.index.stems.code == "en"
        if english and self.index.table.is_word(word):
            return True
        return self.index.vocabulary.get(word, 0) > (1 if english else 0)

    def compare(self, parts: Sequence[Asked], allowed: Allowed, limit: int) -> list[Scored]:
        """The candidates of all parts, each for the part that it fits best, in order."""
        best: dict[int, Scored] = {}
        for part in parts:
            for scored in self.candidates(part, allowed, limit):
                if scored.number not in best or scored.rank > best[scored.number].rank:
                    best[scored.number] = scored
        return sorted(best.values(), key=lambda scored: (-scored.rank, scored.card.id))

    def candidates(self, asked: Asked, allowed: Allowed, limit: int) -> list[Scored]:
        """The entries nearest in words, in meaning, or said whole, compared."""
        index = self.index
        meanings = [(1.0, index.meanings(asked.vector))] if asked.vector is not None else []
        if asked.sentence is not None:
            meanings = [
                (1.0, index.meanings(asked.sentence, "sentence ")),
                *((TABLE_SHARE, of) for _, of in meanings),
            ]
        same = said_whole(index, asked)
        whole = same if allowed is None else same & allowed
        numbers = whole.union(index.nearest_by_words(asked.weights, limit, allowed))
        for _, found in meanings:
            numbers |= set(nearest_by_meaning(found, limit, allowed))
        shared = {number: self.bm25(index.studied(number), asked.weights) for number in sorted(numbers)}
        top = max(shared.values(), default=0.0) or 1.0
        meant = {number: sum(share * found.standard(number) for share, found in meanings) for number in shared}
        return [
            self.score(number, asked, meant[number], found / top, number in whole) for number, found in shared.items()
        ]

    def score(self, number: int, asked: Asked, meaning: float, shared: float, whole: bool) -> Scored:
        """One candidate."""
        phrase, likeness = nearest_phrase(self.index.studied(number), asked.weights)
        return Scored(
            card=self.index.card(number),
            number=number,
            asked=asked,
            phrase=phrase,
            likeness=likeness,
            meaning=meaning,
            shared=shared,
            rank=meaning + WORDS_WEIGHT * shared + PHRASE_WEIGHT * likeness + SAID_WHOLE * whole,
            whole=whole,
        )

    def bm25(self, studied: Studied, weights: Mapping[str, float]) -> float:
        """How much of the stems' weight an entry has, often said words counting more, in entries of its length."""
        usual = self.index.usual_length or 1
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * studied.length / usual)
        counts = studied.counts
        return sum(
            weight * counts[stem] * (SATURATION + 1) / (counts[stem] + norm)
            for stem, weight in weights.items()
            if stem in counts
        )

    def closer(self, scored: Scored) -> Scored:
        """The candidate with the cosine of the phrase nearest in meaning; its phrase too where no word is shared."""
        asked = scored.asked.vector if scored.asked.sentence is None else scored.asked.sentence
        if asked is None:  # no word is known to the table, as in Chinese: the words alone must do
            return scored._replace(cosine=scored.likeness)
        best, cosine = scored.phrase, 0.0
        for said, own in zip(scored.card.said, self.vectors_of(scored), strict=True):
            found = dot(asked, own) if own is not None else 0.0
            if found > cosine:
                best, cosine = said, found
        return scored._replace(cosine=cosine, phrase=scored.phrase if scored.likeness > 0 else best)

    def vectors_of(self, scored: Scored) -> list[Vector | None]:
        """The vectors of a candidate's phrases, of the kind that it was asked with."""
        if scored.asked.sentence is not None:
            return [*self.index.sentences(scored.number)]
        return [self.index.table.vector(text.split()) for text in scored.card.texts]


def said_whole(index: Index, asked: Asked) -> set[int]:
    """The entries that have a message as a phrase: as it was written, else without what only this customer has."""
    literal = set(index.same(asked.literal)) if asked.literal else set()
    return literal or {*index.same(asked.words), *index.same(asked.written)}


def repaired(text: str, repairs: Mapping[str, str]) -> str:
    """A text as it was written, with the words that were meant."""
    return re.sub(r"[^\W_]+", lambda word: repairs.get(fold(word[0]), word[0]), text) if repairs else text


def nearest_phrase(studied: Studied, weights: Mapping[str, float]) -> tuple[str, float]:
    """The phrase that shares the most weight with a message's stems (Dice), and how much: 0 to 1."""
    best, likeness = studied.card.complaint, 0.0
    total = sum(weights.values())
    for said, (stems, own) in zip(studied.card.said, studied.phrases, strict=True):
        both = fsum(map(weights.__getitem__, stems & weights.keys()))  # the same in whatever order
        found = 2 * both / (total + own) if both else 0.0
        if found > likeness:
            best, likeness = said, found
    return best, likeness
