"""Workbooks: .xlsx and .ods read as they are shown, .xlsx written so that it prints as two columns."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from cheatsheet.convert.archive import Archive, has_suffix, is_packed, open_archive
from cheatsheet.convert.html_text import told_address
from cheatsheet.convert.item import Exported, Loss, Source
from cheatsheet.convert.number_format import is_shown_otherwise, says_more
from cheatsheet.convert.ods_scan import CONTENT, scan_ods
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.rows import MAX_CELL, rows_of
from cheatsheet.convert.sheet import Row, Sheet, read_sheets
from cheatsheet.convert.xlsx_scan import Scan, Spot, scan_sheets
from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = int | float | str | bool | date | datetime | time | timedelta

SUFFIXES = (".xlsx", ".xlsm", ".ods", ".xls")
EXTRA = 'pip install "cheatsheet[sheets]"'
NO_VALUE = "{} is a formula without a stored value: open and save it in the spreadsheet"
EXACT_DIGITS = 15  # of a number that a spreadsheet keeps
ZEROS_IN_FRONT = re.compile(r"0\d+")
UNWRITABLE = re.compile("[\ufffe\uffff]")  # what XML cannot hold, and nothing stands for
TWICE = re.compile("_x[0-9A-Fa-f]{4}(?=_x[0-9A-Fa-f]{4}_)")  # XlsxWriter protects the first of two alone
MADE = datetime(1980, 1, 1)  # noqa: DTZ001 (no day is said: the same entries make the same file)
WIDTHS = {0: 40, 1: 90}
FURTHER_WIDTH = 24
A4 = 9


def recognises(name: str, data: bytes) -> bool:
    """Whether a file is a workbook: by its first bytes and its name, which standard input has not."""
    return has_suffix(name, "", *SUFFIXES) and is_packed(data)


def read(data: bytes, name: str, table: Table) -> Source:
    """The items of all sheets that can be seen; raises Invalid, and UsageError where the reader is not installed."""
    archive = open_archive(data, name)
    losses: list[str] = []
    source = read_sheets(sheets_of(data, archive, losses), name, table)
    return Source(source.items, (*losses, *source.losses))


def sheets_of(data: bytes, archive: Archive, losses: list[str]) -> list[Sheet]:
    """The sheets of a workbook as texts; what none of them holds is added to `losses`."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
    except ImportError:
        raise UsageError("spreadsheets need an extra that is not installed", EXTRA) from None
    scans = {**scan_sheets(archive), **(scan_ods(archive) if CONTENT in archive.names else {})}
    sheets = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                losses.append(f"`{sheet.name}` is no sheet of cells and is not read")
            elif sheet.visible is not SheetVisibleEnum.Visible:
                losses.append(f"sheet `{sheet.name}` is hidden and is not read")
            else:
                sheets.append(sheet_of(book, sheet.name, scans.get(sheet.name, Scan()), losses))
    except (CalamineError, OSError, ValueError) as error:
        raise archive.invalid(f"cannot be read: {error}") from None
    losses += beside_cells(archive)
    return sheets


def beside_cells(archive: Archive) -> list[str]:
    """What a workbook has beside its cells."""
    pictures = sum(name.startswith(("xl/media/", "Pictures/")) for name in archive.names)
    comments = any(name.startswith(("xl/comments", "xl/threadedComments")) for name in archive.names)
    found = [f"{pictures} picture{'s are' if pictures > 1 else ' is'} not read"] if pictures else []
    return [*found, *(["the comments on cells are not read"] if comments else [])]


def sheet_of(book: "CalamineWorkbook", name: str, scan: Scan, losses: list[str]) -> Sheet:
    """One sheet as texts; what is wrong with a column as a whole is added to `losses`."""
    found = book.get_sheet_by_name(name)
    cells: list[list[Cell]] = [[*row] for row in found.to_python(skip_empty_area=False)]
    texts = [[said(cell, Spot(number, at), scan) for at, cell in enumerate(row)] for number, row in enumerate(cells)]
    fill_merged(texts, [*(found.merged_cell_ranges or ()), *scan.merged])
    rows = []
    for number, row in enumerate(cells):
        lost = [doubt for at, cell in enumerate(row) for doubt in doubts(cell, Spot(number, at), scan)]
        if any(text.strip() for text in texts[number]):
            rows.append(Row(number + 1, texts[number], lost))
        else:
            losses += lost
    outside = (at for at in sorted(scan.unknown) if at.row >= len(cells) or at.column >= len(cells[at.row]))
    losses += [NO_VALUE.format(place(at)) for at in outside]
    losses += mixed_columns(cells, name, scan)
    if scan.comments:
        losses.append(f"sheet `{name}`: the comments on {', '.join(map(place, scan.comments[:5]))} are not read")
    return Sheet(rows, name)


