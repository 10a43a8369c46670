"""The library: every entry of a folder, each id once. Immutable; a change gives a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid, UnknownId
from cheatsheet.files import read_file
from cheatsheet.folder import entry_files, shown
from cheatsheet.status import Status
from cheatsheet.text import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Entries in file order, and what a person should know of their files."""

    entries: tuple[Entry, ...]
    warnings: tuple[Fault, ...] = ()
    by_id: Mapping[str, Entry] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], warnings: Iterable[Fault] = ()) -> "Library":
        """A library of entries; raises Invalid where two have one id."""
        entries = tuple(entries)
        by_id: dict[str, Entry] = {}
        faults = []
        for entry in entries:
            first = by_id.setdefault(entry.id, entry)
            if first is not entry:
                faults.append(clash(first, entry))
        if faults:
            raise Invalid(faults)
        return cls(entries=entries, warnings=tuple(warnings), by_id=by_id)

    @classmethod
    def load(cls, folder: Path, cwd: Path, *, default_status: Status = Status.APPROVED) -> "Library":
        """Every entry below `folder`; raises Invalid with every fault of every file."""
        entries: list[Entry] = []
        faults: list[Fault] = []
        warnings: list[Fault] = []
        try:
            paths = list(entry_files(folder))
        except OSError as error:
            raise Invalid([Fault(file=str(folder), message=f"cannot be read: {error.strerror}")]) from None
        for path in paths:
            read = read_file(path, shown(path, cwd), default_status=default_status)
            entries.extend(read.entries)
            faults.extend(read.faults)
            warnings.extend(read.warnings)
        try:
            library = cls.of(entries, warnings)
        except Invalid as error:
            raise Invalid([*faults, *error.faults]) from None
        if faults:
            raise Invalid(faults)
        return library

    def get(self, entry_id: str) -> Entry:
        """The entry with this id; raises UnknownId, which names the nearest."""
        if entry_id not in self.by_id:
            raise UnknownId(entry_id, nearest(entry_id, self.by_id))
        return self.by_id[entry_id]

    def select(
        self, *, tags: Iterable[str] = (), statuses: Iterable[Status] = (), owner: str | None = None
    ) -> tuple[Entry, ...]:
        """The entries with all of these tags, one of these statuses (any if none is named), and this owner."""
        wanted, allowed = set(tags), set(statuses)
        return tuple(
            entry
            for entry in self.entries
            if wanted <= set(entry.tags)
            and (not allowed or entry.status in allowed)
            and (owner is None or entry.owner == owner)
        )

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, in alphabetical order."""
        return tuple(sorted({tag for entry in self.entries for tag in entry.tags}))


def clash(first: Entry, second: Entry) -> Fault:
    """Two entries with one id, and how to part them."""
    place = second.source.place("id")
    return Fault(
        file=second.source.file,
        line=place.line,
        column=place.column,
        message=f"id `{second.id}` is taken by {first.source.file}:{first.source.line}",
        hint="write another `id:`" if second.complaint != first.complaint else "keep one of the two",
    )
