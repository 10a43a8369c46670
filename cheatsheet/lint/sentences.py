"""The sentences of a text in the comparable form. The replies of a team share many: rules look at each once."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

from cheatsheet.lint.normal import OPAQUE

KEPT = 1 << 16  # sentences that are remembered
CONTRACTED = re.compile(f"[^\\W_{OPAQUE}]+(?:'[^\\W_{OPAQUE}]+)*")
MARKER = r"(?:[-*\u2022]|\d{1,2}[.)])[ \t]"
ITEM = re.compile(rf"\n[ \t]*(?:\n\s*(?:{MARKER})?|{MARKER})")  # where a paragraph or an item of a list begins
BLANKS = ("  ", *"\t\r\x0b\x0c\x1c\x1d\x1e\x1f")  # in ASCII, besides single spaces and line breaks
PARTED = bytes(sign if sign == ord("'") or chr(sign).isalnum() else ord(" ") for sign in range(128)) + bytes(128)


def sentences(text: str) -> list[str]:
    """The sentences, each on one line: cut behind every stop that white space follows, so "Mr. Li" is in two.

    The last of a paragraph, or of an item of a list, has a line break at its end.
    """
    found: list[str] = []
    plain = text.isascii() and not any(map(text.__contains__, BLANKS))
    for paragraph in ITEM.split(f"\n{text}") if "\n" in text else (text,):
        line = paragraph.strip()
        if not plain or "\n" in line:
            line = " ".join(line.split())
        if line:
            line = line.replace(". ", ".\n").replace("! ", "!\n").replace("? ", "?\n")
            found += line.split("\n")
            found[-1] += "\n"
    return found


def words_of(text: str) -> Sequence[str]:
    """The words of a comparable text, contractions whole; what is no letter or digit parts them."""
    if not text.isascii():
        return CONTRACTED.findall(text)
    parted = f" {text} ".encode().translate(PARTED).decode()  # ten times as fast as the expression
    words = parted.split()
    return [word for each in words if (word := each.strip("'"))] if " '" in parted or "' " in parted else words


@lru_cache(maxsize=512)
def clues_in(text: str) -> Set[str | tuple[str, str]]:
    """The words of a text, and every two side by side; a contraction counts whole and in its parts.

    Several rules ask for those of one sentence in turn, and several exceptions for those around a match.
    """
    words = words_of(text)
    found: set[str | tuple[str, str]] = {*words, *pairwise(words)}
    if "'" in text:
        for at, word in enumerate(words):
            if "'" in word:
                found.update(parts_of(word, words[at - 1] if at else "", (*words[at + 1 : at + 2], "")[0]))
    return found


def parts_of(word: str, before: str, after: str) -> set[str | tuple[str, str]]:
    """The parts of a contraction, "you" and "'re", and the pairs that they make with its neighbours."""
    found: set[str | tuple[str, str]] = set()
    for at, sign in enumerate(word):
        if sign == "'":
            found |= {word[:at], word[at:], (before, word[:at]), (word[at:], after)}
    return found
