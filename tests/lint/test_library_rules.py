"""Rules on the library as a whole, but for near-copies and contradictions, which have files of their own."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.library import Library
from cheatsheet.lint.code_rules import LEVELS
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.lint.library_rules import (
    RULES,
    duplicate,
    missing_variant,
    review_overdue,
    self_approved,
    shadowed,
)
from cheatsheet.match import Finder
from cheatsheet.place import starter_folder
from tests.conftest import make_entry
from tests.lint.known import about, facts, facts_of, found

FULL = {"sms": "Short.", "phone": "Spoken."}


def test_every_rule_has_a_level() -> None:
    assert {*RULES, "library/shadowed", "library/invalid"} == {name for name in LEVELS if name.startswith("library/")}


def test_remarks_carry_the_name_of_their_rule() -> None:
    for name, rule in RULES.items():
        one = facts(
            "a", answer="Returns are open for 30 days.", owner="kim", approved_by="kim", review_by="2026-01-01"
        )
        alike = facts("b", complaint="a", answer="Returns are open for 14 days.", phrases=["a"])
        others = [facts(f"c{number}", channels=FULL, file="full.yaml") for number in range(4)]
        others.append(facts("c4", file="full.yaml"))
        same = [facts(own, answer="one two three four five six seven eight nine ten") for own in "de"]
        remarks = list(rule([one, alike, *others, *same], about()))
        assert remarks, name
        assert {remark.rule for remark in remarks} == {name}


# duplicate


def test_a_phrase_in_two_entries_is_reported_in_the_later_one() -> None:
    first = facts("first", phrases=["Where is it?"], file="a.yaml", line=7)
    later = facts("later", complaint="where is it")
    (remark,) = duplicate([first, later], about())
    assert (remark.facts.id, remark.key, remark.said) == ("later", "complaint", "where is it")
    assert "`first` (a.yaml:7)" in remark.message


def test_the_place_of_the_copied_phrase_is_named() -> None:
    first = facts("first", phrases=["x", "twice"])._replace(places={"": (1, 3), "phrases.1": (9, 7)})
    (remark,) = duplicate([first, facts("later", complaint="twice")], about())
    assert "sheet.yaml:9" in remark.message


def test_a_phrase_twice_in_one_entry_is_reported_with_another_message() -> None:
    remarks = list(duplicate([facts("only", complaint="It's late", phrases=["b", "its LATE!"])], about()))
    assert found(remarks) == [("only", "phrases.1")]
    assert remarks[0].message == "this phrase stands twice in the entry: as `complaint` too"


def test_every_copy_names_the_first() -> None:
    remarks = list(duplicate([facts(own, phrases=["same"]) for own in ("a", "b", "c")], about()))
    assert found(remarks) == [("b", "phrases.0"), ("c", "phrases.0")]
    assert all("`a`" in remark.message for remark in remarks)


def test_texts_without_a_word_are_no_copies() -> None:
    assert list(duplicate([facts("a", phrases=["???", "!"]), facts("b", phrases=["?"])], about())) == []


def test_a_retired_entry_is_no_copy_and_has_none() -> None:
    old = facts("old", phrases=["same"], status="retired", reason="gone")
    assert list(duplicate([old, facts("new", phrases=["same"]), old], about())) == []


# review-overdue and self-approved


@pytest.mark.parametrize(
    ("review_by", "status", "overdue"),
    [
        ("2026-11-22", "approved", True),
        ("2026-11-22", "in_review", True),
        ("2026-11-22", "draft", False),
        ("2026-11-22", "retired", False),
        ("2026-11-23", "approved", False),
        ("2027-01-01", "approved", False),
        (None, "approved", False),
    ],
)
def test_a_review_is_overdue_on_the_day_after(review_by: str | None, status: str, overdue: bool) -> None:
    entry = facts("a", review_by=review_by, status=status, reason="why")
    assert found(list(review_overdue([entry], about()))) == ([("a", "review_by")] if overdue else [])


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({"owner": "Kim", "approved_by": "kim"}, "its owner"),
        ({"owner": "Kim  Lee", "approved_by": " KIM lee "}, "its owner"),
        ({"owner": "team", "approved_by": "Kim", "proposed": {"answer": "New.", "by": "kim"}}, ""),
        ({"owner": "Kim", "approved_by": "Sam"}, ""),
        ({"owner": "Kim"}, ""),
        ({"approved_by": "Kim"}, ""),
        ({}, ""),
    ],
)
def test_nobody_approves_their_own_text(changes: dict[str, object], who: str) -> None:
    remarks = list(self_approved([facts("a", **changes)], about()))
    assert found(remarks) == ([("a", "approved_by")] if who else [])
    assert all(remark.message.endswith(f"who is {who}") for remark in remarks)


def test_a_team_may_allow_it() -> None:
    own = facts("a", owner="kim", approved_by="kim")
    assert list(self_approved([own], about(review_self_approval=True))) == []
    assert list(self_approved([own._replace(status="retired")], about())) == []


# missing-variant


def gaps(entries: Sequence[Facts]) -> list[tuple[str, str]]:
    """The entries that lack a variant, and which."""
    return [(remark.facts.id, remark.said) for remark in missing_variant(entries, about())]


def test_a_channel_that_three_of_three_neighbours_have_is_missing() -> None:
    full = [facts(own, channels=FULL) for own in "abc"]
    assert gaps([*full, facts("d")]) == [("d", "channels.phone"), ("d", "channels.sms")]
    assert gaps([*full, facts("d", channels={"sms": "Short."})]) == [("d", "channels.phone")]


def test_a_language_is_a_variant_too() -> None:
    german = {"de": {"answer": "Es kommt morgen."}}
    assert gaps([facts("z"), *(facts(own, languages=german) for own in "abc")]) == [("z", "languages.de")]


def test_three_quarters_of_the_neighbours_are_enough() -> None:
    full = [facts(own, channels=FULL) for own in "abc"]
    assert [own for own, _ in gaps([*full, facts("d"), facts("e")])] == ["d", "d", "e", "e"]
    assert gaps([*full, facts("d"), facts("e"), facts("f")]) == []


def test_two_neighbours_show_no_custom() -> None:
    assert gaps([facts("a", channels=FULL), facts("b", channels=FULL), facts("c")]) == []


def test_entries_of_other_files_and_retired_ones_are_no_neighbours() -> None:
    full = [facts(own, channels=FULL) for own in "ab"]
    far = facts("c", channels=FULL, file="other.yaml")
    old = facts("d", channels=FULL, status="retired", reason="gone")
    assert gaps([*full, far, old, facts("e")]) == []


# shadowed


def search(entries: Sequence[Entry]) -> list[Remark]:
    """What `shadowed` says of entries, of which agents search the approved ones."""
    index = Index.of(entries)
    return list(shadowed([facts_of(entry) for entry in entries], Finder(index=index), index.allowed(["approved"])))


def test_phrases_that_find_their_entry_are_fine() -> None:
    assert search([make_entry(phrases=["where is my order"]), make_entry(id="b", complaint="I want a refund")]) == []


def test_a_phrase_with_an_order_number_finds_its_own_entry_and_not_what_is_left_of_it() -> None:
    numbered = make_entry(id="numbered", complaint="The lamp is broken", phrases=["order 123456 has not come"])
    plain = make_entry(id="plain", complaint="It has not come", phrases=["order has not come"])
    assert search([numbered, plain]) == []


def test_a_phrase_without_a_word_leads_nowhere() -> None:
    (remark,) = search([make_entry(phrases=["???"])])
    assert (remark.key, remark.message) == ("phrases.0", "this phrase holds no word to be found by")


def test_a_phrase_of_numbers_alone_finds_its_entry_as_a_whole() -> None:
    assert search([make_entry(phrases=["4711 0815"])]) == []


def test_a_phrase_whose_words_mean_nothing_to_the_table_is_found_by_them() -> None:
    assert (
        search([make_entry(phrases=["\u6211\u7684\u5305\u88f9"]), make_entry(id="b", complaint="I want a refund")])
        == []
    )


def test_what_two_entries_have_is_a_duplicate_and_not_shadowed() -> None:
    assert (
        search([make_entry(id="a", phrases=["so late"]), make_entry(id="b", complaint="x", phrases=["so late"])])
        == []
    )


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_only_approved_entries_are_searched(status: str) -> None:
    hidden = make_entry(id="hidden", complaint="late", phrases=["???"], status=status, reason="why")
    assert search([hidden, make_entry(id="b", phrases=["so late"])]) == []


def test_a_long_phrase_is_asked_as_agents_ask() -> None:
    long = " ".join(
        ["I ordered a lamp for my mother and it has a crack in the foot, which is not what I paid for."] * 3
    )
    assert search([make_entry(phrases=[long]), make_entry(id="b", complaint="I want my money back")]) == []


# the starter library


def test_the_starter_library_has_no_copies_and_every_phrase_finds_its_entry() -> None:
    entries = Library.load(starter_folder("responses"), Path.cwd()).entries
    known = [facts_of(entry) for entry in entries]
    remarks = [
        remark for name in RULES if name != "library/missing-variant" for remark in RULES[name](known, about())
    ]
    assert [(*pair, remark.message) for pair, remark in zip(found(remarks), remarks, strict=True)] == []
    assert search(entries) == []
