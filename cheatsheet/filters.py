"""The filters of a template: dates, money, working days, spelling out loud, and Jinja's plain ones."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from jinja2 import Undefined
from jinja2.filters import do_title
from jinja2.runtime import Macro

from cheatsheet.field import to_date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
MAX_WORKING_DAYS = 366
ALPHABET = {
    "A": "Alpha", "B": "Bravo", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf",
    "H": "Hotel", "I": "India", "J": "Juliett", "K": "Kilo", "L": "Lima", "M": "Mike", "N": "November",
    "O": "Oscar", "P": "Papa", "Q": "Quebec", "R": "Romeo", "S": "Sierra", "T": "Tango", "U": "Uniform",
    "V": "Victor", "W": "Whiskey", "X": "X-ray", "Y": "Yankee", "Z": "Zulu",
}  # fmt: skip
DIGITS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four",
    "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
}  # fmt: skip
SIGNS = {
    "-": "dash",
    ".": "dot",
    "@": "at",
    "_": "underscore",
    "/": "slash",
    "+": "plus",
    "#": "hash",
    "'": "apostrophe",
}


def filters_for(today: date, language: str, currency: str) -> Mapping[str, Callable[..., Any]]:
    """The filters of one reply, by name."""
    return {
        "date": partial(show_date, today=today, language=language),
        "default": default,
        "join": join,
        "lower": lower,
        "money": partial(money, currency=currency),
        "spell": spell,
        "title": title,
        "upper": upper,
        "working_days": working_days,
    }


def default(value: Any, instead: Any = "", *_: Any) -> Any:
    """`instead` where the value is missing or blank."""
    missing = isinstance(value, Undefined) or value is None
    return instead if missing or (isinstance(value, str) and not value.strip()) else value


def upper(value: Any) -> str:
    """The text in capitals."""
    return shown(value).upper()


def lower(value: Any) -> str:
    """The text in small letters."""
    return shown(value).lower()


def title(value: Any) -> str:
    """The text with a capital at each word."""
    return do_title(shown(value))


def join(value: Sequence[Any], separator: str = ", ") -> str:
    """The items of a list with a separator between two."""
    if isinstance(value, str):
        return value
    return separator.join(shown(item) for item in value)


def shown(value: Any) -> str:
    """A value as it stands in a reply; dates and numbers without ornament."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case None:
            return ""
        case str() | int() | float() | Undefined():
            return str(value)
        case list() | tuple():
            return ", ".join(shown(item) for item in value)
        case Mapping():
            group = getattr(value, "group", "order")
            raise ValueError(f"`{group}` is a group of values: write {group}.name or what you need of it")
        case Macro():
            raise ValueError(f"`{value.name}` is a macro: write {value.name}()")
        case _:
            raise ValueError("`loop` cannot be shown: write loop.index")


def as_date(value: Any) -> date:
    """A date, or a text like 2026-11-22; ValueError otherwise."""
    return value if isinstance(value, date) else to_date(shown(value).strip())


def show_date(value: Any, pattern: str = "", *, today: date, language: str) -> str:
    """`Thursday 26 November`, with the year where it is not this one; ISO in other languages than English.

    `pattern` takes %A %a %d %e %B %b %m %Y %y.
    """
    day = as_date(value)
    if not isinstance(pattern, str):
        raise ValueError("a date pattern is a text like '%d.%m.%Y'")  # noqa: TRY004 (the template's fault)
    if pattern:
        return fill_pattern(day, pattern)
    if language.partition("-")[0] != "en":
        return day.isoformat()
    year = f" {day.year}" if day.year != today.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def fill_pattern(day: date, pattern: str) -> str:
    """A date by strftime's letters, in English on every machine and without strftime's unbounded widths."""
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    parts = {
        "%A": weekday, "%a": weekday[:3], "%d": f"{day.day:02}", "%e": str(day.day), "%B": month,
        "%b": month[:3], "%m": f"{day.month:02}", "%Y": f"{day.year:04}", "%y": f"{day.year % 100:02}",
    }  # fmt: skip
    text = pattern
    for letters, part in parts.items():
        text = text.replace(letters, part)
    if "%" in text:
        raise ValueError(f"date pattern {pattern!r} takes {' '.join(parts)}")
    return text


def working_days(value: Any, count: Any) -> date:
    """The date `count` working days (Monday to Friday) after a date; 0 keeps the date."""
    days = to_working_days(shown(count))
    day = as_date(value)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def to_working_days(text: str) -> int:
    """A whole number of days; ValueError for any other text."""
    with suppress(InvalidOperation):
        days = Decimal(text)
        if days.is_finite() and days.adjusted() < 4 and days == int(days) and 0 <= days <= MAX_WORKING_DAYS:
            return int(days)
    raise ValueError(f"working_days takes 0 to {MAX_WORKING_DAYS}")


def money(value: Any, symbol: str | None = None, *, currency: str) -> str:
    """A number with two decimals and the currency; a text that is no number stays as it was written."""
    text = shown(value).strip()
    sign = currency if symbol is None else shown(symbol)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if not amount.is_finite() or amount.adjusted() >= 15:
        return text
    return f"{sign}{amount:,.2f}" if len(sign) <= 1 else f"{sign} {amount:,.2f}"


def spell(value: Any) -> str:
    """Letters and digits to read out loud: `D as in Delta, 4: four`."""
    spoken = []
    for character in shown(value).strip()[:100]:
        upper = character.upper()
        if upper in ALPHABET:
            spoken.append(f"{upper} as in {ALPHABET[upper]}")
        elif character.isspace():
            spoken.append("new word")
        else:
            spoken.append(DIGITS.get(character) or SIGNS.get(character) or character)
    return ", ".join(spoken)
