"""One entry added to the text of its file, or changed in it; nothing else changes there by a byte."""

from cheatsheet.edits import csv_edit, yaml_edit
from cheatsheet.entry import Entry
from cheatsheet.folder import CSV_SUFFIXES

TAB_SHEET = "Complaint\tAnswer\n"  # how a new .tsv begins


def added(text: str, suffix: str, *entries: Entry, after: str | None = None) -> str:
    """The text with more entries, at its end or behind the entry with the id `after`; raises Unwritable."""
    if suffix == ".tsv" and not text:
        text = TAB_SHEET
    make = csv_edit.added if suffix in CSV_SUFFIXES else yaml_edit.added
    return make(text, *entries, after=after) if entries else text


def changed(text: str, suffix: str, old: Entry, new: Entry) -> str:
    """The text with `new` in the place of `old`: only the keys that differ are written; raises Unwritable."""
    return csv_edit.changed(text, old, new) if suffix in CSV_SUFFIXES else yaml_edit.changed(text, old, new)
