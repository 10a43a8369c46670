"""Liquid becomes Jinja where the two mean the same; the rest is told, and no wording is lost."""

import pytest

from cheatsheet.convert.placeholders import Table, translated
from tests.convert.test_placeholders import rendered

TABLE = Table.load({})
BO = {"customer.name": "Bo", "customer.first_name": "Bo", "customer.email": "bo@a.example", "agent.name": "Robin"}
ADA = {"customer.name": "Ada"}


@pytest.mark.parametrize(
    ("source", "bo", "ada"),
    [
        ("{% if ticket.requester.name == 'Bo' %}A{% else %}B{% endif %}", "A", "B"),
        ("{% if ticket.requester.name != “Bo” %}A{% else %}B{% endif %}", "B", "A"),
        ("{% if 'Bo' == ticket.requester.name %}A{% endif %}!", "A!", "!"),
        ("{% if ticket.requester.name contains 'd' %}A{% endif %}!", "!", "A!"),
        ("{% if ticket.requester.email %}A{% else %}B{% endif %}", "A", "B"),
        ("{% if ticket.requester.email == blank %}A{% else %}B{% endif %}", "B", "A"),
        ("{% if ticket.requester.email != nil %}A{% else %}B{% endif %}", "A", "B"),
        ("{% if ticket.requester.email == '' %}A{% else %}B{% endif %}", "B", "A"),
        ("{% unless ticket.requester.email %}A{% else %}B{% endunless %}", "B", "A"),
        ("{% if ticket.requester.name == 'X' %}A{% elsif ticket.requester.name == 'Ada' %}B{% endif %}.", ".", "B."),
        (
            "{% if ticket.requester.email and ticket.requester.name == 'X' or"
            " ticket.requester.name == 'Bo' %}A{% endif %}.",
            "A.",
            ".",
        ),
        (  # from the right: `or` holds its right side together, so the first clause decides
            "{% if ticket.requester.name == 'X' and ticket.requester.email or ticket.requester.name %}A{% endif %}.",
            ".",
            ".",
        ),
        ("{{ ticket.requester.name | upcase }} {{ticket.requester.name|downcase}}", "BO bo", "ADA ada"),
        ('{{ ticket.requester.email | default: "no address" }}', "bo@a.example", "no address"),
        ("{{ ticket.requester.name | strip | escape }}", "Bo", "Ada"),
        ("{{ 'now' | date: '%d %B %Y' }}", "22 November 2026", "22 November 2026"),
        ("{{ 'now' | date: '%-d.%m.' }}{{ 'text' }}", "22.11.text", "22.11.text"),
        ("a {% if ticket.requester.email %}b{% endif %}\nc", "a b\nc", "a \nc"),
        ("a\n{% if ticket.requester.email %}\nb\n{% endif %}\nc", "a\n\nb\n\nc", "a\n\nc"),
        ("a {%- if ticket.requester.email -%} b {%- endif -%} c", "abc", "ac"),
        ("{% raw %}# {{ x }} #{% endraw %}", "# {{ x }} #", "# {{ x }} #"),
    ],
)
def test_what_means_the_same_is_translated(source: str, bo: str, ada: str) -> None:
    result = translated(source, TABLE, "liquid")
    assert not [loss for loss in result.losses if loss.startswith("untranslated")]
    assert rendered(result.text, BO)[0] == bo
    assert rendered(result.text, ADA)[0] == ada


def test_a_comparison_asks_for_a_value_that_is_not_known() -> None:
    template = translated("{% if ticket.requester.email == 'a' %}A{% endif %}", TABLE, "liquid").text
    assert rendered(template, ADA) == ("", ["customer.email"])


@pytest.mark.parametrize(
    ("source", "said", "told"),
    [
        (
            "{% case ticket.status %}{% when 'open' %}It waits.{% else %}It is done.{% endcase %}",
            "It waits. It is done.",
            "case",
        ),
        ("{% if ticket.priority == 'high' %}Soon{% else %}Later{% endif %}", "Soon Later", "if ticket.priority"),
        ("{% if ticket.requester.name > 'B' %}Yes{% endif %}", "Yes", "if ticket.requester.name >"),
        ("{% if ticket.requester.name == '[x]' %}Yes{% endif %}", "Yes", "[x]"),
        ("{% for c in ticket.comments %}One of them{% endfor %}", "One of them", "for c in"),
        ("{% assign x = 'y' %}Hi", "Hi", "assign x"),
        ("Hi{% endif %}", "Hi", "endif"),
        ("{% if ticket.requester.name %}Hi", "Hi", "if ticket.requester.name"),
        ("Hi{% include 'footer' %}", "Hi", "include"),
        ("{% if ticket.requester.name %}{% case x %}Hi{% endif %}", "Hi", "case x"),
        (
            "{% if ticket.requester.name %}A{% else %}B{% elsif ticket.requester.name %}C{% endif %}",
            "A B C",
            "if ticket.requester.name",
        ),
    ],
)
def test_what_has_no_equal_is_told_and_its_wording_stays(source: str, said: str, told: str) -> None:
    result = translated(source, TABLE, "liquid")
    assert rendered(result.text, BO)[0].split() == said.split()
    assert any(told in loss and loss.startswith("untranslated") for loss in result.losses)
    assert result.draft


def test_an_inner_condition_stays_where_only_the_outer_one_goes() -> None:
    source = "{% case x %}{% when 1 %}{% if ticket.requester.email %}A{% else %}B{% endif %}{% endcase %}"
    assert rendered(translated(source, TABLE, "liquid").text, ADA)[0] == "B"


@pytest.mark.parametrize(
    "source", ["{{ ticket.id | plus: 3 }}", "{{ 3 | times: 4 }}", "{{ ticket.updated_at | date: '%H:%M' }}", "{{ }}"]
)
def test_an_expression_that_has_no_equal_is_asked_for(source: str) -> None:
    result = translated(source, TABLE, "liquid")
    assert result.draft
    assert len(result.fields) == 1
    assert rendered(result.text, dict.fromkeys(result.fields, "seen")) == ("seen", [])


def test_a_date_that_is_asked_for_is_a_date() -> None:
    result = translated("{{ ticket.due_on | date: '%d %B' }}", TABLE, "liquid")
    assert result.fields["ticket_due_on"]["type"] == "date"
    assert result.text == '{{ ticket_due_on | date("%d %B") }}'


def test_a_comment_is_kept_apart() -> None:
    result = translated("Hi{% comment %} ask {{ticket.id}} first {% endcomment %} there", TABLE, "liquid")
    assert (result.text, result.notes, result.fields) == ("Hi there", ("ask {{ticket.id}} first",), {})
