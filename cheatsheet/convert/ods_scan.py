"""What the XML of an .ods tells and no reader of values: how a number is shown, links, formulas that failed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cheatsheet.convert.archive import Archive
from cheatsheet.convert.html_text import told_address
from cheatsheet.convert.xlsx_scan import LINK_FORMULA, MAX_CELLS, MAX_LINKED, Scan, Spot

CONTENT = "content.xml"
CELLS = frozenset({"table-cell", "covered-table-cell"})
STORED = frozenset({"value", "date-value", "time-value", "boolean-value", "string-value"})
VALUES = STORED | {"value-type", "formula"}
NUMBERS = frozenset({"float", "currency", "percentage"})
YES_OR_NO = {"TRUE": "yes", "FALSE": "no"}  # shown for what is stored as a number
WITH_ZEROS = re.compile(r"0\d+", re.ASCII)
MAX_LENGTH = 10  # digits of a count that is looked at


@dataclass(slots=True, kw_only=True)
class Scanner:
    """Gathers what the XML tells while it is read, a sheet after the other."""

    archive: Archive
    found: dict[str, Scan] = field(default_factory=dict)
    zeros: dict[Spot, int] = field(default_factory=dict)
    unknown: set[Spot] = field(default_factory=set)
    percent: set[Spot] = field(default_factory=set)
    numbers: dict[Spot, str] = field(default_factory=dict)  # as they are shown
    texts: dict[Spot, str] = field(default_factory=dict)
    links: dict[Spot, str] = field(default_factory=dict)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)
    comments: list[Spot] = field(default_factory=list)
    name: str = ""
    rows: int = 0  # up to the row that is read, itself too
    same_rows: int = 1  # that the row stands for
    columns: int = 0
    widest: int = 0  # of the rows with a value
    at: Spot | None = None  # the cell that is read
    spots: Sequence[Spot] = ()  # where that cell stands, repeated
    kind: str = ""
    unstored: bool = False  # whether it is a formula whose value, but for a text, nobody has stored
    shown: str = ""
    rich: bool = False  # whether it has more than letters
    in_comment: bool = False
    paragraphs: int = 0
    link: tuple[str, int] = ("", 0)  # its address, and where its text starts

    def begin_sheet(self, name: str) -> None:
        """A sheet begins."""
        self.name, self.rows, self.widest = name, 0, 0
        self.zeros, self.unknown, self.percent, self.numbers = {}, set(), set(), {}
        self.texts, self.links, self.merged, self.comments = {}, {}, [], []

    def start(self, tag: str, values: dict[str, str]) -> None:
        """An element begins."""
        if tag == "table":
            self.begin_sheet(values.get("name", ""))
        elif tag == "table-row":
            self.same_rows = repeated(values, "number-rows-repeated")
            self.rows, self.columns = self.rows + self.same_rows, 0
        elif tag in CELLS:
            self.cell(values)
        elif tag == "annotation":
            self.in_comment = True
            self.comments.append(Spot(self.rows - 1, self.columns - 1))
        elif self.at is not None and not self.in_comment:
            self.inside(tag, values)

    def inside(self, tag: str, values: dict[str, str]) -> None:
        """An element in the text of a cell."""
        match tag:
            case "p":
                self.shown += "\n" if self.paragraphs else ""
                self.paragraphs += 1
            case "tab":
                self.shown, self.rich = self.shown + "\t", True
            case "line-break":
                self.shown += "\n"
            case "s":
                self.shown += " " * min(repeated(values, "c"), MAX_LINKED)
            case "a":
                self.link = (values.get("href", ""), len(self.shown))

    def cell(self, values: dict[str, str]) -> None:
        """A cell begins; raises Invalid where it is repeated, or lies apart, beyond all sense."""
        here = Spot(self.rows - 1, self.columns)
        same = repeated(values, "number-columns-repeated")
        self.columns += same
        if not VALUES & values.keys():
            return
        self.widest = max(self.widest, self.columns)
        if self.rows * self.widest > MAX_CELLS:
            raise self.archive.invalid("repeats its cells too often", "take away what is filled in without end")
        self.unstored = "formula" in values and not STORED & values.keys()
        self.at, self.shown, self.kind, self.paragraphs = here, "", values.get("value-type", ""), 0
        self.rich = self.kind == "error"
        self.spots = [
            Spot(here.row - up, here.column + right)
            for up in range(min(self.same_rows, MAX_LINKED))
            for right in range(min(same, MAX_LINKED))
        ]
        if self.kind == "percentage":
            self.percent |= {*self.spots}
        if formula := LINK_FORMULA.match(values.get("formula", "")):
            self.links |= dict.fromkeys(self.spots, formula[1])
        bottom = here.row + repeated(values, "number-rows-spanned") - 1
        if bottom > here.row:
            self.merged.append((here, Spot(bottom, here.column)))

    def text(self, part: str) -> None:
        """A part of what a cell shows."""
        if self.at is not None and not self.in_comment:
            self.shown += re.sub(r"[ \t\r\n]+", " ", part)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "annotation":
            self.in_comment = False
        elif tag == "a" and self.at is not None and not self.in_comment:
            address, start = self.link
            told = told_address(address, self.shown[start:].strip())
            if told:
                self.shown, self.rich = f"{self.shown} ({told})", True
        elif tag in CELLS and self.at is not None:
            self.end_cell(self.at, self.shown.strip())
            self.at = None
        elif tag == "table":
            self.found[self.name] = Scan(
                zeros=self.zeros,
                unknown=frozenset(self.unknown),
                percent=frozenset(self.percent),
                shown=self.numbers,
                texts=self.texts,
                links=self.links,
                merged=self.merged,
                comments=self.comments,
            )

    def end_cell(self, at: Spot, shown: str) -> None:
        """A cell ends that shows this, but for the space around it."""
        if self.unstored and not (self.kind in {"string", "error"} and self.paragraphs):
            self.unknown.add(at)
        if self.rich:
            self.texts |= dict.fromkeys(self.spots, self.shown)
        elif self.kind in {"boolean", "float"} and shown.upper() in YES_OR_NO:
            self.texts |= dict.fromkeys(self.spots, YES_OR_NO[shown.upper()])
        elif self.kind == "float" and WITH_ZEROS.fullmatch(shown):
            self.zeros[at] = len(shown)
        elif self.kind in NUMBERS and shown:
            self.numbers |= dict.fromkeys(self.spots, shown)


def scan_ods(archive: Archive) -> Mapping[str, Scan]:
    """What the XML of each sheet of an .ods tells, by the sheet's name; raises Invalid for one beyond all sense."""
    scanner = Scanner(archive=archive)
    archive.parse(CONTENT, scanner.start, scanner.end, scanner.text)
    return scanner.found


def repeated(values: Mapping[str, str], name: str) -> int:
    """How often a row or a cell stands there."""
    said = values.get(name, "1").strip()
    return int(said) if said.isdecimal() and len(said) < MAX_LENGTH else MAX_CELLS + 1
