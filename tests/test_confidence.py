"""Confidence: scores that mean a share of right answers, and the threshold that a wanted precision asks for."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import pytest

from cheatsheet.card import Card
from cheatsheet.confidence import PRECISION_AT, Asked, Match, Scored, likelihood, score_for, to_matches

ASKED = Asked(said="my lamp", words=("my", "lamp"), weights={"lamp": 1.0}, vector=None)


def scored(name: str, rank: float = 1.0, likeness: float = 0.5, cosine: float = 0.5) -> Scored:
    card = Card(id=name, complaint=name, phrases=(), texts=(name,), status="approved", tags=(), file="a.yaml", line=1)
    return Scored(
        card=card,
        number=0,
        asked=ASKED,
        phrase=f"phrase of {name}",
        likeness=likeness,
        meaning=0.0,
        shared=0.0,
        rank=rank,
        whole=False,
        cosine=cosine,
    )


def ids(found: Iterable[Match]) -> list[str]:
    return [match.card.id for match in found]


@pytest.mark.parametrize(
    ("precision", "score"),
    [(0.9, 70.0), (0.957, 90.0), (0.0, 0.0), (0.5, 0.0), (1.0, 97.0), (0.696, 0.0), (0.985, 97.0)],
)
def test_a_wanted_precision_has_its_score(precision: float, score: float) -> None:
    assert score_for(precision) == pytest.approx(score)


def test_a_precision_between_two_measured_ones_has_a_score_between() -> None:
    for (low, low_score), (high, high_score) in pairwise(PRECISION_AT):
        assert score_for((low + high) / 2) == pytest.approx((low_score + high_score) / 2)


def test_a_higher_precision_never_asks_for_a_lower_score() -> None:
    asked = [score_for(number / 200) for number in range(201)]
    assert asked == sorted(asked)


def test_measured_points_rise() -> None:
    assert list(PRECISION_AT) == sorted(PRECISION_AT)
    assert [score for _, score in PRECISION_AT] == sorted(score for _, score in PRECISION_AT)


@pytest.mark.parametrize("count", [1, 2, 10, 10_000])
@pytest.mark.parametrize("rival", [None, -5.0, 1.0, 40.0])
def test_a_likelihood_is_a_share(count: int, rival: float | None) -> None:
    for likeness, cosine, rank in [(0.0, 0.0, 0.0), (1.0, 1.0, 30.0), (0.3, 0.4, -2.0)]:
        assert 0.0 < likelihood(scored("a", rank, likeness, cosine), rival, count) <= 1.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(scored("a", likeness=0.9), scored("a", likeness=0.1), id="more words in common"),
        pytest.param(scored("a", cosine=0.9), scored("a", cosine=0.1), id="nearer in meaning"),
        pytest.param(scored("a", rank=3.0), scored("a", rank=1.0), id="further ahead"),
    ],
)
@pytest.mark.parametrize("count", [2, 50, 10_000])
def test_what_fits_better_is_likelier(better: Scored, worse: Scored, count: int) -> None:
    assert likelihood(better, 0.5, count) > likelihood(worse, 0.5, count)


def test_a_sheet_of_one_entry_tells_nothing_by_its_lead() -> None:
    assert likelihood(scored("a", rank=99.0), None, 1) == likelihood(scored("a", rank=-99.0), None, 1)


def test_nothing_in_common_is_not_likely() -> None:
    assert likelihood(scored("a", rank=0.0, likeness=0.0, cosine=0.0), None, 1) < 0.1
    assert likelihood(scored("a", rank=0.1, likeness=0.0, cosine=0.0), 0.0, 100) < 0.1


def test_no_candidates_are_no_matches() -> None:
    assert to_matches([], None, 0, None) == ()


def test_matches_keep_the_order_and_never_rise() -> None:
    found = [scored("a", 2.0, 0.1, 0.1), scored("b", 1.9, 1.0, 1.0), scored("c", 1.0, 0.4, 0.4)]
    matches = to_matches(found, 1.9, 10, None)
    assert ids(matches) == ["a", "b", "c"]
    assert all(first.score >= second.score for first, second in pairwise(matches))
    assert all(0 <= match.score <= 100 for match in matches)
    assert [match.phrase for match in matches] == ["phrase of a", "phrase of b", "phrase of c"]


def test_the_score_of_the_best_is_its_likelihood_in_hundredths() -> None:
    best, second = scored("a", 3.0), scored("b", 1.0)
    assert to_matches([best, second], 1.0, 10, None)[0].score == round(100 * likelihood(best, 1.0, 10), 1)


def test_the_best_is_compared_with_the_second_even_where_that_is_not_shown() -> None:
    best = scored("a", 3.0)
    near, far = (to_matches([best], rank, 10, None)[0].score for rank in (2.9, 0.0))
    assert near < far


class Journal:
    """Counts uses, and remembers what it was asked."""

    def __init__(self, **counts: int) -> None:
        self.counts = counts
        self.asked: list[list[str]] = []

    def __call__(self, ids: Iterable[str]) -> Mapping[str, int]:
        self.asked.append(list(ids))
        return {each: self.counts[each] for each in self.asked[-1] if each in self.counts}


def test_among_equal_scores_the_one_used_more_comes_first() -> None:
    journal = Journal(c=5, b=1)
    found = to_matches([scored("a"), scored("b"), scored("c")], 1.0, 10, journal)
    assert len({match.score for match in found}) == 1
    assert ids(found) == ["c", "b", "a"]
    assert journal.asked == [["a", "b", "c"]]


def test_among_equal_scores_and_uses_the_order_stays() -> None:
    assert ids(to_matches([scored("a"), scored("b")], 1.0, 10, Journal(a=2, b=2))) == ["a", "b"]


def test_use_never_lifts_an_entry_over_a_better_score() -> None:
    journal = Journal(b=1000)
    found = to_matches([scored("a", 5.0, 0.9), scored("b", 1.0, 0.1)], 1.0, 10, journal)
    assert ids(found) == ["a", "b"]
    assert journal.asked == []


def test_a_runner_up_keeps_a_chance() -> None:
    matches = to_matches([scored("a", rank=5.0, cosine=0.8), scored("b", rank=4.0, cosine=0.7)], 4.0, 100, None)
    assert 10 < matches[1].score < matches[0].score


def test_two_that_fit_alike_are_as_likely_as_not() -> None:
    alike = [scored("a", rank=5.0, likeness=1.0, cosine=1.0), scored("b", rank=5.0, likeness=1.0, cosine=1.0)]
    assert [match.score for match in to_matches(alike, 5.0, 100, None)] == [50.0, 50.0]
