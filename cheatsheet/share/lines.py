"""Three versions of a text merged line by line; where both sides changed one place, as the caller wants it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Lines = Sequence[str]
Clash = Literal["none", "union", "ours", "both"]
SMALL = 250_000  # lines of one side times those of the other, up to which they are compared one with each


class Hunk(NamedTuple):
    """Lines `start` to `end` of the base, and those of a side that stand there instead."""

    start: int
    end: int
    side_start: int
    side_end: int


def merged(base: Lines, ours: Lines, theirs: Lines, clash: Clash) -> list[str] | None:
    """The lines with the changes of both sides.

    Where both changed the same lines: None for "none"; for "union" None too, unless both only put lines in, which
    stand one after the other; "ours" takes ours there; "both" takes ours, then those of theirs that are not in it.
    """
    found, at = list[str](), 0
    for start, end, own, other in stretches(hunks(base, ours), hunks(base, theirs)):
        found += base[at:start]
        at = end
        mine = ours[own] if own else base[start:end]
        yours = theirs[other] if other else base[start:end]
        if not other or mine == yours:
            found += mine
        elif not own:
            found += yours
        elif start == end and clash != "none":
            found += [*mine, *(yours if clash != "both" else without(yours, mine))]
        elif clash in {"none", "union"}:
            return None
        else:
            found += mine if clash == "ours" else [*mine, *without(yours, [*mine, *base[start:end]])]
    return [*found, *base[at:]]


def without(lines: Lines, others: Lines) -> list[str]:
    """Lines that do not stand among others already; blank ones are none."""
    return [line for line in lines if line.strip() and line not in others]


class Stretch(NamedTuple):
    """Lines of the base that changed, and where on each side what stands there instead is; None where unchanged."""

    start: int
    end: int
    ours: slice | None
    theirs: slice | None


def stretches(ours: Sequence[Hunk], theirs: Sequence[Hunk]) -> Iterator[Stretch]:
    """The changes of both sides in order; those that overlap, or put lines in at one place, as one."""
    every = sorted([(hunk, 0) for hunk in ours] + [(hunk, 1) for hunk in theirs])
    group: tuple[list[Hunk], list[Hunk]] = ([], [])
    start = end = -1
    for hunk, side in every:
        if hunk.start < end or (hunk.start == hunk.end == start == end):
            end = max(end, hunk.end)
        else:
            if end >= 0:
                yield Stretch(start, end, within(group[0], start, end), within(group[1], start, end))
            group, start, end = ([], []), hunk.start, hunk.end
        group[side].append(hunk)
    if end >= 0:
        yield Stretch(start, end, within(group[0], start, end), within(group[1], start, end))


def within(found: Sequence[Hunk], start: int, end: int) -> slice | None:
    """The lines of a side that stand for a stretch of the base; None where it has no change there."""
    if not found:
        return None
    first, last = found[0], found[-1]
    return slice(first.side_start - (first.start - start), last.side_end + (end - last.end))


def hunks(base: Lines, side: Lines) -> list[Hunk]:
    """What a side changed; lines that stand once on both sides hold the rest in place."""
    return [*differing(base, side, Hunk(0, len(base), 0, len(side)))]


def differing(base: Lines, side: Lines, part: Hunk) -> Iterator[Hunk]:
    """The same within a part of both."""
    start, end, side_start, side_end = part
    while start < end and side_start < side_end and base[start] == side[side_start]:
        start, side_start = start + 1, side_start + 1
    while start < end and side_start < side_end and base[end - 1] == side[side_end - 1]:
        end, side_end = end - 1, side_end - 1
    if start == end and side_start == side_end:
        return
    if start == end or side_start == side_end:
        yield Hunk(start, end, side_start, side_end)
        return
    held = anchors(base[start:end], side[side_start:side_end])
    if not held:
        yield from compared(base, side, Hunk(start, end, side_start, side_end))
        return
    at, side_at = start, side_start
    for number, side_number in [*held, (end - start, side_end - side_start)]:
        yield from differing(base, side, Hunk(at, start + number, side_at, side_start + side_number))
        at, side_at = start + number, side_start + side_number


def compared(base: Lines, side: Lines, part: Hunk) -> Iterator[Hunk]:
    """The same where no line holds: line by line, or all of it where that would take long."""
    start, end, side_start, side_end = part
    if (end - start) * (side_end - side_start) > SMALL:
        yield part
        return
    matcher = SequenceMatcher(None, base[start:end], side[side_start:side_end], autojunk=False)
    for kind, low, high, side_low, side_high in matcher.get_opcodes():
        if kind != "equal":
            yield Hunk(start + low, start + high, side_start + side_low, side_start + side_high)


def anchors(base: Lines, side: Lines) -> list[tuple[int, int]]:
    """The places of lines that stand once on both sides, as many as are in the same order on both."""
    counts, side_counts = Counter(base), Counter(side)
    places = {line: number for number, line in enumerate(side) if side_counts[line] == 1}
    pairs = [(number, places[line]) for number, line in enumerate(base) if counts[line] == 1 and line in places]
    ends, piles, above = list[int](), list[int](), list[int]()  # the longest rising row of places, by patience
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        ends[at : at + 1], piles[at : at + 1] = [place], [number]
        above.append(piles[at - 1] if at else -1)
    found, at = list[tuple[int, int]](), piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = above[at]
    return found[::-1]
