"""A field: a value that one entry needs and that no order file knows, asked for by its prompt."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from cheatsheet.text import did_you_mean

FieldValue = str | Decimal | date | bool
YES = frozenset({"yes", "y", "true", "on", "1"})
NO = frozenset({"no", "n", "false", "off", "0"})
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MAX_DIGITS = 15  # before the point


class FieldType(StrEnum):
    """The types of the contract, as they are written in a file."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes/no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One item of an entry's `fields`; `default` is the text that stands in the file."""

    name: str
    prompt: str
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = ()
    default: str | None = None

    def convert(self, text: str) -> FieldValue:
        """`text` as this field's type; ValueError says what would be accepted."""
        text = text.strip()
        if not text:
            raise ValueError("is blank")
        match self.type:
            case FieldType.TEXT:
                return text
            case FieldType.CHOICE:
                return self._choice(text)
            case FieldType.DATE:
                return to_date(text)
            case FieldType.NUMBER:
                return to_number(text)
            case FieldType.YES_NO:
                return to_yes_no(text)

    def _choice(self, text: str) -> str:
        by_folded = {choice.casefold(): choice for choice in self.choices}
        if text.casefold() in by_folded:
            return by_folded[text.casefold()]
        hint = did_you_mean(text, self.choices)
        raise ValueError(f"{text!r} is none of {', '.join(self.choices)}" + (f"; {hint}" if hint else ""))

    def to_mapping(self) -> Mapping[str, object]:
        """The field under its YAML keys, without what is not set."""
        mapping: dict[str, object] = {"prompt": self.prompt, "type": str(self.type)}
        if self.choices:
            mapping["choices"] = list(self.choices)
        if self.default is not None:
            mapping["default"] = self.default
        return mapping


def to_date(text: str) -> date:
    """A date written as 2026-11-22; ValueError says so."""
    with suppress(ValueError):
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    raise ValueError(f"{text!r} is not a date like 2026-11-22")


def to_number(text: str) -> Decimal:
    """A decimal number below 10^15, with a point; ValueError says what is accepted."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number like 12 or 12.50") from None
    if not number.is_finite() or number.adjusted() >= MAX_DIGITS or int(number.as_tuple().exponent) < -12:
        raise ValueError(f"{text!r} is not a number that an answer can show")
    return number


def to_yes_no(text: str) -> bool:
    """yes or no in the usual spellings; ValueError otherwise."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise ValueError(f"{text!r} is neither yes nor no")
