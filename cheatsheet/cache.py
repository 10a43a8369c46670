"""The index of a library's folder: kept on disk, made again for the files that changed, else in memory.

It says which contents it was made of, by a hash a file. Deleting it is safe.
"""

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import cheatsheet
from cheatsheet.card import Card
from cheatsheet.errors import Fault, Invalid
from cheatsheet.folder import entry_names, shown
from cheatsheet.index import Index
from cheatsheet.meaning import Table
from cheatsheet.sections import FORMAT, pack, unpack
from cheatsheet.stems import Stems
from cheatsheet.store import UNKNOWN, Hashes, Stamp, Store, hash_of, stamp

if TYPE_CHECKING:  # what builds an index is loaded where one is built, the sentence model where it is wanted
    from cheatsheet.merge import Kept, Page
    from cheatsheet.sentence import Encoder

MUCH = 200_000  # bytes of entry files, from which on the table of meanings is faster in memory


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Opened:
    """An index, what a person should know of its files, and why it could not be kept ("" where it is)."""

    index: Index
    warnings: tuple[Fault, ...] = ()
    problem: str = ""


class Cache(NamedTuple):
    """The index of one library's folder, in a folder for all. `now` is in ns since the epoch."""

    store: Path
    folder: Path
    cwd: Path
    language: str
    default_status: str
    now: int
    semantic: str = "never"  # as the setting says
    many: bool = False  # messages will be asked: then what they look up is read into memory

    def open(self) -> Opened:
        """The index of the folder as it is now; raises Invalid where a file is, OSError where it cannot be listed."""
        encoder = self.encoder()
        stamps = self.stamps()
        store = Store(self.store, self.real, self.now)
        kept = store.kept(self.made_by(encoder))
        known = store.hashes(stamps)
        hashes = {file: known.get(file) or hash_of(self.folder / file) for file in stamps}
        if kept and kept.head["hashes"] == hashes and UNKNOWN not in hashes.values():
            if len(known) < len(hashes):
                with suppress(OSError):  # then they are hashed again next time
                    store.write_stamps(stamps, hashes)
            store.used()
            return Opened(
                index=Index.open(kept, encoder.table if encoder else self.table(self.many), encoder, many=self.many),
                warnings=self.named(kept.head["warnings"]),
            )
        del kept  # or a system that locks open files lets nobody replace it
        return self.made(store, stamps, hashes, encoder)

    def stamps(self) -> dict[str, Stamp]:
        """The stamps of the entry files; raises Invalid where the folder cannot be listed."""
        try:
            return {file: stamp(f"{self.folder}/{file}") for file in entry_names(self.folder)}
        except OSError as error:
            raise Invalid([Fault(file=str(self.folder), message=f"cannot be read: {error.strerror}")]) from None

    def made_by(self, encoder: "Encoder | None") -> list[Any]:
        """What else an index depends on."""
        folding = [unicodedata.unidata_version, Stems(language=self.language).version]
        return [
            cheatsheet.__version__,
            FORMAT,
            self.real,
            self.language,
            self.default_status,
            bool(encoder),
            *folding,
        ]

    @property
    def real(self) -> str:
        """The folder, links followed."""
        return str(self.folder.resolve())

    def made(
        self,
        store: Store,
        stamps: Mapping[str, Stamp],
        hashes: Hashes,
        encoder: "Encoder | None",
        *,
        anew: bool = False,
    ) -> Opened:
        """The index made new, with what can be taken from the one before; kept where that is possible."""
        from cheatsheet.build import sections
        from cheatsheet.merge import SameId

        kept, warnings, changed = (None, [], sorted(hashes)) if anew else self.before(store, hashes, encoder)
        pages: list[Page] = []
        much = sum(found[0] for found in stamps.values() if found) > MUCH  # all, as the head looks at all
        table = self.table(self.many or much)
        try:
            for file in changed:
                found, said = self.read(file, table)
                pages += found
                warnings += said
            if encoder:
                pages = with_sentences(pages, encoder)
            said_of_itself, parts = sections(pages, Stems(language=self.language), table, kept)
        except (Unreadable, SameId):
            from cheatsheet.library import Library

            Library.load(self.folder, self.cwd, default_status=self.status)  # says every fault of every file
            stamps = self.stamps()  # someone has mended it meanwhile
            hashes = {file: hash_of(self.folder / file) for file in stamps}
            return self.made(store, stamps, hashes, encoder, anew=True)
        del kept  # or a system that locks open files lets nobody replace it
        hashes |= {file: UNKNOWN for file in stamps if stamp(f"{self.folder}/{file}") != stamps[file]}
        said_of_itself |= {
            "made by": self.made_by(encoder),
            "written": store.tick,
            "hashes": hashes,
            "warnings": [warning._asdict() for warning in sorted(warnings, key=lambda each: (each.file, each.line))],
        }
        data = b"".join(pack(said_of_itself, parts))
        problem = ""
        try:
            store.write_index(data)
            store.write_stamps(stamps, hashes)
        except OSError as error:
            problem = f"{error.strerror or error}: {self.store}"
        index = Index.open(unpack(memoryview(data)), table, encoder, many=self.many)
        return Opened(index=index, warnings=self.named(said_of_itself["warnings"]), problem=problem)

    def before(
        self, store: Store, hashes: Hashes, encoder: "Encoder | None"
    ) -> "tuple[Kept | None, list[Fault], list[str]]":
        """What was kept of the files that are the same, their warnings, and the files that must be read."""
        from cheatsheet.merge import Kept

        found = store.kept(self.made_by(encoder))
        if found is None:
            return None, [], sorted(hashes)
        old = found.head["hashes"]
        same = {file for file, hashed in hashes.items() if hashed and old.get(file) == hashed}
        warnings = [Fault(**each) for each in found.head["warnings"] if each["file"] in same]
        return Kept.of(found, old.keys() - same), warnings, sorted(hashes.keys() - same)

    def encoder(self) -> "Encoder | None":
        """The sentence model, where the setting asks for it and it is there."""
        if self.semantic == "never":
            return None
        from cheatsheet.sentence import wanted

        return wanted(self.semantic, self.table(self.many))

    def table(self, much: bool) -> Table:
        """The table of meanings, in memory where much is asked of it."""
        table = Table.open()
        return table.in_memory() if much else table

    @property
    def status(self) -> Any:
        """The status of entries that have none."""
        from cheatsheet.status import Status

        return Status(self.default_status)

    def read(self, file: str, table: Table) -> "tuple[list[Page], tuple[Fault, ...]]":
        """The pages of one file, and its warnings under its relative name; Unreadable where it has a fault."""
        from cheatsheet.build import page
        from cheatsheet.files import read_file

        found = read_file(self.folder / file, file, default_status=self.status)
        if found.faults:
            raise Unreadable
        return [page(Card.of(entry, file), table) for entry in found.entries], found.warnings

    def named(self, warnings: list[dict[str, Any]]) -> tuple[Fault, ...]:
        """Warnings under the names by which a person knows the files."""
        found = (Fault(**each) for each in warnings)
        return tuple(
            Fault(
                file=shown(self.folder / each.file, self.cwd),
                line=each.line,
                column=each.column,
                message=each.message,
                hint=each.hint,
            )
            for each in found
        )


class Unreadable(Exception):
    """A file has a fault."""


def with_sentences(pages: "list[Page]", encoder: "Encoder") -> "list[Page]":
    """The pages with the sentence model's vectors."""
    from cheatsheet.sentence import joined

    encoder.check()
    vectors = iter(encoder.vectors([said for page in pages for said in page.card.said]))
    return [page._replace(sentences=joined([next(vectors) for _ in page.card.said])) for page in pages]
