"""Ranking and confidence: which entry, how sure, and by which phrase."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from cheatsheet.confidence import score_for
from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.match import Finder, Ranking
from cheatsheet.message import MAX_CHARACTERS

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


def finder_of(*entries: Entry, language: str = "en") -> Finder:
    return Finder(index=Index.of(entries, language))


def named(found: Ranking) -> list[str]:
    return [match.card.id for match in found.matches]


@pytest.fixture
def finder(entry: Make) -> Finder:
    return finder_of(
        *[
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
def test_the_entry_that_answers_comes_first_with_confidence(finder: Finder, message: str, expected: str) -> None:
    found = finder.rank(message)
    assert found.best is not None
    assert (found.best.card.id, found.confident) == (expected, True)


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
def test_a_message_that_is_not_on_a_small_sheet_is_not_confident(finder: Finder, message: str) -> None:
    assert finder.rank(message).confident is False


@pytest.mark.parametrize("message", ["zebra quantum", "lorem ipsum dolor sit amet"])
def test_a_sheet_of_one_entry_does_not_answer_everything(entry: Make, message: str) -> None:
    finder = finder_of(entry(complaint="I want the money for my lamp back"))
    assert finder.rank(message).confident is False


@pytest.mark.parametrize("message", ["", "   ", "?!", "\n\n", "数数数"])
def test_a_message_without_a_known_word_gives_no_match(finder: Finder, message: str) -> None:
    found = finder.rank(message)
    assert (found.matches, found.confident, found.best) == ((), False, None)


def test_an_empty_sheet_gives_no_match() -> None:
    assert finder_of().rank("my parcel has not arrived").matches == ()


def test_the_nearest_phrase_is_named(finder: Finder) -> None:
    best = finder.rank("where is the order that I paid for").best
    assert best is not None
    assert best.phrase == "where is my order"


def test_scores_fall_from_100_to_0(finder: Finder) -> None:
    scores = [match.score for match in finder.rank("my parcel, my money, my lamp and my password", limit=4).matches]
    assert len(scores) == 4
    assert all(100 >= first >= second >= 0 for first, second in pairwise(scores))


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_at_most_limit_entries_are_named(finder: Finder, limit: int) -> None:
    full, some = (finder.rank("my money and my parcel and my password", limit=most) for most in (4, limit))
    assert named(some) == named(full)[:limit]
    assert [match.score for match in some.matches] == [match.score for match in full.matches][:limit]


def test_two_entries_that_fit_alike_are_not_confident(entry: Make) -> None:
    finder = finder_of(entry(id="a", complaint="the lamp is broken"), entry(id="b", complaint="the lamp is dirty"))
    assert finder.rank("the lamp").confident is False


def test_what_was_repaired_is_told(finder: Finder) -> None:
    found = finder.rank("my parsel")
    assert found.repairs == {"parsel": "parcel"}
    assert "parcel" in found.weights


def test_a_very_long_message_is_matched_on_its_beginning_and_says_so(finder: Finder) -> None:
    found = finder.rank("the lamp flickers. " + "I want my money back. " * MAX_CHARACTERS)
    assert found.cut is True
    assert finder.rank("the lamp flickers").cut is False


def test_more_precision_wants_a_higher_score() -> None:
    thresholds = [score_for(wanted / 100) for wanted in range(50, 100)]
    assert thresholds == sorted(thresholds)
    assert thresholds[0] < thresholds[40] < thresholds[-1]


def test_what_counts_as_confident_is_a_setting(finder: Finder) -> None:
    message = "the bulb of my parcel"
    assert finder.rank(message, wanted_precision=0.5).confident is True
    assert finder.rank(message, wanted_precision=0.99).confident is False


@pytest.mark.parametrize(
    ("message", "phrase"),
    [
        ("where is my order", "where is my order"),
        ("Where is my ÓRDER?!", "where is my order"),
        ("cannot log in", "cannot log in"),
        pytest.param("refund please", "refund please", id="a word that is nearer to other entries"),
    ],
)
def test_a_phrase_said_whole_comes_first_and_is_named(finder: Finder, message: str, phrase: str) -> None:
    best = finder.rank(message).best
    assert best is not None
    assert (best.phrase, best.score > 90) == (phrase, True)


def test_a_phrase_of_two_entries_finds_both_first_and_is_not_confident(entry: Make) -> None:
    finder = finder_of(
        entry(id="lamp", complaint="the lamp flickers", phrases=["it is broken"]),
        entry(id="kettle", complaint="the kettle leaks", phrases=["it is broken"]),
        entry(id="late", complaint="my parcel has not arrived"),
    )
    found = finder.rank("it is broken")
    assert set(named(found)[:2]) == {"lamp", "kettle"}
    assert found.confident is False


def test_only_allowed_entries_are_named_even_for_a_phrase_said_whole(finder: Finder) -> None:
    allowed = frozenset(n for n in range(finder.index.count) if finder.index.card(n).id in {"money", "lamp"})
    assert set(named(finder.rank("where is my order", allowed=allowed))) <= {"money", "lamp"}
    assert finder.rank("where is my order", allowed=frozenset()).matches == ()


def test_among_equal_scores_the_entry_that_was_used_more_comes_first(entry: Make) -> None:
    finder = finder_of(
        *(entry(id=name, complaint="where is my order") for name in ("a", "b", "c")),
        entry(id="lamp", complaint="the lamp flickers"),
    )
    assert named(finder.rank("where is my order", limit=3)) == ["a", "b", "c"]
    used = finder.rank("where is my order", limit=3, uses=lambda _: {"b": 2, "lamp": 9})
    assert [used.matches[place].score for place in (0, 2)] == [used.matches[0].score] * 2
    assert named(used) == ["b", "a", "c"]


def test_use_never_lifts_an_entry_over_a_better_one(finder: Finder) -> None:
    found = finder.rank("where is my order", uses=lambda ids: dict.fromkeys(ids, 0) | {"lamp": 1_000})
    assert found.matches[0].card.id == "late"
    assert found.matches[0].score > found.matches[1].score


def test_a_slip_in_a_phrase_of_one_entry_does_not_hide_the_word_of_the_others(entry: Make) -> None:
    """Leads write phrases as customers do: "arived" in one entry is still a slip of "arrived" in the rest."""
    finder = finder_of(
        entry(id="late", complaint="My parcel has not arrived", phrases=["it never arrived"]),
        entry(id="damaged", complaint="It arrived broken", phrases=["my item arived cracked"]),
        entry(id="wrong", complaint="The wrong lamp arrived"),
        entry(id="money", complaint="I want my money back"),
    )
    assert finder.rank("my parcel never arived").confident is True
    assert named(finder.rank("my parcel never arived"))[0] == "late"
    assert named(finder.rank("my item arived cracked"))[0] == "damaged"


@pytest.mark.parametrize(
    ("language", "message", "expected"),
    [
        pytest.param("de", "wo bleibt meine bestelung", "late", id="de: a slip"),
        pytest.param("de", "ICH MÖCHTE MEIN GELD ZURÜCK", "money", id="de: capitals"),
        pytest.param("de", "die Lampen flackern", "lamp", id="de: other forms"),
        pytest.param("tr", "SİPARİŞİM GELMEDİ", "late", id="tr: a dotted capital I"),
        pytest.param("tr", "siparisim gelmedi", "late", id="tr: without its accents"),
        pytest.param("tr", "paramı istiyorum", "money", id="tr: part of a phrase"),
        pytest.param("zh", "我的包裹还没有到", "late", id="zh: one character more"),
        pytest.param("zh", "请退款", "money", id="zh: part of a phrase"),
        pytest.param("pl", "gdzie jest moja paczka", "late", id="pl: part of a phrase"),
        pytest.param("pl", "chce zwrotu pieniedzy", "money", id="pl: without its accents"),
        pytest.param("xx", "chce zwrotu pieniedzy", "money", id="a language without a stemmer"),
    ],
)
def test_a_library_in_another_language_is_searched(entry: Make, language: str, message: str, expected: str) -> None:
    sheets = {
        "de": [("late", "Wo bleibt meine Bestellung?"), ("money", "Ich möchte mein Geld zurück"),
               ("lamp", "Die Lampe flackert")],
        "tr": [("late", "Siparişim gelmedi"), ("money", "Paramı geri istiyorum"), ("lamp", "Lamba titriyor")],
        "zh": [("late", "我的包裹没有到"), ("money", "我要退款"), ("lamp", "灯在闪")],
        "pl": [("late", "Moja paczka nie dotarła"), ("money", "Chcę zwrotu pieniędzy"), ("lamp", "Lampa migocze")],
    }  # fmt: skip
    sheet = sheets.get(language, sheets["pl"])
    finder = finder_of(*(entry(id=name, complaint=text) for name, text in sheet), language=language)
    assert named(finder.rank(message))[0] == expected


LONG = """Good morning, I hope that this finds you well. We moved house in spring and the garden is lovely now.
My sister visited us last week and we went to the sea. {}
Our dog has learned to swim. The weather will be fine until Sunday, they say. I look forward to hearing from you.
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("My parcel has still not arrived!", "late"), ("The lamp you sent me flickers.", "lamp")],
)
def test_of_a_long_message_the_sentence_that_matters_is_matched(finder: Finder, sentence: str, expected: str) -> None:
    best = finder.rank(LONG.format(sentence)).best
    assert best is not None
    assert (best.card.id, best.found.asked.said) == (expected, sentence)


