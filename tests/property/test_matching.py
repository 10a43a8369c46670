"""Laws of finding: no text is too strange, no order of entries matters, scores mean what they say."""

import json
import random
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.match import MAX_CHARACTERS, MAX_WORDS, rank
from cheatsheet.text import words
from tests.conftest import Run

Make = Callable[..., Entry]
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
RAW_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TEXTS_A_BATCH = 1_200
NASTY = (
    "\x1b[31m", "\x1b]52;c;aGk=\x07", "\x1b]0;title\x1b\\", "\x9b2J", "\x9d0;t\x9c", "\x1b", "\x07", "\x00", "\x7f",
    "\x85", "\r", "\u2028", "\u202e", "\u2066", "\ufeff", "\u200d", "\ufffe", "[bold]", "[/]", "[link=http://a]",
    ":smile:", "{{ 7 * 7 }}", "{% for x in y %}", "{#", "[Name]", "${HOME}", "`id`", "--", "-", "---", ">", "> ",
    "On Monday wrote:", "Subject: ", "From: a", "Hi,", "Kind regards,", "my parcel", "parsel", "refund", "ORDER",
    "😀", "é", "ß", "数", "م", "a" * 300, "! " * 50, "%s", "\\", "\t", '"', "'",
)  # fmt: skip


def random_line(chance: random.Random) -> str:
    """A line of nasty pieces, words and any characters at all; without a line feed."""
    pieces = []
    for _ in range(chance.randrange(12)):
        if chance.random() < 0.6:
            pieces.append(chance.choice(NASTY))
        else:
            limit = chance.choice([0x80, 0x250, 0x3000, 0x110000])
            pieces.append("".join(chr(chance.randrange(limit)) for _ in range(chance.randrange(8))))
    line = chance.choice(["", " "]).join(pieces).replace("\n", " ")
    return line.encode(errors="replace").decode().removesuffix("\r")


def is_quiet(text: str) -> bool:
    return not RAW_CONTROL.search(text)


