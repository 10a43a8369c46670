"""What a workbook's XML tells and no reader of values: zeros that are only shown, formulas without a value."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cheatsheet.convert.archive import Archive

MAX_CELLS = 5_000_000  # of the rectangle from A1 to the last cell: readers make room for every one
ZEROS = re.compile(r"0{2,}")  # a number format that shows a number with zeros in front
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


class Spot(NamedTuple):
    """A cell by its row and column, from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found in a sheet: how many digits a number is shown with, and which formulas have no value."""

    zeros: Mapping[Spot, int] = field(default_factory=dict)
    unknown: frozenset[Spot] = frozenset()


@dataclass(slots=True, kw_only=True)
class Scanner:
    """Gathers what a sheet's XML tells while it is read."""

    archive: Archive
    widths: Mapping[int, int]  # by style: digits that a number is shown with
    at: Spot = field(default_factory=lambda: Spot(-1, -1))
    zeros: dict[Spot, int] = field(default_factory=dict)
    unknown: set[Spot] = field(default_factory=set)
    rows: int = 0
    columns: int = 0
    style: int = 0
    number: bool = False
    formula: bool = False
    value: bool = False

    def start(self, tag: str, values: dict[str, str]) -> None:
        """An element begins."""
        if tag == "row":
            self.at = Spot(self.at.row + 1, -1)
            if "r" in values:
                self.at = Spot(self.spot(f"A{values['r']}").row, -1)
        elif tag == "c":
            self.at = self.spot(values["r"]) if "r" in values else Spot(self.at.row, self.at.column + 1)
            style = values.get("s", "")
            self.style = int(style) if style.isdecimal() else 0
            self.number = values.get("t", "n") == "n"
            self.formula = self.value = False
        elif tag == "f":
            self.formula = True
        elif tag in {"v", "is"}:
            self.value = True

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag != "c":
            return
        if self.value:
            self.rows, self.columns = max(self.rows, self.at.row + 1), max(self.columns, self.at.column + 1)
            if self.rows * self.columns > MAX_CELLS:
                message = f"has cells as far away as row {self.at.row + 1:,}, column {self.at.column + 1:,}"
                raise self.archive.invalid(message, "take away what stands far from the sheet")
            if self.number and self.style in self.widths:
                self.zeros[self.at] = self.widths[self.style]
        elif self.formula:
            self.unknown.add(self.at)

    def spot(self, name: str) -> Spot:
        """The spot of a cell by its name, `B7`; raises Invalid for a name that no cell has."""
        found = CELL.fullmatch(name)
        if not found:
            raise self.archive.invalid(f"has a cell called {name[:20]!r}")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return Spot(int(found[2]) - 1, column - 1)


def scan_sheets(archive: Archive) -> Mapping[str, Scan]:
    """What the XML of each sheet tells, by the sheet's name; {} for a file that is no .xlsx."""
    for member in archive.names:
        if member.endswith(".xml") or b"uniqueCount" in archive.zip.read(member):
            archive.parse(member, lambda *_: None)  # a count that is too large ends the process of any reader
    widths = digits_by_style(archive)
    return {name: scan_sheet(archive, member, widths) for name, member in sheet_members(archive).items()}


def scan_sheet(archive: Archive, member: str, widths: Mapping[int, int]) -> Scan:
    """What the XML of one sheet tells; raises Invalid where its cells lie too far apart."""
    scanner = Scanner(archive=archive, widths=widths)
    archive.parse(member, scanner.start, scanner.end)
    return Scan(zeros=scanner.zeros, unknown=frozenset(scanner.unknown))


def sheet_members(archive: Archive) -> dict[str, str]:
    """The file of each sheet of a workbook, by the sheet's name."""
    if "xl/workbook.xml" not in archive.names:
        return {}
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, values: dict[str, str]) -> None:
        if tag == "sheet":
            names[values.get("name", "")] = values.get("id", "")

    def relation(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[values.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", values.get("Target", "")))[1:]

    archive.parse("xl/workbook.xml", sheet)
    if "xl/_rels/workbook.xml.rels" in archive.names:
        archive.parse("xl/_rels/workbook.xml.rels", relation)
    return {name: targets[key] for name, key in names.items() if targets.get(key) in archive.names}


def digits_by_style(archive: Archive) -> dict[int, int]:
    """How many digits a number is shown with, for each style of cells that fills up with zeros."""
    if "xl/styles.xml" not in archive.names:
        return {}
    formats: dict[str, int] = {}
    styles: list[str] = []
    inside: list[str] = []

    def start(tag: str, values: dict[str, str]) -> None:
        if tag == "numFmt" and ZEROS.fullmatch(values.get("formatCode", "")):
            formats[values.get("numFmtId", "")] = len(values["formatCode"])
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(values.get("numFmtId", ""))
        inside.append(tag)

    def end(_: str) -> None:
        inside.pop()

    archive.parse("xl/styles.xml", start, end)
    return {number: formats[style] for number, style in enumerate(styles) if style in formats}
