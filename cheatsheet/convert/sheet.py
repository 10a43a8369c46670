"""Sheets as people keep them, read as items: two columns under any heading, and what stands beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cheatsheet import csv_text
from cheatsheet.convert.columns import Columns, find_columns
from cheatsheet.convert.foreign import IN_TITLE, in_title
from cheatsheet.convert.formula import plain, plain_of_ours
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.placeholders import Table, Translator
from cheatsheet.errors import Fault, Invalid
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import BY_NAME, bare, from_mapping
from cheatsheet.status import Status
from cheatsheet.text import slug

UNTITLED = re.compile(r"(sheet|table|tabelle|feuil(le)?|hoja|foglio|planilha|blad|лист) ?\d*", re.IGNORECASE)
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#ERROR!"})
ERROR_NUMBER = re.compile(r"Err:\d{3}")  # of LibreOffice
STATUS_WORDS: Mapping[str, Status] = {
    "active": Status.APPROVED, "live": Status.APPROVED, "published": Status.APPROVED, "in review": Status.IN_REVIEW,
    "inactive": Status.RETIRED, "archived": Status.RETIRED, "obsolete": Status.RETIRED, "disabled": Status.RETIRED,
}  # fmt: skip
SEPARATORS = {"tags": re.compile(r"[\n,;|]"), "phrases": re.compile(r"[\n;|]")}
OUR_HEADER = ["Complaint", "Answer"]
HEADING = "is a heading: the rows below it have its tag"
QUOTED = 60  # characters of a text that a message quotes


class Row(NamedTuple):
    """A row that is not blank: its number in the sheet from 1, its cells, and what is known to be lost of it."""

    number: int
    cells: Sequence[str]
    losses: Sequence[str] = ()


class Sheet(NamedTuple):
    """A sheet of a file; `name` is "" where the file is one sheet."""

    rows: Sequence[Row]
    name: str = ""


def read_sheets(sheets: Sequence[Sheet], file: str, table: Table) -> Source:
    """The items of all sheets, each under its sheet's name as a tag where there are several.

    Raises Invalid where no sheet has two columns. Of several sheets, one without a header row is read only where
    none has one.
    """
    filled = [with_plain_cells(sheet) for sheet in sheets if sheet.rows]
    found = [(sheet, find_columns([row.cells for row in sheet.rows])) for sheet in filled]
    if filled and not any(columns for _, columns in found):
        message = "no two columns: one for what the customer says, one for the answer"
        hint = "name them in the first row: Complaint,Answer"
        raise Invalid([Fault(file=file, line=filled[0].rows[0].number, message=message, hint=hint)])
    titled = any(columns and columns.header >= 0 for _, columns in found)
    items: list[Item] = []
    losses: list[str] = []
    for sheet, columns in found:
        if columns is None or (titled and columns.header < 0):
            losses.append(f"sheet `{sheet.name}` is not read: no row in it names a complaint and an answer")
            continue
        source = read_sheet(sheet, columns, table, several=len(filled) > 1)
        items += source.items
        losses += source.losses
    return Source(tuple(items), tuple(losses))


def is_ours(rows: Sequence[Row]) -> bool:
    """Whether a sheet has the first row of an export of this program."""
    return bool(rows) and [*rows[0].cells[:2]] == OUR_HEADER


def with_plain_cells(sheet: Sheet) -> Sheet:
    """The sheet with what made its cells safe taken away: in one of ours also inside of them."""
    undone = plain_of_ours if is_ours(sheet.rows) else plain
    return sheet._replace(rows=[row._replace(cells=[*map(undone, row.cells)]) for row in sheet.rows])


def read_sheet(sheet: Sheet, columns: Columns, table: Table, *, several: bool = False) -> Source:
    """The items of one sheet whose columns are known."""
    where = f"{sheet.name}!" if several else ""
    losses = [
        loss
        for row in above(sheet, columns)
        for loss in (f"{where}row {row.number} stands above the header: {quoted(row)}", *row.losses)
    ]
    unknown = (at for at in range(len(columns.names)) if at not in columns.known and is_filled(sheet, columns, at))
    prefix = f"sheet `{sheet.name}`: " if several else ""
    losses += [
        f"{prefix}unknown column `{columns.names[at]}` goes into the note, or stays a column in a CSV"
        for at in unknown
    ]
    tag = slug(sheet.name) if several and not UNTITLED.fullmatch(sheet.name.strip()) else ""
    header = sheet.rows[columns.header].cells if columns.header >= 0 else ()
    rows = [row for row in sheet.rows[columns.header + 1 :] if row.cells != header]  # a page may repeat it
    items = under_headings(item_of(row, columns, table, where) for row in rows)
    return Source(tuple(tagged(item, [tag]) if tag else item for item in items), tuple(losses))


def under_headings(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each with the tags of the heading above it: a row that has a category and nothing else."""
    heading: list[str] = []
    for item in items:
        tags = item.values.get("tags")
        if item.skipped and item.values.keys() == {"tags"} and isinstance(tags, list):
            heading = tags
            yield replace(item, skipped=HEADING)
        else:
            yield item if tags or not heading else tagged(item, heading)


def tagged(item: Item, tags: Sequence[str]) -> Item:
    """An item with more tags; as it was where it is skipped."""
    own = item.values.get("tags")
    united = [*dict.fromkeys([*(own if isinstance(own, list) else []), *tags])]
    return item if item.skipped else replace(item, values={**item.values, "tags": united})


