"""CSV to nodes: two columns suffice, any further column is a field; every cell knows its line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from cheatsheet.entry import ENTRY_KEYS
from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, Items, Node, Place
from cheatsheet.text import did_you_mean, nearest

DELIMITERS = (",", ";", "\t")
LIST_COLUMNS = frozenset({"phrases", "check", "tags", "choices", "lint"})
QUOTED = re.compile(r'"((?:[^"]|"")*)"?')
NO_DELIMITERS = str.maketrans(dict.fromkeys(",;\t\r\n", " "))
UNNAMED = re.compile(r"column \d+")
HEADER_PART = 20_000  # characters that a header row may have at most
EXCEL_SEPARATOR = re.compile(r"sep=([,;\t|:^~])\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One data row: its known columns as a mapping, its unknown ones as they are."""

    block: Block
    extra: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of the file as csv read it, with the text that it came from."""

    line: int
    cells: Sequence[str]
    raw: str


def parse(text: str, file: str, faults: list[Fault], warnings: list[Fault]) -> list[Row]:
    """The rows of a sheet. Faults are collected; a broken quote ends the reading of the file."""
    first_line = 1
    forced = EXCEL_SEPARATOR.match(text)
    if forced:
        text, first_line = text[forced.end() :], 2
    delimiter = forced.group(1) if forced else guess_delimiter(text)
    records = read_records(text, delimiter, first_line, file, faults)
    header = next(records, None)
    if header is None:
        return []
    columns = read_header(header, delimiter, file, faults, warnings)
    if columns is None:
        return []
    rows = []
    for record in records:
        surplus = [cell for cell in record.cells[len(columns) :] if cell.strip()]
        if surplus:
            place = cell_places(record, delimiter)[len(columns)]
            faults.append(
                Fault(
                    file=file,
                    line=place.line,
                    column=place.column,
                    message=f"the row has {len(record.cells)} cells, the header {len(columns)}",
                    hint=f"put quotes around a text with {delimiter!r} in it",
                )
            )
            continue
        rows.append(to_row(record, columns, delimiter))
    for name in sorted({name for row in rows for name in row.extra if UNNAMED.fullmatch(name)}):
        message = f"{name} has cells and no name; they are kept and not used"
        warnings.append(
            Fault(file=file, line=header.line, column=1, message=message, hint="name it in the first row")
        )
    return rows


def guess_delimiter(text: str) -> str:
    """The delimiter that stands most often in the header row outside of quotes; a comma for want of any.

    Where two stand equally often, the one under which the two required columns appear.
    """
    cells = QUOTED.sub(lambda cell: cell[1].translate(NO_DELIMITERS), text[:HEADER_PART])
    header = next((line for line in cells.splitlines() if line.strip(" ,;\t")), "").casefold()

    def fitness(delimiter: str) -> tuple[int, bool]:
        names = {name.strip() for name in header.split(delimiter)}
        return header.count(delimiter), {"complaint", "answer"} <= names

    return max(DELIMITERS, key=fitness)


@contextmanager
def unlimited_cells() -> Iterator[None]:
    """csv's limit of 128 KB a cell lifted; the module's setting is put back."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_records(text: str, delimiter: str, first_line: int, file: str, faults: list[Fault]) -> Iterator[Record]:
    """The records that are not blank; ends with a fault at a quote that is not closed or not alone."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    done = 0
    while True:
        try:
            with unlimited_cells():
                cells = next(reader, None)
        except csv.Error as error:
            faults.append(broken_quote("".join(lines[done:]), delimiter, first_line + done, file, str(error)))
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Record(line=first_line + done, cells=cells, raw="".join(lines[done : reader.line_num]))
        done = reader.line_num


def broken_quote(raw: str, delimiter: str, line: int, file: str, reason: str) -> Fault:
    """The fault at the first quote of a record that does not end where its cell ends."""
    cell = re.compile(rf'(?P<quoted>"(?:[^"]|"")*("|$))|[^{re.escape(delimiter)}\r\n]*')
    offset, message = 0, f"broken row: {reason}"
    while offset < len(raw):
        found = cell.match(raw, offset)
        end = found.end() if found else offset
        closed = found is None or found["quoted"] is None or raw[end - 1] == '"'
        if found and found["quoted"] and not (closed and raw[end : end + 1] in {delimiter, "\r", "\n", ""}):
            message = "broken row: a quote that opens in this row is not closed where its cell ends"
            break
        offset = end + (2 if raw[end : end + 2] == "\r\n" else 1)
    before = raw[:offset]
    return Fault(
        file=file,
        line=line + before.count("\n"),
        column=offset - before.rfind("\n"),
        message=message,
        hint='close it; a quote inside a quoted cell is written twice, ""',
    )


def read_header(
    record: Record, delimiter: str, file: str, faults: list[Fault], warnings: list[Fault]
) -> list[str] | None:
    """The name of each column: entry keys in lower case, unknown ones as written; None without the two."""
    places = cell_places(record, delimiter)
    columns: list[str] = []
    for index, cell in enumerate(record.cells):
        name = cell.strip() or f"column {index + 1}"
        known = name.casefold() if name.casefold().split(".")[0] in ENTRY_KEYS else name
        place = places[index]
        if known in columns:
            faults.append(
                Fault(file=file, line=place.line, column=place.column, message=f"column `{name}` stands twice")
            )
        elif cell.strip() and known.split(".")[0] not in ENTRY_KEYS:
            warnings.append(
                Fault(
                    file=file,
                    line=place.line,
                    column=place.column,
                    message=f"unknown column `{name}` is kept and not used",
                    hint=did_you_mean(name.casefold(), ENTRY_KEYS),
                )
            )
        columns.append(known)
    lacking = [name.capitalize() for name in ("complaint", "answer") if name not in columns]
    if lacking:
        faults.append(missing_columns(lacking, record, file))
        return None
    for name, place in zip(columns, places, strict=True):
        head = name.split(".")[0]
        if head != name and head in columns and head in ENTRY_KEYS:
            message = f"column `{head}` and column `{name}` say the same thing twice"
            hint = f"keep the columns `{head}.…`"
            faults.append(Fault(file=file, line=place.line, column=place.column, message=message, hint=hint))
    return columns


def missing_columns(lacking: Sequence[str], record: Record, file: str) -> Fault:
    """The two columns are not both there; names the column that was probably meant."""
    names = [cell.strip() for cell in record.cells if cell.strip()]
    meant = [f"`{near}` for `{name}`?" for name in lacking if (near := nearest(name, names))]
    return Fault(
        file=file,
        line=record.line,
        column=1,
        message=f"no column {' and no column '.join(f'`{name}`' for name in lacking)}",
        hint=" ".join(["the first row names the columns: Complaint,Answer", *meant]),
    )


def cell_places(record: Record, delimiter: str) -> list[Place]:
    """Where each cell of a record starts."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    places, offset = [], 0
    for _ in record.cells:
        before = record.raw[:offset]
        breaks = before.count("\n") + before.replace("\r\n", "").count("\r")
        last_break = max(before.rfind("\n"), before.rfind("\r"))
        places.append(Place(record.line + breaks, offset - last_break))
        found = cell.match(record.raw, offset)
        offset = (found.end() if found else offset) + 1
    return places


