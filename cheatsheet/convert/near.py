"""Entries that an item may be meant for: complaints that share most of their words, found in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass

from cheatsheet.entry import Entry
from cheatsheet.lint.near import Rows, Share, complaint_words
from cheatsheet.stems import Stems
from cheatsheet.text import words

ALIKE = Share(2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearComplaints:
    """The complaints and phrases of a library, each a row of words, and the entries that have them."""

    stems: Stems
    rows: Rows
    ids: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry], language: str) -> "NearComplaints":
        """Those of these entries."""
        stems, rows, ids = Stems(language=language), Rows(), []
        for entry in entries:
            for said in (entry.complaint, *entry.phrases):
                rows.add(complaint_words(words(said), stems))
                ids.append(entry.id)
        return cls(stems=stems, rows=rows, ids=tuple(ids))

    def __call__(self, entry: Entry) -> str:
        """The id of the first entry with a complaint that is nearly this one's; "" where there is none."""
        (found,) = self.rows.alike(complaint_words(words(entry.complaint), self.stems), (ALIKE,))
        return self.ids[(found & -found).bit_length() - 1] if found else ""
