"""Marks: what is missing in a reply is seen where it would stand, whatever the template does with it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cheatsheet.commands.marking import Marked, differing, marked, with_spans
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.layouts import Layouts
from cheatsheet.place import starter_folder
from cheatsheet.reply import Reply, compose
from cheatsheet.settings import Settings, load_settings
from tests.conftest import make_entry

LAYOUTS = Layouts.load(starter_folder("templates"), None, Path())


def settings() -> Settings:
    return load_settings(None, None, {}, {})


def show(answer: str, given: Mapping[str, str] | None = None, **changes: object) -> Marked:
    """The reply of an entry by chat, where the answer stands nearly alone."""

    def composed(entry: Entry, values: Mapping[str, str]) -> Reply:
        return compose(entry, values, settings(), LAYOUTS, channel="chat", language="en", today=date(2026, 11, 23))

    known = {"customer.name": "Dana", "agent.name": "Robin", **(given or {})}
    return marked(make_entry(answer=answer, **changes), known, composed)


def test_a_whole_reply_has_no_marks() -> None:
    assert show("It comes today.").marks == ()
    assert "It comes today." in show("It comes today.").body


@pytest.mark.parametrize(
    ("answer", "fields", "shown"),
    [
        ("Order {{ order.number }}.", {}, "Order ‹order number›."),
        ("By {{ order.date | date }}.", {}, "By ‹date of the order›."),
        ("By {{ order.date | working_days(3) | date }}.", {}, "By ‹date of the order›."),
        ("It was {{ order.total | money }}.", {}, "It was ‹total of the order›."),
        ("Your [Product Name] is here.", {}, "Your ‹Product Name› is here."),
        ("By {{ due }}.", {"due": {"prompt": "When?", "type": "date"}}, "By ‹When?›."),
        ("By {{ due | date('%d.%m.%Y') }}.", {"due": {"prompt": "When?", "type": "date"}}, "By ‹When?›."),
        ("{{ n }} items.", {"n": {"prompt": "How many?", "type": "number"}}, "‹How many?› items."),
        ("{{ n | money }}!", {"n": {"prompt": "How much?", "type": "number"}}, "‹How much?›!"),
        (
            "In {{ today | working_days(n) | date }}.",
            {"n": {"prompt": "How many days?", "type": "number"}},
            "In ‹How many days?›.",
        ),
        ("{{ c }} it is.", {"c": {"prompt": "Which?", "choices": ["A", "B"]}}, "‹Which?› it is."),
        (
            "{% if g %}Wrapped.{% else %}Bare.{% endif %} Bye.",
            {"g": {"prompt": "A gift?", "type": "yes/no"}},
            "‹A gift?›. Bye.",
        ),
        (
            "{% if g %}To {{ customer.email }}.{% endif %} Bye.",
            {"g": {"prompt": "A gift?", "type": "yes/no"}},
            "‹A gift?› Bye.",
        ),
    ],
)
def test_what_is_missing_stands_as_a_mark(answer: str, fields: dict[str, object], shown: str) -> None:
    found = show(answer, fields=fields)
    assert shown in found.body
    assert found.whole
    assert found.missing


def test_a_placeholder_that_was_given_counts_as_missing() -> None:
    found = show("Order {{ order.number }}.", {"order.number": "n/a"})
    assert "Order ‹order number›." in found.body


def test_a_prompt_that_looks_like_a_template_does_no_harm() -> None:
    prompt = "[red] {{ x }} <b> TODO"
    found = show("{{ c }}.", fields={"c": {"prompt": prompt}})
    assert f"‹{prompt}›" in found.body


def test_where_no_mark_suits_the_answer_is_shown_as_it_stands() -> None:
    answer = "By {{ customer.email | date }}."
    found = show(answer)
    assert (found.body, found.whole) == (answer, False)
    assert [item.name for item in found.missing] == ["customer.email"]


def test_a_fault_of_the_template_is_raised() -> None:
    with pytest.raises(Invalid, match="1 fault"):
        show("By {{ today | working_days(900) | date }}.")


def test_differences_with_no_word_between_are_one() -> None:
    one, other = "By Friday 4 May 2031, at last.", "By Monday 12 June 2048, at last."
    spans = list(differing(one, other, "‹When?›"))
    assert with_spans(one, spans) == "By ‹When?›, at last."


def test_texts_that_are_the_same_have_no_difference() -> None:
    assert list(differing("same", "same", "‹x›")) == []