@pytest.mark.parametrize(
    "addition", ["order 123456789", "On 12/11/2026.", "My name is Quentin Zebrowski.", "(kim@example.org)"]
)
def test_what_only_this_customer_has_is_not_searched_for(finder: Finder, addition: str) -> None:
    plain, more = (finder.rank(f"my parcel has not arrived {end}".strip()) for end in ("", addition))
    assert {*more.weights} <= {*plain.weights, "order", "on"}
    assert more.repairs == {}


def test_a_number_that_a_phrase_has_is_searched_for(entry: Make) -> None:
    finder = finder_of(
        entry(id="late", complaint="the page says error 503"),
        entry(id="card", complaint="the page says error 42"),
        entry(id="lamp", complaint="the lamp flickers"),
    )
    assert named(finder.rank("error 503 on your page"))[0] == "late"
    assert named(finder.rank("error 42 on your page"))[0] == "card"


def test_use_brings_an_equal_entry_first_even_where_only_one_is_shown() -> None:
    entries = [Entry(id=f"lamp-{n}", complaint="The lamp is broken", answer="Sorry.") for n in "abc"]
    finder = Finder(index=Index.of(entries))
    found = finder.rank("the lamp is broken", limit=1, uses=lambda _ids: {"lamp-c": 2})
    assert [match.card.id for match in found.matches] == ["lamp-c"]


def test_a_phrase_with_a_number_is_found_before_the_same_without_it() -> None:
    entries = [
        Entry(id="plain", complaint="parcel", answer="Sorry."),
        Entry(id="twelve", complaint="parcel 12", answer="Sorry."),
    ]
    finder = Finder(index=Index.of(entries))
    assert [finder.rank(text, limit=1).matches[0].card.id for text in ("parcel 12", "parcel")] == ["twelve", "plain"]
