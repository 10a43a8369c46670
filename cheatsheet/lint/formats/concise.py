"""A line a problem, as compilers write it."""

from cheatsheet.lint.formats.safe import one_line
from cheatsheet.lint.problem import Problem
from cheatsheet.lint.report import Report


def render(report: Report) -> str:
    """file:line:column: level rule message."""
    return "".join(f"{line(problem)}\n" for problem in report.problems)


def line(problem: Problem) -> str:
    """A problem as one line."""
    return one_line(f"{problem.where}: {problem.level} {problem.rule} {problem.message}")
