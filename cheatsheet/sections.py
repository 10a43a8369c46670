"""A file of named sections: packed once, then read where it lies (by memory map), a section at a time."""

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal, NamedTuple

MAGIC = b"cheatsheet sections 1\n"
FORMAT = 6  # of an index's sections and of what is in them; another one makes every kept index anew
NUMBER = 4  # bytes: length and CRC-32 of the head, each
ALIGNED = 64  # bytes: where a vector starts


class BrokenSections(ValueError):
    """The bytes are not a whole file of sections."""


class Sections(NamedTuple):
    """What a file says of itself (`head`), and its sections by name."""

    head: Mapping[str, Any]
    parts: Mapping[str, memoryview]

    def numbers(self, name: str, kind: Literal["H", "I", "Q", "b"]) -> "memoryview[int]":
        """A section as numbers of a struct type."""
        return self.parts[name].cast(kind)


def pack(head: Mapping[str, Any], parts: Mapping[str, bytes | memoryview]) -> list[bytes | memoryview]:
    """The pieces of the file, in order; join or write them."""
    at, places = 0, {}
    for name, part in parts.items():
        size = memoryview(part).nbytes
        places[name] = [at, size]
        at += size + -size % ALIGNED
    text = json.dumps({"head": dict(head), "parts": places, "size": at}, separators=(",", ":")).encode()
    start = MAGIC + len(text).to_bytes(NUMBER, "little") + zlib.crc32(text).to_bytes(NUMBER, "little") + text
    pieces: list[bytes | memoryview] = [start + bytes(-len(start) % ALIGNED)]
    for part in parts.values():
        pieces += [part, bytes(-memoryview(part).nbytes % ALIGNED)]
    return pieces


def unpack(data: memoryview) -> Sections:
    """The sections of a packed file; raises BrokenSections where it is cut off or not one."""
    first = len(MAGIC) + 2 * NUMBER
    if data.nbytes < first or data[: len(MAGIC)] != MAGIC:
        raise BrokenSections("not a file of sections")
    length = int.from_bytes(data[len(MAGIC) : len(MAGIC) + NUMBER], "little")
    checked = int.from_bytes(data[len(MAGIC) + NUMBER : first], "little")
    text = bytes(data[first : first + length])
    if not text or zlib.crc32(text) != checked:
        raise BrokenSections("its head is damaged")
    said = json.loads(text)
    start = first + length + -(first + length) % ALIGNED
    if data.nbytes != start + said["size"]:
        raise BrokenSections("it is cut off")
    parts = {name: data[start + at : start + at + size] for name, (at, size) in said["parts"].items()}
    return Sections(head=said["head"], parts=parts)


class Pieces(NamedTuple):
    """Pieces of bytes, one after the other, by number."""

    blob: memoryview
    ends: "memoryview[int]"  # of each piece in the blob

    @classmethod
    def of(cls, sections: Sections, name: str) -> "Pieces":
        """The pieces that `pack_pieces` put under this name."""
        return cls(blob=sections.parts[name], ends=sections.numbers(f"{name} ends", "I"))

    def at(self, number: int) -> memoryview:
        """One piece."""
        return self.blob[self.ends[number - 1] if number else 0 : self.ends[number]]


def pack_pieces(name: str, pieces: Sequence[bytes | memoryview]) -> dict[str, bytes]:
    """The sections from which Pieces reads these."""
    return {name: b"".join(pieces), f"{name} ends": array("I", accumulate(map(len, pieces))).tobytes()}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Keys(Sequence[str]):
    """Texts in the order of their bytes, found by bisection where they lie.

    In memory they are found faster: worth it from some thousand lookups on.
    """

    blob: memoryview
    ends: "memoryview[int]"  # of each text in the blob
    loaded: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sections: Sections, name: str, *, in_memory: bool = False) -> "Keys":
        """The keys that `pack_keys` put under this name."""
        keys = cls(blob=sections.parts[name], ends=sections.numbers(f"{name} ends", "I"))
        return keys.in_memory() if in_memory else keys

    def in_memory(self) -> "Keys":
        """The same, read once."""
        return Keys(blob=self.blob, ends=self.ends, loaded={text: number for number, text in enumerate(self)})

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: Any) -> Any:
        return text_of(self.bytes_at(number))

    def bytes_at(self, number: int) -> bytes:
        """One text, in UTF-8."""
        return bytes(self.blob[self.ends[number - 1] if number else 0 : self.ends[number]])

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self.ends:
            yield text_of(self.blob[start:end])
            start = end

    def find(self, text: str) -> int | None:
        """The number of a text, None if it is not there."""
        if self.loaded:
            return self.loaded.get(text)
        wanted = bytes_of(text)
        at = bisect_left(range(len(self)), wanted, key=self.bytes_at)
        return at if at < len(self) and self.bytes_at(at) == wanted else None

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) is not None


def pack_keys(name: str, texts: Iterable[str]) -> dict[str, bytes]:
    """The sections from which Keys reads these texts."""
    return pack_pieces(name, [bytes_of(text) for text in by_byte(texts)])


def by_byte(texts: Iterable[str]) -> list[str]:
    """Texts in the order of Keys, each once: bytes of UTF-8 sort as characters do. Fast where they nearly are."""
    return sorted(dict.fromkeys(texts))


def bytes_of(text: str) -> bytes:
    """A text in UTF-8; bytes that a file's name has and UTF-8 does not (surrogates) are kept."""
    return text.encode("utf-8", "surrogatepass")


def text_of(data: bytes | memoryview) -> str:
    """The text that `bytes_of` encoded."""
    return str(data, "utf-8", "surrogatepass")


def checksum(text: str) -> int:
    """32 bits of a folded text."""
    return zlib.crc32(text.encode())
