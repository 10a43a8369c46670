"""Placeholders of other tools become our values and fields; nothing else of a text becomes live."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.convert.live import names_used
from cheatsheet.convert.names import DIALECTS
from cheatsheet.convert.placeholders import Table, translated
from cheatsheet.errors import UsageError
from cheatsheet.filters import filters_for, shown
from cheatsheet.nodes import Place
from cheatsheet.sandbox import Sandbox, Values
from cheatsheet.template import Checker
from cheatsheet.template_text import FILTER_NAMES, Text

TABLE = Table.load({})


def rendered(template: str, values: dict[str, str] | None = None) -> tuple[str, list[str]]:
    """What a template says, and what it found missing."""
    groups: dict[str, dict[str, str]] = {"customer": {}, "order": {}, "agent": {}, "company": {}, "facts": {}}
    fields = {}
    for name, value in (values or {}).items():
        group, dot, key = name.partition(".")
        if dot:
            groups[group][key] = value
        else:
            fields[name] = value
    sandbox = Sandbox(filters_for(date(2026, 11, 22), "en", "€"), shown)
    checked = Checker(filters=frozenset(FILTER_NAMES)).check(Text(source=template, file="t", place=Place(1, 1)))
    context = {name: Values(name, group) for name, group in groups.items()} | fields | {"today": date(2026, 11, 22)}
    return sandbox.render(checked, context), list(sandbox.missing)


@pytest.mark.parametrize(
    ("dialect", "source", "expected"),
    [
        ("liquid", "{{ticket.requester.first_name}}", "{{ customer.first_name }}"),
        ("liquid", "{{ ticket.requester.firstname }}", "{{ customer.first_name }}"),
        ("liquid", "{{Ticket.Requester.Name}}", "{{ customer.name }}"),
        ("liquid", "{{ticket.requester.email}}", "{{ customer.email }}"),
        ("liquid", "{{current_user.name}}", "{{ agent.name }}"),
        ("liquid", "{{ticket.agent.name}}", "{{ agent.name }}"),
        ("liquid", "{{ticket.id}}", "{{ ticket_id }}"),
        ("liquid", "{{ticket.title}}", "{{ ticket_subject }}"),
        ("liquid", "{{dc.welcome}}", "{{ dc_welcome }}"),
        ("mustache", "{{ contact.name }}", "{{ customer.name }}"),
        ("mustache", "{{agent.name}}", "{{ agent.name }}"),
        ("mustache", "{{conversation.custom_attribute.plan}}", "{{ plan }}"),
        ("mustache", '{{user.name|fallback:"there"}}', '{{ customer.name | default("there") }}'),
        ("mustache", "{{recipient.first_name}}", "{{ customer.first_name }}"),
        ("zammad", "#{ticket.customer.firstname}", "{{ customer.first_name }}"),
        ("zammad", "#{user.firstname}", "{{ agent.name }}"),
        ("zammad", "#{user.firstname} #{user.lastname}", "{{ agent.name }}"),
        ("zammad", "#{ticket.customer.lastname}", "{{ customer_last_name }}"),
        ("zammad", "#{ticket.state.value}", "{{ ticket_state }}"),
        ("helpscout", "{%customer.firstName,fallback=there%}", '{{ customer.first_name | default("there") }}'),
        ("helpscout", "{%customer.firstName,fallback=%}", "{{ customer.first_name }}"),
        ("helpscout", "{%user.firstName%}", "{{ agent.name }}"),
        ("helpscout", "{%conversation.number%}", "{{ conversation_number }}"),
        ("brackets", "[Order Number]", "{{ order_number }}"),
        ("brackets", "[[field]]", "{{ field }}"),
        ("brackets", "[Customer Name]", "{{ customer.name }}"),
        ("brackets", "{{ Order Number }}", "{{ order_number }}"),
        ("brackets", "{{ticket.id}}", "{{ ticket_id }}"),
    ],
)
def test_a_placeholder_becomes_ours(dialect: str, source: str, expected: str) -> None:
    assert translated(source, TABLE, dialect).text == expected


def test_what_we_do_not_have_is_asked_for_by_name() -> None:
    fields = translated("{{ticket.id}} {{dc.welcome_text}} {{ticket.ticket_field_12}}", TABLE, "liquid").fields
    assert fields["ticket_id"] == {"prompt": "the ticket number"}
    assert fields["dc_welcome_text"]["prompt"] == "the text of dynamic content welcome text"
    assert "ticket_ticket_field_12" in fields


def test_a_loss_is_told_where_something_is_lost_and_only_there() -> None:
    assert translated("{{current_user.name}} {{ticket.id}}", TABLE, "liquid").losses == ()
    told = translated("{{current_user.first_name}}", TABLE, "liquid").losses
    assert told == ("the agent's whole name stands for the first name",)


@pytest.mark.parametrize(
    "source", ["[Subject]", "[Order]", "[Class]", "[2nd item]", "[Größe]", "[名前]", "{{ body }}"]
)
def test_a_fields_name_is_one_that_a_template_can_use(source: str) -> None:
    result = translated(source, TABLE, "brackets")
    (name,) = result.fields
    assert rendered(result.text, {name: "seen"}) == ("seen", [])


def test_two_placeholders_never_share_a_field() -> None:
    result = translated("{{x.a_b}} {{x.a.b}}", TABLE, "liquid")
    assert result.text == "{{ x_a_b }} {{ x_a_b_2 }}"
    assert list(result.fields) == ["x_a_b", "x_a_b_2"]


@pytest.mark.parametrize(("values", "said"), [({}, "Hi there"), ({"customer.first_name": "Bo"}, "Hi Bo")])
def test_a_fallback_stands_for_a_blank_value(values: dict[str, str], said: str) -> None:
    template = translated("Hi {%customer.firstName,fallback=there%}", TABLE, "helpscout").text
    assert rendered(template, values) == (said, [])


def test_a_fallback_with_quotes_is_said_as_it_was() -> None:
    template = translated('{%customer.firstName,fallback=my "dear" \\n%}', TABLE, "helpscout").text
    assert rendered(template) == ('my "dear" \\n', [])


def test_a_teams_own_names_come_first() -> None:
    table = Table.load({"{{ticket.id}}": "order.number", "[Ref No]": "reference", "ticket.x": "facts.return_days"})
    assert (
        translated("{{ ticket.id }} {{ticket.x}}", table, "liquid").text
        == "{{ order.number }} {{ facts.return_days }}"
    )
    assert translated("[ref no]", table, "brackets").text == "{{ reference }}"


@pytest.mark.parametrize("ours", ["ordr.number", "Order Number", "customer", "class", "", "subject", "order."])
def test_a_teams_name_that_is_none_of_ours_is_refused(ours: str) -> None:
    with pytest.raises(UsageError):
        Table.load({"ticket.id": ours})


@pytest.mark.parametrize("dialect", [d for d in DIALECTS if d != "brackets"])
@pytest.mark.parametrize("source", ["a {# b #} c", "a {{ b", "a {% b", "}} a %}", "{{{ x", "{ {", "{%{{"])
def test_signs_that_mean_nothing_are_shown_and_never_live(dialect: str, source: str) -> None:
    result = translated(source, TABLE, dialect)
    assert rendered(result.text)[0] == source
    assert result.draft == any(sign in source for sign in ("{{", "{%", "}}", "%}"))


def test_two_halves_never_make_a_live_sign() -> None:
    result = translated("{{% assign x = 1 %}{ agent.name }}", TABLE, "liquid")
    assert rendered(result.text, {"agent.name": "Robin"})[0] == "{{ agent.name }}"
    assert result.draft


@pytest.mark.parametrize(
    "source",
    [
        "{{ order.number }} and {{ order.total | money }}",
        "{% if customer.first_name is defined %}Hi {{ customer.first_name }}{% else %}Hi{% endif %}",
        "{% for x in ['a', 'b'] %}{{ x }}, {% endfor %}",
        "{{ today | working_days(facts.reply_days | default(1)) | date }}",
        "{% raw %}{{ x }}{% endraw %}",
        "See [1], [here](https://a.example) and {{ greeting() }} {# a note #}",
    ],
)
def test_a_template_of_ours_in_a_sheet_stays_as_it_is(source: str) -> None:
    result = translated(source, TABLE, "brackets")
    assert (result.text, result.losses, result.draft) == (source, (), False)


def test_a_sheets_template_that_cannot_be_ours_is_shown_and_told() -> None:
    result = translated("{% set x = 1 %}Hi {{ ticket.id }}", TABLE, "brackets")
    assert result.draft
    assert any("{% set x = 1 %}" in loss for loss in result.losses)
    assert rendered(result.text, {"ticket_id": "7"})[0] == "{% set x = 1 %}Hi 7"


SIGNS = (
    st.sampled_from(
        [
            "{",
            "}",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "#{",
            "[",
            "]",
            "|",
            "'",
            '"',
            "\n",
            " ",
            "-",
            "\\",
            "word",
            "==",
        ]
    )
    | st.sampled_from(
        [
            "if ",
            "endif",
            "else",
            "elsif ",
            "case ",
            "raw",
            "endraw",
            "comment",
            "endcomment",
            "ticket.id",
            "agent.name",
        ]
    )
    | st.sampled_from(
        [
            "{% if ticket.requester.name == 'a' %}",
            "{% endif %}",
            "{% else %}",
            "{{ticket.id}}",
            "{% raw %}",
            "{% endraw %}",
        ]
    )
    | st.sampled_from(
        ["{% for x in ['a'] %}", "{% endfor %}", "{{ order.number }}", "{% unless agent.name %}", "{% endunless %}"]
    )
    | st.sampled_from(
        [
            "#{user.firstname}",
            "{%customer.firstName,fallback=",
            "{%a.b%}",
            "%{ticket.name}",
            "[Order]",
            "[[x]]",
            "${y}",
        ]
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS | st.text(max_size=3), max_size=14).map("".join), st.sampled_from(DIALECTS))
def test_whatever_the_text_the_result_is_a_template_that_may_run(source: str, dialect: str) -> None:
    result = translated(source, TABLE, dialect)
    used = names_used(result.text)
    assert used is not None
    groups = {"customer", "order", "agent", "company", "facts", "today", "x", "loop"}
    assert {name.partition(".")[0] for name in used} <= groups | result.fields.keys()
