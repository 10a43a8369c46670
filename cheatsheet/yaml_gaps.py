"""What stands between the members of a list or mapping in brackets: commas, white space, comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from cheatsheet.yaml_lines import BREAK, BREAKS
from cheatsheet.yaml_node import Group

COMMA = re.compile(rf"((?:[ \t{BREAKS}]|#[^{BREAKS}]*)*),")


class Gap(NamedTuple):
    """A stretch between two members that stay, or a member and a bracket, and what stands there from now on."""

    start: int
    end: int
    text: str


def gaps(
    text: str, group: Group, gone: set[int], fresh: Mapping[int, list[str]], *, comma: str, margin: str | None
) -> Iterator[Gap]:
    """The stretches that change where members go and others come in behind a member, or behind the bracket (-1).

    `margin` stands in front of each member; None if they stand on one line. At least one member stays.
    """
    staying = [index for index in range(len(group.members)) if index not in gone]
    for before, after in zip([-1, *staying], [*staying, len(group.members)], strict=True):
        going = group.members[before + 1 : after]
        coming = fresh.get(before, [])
        if not going and not coming:
            continue
        start = group.members[before].end if before >= 0 else group.start + 1
        end = group.members[after].start if after < len(group.members) else group.end - 1
        ends, starts = [start, *(each.end for each in going)], [*(each.start for each in going), end]
        between = [text[a:b].replace("\r\n", "\n") for a, b in zip(ends, starts, strict=True)]
        said = reduce(merged, between)
        if going and after == len(group.members) and not COMMA.match(between[-1]):
            said = COMMA.sub(r"\1", said, count=1)
        if coming and before < 0:
            separator = comma if margin is None else f",\n{margin}"
            said += "".join(each + separator for each in coming)
        elif coming:
            said = widened(said, coming, comma, margin)
        yield Gap(start, end, said)


def merged(before: str, behind: str) -> str:
    """The gaps around a member that goes as one: the comment on its line goes with it, others stay."""
    found = BREAK.search(behind)
    if not found or not (before or "#" in behind):
        return before
    breaks = [each.start() for each in BREAK.finditer(before)]
    return (before[: breaks[-1]] if breaks else before.rstrip(" \t")) + behind[found.start() :]


def widened(gap: str, coming: Sequence[str], comma: str, margin: str | None) -> str:
    """The gap behind a member with more members in it; a comment on the member's line stays there."""
    found = BREAK.search(gap)
    line = gap[: found.start()] if found else ""
    if margin is None or found is None or "#" not in line:
        separator = comma if margin is None else f",\n{margin}"
        return "".join(separator + each for each in coming) + gap
    has_comma = COMMA.match(line) is not None
    joined = "".join(f"\n{margin}{each}," for each in coming)
    if has_comma:
        return line + joined + gap[found.start() :]
    return "," + line + joined.removesuffix(",") + gap[found.start() :]
