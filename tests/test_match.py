"""Ranking and confidence: which entry, how sure, and by which phrase."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.match import MAX_CHARACTERS, PRECISION_AT, rank, score_for

Make = Callable[..., Entry]
MAIL = """\
From: Kim Doe <kim@example.org>
Subject: Re: hello

Dear Sir or Madam,

The lamp that you sent me flickers all night long.

Kind regards,
Kim Doe

Sent from my phone

On Mon, 2 Nov 2026 at 10:00, Acme <care@acme.example> wrote:
> I want my money back, where is my order, my parcel has not arrived
"""


@pytest.fixture
def index(entry: Make) -> Index:
    return Index.of(
        [
            entry(id="late", complaint="My parcel has not arrived", phrases=["where is my order"]),
            entry(id="money", complaint="I want my money back", phrases=["refund please"]),
            entry(id="lamp", complaint="The lamp flickers", phrases=["flickering light bulb"]),
            entry(id="login", complaint="I forgot my password", phrases=["cannot log in"]),
        ]
    )


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("my parsel never arived and nobody answers me!!", "late"),
        ("WHERE IS MY ORDER???", "late"),
        ("give me my money back!!", "money"),
        ("I forgot my pasword", "login"),
        pytest.param(MAIL, "lamp", id="a whole mail with its thread"),
    ],
)
def test_the_entry_that_answers_comes_first_with_confidence(index: Index, message: str, expected: str) -> None:
    found = rank(index, message)
    assert found.best is not None
    assert (found.best.entry.id, found.confident) == (expected, True)


@pytest.mark.parametrize(
    "message",
    [
        "zebra quantum",
        "what is the capital of France",
        "how do I bake sourdough bread at home",
        "asdf qwer zxcv",
        "lorem ipsum dolor sit amet",
        "my umbrella is purple",
    ],
)
def test_a_message_that_is_not_on_a_small_sheet_is_not_confident(index: Index, message: str) -> None:
    assert rank(index, message).confident is False


@pytest.mark.parametrize("message", ["zebra quantum", "lorem ipsum dolor sit amet"])
def test_a_sheet_of_one_entry_does_not_answer_everything(entry: Make, message: str) -> None:
    index = Index.of([entry(complaint="I want the money for my lamp back")])
    assert rank(index, message).confident is False


@pytest.mark.parametrize("message", ["", "   ", "?!", "\n\n", "数数数"])
def test_a_message_without_a_known_word_gives_no_match(index: Index, message: str) -> None:
    found = rank(index, message)
    assert (found.matches, found.confident, found.best) == ((), False, None)


def test_an_empty_sheet_gives_no_match() -> None:
    assert rank(Index.of([]), "my parcel has not arrived").matches == ()


def test_the_nearest_phrase_is_named(index: Index) -> None:
    best = rank(index, "where is the order that I paid for").best
    assert best is not None
    assert best.phrase == "where is my order"


def test_scores_fall_from_100_to_0(index: Index) -> None:
    scores = [match.score for match in rank(index, "my parcel, my money, my lamp and my password", limit=4).matches]
    assert len(scores) == 4
    assert all(100 >= first >= second >= 0 for first, second in pairwise(scores))


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_at_most_limit_entries_are_named(index: Index, limit: int) -> None:
    full = rank(index, "my money and my parcel and my password", limit=4).matches
    assert rank(index, "my money and my parcel and my password", limit=limit).matches == full[:limit]


def test_two_entries_that_fit_alike_are_not_confident(entry: Make) -> None:
    index = Index.of(
        [entry(id="a", complaint="the lamp is broken"), entry(id="b", complaint="the lamp is dirty")],
    )
    assert rank(index, "the lamp").confident is False


def test_what_was_repaired_is_told(index: Index) -> None:
    found = rank(index, "my parsel")
    assert found.repairs == {"parsel": "parcel"}
    assert "parcel" in found.terms


def test_a_very_long_message_is_matched_on_its_beginning_and_says_so(index: Index) -> None:
    found = rank(index, "the lamp flickers. " + "I want my money back. " * MAX_CHARACTERS)
    assert found.cut is True
    assert rank(index, "the lamp flickers").cut is False


@pytest.mark.parametrize(("wanted", "score"), PRECISION_AT)
def test_the_threshold_is_the_measured_one(wanted: float, score: float) -> None:
    assert score_for(wanted) == pytest.approx(score)


def test_more_precision_wants_a_higher_score() -> None:
    thresholds = [score_for(wanted / 100) for wanted in range(50, 100)]
    assert thresholds == sorted(thresholds)
    assert thresholds[0] < thresholds[40] < thresholds[-1]


def test_what_counts_as_confident_is_a_setting(index: Index) -> None:
    message = "the bulb of my parcel"
    assert rank(index, message, wanted_precision=0.5).confident is True
    assert rank(index, message, wanted_precision=0.99).confident is False
