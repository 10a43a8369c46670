"""The filters of a template, each by what a customer would read."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cheatsheet.filters import default, fill_pattern, filters_for, shown, spell, working_days
from cheatsheet.template_text import FILTER_NAMES

TODAY = date(2026, 11, 23)


def apply(name: str, value: Any, *arguments: Any, language: str = "en", currency: str = "") -> Any:
    return filters_for(TODAY, language, currency)[name](value, *arguments)


def test_the_filters_are_those_of_the_contract() -> None:
    assert set(filters_for(TODAY, "en", "")) == set(FILTER_NAMES)
    assert set(FILTER_NAMES) == {
        "date",
        "money",
        "working_days",
        "spell",
        "default",
        "upper",
        "lower",
        "title",
        "join",
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 26), "Thursday 26 November"),
        ("2026-11-26", "Thursday 26 November"),
        (" 2026-11-26 ", "Thursday 26 November"),
        (date(2027, 1, 1), "Friday 1 January 2027"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_a_date_reads_well_and_has_its_year_where_it_is_another(value: object, expected: str) -> None:
    assert apply("date", value) == expected


def test_a_date_in_another_language_is_iso_rather_than_english() -> None:
    assert apply("date", TODAY, language="de") == "2026-11-23"
    assert apply("date", TODAY, language="en-GB") == "Monday 23 November"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("%d.%m.%Y", "05.03.2026"),
        ("%e %B", "5 March"),
        ("%A", "Thursday"),
        ("%a %e %b %y", "Thu 5 Mar 26"),
        ("on the day", "on the day"),
    ],
)
def test_a_date_takes_a_pattern(pattern: str, expected: str) -> None:
    assert fill_pattern(date(2026, 3, 5), pattern) == expected


@pytest.mark.parametrize("pattern", ["%H", "%", "%999999999d", "%%"])
def test_a_pattern_takes_only_the_letters_of_a_date(pattern: str) -> None:
    with pytest.raises(ValueError, match="takes %A"):
        apply("date", TODAY, pattern)


@pytest.mark.parametrize("value", ["tomorrow", "2026-02-30", "", 7])
def test_what_is_no_date_is_an_error(value: object) -> None:
    with pytest.raises(ValueError, match=r"is not a date like|is no day of the calendar"):
        apply("date", value)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        pytest.param(date(2026, 11, 23), 0, date(2026, 11, 23), id="none"),
        pytest.param(date(2026, 11, 23), 1, date(2026, 11, 24), id="Monday to Tuesday"),
        pytest.param(date(2026, 11, 27), 1, date(2026, 11, 30), id="Friday to Monday"),
        pytest.param(date(2026, 11, 28), 1, date(2026, 11, 30), id="Saturday to Monday"),
        pytest.param(date(2026, 11, 29), 1, date(2026, 11, 30), id="Sunday to Monday"),
        pytest.param(date(2026, 11, 23), 5, date(2026, 11, 30), id="a week"),
        pytest.param(date(2026, 12, 30), 2, date(2027, 1, 1), id="over the year"),
        pytest.param("2026-11-23", "2", date(2026, 11, 25), id="texts"),
        pytest.param(date(2026, 11, 23), Decimal(3), date(2026, 11, 26), id="a decimal"),
    ],
)
def test_working_days_skip_the_weekend(start: object, count: object, expected: date) -> None:
    assert working_days(start, count) == expected


@pytest.mark.parametrize("count", [-1, 367, 10**12])
def test_working_days_are_bounded(count: int) -> None:
    with pytest.raises(ValueError, match="0 to 366"):
        working_days(TODAY, count)


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("1234.5", "€", "€1,234.50"),
        (Decimal("19.9"), "EUR", "EUR 19.90"),
        (5, "", "5.00"),
        ("-3", "$", "$-3.00"),
        ("about 20", "€", "about 20"),
        ("12,50", "€", "12,50"),
        ("NaN", "€", "NaN"),
        ("1e400", "€", "1e400"),
    ],
)
def test_money_has_two_decimals_and_a_text_stays_as_it_was_written(value: Any, currency: str, expected: str) -> None:
    assert apply("money", value, currency=currency) == expected


def test_money_takes_a_currency_of_its_own() -> None:
    assert apply("money", "3", "£", currency="€") == "£3.00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mike", "M as in Mike, I as in India, K as in Kilo, E as in Echo"),
        ("A 1", "A as in Alpha, new word, one"),
        ("007-x", "zero, zero, seven, dash, X as in X-ray"),
        ("a.b@c_d", "A as in Alpha, dot, B as in Bravo, at, C as in Charlie, underscore, D as in Delta"),
        ("é", "é"),
        ("", ""),
        (42, "four, two"),
    ],
)
def test_a_name_is_spelt_for_the_phone(value: object, expected: str) -> None:
    assert spell(value) == expected


@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_a_blank_gets_its_default(value: object) -> None:
    assert default(value, "there") == "there"


@pytest.mark.parametrize("value", ["Dana", 0, False, Decimal(0)])
def test_a_value_keeps_itself_before_a_default(value: object) -> None:
    assert default(value, "there") == value


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("upper", "straße 1", "STRASSE 1"),
        ("lower", "ÄB", "äb"),
        ("title", "dana o'neil-smith", "Dana O'neil-Smith"),
        ("join", ["a", Decimal("1.50"), date(2026, 1, 2)], "a, 1.50, 2026-01-02"),
        ("join", "a text", "a text"),
        ("upper", True, "YES"),
    ],
)
def test_a_plain_filter_shows_values_as_a_reply_does(name: str, value: object, expected: str) -> None:
    assert apply(name, value) == expected


SHOWN: Mapping[str, object] = {
    "yes": True,
    "no": False,
    "1000000": Decimal("1E+6"),
    "0.10": Decimal("0.10"),
    "2026-11-23": TODAY,
    "": None,
    "007": "007",
}


@pytest.mark.parametrize(("expected", "value"), SHOWN.items())
def test_a_value_is_shown_without_ornament(expected: str, value: object) -> None:
    assert shown(value) == expected
