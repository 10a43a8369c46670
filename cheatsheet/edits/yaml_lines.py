"""Lines of a YAML text, as libyaml counts them."""

import re
from itertools import islice

BREAKS = "\r\n\x85\u2028\u2029"  # what libyaml takes as the end of a line
ODD_BREAKS = ("\x85", "\u2028", "\u2029")
BREAK = re.compile(f"\r\n|[{BREAKS}]")
COMMENT_LINE = re.compile(rf"(?:[ \t]*(?:\r\n|[{BREAKS}]))*(?P<margin> *)#[^{BREAKS}]*")


def line_offset(text: str, line: int) -> int | None:
    """Where a line of libyaml's count starts; None where there are not so many."""
    if line == 1:
        return 0
    if text.count("\r") != text.count("\r\n") or any(sign in text for sign in ODD_BREAKS):
        return next((found.end() for found in islice(BREAK.finditer(text), line - 2, None)), None)
    lines = text.split("\n", line - 1)
    return len(text) - len(lines[-1]) if len(lines) == line else None


def line_start(text: str, at: int) -> int:
    """Where the line of an offset starts."""
    return max(text.rfind(sign, 0, at) for sign in BREAKS) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of an offset ends, without its break."""
    found = BREAK.search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, at: int) -> int:
    """Where the line behind that of an offset starts; the end of the text where there is none."""
    found = BREAK.search(text, at)
    return found.end() if found else len(text)


def before_break(text: str, at: int) -> int:
    """An offset, or that of the line break in front of it."""
    return at - (2 if text.endswith("\r\n", 0, at) else 1 if text.endswith(tuple(BREAKS), 0, at) else 0)


def column_of(text: str, at: int) -> int:
    """How many characters stand in front of an offset on its line."""
    return at - line_start(text, at)


def begins_line(text: str, at: int) -> bool:
    """Whether only white space stands in front of an offset on its line."""
    return not text[line_start(text, at) : at].strip(" \t")


def margin_of(text: str, at: int) -> str:
    """The white space that the line of an offset begins with."""
    line = text[line_start(text, at) : line_end(text, at)]
    return line[: len(line) - len(line.lstrip(" \t"))]


def below(text: str, at: int, column: int) -> int:
    """The end of an offset's line, or of the last comment below it that stands deeper than a column.

    Such a comment stays with what is above it: below a block it would become a part of the text.
    """
    at = line_end(text, at)
    while (found := COMMENT_LINE.match(text, next_line(text, at))) and len(found["margin"]) > column:
        at = found.end()
    return at
