"""A card: what the index keeps of an entry, enough to find it and to name it."""

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from cheatsheet.text import words

if TYPE_CHECKING:  # a search reads cards, not entries
    from cheatsheet.entry import Entry


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Card(NamedTuple):
    """`file` is the entry's file, relative to the library's folder; `texts` are complaint and phrases, folded."""

    id: str
    complaint: str
    phrases: tuple[str, ...]
    texts: tuple[str, ...]
    status: str
    tags: tuple[str, ...]
    file: str
    line: int

    @classmethod
    def of(cls, entry: "Entry", file: str = "") -> "Card":
        """The card of an entry of a file."""
        return cls(
            id=entry.id,
            complaint=entry.complaint,
            phrases=entry.phrases,
            texts=tuple(" ".join(words(text)) for text in (entry.complaint, *entry.phrases)),
            status=str(entry.status),
            tags=entry.tags,
            file=file or entry.source.file,
            line=entry.source.line,
        )

    @property
    def said(self) -> tuple[str, ...]:
        """Complaint and phrases as written, in the order of `texts`."""
        return (self.complaint, *self.phrases)

    def dump(self) -> bytes:
        """The card as a line of JSON."""
        return ENCODER.encode(self).encode("utf-8", "surrogatepass") + b"\n"

    @classmethod
    def load(cls, data: bytes) -> "Card":
        """The card that was dumped; raises ValueError or TypeError for anything else."""
        return cls.of_row(json.loads(data))

    @classmethod
    def load_all(cls, data: bytes) -> "list[Card]":
        """The cards of many lines: faster than one by one."""
        return [cls.of_row(row) for row in json.loads(b"[%s]" % data.rstrip(b"\n").replace(b"\n", b","))]

    @classmethod
    def of_row(cls, row: Any) -> "Card":
        """The card of the values of a line."""
        own, complaint, phrases, texts, status, tags, file, line = row
        return cls(own, complaint, tuple(phrases), tuple(texts), status, tuple(tags), file, line)
