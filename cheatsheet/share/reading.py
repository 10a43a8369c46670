"""The entries of a version of a file, read only where it differs from another that was read before."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from cheatsheet.difference import middle
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid
from cheatsheet.files import read_entries
from cheatsheet.folder import CSV_SUFFIXES
from cheatsheet.status import Status

OTHER_BREAKS = re.compile(r"\r(?!\n)|[\x85\u2028\u2029]")
DASH = re.compile(r" *- ")
DOCUMENT = re.compile(r"^(?:---|\.\.\.|%)", re.MULTILINE)


class File(NamedTuple):
    """A version of the file, and its entries by id."""

    text: str
    entries: Mapping[str, Entry]


class Window(NamedTuple):
    """Where a text differs from a known one, from the start of an entry to that of another."""

    start: int
    end: int
    first: int  # how many entries of the known one stand in front of it
    last: int  # the first entry of the known one behind it
    line: int  # of its start, from 0
    moved: int  # lines that are more in the text


class Format(NamedTuple):
    """How the versions of a file are read."""

    suffix: str
    default_status: Status

    def read(self, text: str, side: str, like: File | None = None) -> dict[str, Entry]:
        """The entries of a text by id; raises Invalid with the faults of the side."""
        known = [*like.entries.values()] if like else []
        window = self.window(text, like.text, known) if like and known else None
        faults: list[Fault] = []
        if window:
            part = text[window.start : window.end]
            found = read_entries(part, self.suffix, side, faults, [], default_status=self.default_status)
            ids = {entry.id for entry in (*known[: window.first], *found, *known[window.last :])}
            if not faults and len(ids) == window.first + len(found) + len(known) - window.last:
                moved = shifted(found, window.line)
                return by_id([*known[: window.first], *moved, *shifted(known[window.last :], window.moved)], side)
            faults = []
        found = read_entries(text, self.suffix, side, faults, [], default_status=self.default_status)
        if faults:
            raise Invalid(faults)
        return by_id(found, side)

    def window(self, text: str, like: str, known: Sequence[Entry]) -> Window | None:
        """What has to be read of a text whose like was read; None where that cannot be told, or is all of it."""
        if self.suffix in CSV_SUFFIXES or OTHER_BREAKS.search(text) or OTHER_BREAKS.search(like):
            return None
        starts = [entry.source.line for entry in known]
        pad = DASH.match(next(islice(like.split("\n", starts[0]), starts[0] - 1, None), ""))
        if not pad:
            return None
        found, dash = middle(like, text), f"\n{pad[0]}"
        start = like.rfind(dash, 0, found.start) + 1
        end = like.find(dash, max(found.before_end - 1, start)) + 1 or len(like)
        line, end_line = like.count("\n", 0, start), like.count("\n", 0, end)
        first = bisect_left(starts, line + 1)
        last = bisect_left(starts, end_line + 1) if end < len(like) else len(known)
        at_entries = starts[first : first + 1] == [line + 1] and (
            end == len(like) or starts[last : last + 1] == [end_line + 1]
        )
        end_in_text = end + len(text) - len(like)
        if not start or not at_entries or DOCUMENT.search(text, start, end_in_text):
            return None
        moved = text.count("\n", start, end_in_text) - (end_line - line)
        return Window(start, end_in_text, first, last, line, moved)


def shifted(entries: Sequence[Entry], lines: int) -> Sequence[Entry]:
    """Entries that stand so many lines further down."""
    if not lines:
        return entries
    return [replace(each, source=replace(each.source, line=each.source.line + lines, places={})) for each in entries]


def by_id(entries: Sequence[Entry], side: str) -> dict[str, Entry]:
    """Entries by their ids; raises Invalid where two have one."""
    found: dict[str, Entry] = {}
    faults: list[Fault] = []
    for entry in entries:
        first = found.setdefault(entry.id, entry)
        if first is not entry:
            message = f"the id {entry.id!r} stands twice"
            hint = f"first on line {first.source.line}; give one of them another id"
            faults.append(Fault(file=side, line=entry.source.line, column=1, message=message, hint=hint))
    if faults:
        raise Invalid(faults)
    return found
