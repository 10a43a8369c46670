"""The archive that a spreadsheet file is: opened only where it is whole, not encrypted and of a sane size."""

import io
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from cheatsheet.errors import Fault, Invalid

MAX_UNPACKED = 50_000_000  # bytes of all files in it
MAX_FILES = 10_000
CHUNK = 1 << 16
COUNTS = frozenset({"count", "uniqueCount"})  # readers make room for as many, whatever there is
MAX_DIGITS = 7  # of such a count
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what Excel wraps an encrypted workbook in
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAVE_AGAIN = "open it in the spreadsheet and save it as .xlsx"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class Archive(NamedTuple):
    """A file of a spreadsheet program; `name` is what messages call it."""

    name: str
    zip: ZipFile

    @property
    def names(self) -> frozenset[str]:
        """The files in it."""
        return frozenset(self.zip.namelist())

    def invalid(self, message: str, hint: str = SAVE_AGAIN) -> Invalid:
        """The error that says what is wrong with the file."""
        return Invalid([Fault(file=self.name, message=message, hint=hint)])

    def parse(self, member: str, start: Start, end: End | None = None, text: End | None = None) -> None:
        """Reads a file of XML in it as a stream; raises Invalid for a broken one, for entities and absurd counts.

        Names of elements and attributes come without their namespaces.
        """

        def begin(tag: str, named: dict[str, str]) -> None:
            values = {bare(name): value for name, value in named.items()}
            if any(len(value) > MAX_DIGITS for name, value in values.items() if name in COUNTS):
                raise self.invalid(f"{member} in it declares more than it can hold")
            start(bare(tag), values)

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = begin
        if end:
            parser.EndElementHandler = lambda tag: end(bare(tag))
        if text:
            parser.CharacterDataHandler = text

        def refuse(*_: object) -> None:
            raise self.invalid(f"{member} in it declares entities, which no spreadsheet does")

        parser.EntityDeclHandler = refuse
        try:
            with self.zip.open(member) as file:
                parser.ParseFile(file)
        except (expat.ExpatError, LookupError, ValueError) as error:  # also an encoding that nobody knows
            raise self.invalid(f"{member} in it is broken: {error}") from None


def bare(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition(" ")[2]


def open_archive(data: bytes, name: str) -> Archive:
    """The archive; raises Invalid for one that is broken, encrypted, too large, or no archive at all.

    Every file is unpacked once, as no size that an archive declares can be trusted.
    """
    if data.startswith(OLD_EXCEL):
        if ENCRYPTED in data:
            raise refused(name, "is encrypted", "save it without a password")
        raise refused(name, "is a workbook of the old Excel format", SAVE_AGAIN)
    try:
        archive = Archive(name, ZipFile(io.BytesIO(data)))
        check(archive)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise refused(name, f"is broken, or no spreadsheet: {error}", SAVE_AGAIN) from None
    return archive


def is_packed(data: bytes) -> bool:
    """Whether a file is an archive by its first bytes, and no text whatever its name says."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", OLD_EXCEL[:4]))


def no_text(data: bytes, name: str) -> Invalid:
    """The error for an archive that is to be read as text: what it is, and what to do."""
    if data.startswith(OLD_EXCEL[:4]):
        return refused(name, "is a workbook of the old Excel format, and no text", SAVE_AGAIN)
    try:
        members = ZipFile(io.BytesIO(data)).namelist()
    except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        members = []
    kind = "xlsx" if "xl/workbook.xml" in members else "ods" if "content.xml" in members else ""
    if not kind:
        return refused(name, "is a ZIP archive, and no text", "unpack it, and import what is in it")
    path = PurePath(name)
    rename = f", or rename it to {path.with_suffix(f'.{kind}').name}" if path.suffix else ""
    return refused(name, f"is a workbook (.{kind}), and no text", f"say --format {kind}{rename}")


def check(archive: Archive) -> None:
    """Raises Invalid for what is too large or encrypted, and zipfile's errors for what is broken."""
    files = archive.zip.infolist()
    unpacked = sum(file.file_size for file in files)
    if unpacked > MAX_UNPACKED or len(files) > MAX_FILES:
        message = f"holds {len(files):,} files of {unpacked:,} bytes unpacked"
        raise archive.invalid(message, f"at most {MAX_UNPACKED:,} bytes are read: take pictures out, or split it")
    if any(file.flag_bits & 1 for file in files):
        raise archive.invalid("is encrypted", "save it without a password")
    left = MAX_UNPACKED
    for file in files:
        with archive.zip.open(file) as content:
            while part := content.read(CHUNK):
                left -= len(part)
                if left < 0:
                    raise archive.invalid("holds more than it declares")
    if len(archive.names) < len(files):
        raise archive.invalid("holds two files of one name")
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.zip.read(manifest):
        raise archive.invalid("is encrypted", "save it without a password")


def refused(name: str, message: str, hint: str) -> Invalid:
    """The error for a file that cannot be opened."""
    return Invalid([Fault(file=name, message=message, hint=hint)])


def has_suffix(name: str, *suffixes: str) -> bool:
    """Whether a file's name ends so, in any case."""
    return PurePath(name).suffix.lower() in suffixes
