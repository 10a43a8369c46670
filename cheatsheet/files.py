"""The files of a library: which there are, their bytes as text, their rows as entries with places."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from cheatsheet import csv_text, yaml_text
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault
from cheatsheet.folder import CSV_SUFFIXES, SPREADSHEET_SUFFIXES
from cheatsheet.nodes import Block, Items
from cheatsheet.reader import kind
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from cheatsheet.text import decode, place_of_bad_byte

MAX_BYTES = 64 * 1024 * 1024
CONFLICT_MARKER = re.compile(r"^[ \t]*(<{7}|>{7})(?: .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """What one file gave: its entries, its faults (then the library is invalid) and its warnings."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_file(path: Path, name: str, *, default_status: Status = Status.APPROVED) -> SheetFile:
    """The entries of one file, which messages call `name`; raises nothing for what a file may hold."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    entries: list[Entry] = []
    suffix = path.suffix.lower()
    if suffix in SPREADSHEET_SUFFIXES:
        warnings.append(Fault(file=name, message="a spreadsheet is not read", hint="save it as CSV beside it"))
    else:
        text = read_text(path, name, suffix, faults, warnings)
        if text is not None:
            entries = read_entries(text, suffix, name, faults, warnings, default_status=default_status)
    return SheetFile(entries=tuple(entries), faults=tuple(faults), warnings=tuple(warnings))


def read_text(path: Path, name: str, suffix: str, faults: list[Fault], warnings: list[Fault]) -> str | None:
    """A file's text; None after a fault."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for, without end
            faults.append(Fault(file=name, message="is not a regular file"))
            return None
        if found.st_size > MAX_BYTES:
            message = f"{found.st_size:,} bytes; a file may have {MAX_BYTES:,}"
            faults.append(Fault(file=name, message=message, hint="split it"))
            return None
        data = path.read_bytes()
    except OSError as error:
        faults.append(Fault(file=name, message=f"cannot be read: {error.strerror or error}"))
        return None
    text, encoding = decode(data)
    if encoding == "cp1252" and suffix in CSV_SUFFIXES:
        line, column = place_of_bad_byte(data)
        message, hint = "not UTF-8; read as Windows cp1252", "check accents and quotes; save it as UTF-8"
        warnings.append(Fault(file=name, line=line, column=column, message=message, hint=hint))
    elif encoding == "cp1252":
        line, column = place_of_bad_byte(data)
        faults.append(Fault(file=name, line=line, column=column, message="not UTF-8", hint="save it as UTF-8"))
        return None
    if "\x00" in text:
        before = text[: text.index("\x00")]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        faults.append(
            Fault(file=name, line=line, column=column, message="holds a NUL byte", hint="is it a text file?")
        )
        return None
    return text


def read_entries(
    text: str, suffix: str, name: str, faults: list[Fault], warnings: list[Fault], *, default_status: Status
) -> list[Entry]:
    """The entries in a file's text; what is wrong with the others goes into `faults`."""
    markers = [*CONFLICT_MARKER.finditer(text)] if "<<<<<<<" in text or ">>>>>>>" in text else []
    if markers:
        faults.extend(
            Fault(
                file=name,
                line=text.count("\n", 0, marker.start()) + 1,
                column=marker.start(1) - marker.start() + 1,
                message=f"git's conflict marker `{marker.group(1)}`",
                hint="settle the conflict, then remove the marker lines",
            )
            for marker in markers
        )
        return []
    if suffix in CSV_SUFFIXES:
        rows = csv_text.parse(text, name, faults, warnings)
        found = [
            from_mapping(row.block, name, faults, default_status=default_status, extra=row.extra) for row in rows
        ]
    else:
        blocks = yaml_blocks(text, name, faults)
        found = [from_mapping(block, name, faults, default_status=default_status) for block in blocks]
    return [entry for entry in found if entry is not None]


def yaml_blocks(text: str, name: str, faults: list[Fault]) -> list[Block]:
    """The mappings of a file that is a list of entries; an empty file has none."""
    try:
        root, place = yaml_text.parse_document(text, name, faults)
    except yaml_text.YamlFault as error:
        faults.append(error.fault)
        return []
    if root is None:
        return []
    if not isinstance(root, Items):
        hint = "put `- ` in front of every entry" if isinstance(root, Block) else ""
        message = f"must be a list of entries, not {kind(root)}"
        faults.append(Fault(file=name, line=place.line, column=place.column, message=message, hint=hint))
        return []
    blocks = []
    for item, place in zip(root, root.places, strict=True):
        if isinstance(item, Block):
            blocks.append(item)
        else:
            message = f"an entry must be a mapping, not {kind(item)}"
            faults.append(Fault(file=name, line=place.line, column=place.column, message=message))
    return blocks
