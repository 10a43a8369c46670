"""A Code Quality report of GitLab."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from cheatsheet.lint.formats.safe import json_document, sentence, visible
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.report import Report, fingerprint

SEVERITIES: Mapping[Level, str] = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def render(report: Report) -> str:
    """A JSON array, empty where nothing was found."""
    seen: Counter[str] = Counter()
    found = []
    for problem in report.problems:
        content = fingerprint(problem)
        seen[content] += 1
        found.append(as_object(problem, numbered(content, seen[content]), report))
    return json_document(found)


def numbered(content: str, number: int) -> str:
    """The fingerprint of the first, second, … of equal problems: GitLab shows one problem a fingerprint."""
    return content if number == 1 else sha256(f"{content} {number}".encode()).hexdigest()


def as_object(problem: Problem, known_by: str, report: Report) -> dict[str, object]:
    """A problem in GitLab's words; it wants a line, so that a problem of a whole file stands on its first."""
    begin = problem.line or 1
    return {
        "description": visible(sentence(problem)),
        "check_name": problem.rule,
        "fingerprint": known_by,
        "severity": SEVERITIES[problem.level],
        "location": {
            "path": report.in_repository(problem.file),
            # Code Climate's format has `lines` or `positions`, not both, and every reader knows `lines`.
            "lines": {"begin": begin, "end": max(begin, problem.end_line)},
        },
    }
