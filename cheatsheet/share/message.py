"""What a commit says: which entries changed, and what of them."""

from collections.abc import Mapping
from typing import NamedTuple

from cheatsheet.entry import Entry
from cheatsheet.proposal import own_mapping

TITLE = 68  # characters of a commit's first line


class Changes(NamedTuple):
    """What differs between two states of a library."""

    added: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]  # id -> the keys that differ
    removed: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether an entry differs."""
        return bool(self.added or self.changed or self.removed)


def changes(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Changes:
    """What differs between two states of a library, by id."""
    both = [key for key in after if key in before and before[key] != after[key]]
    return Changes(
        added=tuple(key for key in after if key not in before),
        changed={key: differing(before[key], after[key]) for key in both},
        removed=tuple(key for key in before if key not in after),
    )


def differing(one: Entry, other: Entry) -> tuple[str, ...]:
    """The keys in which two entries differ."""
    old, new = own_mapping(one), own_mapping(other)
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    return (*keys, *(["proposed"] if one.proposed != other.proposed else []))


def message(found: Changes, files: tuple[str, ...]) -> str:
    """A commit's message; `files` are named where no entry differs."""
    if not found.any:
        return f"Sheet: {', '.join(files)}" if len(", ".join(files)) < TITLE else f"Sheet: {len(files)} files"
    rows = [
        *(f"- {each} added" for each in found.added),
        *(f"- {each}: {', '.join(keys)}" for each, keys in found.changed.items()),
        *(f"- {each} taken out" for each in found.removed),
    ]
    return "\n".join([title(found), "", *rows])


def title(found: Changes) -> str:
    """The first line: the ids where they fit, else how many."""
    groups = (("added", found.added), ("changed", tuple(found.changed)), ("taken out", found.removed))
    named = "; ".join(f"{', '.join(ids)} {what}" for what, ids in groups if ids)
    if len(named) <= TITLE - len("Sheet: "):
        return f"Sheet: {named}"
    return "Sheet: " + ", ".join(f"{counted(len(ids))} {what}" for what, ids in groups if ids)


def counted(number: int) -> str:
    """A number of entries."""
    return "1 entry" if number == 1 else f"{number} entries"
