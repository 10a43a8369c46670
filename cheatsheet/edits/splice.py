"""Entries added to the text of their file, changed in it, or taken out; nothing else changes there by a byte."""

from collections import Counter

from cheatsheet.edits import csv_edit, yaml_edit
from cheatsheet.edits.parts import Part, Parts, parts_of
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import read_entries
from cheatsheet.folder import CSV_SUFFIXES
from cheatsheet.status import Status

TAB_SHEET = "Complaint\tAnswer\n"  # how a new .tsv begins


def added(text: str, suffix: str, *entries: Entry, after: str | None = None) -> str:
    """The text with more entries, at its end or behind the entry with the id `after`; raises Unwritable."""
    if suffix in {".yaml", ".yml"} and text.strip() == "[]":
        text = ""  # in brackets it would be JSON
    if suffix == ".json" and not text.strip():
        text = "[]\n"
    if suffix == ".tsv" and not text:
        text = TAB_SHEET
    make = csv_edit.added if suffix in CSV_SUFFIXES else yaml_edit.added
    return make(text, *entries, after=after) if entries else text


def changed(text: str, suffix: str, old: Entry, new: Entry) -> str:
    """The text with `new` in the place of `old`: only the keys that differ are written; raises Unwritable."""
    return csv_edit.changed(text, old, new) if suffix in CSV_SUFFIXES else yaml_edit.changed(text, old, new)


def removed(text: str, suffix: str, *entries: Entry) -> str:
    """The text without the lines of entries and the comments right above them; raises Unwritable."""
    faults: list[Fault] = []
    there = read_entries(text, suffix, "the file", faults, [], default_status=Status.APPROVED)
    if faults:
        raise Unwritable(str(faults[0]), "mend the file first; `cheatsheet lint` shows every fault")
    counts = Counter(each.id for each in there)
    odd = next((entry.id for entry in entries if counts[entry.id] != 1), None)
    if odd is not None:
        raise Unwritable(f"{odd!r} is not in the file, or not alone", "look at it, then do it again")
    parts = parts_of(text, suffix, there)
    for entry in entries:
        parts = without(parts, entry.id)
    return parts.text()


def without(parts: Parts, entry_id: str) -> Parts:
    """The parts of a text without those of an entry."""
    items = dict(parts.items)
    own = items.pop(entry_id)
    stays = "" if parts.kind == "flow" else above(own.lead)
    if not items and parts.kind == "flow":
        return parts._replace(items=items, tail=parts.tail.lstrip(" ,"))
    if not items and parts.tail.lstrip().startswith("..."):  # an end needs something that ends there
        return parts._replace(items=items, tail=f"{stays}[]{parts.newline}{parts.tail}")
    keys = [*parts.items]
    at = keys.index(entry_id)
    if at + 1 == len(keys):
        return parts._replace(items=items, tail=stays + parts.tail)
    below = items[keys[at + 1]]
    lead = below.lead if at or stays or parts.kind != "block" else below.lead.lstrip("\r\n")
    items[keys[at + 1]] = Part(stays + lead, below.body)
    return parts._replace(items=items)


def above(lead: str) -> str:
    """What stands in front of an entry without the comments right above it; "" where that is blank."""
    lines = lead.splitlines(keepends=True)
    while lines and lines[-1].lstrip(" ").startswith("#"):
        lines.pop()
    while lines and not lines[-1].strip():
        lines.pop()
    return "".join(lines)
