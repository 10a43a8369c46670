"""Values: what flags and settings give, as a template sees them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError
from cheatsheet.settings import Setting, Settings
from cheatsheet.values import MAX_LENGTH, clean, first_name, parse_pairs, prompt_for, template_values

Make = Callable[..., Entry]
TODAY = date(2026, 11, 23)


def settings(**values: str | float | bool) -> Settings:
    named = {name.replace("__", "."): Setting(value=value, origin="test") for name, value in values.items()}
    return Settings(known=named)


def seen(entry: Entry, given: Mapping[str, str], effective: Settings | None = None) -> Mapping[str, object]:
    return template_values(entry, given, effective or settings(), TODAY)


def test_pairs_are_split_at_the_first_equals_sign() -> None:
    assert parse_pairs(["order.item=a=b", " customer.name =Dana", "x="]) == {
        "order.item": "a=b",
        "customer.name": "Dana",
        "x": "",
    }


@pytest.mark.parametrize("pair", ["order.item", "", "=x", " =x"])
def test_a_pair_without_a_key_is_a_usage_error(pair: str) -> None:
    with pytest.raises(UsageError, match="KEY=VALUE"):
        parse_pairs([pair])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" Dana ", "Dana"),
        ("D\x1b[31mana\x07", "Dana"),
        ("\u202eDana", "Dana"),
        ("", None),
        (" \t\n ", None),
        ("\x00\x07", None),
        ("[Customer Name]", None),
        ("Dana [x]", "Dana [x]"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
    ],
)
def test_a_value_is_cleaned_and_a_blank_is_none(value: str, expected: str | None) -> None:
    assert clean(value) == expected


def test_a_value_that_no_reply_would_hold_is_refused() -> None:
    assert clean("x" * MAX_LENGTH) is not None
    with pytest.raises(UsageError, match="10,000 fit in a reply"):
        clean("x" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(("name", "first"), [("Dana Smith", "Dana"), ("Dana", "Dana"), ("  Ana  María ", "Ana")])
def test_the_first_name_is_the_first_word_of_the_name(entry: Make, name: str, first: str) -> None:
    customer = seen(entry(), {"customer.name": name})["customer"]
    assert customer == {"name": " ".join(name.split()), "first_name": first}


def test_a_given_first_name_wins_over_the_derived_one(entry: Make) -> None:
    values = seen(entry(), {"customer.name": "Smith, Dana", "customer.first_name": "Dana"})
    assert values["customer"] == {"name": "Smith, Dana", "first_name": "Dana"}


def test_blank_values_count_as_missing(entry: Make) -> None:
    values = seen(entry(), {"customer.name": " ", "order.number": ""}, settings(agent__name="", company__name=""))
    assert (values["customer"], values["order"], values["agent"], values["company"]) == ({}, {}, {}, {})


def test_a_value_of_several_lines_becomes_one(entry: Make) -> None:
    assert seen(entry(), {"customer.name": "Dana\r\nBcc: x"})["customer"] == {
        "name": "Dana Bcc: x",
        "first_name": "Dana",
    }


def test_settings_give_agent_company_and_facts(entry: Make) -> None:
    effective = settings(agent__name="Robin", company__name="Acme", facts__return_days=30, facts__fee=2.5)
    values = seen(entry(), {}, effective)
    assert values["agent"] == {"name": "Robin"}
    assert values["company"] == {"name": "Acme"}
    assert values["facts"] == {"return_days": 30, "fee": Decimal("2.5")}
    assert values["today"] == TODAY


def test_a_flag_wins_over_a_setting(entry: Make) -> None:
    values = seen(entry(), {"agent.name": "Kim", "facts.return_days": "14"}, settings(agent__name="Robin"))
    assert values["agent"] == {"name": "Kim"}
    assert values["facts"] == {"return_days": "14"}


def test_an_order_number_stays_text(entry: Make) -> None:
    assert seen(entry(), {"order.number": "007"})["order"] == {"number": "007"}


FIELDS = {
    "carrier": {"prompt": "Which carrier?", "type": "choice", "choices": ["DHL", "UPS"], "default": "DHL"},
    "due": {"prompt": "When?", "type": "date"},
    "amount": {"prompt": "How much?", "type": "number"},
    "paid": {"prompt": "Paid?", "type": "yes/no"},
}


def test_fields_are_converted_by_their_type(entry: Make) -> None:
    values = seen(entry(fields=FIELDS), {"carrier": "ups", "due": "2026-12-01", "amount": "12.50", "paid": "no"})
    assert values["carrier"] == "UPS"
    assert values["due"] == date(2026, 12, 1)
    assert values["amount"] == Decimal("12.50")
    assert values["paid"] is False


def test_a_field_that_is_not_given_has_its_default_or_is_missing(entry: Make) -> None:
    values = seen(entry(fields=FIELDS), {})
    assert values["carrier"] == "DHL"
    assert not {"due", "amount", "paid"} & values.keys()


def test_a_blank_field_is_missing_and_not_its_default(entry: Make) -> None:
    assert "carrier" not in seen(entry(fields=FIELDS), {"carrier": "  "})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"carrier": "UPX"}, "did you mean 'UPS'?"),
        ({"due": "tomorrow"}, "is not a date like 2026-11-22"),
        ({"amount": "many"}, "is not a number"),
        ({"paid": "perhaps"}, "neither yes nor no"),
    ],
)
def test_a_field_of_the_wrong_type_says_what_is_accepted(entry: Make, given: Mapping[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        seen(entry(fields=FIELDS), given)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("order.nummer", ""), ("custmer.name", "did you mean 'customer.name'?"), ("carier", "did you mean 'carrier'?")],
)
def test_a_name_that_no_template_can_use_is_named_with_its_neighbour(entry: Make, name: str, hint: str) -> None:
    if not hint:
        assert seen(entry(), {name: "x"})["order"] == {"nummer": "x"}
        return
    with pytest.raises(UsageError) as caught:
        seen(entry(fields=FIELDS), {name: "x"})
    assert caught.value.hint == hint


def test_what_is_missing_is_asked_for_in_words(entry: Make) -> None:
    with_fields = entry(fields=FIELDS)
    assert prompt_for("due", with_fields) == "When?"
    assert prompt_for("order.number", with_fields) == "the order number"
    assert prompt_for("[Product Name]", with_fields) == "a blank that the answer leaves: [Product Name]"
    assert prompt_for("facts.return_days", with_fields) == "facts: return days"


@pytest.mark.parametrize(
    "written", ["TODO", "xxx", "[Customer Name]", "<name>", "n/a", "???", "-", "____", "TBD", "  ", "..."]
)
def test_a_placeholder_is_no_value(written: str) -> None:
    assert clean(written) is None


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dana Smith", "Dana"),
        ("Dr. Dana Smith", "Dana"),
        ("Prof. Dr. Dana Smith", "Dana"),
        ("Mr Smith", "Mr Smith"),
        ("Mrs. O'Brien", "Mrs. O'Brien"),
        ("Smith, Dana", "Dana"),
        ("Dana", "Dana"),
        ("Dr", "Dr"),
    ],
)
def test_a_first_name_is_no_title(name: str, first: str) -> None:
    assert first_name(name) == first


@pytest.mark.parametrize("name", [",", " , ", ",,", "Dr.", "Mr Mr"])
def test_a_name_without_a_name_in_it_is_no_crash(name: str) -> None:
    assert first_name(name) == name or first_name(name) in name