def above(sheet: Sheet, columns: Columns) -> Sequence[Row]:
    """The rows above the header that say something."""
    return sheet.rows[: max(columns.header, 0)]


def is_filled(sheet: Sheet, columns: Columns, at: int) -> bool:
    """Whether a column has a cell below the header."""
    return any(row.cells[at].strip() for row in sheet.rows[columns.header + 1 :] if at < len(row.cells))


def quoted(row: Row) -> str:
    """What a row says, in short."""
    text = " ".join(" ".join(row.cells).split())
    return repr(text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…")


def item_of(row: Row, columns: Columns, table: Table, where: str) -> Item:
    """A row as an item; skipped where it lacks the complaint or the answer, or has more cells than the header."""
    place = f"{where}row {row.number}"
    losses = list(row.losses)
    cells = row.cells
    surplus = [cell for cell in cells[len(columns.names) :] if cell.strip()]
    if not columns.ours:
        cells = without_errors(cells, columns, losses)
    known = [cell if at in columns.known else "" for at, cell in enumerate(cells[: len(columns.names)])]
    extra = {
        name: cell
        for at, (name, cell) in enumerate(zip(columns.names, cells, strict=False))
        if at not in columns.known and cell.strip()
    }
    record = csv_text.Record(line=row.number, cells=known, raw="")
    values: dict[str, object] = {
        key: value for key, value in plain_mapping(csv_text.to_row(record, columns.names, ",")).items() if value
    }
    lacking = [name for name in ("complaint", "answer") if not str(values.get(name) or "").strip()]
    skipped = f"has no {lacking[0]}" if len(lacking) == 1 else "has neither complaint nor answer" if lacking else ""
    if surplus:
        count = f"{len(row.cells)} cells, and the header {len(columns.names)}"
        skipped = f"has {count}: put quotes around a text with a separator in it"
    if skipped:
        return Item(values=values, place=place, losses=tuple(losses), skipped=skipped, extra=extra)
    if not columns.ours:
        split_lists(values)
        name_status(values)
    put_aside(values, extra, losses)
    if not columns.ours:
        translate(values, table, losses)
    return Item(values=values, place=place, losses=tuple(losses), extra=extra)


def plain_mapping(row: csv_text.Row) -> dict[str, object]:
    """A row as plain values under an entry's keys, texts without the space around them."""
    return {key: value.strip() if isinstance(value, str) else bare(value) for key, value in row.block.items()}


def without_errors(cells: Sequence[str], columns: Columns, losses: list[str]) -> list[str]:
    """The cells without what a spreadsheet shows where a formula failed."""
    kept = []
    for at, cell in enumerate(cells):
        failed = cell.strip() in ERRORS or ERROR_NUMBER.fullmatch(cell.strip())
        if failed:
            name = columns.names[at] if at < len(columns.names) else f"column {at + 1}"
            losses.append(f"`{name}` is the spreadsheet's error {cell.strip()}")
        kept.append("" if failed else cell)
    return kept


def split_lists(values: dict[str, object]) -> None:
    """Lists that stand on one line of a cell, as people write them, taken apart."""
    for key, separator in SEPARATORS.items():
        items = values.get(key)
        if isinstance(items, list):
            parts = (part.strip() for item in items for part in separator.split(str(item)))
            values[key] = [*dict.fromkeys(filter(None, parts))]


def name_status(values: dict[str, object]) -> None:
    """A status in other words, by ours."""
    said = " ".join(str(values.get("status") or "").casefold().replace("-", " ").split())
    if said in STATUS_WORDS:
        values["status"] = str(STATUS_WORDS[said])
    elif said in BY_NAME:
        values["status"] = said


def put_aside(values: dict[str, object], extra: dict[str, str], losses: list[str]) -> None:
    """Takes out the values that an entry cannot hold, their texts kept beside it; an unknown status is a draft."""
    if not faults_of(values):
        return
    for key in [key for key in values if key not in {"complaint", "answer"}]:
        faults = faults_of({"complaint": "said", "answer": "said", key: values[key]})
        if faults:
            value = values.pop(key)
            losses.append(f"{faults[0].message}; the entry goes without")
            if isinstance(value, str):
                extra[f"{key} (2)"] = value
            if key == "status":
                values["status"] = str(Status.DRAFT)


def faults_of(values: Mapping[str, object]) -> list[Fault]:
    """What keeps values from being an entry."""
    faults: list[Fault] = []
    block = from_plain(values)
    if isinstance(block, Block):
        from_mapping(block, "", faults)
    return faults


def translate(values: dict[str, object], table: Table, losses: list[str]) -> None:
    """Blanks and placeholders of the texts that are sent become values and fields of ours."""
    translator = Translator(table, "brackets")
    for key in ("answer", "subject"):
        if isinstance(values.get(key), str):
            values[key] = translator.text(str(values[key]))
    channels = values.get("channels")
    if isinstance(channels, Mapping):
        values["channels"] = {name: translator.text(str(text)) for name, text in channels.items()}
    losses += translator.losses
    if in_title(str(values.get("complaint", ""))):
        losses.append(IN_TITLE)
    fields, own = translator.names.fields, values.get("fields")
    if fields:
        values["fields"] = {**fields, **(own if isinstance(own, Mapping) else {})}
    if translator.draft and values.get("status") != str(Status.RETIRED):
        values["status"] = str(Status.DRAFT)
    if translator.notes:
        values["note"] = "\n".join(filter(None, [str(values.get("note") or ""), *translator.notes]))
