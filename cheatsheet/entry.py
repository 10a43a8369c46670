"""An entry of the sheet: one complaint, its answer, and what a team needs to keep it true."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from cheatsheet.field import Field
from cheatsheet.nodes import NOWHERE, Place
from cheatsheet.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an entry was read: the file as shown to a person, the entry's line, the places of its texts."""

    file: str = ""
    line: int = 0
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """The place of a text by its dotted key, e.g. `channels.sms`."""
        return self.places.get(key, Place(self.line, 0) if self.line else NOWHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is sent in one language; `channels` has own wordings per channel."""

    answer: str
    subject: str | None = None
    channels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that waits for approval: new values under their YAML names."""

    changes: Mapping[str, object]
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A finding of lint that this entry accepts, and why."""

    ignore: str
    match: str | None = None
    reason: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the sheet. Field names are the keys in the file; `extra` keeps unknown CSV columns."""

    id: str
    complaint: str
    phrases: tuple[str, ...] = ()
    answer: str
    subject: str | None = None
    channels: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, Wording] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    check: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    bucket: int | None = None
    status: Status = Status.APPROVED
    owner: str | None = None
    written_by: tuple[str, ...] = ()
    waiting_since: date | None = None
    approved_by: str | None = None
    reviewed: date | None = None
    review_by: date | None = None
    proposed: Proposal | None = None
    reason: str | None = None
    lint: tuple[Suppression, ...] = ()
    note: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    source: Source = field(default_factory=Source, compare=False)

    def wording(self, language: str | None = None) -> Wording:
        """What is sent in `language`; the entry's own wording where it has none of that language."""
        if language is not None and language in self.languages:
            return self.languages[language]
        return Wording(answer=self.answer, subject=self.subject, channels=self.channels)

    def to_mapping(self) -> dict[str, object]:
        """The entry as plain values under its YAML keys, in file order, without what is not set."""
        mapping: dict[str, object] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name in {"source", "extra"} or value is None or value in ((), {}):
                continue
            mapping[item.name] = plain(value)
        return {**mapping, **self.extra}


ENTRY_KEYS = tuple(f.name for f in fields(Entry) if f.name not in {"source", "extra"})


def plain(value: object) -> object:
    """A value of an entry as JSON and YAML know it; dates become ISO text."""
    match value:
        case Field():
            return plain(value.to_mapping())
        case Wording() | Suppression():
            named = {f.name: getattr(value, f.name) for f in fields(value)}
            return {key: plain(item) for key, item in named.items() if item not in (None, {}, ())}
        case Proposal():
            signed = {"by": value.by, "on": plain(value.on)}
            return {**value.changes, **{key: item for key, item in signed.items() if item is not None}}
        case Mapping():
            return {key: plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case date():
            return value.isoformat()
        case StrEnum():
            return str(value)
        case _:
            return value
