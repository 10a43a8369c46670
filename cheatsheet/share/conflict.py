"""What two sides changed differently, and where each text is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import plain

WHOLE = "entry"  # the key of a conflict about whether the entry stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One key of an entry that both sides changed; texts as a person reads them, None where it is not there.

    `kept` says where: "ours is in the entry, theirs is proposed".
    """

    id: str
    key: str
    base: str | None
    ours: str | None
    theirs: str | None
    kept: str = ""


def shown(value: object) -> str | None:
    """A value as a person reads it: a list a line each, a mapping as YAML has it."""
    found = plain(value)
    if found is None or found in ([], {}, ""):
        return None
    if isinstance(found, Mapping):
        return dump([dict(found)]).replace("\n  ", "\n").removeprefix("- ").strip()
    if isinstance(found, list):
        return "\n".join(shown(item) or "" for item in found)
    return str(found)
