"""The problems of the golden files. `python -m tests.lint.formats.sample` writes the files anew."""

from collections.abc import Mapping
from pathlib import Path

from cheatsheet.lint.formats import FORMATS, renderer
from cheatsheet.lint.problem import Fix, Level, Problem
from cheatsheet.lint.report import Report
from cheatsheet.lint.rules import Page

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"json": "json", "gitlab": "json", "sarif": "sarif", "junit": "xml"}
LONG = "  answer: " + "We looked into it with care. " * 9 + "Please calm down. " + "We will write again. " * 9
LINES: Mapping[tuple[str, int], str] = {
    ("100%, really: yes.yaml", 3): "  answer: Please calm down.",
    ("/srv/shared/all.yaml", 7): LONG,
    ("orders.yaml", 4): "  answer: Hello { name }}, it comes soon.",
    ("orders.yaml", 9): "  answer: Well, whatever. It is what it is,",
    ("orders.yaml", 10): "    and whatever.",
    ("wide.yaml", 2): "\tanswer: 您好 👨‍👩‍👧 ❤️ please 冷静一下, thanks",
    ("wide.yaml", 3): "::add-mask::\x1b[31mred\u202eno",
}
PAGES: Mapping[str, Page] = {
    "phrase/commanding-calm": Page(
        "phrase/commanding-calm",
        Level.ERROR,
        "Nobody calms down because they are told to. It makes e.g. an angry customer angrier.",
        ("Please calm down.", "```\nCalm down.\n```"),
        ("I see why this is annoying.",),
        "say that you understand",
    ),
    "template/half-open": Page(
        "template/half-open", Level.ERROR, "It would be sent as it is", ("{ name }}",), ("{{ name }}",), ""
    ),
    "shape/shouting": Page("shape/shouting", Level.WARNING, "", (), (), ""),
}


def found(rule: str, file: str, line: int, said: str, message: str, **more: object) -> Problem:
    """A problem where `said` stands in a line of the sample."""
    column = LINES[file, line].index(said) + 1
    plain = Problem(rule, Level.ERROR, file, line, column, line, column + len(said), "late", message, said=said)
    return plain._replace(**more)  # type: ignore[arg-type]


PROBLEMS = (
    found(
        "phrase/commanding-calm",
        "/srv/shared/all.yaml",
        7,
        "calm down",
        "“calm down” commands a feeling",
        suggestion="say that you understand",
    ),
    found(
        "phrase/commanding-calm",
        "100%, really: yes.yaml",
        3,
        "calm down",
        "100% sure: this,\nor\r\nthat; [x](y) <b>&amp;</b>",
        suggestion="50% of us: say that you understand",
    ),
    Problem("library/invalid", Level.ERROR, "orders.yaml", 0, 0, 0, 0, "", "cannot be read"),
    found(
        "template/half-open",
        "orders.yaml",
        4,
        "{ name }}",
        "`{ name }}` would be sent as it is",
        suggestion="write {{ name }}",
        fix=Fix(52, 61, "{{ name }}"),
    ),
    found("phrase/filler", "orders.yaml", 9, "whatever", "“whatever” says nothing", level=Level.WARNING),
    found("shape/shouting", "orders.yaml", 9, "It is", "long", level=Level.NOTE, end_line=10, end_column=18),
    found("phrase/filler", "orders.yaml", 10, "whatever", "“whatever” says nothing", level=Level.WARNING),
    found("phrase/commanding-calm", "wide.yaml", 2, "冷静一下", "“冷静一下” commands a feeling", entry="您好"),
    found("text/invisible", "wide.yaml", 3, "\u202e", "a \x1b[31mcontrol\x07 character \u202e here", entry=""),
)


def line_of(file: str, number: int) -> str:
    """A line of the sample's files."""
    return LINES.get((file, number), "")


def report(*problems: Problem, **changes: object) -> Report:
    """A report on problems: 12 entries in 4 files."""
    plain = Report(problems, lambda: PAGES, line_of, checked=12, files=4, version="1.2.3")
    return plain._replace(**changes)  # type: ignore[arg-type]


SAMPLE = report(*PROBLEMS, root="support")


def golden(name: str) -> Path:
    """The golden file of a format."""
    return GOLDEN / f"{name}.{SUFFIXES.get(name, 'txt')}"


if __name__ == "__main__":
    for each in FORMATS:
        golden(each).write_bytes(renderer(each)(SAMPLE).encode())
