"""A reply says the customer's name: in the answer, or in the layout and its macros."""

import pytest

from cheatsheet.lint.naming import check
from tests.lint.judged import findings, said, with_layouts

PLAIN = "Your parcel comes on Friday."
UNNAMED = with_layouts(email="Hello,\n{{ body }}\nThe team", chat="{{ body }}")


@pytest.mark.parametrize("answer", [PLAIN, "{{ greeting() }}\n" + PLAIN, "Hi {{ customer.first_name }},\n" + PLAIN])
def test_the_layouts_that_travel_with_the_program_say_the_name(answer: str) -> None:
    assert findings(check, answer) == []
    assert findings(check, answer, "channels.chat") == []


def test_an_answer_that_greets_has_to_say_the_name_itself() -> None:
    found = findings(check, "\nHello there,\n" + PLAIN)
    assert [(each.rule, each.message) for each in found] == [("shape/no-name", "greets without the customer's name")]
    assert said(check, "\nHello there,\n" + PLAIN) == ["Hello there,"]
    assert said(check, "Dear customer,\n" + PLAIN, "channels.chat") == ["Dear customer,"]
    assert said(check, "Guten Tag,\nIhr Paket kommt.", "languages.de.answer", language="de") == ["Guten Tag,"]


def test_a_layout_without_a_name_leaves_it_to_the_answer() -> None:
    found = findings(check, PLAIN, knows=UNNAMED)
    assert [each.message for each in found] == [
        "neither this answer nor the layout for email says the customer's name"
    ]
    assert said(check, PLAIN, "channels.chat", knows=UNNAMED) == [PLAIN]
    assert findings(check, "Your parcel, {{ customer['name'] }}, is here.", knows=UNNAMED) == []


@pytest.mark.parametrize(
    "layout",
    [
        "Hi {{ customer.name }},\n{{ body }}",
        "{% if greets %}{{ body }}{% else %}{{ hello() }}{{ body }}{% endif %}",
        "{{ outer ( ) }}\n{{ body }}",
    ],
)
def test_a_name_in_the_layout_or_in_its_macros_is_enough(layout: str) -> None:
    macros = "{% macro hello() %}Hi {{ customer.name }}{% endmacro %}{%- macro outer() -%}{{ hello() }}{% endmacro %}"
    assert findings(check, PLAIN, knows=with_layouts(email=layout, macros=macros)) == []


def test_the_last_macro_of_a_name_counts() -> None:
    first = "{% macro hello() %}Hi {{ customer.name }}{% endmacro %}"
    layout = "{{ hello() }}{{ body }}"
    assert findings(check, PLAIN, knows=with_layouts(email=layout, macros=first)) == []
    second = "{% macro hello() %}Hi{% endmacro %}"
    assert findings(check, PLAIN, knows=with_layouts(email=layout, macros=first, macros_en=second))


def test_a_comment_and_an_address_are_no_name() -> None:
    assert findings(check, PLAIN, knows=with_layouts(email="{# customer.name #}{{ body }} {{ customer.email }}"))


def test_a_layout_that_greets_in_any_case_says_the_name_above_a_greeting_too() -> None:
    greeting = "Hello,\n" + PLAIN
    always = with_layouts(email="{{ customer.name }}\n{% if not greets %}Hi,{% endif %}{{ body }}")
    assert findings(check, greeting, knows=always) == []
    mostly = with_layouts(email="{% if not (greets or signs) %}Hi {{ customer.name }},{% endif %}{{ body }}")
    assert findings(check, greeting, knows=mostly)
    assert findings(check, PLAIN, knows=mostly) == []


def test_other_channels_and_texts_need_no_name() -> None:
    assert findings(check, "Hello, your parcel is here.", "channels.sms") == []
    assert findings(check, "Hello, your parcel is here.", "subject") == []
    assert findings(check, PLAIN, "channels.chat", knows=with_layouts(email="{{ body }}")) == []
