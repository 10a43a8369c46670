"""Amounts in English text: "14 days", "a 30-day period", "three to five working days", "4.95 euros", "15 %"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cheatsheet.lint.normal import OPAQUE

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {
    **{word: number for number, word in enumerate(ONES)},
    **{word: 10 * number for number, word in enumerate(TENS, 2)},
    "hundred": 100, "a": 1, "an": 1,
}  # fmt: skip
# Unit as it is said -> what it is compared with, and how much of that it is. A working day is no day, nor is a month.
UNITS = {
    "minute": ("hours", 1 / 60), "hour": ("hours", 1.0), "day": ("days", 1.0), "week": ("days", 7.0),
    "month": ("months", 1.0), "year": ("months", 12.0), "workingday": ("working days", 1.0),
    "businessday": ("working days", 1.0), "weekday": ("working days", 1.0),
    "workinghour": ("working hours", 1.0), "businesshour": ("working hours", 1.0),
    "%": ("percent", 1.0), "percent": ("percent", 1.0),
    "€": ("€", 1.0), "euro": ("€", 1.0), "£": ("£", 1.0), "pound": ("£", 1.0), "$": ("$", 1.0), "dollar": ("$", 1.0),
}  # fmt: skip
KINDS_OF_DAY = ("working", "business")
MONEY = frozenset("€£$") | {"percent"}
DAY = 24  # hours

NUMBER = (
    r"(?:\d++(?:[.,]\d{3}(?!\d))*+(?:[.,]\d{1,2})?+(?![.,]?\d)"
    r"|(?:(?<=within )|(?<=for )|(?<=lasts )|(?<=takes ))an?\b|(?:an? |one )?hundred"
    rf"|(?:{'|'.join(TENS)})(?:[\s\u2010\u2011-](?:{'|'.join(ONES[1:10])})\b)?|{'|'.join(reversed(ONES))})"
)
DASH = r"[\u2010-\u2015-]"
UNIT = (
    rf"(?:%|per\s?cent\b|[€£$]|(?:(?:{'|'.join(KINDS_OF_DAY)})[\s-]+)?(?:days?|hours?)\b"
    r"|(?:minutes?|weekdays?|weeks?|months?|years?|euros?|pounds?|dollars?)\b)"
)
TIMES = ("day", "hour", "week", "month", "year", "minute")
SUMS = ("%", "€", "£", "$", "percent", "per cent", "euro", "pound", "dollar")
SIGNS = (*TIMES, *SUMS)
BEHIND = 30  # characters before a sign, in which its number stands
LAST = frozenset("0123456789)")  # of a number in digits, or of "(fourteen)"


class Amount(NamedTuple):
    """A number or a range of numbers of one kind of unit; `said` is how it is written."""

    kind: str
    low: float
    high: float
    said: str

    def fits(self, other: "Amount") -> bool:
        """Whether one of two amounts of a kind lies within the other."""
        return self.low <= other.low <= other.high <= self.high or other.low <= self.low <= self.high <= other.high


@cache
def pattern() -> re.Pattern[str]:
    """Finds amounts in small letters. (Made where it is used: it takes 2 ms.)"""
    return re.compile(
        rf"(?:\b|(?=[€£$]))(?<![\w{OPAQUE}.,:/#&+\u2010-\u2015-])"
        rf"(?:(?P<sign>[€£$])\s?)?(?P<low>{NUMBER})(?:\s*\(\w+\))?"
        rf"(?:\s*(?:\b(?:to|or|and)\b|{DASH})\s*[€£$]?(?P<high>{NUMBER}))?"
        rf"(?(sign)|[\s\u2010-\u2015-]*(?P<unit>{UNIT})(?:['\u2019]s?\b)?)"
        r"(?!\s+(?:a|an|per|each|every)\s+(?:day|week|month|year|night)\b)"  # how often, not how long
    )


def may_have_amount(text: str) -> bool:
    """Whether a text in small letters may have an amount: a first look, much faster than `pattern`.

    Sums in words ("five euros") are found only beside digits: few write them.
    """
    if not any(map(text.__contains__, SIGNS)):
        return False
    has_digit = any(map(text.__contains__, "0123456789"))
    for sign in SIGNS if has_digit else TIMES:
        at = text.find(sign)
        while at >= 0:
            behind = text[max(at - BEHIND, 0) : at].replace("-", " ").split()
            if behind and behind[-1] in KINDS_OF_DAY:
                behind.pop()
            if sign in MONEY or (behind and (behind[-1] in WORDS or behind[-1][-1] in LAST)):
                return True
            at = text.find(sign, at + 1)
    return False


def amounts_of(found: re.Match[str]) -> Iterator[Amount]:
    """The amounts that a match of `pattern` is: whole days in hours ("48 hours") are days as well."""
    unit = re.sub(r"[\s-]+", "", found["sign"] or found["unit"])
    kind, share = UNITS.get(unit) or UNITS[unit.removesuffix("s")]
    low = value(found["low"])
    high = value(found["high"]) if found["high"] else low
    said = " ".join(found.group().split())
    amount = Amount(kind, min(low, high) * share, max(low, high) * share, said)
    yield amount
    if kind == "hours" and amount.low >= DAY and not (amount.low % DAY or amount.high % DAY):
        yield Amount("days", amount.low / DAY, amount.high / DAY, said)


def value(number: str) -> float:
    """A number as NUMBER finds it: 1,000 and 4,95 and 4.95, fourteen, twenty-one."""
    if number[0].isdigit():
        return float(re.sub(r"[.,](?=\d{3}(?!\d))", "", number).replace(",", "."))
    return 100.0 if "hundred" in number else float(sum(WORDS[word] for word in re.findall(r"[a-z]+", number)))
