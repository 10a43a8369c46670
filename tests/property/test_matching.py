"""Laws of finding: no text is too strange, no order of entries matters, scores mean what they say."""

import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.match import Finder, Ranking
from cheatsheet.message import MAX_CHARACTERS, MAX_WORDS
from cheatsheet.text import words
from tests.conftest import Run, make_entry

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


def finder_of(entries: Sequence[Entry], language: str = "en") -> Finder:
    return Finder(index=Index.of(entries, language))


def told(found: Ranking) -> tuple[object, ...]:
    """A ranking as it is shown."""
    matches = [(match.card, match.score, match.phrase) for match in found.matches]
    return matches, found.confident, found.repairs, found.weights, found.complaint


def folded(text: str) -> str:
    return " ".join(words(text))


@settings(RELAXED, max_examples=60)
@given(sheet=SHEET, message=st.one_of(SENTENCE, FREE), seed=st.integers(0, 1000))
def test_ranking_does_not_depend_on_the_order_of_the_entries(
    entry: Make, sheet: list[tuple[str, list[str]]], message: str, seed: int
) -> None:
    entries = entries_of(entry, sheet)
    shuffled = random.Random(seed).sample(entries, len(entries))  # noqa: S311 (an order, no secret)
    first, second = (finder_of(order) for order in (entries, shuffled))
    assert first.index.sections.head == second.index.sections.head
    assert first.index.sections.parts == second.index.sections.parts
    assert told(first.rank(message, limit=20)) == told(second.rank(message, limit=20))


@settings(RELAXED, max_examples=30)
@given(sheet=SHEET, messages=st.lists(st.one_of(SENTENCE, FREE), min_size=2, max_size=4))
def test_a_ranking_does_not_depend_on_what_was_asked_before(
    entry: Make, sheet: list[tuple[str, list[str]]], messages: list[str]
) -> None:
    finder = finder_of(entries_of(entry, sheet))
    after_others = [told(finder.rank(message)) for message in messages]
    assert after_others == [told(Finder(index=Index.of(entries_of(entry, sheet))).rank(m)) for m in messages]


@settings(RELAXED, max_examples=60)
@given(sheet=SHEET, message=st.one_of(SENTENCE, FREE))
def test_scores_lie_within_0_and_100_and_never_rise_down_the_list(
    entry: Make, sheet: list[tuple[str, list[str]]], message: str
) -> None:
    found = finder_of(entries_of(entry, sheet)).rank(message, limit=20)
    scores = [match.score for match in found.matches]
    assert all(0 <= score <= 100 for score in scores)
    assert all(first >= second for first, second in pairwise(scores))
    named = [match.card.id for match in found.matches]
    assert len(named) == len(set(named))
    assert found.confident is False or bool(found.matches)


@settings(RELAXED, max_examples=60)
@given(sheet=SHEET, language=st.sampled_from(["en", "de", "tr", "xx"]))
def test_an_entry_is_first_for_each_of_its_own_phrases(
    entry: Make, sheet: list[tuple[str, list[str]]], language: str
) -> None:
    entries = entries_of(entry, sheet)
    finder = finder_of(entries, language)
    owners: dict[str, set[str]] = {}
    for one in entries:
        for text in (one.complaint, *one.phrases):
            owners.setdefault(folded(text), set()).add(one.id)
    for text, ids in owners.items():
        assert {match.card.id for match in finder.rank(text, limit=len(ids)).matches} == ids


@settings(RELAXED, max_examples=60)
@given(text=FREE)
def test_a_sheet_of_one_entry_gives_it_for_its_complaint_however_that_is_written(entry: Make, text: str) -> None:
    one = entry(complaint=text)
    best = finder_of([one]).rank(one.complaint).best
    assert best is not None
    assert best.card.complaint == one.complaint


SHOP = (
    ("late", "My parcel has not arrived", ["where is my order", "still waiting for my parcel"]),
    ("refund", "I want my money back", ["refund please", "give me a refund"]),
    ("lamp", "The lamp flickers", ["the light bulb is flickering", "my lamp is broken"]),
    ("login", "I forgot my password", ["cannot log in", "my account is locked"]),
    ("twice", "I was charged twice", ["my card was charged two times", "double payment"]),
)


@cache
def shop() -> Finder:
    return finder_of([make_entry(id=name, complaint=text, phrases=phrases) for name, text, phrases in SHOP])


ASKED = (
    "the parcel you sent never came",
    "please give me the money back for this",
    "my new lamp flickers all night",
    "i cannot log in to my account anymore",
    "you charged my card two times",
    "my parsel has not arived",
)
MONTHS = (
    "January", "March", "April", "June", "July", "August", "September", "October", "November", "December",
    "Jan", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
DATES = st.dates().flatmap(
    lambda day: st.sampled_from(
        [f"{day:%d}/{day:%m}/{day.year}", day.isoformat(), f"{day.day}.{day.month}.{day.year}"]
        + [f"{day.day}{end} {month} {day.year}" for month in MONTHS for end in ("", "th")]
        + [f"{month} {day.day}" for month in MONTHS]
    )
)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)
NAMES = st.lists(LETTERS.map(str.title), min_size=1, max_size=3).map(" ".join)
PARTICULARS = {
    "a number": st.integers(10_000, 10**12).map(str),
    "a number with letters": st.from_regex(r"\A[A-Z]{2}-?[0-9]{5,9}\Z"),
    "a date": DATES,
    "a mail address": st.builds("{}.{}@{}.example".format, LETTERS, LETTERS, LETTERS),
    "a web address": st.builds("https://{}.example/{}".format, LETTERS, LETTERS),
    "a name": NAMES.map("my name is {}".format),
    "a name on the phone": NAMES.map("this is {}".format),
}


@pytest.mark.parametrize("kind", PARTICULARS)
@settings(RELAXED, max_examples=100)
@given(message=st.sampled_from(ASKED), data=st.data(), first=st.booleans())
def test_what_only_this_customer_has_does_not_steer_the_match(
    kind: str, message: str, data: st.DataObject, first: bool
) -> None:
    particular = data.draw(PARTICULARS[kind])
    with_it = f"{particular}, {message}" if first else f"{message}, {particular}"
    plain, found = shop().rank(message), shop().rank(with_it)
    assert [match.card.id for match in found.matches] == [match.card.id for match in plain.matches]
    for match, other in zip(found.matches, plain.matches, strict=True):
        assert match.score == pytest.approx(other.score, abs=1)
    assert found.confident is plain.confident


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "my parcel " * 100_000, "\n" * 100_000 + "x", "> " * 50_000, "[" * 100_000]
)
def test_a_huge_message_is_answered_from_its_beginning(run: Run, library: Path, text: str) -> None:
    assert len(text) > MAX_CHARACTERS > MAX_WORDS
    result = run("find", "-", "--json", stdin=text)
    assert result.code == 0
    assert len(json.loads(result.out)["matches"]) <= 5
