"""What changes between the members of a list or mapping where some go and others come in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import NamedTuple, TypeAlias

from cheatsheet.edits.yaml_lines import BREAK, BREAKS, before_break, begins_line, column_of, line_start, next_line
from cheatsheet.edits.yaml_node import Group, behind
from cheatsheet.edits.yaml_writer import is_exact

COMMA = re.compile(rf"((?:[ \t{BREAKS}]|#[^{BREAKS}]*)*),")


Fresh: TypeAlias = Mapping[int, list[str]]  # new members as they are written, behind a member or in front of all (-1)


class Gap(NamedTuple):
    """A stretch of a text, and what stands there from now on."""

    start: int
    end: int
    text: str


def block_gaps(text: str, group: Group, gone: set[int], fresh: Fresh, *, exact: bool) -> Iterator[Gap]:
    """The lines that go, and where others come in, in block style. At least one member stays."""
    column = column_of(text, group.start)
    line = "\n" + " " * column
    for anchor, said in fresh.items():
        start = line_start(text, group.start)
        if anchor >= 0:
            member = group.members[anchor]
            whole = is_exact(member.key.value if member.key else "", exact=exact)
            at = behind(text, member, column, exact=whole)
        else:  # behind the line above, if there is one
            at = before_break(text, start) if begins_line(text, group.start) else group.start
        if anchor >= 0 or 0 < at < start:
            yield Gap(at, at, "".join(line + each for each in said))
        elif at:
            yield Gap(at, at, "".join(each + line for each in said))
        else:
            yield Gap(at, at, "".join(f"{line[1:]}{each}\n" for each in said))
    for start, end in lines_of(text, group, gone, column):
        yield Gap(start, end, "")


def lines_of(text: str, group: Group, gone: set[int], column: int) -> Iterator[tuple[int, int]]:
    """The stretches that members take up with their lines and comments."""
    members = group.members
    first = next(index for index in range(len(members)) if index not in gone)
    if first and not begins_line(text, members[0].start):  # behind a dash: the next one moves up
        start, end = members[0].start, behind(text, members[first - 1], column)
        yield start, members[first].start if not text[end : members[first].start].strip() else end
        gone = {index for index in gone if index > first}
    for index in sorted(gone):
        start, end = line_start(text, members[index].start), behind(text, members[index], column)
        yield (before_break(text, start), end) if start else (start, next_line(text, end))


def flow_gaps(
    text: str, group: Group, gone: set[int], fresh: Fresh, *, comma: str, margin: str | None
) -> Iterator[Gap]:
    """The stretches between brackets that change.

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
        if going and after == len(group.members):  # at the end stands no comma that did not stand there before
            said = between[-1] if "#" not in "".join(between[:-1]) else said
            said = said if COMMA.match(between[-1]) else COMMA.sub(r"\1", said, count=1)
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
