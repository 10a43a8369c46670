"""A merged file put together from the lines of its versions: each entry's from the side that changed it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from cheatsheet.edits import splice
from cheatsheet.edits.parts import Part, Parts, lines_of, parts_of
from cheatsheet.edits.yaml_layout import newline_of
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid, Unwritable
from cheatsheet.folder import CSV_SUFFIXES
from cheatsheet.share import comments, lines, sheets
from cheatsheet.share.reading import File, Format
from cheatsheet.share.settle import Settled

Entries = Mapping[str, Entry]


class Versions(NamedTuple):
    """The three versions of the file that become one."""

    base: File
    ours: File
    theirs: File
    form: Format

    @property
    def is_sheet(self) -> bool:
        """Whether it has rows and columns."""
        return self.form.suffix in CSV_SUFFIXES

    def read(self, text: str) -> dict[str, Entry] | None:
        """The entries of a text in this format; None where it has faults."""
        with suppress(Invalid):
            return self.form.read(text, "the merged file", self.ours)
        return None

    def parts(self, text: str) -> Parts:
        """A text taken apart; raises Unwritable where it cannot be."""
        entries = next((each.entries for each in self[:3] if each.text == text), None) or self.read(text) or {}
        return parts_of(text, self.form.suffix, [*entries.values()])

    def changed(self, text: str, old: Entry, ways: Sequence[Settled]) -> tuple[str, Settled]:
        """The text with an entry as the first of some ways to settle it says that can be written."""
        for way in ways:
            try:
                return splice.changed(text, self.form.suffix, old, way.entry), way
            except Unwritable:
                if way is ways[-1]:
                    raise
        raise AssertionError

    def with_comments(self, text: str) -> str:
        """The text with all comments that a side added."""
        if self.is_sheet or not any("#" in each.text for each in (self.ours, self.theirs)):
            return text
        base, ours, theirs, result = map(self.parts, (self.base.text, self.ours.text, self.theirs.text, text))
        return comments.kept(base, ours, theirs, result).text()


def woven(versions: Versions, wanted: Entries) -> str:
    """The file with an entry's lines taken whole where one side changed them, else merged as far as they agree.

    Where they do not, an entry may still say what ours says. Raises Unwritable where the versions are not alike.
    """
    base, ours, theirs = (versions.parts(each.text) for each in versions[:3])
    kinds = {each.kind for each in (base, ours, theirs) if each.items}
    if len(kinds) != 1 or not (ours.items and theirs.items):
        raise Unwritable("the versions of the file are laid out in different ways")
    if versions.is_sheet and not sheets.alike(*(each.text for each in versions[:3])):
        raise Unwritable("the versions of the sheet have different columns")
    weave = Weave(versions, base, ours, theirs)
    kind = ours.kind
    items = {key: Part(weave.lead(key), weave.body(key, entry)) for key, entry in wanted.items()}
    if kind == "block":
        items = apart(items, {next(iter(each.items), "") for each in (base, ours, theirs)})
    head = one_of(base.head, ours.head, theirs.head) if kind != "block" else both(base.head, ours.head, theirs.head)
    tail = one_of(base.tail, ours.tail, theirs.tail) if kind == "flow" else both(base.tail, ours.tail, theirs.tail)
    return Parts(kind, head, items, tail).text()


class Weave(NamedTuple):
    """The versions of the file taken apart."""

    versions: Versions
    base: Parts
    ours: Parts
    theirs: Parts

    def each(self, key: str) -> list[Part | None]:
        """What the versions have of an entry."""
        return [parts.items.get(key) for parts in (self.base, self.ours, self.theirs)]

    def lead(self, key: str) -> str:
        """What stands in front of an entry: the comments of both sides."""
        before, own, other = (each.lead if each else None for each in self.each(key))
        if own is None or other is None:
            return own or other or ""
        if self.ours.kind != "block":
            return one_of(before, own, other)
        return both(before or "", own, other)

    def body(self, key: str, wanted: Entry) -> str:
        """The lines of an entry: those of the only side that changed them, or of both."""
        before, own, other = (each.body if each else None for each in self.each(key))
        if own is None or other is None:
            return own or other or ""
        if other in (own, before):
            return own
        if own == before:
            return other
        return next((body for body in self.ways(before or "", own, other) if self.reads(body) == wanted), own)

    def ways(self, base: str, ours: str, theirs: str) -> Iterator[str]:
        """An entry's lines merged: the best way first."""
        if self.versions.is_sheet:
            if base:
                yield sheets.row(self.ours.head, base, ours, theirs)
            return
        before, own, other = (lines_of(each) for each in (base, ours, theirs))
        ways: tuple[tuple[list[str], list[str], lines.Clash], ...]
        ways = ((own, other, "none"), (own, other, "union"), (other, own, "union"), (own, other, "ours"))
        for one, two, clash in ways:
            found = lines.merged(before, one, two, clash)
            if found is not None:
                yield "".join(found)
        yield theirs

    def reads(self, body: str) -> Entry | None:
        """The entry that some lines are read as; None where they are not one."""
        text = (
            f"[{body}]" if self.ours.kind == "flow" else f"{self.ours.head if self.versions.is_sheet else ''}{body}"
        )
        with suppress(Invalid):
            found = [*self.versions.form.read(text, "the merged file").values()]
            return found[0] if len(found) == 1 else None
        return None


def one_of(base: str | None, ours: str, theirs: str) -> str:
    """What the side says that changed it; ours where both did."""
    return theirs if ours == base else ours


def both(base: str, ours: str, theirs: str) -> str:
    """Comments and blank lines of both sides."""
    return "".join(lines.merged(lines_of(base), lines_of(ours), lines_of(theirs), "both") or ())


def apart(items: Mapping[str, Part], firsts: set[str]) -> dict[str, Part]:
    """The entries, a blank line in front of those that were first in a file where most of the others have one."""
    blank = [part.lead for part in items.values() if part.lead and not part.lead.split("\n")[0].strip()]
    found = dict(items)
    for key, part in [*items.items()][1:]:
        if key in firsts and part.lead not in blank and 2 * len(blank) >= len(items) - 1 and blank:
            newline = "\r\n" if blank[0].startswith("\r") else "\n"
            found[key] = Part(newline + part.lead, part.body)
    return found


def spliced(versions: Versions, wanted: Entries) -> str:
    """One version of the file with what the other one changed, written as the one is.

    The one is ours, or theirs where it alone has other columns.
    """
    base, ours, theirs = versions[:3]
    text, there = ours.text, ours.entries
    if versions.is_sheet and ours.text.strip() and theirs.text.strip():
        one, other = (ours, theirs) if sheets.leads(base.text, ours.text, theirs.text) else (theirs, ours)
        text, there = sheets.with_columns(one.text, other.text, base.text), one.entries
    for key, old in there.items():
        if key not in wanted:
            text = splice.removed(text, versions.form.suffix, old)
    above = None
    for key, entry in wanted.items():
        if key not in there:
            text = splice.added(text, versions.form.suffix, entry, after=above)
        elif there[key] != entry:
            text = splice.changed(text, versions.form.suffix, there[key], entry)
        above = key
    found = versions.read(text) or {}
    if found.keys() != wanted.keys() or [*found] == [*wanted]:
        return text
    parts = versions.parts(ended(text))  # what goes in front of all others was added behind them
    return parts._replace(items={key: parts.items[key] for key in wanted}).text()


def ended(text: str) -> str:
    """A text with a line break at its end."""
    return text if not text or text.endswith(("\r", "\n")) else text + newline_of(text)
