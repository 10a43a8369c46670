"""Contradictions: two numbers for one thing in one topic, and all the numbers that may well differ."""

import re
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from cheatsheet.library import Library
from cheatsheet.lint.contradiction import contradiction
from cheatsheet.lint.facts import Facts
from cheatsheet.lint.normal import OPAQUE
from cheatsheet.place import starter_folder
from tests.lint.known import about, facts, facts_of, found

VALUE = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}")
DEFAULT = re.compile(r"^[^|]*\| default\((\d+)\)\s*$")


def contradicts(*answers: str, tags: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The entries that are reported, of entries of one file with these answers."""
    known = [facts(f"e{number}", answer=answer, tags=list(tags)) for number, answer in enumerate(answers)]
    return found(list(contradiction(known, about())))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Returns are open for 30 days.", "You may send items back within 14 days."),
        ("You have 14 days from delivery to return it.", "Our return window is 30 days."),
        ("We refund you within 5 working days.", "Refunds take 10 business days."),
        ("Your money is back within two weeks.", "You get your money back within 30 days."),
        ("Standard delivery takes 3 days.", "Our standard delivery takes 5 days."),
        ("Delivery takes 3 to 5 working days.", "Delivery takes 7 working days."),
        ("The warranty lasts two years.", "Your item has a 12-month warranty."),
        ("We reply within 24 hours.", "Our team replies within 2 days."),
        ("You can cancel within 14 days.", "Orders can be cancelled within 30 days of purchase."),
        ("Exchanges are possible for thirty days.", "You can swap it for another size within 14 days."),
        ("Repairs take about two weeks.", "A repair takes 30 days."),
        ("There is a restocking fee of 10%.", "We charge a restocking fee of 15 percent."),
        ("Delivery costs €4.95.", "Delivery costs 5.95 euros."),
        ("Gift cards expire after 24 months.", "A gift card is valid for 12 months."),
    ],
)
def test_two_numbers_for_one_thing_contradict(one: str, other: str) -> None:
    assert contradicts(one, other) == [("e1", "answer")]
    assert contradicts(other, one) == [("e1", "answer")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Returns are open for 30 days.", "We refund you within 5 days of your return reaching us."),
        ("Returns are open for 30 days.", "Mattresses can be returned within 100 days."),
        ("Returns are open for 30 days.", "Opened items can be returned within 14 days."),
        ("Returns are open for 30 days.", "We log your return within 3 days."),
        ("Returns are open for 30 days.", "Your return label is valid for 14 days."),
        ("Returns are open for 30 days.", "Returns are open for {{ facts.return_days }} days."),
        ("Standard delivery takes 3 days.", "Express delivery takes 1 day."),
        ("Delivery takes 3 days.", "Delivery to Ireland takes 7 days."),
        ("Delivery takes 3 to 5 days.", "Delivery takes up to 5 days."),
        ("Delivery takes 1 working day.", "Delivery takes 2 days."),
        ("Delivery takes 24 hours.", "Delivery takes 1 day."),
        ("Delivery is free over 50 euros.", "Delivery costs 4.95 euros."),
        ("The warranty is 24 months.", "The warranty lasts two years."),
        ("Return it within 14 days.", "Return it within two weeks."),
        ("We reply within 24 hours.", "Please reply within 14 days."),
        ("We reply to emails within 2 days.", "We reply to chats within 5 minutes."),
        ("You can cancel within 14 days.", "We cancel unpaid orders after 7 days."),
        ("Your refund takes 5 days.", "Your bank may take 10 days to show the refund."),
        ("I refund you 10 euros.", "I refund you 20 euros."),
        ("We open 5 days a week and reply within 24 hours.", "We answer 7 days a week."),
    ],
)
def test_numbers_for_different_things_do_not_contradict(one: str, other: str) -> None:
    assert contradicts(one, other) == []
    assert contradicts(other, one) == []


def test_the_first_entry_is_named_with_its_words() -> None:
    first = facts("first", line=12, answer="You have 14 days to return it.")
    (remark,) = contradiction([first, facts("later", answer="Returns are open for thirty days.")], about())
    assert remark.message == '"thirty days" for return here, but "14 days" in `first` (sheet.yaml:12)'
    assert remark.said == "return: thirty days, 14 days in first"


def test_entries_of_one_tag_are_of_one_topic() -> None:
    one = facts("one", file="a.yaml", answer="Return it within 14 days.", tags=["returns", "x"])
    tagged = facts("two", file="b.yaml", answer="Return it within 30 days.", tags=["y", "returns"])
    assert found(list(contradiction([one, tagged], about()))) == [("two", "answer")]
    assert list(contradiction([one, tagged._replace(tags=("y",))], about())) == []


def test_who_agrees_with_the_first_is_not_reported_for_another() -> None:
    assert contradicts(*(f"Return it within {days} days." for days in (30, 14, 30, 14))) == [
        ("e1", "answer"),
        ("e3", "answer"),
    ]


def test_of_two_numbers_in_one_answer_each_has_its_case() -> None:
    both = "Return it within 14 days. Gold members return it within 30 days."
    assert contradicts("Return it within 14 days.", both) == []
    assert contradicts("Return it within 14 days. Return it within 30 days.", "Return it within 30 days.") == []


def test_one_contradiction_is_told_once() -> None:
    tags = ["returns", "money"]
    assert contradicts("We reply within 24 hours.", "We reply within 48 hours.", tags=tags) == [("e1", "answer")]


def test_retired_entries_contradict_nobody() -> None:
    old = facts("old", answer="Return it within 14 days.", status="retired", reason="gone")
    assert list(contradiction([old, facts("new", answer="Return it within 30 days.")], about())) == []


def test_every_order_finds_the_odd_one() -> None:
    answers = [f"Return it within {days} days." for days in (30, 30, 14)]
    assert all(contradicts(*order) for order in permutations(answers))


def written_out(entry: Facts, source: str) -> Facts:
    """The facts with every number of the shop in the text, as its default says."""

    def number(match: re.Match[str]) -> str:
        default = DEFAULT.match(match[1] or "")
        return default[1] if default else OPAQUE

    return entry._replace(answer=VALUE.sub(number, source))


def test_the_starter_library_contradicts_nothing_with_its_numbers_written_out() -> None:
    entries = Library.load(starter_folder("responses"), Path.cwd()).entries
    for channel in ("email", "phone"):
        known = [written_out(facts_of(each), each.channels.get(channel, each.answer)) for each in entries]
        one_topic = [each._replace(tags=("all",)) for each in known]
        for sheet in (known, one_topic):
            assert [remark.message for remark in contradiction(sheet, about())] == []
