"""CSV in every dialect that spreadsheets write, and in the one that Excel opens."""

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import PurePath

from cheatsheet import csv_text
from cheatsheet.convert.columns import find_columns, two_columns
from cheatsheet.convert.item import Exported, Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.rows import rows_of
from cheatsheet.convert.sheet import Row, Sheet, is_ours, read_sheets
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.folder import CSV_SUFFIXES
from cheatsheet.text import decode, place_of_bad_byte

DELIMITERS = (",", ";", "\t", "|")
SAMPLE, SAMPLED_ROWS = 50_000, 40  # characters and rows by which a delimiter is guessed
MANY_QUOTED = 3  # cells in single quotes that are no chance
ESCAPED_QUOTE = '\\"'
BACKSLASHES = 'quotes inside of cells stand behind a backslash, \\", and were read as CSV writes them, "": check them'
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel reads UTF-8 as the country's old encoding


def recognises(name: str, data: bytes) -> bool:
    """Whether a file is a sheet of text: by its name, or by two columns that a first row names."""
    if PurePath(name).suffix.lower() in CSV_SUFFIXES:
        return True
    if PurePath(name).suffix.lower() not in {"", ".txt"}:
        return False
    text = decode(data[:SAMPLE])[0]
    return two_columns(next(iter(sample(text, guess_delimiter(text))), [])) is not None


def read(data: bytes, name: str, table: Table) -> Source:
    """The items of a sheet of text; raises Invalid for a broken quote, and where there are no two columns."""
    losses: list[str] = []
    cells = enumerate(read_rows(data, name, losses), 1)
    rows = [Row(number, row) for number, row in cells if "".join(row).strip()]
    source = read_sheets([Sheet(rows)], name, table)
    odd = [] if is_ours(rows) else half_quoted([row.cells for row in rows])
    source = Source(source.items, (*losses, *odd, *source.losses))
    if decode(data)[1] != "cp1252":
        return source
    line, _ = place_of_bad_byte(data)
    doubt = f"not UTF-8 (line {line}); read as Windows cp1252: check accents and quotes"
    return Source(source.items, (doubt, *source.losses))


def written(entries: Sequence[Entry]) -> Exported:
    """The entries as CSV that Excel opens, safe against formulas; reading it gives them again, but for the losses."""
    header, rows, losses = rows_of(entries)
    return Exported(write_rows([header, *rows]), losses)


def read_rows(data: bytes, name: str, losses: list[str]) -> list[list[str]]:
    """All rows with their cells as they stand, blank rows too; raises Invalid at a quote that is not closed.

    What was read in another way than it is written is added to `losses`.
    """
    text = decode(data)[0]
    forced = csv_text.EXCEL_SEPARATOR.match(text)
    first: list[list[str]] = [[]] if forced else []
    text = text[forced.end() if forced else 0 :]
    single = single_quoted(text)
    delimiter = forced[1] if forced else single or guess_delimiter(text)
    quote = "'" if single else '"'
    try:
        return [*first, *parsed(text, delimiter, quote)]
    except BrokenRow as error:
        fault = csv_text.broken_quote(error.raw, delimiter, error.line + len(first), name, str(error))
    if ESCAPED_QUOTE in text and not single:
        with suppress(BrokenRow):
            rows = parsed(text.replace(ESCAPED_QUOTE, '""'), delimiter, quote)
            losses.append(BACKSLASHES)
            return [*first, *rows]
    raise Invalid([fault])


class BrokenRow(Exception):
    """What csv says of a row, with the text from there on and the line on which it starts."""

    def __init__(self, reason: str, raw: str, line: int) -> None:
        super().__init__(reason)
        self.raw, self.line = raw, line


def parsed(text: str, delimiter: str, quote: str) -> list[list[str]]:
    """The rows of a text; raises BrokenRow."""
    lines = io.StringIO(text, newline="").readlines()
    # Sheets written by hand have a space behind the comma: without the option its quotes would be letters.
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=True, strict=True)
    rows: list[list[str]] = []
    done = 0
    try:
        with csv_text.unlimited_cells():
            for cells in reader:
                rows.append(cells)
                done = reader.line_num
    except csv.Error as error:
        raise BrokenRow(str(error), "".join(lines[done:]), done + 1) from None
    return rows


def single_quoted(text: str) -> str:
    """The delimiter of a sheet whose cells, all that are not empty, stand in single quotes; "" for any other."""
    if text.lstrip()[:1] != "'":
        return ""
    for delimiter in DELIMITERS:
        cell = r"(?:'(?:[^']|'')*+')?+"
        row = rf" *+{cell}(?: *+{re.escape(delimiter)} *+{cell})++ *+"
        if re.fullmatch(rf"\s*+{row}(?:(?:\r\n?|\n)++(?:{row})?+)*+", text):
            return delimiter
    return ""


def half_quoted(rows: Sequence[Sequence[str]]) -> list[str]:
    """What is told of cells in single quotes that are kept, as other cells have none."""
    quoted_cells = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for row in rows for cell in row)
    if quoted_cells < MANY_QUOTED:
        return []
    return [f"{quoted_cells} cells are in single quotes, which stay, as other cells are not: CSV has double quotes"]


def write_rows(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV: UTF-8 with a mark, CRLF, quotes where they are needed."""
    out = io.StringIO()
    for row in rows:
        out.write(",".join(quoted(cell) for cell in row) + "\r\n")
    return BYTE_ORDER_MARK + out.getvalue().encode("utf-8", "replace")


def quoted(cell: str) -> str:
    """A cell as it is written: in quotes where it has a sign of CSV in it, or white space around it."""
    if not cell or (cell == cell.strip() and not any(sign in cell for sign in ',;\t|"\r\n')):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def guess_delimiter(text: str) -> str:
    """The delimiter under which a row names the two columns, else the one that parts most rows alike."""
    parted = {delimiter: sample(text, delimiter) for delimiter in DELIMITERS}
    for delimiter, rows in parted.items():
        columns = find_columns(rows)
        if columns and columns.header >= 0 and two_columns(rows[columns.header]):
            return delimiter

    def alike(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in parted[delimiter]]
        in_prose = text[:SAMPLE].count(f"{delimiter} ")
        return max((widths.count(width) for width in set(widths) if width > 1), default=0), -in_prose

    return max(DELIMITERS, key=alike)


def sample(text: str, delimiter: str) -> list[list[str]]:
    """The first rows of a text that are not blank."""
    reader = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=delimiter, skipinitialspace=True)
    with csv_text.unlimited_cells():
        rows = (row for row in reader if any(cell.strip() for cell in row))
        return list(islice(rows, SAMPLED_ROWS))
