"""Where two versions of a text differ, and how a person is shown it."""

import difflib
from typing import AnyStr, NamedTuple

CONTEXT = 3  # lines around a change


class Middle(NamedTuple):
    """The stretch in which two texts differ: its start in both, its end in each."""

    start: int
    before_end: int
    after_end: int


def middle(before: AnyStr, after: AnyStr) -> Middle:
    """The stretch between what two texts begin and end with alike; no line bounds."""
    start = alike(before, after)
    end = alike(before[start:][::-1], after[start:][::-1])
    return Middle(start, len(before) - end, len(after) - end)


def alike(one: AnyStr, other: AnyStr) -> int:
    """How much two texts begin with alike, by a few comparisons."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        size = (low + high + 1) // 2
        low, high = (size, high) if one[low:size] == other[low:size] else (low, size - 1)
    return low


def unified(before: str, after: str, name: str) -> str:
    """A unified diff of two texts with LF line ends; "" where they are equal. Fast where one stretch differs."""
    if before == after:
        return ""
    found = middle(before, after)
    start = before.rfind("\n", 0, found.start) + 1
    for _ in range(CONTEXT):
        start = before.rfind("\n", 0, max(start - 1, 0)) + 1
    ends = [line_end(text, end) for text, end in ((before, found.before_end), (after, found.after_end))]
    first = before.count("\n", 0, start)
    old, new = (text[start:end].splitlines() for text, end in zip((before, after), ends, strict=True))
    lines = difflib.unified_diff(old, new, name, name, lineterm="", n=CONTEXT)
    return "\n".join(moved(line, first) for line in lines) + "\n"


def line_end(text: str, at: int) -> int:
    """The end of the CONTEXT lines behind an offset."""
    for _ in range(CONTEXT + 1):
        found = text.find("\n", at)
        if found < 0:
            return len(text)
        at = found + 1
    return at


def moved(line: str, by: int) -> str:
    """A line of a diff; the head of a hunk with its line numbers moved down."""
    if not line.startswith("@@ "):
        return line
    _, old, new, _ = line.split(" ", 3)

    def shift(place: str) -> str:
        number, comma, count = place[1:].partition(",")
        return f"{place[0]}{int(number) + by}{comma}{count}"

    return f"@@ {shift(old)} {shift(new)} @@"
