"""What words mean: a static vector for every word piece, read where it lies. tools/meaning makes it."""

import mmap
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cheatsheet.sections import BrokenSections, Keys, Sections, by_byte, pack, pack_keys, unpack
from cheatsheet.vectors import WIDTH, Vector, blend, dot, floats, total, unit

PATH = Path(__file__).parent / "data" / "meaning.bin"
INSIDE = "##"  # in front of a piece that continues a word
SHORT = 3  # letters
LONGEST = 40  # letters; what is longer is no word


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Table:
    """The pieces and their rows. `open` it once; rows that were used stay in memory."""

    sections: Sections
    keys: Keys
    rows: "memoryview[int]"
    used: dict[str, Vector | None] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path = PATH) -> "Table":
        """The table of a file; raises OSError or BrokenSections."""
        if not path.stat().st_size:
            raise BrokenSections("it is empty")
        with path.open("rb") as file:
            sections = unpack(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        return cls(sections=sections, keys=Keys.of(sections, "pieces"), rows=sections.numbers("rows", "b"))

    def in_memory(self) -> "Table":
        """The same with its pieces in memory."""
        return Table(sections=self.sections, keys=self.keys.in_memory(), rows=self.rows)

    def vector(self, words: Iterable[str]) -> Vector | None:
        """The direction of the sum of the words' pieces, of length 1; None where no piece is known."""
        used = self.used
        found = [row for word in words if (row := used[word] if word in used else self.of_word(word)) is not None]
        return unit(total(found)) if found else None

    def mean(self, texts: Iterable[Sequence[str]]) -> Vector | None:
        """The mean of the texts' vectors, each a sequence of words; None where none has one."""
        found, count = None, 0
        for words in texts:
            rows = [row for word in words if (row := self.of_word(word)) is not None]
            if not rows:
                continue
            added = total(rows)
            length = dot(added, added) ** 0.5 or 1.0
            found = blend(added, 1 / length, added, 0.0) if found is None else blend(found, 1.0, added, 1 / length)
            count += 1
        return None if found is None else blend(found, 1 / count, found, 0.0)

    def of_word(self, word: str) -> Vector | None:
        """The sum of the rows of a folded word's longest pieces; None for a word that cannot be cut whole."""
        if word not in self.used:
            pieces = self.cut(word)
            self.used[word] = total(map(self.row, pieces)) if pieces else None
        return self.used[word]

    def cut(self, word: str) -> list[int]:
        """The numbers of the longest pieces that make up a word; [] where a rest is left."""
        found: list[int] = []
        start = 0
        while start < len(word) <= LONGEST:
            prefix = INSIDE if start else ""
            tried = ((end, self.keys.find(prefix + word[start:end])) for end in range(len(word), start, -1))
            end, number = next(((end, n) for end, n in tried if n is not None), (0, None))
            if number is None:
                return []
            found.append(number)
            start = end
        return found

    def row(self, number: int) -> Vector:
        """One row as floats."""
        return floats(self.rows[number * WIDTH : (number + 1) * WIDTH])

    def is_word(self, word: str) -> bool:
        """Whether a word is one whole piece, and not one of the short abbreviations that nobody writes."""
        return len(word) > SHORT and self.keys.find(word) is not None

    def rank(self, word: str, default: int) -> int:
        """How common a whole word is among the pieces: 0 is the commonest; `default` where it is none."""
        number = self.keys.find(word)
        return default if number is None else int(self.sections.numbers("ranks", "H")[number])


def write_table(path: Path, pieces: Mapping[str, tuple[int, Sequence[int] | bytes]]) -> None:
    """Writes a table: piece -> (its number in the teacher's vocabulary, row of WIDTH signed bytes)."""
    ordered = by_byte(pieces)
    order = sorted(ordered, key=lambda piece: pieces[piece][0])
    rank = {piece: n for n, piece in enumerate(order)}
    rows = b"".join(bytes(n & 0xFF for n in pieces[piece][1]) for piece in ordered)
    parts = pack_keys("pieces", ordered) | {
        "ids": array("H", [pieces[piece][0] for piece in ordered]).tobytes(),
        "ranks": array("H", [rank[piece] for piece in ordered]).tobytes(),
        "rows": rows,
    }
    path.write_bytes(b"".join(pack({"width": WIDTH}, parts)))
