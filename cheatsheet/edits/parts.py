"""The text of a file taken apart at its entries; put together again, it is the same by every byte."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from cheatsheet.edits.csv_sheet import first_break, open_sheet
from cheatsheet.edits.yaml_find import Sheet
from cheatsheet.edits.yaml_lines import BREAK, ODD_BREAKS
from cheatsheet.entry import Entry
from cheatsheet.errors import Unwritable
from cheatsheet.folder import CSV_SUFFIXES
from cheatsheet.status import Status

Kind = Literal["block", "flow", "csv"]
DOCUMENT_END = re.compile(r"\.\.\.(?:\s|$)")


class Part(NamedTuple):
    """An entry where it stands, and what stands in front of it: comments, blank lines, a comma."""

    lead: str
    body: str


class Parts(NamedTuple):
    """A file as what stands in front of its first entry, its entries by id, and what stands behind the last."""

    kind: Kind
    head: str
    items: dict[str, Part]
    tail: str

    @property
    def newline(self) -> str:
        """The file's line break."""
        whole = self.head or next((each.lead + each.body for each in self.items.values()), self.tail)
        return first_break(whole)

    def text(self) -> str:
        """The file."""
        return "".join([self.head, *(self.flowing() if self.kind == "flow" else self.lined()), self.tail])

    def lined(self) -> Iterator[str]:
        """Entries that begin on lines of their own."""
        items, newline = [*self.items.values()], self.newline
        for number, part in enumerate(items):
            yield part.lead + part.body
            more = self.tail or number < len(items) - 1
            if more and not part.body.endswith(("\r", "\n", "\x85", "\u2028", "\u2029")):
                yield newline

    def flowing(self) -> Iterator[str]:
        """Entries between brackets, with a comma in front of all but the first."""
        leads = [part.lead for part in self.items.values()]
        first = next((lead for lead in leads if "," not in lead), None)
        other = next((lead for lead in leads if "," in lead), None)
        for number, (lead, body) in enumerate(self.items.values()):
            if number and "," not in lead:
                gap = other or ("," + lead if BREAK.search(lead) else ", ")
                yield gap + body
            elif not number and "," in lead:
                yield (first if first is not None else lead.replace(",", "", 1)) + body
            else:
                yield lead + body


def parts_of(text: str, suffix: str, entries: Sequence[Entry]) -> Parts:
    """A text with these entries, as read from it, taken apart; raises Unwritable where it cannot be."""
    if suffix in CSV_SUFFIXES:
        found = sheet_parts(text, entries)
    else:
        root = Sheet(text, "the file", Status.APPROVED).root
        if root is None or root.empty:
            found = Parts("flow" if root else "block", text, {}, "")
        elif root.flow:
            found = flow_parts(text, entries)
        else:
            found = block_parts(text, entries, root.column)
    if len(found.items) != len(entries) or found.text() != text:
        raise Unwritable("the entries of the file cannot be told apart", "mend it in an editor")
    return found


def sheet_parts(text: str, entries: Sequence[Entry]) -> Parts:
    """The rows of a sheet; blank ones stand in front of the next."""
    if not entries:
        return Parts("csv", text, {}, "")
    sheet = open_sheet(text)
    items, at = {}, sheet.header.end
    for row, entry in zip(sheet.rows, entries, strict=False):
        items[entry.id] = Part(text[at : row.start], text[row.start : row.end])
        at = row.end
    return Parts("csv", text[: sheet.header.end], items, text[at:])


def flow_parts(text: str, entries: Sequence[Entry]) -> Parts:
    """The entries of a list between brackets."""
    spots = Sheet(text, "the file", Status.APPROVED).every()
    start = spots[0].start
    start -= len(text[:start]) - len(text[:start].rstrip(" \t\r\n"))
    items, at = {}, start
    for spot, entry in zip(spots, entries, strict=False):
        items[entry.id] = Part(text[at : spot.start], text[spot.start : spot.end])
        at = spot.end
    return Parts("flow", text[:start], items, text[at:])


def block_parts(text: str, entries: Sequence[Entry], column: int) -> Parts:
    """The entries of a list in block style; comments above one stand in front of it."""
    lines = lines_of(text)
    dash = re.compile(rf" {{{column}}}-(?:\s|$)")
    starts: list[int] = []
    for entry in entries:
        number = entry.source.line - 1
        while number > (starts[-1] if starts else -1) and not dash.match(lines[number]):
            number -= 1
        starts.append(number)
    first = lead_start(lines, starts[0])
    head, items, at = "".join(lines[:first]), {}, first
    for entry, (start, end) in zip(entries, pairwise([*starts, len(lines)]), strict=True):
        stop = body_end(lines, start, end, column)
        items[entry.id] = Part("".join(lines[at:start]), "".join(lines[start:stop]))
        at = stop
    return Parts("block", head, items, "".join(lines[at:]))


def lines_of(text: str) -> list[str]:
    """The lines of a text with their breaks, as libyaml counts them."""
    if text.count("\r") == text.count("\r\n") and not any(sign in text for sign in ODD_BREAKS):
        found = [f"{line}\n" for line in text.split("\n")]  # as below, but fast
        found[-1] = found[-1][:-1]
        return found if found[-1] else found[:-1]
    ends = [0, *(each.end() for each in BREAK.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if start < end]


def lead_start(lines: Sequence[str], start: int) -> int:
    """Where the comments begin that stand right above the first entry: what is above a blank line is the file's."""
    at = start
    while at and lines[at - 1].lstrip(" ").startswith("#"):
        at -= 1
    return at if at and not lines[at - 1].strip() else start


def body_end(lines: Sequence[str], start: int, end: int, column: int) -> int:
    """Where an entry ends, without the blank lines and the comments at its margin that stand below it."""
    at = next((number for number in range(start + 1, end) if DOCUMENT_END.match(lines[number])), end)
    while at > start + 1:
        line = lines[at - 1].lstrip(" ")
        if line.strip() and not (line.startswith("#") and len(lines[at - 1]) - len(line) <= column):
            break
        at -= 1
    return at
