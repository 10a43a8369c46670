"""One entry added to the text of its file, or changed in it; nothing else changes there by a byte."""

from cheatsheet.edits import csv_edit, yaml_edit
from cheatsheet.edits.parts import Part, parts_of
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import read_entries
from cheatsheet.folder import CSV_SUFFIXES

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


def removed(text: str, suffix: str, entry: Entry) -> str:
    """The text without the entry's lines and the comments right above them; raises Unwritable."""
    faults: list[Fault] = []
    entries = read_entries(text, suffix, "the file", faults, [], default_status=entry.status)
    if faults:
        raise Unwritable(str(faults[0]), "mend the file first; `cheatsheet lint` shows every fault")
    if [each.id for each in entries].count(entry.id) != 1:
        raise Unwritable(f"{entry.id!r} is not in the file, or not alone", "look at it, then do it again")
    parts = parts_of(text, suffix, entries)
    keys = [*parts.items]
    at = keys.index(entry.id)
    items = {key: part for key, part in parts.items.items() if key != entry.id}
    stays = "" if parts.kind == "flow" else above(parts.items[entry.id].lead)
    if not items and parts.kind == "flow":
        return f"{parts.head}{parts.tail.lstrip(' ,')}"
    if not items and parts.tail.lstrip().startswith("..."):  # an end needs something that ends there
        return f"{parts.head}{stays}[]{parts.newline}{parts.tail}"
    if at + 1 == len(keys):
        return parts._replace(items=items, tail=stays + parts.tail).text()
    below = items[keys[at + 1]]
    lead = below.lead if at or stays or parts.kind != "block" else below.lead.lstrip("\r\n")
    items[keys[at + 1]] = Part(stays + lead, below.body)
    return parts._replace(items=items).text()


def above(lead: str) -> str:
    """What stands in front of an entry without the comments right above it; "" where that is blank."""
    lines = lead.splitlines(keepends=True)
    while lines and lines[-1].lstrip(" ").startswith("#"):
        lines.pop()
    while lines and not lines[-1].strip():
        lines.pop()
    return "".join(lines)
