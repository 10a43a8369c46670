"""How rows and replies look. Texts of the sheet are drawn as they are, never read as markup or obeyed."""

import re
from collections.abc import Iterator

from textual.content import Content

from cheatsheet.picker.offer import Found, Preview
from cheatsheet.text import printable

Part = str | tuple[str, str]
SURE, MARK, ERROR, DIM, HEAD = "$success bold", "$warning bold", "$error bold", "dim", "bold"


def rows(found: Found) -> list[Content]:
    """A line for each entry: whether it is sure, the complaint, the id."""
    return [
        Content.assemble(("✓ ", SURE) if row.sure else "  ", line(row.complaint), "  ", (line(row.id), DIM))
        for row in found.rows
    ]


def note(text: str) -> Content:
    """A remark on the list."""
    return Content(safe(text))


def reply(preview: Preview) -> Content:
    """The subject, the reply, what to check, what else is to be known."""
    return Content.assemble(*parts(preview))


def findings(preview: Preview) -> Content:
    """What lint calls an error in the reply, a line each."""
    return Content.assemble((safe("\n".join(f"✗ {finding}" for finding in preview.findings)), ERROR))


def parts(preview: Preview) -> Iterator[Part]:
    """What a preview shows, from above to below."""
    if preview.fault:
        yield safe(preview.fault), ERROR
        return
    if preview.subject:
        yield "subject: ", DIM
        yield from marked(preview.subject, preview.marks, HEAD)
        yield "\n\n"
    yield from marked(preview.body, preview.marks)
    if preview.check:
        yield "\n\n"
        yield "before you send:", HEAD
        yield from (safe(f"\n  - {item}") for item in preview.check)
    if preview.notes:
        yield "\n"
    yield from ((safe(f"\n{each}"), DIM) for each in preview.notes)


def marked(text: str, marks: tuple[str, ...], style: str = "") -> Iterator[Part]:
    """A text whose marks stand out."""
    pattern = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    for at, part in enumerate(re.split(f"({pattern})", text) if pattern else [text]):
        yield safe(part), MARK if at % 2 else style


def safe(text: str) -> str:
    """A text without what a terminal would obey."""
    return printable(text).expandtabs(4)


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(safe(text).split())
