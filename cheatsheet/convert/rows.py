"""Entries as the rows of a sheet: Complaint and Answer first, then only the columns that are in use."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cheatsheet.convert.formula import safe
from cheatsheet.convert.item import Loss
from cheatsheet.edits.csv_cells import in_file_order, is_known, leaves, plain_values, unsaid
from cheatsheet.entry import Entry
from cheatsheet.errors import Unwritable
from cheatsheet.nodes import Block, Node
from cheatsheet.text import printable, without_reserved

TWO = ("complaint", "answer")
SYNTAX = re.compile("[{}\\[\\]［］%#]")  # of a template, or of what a foreign sheet has for blanks and errors
IN_PARTS = frozenset({"channels", "languages", "fields"})  # one of them may go without the others
MAX_CELL = 32_767  # characters that a cell of Excel holds


class Rows(NamedTuple):
    """A sheet: its header, its rows of as many cells, each safe to open, and what they could not hold."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    losses: tuple[Loss, ...]


def rows_of(entries: Sequence[Entry]) -> Rows:
    """The sheet of these entries; reading it gives them again, but for the losses.

    The column `id` says that the texts are templates of this program: it is left out of a plain sheet of two columns.
    """
    losses: list[Loss] = []
    found = [(entry, cells_of(entry, losses)) for entry in entries]
    used = dict.fromkeys(
        column
        for entry, cells in found
        for column, text in cells.items()
        if column not in TWO and text != unsaid(entry).get(column)
    )
    if used or not all(is_wording(cells["answer"]) for _, cells in found):
        used["id"] = None
    columns = [*TWO, *in_file_order(used)]
    for entry, cells in found:
        long = [column for column in columns if len(cells.get(column, "")) >= MAX_CELL]
        losses += [
            Loss(entry.id, f"`{column}` has {len(cells[column]):,} characters: Excel cuts a cell at {MAX_CELL:,}")
            for column in long
        ]
    rows = [[safe(cells.get(column, "")) for column in columns] for _, cells in found]
    return Rows([name.capitalize() if name in TWO else safe(name) for name in columns], rows, tuple(losses))


def is_wording(answer: str) -> bool:
    """Whether an answer is read as it stands by any reader of sheets, also one that looks for blanks in it."""
    return not SYNTAX.search(answer) and without_reserved(printable(answer)) == answer


def cells_of(entry: Entry, losses: list[Loss]) -> dict[str, str]:
    """The text of each column that an entry fills; what no cell can hold is left out, and is a loss."""
    found: dict[str, str] = {}
    for key, value in plain_values(entry).items():
        if key in entry.extra:
            if is_known(key.casefold()):
                losses.append(Loss(entry.id, f"a column called `{key}` would be read as the entry's own"))
            else:
                found[key] = str(value)
            continue
        for part in parts(key, value):
            try:
                cells = dict(leaves((key,), part))
            except Unwritable as error:
                losses.append(Loss(entry.id, error.message))
                continue
            if any("\r" in text for text in cells.values()):
                losses.append(Loss(entry.id, f"`{key}` has line breaks of another kind: they become plain ones"))
            found.update(cells)
    return found


def parts(key: str, value: Node) -> Iterator[Node]:
    """A value in the parts that stand or fall alone."""
    if key not in IN_PARTS or not isinstance(value, Block):
        yield value
        return
    for name, item in value.items():
        part = Block(value.place)
        part[name] = item
        yield part
