"""Which cells of a sheet are quoted though they need not be: a new cell is written as those around it are."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from cheatsheet.edits.csv_sheet import Row, Sheet, all_quoted, raw_cells

ROWS = 100  # the last rows of a sheet, which tell its habit
NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
Quotes: TypeAlias = Callable[[int, str], bool]  # whether a text is quoted in a column, by its number


@dataclass(frozen=True, slots=True)
class Habit:
    """How many more cells are quoted than bare: by column and by kind of text, empty ones apart."""

    filled: Mapping[int | str, int]
    empty: Mapping[int | str, int]
    header: bool  # it is quoted, which decides where no row tells

    def quotes(self, index: int, text: str) -> bool:
        """Whether a cell with this text would be quoted in a column: by its cells, else by those of its kind."""
        quoted = told(self.filled, index, kind_of(text), "text", "number", usual=self.header)
        return quoted and (bool(text) or told(self.empty, index, "", usual=True))


def told(votes: Mapping[int | str, int], *keys: int | str, usual: bool) -> bool:
    """What the first of the votes says that is not even."""
    return next((votes[key] > 0 for key in keys if votes.get(key)), usual)


def habit_of(sheet: Sheet) -> Habit:
    """The habit that the rows of a sheet show; cells that must be quoted tell nothing."""
    filled, empty = Counter[int | str](), Counter[int | str]()
    for row in sheet.rows[-ROWS:]:
        for index, (text, raw) in enumerate(zip(row.cells, raw_cells(row, sheet.dialect.delimiter), strict=True)):
            vote = 1 if raw.startswith('"') else -1
            if not text.strip():
                empty.update({index: vote, "": vote})
            elif not needs_quotes(text, sheet.dialect.delimiter):
                filled.update({index: vote, kind_of(text): vote})
    return Habit(filled, empty, header=header_quotes(sheet.header, sheet.dialect.delimiter)(0, ""))


def header_quotes(header: Row, delimiter: str) -> Quotes:
    """The habit of a header, which is its own: all names are quoted, or a new one is not."""
    quoted = all_quoted(raw_cells(header, delimiter))
    return lambda _index, _text: quoted


def kind_of(text: str) -> str:
    """Programs that quote texts leave numbers bare."""
    return "number" if NUMBER.fullmatch(text.strip()) else "text"


def needs_quotes(text: str, delimiter: str) -> bool:
    """Whether a text in a cell cannot do without quotes, or not without losing the space around it."""
    return text != text.strip() or must_be_quoted(text, delimiter)


def must_be_quoted(text: str, delimiter: str) -> bool:
    """Whether a text without quotes would be read as more than one cell, or as quotes."""
    return any(mark in text for mark in (delimiter, '"', "\r", "\n"))
