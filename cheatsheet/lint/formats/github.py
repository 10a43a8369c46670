"""Workflow commands of GitHub Actions: annotations on the lines of a pull request."""

from collections.abc import Mapping

from cheatsheet.lint.formats.safe import sentence, visible
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.report import Report

COMMANDS: Mapping[Level, str] = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report) -> str:
    """A command a line; nothing where nothing was found."""
    return "".join(f"{command(problem, report)}\n" for problem in report.problems)


def command(problem: Problem, report: Report) -> str:
    """One problem as an annotation."""
    properties = {"file": report.in_repository(problem.file), **place(problem), "title": problem.rule}
    written = ",".join(f"{name}={str(value).translate(PROPERTY)}" for name, value in properties.items())
    return visible(f"::{COMMANDS[problem.level]} {written}::{sentence(problem).translate(MESSAGE)}")


def place(problem: Problem) -> dict[str, int]:
    """What is known of the place; the runner refuses columns of a span over several lines."""
    if not problem.line:
        return {}
    end = max(problem.line, problem.end_line)
    found = {"line": problem.line, "endLine": end}
    if problem.column and end == problem.line:
        found |= {"col": problem.column, "endColumn": max(problem.column, problem.end_column)}
    return found
