"""Confidence: how likely a candidate is the right answer, and which score a wanted precision asks for.

A logistic regression on what its phrases have in common with the message, in words and in meaning, and on how far it
leads. Fitted on public sets of customers' messages, whole and in sheets of 1 to 18 entries, a fifth of the messages
off the sheet; benchmarks/quality.py prints the reliability of the score.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from math import exp, log
from typing import NamedTuple

from cheatsheet.card import Card
from cheatsheet.vectors import Vector

PHRASE_WEIGHT = 2.0  # of the nearest phrase, in the rank


class Weights(NamedTuple):
    """Of the logistic regression."""

    bias: float
    likeness: float
    cosine: float
    lead: float


FEW = 5  # entries
COSINE_LEAD = 4.0  # of a phrase nearer in meaning, in such a sheet
APART = 8.0  # two that fit alike are as likely as not; a lead of a third of a deviation parts them
WEIGHTS = Weights(bias=-3.0, likeness=1.0, cosine=4.3, lead=1.45)
SENTENCE_WEIGHTS = Weights(bias=-3.65, likeness=1.03, cosine=5.07, lead=1.39)  # where the sentence model is used
# Lowest score at which answers are right in this share of cases, on sets that were not fitted.
PRECISION_AT: Sequence[tuple[float, float]] = (
    (0.696, 0.0), (0.754, 20.0), (0.783, 30.0), (0.812, 40.0), (0.843, 50.0), (0.871, 60.0), (0.9, 70.0),
    (0.928, 80.0), (0.957, 90.0), (0.974, 95.0), (0.985, 97.0),
)  # fmt: skip

Uses = Callable[[Iterable[str]], Mapping[str, int]]  # ids of entries -> how often this agent used each


class Asked(NamedTuple):
    """A message, or one sentence of it, as it is asked: repaired words, their stems and weights, their direction."""

    said: str
    words: tuple[str, ...]
    weights: Mapping[str, float]
    vector: Vector | None
    written: tuple[str, ...] = ()  # as the words were before they were repaired
    literal: tuple[str, ...] = ()  # with what only this customer has: a phrase of the sheet may be the whole of it
    sentence: Vector | None = None  # of the sentence model, where that is used


class Scored(NamedTuple):
    """A candidate as it was compared: `rank` orders; the rest is what it was made of."""

    card: Card
    number: int  # of the entry in its index
    asked: Asked  # the part of the message that it fits best
    phrase: str
    likeness: float  # of the nearest phrase: the share of weight that both have, 0 to 1
    meaning: float  # of the entry, in deviations over all entries
    shared: float  # words, as BM25 weighs them, against the best candidate's
    rank: float
    whole: bool  # one of its phrases is the message, word by word
    cosine: float = 0.0  # of the phrase nearest in meaning, 0 to 1


class Match(NamedTuple):
    """An entry for a complaint: `score` 0 to 100 is how likely it is right, `phrase` what was nearest."""

    card: Card
    score: float
    phrase: str
    found: Scored


def to_matches(found: Sequence[Scored], second: float | None, count: int, uses: Uses | None) -> tuple[Match, ...]:
    """The best candidates of a library of `count` entries with their scores, none higher than the one before.

    `second` is the rank of the second best, None if there is none. Among equal scores those come first that `uses`
    counts more often.
    """
    matches: list[Match] = []
    for place, candidate in enumerate(found):
        score = 100 * likelihood(candidate, second if place == 0 else found[0].rank, count)
        if matches:
            score = min(score, matches[-1].score)
        matches.append(Match(card=candidate.card, score=round(score, 1), phrase=candidate.phrase, found=candidate))
    return tuple(by_use(matches, uses)) if uses else tuple(matches)


def rank_to_beat(found: Sequence[Scored], count: int) -> float | None:
    """The rank of the second best, None if there is none.

    In a sheet of a few entries a deviation tells nothing: there the first leads by what its phrases are nearer.
    """
    if len(found) < 2:
        return None
    best, second = found[:2]
    if count >= FEW:
        return second.rank
    nearer = PHRASE_WEIGHT * (best.likeness - second.likeness) + COSINE_LEAD * (best.cosine - second.cosine)
    return max(second.rank, best.rank - max(nearer, 0.0))


def likelihood(candidate: Scored, rival: float | None, count: int) -> float:
    """How likely a candidate is right, 0 to 1; `rival` is the rank of the best other one, None if there is none.

    Ranks spread with the number of entries, as deviations do; a sheet of one entry tells nothing by its lead.
    """
    lead = PHRASE_WEIGHT * candidate.likeness if rival is None else candidate.rank - rival
    of = WEIGHTS if candidate.asked.sentence is None else SENTENCE_WEIGHTS
    weighed = of.likeness * candidate.likeness + of.cosine * candidate.cosine + of.lead * lead / log(count + 1.7)
    likely = 1 / (1 + exp(-of.bias - weighed))
    if rival is None or lead < 0:
        return likely
    return min(likely, 1 / (1 + exp(-APART * lead)))


def by_use(matches: Sequence[Match], uses: Uses) -> list[Match]:
    """The matches, within runs of equal scores by use; the uses are asked only where there is such a run."""
    ordered: list[Match] = []
    for _, group in groupby(matches, key=lambda match: match.score):
        run = list(group)
        if len(run) > 1:
            counted = uses([match.card.id for match in run])
            run.sort(key=lambda match: -counted.get(match.card.id, 0))
        ordered += run
    return ordered


def score_for(wanted_precision: float) -> float:
    """The lowest score that keeps the wanted share of right answers; linear between measured points."""
    at = bisect_right([precision for precision, _ in PRECISION_AT], wanted_precision)
    if at == 0 or at == len(PRECISION_AT):
        return PRECISION_AT[min(at, len(PRECISION_AT) - 1)][1]
    (low, low_score), (high, high_score) = list(pairwise(PRECISION_AT))[at - 1]
    return low_score + (high_score - low_score) * (wanted_precision - low) / (high - low)
