"""One row of a sheet added or changed in its text; every other cell, quote and line break stays as it is."""

from collections.abc import Mapping, Sequence

from cheatsheet import csv_text
from cheatsheet.edits.csv_cells import cells, changed_cells, in_file_order, is_known, plain_values, unsaid
from cheatsheet.edits.csv_habit import Quotes, habit_of, header_quotes, must_be_quoted
from cheatsheet.edits.csv_sheet import (
    LINE_BREAK,
    MEND,
    Row,
    Sheet,
    dialect_of,
    first_break,
    open_sheet,
    raw_cells,
)
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import CONFLICT_MARKER
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from cheatsheet.text import slug


def changed(text: str, old: Entry, new: Entry) -> str:
    """The text with `new` in the row of `old`; only cells whose values differ are written.

    The row is the one at the line of `old` if it has its id, else the one with its id. Raises Unwritable where there
    is none, where it no longer says what `old` says, and where a cell cannot hold its value.
    """
    sheet = open_sheet(text)
    row = sheet.row_at(old.source.line, old.id)
    there = plain_values(read_back(sheet, sheet.header.raw, row.raw, old.status))
    if there == plain_values(new):
        return text
    if there != plain_values(old):
        raise Unwritable(f"{old.id!r} was changed in the file since it was read", "look at it, then do it again")
    values = changed_cells(old, new)
    if "complaint" in values and not sheet.cell(row, "id"):
        values["id"] = "" if new.id == slug(new.complaint) else new.id  # what the complaint makes is not written
    values = {column: value for column, value in values.items() if value or sheet.cell(row, column)}
    columns, header = widened(sheet, values, beside=row)
    written = with_cells(sheet, row, columns, values, habit_of(sheet).quotes)
    check(sheet, header, written, new)
    head, between = text[: sheet.header.start], text[sheet.header.end : row.start]
    return in_one_dialect(sheet, f"{head}{header}{between}{written}{text[row.end :]}")


def added(text: str, *entries: Entry, after: str | None = None) -> str:
    """The text with more rows, at its end or behind the row with the id `after`; an empty text becomes a sheet.

    An approved status is left out where the sheet has no column for it. Raises Unwritable where there is no row
    with the id, and where a cell cannot hold its value.
    """
    text = begun(text)
    sheet = open_sheet(text)
    above = [sheet.header, *sheet.rows][-1] if after is None else sheet.row_with(after)
    rows = [said_of(entry, sheet) for entry in entries]
    columns, header = widened(sheet, {column: value for values in rows for column, value in values.items()})
    line_break = above.line_break or sheet.header.line_break or first_break(text[: sheet.header.start])
    quotes = habit_of(sheet).quotes
    written = [
        joined(sheet, empty_cells(columns, values, quotes), columns, values, quotes) + line_break for values in rows
    ]
    for row, entry in zip(written, entries, strict=True):
        check(sheet, header, row, entry)
    head, between = text[: sheet.header.start], text[sheet.header.end : above.end]
    ended = "" if above.line_break else line_break
    return in_one_dialect(sheet, f"{head}{header}{between}{ended}{''.join(written)}{text[above.end :]}")


def said_of(entry: Entry, sheet: Sheet) -> dict[str, str]:
    """The cells of a new entry, without what is obvious where the sheet has no column for it."""
    obvious = unsaid(entry)
    return {
        column: value
        for column, value in cells(entry).items()
        if column in sheet.columns or value != obvious.get(column)
    }


def begun(text: str) -> str:
    """The text with a header row where it has nothing yet."""
    delimiter, start = dialect_of(text)
    if text[start:].replace(delimiter, "").strip():
        return text
    line_break = first_break(text)
    before = text if not text or text.endswith(("\r", "\n")) else text + line_break
    return f"{before}Complaint{delimiter}Answer{line_break}"


def widened(sheet: Sheet, values: Mapping[str, str], beside: Row | None = None) -> tuple[list[str], str]:
    """The columns with those that `values` needs more, and the header row that names them.

    Raises Unwritable where a row other than `beside` has cells that would come under a new column.
    """
    more = in_file_order([column for column in values if column not in sheet.columns])
    columns = [*sheet.columns, *more]
    if not more:
        return columns, sheet.header.raw
    width = len(sheet.columns)
    for row in sheet.rows:
        if row is not beside and any(map(str.strip, row.cells[width:])):
            message = (
                f"line {row.line}: the row has more cells than the header, and they would come under a new column"
            )
            raise Unwritable(message, MEND)
    names = {name: header_name(sheet, name) for name in more}
    return columns, with_cells(
        sheet, sheet.header, columns, names, header_quotes(sheet.header, sheet.dialect.delimiter)
    )


