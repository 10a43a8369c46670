"""A sheet as it stands in its text: where each row starts and ends, and its cells with their quotes."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import NamedTuple

from cheatsheet import csv_text
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.text import slug

LINE_BREAK = re.compile(r"\r\n|\r|\n")
MEND = "mend the sheet first; `cheatsheet lint` shows every fault"


class Dialect(NamedTuple):
    """What parts the cells of a sheet, and where it starts: behind Excel's separator line, if there is one."""

    delimiter: str
    start: int


class Row(NamedTuple):
    """A row that is not blank: its offsets, its line, its cells as they are read, its text with the line break."""

    start: int
    end: int
    line: int
    cells: Sequence[str]
    raw: str

    @property
    def line_break(self) -> str:
        """What ends the row; "" at the end of a file without a final line break."""
        return self.raw[len(self.raw.rstrip("\r\n")) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet in its text; `columns` are the names of the header as the reader knows them, `rows` those below it."""

    text: str
    dialect: Dialect
    header: Row
    columns: Sequence[str]
    rows: Sequence[Row]

    def cell(self, row: Row, column: str) -> str:
        """The text of a cell; "" where the row or the sheet has none."""
        index = self.columns.index(column) if column in self.columns else len(row.cells)
        return row.cells[index].strip() if index < len(row.cells) else ""

    def id_of(self, row: Row) -> str:
        """The id of a row: the one that is written, else the one made of its complaint."""
        return self.cell(row, "id") or slug(self.cell(row, "complaint"))

    def row_at(self, line: int, entry_id: str) -> Row:
        """The row of an entry: at its line if the id there is its own, else wherever its id is."""
        near = next((row for row in self.rows if row.line >= line), None)
        return near if near and near.line == line and self.id_of(near) == entry_id else self.row_with(entry_id)

    def row_with(self, entry_id: str) -> Row:
        """The only row with an id; raises Unwritable where there is none, and where there are more."""
        found = [row for row in self.rows if self.id_of(row) == entry_id]
        if not found:
            raise Unwritable(f"no row of the sheet has the id {entry_id!r}", "was it moved or taken out?")
        if len(found) > 1:
            lines = f"line {found[0].line} and line {found[1].line}"
            raise Unwritable(f"{lines} both have the id {entry_id!r}", MEND)
        return found[0]

    def break_in_cells(self) -> str:
        """How the sheet breaks a line inside a cell; LF where no cell has two lines."""
        found = (LINE_BREAK.search(row.raw) for row in (self.header, *self.rows))
        return next((one[0] for one in found if one and one.end() < len(one.string)), "\n")


def open_sheet(text: str) -> Sheet:
    """The sheet in a text; raises Unwritable where its rows cannot be told apart or its header cannot be used."""
    dialect = dialect_of(text)
    rows = read_rows(text, dialect)
    if not rows:
        raise Unwritable("the sheet has no header row", "begin it with the row: Complaint,Answer")
    header = rows[0]
    faults: list[Fault] = []
    record = csv_text.Record(line=header.line, cells=header.cells, raw=header.raw)
    columns = csv_text.read_header(record, dialect.delimiter, "", faults, [])
    if columns is None or faults:
        raise Unwritable(f"line {faults[0].line}: {faults[0].message}", faults[0].hint or MEND)
    return Sheet(text=text, dialect=dialect, header=header, columns=columns, rows=rows[1:])


def dialect_of(text: str) -> Dialect:
    """The delimiter and the start of the sheet in a text."""
    forced = csv_text.EXCEL_SEPARATOR.match(text)
    return Dialect(forced[1], forced.end()) if forced else Dialect(csv_text.guess_delimiter(text), 0)


def read_rows(text: str, dialect: Dialect) -> list[Row]:
    """The rows that are not blank, in one pass; raises Unwritable at a quote that is not closed or not alone."""
    lines = StringIO(text[dialect.start :], newline="").readlines()
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    first_line = 2 if dialect.start else 1
    rows, start, done = [], dialect.start, 0
    try:
        with csv_text.unlimited_cells():
            for cells in reader:
                raw = lines[done] if reader.line_num == done + 1 else "".join(lines[done : reader.line_num])
                if any(map(str.strip, cells)):
                    rows.append(Row(start, start + len(raw), first_line + done, cells, raw))
                start, done = start + len(raw), reader.line_num
    except csv.Error as error:
        fault = csv_text.broken_quote("".join(lines[done:]), dialect.delimiter, first_line + done, "", str(error))
        raise Unwritable(f"line {fault.line}: {fault.message}", fault.hint) from None
    return rows


def raw_cells(row: Row, delimiter: str) -> list[str]:
    """The cells of a row with their quotes; joined by the delimiter they are its text."""
    cell = re.compile(rf'"[^"]*(?:""[^"]*)*"|[^{re.escape(delimiter)}\r\n]*')
    found: list[str] = []
    offset = 0
    for _ in row.cells:
        match = cell.match(row.raw, offset)
        found.append(match[0] if match else "")
        offset += len(found[-1]) + 1
    return found


def all_quoted(raw: Iterable[str]) -> bool:
    """Whether all cells that are not empty are quoted."""
    return all(cell.startswith('"') for cell in raw if cell.strip())


def first_break(text: str) -> str:
    """The first line break of a text; LF where it has none."""
    found = LINE_BREAK.search(text)
    return found[0] if found else "\n"