@settings(RELAXED, max_examples=9)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_text_makes_find_raise_or_print_a_raw_control_character(run: Run, library: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (a seed gives the texts again)
    lines = ["where is my order", *(random_line(chance) for _ in range(TEXTS_A_BATCH - 1))]
    result = run("find", "--batch", "-", stdin="\n".join([*lines, ""]))
    assert result.code == 0
    assert is_quiet(result.out + result.err)
    answers = [json.loads(line) for line in result.out.split("\n")[:-1]]
    assert [answer["query"] for answer in answers] == [line.strip() for line in lines]
    for answer in answers:
        scores = [match["score"] for match in answer["matches"]]
        assert all(0 <= score <= 100 for score in scores)
        assert scores == sorted(scores, reverse=True)


@settings(RELAXED, max_examples=60)
@given(data=st.binary(max_size=300))
def test_no_bytes_make_find_raise_or_print_a_raw_control_character(run: Run, library: Path, data: bytes) -> None:
    for flags in ((), ("--json",), ("--explain",)):
        result = run("find", "-", *flags, stdin=data)
        assert result.code in {0, 2}
        assert is_quiet(result.out + result.err)


LINES = st.integers(0, 2**32).map(lambda seed: random_line(random.Random(seed)))  # noqa: S311
ANY_TEXT = st.one_of(st.text(max_size=200), LINES)


@settings(RELAXED, max_examples=250)
@given(text=ANY_TEXT)
def test_no_complaint_makes_reply_raise_or_print_a_raw_control_character(run: Run, library: Path, text: str) -> None:
    result = run("reply", "-", "--name", "Dana", "--order", "1", stdin=text)
    assert result.code in {0, 2, 3}
    assert (result.code == 0) is bool(result.out)
    assert is_quiet(result.out + result.err)


@settings(RELAXED, max_examples=250)
@given(name=ANY_TEXT, order=ANY_TEXT)
def test_no_value_makes_reply_raise_or_print_a_raw_control_character(
    run: Run, library: Path, name: str, order: str
) -> None:
    result = run("reply", "--id", "parcel-late", f"--name={name}", f"--order={order}")
    assert result.code in {0, 2, 5}
    assert (result.code == 0) is bool(result.out)
    assert is_quiet(result.out + result.err)


WORDS = """
    my your the a is was not never parcel order refund lamp kettle broken late lost arrived money back where when
    please help blue small red charged twice account locked coupon fails größe paket 12 007
"""
WORD = st.sampled_from(WORDS.split())
SENTENCE = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
FREE = st.text(min_size=1, max_size=60).filter(lambda text: bool(words(text)) and "\x00" not in text)
SHEET = st.lists(
    st.tuples(SENTENCE, st.lists(SENTENCE, max_size=4)), min_size=1, max_size=14, unique_by=lambda row: row[0]
)


def entries_of(entry: Make, sheet: Sequence[tuple[str, Sequence[str]]]) -> list[Entry]:
    return [
        entry(id=f"entry-{number}", complaint=complaint, phrases=list(dict.fromkeys(phrases)))
        for number, (complaint, phrases) in enumerate(sheet)
    ]


def folded(text: str) -> str:
    return " ".join(words(text))


@settings(RELAXED, max_examples=150)
@given(sheet=SHEET, message=st.one_of(SENTENCE, FREE), seed=st.integers(0, 1000))
def test_ranking_does_not_depend_on_the_order_of_the_entries(
    entry: Make, sheet: list[tuple[str, list[str]]], message: str, seed: int
) -> None:
    entries = entries_of(entry, sheet)
    shuffled = random.Random(seed).sample(entries, len(entries))  # noqa: S311 (an order, no secret)
    first, second = (rank(Index.of(order), message, limit=20) for order in (entries, shuffled))
    assert first == second


@settings(RELAXED, max_examples=150)
@given(sheet=SHEET, message=st.one_of(SENTENCE, FREE))
def test_scores_lie_within_0_and_100_and_never_rise_down_the_list(
    entry: Make, sheet: list[tuple[str, list[str]]], message: str
) -> None:
    found = rank(Index.of(entries_of(entry, sheet)), message, limit=20)
    scores = [match.score for match in found.matches]
    assert all(0 <= score <= 100 for score in scores)
    assert all(first >= second for first, second in pairwise(scores))
    named = [match.entry.id for match in found.matches]
    assert len(named) == len(set(named))
    assert found.confident is False or bool(found.matches)


@settings(RELAXED, max_examples=200)
@given(sheet=SHEET)
def test_an_entry_is_first_for_its_own_complaint(entry: Make, sheet: list[tuple[str, list[str]]]) -> None:
    entries = entries_of(entry, sheet)
    index = Index.of(entries)
    for one in entries:
        same = folded(one.complaint)
        others = [other for other in entries if other is not one]
        if any(same in {folded(text) for text in (o.complaint, *o.phrases)} for o in others):
            continue
        best = rank(index, one.complaint).best
        assert best is not None
        assert best.entry.id == one.id


@settings(RELAXED, max_examples=150)
@given(text=FREE)
def test_a_sheet_of_one_entry_gives_it_for_its_complaint_however_that_is_written(entry: Make, text: str) -> None:
    one = entry(complaint=text)
    best = rank(Index.of([one]), one.complaint).best
    assert best is not None
    assert best.entry == one


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "my parcel " * 100_000, "\n" * 100_000 + "x", "> " * 50_000, "[" * 100_000]
)
def test_a_huge_message_is_answered_from_its_beginning(run: Run, library: Path, text: str) -> None:
    assert len(text) > MAX_CHARACTERS > MAX_WORDS
    result = run("find", "-", "--json", stdin=text)
    assert result.code == 0
    assert len(json.loads(result.out)["matches"]) <= 5