def to_row(record: Record, columns: Sequence[str], delimiter: str) -> Row:
    """A record under its columns; empty cells are left out, dotted columns become mappings."""
    block, extra = Block(Place(record.line, 1)), {}
    places = cell_places(record, delimiter)
    for name, cell, place in zip(columns, record.cells, places, strict=False):
        if not cell.strip():
            continue
        head, *rest = name.split(".")
        if head not in ENTRY_KEYS:
            extra[name] = cell
            continue
        target = block
        for part in [head, *rest][:-1]:
            target = inner_block(target, part, place)
        leaf = [head, *rest][-1]
        target[leaf] = cell_value(leaf, cell, place)
        target.places[leaf] = target.keys_at[leaf] = place_of_text(cell, place)
    return Row(block=block, extra=extra)


def inner_block(target: Block, part: str, place: Place) -> Block:
    """The mapping under `part`, made where it is not there yet."""
    inner = target.get(part)
    if not isinstance(inner, Block):
        inner = Block(place)
        target[part] = inner
        target.places[part] = target.keys_at[part] = place
    return inner


def cell_value(name: str, cell: str, place: Place) -> Node:
    """A cell as a text, or as a list with one item a line."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    if name not in LIST_COLUMNS:
        return text
    items = Items(place)
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            at = Place(place.line + number, 1 if number else place.column)
            items.append(suppression(line.strip(), at) if name == "lint" else line.strip())
            items.places.append(at)
    return items


def suppression(line: str, place: Place) -> Block:
    """A line of a `lint` cell, `RULE until DATE -- reason`, as the mapping that YAML has."""
    rule, _, reason = (part.strip() for part in line.partition("--"))
    words = rule.removeprefix("ignore ").split()
    block = Block(place)
    block["ignore"] = " ".join(words[:1] if words[1:2] == ["until"] else words)
    if words[1:2] == ["until"]:
        block["until"] = " ".join(words[2:])
    if reason:
        block["reason"] = reason
    block.places = dict.fromkeys(block, place)
    block.keys_at = dict.fromkeys(block, place)
    return block


def place_of_text(cell: str, place: Place) -> Place:
    """The place of a cell's text with the line of each of its lines, leading blank lines left out."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    count = text.strip().count("\n") + 1
    if count == 1 and "\n" not in text:
        return place
    start = place.line + text[: len(text) - len(text.lstrip())].count("\n")
    return Place(place.line, place.column, tuple(range(start, start + count)))