def header_name(sheet: Sheet, column: str) -> str:
    """A new column as the header names it: with a capital where its like, dotted or not, mostly have one."""
    known = [cell.strip() for cell, name in zip(sheet.header.cells, sheet.columns, strict=True) if is_known(name)]
    like = [name for name in known if ("." in name) == ("." in column)] or known
    capital = 2 * sum(name[:1].isupper() for name in like) >= len(like)
    return column[:1].upper() + column[1:] if capital and is_known(column) else column


def with_cells(sheet: Sheet, row: Row, columns: Sequence[str], values: Mapping[str, str], quotes: Quotes) -> str:
    """A row with other texts under some columns; a short one gets empty cells up to them."""
    there = raw_cells(row, sheet.dialect.delimiter)
    width = max((columns.index(column) + 1 for column in values), default=0)
    padding = empty_cells(columns[:width], values, quotes)[len(there) :]
    return joined(sheet, there + padding, columns, values, quotes) + row.line_break


def empty_cells(columns: Sequence[str], values: Mapping[str, str], quotes: Quotes) -> list[str]:
    """A row without a text, quoted as empty cells are where none is to come."""
    return ['""' if column not in values and quotes(index, "") else "" for index, column in enumerate(columns)]


def joined(
    sheet: Sheet, raw: Sequence[str], columns: Sequence[str], values: Mapping[str, str], quotes: Quotes
) -> str:
    """A row of raw cells, those under the columns of `values` with these texts; empty ones become as others are."""
    written = list(raw)
    for column, value in values.items():
        index = columns.index(column)
        text = value
        if "\n" in value and is_known(column):  # an unknown column is kept as it is, its line breaks too
            own = LINE_BREAK.search(raw[index])
            text = value.replace("\n", own[0] if own else sheet.break_in_cells())
        padded = is_known(column) and not column.startswith("proposed.")
        before = '""' if text and not raw[index].strip() and quotes(index, text) else raw[index]
        written[index] = as_cell(text, before, sheet.dialect.delimiter, padded=padded)
    return sheet.dialect.delimiter.join(written)


def as_cell(text: str, before: str, delimiter: str, *, padded: bool) -> str:
    """A text as a cell, quoted where the cell was quoted before or where it must be.

    Space around a bare cell stays where the reader passes over it (`padded`).
    """
    if before.startswith('"') or must_be_quoted(text, delimiter):
        return '"' + text.replace('"', '""') + '"'
    if not (padded and text and before.strip()):
        return text
    return before[: len(before) - len(before.lstrip())] + text + before[len(before.rstrip()) :]


def check(sheet: Sheet, header: str, row: str, entry: Entry) -> None:
    """Raises Unwritable where a row below a header would not be read as the entry."""
    read, meant = plain_values(read_back(sheet, header, row, entry.status)), plain_values(entry)
    for key in meant | read:
        if read.get(key) != meant.get(key):
            message = f"`{key}` cannot be kept in a cell: it would be read as {read.get(key)!r}"
            raise Unwritable(message, "say it another way, or keep this entry in a YAML file")
    marker = CONFLICT_MARKER.search(row)
    if marker:
        message = f"a line that begins with `{marker[1]}` would be read as a conflict marker of git"
        raise Unwritable(message, "begin that line with another character")


def read_back(sheet: Sheet, header: str, row: str, status: Status) -> Entry:
    """The entry that a row below a header is read as; `status` is meant where it has none."""
    faults: list[Fault] = []
    own_break = "" if header.endswith(("\r", "\n")) else "\n"
    rows = csv_text.parse(f"sep={sheet.dialect.delimiter}\n{header}{own_break}{row}", "", faults, [])
    found = [from_mapping(item.block, "", faults, default_status=status, extra=item.extra) for item in rows]
    if faults or len(found) != 1 or found[0] is None:
        reason = faults[0] if faults else Fault(file="", message="the row is not read as one entry")
        raise Unwritable(reason.message, reason.hint or MEND)
    return found[0]


def in_one_dialect(sheet: Sheet, text: str) -> str:
    """The text again; raises Unwritable where its cells would be parted otherwise than those of the sheet."""
    if dialect_of(text) != sheet.dialect:
        raise Unwritable(
            "the sheet would be read with another delimiter", "put quotes around each name of the header"
        )
    return text
