"""Fields: what an answer to their prompt may be."""

from datetime import date
from decimal import Decimal

import pytest

from cheatsheet.field import Field, FieldType, FieldValue, to_number


def field(type_: FieldType, **changes: object) -> Field:
    return Field(name="it", prompt="Which?", type=type_, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (FieldType.TEXT, " 007 ", "007"),
        (FieldType.TEXT, "no", "no"),
        (FieldType.CHOICE, "dhl", "DHL"),
        (FieldType.CHOICE, " UPS ", "UPS"),
        (FieldType.DATE, "2026-11-22", date(2026, 11, 22)),
        (FieldType.NUMBER, "12", Decimal(12)),
        (FieldType.NUMBER, "12.50", Decimal("12.50")),
        (FieldType.NUMBER, "-3", Decimal(-3)),
        (FieldType.NUMBER, "1e3", Decimal(1000)),
        (FieldType.YES_NO, "Yes", True),
        (FieldType.YES_NO, "no", False),
        (FieldType.YES_NO, "N", False),
        (FieldType.YES_NO, "TRUE", True),
    ],
)
def test_a_text_becomes_the_value_of_its_type(type_: FieldType, text: str, value: FieldValue) -> None:
    converted = field(type_, choices=("DHL", "UPS")).convert(text)
    assert converted == value
    assert type(converted) is type(value)


@pytest.mark.parametrize(
    ("type_", "text", "says"),
    [
        (FieldType.CHOICE, "DHLL", "did you mean 'DHL'?"),
        (FieldType.CHOICE, "Hermes", "'Hermes' is none of DHL, UPS"),
        (FieldType.DATE, "2026-02-30", "not a date like"),
        (FieldType.DATE, "22.11.2026", "not a date like"),
        (FieldType.DATE, "tomorrow", "not a date like"),
        (FieldType.NUMBER, "12,50", "not a number like 12 or 12.50"),
        (FieldType.NUMBER, "twelve", "not a number like"),
        (FieldType.NUMBER, "NaN", "not a number"),
        (FieldType.NUMBER, "sNaN", "not a number"),
        (FieldType.NUMBER, "Infinity", "not a number"),
        (FieldType.YES_NO, "maybe", "neither yes nor no"),
    ],
)
def test_another_text_is_refused_with_what_would_do(type_: FieldType, text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("?", r"\?")):
        field(type_, choices=("DHL", "UPS")).convert(text)


@pytest.mark.parametrize("type_", FieldType)
@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_a_blank_is_no_value_of_any_type(type_: FieldType, text: str) -> None:
    with pytest.raises(ValueError, match="is blank"):
        field(type_, choices=("DHL",)).convert(text)


@pytest.mark.parametrize(
    "text", ["1e15", "-1e15", "1e999999", "1e9999999", "-1e99999999999", "1e-13", "1e-9999999", "9" * 5000]
)
def test_a_number_that_no_answer_can_show_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        to_number(text)


def test_the_largest_numbers_that_an_answer_shows_are_accepted() -> None:
    assert to_number("999999999999999.99") == Decimal("999999999999999.99")


def test_a_field_is_written_without_what_is_not_set() -> None:
    assert field(FieldType.DATE).to_mapping() == {"prompt": "Which?", "type": "date"}


def test_a_field_is_written_with_all_that_is_set() -> None:
    whole = field(FieldType.CHOICE, choices=("DHL", "UPS"), default="DHL")
    assert whole.to_mapping() == {"prompt": "Which?", "type": "choice", "choices": ["DHL", "UPS"], "default": "DHL"}
