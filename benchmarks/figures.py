"""Figures of answers with scores: the share found, and how well a score tells right answers from wrong ones."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

OUTSIDE_SHARE = 0.2  # of all messages, as the figures of scores count them


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The first answer to a message; one to a message that no entry answers is never right."""

    score: float
    right: bool
    confident: bool
    answered: bool = True  # False: nothing was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How far first answers can be trusted; shares of 0 to 1, NaN where there is nothing to count."""

    auroc: float
    kept: float  # messages inside that are answered when 90 % of those outside are refused
    kept_right: float  # of these answers
    sure: float  # messages inside that are answered with confidence
    sure_right: float
    refused: float  # messages outside that are not answered with confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """First answers with a score in [low, low + 10); `mean` and `right` are weighted."""

    low: int
    count: int
    mean: float
    right: float


def share(part: float, whole: float) -> float:
    """A part of a whole, NaN where there is no whole."""
    return part / whole if whole else math.nan


def mean(values: Sequence[float]) -> float:
    """The mean of the values that are numbers."""
    numbers = [value for value in values if not math.isnan(value)]
    return share(sum(numbers), len(numbers))


def found(ranked: Sequence[Sequence[str]], right: Sequence[str], places: int) -> float:
    """The share of messages whose entry is among the first so many."""
    return share(sum(entry in ids[:places] for ids, entry in zip(ranked, right, strict=True)), len(right))


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often a message inside has the higher score than one outside; equal scores count half."""
    both = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    ranks, at = 0.0, 0
    while at < len(both):
        end = at
        while end < len(both) and both[end][0] == both[at][0]:
            end += 1
        ranks += sum(kind for _, kind in both[at:end]) * (at + 1 + end) / 2
        at = end
    return share(ranks - len(inside) * (len(inside) + 1) / 2, len(inside) * len(outside))


def trust(inside: Sequence[Answer], outside: Sequence[Answer]) -> Trust:
    """The figures of one exam."""
    scores = sorted(answer.score for answer in outside)
    threshold = scores[math.ceil(0.9 * len(scores)) - 1] if scores else math.nan
    kept = [answer for answer in inside if answer.score > threshold]
    sure = [answer for answer in inside if answer.confident]
    return Trust(
        auroc=auroc([answer.score for answer in inside], scores),
        kept=share(len(kept), len(inside)) if scores else math.nan,
        kept_right=share(sum(answer.right for answer in kept), len(kept)),
        sure=share(len(sure), len(inside)),
        sure_right=share(sum(answer.right for answer in sure), len(sure)),
        refused=share(sum(not answer.confident for answer in outside), len(outside)),
    )


def bands(exams: Sequence[tuple[Sequence[Answer], Sequence[Answer]]]) -> list[Band]:
    """First answers of exams (inside, outside) by score, those outside weighing a fifth of each exam's messages."""
    weighted: list[tuple[Answer, float]] = []
    for inside, outside in exams:
        weight = share(len(inside) * OUTSIDE_SHARE / (1 - OUTSIDE_SHARE), len(outside))
        weighted += [(answer, 1.0) for answer in inside] + [(answer, weight) for answer in outside]
    result = []
    for low in range(0, 100, 10):
        own = [(a, w) for a, w in weighted if a.answered and min(int(a.score // 10) * 10, 90) == low]
        total = sum(weight for _, weight in own)
        result.append(
            Band(
                low=low,
                count=len(own),
                mean=share(sum(a.score * w for a, w in own), total),
                right=share(sum(w for a, w in own if a.right), total),
            )
        )
    return result
