"""Workflow commands, read back as GitHub's runner reads them."""

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.formats.github import render
from cheatsheet.lint.problem import Level
from tests.lint.formats.sample import PROBLEMS, report

PLAIN = PROBLEMS[3]
SEEN = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn"]) | st.sampled_from("\r\n%:,="), min_size=1)


class Command(NamedTuple):
    """A command as the runner understands it."""

    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, signs: dict[str, str]) -> str:
    """Escapes back to signs, the per cent last, as the runner does it."""
    for code, sign in signs.items():
        text = text.replace(code, sign)
    return text.replace("%25", "%")


def understood(line: str) -> Command:
    """A line as the runner reads it."""
    _, head, message = line.split("::", 2)
    name, _, rest = head.partition(" ")
    data = {"%0D": "\r", "%0A": "\n"}
    pairs = (pair.split("=", 1) for pair in rest.split(","))
    properties = {key: unescaped(value, data | {"%3A": ":", "%2C": ","}) for key, value in pairs}
    return Command(name, properties, unescaped(message, data))


def only(document: str) -> Command:
    """The one command of a document."""
    (line,) = re.split("\n", document.removesuffix("\n"))
    return understood(line)


@given(file=SEEN, message=SEEN)
def test_the_runner_reads_back_what_was_meant(file: str, message: str) -> None:
    found = only(render(report(PLAIN._replace(file=f"/{file}", message=message, suggestion=""))))
    assert found.properties["file"] == f"/{file}"
    assert found.properties["title"] == "template/half-open"
    assert found.message == message


@pytest.mark.parametrize(
    ("level", "name"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.NOTE, "notice")]
)
def test_each_level_has_its_command(level: Level, name: str) -> None:
    assert only(render(report(PLAIN._replace(level=level)))).name == name


def test_a_span_has_its_columns() -> None:
    properties = only(render(report(PLAIN))).properties
    assert [properties[key] for key in ("line", "endLine", "col", "endColumn")] == ["4", "4", "17", "26"]


def test_a_span_over_lines_has_no_columns() -> None:
    properties = only(render(report(PLAIN._replace(end_line=5, end_column=2)))).properties
    assert properties["endLine"] == "5"
    assert not {"col", "endColumn"} & set(properties)


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert set(only(render(report(PROBLEMS[2]))).properties) == {"file", "title"}


def test_the_file_is_found_from_the_top_of_the_repository() -> None:
    assert only(render(report(PLAIN, root="support"))).properties["file"] == "support/orders.yaml"


def test_nothing_found_is_nothing_written() -> None:
    assert render(report()) == ""
