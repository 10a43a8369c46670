"""Entries that a side renamed: another id in the file, or another complaint where the id is made of it.

Before three versions are merged, the others take the new name too: then it is one entry, and what each side changed
of it meets field by field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.errors import Unwritable
from cheatsheet.share.reading import File, Format

Versions = tuple[File, File, File]


def renamed_alike(versions: Versions, form: Format) -> tuple[str, str, str] | None:
    """The texts of base, ours and theirs with one name for each entry; None where they have that already."""
    base, *sides = versions
    names = [dict(renames(base.entries, side.entries)) for side in sides]
    texts = [version.text for version in versions]
    for old in sorted({*names[0], *names[1]}):
        if any(old not in name and old not in side.entries for name, side in zip(names, sides, strict=True)):
            continue  # the other side took it out
        wanted = [name[old] for name in names if old in name]
        new = max(wanted, key=lambda entry: repr(entry.to_mapping()))  # the same whichever side is called ours
        said = base.entries[old].complaint if len({entry.complaint for entry in wanted}) == 1 else None
        for number, there in enumerate(({}, *names)):
            texts[number] = under_name(texts[number], there.get(old, base.entries[old]).id, new, said, form)
    return None if texts == [version.text for version in versions] else (texts[0], texts[1], texts[2])


def renames(base: Mapping[str, Entry], side: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
    """The entries of a base that a side has under another id, and what they are there: all but the name is alike."""
    gone = [entry for key, entry in base.items() if key not in side]
    new = [entry for key, entry in side.items() if key not in base]
    for entry in gone:
        same = [each for each in new if named_as(each, entry) == entry or replace(each, id=entry.id) == entry]
        twins = [each for each in gone if named_as(each, entry) == entry]
        if len(same) == 1 and len(twins) == 1:
            yield entry.id, same[0]


def named_as(entry: Entry, other: Entry) -> Entry:
    """An entry under the id and the complaint of another one."""
    return replace(entry, id=other.id, complaint=other.complaint)


def under_name(text: str, own_id: str, new: Entry, said: str | None, form: Format) -> str:
    """A text whose entry `own_id` has the id of `new`, and its complaint too where it is still `said`; else the same.

    A complaint that a side has changed otherwise stays: that is for the merge to settle.
    """
    entries = form.read(text, "side")
    there = entries.get(own_id)
    if there is None or there.id == new.id or new.id in entries:
        return text
    wanted = named_as(there, new) if there.complaint == said else replace(there, id=new.id)
    try:
        return splice.changed(text, form.suffix, there, wanted)
    except Unwritable:
        return text
