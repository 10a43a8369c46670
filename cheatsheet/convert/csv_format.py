"""CSV in every dialect that spreadsheets write, and in the one that Excel opens."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import PurePath

from cheatsheet import csv_text
from cheatsheet.convert.columns import find_columns, two_columns
from cheatsheet.convert.formula import plain_inside, safe_inside
from cheatsheet.convert.item import Exported, Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.rows import rows_of
from cheatsheet.convert.sheet import Row, Sheet, read_sheets
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.folder import CSV_SUFFIXES
from cheatsheet.text import decode, place_of_bad_byte

DELIMITERS = (",", ";", "\t", "|")
SAMPLE, SAMPLED_ROWS = 50_000, 40  # characters and rows by which a delimiter is guessed
OUR_HEADER = ["Complaint", "Answer"]
MANY_QUOTED = 3  # cells in single quotes that are no chance
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
    rows = [Row(number, cells) for number, cells in enumerate(read_rows(data, name), 1) if "".join(cells).strip()]
    source = read_sheets([Sheet(rows)], name, table)
    source = Source(source.items, (*half_quoted([row.cells for row in rows]), *source.losses))
    if decode(data)[1] != "cp1252":
        return source
    line, _ = place_of_bad_byte(data)
    doubt = f"not UTF-8 (line {line}); read as Windows cp1252: check accents and quotes"
    return Source(source.items, (doubt, *source.losses))


def written(entries: Sequence[Entry]) -> Exported:
    """The entries as CSV that Excel opens, safe against formulas; reading it gives them again, but for the losses."""
    header, rows, losses = rows_of(entries)
    return Exported(write_rows([header, *rows]), losses)


def read_rows(data: bytes, name: str) -> list[list[str]]:
    """All rows with their cells as they stand, blank rows too; raises Invalid at a quote that is not closed.

    What made a sheet of ours safe to be split at another delimiter is undone.
    """
    text = decode(data)[0]
    forced = csv_text.EXCEL_SEPARATOR.match(text)
    single = single_quoted(text[forced.end() if forced else 0 :])
    delimiter = forced[1] if forced else single or guess_delimiter(text)
    lines = io.StringIO(text[forced.end() if forced else 0 :], newline="").readlines()
    # Sheets written by hand have a space behind the comma: without the option its quotes would be letters.
    quote = "'" if single else '"'
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=True, strict=True)
    rows: list[list[str]] = [[]] if forced else []
    done = 0
    try:
        with csv_text.unlimited_cells():
            for cells in reader:
                rows.append(cells)
                done = reader.line_num
    except csv.Error as error:
        raw, line = "".join(lines[done:]), done + (2 if forced else 1)
        raise Invalid([csv_text.broken_quote(raw, delimiter, line, name, str(error))]) from None
    ours = next((row[:2] == OUR_HEADER for row in rows if any(row)), False)
    return [[*map(plain_inside, row)] for row in rows] if ours else rows


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
        out.write(",".join(quoted(safe_inside(cell)) for cell in row) + "\r\n")
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
