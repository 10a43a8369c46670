"""A text as phrases are compared with it (case, quotes, spaces, entities, forms of letters), and the way back."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

OPAQUE = "\x1a"  # stands for every character of {{ … }}: part of a word that nobody knows
# One sign for one: most texts need no more, and every offset stays what it was.
SIGNS = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
                             "\u205f\u3000\u2028\u2029\u0085"), " "),
    0x2026: ".",
}  # fmt: skip
# The last plain character of a row stands alone, as a mark may follow it.
PLAIN = r"(?P<plain>[\x00-%'-;=-_a-\x7f]+(?=[\x00-\x7f]))"
PIECE = re.compile(
    rf"{PLAIN}|</?[A-Za-z][^<>]{{0,80}}>|&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});|.",
    re.DOTALL,
)
SIGN = re.compile(f"{PLAIN}|.", re.DOTALL)
# **so** or _so_; what has letters on both sides, or space like a bullet, is none.
EMPHASIS = re.compile(r"(?<![\w*])[*_]+(?=[^\s*_])|(?<=[^\s*_])[*_]+(?![\w*])")


class Normal(NamedTuple):
    """A text in its comparable form; `starts` and `ends` lead back from each character, None if one to one."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the comparable form, of one character at least, stands in the text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normal(text: str, *, markup: bool = True) -> Normal:
    """The comparable form: NFKC, small letters, plain quotes, dashes and spaces, without what nobody sees.

    With `markup` entities of HTML are what they stand for, and its tags and the signs of emphasis are spaces.
    """
    plain = text if text.isascii() and "`" not in text else text.translate(SIGNS)
    if plain.isascii() and not (markup and ("&" in plain or "<" in plain)):
        return Normal(unmarked(plain.lower()) if markup else plain.lower())
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, is_plain in clusters(text, PIECE if markup else SIGN):
        said = text[start:end]
        if is_plain:
            pieces.append(said.lower())
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        pieces.append(fold_markup(said) if end - start > 2 and said[0] in "<&" else fold(said))
        starts += [start] * len(pieces[-1])
        ends += [end] * len(pieces[-1])
    form = "".join(pieces)
    return Normal(unmarked(form) if markup else form, starts, ends)


def unmarked(text: str) -> str:
    """A text with spaces for the signs of emphasis at the edge of words."""
    return EMPHASIS.sub(lambda found: " " * len(found.group()), text) if "*" in text or "_" in text else text


def clusters(text: str, pieces: "re.Pattern[str]") -> list[tuple[int, int, bool]]:
    """The stretches folded as one: rows of plain characters (True), entities, characters and the marks after them."""
    found: list[tuple[int, int, bool]] = []
    for piece in pieces.finditer(text):
        start, end = piece.span()
        first = text[start]
        if found and (unicodedata.combining(first) or "\u1160" <= first <= "\u11ff"):  # vowels and finals of Hangul
            found[-1] = (found[-1][0], end, False)
        else:
            found.append((start, end, piece.lastgroup == "plain"))
    return found


@cache
def fold(cluster: str) -> str:
    """A character with its marks in the comparable form; "" for what nobody sees."""
    folded = unicodedata.normalize("NFKC", cluster.translate(SIGNS)).casefold().translate(SIGNS)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def fold_markup(piece: str) -> str:
    """An HTML entity in the comparable form, as it is where there is none of that name; a space for a tag."""
    if piece[0] == "<":
        return " "
    from html import unescape  # most texts have none

    said = unescape(piece)
    return piece.lower() if said == piece else fold(said)
