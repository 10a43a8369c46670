"""A file of named sections: packed once, then read where it lies (by memory map), a section at a time."""

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

MAGIC = b"cheatsheet sections 1\n"
FORMAT = 5  # of an index's sections and of what is in them; another one makes every kept index anew
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Keys(Sequence[str]):
    """Texts in the order of their bytes, found by bisection: nothing is loaded to look one up."""

    blob: memoryview
    ends: memoryview  # of each text in the blob

    @classmethod
    def of(cls, sections: Sections, name: str) -> "Keys":
        """The keys that `pack_keys` put under this name."""
        return cls(blob=sections.parts[name], ends=sections.numbers(f"{name} ends", "I"))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: Any) -> Any:
        return self.bytes_at(number).decode()

    def bytes_at(self, number: int) -> bytes:
        """One text, in UTF-8."""
        return bytes(self.blob[self.ends[number - 1] if number else 0 : self.ends[number]])

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self.ends:
            yield str(self.blob[start:end], "utf-8")
            start = end

    def find(self, text: str) -> int | None:
        """The number of a text, None if it is not there."""
        wanted = text.encode()
        at = bisect_left(range(len(self)), wanted, key=self.bytes_at)
        return at if at < len(self) and self.bytes_at(at) == wanted else None

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) is not None


def pack_keys(name: str, texts: Iterable[str]) -> dict[str, bytes]:
    """The sections from which Keys reads these texts."""
    ends = array("I")
    encoded = [text.encode() for text in by_byte(texts)]
    for each in encoded:
        ends.append(len(each) + (ends[-1] if ends else 0))
    return {name: b"".join(encoded), f"{name} ends": ends.tobytes()}


def by_byte(texts: Iterable[str]) -> list[str]:
    """Texts in the order of Keys, each once."""
    return sorted(set(texts), key=str.encode)


def checksum(text: str) -> int:
    """32 bits of a folded text."""
    return zlib.crc32(text.encode())
