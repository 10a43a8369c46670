"""From an offset in a text back to the file: through quotes, escapes, folding and indentation, and CSV cells."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from cheatsheet.nodes import Place
from cheatsheet.yaml_text import SURROGATES, joined_surrogates

ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}"
    r"|\\(?:\r\n|.)",
    re.DOTALL,
)
NAMED = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
         "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}  # fmt: skip
YAML_BREAKS, PLAIN_BREAKS = "\r\n\x85\u2028\u2029", "\r\n"
RARE_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # for Python, and some of them for YAML
YAML_BREAK = re.compile(f"\r\n|[{YAML_BREAKS}]")
YAML_ONLY_BREAKS = "\x85\u2028\u2029"
YAML_LINE, PLAIN_LINE = (re.compile(f"[^{breaks}]*(?:\r\n|[{breaks}])") for breaks in (YAML_BREAKS, PLAIN_BREAKS))
SPECIAL = re.compile(r"[\\\"']")  # what is written otherwise between quotes
PAIR = 12  # characters of a character that JSON writes as two escapes, which the reader joins


class Span(NamedTuple):
    """A stretch of a file: offsets in code points."""

    start: int
    end: int


class Pieces:
    """The stretch of each character of a value that stands in its file as it is, line by line."""

    def __init__(self, starts: list[int], places: list[int], length: int) -> None:
        self.starts = starts  # of each line in the value
        self.places = places  # of each line in the file
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, number: int) -> Span:
        number += self.length if number < 0 else 0
        line = bisect_right(self.starts, number) - 1
        at = self.places[line] + number - self.starts[line]
        return Span(at, at + 1)


def line_starts(text: str, line: re.Pattern[str]) -> list[int]:
    """Where each line starts, the last one too that has no break."""
    if not any(sign in text for sign in RARE_BREAKS):
        lines = text.splitlines(keepends=True)
        return [*accumulate(map(len, lines if text.endswith("\n") else lines[:-1]), initial=0)]
    return [*accumulate(map(len, line.findall(text)), initial=0)]


class SourceFile:
    """The text of a file of entries or of a layout, without a byte order mark."""

    def __init__(self, text: str, suffix: str) -> None:
        self.text = text
        self.is_csv = suffix in {".csv", ".tsv"}
        self.is_yaml = suffix in {".yaml", ".yml", ".json"}

    @cached_property
    def lines(self) -> list[int]:
        """Where each line starts, as the reader of this kind of file counts lines."""
        return line_starts(self.text, YAML_LINE if self.is_yaml else PLAIN_LINE)

    @cached_property
    def pairs(self) -> list[int]:
        """Where two escapes stand that the reader joined to one character."""
        if not self.is_yaml or joined_surrogates(self.text) == self.text:
            return []
        return [each.start() for each in SURROGATES.finditer(self.text) if each["pair"]]

    @cached_property
    def shown_lines(self) -> list[int]:
        """Where each line starts, as editors count lines."""
        if self.is_yaml and not any(map(self.text.__contains__, YAML_ONLY_BREAKS)):
            return self.lines
        return line_starts(self.text, PLAIN_LINE)

    def offset(self, place: Place) -> int:
        """The offset of a place that the reader gave."""
        if not 0 < place.line <= len(self.lines):
            return 0
        start = self.lines[place.line - 1]
        if not self.pairs:
            return min(start + max(place.column - 1, 0), len(self.text))
        shorter = PAIR - 1  # by so much the reader's text is, for each pair
        read = start - shorter * bisect_left(self.pairs, start) + max(place.column - 1, 0)
        joined = [at - shorter * number for number, at in enumerate(self.pairs)]
        return min(read + shorter * bisect_left(joined, read), len(self.text))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, 1-based, as editors show them."""
        line = bisect_right(self.shown_lines, offset)
        return line, offset - self.shown_lines[line - 1] + 1

    def spans(self, value: str, place: Place) -> "Sequence[Span] | Pieces | None":
        """Where each character of a value stands that was read at a place; None where it cannot be followed."""
        at = self.offset(place)
        style = self.text[at : at + 1] if self.is_yaml or self.is_csv else ""
        quote = style if style == '"' or (style == "'" and self.is_yaml) else ""
        if self.is_yaml and style in {"|", ">"}:
            found = YAML_BREAK.search(self.text, at)
            at = found.end() if found else len(self.text)
            return (self.block(value, at) if style == "|" else None) or self.follow(value, at, "")
        at += len(quote)
        if self.text.startswith(value, at) and not (quote and SPECIAL.search(value)) and "\n" not in value:
            return Pieces([0], [at], len(value))
        return self.follow(value, at, quote)

    def block(self, value: str, at: int) -> Pieces | None:
        """The lines of a block, each where it stands; None where one does not stand there as it is."""
        starts: list[int] = []
        places: list[int] = []
        start = 0
        for line in value.split("\n"):
            place = self.text.find(line[0], at) if line else at  # behind the indentation
            end = place + len(line)
            if line and (place < 0 or line[0].isspace() or self.text[at:place].strip(" ")):
                return None
            if line and (not self.text.startswith(line, place) or self.text[end : end + 1] not in {"\n", ""}):
                return None
            starts.append(start)
            places.append(place)
            start += len(line) + 1
            at = self.text.find("\n", end) + 1 or len(self.text)
        return Pieces(starts, places, len(value))

    def written(self, text: str, place: Place) -> str:
        """A text as it is written into the value at a place: escaped as its quotes ask for."""
        at = self.offset(place)
        style = self.text[at : at + 1]
        if style == '"' and self.is_yaml:
            return text.replace("\\", "\\\\").replace('"', '\\"')
        if (style == "'" and self.is_yaml) or (style == '"' and self.is_csv):
            return text.replace(style, style * 2)
        return text

    def follow(self, value: str, at: int, quote: str) -> list[Span] | None:
        """The stretch of each character, white space wherever folding left it."""
        found: list[Span] = []
        for character in value:
            said, size = self.unit(at, quote)
            if not character.isspace():
                while said != character and said.isspace():
                    at += size
                    said, size = self.unit(at, quote)
                if said != character:
                    return None
            elif said != character:
                size = 0  # folded, or at the end
            found.append(Span(at, at + size))
            at += size
        return found

    def unit(self, at: int, quote: str) -> tuple[str, int]:
        """The character that stands at an offset, and how long it is written; an escaped line break is a space."""
        text = self.text
        if at >= len(text):
            return "", 0
        if quote and text.startswith(quote * 2, at) and (quote == "'" or self.is_csv):
            return quote, 2
        if quote == '"' and text[at] == "\\" and self.is_yaml:
            found = ESCAPE.match(text, at)
            if found:
                return unescaped(found.group()), len(found.group())
        return text[at], 1


def unescaped(escape: str) -> str:
    """What an escape of YAML's or JSON's double quotes stands for."""
    if len(escape) == PAIR:
        return chr(0x10000 + ((int(escape[2:6], 16) - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)
    if len(escape) > 3:
        return chr(int(escape[2:], 16))
    sign = escape[1:]
    return " " if sign.isspace() and sign != " " else NAMED.get(sign, sign)
