"""What the XML of an .ods tells and no reader of values: zeros that are only shown, formulas without a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cheatsheet.convert.archive import Archive
from cheatsheet.convert.xlsx_scan import MAX_CELLS, Scan, Spot

CONTENT = "content.xml"
CELLS = frozenset({"table-cell", "covered-table-cell"})
VALUES = frozenset({"value-type", "value", "date-value", "time-value", "boolean-value", "string-value", "formula"})
WITH_ZEROS = re.compile(r"0\d+", re.ASCII)
MAX_LENGTH = 10  # digits of a count that is looked at


@dataclass(slots=True, kw_only=True)
class Scanner:
    """Gathers what the XML tells while it is read, a sheet after the other."""

    archive: Archive
    found: dict[str, Scan] = field(default_factory=dict)
    zeros: dict[Spot, int] = field(default_factory=dict)
    unknown: set[Spot] = field(default_factory=set)
    name: str = ""
    rows: int = 0  # up to the row that is read, itself too
    columns: int = 0
    widest: int = 0  # of the rows with a value
    at: Spot | None = None  # the number that is read
    shown: str = ""

    def start(self, tag: str, values: dict[str, str]) -> None:
        """An element begins."""
        if tag == "table":
            self.name, self.rows, self.widest = values.get("name", ""), 0, 0
            self.zeros, self.unknown = {}, set()
        elif tag == "table-row":
            self.rows, self.columns = self.rows + repeated(values, "number-rows-repeated"), 0
        elif tag in CELLS:
            self.cell(values)

    def cell(self, values: dict[str, str]) -> None:
        """A cell begins; raises Invalid where it is repeated, or lies apart, beyond all sense."""
        here = Spot(self.rows - 1, self.columns)
        self.columns += repeated(values, "number-columns-repeated")
        if not VALUES & values.keys():
            return
        self.widest = max(self.widest, self.columns)
        if self.rows * self.widest > MAX_CELLS:
            raise self.archive.invalid("repeats its cells too often", "take away what is filled in without end")
        if "formula" in values and "value-type" not in values:
            self.unknown.add(here)
        self.at, self.shown = (here if values.get("value-type") == "float" else None), ""

    def text(self, part: str) -> None:
        """A part of what a cell shows."""
        if self.at is not None:
            self.shown += part

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in CELLS and self.at is not None:
            if WITH_ZEROS.fullmatch(self.shown.strip()):
                self.zeros[self.at] = len(self.shown.strip())
            self.at = None
        elif tag == "table":
            self.found[self.name] = Scan(zeros=self.zeros, unknown=frozenset(self.unknown))


def scan_ods(archive: Archive) -> Mapping[str, Scan]:
    """What the XML of each sheet of an .ods tells, by the sheet's name; raises Invalid for one beyond all sense."""
    scanner = Scanner(archive=archive)
    archive.parse(CONTENT, scanner.start, scanner.end, scanner.text)
    return scanner.found


def repeated(values: Mapping[str, str], name: str) -> int:
    """How often a row or a cell stands there."""
    said = values.get(name, "1").strip()
    return int(said) if said.isdecimal() and len(said) < MAX_LENGTH else MAX_CELLS + 1
