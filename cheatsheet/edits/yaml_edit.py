"""Changes in the text of a YAML or JSON file of entries that touch one entry and not a byte beside it.

What was written is read back before it is given away: a change that would read as anything else is refused.
"""

from collections.abc import Mapping

from cheatsheet.edits import yaml_add
from cheatsheet.edits.yaml_find import Sheet, read_spot, unwritable
from cheatsheet.edits.yaml_layout import layout_of, newline_of
from cheatsheet.edits.yaml_lines import line_start
from cheatsheet.edits.yaml_node import is_blank, tree
from cheatsheet.edits.yaml_splice import spliced
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping
from cheatsheet.text import slug


def changed(text: str, old: Entry, new: Entry) -> str:
    """The text with what differs between `old` and `new` in that entry's lines; the very same where nothing does.

    `old` is the entry as read from this text or from an earlier one. Raises Unwritable where it is not there any
    more, or where a value that is to be changed was changed since.
    """
    if old.to_mapping() == new.to_mapping():
        return text
    sheet = Sheet(text, name_of(old), old.status)
    spot = sheet.find(old.id, old.source.line)
    wanted = with_changes(spot.entry, old, new)
    before, after = spot.entry.to_mapping(), wanted.to_mapping()
    if before == after:
        return text
    node = tree(spot.text, spot.margin, bare=spot.bare)
    written = node.keys().get("id")
    if before["complaint"] != after["complaint"] and (written is None or is_blank(written.value)):
        del before["id"]  # it was made of the complaint, and is written down unless it is again
        if after["id"] == slug(str(after["complaint"])):
            del after["id"]
    sample, others = sheet.samples()
    layout = layout_of([(spot.text, node), *((sample, other) for other in others)], newline_of(spot.text, text))
    edited = spliced(spot.text, node, before, after, layout)
    faults: list[Fault] = []
    found = read_spot(edited, spot.margin, bare=spot.bare, name=sheet.name, status=sheet.status, faults=faults)
    # The margin of the next entry stands behind the last line break.
    at_end = node.flow or spot.end == len(text)
    if found != wanted or not (at_end or tail(edited) == tail(spot.text)):
        raise unwritable(sheet.name, wanted, faults)
    return text[: spot.offset] + edited + text[spot.end :]


def added(text: str, *entries: Entry, after: str | None = None) -> str:
    """The text with more entries, at the end of its list or behind the entry with the id `after`.

    Raises Unwritable where the text is not a list of entries, or has no entry `after`.
    """
    read = [as_read(entry.to_mapping(), name_of(entry)) for entry in entries]
    return yaml_add.added(Sheet(text, name_of(entries[0]), entries[0].status), read, after)


def with_changes(there: Entry, old: Entry, new: Entry) -> Entry:
    """An entry with what differs between two others, as a reader will get it; raises Unwritable for a conflict."""
    mapping, before, after = there.to_mapping(), old.to_mapping(), new.to_mapping()
    for key in {**before, **after}:
        if before.get(key) == after.get(key):
            continue
        if mapping.get(key) not in (before.get(key), after.get(key)):
            raise Unwritable(
                f"`{key}` of {old.id!r} was changed in {name_of(old)} in the meantime", "look at it and try again"
            )
        mapping[key] = after.get(key)
    return as_read({key: value for key, value in mapping.items() if value is not None}, name_of(old))


def as_read(mapping: Mapping[str, object], name: str) -> Entry:
    """The entry that a reader gets of a mapping: texts without white space around; raises Unwritable."""
    block, faults = from_plain(mapping), list[Fault]()
    entry = from_mapping(block, name, faults) if isinstance(block, Block) else None
    if entry is None:
        raise Unwritable(f"{name}: {faults[0].message}", faults[0].hint)
    return entry


def name_of(entry: Entry) -> str:
    """What messages call the file."""
    return entry.source.file or "the file"


def tail(text: str) -> str:
    """What stands behind the last line break."""
    return text[line_start(text, len(text)) :]