def fill_merged(texts: list[list[str]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell that is merged with those below it says the same in each of their rows."""
    for (top, left), (bottom, _) in ranges:
        for row in texts[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = texts[top][left]


def said(cell: Cell, at: Spot, scan: Scan) -> str:
    """A cell as a text with all that the scan knows of it: percentages, errors, the address of a link."""
    if at in scan.texts:
        text = scan.texts[at]
    elif at in scan.percent and isinstance(cell, int | float) and not isinstance(cell, bool):
        text = percent_text(cell)
    else:
        text = shown(cell, scan.zeros.get(at, 0))
    address = told_address(scan.links.get(at, ""), text.strip())
    return f"{text} ({address})" if address else text


def shown(cell: Cell, digits: int = 0) -> str:
    """A cell as a text: whole numbers whole, dates as 2026-11-22; `digits` is how many a number is shown with."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            return number_text(cell).zfill(digits)
        case datetime():
            return (
                cell.isoformat(" ", "minutes").removesuffix(" 00:00")
                if not cell.second
                else cell.isoformat(" ", "seconds")
            )
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("seconds" if cell.second else "minutes")
        case timedelta():
            hours, rest = divmod(int(cell.total_seconds()), 3600)
            return f"{hours}:{rest // 60:02}:{rest % 60:02}"
        case _:
            return cell


def percent_text(number: float) -> str:
    """A number as a percentage."""
    return f"{number_text(float(Decimal(repr(number)) * 100))}%"


def number_text(number: float) -> str:
    """A number as a spreadsheet shows it: no point where it is whole, 15 digits at most where it is not."""
    if isfinite(number) and number == int(number) and abs(number) < 10**21:
        return str(int(Decimal(repr(number))))  # the digits that are stored, without those of the binary number
    return f"{number:.{EXACT_DIGITS}g}"


def doubts(cell: Cell, at: Spot, scan: Scan) -> list[str]:
    """What of a cell the spreadsheet may have lost before it was read, or shows and does not store."""
    if at in scan.unknown:
        return [NO_VALUE.format(place(at))]
    if isinstance(cell, bool) or not isinstance(cell, int | float) or at in scan.texts:
        return []
    text, digits = number_text(cell), scan.zeros.get(at, 0)
    if abs(cell) >= 10**EXACT_DIGITS:
        return [f"{place(at)}: {text} has more than 15 digits: may have been changed by the spreadsheet"]
    if len(text) < digits:
        return [f"{place(at)}: the number {text} is shown, and was read, as {text.zfill(digits)}: check its zeros"]
    text = percent_text(cell) if at in scan.percent else text
    if at in scan.formats and says_more(scan.formats[at], text):
        return [f"{place(at)}: shown with the number format `{scan.formats[at]}`, and read as {text}: check it"]
    if at in scan.shown and is_shown_otherwise(scan.shown[at], text):
        return [f"{place(at)}: shown as {scan.shown[at]}, and read as {text}: check it"]
    return []


def place(at: Spot) -> str:
    """The name of a cell, `B7`."""
    letters, column = "", at.column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{at.row + 1}"


def mixed_columns(cells: Sequence[Sequence[Cell]], name: str, scan: Scan) -> list[str]:
    """The columns in which some numbers have zeros in front, and others are numbers, which cannot."""
    zeros: dict[int, str] = {}
    numbers: dict[int, list[str]] = {}
    for row, line in enumerate(cells):
        for at, cell in enumerate(line):
            if isinstance(cell, str) and ZEROS_IN_FRONT.fullmatch(cell.strip()):
                zeros.setdefault(at, cell.strip())
            elif isinstance(cell, int | float) and not isinstance(cell, bool) and not is_text(Spot(row, at), scan):
                numbers.setdefault(at, []).append(place(Spot(row, at)))
    return [
        f"sheet `{name}`: zeros in front may be lost in {', '.join(numbers[at][:5])}"
        f"{' …' if len(numbers[at]) > 5 else ''}: the column has texts like {text}, and these are numbers"
        for at, text in zeros.items()
        if at in numbers
    ]


def is_text(at: Spot, scan: Scan) -> bool:
    """Whether a number is read as another text than its digits: with zeros in front, as yes or no."""
    return at in scan.zeros or at in scan.texts


def written(entries: Sequence[Entry]) -> Exported:
    """The entries as .xlsx: texts alone, printed as two columns; reading it gives them again, but for the losses."""
    header, rows, losses = rows_of(entries)
    kept, lost = [], list(losses)
    for entry, row in zip(entries, rows, strict=True):
        long = next((cell for cell in row if len(cell) > MAX_CELL), None)
        if long is not None:
            lost = [loss for loss in lost if not (loss.id == entry.id and "Excel cuts" in loss.what)]
            lost.append(
                Loss(entry.id, f"left out: a text has {len(long):,} characters, and a cell holds {MAX_CELL:,}")
            )
            continue
        if any(UNWRITABLE.search(cell) or TWICE.search(cell) for cell in row):
            lost.append(Loss(entry.id, "it has signs that a workbook cannot hold: they come back as others"))
        kept.append(row)
    return Exported(write_rows([header, *kept]), tuple(lost))


def write_rows(rows: Sequence[Sequence[str]]) -> bytes:
    """A header row and rows as a workbook of one sheet; UsageError where the writer is not installed."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise UsageError("spreadsheets need an extra that is not installed", EXTRA) from None
    data = io.BytesIO()
    literal = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(data, {"in_memory": True, **literal})
    book.set_properties({"created": MADE})
    sheet = book.add_worksheet("Answers")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if cell:
                sheet.write_string(number, at, cell, wrapped if number else bold)
    for at in range(max(map(len, rows), default=0)):
        sheet.set_column(at, at, WIDTHS.get(at, FURTHER_WIDTH))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(len(rows) - 1, 0), 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    book.close()
    return data.getvalue()
