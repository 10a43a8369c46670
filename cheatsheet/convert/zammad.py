"""Zammad's text modules: JSON of its API, and the CSV of its import and export."""

import csv
import re
from collections.abc import Iterator
from pathlib import PurePath

from cheatsheet.convert.intake import Intake, one_line, unique
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.json_source import HEAD, Record, items_of, looks_like
from cheatsheet.convert.placeholders import Table
from cheatsheet.csv_text import guess_delimiter, unlimited_cells
from cheatsheet.errors import Fault, Invalid
from cheatsheet.text import decode

LISTS = ("text_modules", "assets", "TextModule")
SEVERAL = re.compile(r"~~~|[,;\n]")
NEEDED = {"name", "content"}
TELLING = {"keywords", "active", "foreign_id", "group_ids"}


def recognises(name: str, data: bytes) -> bool:
    """Whether a file has text modules."""
    if looks_like(name, data, "name", "content", "keywords") or looks_like(name, data, "TextModule"):
        return True
    if PurePath(name).suffix.lower() != ".csv":
        return False
    header = {column.strip().strip('"').lower() for column in re.split("[,;\t]", first_line(data))}
    return header >= NEEDED and bool(header & TELLING)


def first_line(data: bytes) -> str:
    """The header row of a sheet."""
    return decode(data[:HEAD])[0].partition("\n")[0]


def read(data: bytes, name: str, table: Table) -> Source:
    """The text modules of a file; raises Invalid."""
    text, _ = decode(data)
    if text.lstrip()[:1] not in {"{", "["}:
        return Source(tuple(item_of(record, place, table) for place, record in rows(text, name)))
    return items_of(data, name, LISTS, lambda record: item_of(as_texts(record), record.place, table))


def as_texts(record: Record) -> dict[str, str]:
    """A module of the API as its CSV would write it."""
    groups = "~~~".join(str(group) for group in record.items("group_ids"))
    texts = {key: record.text(key) for key in ("name", "keywords", "content", "note")}
    return {**texts, "group_ids": groups, "active": "true" if record.flag("active", True) else "false"}


def item_of(record: dict[str, str], place: str, table: Table) -> Item:
    """One text module; its keywords are phrases."""
    intake = Intake(table, "zammad", place)
    groups = unique([group.strip() for group in SEVERAL.split(record.get("group_ids") or record.get("groups") or "")])
    if groups:
        intake.lose(f"restricted to group{'s' if len(groups) > 1 else ''} {', '.join(groups)}")
    active = record.get("active", "").strip().casefold() not in {"false", "no", "0"}
    return intake.item(
        {
            "complaint": one_line(record.get("name", "")),
            "phrases": unique([one_line(part) for part in SEVERAL.split(record.get("keywords", ""))]),
            "answer": intake.html(record.get("content", "")),
            "status": "" if active else "retired",
            "reason": "" if active else "was not active in Zammad",
            "note": record.get("note", "").strip(),
        }
    )


def rows(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a sheet by column, each with its place; raises Invalid."""
    with unlimited_cells():
        reader = csv.reader(text.splitlines(keepends=True), delimiter=guess_delimiter(text), strict=True)
        try:
            table = [(reader.line_num, row) for row in reader]
        except csv.Error as error:
            fault = Fault(name, f"is no CSV: {error}", reader.line_num, 1, "look at the quotes of this row")
            raise Invalid([fault]) from None
    header = [column.strip().lower() for column in table[0][1]] if table else []
    if not set(header) >= NEEDED:
        raise Invalid([Fault(name, "has no columns `name` and `content`", 1, 1, "export the text modules again")])
    for number, (_, row) in enumerate(table[1:], 2):
        if any(cell.strip() for cell in row):
            yield f"row {number}", dict(zip(header, row, strict=False))
