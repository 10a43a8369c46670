"""Word pieces of the teacher model: the vocabulary, and texts as the program reads them cut into pieces."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from cheatsheet.text import words

START, END, UNKNOWN = 101, 102, 100
WORD_OR_MARK = re.compile(r"[^\W_]+|[^\w\s]|_")
LONGEST = 48  # pieces of one text that the teacher is shown


def read_vocabulary(path: Path) -> dict[str, int]:
    """Piece -> its number in the teacher's table; common ones have low numbers."""
    return {line: number for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")) if line}


class Cutter:
    """Cuts folded words into the longest pieces that the vocabulary has."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self.vocabulary = vocabulary
        self.word = cache(self._word)

    def folded(self, text: str) -> list[int]:
        """The pieces of a text as the program reads it: folded, without punctuation."""
        return [piece for word in words(text) for piece in self.word(word)][:LONGEST]

    def whole(self, text: str) -> list[int]:
        """The pieces of a text as the teacher learnt to read it: with punctuation."""
        bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        return [piece for word in WORD_OR_MARK.findall(bare) for piece in self.word(word)][:LONGEST]

    def _word(self, word: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if prefix + word[start:end] in self.vocabulary), None)
            if end is None:
                return [UNKNOWN]
            found.append(self.vocabulary[prefix + word[start:end]])
            start = end
        return found
