"""A placeholder of one tool in a text of another is translated, asked for or told; it never passes as wording."""

import pytest

from cheatsheet.convert.foreign import in_title, placeholders_in
from cheatsheet.convert.names import DIALECTS
from cheatsheet.convert.placeholders import Table, Translated, translated

TABLE = Table.load()
TRANSLATED = {
    "#{ticket.customer.firstname}": "{{ customer.first_name }}",
    "#{user.firstname}": "{{ agent.name }}",
    "#{user.firstname} #{user.lastname}": "{{ agent.name }}",
    "%{ticket.name.first}": "{{ customer.first_name }}",
    "{%customer.firstName,fallback=there%}": '{{ customer.first_name | default("there") }}',
    "{%user.firstName%}": "{{ agent.name }}",
    "[Order Number]": "{{ order_number }}",
    "[[x]]": "{{ x }}",
    "{% raw": '{{ "{%" }} raw',
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("source", "expected"), TRANSLATED.items())
def test_every_tools_placeholder_is_known_in_every_text(dialect: str, source: str, expected: str) -> None:
    assert translated(f"Hi {source}, hello", TABLE, dialect).text == f"Hi {expected}, hello"


@pytest.mark.parametrize("dialect", ["zammad", "osticket", "helpscout"])
@pytest.mark.parametrize("source", ["{{agent.name}}", '{{ contact.name | default: "Bo" }}'])
def test_double_braces_are_known_where_they_are_another_tools(dialect: str, source: str) -> None:
    expected = '{{ customer.name | default("Bo") }}' if "Bo" in source else "{{ agent.name }}"
    assert translated(source, TABLE, dialect).text == expected


@pytest.mark.parametrize(
    ("dialect", "source", "name", "field"),
    [
        ("liquid", "{{ticket.ticket_field_123}}", "ticket.ticket_field_123", "ticket_ticket_field_123"),
        ("liquid", "{{ticket.latest_comment_formatted}}", None, "ticket_latest_comment_formatted"),
        ("helpscout", "{%customer.unknown%}", "customer.unknown", "customer_unknown"),
        ("brackets", "{%customer.unknown,fallback=x%}", "customer.unknown", "customer_unknown"),
        ("brackets", "{{ticket.unknown}}", "ticket.unknown", "ticket_unknown"),
        ("mustache", "#{user.shoe_size}", "user.shoe_size", "user_shoe_size"),
        ("liquid", "%{nobody.knows}", "nobody.knows", "nobody_knows"),
    ],
)
def test_an_unknown_name_is_asked_for_and_told(dialect: str, source: str, name: str | None, field: str) -> None:
    result = translated(source, TABLE, dialect)
    assert list(result.fields) == [field]
    name = name or "ticket.latest_comment_formatted"
    assert result.losses == (f"`{name}` is not known here: it is asked for as the field `{field}`",)


@pytest.mark.parametrize("source", ["[Order Number]", "{{ticket.id}}", "{{ order number }}", "[[x]]"])
def test_a_field_that_was_meant_is_no_loss(source: str) -> None:
    assert translated(source, TABLE, "brackets").losses == ()


def told(source: str, dialect: str) -> Translated:
    """A text whose last part stays and is told."""
    result = translated(f"Pay {source}", TABLE, dialect)
    assert any(source in loss for loss in result.losses), result
    assert not result.fields
    return result


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("source", ["${x}", "<<y>>", "{z}", "{!Contact.Name}", "*|FNAME|*", "%first_name%"])
def test_what_looks_like_a_placeholder_stays_and_is_told(dialect: str, source: str) -> None:
    result = told(source, dialect)
    assert (result.text, result.draft) == (f"Pay {source}", True)


@pytest.mark.parametrize("source", ["{% if x %}", "{%endif%}", "{% if customer.firstName %}"])
def test_help_scouts_other_tags_are_told_and_a_draft(source: str) -> None:
    assert told(source, "helpscout").draft


@pytest.mark.parametrize("dialect", ["liquid", "brackets", "mustache"])
@pytest.mark.parametrize("source", ["#{a + b}", "%{a + b}"])
def test_syntax_that_is_no_name_is_told_and_a_draft(dialect: str, source: str) -> None:
    assert told(source, dialect).draft


@pytest.mark.parametrize(
    "source", ["10% {5} [1] #1", "100% sure", "[here](https://a.example)", "a < b << c", "2*3*4"]
)
def test_wording_stays_without_a_word(source: str) -> None:
    result = translated(source, TABLE, "liquid")
    assert (result.text, result.losses, result.draft) == (source, (), False)


def test_a_placeholder_in_a_condition_of_another_tool_is_translated() -> None:
    source = "{% if ticket.requester.name %}#{user.fullname}{%customer.firstName%}{% endif %}"
    ours = "{% if customer.name is defined %}{{ agent.name }}{{ customer.first_name }}{% endif %}"
    assert translated(source, TABLE, "liquid").text == ours


def test_a_placeholder_of_help_scout_leaves_a_sheets_own_template_live() -> None:
    source = "{% if customer.name is defined %}{%customer.firstName%}{% endif %}"
    result = translated(source, TABLE, "brackets")
    assert result.text == "{% if customer.name is defined %}{{ customer.first_name }}{% endif %}"
    assert not result.draft


def test_a_teams_own_name_holds_in_any_syntax() -> None:
    table = Table.load({"{%ref%}": "order.number", "%{shop}": "company.name"})
    assert translated("{%ref%} %{shop}", table, "liquid").text == "{{ order.number }} {{ company.name }}"


def test_placeholders_are_found() -> None:
    assert placeholders_in("[a] #{b.c} {{d}} {z} [a]") == ["[a]", "#{b.c}"]


@pytest.mark.parametrize(
    ("title", "has"),
    [("Hi {{a.b}}", True), ("Hi #{a.b}", True), ("Hi {%a.b%}", True), ("Hi ${a}", True), ("[Shop] late", False)],
)
def test_a_placeholder_in_a_title_is_seen(title: str, *, has: bool) -> None:
    assert in_title(title) == has
