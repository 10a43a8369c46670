"""Ranking and confidence: a complaint as it came in -> the entries that answer it, best first.

The numbers were fitted on three public sets of customer messages, a fifth of them off the sheet.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cheatsheet.entry import Entry
from cheatsheet.index import Hit, Index
from cheatsheet.mail import complaint_of
from cheatsheet.spelling import repair
from cheatsheet.text import words

CANDIDATES = 10  # hits that are compared phrase by phrase
MAX_WORDS = 400  # of one message; what follows is not matched
MAX_CHARACTERS = 12_000
PHRASE_WEIGHT = 0.7  # a candidate's best phrase against its whole document
BIAS, LIKENESS, MARGIN = -2.2, 3.0, 3.93  # logistic regression: is this entry the right one?
# Lowest score at which answers to complaints that are on the sheet are right in this share of cases.
PRECISION_AT: Sequence[tuple[float, float]] = (
    (0.5, 0.0), (0.77, 30.0), (0.82, 40.0), (0.865, 50.0), (0.903, 60.0), (0.93, 70.0), (0.952, 80.0),
    (0.975, 90.0), (0.99, 97.0),
)  # fmt: skip
NAME = re.compile(r"(?<=[a-z0-9,;&] )[A-ZÀ-Þ][a-zß-ÿ]+")
SMALL = re.compile(r"\b[a-zß-ÿ]+\b")
# A high score takes two telling words in common, or more than half of what the message tells; with less,
# one rare word would carry it ("my husband died" -> "my husband signed").
ENOUGH_WORDS = 2
ENOUGH_SHARE = 0.55
UNGROUNDED = 50.0  # the highest score without that: as likely wrong as right


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry for a complaint: `score` 0 to 100 is how likely it is right, `phrase` what was nearest."""

    entry: Entry
    score: float
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What was found for one message, best first, and how it was read."""

    query: str
    complaint: str
    matches: tuple[Match, ...]
    confident: bool
    repairs: Mapping[str, str] = field(default_factory=dict)  # word as written -> word as searched
    terms: tuple[str, ...] = ()
    cut: bool = False  # the message was too long to be matched whole

    @property
    def best(self) -> Match | None:
        """The first match, if there is one."""
        return self.matches[0] if self.matches else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate while it is compared: `rank` orders, `likeness` 0 to 1 is that of its best phrase.

    `grounded` says that enough of the message is known to the entry for a high score.
    """

    entry: Entry
    phrase: str
    likeness: float
    rank: float
    grounded: bool


def rank(index: Index, message: str, *, limit: int = 5, wanted_precision: float = 0.9) -> Ranking:
    """The entries for a message: three words or a whole pasted mail."""
    complaint = complaint_of(message[:MAX_CHARACTERS])
    written = words(complaint)
    cut = len(message) > MAX_CHARACTERS or len(written) > MAX_WORDS
    names = names_in(complaint)
    repairs = repair((word for word in written[:MAX_WORDS] if word not in names), index.vocabulary)
    asked = [repairs.get(word, word) for word in written[:MAX_WORDS]]
    hits = index.search(asked, max(limit, CANDIDATES))
    matches = to_matches(compare(index, hits, asked), limit)
    threshold = score_for(wanted_precision)
    return Ranking(
        query=message.strip(),
        complaint=complaint,
        matches=matches,
        confident=bool(matches) and matches[0].score >= threshold,
        repairs=repairs,
        terms=tuple(dict.fromkeys(index.stems(asked))),
        cut=cut,
    )


def compare(index: Index, hits: Sequence[Hit], asked: Sequence[str]) -> list[Scored]:
    """The hits with their best phrase, in the order of document and phrase together; a phrase said whole wins."""
    stems = frozenset(index.stems(asked))
    telling = frozenset(stem for stem in stems if stem.isalpha() and stem not in index.faint)
    top = hits[0].score if hits else 1.0
    same = {entry.id: entry for entry in index.same(asked)}
    found = {hit.entry.id: hit.score / top for hit in hits}
    scored = []
    for entry in ({hit.entry.id: hit.entry for hit in hits} | same).values():
        phrases = [(text, frozenset(index.stems(words(text)))) for text in (entry.complaint, *entry.phrases)]
        phrase, likeness = best_phrase(index, phrases, stems)
        exact = entry.id in same
        known = telling & frozenset().union(*(own for _, own in phrases))
        scored.append(
            Scored(
                entry=entry,
                phrase=phrase,
                likeness=likeness,
                rank=found.get(entry.id, 0.0) + PHRASE_WEIGHT * likeness + exact,
                grounded=exact
                or len(known) >= ENOUGH_WORDS
                or (bool(known) and index.weigh(known) > ENOUGH_SHARE * index.weigh(telling)),
            )
        )
    return sorted(scored, key=lambda s: (-s.rank, s.entry.id))


def best_phrase(
    index: Index, phrases: Sequence[tuple[str, frozenset[str]]], stems: frozenset[str]
) -> tuple[str, float]:
    """The phrase that shares the most weight with the stems (Dice), and how much: 0 to 1."""
    best, likeness = phrases[0][0], 0.0
    asked = index.weigh(stems)
    for phrase, own in phrases:
        total = asked + index.weigh(own)
        found = 2 * index.weigh(own & stems) / total if total else 0.0
        if found > likeness:
            best, likeness = phrase, found
    return best, likeness


def names_in(text: str) -> frozenset[str]:
    """The folded words that stand with a capital in the middle of a sentence only: names, not slips."""
    capital = {word for found in NAME.findall(text) for word in words(found)}
    return frozenset(capital - {word for found in SMALL.findall(text) for word in words(found)})


def to_matches(scored: Sequence[Scored], limit: int) -> tuple[Match, ...]:
    """Candidates with calibrated scores; a later one never has the higher score."""
    matches: list[Match] = []
    for place, candidate in enumerate(scored[:limit]):
        rivals = scored[1:2] if place == 0 else scored[:1]
        margin = candidate.rank - (rivals[0].rank if rivals else 0.0)
        margin = min(margin, 3 * candidate.likeness)  # nothing alike is no match, though it has no rival
        score = 100 / (1 + math.exp(-(BIAS + LIKENESS * candidate.likeness + MARGIN * margin)))
        if not candidate.grounded:
            score = min(score, UNGROUNDED)
        if matches:
            score = min(score, matches[-1].score)
        matches.append(Match(entry=candidate.entry, score=round(score, 1), phrase=candidate.phrase))
    return tuple(matches)


def score_for(wanted_precision: float) -> float:
    """The lowest score that keeps the wanted share of right answers; linear between measured points."""
    at = bisect_right([precision for precision, _ in PRECISION_AT], wanted_precision)
    if at == 0 or at == len(PRECISION_AT):
        return PRECISION_AT[min(at, len(PRECISION_AT) - 1)][1]
    (low, low_score), (high, high_score) = list(pairwise(PRECISION_AT))[at - 1]
    return low_score + (high_score - low_score) * (wanted_precision - low) / (high - low)
