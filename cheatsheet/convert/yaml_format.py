"""Our own YAML and JSON, as it comes from another library and as it goes to one."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from cheatsheet.convert.item import Exported, Item, Loss, Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid
from cheatsheet.files import read_entries, yaml_blocks
from cheatsheet.folder import YAML_SUFFIXES
from cheatsheet.status import Status
from cheatsheet.text import decode, place_of_bad_byte

KEYS = [re.compile(rf"(?:^|[\s{{,\-])[\"']?{key}[\"']?\s*:") for key in ("complaint", "answer")]
SAMPLE = 100_000  # bytes in which an entry is looked for


def recognises(name: str, data: bytes) -> bool:
    """Whether a file has entries of ours: by its name and the two keys that each has."""
    text = decode(data[:SAMPLE])[0]
    return PurePath(name).suffix.lower() in {*YAML_SUFFIXES, ""} and all(key.search(text) for key in KEYS)


def read(data: bytes, name: str, table: Table) -> Source:  # noqa: ARG001 (every format is read so)
    """The entries of a file, their texts as they stand; raises Invalid with every fault."""
    text, encoding = decode(data)
    faults: list[Fault] = []
    if encoding == "cp1252":
        line, column = place_of_bad_byte(data)
        raise Invalid([Fault(name, "not UTF-8", line, column, "save it as UTF-8")])
    entries = read_entries(text, ".yaml", name, faults, [], default_status=Status.APPROVED)
    if faults:
        raise Invalid(faults)
    blocks = yaml_blocks(text, name, [])
    return Source(tuple(item_of(entry, block) for entry, block in zip(entries, blocks, strict=True)))


def item_of(entry: Entry, written_down: Mapping[str, object]) -> Item:
    """An entry as an item; an id or a status that the file leaves out is left to the library."""
    values = {
        key: value
        for key, value in entry.to_mapping().items()
        if key not in {"id", "status"} or written_down.get(key) is not None
    }
    return Item(values=values, place=f"line {entry.source.line}")


def written(entries: Sequence[Entry]) -> Exported:
    """The entries as YAML; columns of a sheet that mean nothing here have no place in it, and are losses."""
    losses = [
        Loss(entry.id, f"its column `{name}`: YAML has the known keys alone")
        for entry in entries
        for name in entry.extra
    ]
    mappings = [{key: value for key, value in each.to_mapping().items() if key not in each.extra} for each in entries]
    return Exported(dump(mappings).encode("utf-8"), tuple(losses))
