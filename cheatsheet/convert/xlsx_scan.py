"""What a workbook's XML tells and no reader of values: how a number is shown, links, formulas that failed."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cheatsheet.convert.archive import Archive
from cheatsheet.convert.number_format import BUILT_IN

MAX_CELLS = 5_000_000  # of the rectangle from A1 to the last cell: readers make room for every one
ZEROS = re.compile(r"0{2,}")  # a number format that shows a number with zeros in front
UNREAD = re.compile(r'"[^"]*"|\\.')  # letters in a number format
LINK_FORMULA = re.compile(r'(?:of:)?=?\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
MAX_LINKED = 1_000  # rows or columns that one link is on
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


class Spot(NamedTuple):
    """A cell by its row and column, from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found in a sheet: how many digits a number is shown with, and which formulas have no value.

    `texts` stand for what a reader makes of a cell: errors, and texts with more than letters in them. Of a number,
    `formats` has the format, or `shown` what a cell shows. `merged` has the first and the last cell of each range.
    """

    zeros: Mapping[Spot, int] = field(default_factory=dict)
    unknown: frozenset[Spot] = frozenset()
    percent: frozenset[Spot] = frozenset()
    formats: Mapping[Spot, str] = field(default_factory=dict)
    shown: Mapping[Spot, str] = field(default_factory=dict)
    texts: Mapping[Spot, str] = field(default_factory=dict)
    links: Mapping[Spot, str] = field(default_factory=dict)
    merged: Sequence[tuple[Spot, Spot]] = ()
    comments: Sequence[Spot] = ()


class Styles(NamedTuple):
    """How the styles of cells show numbers, by their index: with many digits, as a percentage, in which format."""

    digits: Mapping[int, int]
    percent: frozenset[int]
    formats: Mapping[int, str]


@dataclass(slots=True, kw_only=True)
class Scanner:
    """Gathers what a sheet's XML tells while it is read."""

    archive: Archive
    styles: Styles
    targets: Mapping[str, str]  # addresses of links by their id
    at: Spot = field(default_factory=lambda: Spot(-1, -1))
    zeros: dict[Spot, int] = field(default_factory=dict)
    unknown: set[Spot] = field(default_factory=set)
    percent: set[Spot] = field(default_factory=set)
    formats: dict[Spot, str] = field(default_factory=dict)
    texts: dict[Spot, str] = field(default_factory=dict)
    links: dict[Spot, str] = field(default_factory=dict)
    said: str = ""
    error: bool = False
    rows: int = 0
    columns: int = 0
    style: int = 0
    number: bool = False
    text_value: bool = False  # the result of a formula, which may be empty
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
            self.number, self.error = values.get("t", "n") == "n", values.get("t") == "e"
            self.text_value = values.get("t") == "str"
            self.formula = self.value = False
        elif tag == "f":
            self.formula, self.said = True, ""
        elif tag in {"v", "is"}:
            self.value, self.said = True, ""
        elif tag == "hyperlink" and "ref" in values and (target := self.targets.get(values.get("id", ""))):
            first, _, last = values["ref"].partition(":")
            top, bottom = self.spot(first), self.spot(last or first)
            rows = range(top.row, min(bottom.row + 1, top.row + MAX_LINKED))
            columns = range(top.column, min(bottom.column + 1, top.column + MAX_LINKED))
            self.links |= {Spot(row, column): target for row in rows for column in columns}

    def text(self, part: str) -> None:
        """A part of a formula or a value."""
        self.said += part

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "f" and (link := LINK_FORMULA.match(self.said)):
            self.links[self.at] = link[1]
        elif tag == "v":
            self.value = not self.formula or self.text_value or bool(self.said.strip())
            if self.error:
                self.texts[self.at] = self.said
        if tag != "c":
            return
        if self.value:
            self.rows, self.columns = max(self.rows, self.at.row + 1), max(self.columns, self.at.column + 1)
            if self.rows * self.columns > MAX_CELLS:
                message = f"has cells as far away as row {self.at.row + 1:,}, column {self.at.column + 1:,}"
                raise self.archive.invalid(message, "take away what stands far from the sheet")
            if self.number and self.style in self.styles.digits:
                self.zeros[self.at] = self.styles.digits[self.style]
            if self.number and self.style in self.styles.percent:
                self.percent.add(self.at)
            if self.number and self.style in self.styles.formats:
                self.formats[self.at] = self.styles.formats[self.style]
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
    styles = styles_of(archive)
    return {name: scan_sheet(archive, member, styles) for name, member in sheet_members(archive).items()}


def scan_sheet(archive: Archive, member: str, styles: Styles) -> Scan:
    """What the XML of one sheet tells; raises Invalid where its cells lie too far apart."""
    scanner = Scanner(archive=archive, styles=styles, targets=linked(archive, member))
    archive.parse(member, scanner.start, scanner.end, scanner.text)
    return Scan(
        zeros=scanner.zeros,
        unknown=frozenset(scanner.unknown),
        percent=frozenset(scanner.percent),
        formats=scanner.formats,
        texts=scanner.texts,
        links=scanner.links,
    )


def linked(archive: Archive, member: str) -> dict[str, str]:
    """The addresses that a sheet links to, by their id."""
    targets: dict[str, str] = {}
    folder, name = posixpath.split(member)
    relations = f"{folder}/_rels/{name}.rels"

    def relation(tag: str, values: dict[str, str]) -> None:
        if tag == "Relationship" and values.get("Type", "").endswith("/hyperlink"):
            targets[values.get("Id", "")] = values.get("Target", "")

    if relations in archive.names:
        archive.parse(relations, relation)
    return targets


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


def styles_of(archive: Archive) -> Styles:
    """How the styles of cells show numbers: filled up with zeros, as a percentage, in which format."""
    if "xl/styles.xml" not in archive.names:
        return Styles({}, frozenset(), {})
    formats = dict(BUILT_IN)
    styles: list[str] = []
    inside: list[str] = []

    def start(tag: str, values: dict[str, str]) -> None:
        if tag == "numFmt":
            formats[values.get("numFmtId", "")] = values.get("formatCode", "")
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(values.get("numFmtId", ""))
        inside.append(tag)

    def end(_: str) -> None:
        inside.pop()

    archive.parse("xl/styles.xml", start, end)
    used = {number: formats[style] for number, style in enumerate(styles) if style in formats}
    digits = {number: len(code) for number, code in used.items() if ZEROS.fullmatch(code)}
    return Styles(digits, frozenset(number for number, code in used.items() if "%" in UNREAD.sub("", code)), used)
