"""From an entry and values to a finished reply, or to the list of what is missing."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid, MissingValues
from cheatsheet.layouts import Layouts
from cheatsheet.place import starter_folder
from cheatsheet.reply import Reply, compose, tidy
from cheatsheet.settings import Setting, Settings
from tests.conftest import Workspace

Make = Callable[..., Entry]
TODAY = date(2026, 11, 23)
GIVEN: Mapping[str, str] = {"customer.name": "Dana Smith", "order.number": "1042"}
CHANNELS = ("email", "chat", "sms", "phone", "social")


@pytest.fixture
def layouts(tmp_path: Path) -> Layouts:
    return Layouts.load(starter_folder("templates"), None, tmp_path)


def settings(**values: str) -> Settings:
    named = {"agent.name": "Robin", **{name.replace("__", "."): value for name, value in values.items()}}
    return Settings(known={name: Setting(value=value, origin="test") for name, value in named.items() if value})


def reply(
    entry: Entry,
    layouts: Layouts,
    given: Mapping[str, str] = GIVEN,
    *,
    channel: str = "email",
    language: str = "en",
    effective: Settings | None = None,
) -> Reply:
    return compose(entry, given, effective or settings(), layouts, channel=channel, language=language, today=TODAY)


def missing(entry: Entry, layouts: Layouts, given: Mapping[str, str] = GIVEN, channel: str = "email") -> list[str]:
    with pytest.raises(MissingValues) as caught:
        reply(entry, layouts, given, channel=channel)
    return [item.name for item in caught.value.missing]


def test_a_mail_greets_answers_and_signs(entry: Make, layouts: Layouts) -> None:
    body = reply(entry(answer="Order {{ order.number }} comes tomorrow.\n"), layouts).body
    first, second, *_, last = body.split("\n\n")
    assert (first, second) == ("Hi Dana,", "Order 1042 comes tomorrow.")
    assert last == "Kind regards,\nRobin"


def test_company_lines_appear_where_the_company_is_set(entry: Make, layouts: Layouts) -> None:
    effective = settings(company__name="Acme", company__phone="+1 555 0100", company__email="care@acme.example")
    assert reply(entry(), layouts, effective=effective).body.endswith(
        "Kind regards,\nRobin\nAcme\n+1 555 0100, care@acme.example"
    )


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_needs_the_two_names_and_no_more(entry: Make, layouts: Layouts, channel: str) -> None:
    body = reply(entry(), layouts, {"customer.name": "Dana Smith"}, channel=channel).body
    assert "It comes tomorrow." in body
    assert "Dana" in body
    assert "Robin" in body


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_subject_is_for_mails_alone(entry: Make, layouts: Layouts, channel: str) -> None:
    subject = reply(entry(subject="Your order {{ order.number }}"), layouts, channel=channel).subject
    assert subject == ("Your order 1042" if channel == "email" else None)


@pytest.mark.parametrize(
    ("given", "effective", "subject"),
    [
        (GIVEN, settings(), "Your order 1042"),
        ({"customer.name": "Dana"}, settings(), "Your message to us"),
        ({"customer.name": "Dana"}, settings(company__name="Acme"), "Your message to Acme"),
    ],
)
def test_a_mail_without_a_subject_of_its_own_gets_one(
    entry: Make, layouts: Layouts, given: Mapping[str, str], effective: Settings, subject: str
) -> None:
    assert reply(entry(), layouts, given, effective=effective).subject == subject


def test_a_subject_is_one_line(entry: Make, layouts: Layouts) -> None:
    assert reply(entry(subject="Your\norder\n"), layouts).subject == "Your order"


def test_a_channel_takes_its_own_wording(entry: Make, layouts: Layouts) -> None:
    made = entry(channels={"sms": "Late: {{ order.number }}."})
    short = reply(made, layouts, channel="sms")
    assert short.body == "Hi Dana. Late: 1042. - Robin"
    assert short.own_wording is True
    assert "It comes tomorrow." in reply(made, layouts, channel="chat").body
    assert reply(made, layouts, channel="chat").own_wording is False


def test_the_phone_opens_with_three_things_and_spells(entry: Make, layouts: Layouts) -> None:
    body = reply(entry(), layouts, channel="phone", effective=settings(company__name="Acme")).body
    opening = body.split("\n")[0]
    assert "Robin" in opening
    assert "Acme" in opening
    assert "help" in opening
    assert "D as in Delta, A as in Alpha" in body
    assert "one, zero, four, two" in body


@pytest.mark.parametrize(
    "greeting",
    ["Hi Dana,", "Hello Dana,", "Dear Dana,", "Hey there!", "Good morning Dana,", "Dear {{ customer.name }}:"],
)
def test_an_answer_that_greets_is_not_greeted_again(entry: Make, layouts: Layouts, greeting: str) -> None:
    body = reply(entry(answer=f"{greeting}\n\nIt comes tomorrow."), layouts).body
    assert body.count("Dana") + body.count("there") == 1
    assert body.startswith(greeting.replace("{{ customer.name }}", "Dana Smith"))
    assert body.endswith("Kind regards,\nRobin")


@pytest.mark.parametrize(
    "sign_off",
    [
        "Kind regards,\nDana's friend Lee",
        "Best,\nLee",
        "Yours sincerely,\nLee\nAcme",
        "Thank you,\n{{ agent.name }}",
        "Cheers\nLee",
    ],
)
def test_an_answer_that_signs_is_not_signed_again(entry: Make, layouts: Layouts, sign_off: str) -> None:
    body = reply(entry(answer=f"It comes tomorrow.\n\n{sign_off}"), layouts).body
    assert body.startswith("Hi Dana,\n\nIt comes tomorrow.")
    assert body.endswith(sign_off.replace("{{ agent.name }}", "Robin"))


@pytest.mark.parametrize(
    "answer",
    [
        "Thank you for telling us.\nIt comes tomorrow.",
        "Hidden fees are never charged.\n\nBest of all, it is free.",
        "Dearer parts are in stock, too.",
        "His lamp comes tomorrow, hello or not.",
    ],
)
def test_an_answer_that_only_looks_like_a_letter_is_greeted_and_signed(
    entry: Make, layouts: Layouts, answer: str
) -> None:
    body = reply(entry(answer=answer), layouts).body
    assert body.startswith("Hi Dana,\n\n")
    assert body.endswith("Kind regards,\nRobin")


def test_a_short_text_that_names_the_customer_needs_no_greeting(entry: Make, layouts: Layouts) -> None:
    made = entry(channels={"sms": "Sorry, {{ customer.first_name }}. It comes tomorrow."})
    assert reply(made, layouts, channel="sms").body == "Sorry, Dana. It comes tomorrow. - Robin"


def test_all_that_is_missing_in_answer_subject_and_layout_is_listed_at_once(entry: Make, layouts: Layouts) -> None:
    made = entry(
        answer="{{ order.item }} comes with {{ carrier }}, and [Tracking Link].",
        subject="{{ order.number }}",
        fields={"carrier": {"prompt": "Which carrier?"}},
    )
    names = missing(made, layouts, {})
    assert set(names) == {"order.item", "carrier", "[Tracking Link]", "order.number", "customer.first_name"}
    assert len(names) == len(set(names))


def test_what_is_missing_says_what_it_is_and_where_it_stands(entry: Make, layouts: Layouts) -> None:
    made = entry(answer="{{ carrier }}", fields={"carrier": {"prompt": "Which carrier?"}})
    with pytest.raises(MissingValues) as caught:
        reply(made, layouts)
    assert (caught.value.missing[0].prompt, caught.value.missing[0].file) == ("Which carrier?", "sheet.yaml")


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", "\x07", "[Name]"])
def test_a_blank_value_is_missing(entry: Make, layouts: Layouts, blank: str) -> None:
    assert missing(entry(), layouts, {"customer.name": blank}) == ["customer.first_name"]


def test_an_agent_without_a_name_is_missing(entry: Make, layouts: Layouts) -> None:
    with pytest.raises(MissingValues) as caught:
        reply(entry(), layouts, effective=settings(agent__name=""))
    assert [item.name for item in caught.value.missing] == ["agent.name"]


def test_an_optional_value_is_not_missing(entry: Make, layouts: Layouts) -> None:
    item = "{% if order.item is defined %} ({{ order.item }}){% endif %}"
    made = entry(answer=f"It{item} is {{{{ order.status | default('late') }}}}.")
    assert "It is late." in reply(made, layouts).body
    assert "It (Lamp) is late." in reply(made, layouts, {**GIVEN, "order.item": "Lamp"}).body


@pytest.mark.parametrize("blank", ["[Product Name]", "[name]", "[Order Number]", "[Ihr Produkt]"])
def test_a_placeholder_is_missing_until_it_is_filled(entry: Make, layouts: Layouts, blank: str) -> None:
    made = entry(answer=f"Your {blank} comes tomorrow, the {blank}.")
    assert missing(made, layouts) == [blank]
    filled = reply(made, layouts, {**GIVEN, blank: "Lamp"}).body
    assert "Your Lamp comes tomorrow, the Lamp." in filled


@pytest.mark.parametrize("value", [" ", "[Other Blank]", "\x1b[0m"])
def test_a_placeholder_is_not_filled_with_another_blank(entry: Make, layouts: Layouts, value: str) -> None:
    assert missing(entry(answer="Your [Product Name]."), layouts, {**GIVEN, "[Product Name]": value}) == [
        "[Product Name]"
    ]


@pytest.mark.parametrize("left", ["XXX", "TODO", "FIXME", "____", "{order}", "{ customer.name }"])
def test_what_was_left_to_write_is_not_sent(entry: Make, layouts: Layouts, left: str) -> None:
    with pytest.raises(Invalid) as caught:
        reply(entry(answer=f"Your order {left} comes."), layouts)
    assert left in caught.value.faults[0].message


@pytest.mark.parametrize("text", ["see note [1]", "a [link](https://acme.example)", "size XX", "{}"])
def test_ordinary_brackets_are_sent(entry: Make, layouts: Layouts, text: str) -> None:
    assert f"Here: {text}." in reply(entry(answer=f"Here: {text}."), layouts).body


@pytest.mark.parametrize("name", ["{{7*7}}", "{% for x in y %}", "{name}", "Dana [VIP] Smith"])
def test_what_the_customer_wrote_stays_literal(entry: Make, layouts: Layouts, name: str) -> None:
    body = reply(entry(answer="Thank you, {{ customer.name }}."), layouts, {**GIVEN, "customer.name": name}).body
    assert f"Thank you, {name}." in body


def test_an_escape_in_a_value_never_reaches_the_body(entry: Make, layouts: Layouts) -> None:
    given = {**GIVEN, "order.number": "\x1b[201~1042\x07\u202e"}
    body = reply(entry(answer="Order {{ order.number }}."), layouts, given).body
    assert "Order 1042." in body


def test_a_language_of_the_entry_is_used(entry: Make, layouts: Layouts) -> None:
    made = entry(languages={"de": {"answer": "Es kommt morgen.", "subject": "Ihre Bestellung"}})
    german = reply(made, layouts, language="de")
    assert "Es kommt morgen." in german.body
    assert german.subject == "Ihre Bestellung"
    assert german.language == "de"
    assert "It comes tomorrow." in reply(made, layouts, language="fr").body


def test_an_own_macro_changes_every_reply(entry: Make, workspace: Workspace) -> None:
    root = workspace({"templates/macros.j2": "{% macro greeting() %}Dear {{ customer.name }},{% endmacro %}"})
    own = Layouts.load(starter_folder("templates"), root / "templates", root)
    assert reply(entry(), own).body.startswith("Dear Dana Smith,\n\nIt comes tomorrow.")
    assert reply(entry(), own).body.endswith("Kind regards,\nRobin")


def test_an_empty_reply_is_an_error(entry: Make, workspace: Workspace) -> None:
    root = workspace({"templates/chat.j2": "{{ body }}"})
    own = Layouts.load(starter_folder("templates"), root / "templates", root)
    made = entry(answer="{% if order.item is defined %}x{% endif %}")
    with pytest.raises(Invalid, match="1 fault"):
        reply(made, own, channel="chat")


def test_a_fault_in_a_layout_names_the_layout(entry: Make, workspace: Workspace) -> None:
    root = workspace({"templates/chat.j2": "{{ body }}\n{{ body | nope }}"})
    own = Layouts.load(starter_folder("templates"), root / "templates", root)
    with pytest.raises(Invalid) as caught:
        reply(entry(), own, channel="chat")
    assert str(caught.value.faults[0]).startswith("templates/chat.j2:2")


def test_composing_twice_gives_the_same(entry: Make, layouts: Layouts) -> None:
    made = entry(answer="{{ today | working_days(3) | date }}")
    assert reply(made, layouts) == reply(made, layouts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a  \n\n\n\nb\n", "a\n\nb"), ("\n a", "a"), ("a\r\nb", "a\nb"), ("", ""), ("a\x07b\u202e", "ab")],
)
def test_a_text_is_tidied(text: str, expected: str) -> None:
    assert tidy(text) == expected
    assert tidy(tidy(text)) == expected


HIDDEN = ["[\u200eProduct Name]", "[\ufeffOrder]", '{{ "[\\x07Name]" }}', '[{{ "\u202a" }}Name]']
WRAPPED = [
    "[date that\nyou can keep]",
    "[ Name ]",
    "[1st name]",
    "[**Name**]",
    "[_Name_]",
    "[$Name]",
    "[?]",
    "[ ]",
    "[...]",
]
OTHER = ["［Name］", "[Name](x)", '["Name"]', "[\u00a0Name]"]


@pytest.mark.parametrize("blank", [*HIDDEN, *WRAPPED, *OTHER])
def test_a_blank_of_any_shape_is_missing(entry: Make, layouts: Layouts, blank: str) -> None:
    with pytest.raises(MissingValues):
        reply(entry(answer=f"Dear {blank}, it comes."), layouts)


@pytest.mark.parametrize("left", ["<Name>", "<insert date>", "{name-x}", "TBD", "XXX", "{{ '{{' }}"])
def test_any_other_left_over_is_a_fault(entry: Make, layouts: Layouts, left: str) -> None:
    with pytest.raises(Invalid):
        reply(entry(answer=f"Dear {left}, it comes."), layouts)


def test_a_customers_brackets_do_not_hide_a_blank_of_the_entry(entry: Make, layouts: Layouts) -> None:
    answer = "The [Product Name] is broken, {{ customer.name }}."
    with pytest.raises(MissingValues):
        reply(entry(answer=answer), layouts, {**GIVEN, "customer.name": "Dana [Product Name]"})


@pytest.mark.parametrize("default", ["[carrier]", "TODO", "n/a"])
def test_a_placeholder_as_the_default_of_a_field_is_missing(entry: Make, layouts: Layouts, default: str) -> None:
    fields = {"car": {"prompt": "Which?", "default": default}}
    with pytest.raises(MissingValues):
        reply(entry(answer="Via {{ car }}.", fields=fields), layouts)


@pytest.mark.parametrize("value", ["\u200b", "\u2800", "\u00ad", "\u3164", ",", " , ", "null", "None"])
def test_a_value_that_nobody_sees_is_missing(entry: Make, layouts: Layouts, value: str) -> None:
    with pytest.raises(MissingValues):
        reply(entry(answer="For {{ order.item }}."), layouts, {**GIVEN, "order.item": value})


@pytest.mark.parametrize("left", ["{% raw %}{{ x }}{% endraw %}", "TODO", "XXX", "____"])
def test_a_customers_words_do_not_hide_a_left_over_of_the_entry(entry: Make, layouts: Layouts, left: str) -> None:
    name = "Dana {{ x }} TODO XXX ____"
    with pytest.raises(Invalid):
        reply(entry(answer=f"{left} for {{{{ customer.name }}}}."), layouts, {**GIVEN, "customer.name": name})
    assert name in reply(entry(answer="For {{ customer.name }}."), layouts, {**GIVEN, "customer.name": name}).body


@pytest.mark.parametrize("hidden", ["\ue000Name\ue001", '{{ "\\ue000Name\\ue001" }}'])
def test_the_shields_signs_cannot_smuggle_a_blank_in(entry: Make, layouts: Layouts, hidden: str) -> None:
    with pytest.raises(Invalid):
        reply(entry(answer=f"Dear {hidden}."), layouts)


def test_the_shields_signs_in_a_value_or_a_default_are_dropped(entry: Make, layouts: Layouts) -> None:
    sly = "a\ue000Name\ue001"
    made = entry(answer="For {{ order.item }}, {{ car }}.", fields={"car": {"prompt": "Which?", "default": sly}})
    assert "For aName, aName." in reply(made, layouts, {**GIVEN, "order.item": sly}).body
