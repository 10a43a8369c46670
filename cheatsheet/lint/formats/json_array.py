"""The contract for programs: an array of problems."""

from cheatsheet.lint.formats.safe import json_document
from cheatsheet.lint.problem import Problem
from cheatsheet.lint.report import Report


def render(report: Report) -> str:
    """A JSON array, empty where nothing was found."""
    return json_document([as_object(problem) for problem in report.problems])


def as_object(problem: Problem) -> dict[str, object]:
    """A problem under the names of the contract."""
    return {
        "rule": problem.rule,
        "level": problem.level,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "end_line": problem.end_line,
        "end_column": problem.end_column,
        "entry": problem.entry,
        "message": problem.message,
        "suggestion": problem.suggestion,
    }
