"""Entries made and changed from plain values: what flags, questions and piped YAML have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cheatsheet.entry import ENTRY_KEYS, Entry
from cheatsheet.errors import Fault, UsageError
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from cheatsheet.text import did_you_mean

COMMAND_LINE = "command line"  # where values were read, for a person
KNOWN = f"known are {', '.join(ENTRY_KEYS)}"
NEVER_UNSET = ("id", "complaint", "answer")


def new_entry(values: Mapping[str, object], *, default_status: Status = Status.APPROVED) -> Entry:
    """An entry of plain values under its YAML keys; raises UsageError with everything that is wrong with them."""
    block = from_plain({key: value for key, value in values.items() if value not in (None, "", (), [])})
    if not isinstance(block, Block):
        raise TypeError(f"an entry is a mapping, not {block!r}")
    faults: list[Fault] = []
    entry = from_mapping(block, COMMAND_LINE, faults, default_status=default_status)
    if entry is None:
        raise UsageError("; ".join(fault.message for fault in faults), "; ".join(f.hint for f in faults if f.hint))
    return entry


def revised(
    entry: Entry,
    *,
    values: Mapping[str, object],
    more: Mapping[str, Sequence[str]],
    unset: Sequence[str] = (),
) -> Entry:
    """The entry with other values, more items in its lists, and without what `unset` names (`channels.sms` too).

    It keeps its id where only the complaint changes. Raises UsageError for a value or a name that cannot be.
    """
    mapping = {key: value for key, value in entry.to_mapping().items() if key not in entry.extra}
    for name in unset:
        take_away(mapping, name)
    mapping |= {key: value for key, value in values.items() if value is not None}
    for key, items in more.items():
        there = list(getattr(entry, key)) if key in mapping else []
        mapping[key] = [*there, *(item for item in dict.fromkeys(items) if item not in there)]
    made = new_entry(mapping, default_status=entry.status)
    return replace(made, extra=entry.extra, source=entry.source)


def take_away(mapping: dict[str, object], name: str) -> None:
    """Removes a key, or one of the keys below it; UsageError where there is none or where it must stay."""
    head, *rest = name.split(".")
    if head not in ENTRY_KEYS:
        raise UsageError(f"--unset {name}: an entry has no `{head}`", did_you_mean(head, ENTRY_KEYS) or KNOWN)
    if name in NEVER_UNSET:
        raise UsageError(f"--unset {name}: an entry needs its {name}", "change it instead, or retire the entry")
    inner: object = mapping
    for part in [head, *rest][:-1]:
        inner = inner.get(part) if isinstance(inner, dict) else None
    last = [head, *rest][-1]
    if not isinstance(inner, dict) or last not in inner:
        raise UsageError(f"--unset {name}: this entry has no `{name}`", "`cheatsheet show ID` shows what it has")
    del inner[last]
    if rest and not inner:
        take_away(mapping, ".".join([head, *rest[:-1]]))
