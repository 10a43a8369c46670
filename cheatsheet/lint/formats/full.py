"""For a person: every problem with its line, the span marked, and what to write instead."""

import re
from collections import Counter
from collections.abc import Mapping

from cheatsheet.lint.formats.safe import one_line
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.report import Report
from cheatsheet.output import STYLES

COLOURS: Mapping[Level, str] = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
WIDTH = 100  # cells of a shown source line
SPAN = 60  # of them for a long span
BEFORE = 20  # and for what leads to it
FAR = 4 * WIDTH  # characters on either side that are looked at: JSON may be one line of a megabyte
TAB = "    "
NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*")  # far quicker than to look each up
JOINED = re.compile("^[\u0300-\u036f\u200d\u20e3\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]+")  # to what was cut off


def render(report: Report) -> str:
    """A paragraph a problem, and a line that counts them."""
    blocks = [paragraph(problem, report) for problem in report.problems]
    worst = min((problem.level for problem in report.problems), key=list(Level).index, default=None)
    last = paint(summary(report), report, COLOURS[worst] if worst else "green")
    return "\n".join([*blocks, f"{last}\n"])


def paragraph(problem: Problem, report: Report) -> str:
    """What is wrong, where, and what helps."""
    where = paint(one_line(problem.where), report, "bold")
    level = paint(problem.level, report, COLOURS[problem.level])
    lines = [f"{where}: {level} {one_line(f'{problem.rule} {problem.message}')}"]
    lines += source(problem, report)
    if problem.suggestion:
        lines.append(f"{paint('help:', report, 'green')} {one_line(problem.suggestion)}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def source(problem: Problem, report: Report) -> list[str]:
    """The line with a marker below; nothing where the place or the line is not known.

    The number before it also keeps a CI service from obeying a line such as "::add-mask::".
    """
    line = report.lines(problem.file, problem.line).rstrip("\r\n") if problem.line else ""
    if not line:
        return []
    start = max(problem.column - 1, 0)
    end = max(problem.end_column - 1, start) if problem.end_line <= problem.line else len(line)
    parts = line[max(start - FAR, 0) : start], line[start : min(end, start + FAR)], line[end : end + FAR]
    before, span, after = cut(*(shown(part) for part in parts))
    number = str(problem.line)
    lines = [f"  {paint(f'{number} |', report, 'dim')} {before}{span}{after}"]
    if problem.column:
        marker = "^" * max(cells(before + span) - cells(before), 1)
        edge = paint(f"{' ' * len(number)} |", report, "dim")
        lines.append(f"  {edge} {' ' * cells(before)}{paint(marker, report, COLOURS[problem.level])}")
    return lines


def shown(text: str) -> str:
    """A part of a source line as it stands on the screen."""
    return one_line(text).replace("\t", TAB)


def cut(before: str, span: str, after: str) -> tuple[str, str, str]:
    """The three parts of a line, each shortened where the line is too long to be read."""
    if cells(before + span + after) <= WIDTH:
        return before, span, after
    if cells(span) > SPAN:
        span = f"{head(span, SPAN - 1)}…"
    room = WIDTH - cells(span)
    if cells(before) + min(cells(after), BEFORE) > room:
        before = f"…{tail(before, max(room - min(cells(after), room - BEFORE), BEFORE) - 1)}"
    room -= cells(before)
    return before, span, after if cells(after) <= room else f"{head(after, room - 1)}…"


def head(text: str, room: int) -> str:
    """The start of a text, in at most `room` cells."""
    text = text[:room]
    while cells(text) > room:
        text = text[:-1]
    return text.rstrip("\u200d")


def tail(text: str, room: int) -> str:
    """The end of a text, in at most `room` cells."""
    text = text[-room:]
    while cells(text) > room:
        text = text[1:]
    return JOINED.sub("", text)


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii() or NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def summary(report: Report) -> str:
    """How many problems of each level, in how much."""
    counts = Counter(problem.level for problem in report.problems)
    found = ", ".join(counted(counts[level], level, f"{level}s") for level in Level if counts[level])
    entries = counted(report.checked, "entry", "entries")
    return f"{found or 'nothing found'} in {entries} of {counted(report.files, 'file', 'files')}"


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def paint(text: str, report: Report, style: str) -> str:
    """A text in colour where the report wants it."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if report.colour else text
