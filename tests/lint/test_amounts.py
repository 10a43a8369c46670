"""Amounts in a text: what is one, of what, how much."""

import pytest

from cheatsheet.lint.amounts import amounts_of, may_have_amount, pattern

Said = tuple[str, float, float]


def amounts(text: str) -> list[Said]:
    """The amounts in a text: kind, least, most."""
    small = text.lower()
    found = [each for match in pattern().finditer(small) for each in amounts_of(match)]
    assert bool(found) <= may_have_amount(small), "the first look misses it"
    return [(each.kind, each.low, each.high) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("within 14 days", ("days", 14, 14)),
        ("a 30-day period", ("days", 30, 30)),
        ("30 days' notice", ("days", 30, 30)),
        ("One week's notice", ("days", 7, 7)),
        ("thirty\ndays", ("days", 30, 30)),
        ("14\u00a0days", ("days", 14, 14)),
        ("fourteen (14) days", ("days", 14, 14)),
        ("14 (fourteen) days", ("days", 14, 14)),
        ("two weeks", ("days", 14, 14)),
        ("within a week", ("days", 7, 7)),
        ("twenty-one days", ("days", 21, 21)),
        ("a hundred days", ("days", 100, 100)),
        ("one hundred days", ("days", 100, 100)),
        ("2 years", ("months", 24, 24)),
        ("18 months", ("months", 18, 18)),
        ("30 minutes", ("hours", 0.5, 0.5)),
        ("3 to 5 working days", ("working days", 3, 5)),
        ("3\u20135 business days", ("working days", 3, 5)),
        ("between three and five Working Days", ("working days", 3, 5)),
        ("5 to 3 weekdays", ("working days", 3, 5)),
        ("4.95 euros", ("€", 4.95, 4.95)),
        ("€4,95", ("€", 4.95, 4.95)),
        ("€5 to €10", ("€", 5, 10)),
        ("1,000 dollars", ("$", 1000, 1000)),
        ("£1,000.50", ("£", 1000.5, 1000.5)),
        ("15 %", ("percent", 15, 15)),
        ("15 per cent", ("percent", 15, 15)),
    ],
)
def test_an_amount_is_read(text: str, expected: Said) -> None:
    assert amounts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["\x1a\x1a days", "24 hours a day", "7 days a week", "€5 per month", "v1.30 days", "1.2.3.4 days", "someone days",
     "24/7", "today", "half a year", "one and a half years", "on Monday", "3 boxes", "a day", "30 daysish"],
)  # fmt: skip
def test_no_amount_is_read(text: str) -> None:
    assert amounts(text) == []


def test_whole_days_in_hours_are_days_as_well() -> None:
    assert amounts("48 hours") == [("hours", 48, 48), ("days", 2, 2)]
    assert amounts("36 hours") == [("hours", 36, 36)]


def test_an_amount_is_told_as_it_is_written() -> None:
    (match,) = pattern().finditer("3 to\n  5 working days")
    assert [each.said for each in amounts_of(match)] == ["3 to 5 working days"]
