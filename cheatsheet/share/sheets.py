"""What only sheets of rows and columns need when two versions of them become one."""

from cheatsheet.edits.csv_habit import must_be_quoted
from cheatsheet.edits.csv_sheet import Row, open_sheet, raw_cells


def alike(*texts: str) -> bool:
    """Whether sheets have the same columns with the same sign between them."""
    found = [open_sheet(text) for text in texts if text.strip()]
    return len({(*each.columns, each.dialect.delimiter) for each in found}) <= 1


def with_columns(text: str, other: str, base: str) -> str:
    """A sheet with the columns that another one added to a base, behind its own."""
    sheet, more = open_sheet(text), open_sheet(other)
    before = open_sheet(base).columns if base.strip() else []
    raw = raw_cells(more.header, more.dialect.delimiter)
    new = [
        cell if cell.startswith('"') or not must_be_quoted(cell, sheet.dialect.delimiter) else quoted(cell)
        for name, cell in zip(more.columns, raw, strict=True)
        if cell.strip() and name not in sheet.columns and name not in before
    ]
    header = sheet.header
    head = header.raw[: len(header.raw) - len(header.line_break)]
    line = sheet.dialect.delimiter.join([head, *new]) + header.line_break
    return text[: header.start] + line + text[header.end :]


def quoted(name: str) -> str:
    """A name as a cell that any delimiter leaves alone."""
    return '"' + name.replace('"', '""') + '"'


def row(header: str, base: str, ours: str, theirs: str) -> str:
    """A row of sheets with the same columns, cell by cell; ours where both sides changed one."""
    rows, delimiter = [], open_sheet(header).dialect.delimiter
    for each in (base, ours, theirs):
        rows.append(raw_cells(only_row(header + each), delimiter))
    width = max(map(len, rows))
    cells = [[*each, *[""] * (width - len(each))] for each in rows]
    found = [t if o == b else o for b, o, t in zip(*cells, strict=True)]
    while len(found) > min(map(len, rows[1:])) and not found[-1]:
        found.pop()
    return delimiter.join(found) + ours[len(ours.rstrip("\r\n")) :]


def only_row(text: str) -> Row:
    """The only row of a sheet."""
    return open_sheet(text).rows[0]


def leads(base: str, ours: str, theirs: str) -> bool:
    """Whether the merged sheet begins as ours does: theirs does not have other columns than the base alone."""
    return not alike(base, ours) or alike(base, theirs)
