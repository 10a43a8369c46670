"""The Code Quality report."""

import json
from typing import Any

import pytest

from cheatsheet.lint.formats.gitlab import render
from cheatsheet.lint.problem import Level
from tests.lint.formats.sample import PROBLEMS, report

PLAIN = PROBLEMS[3]


def written(*problems: Any, **changes: object) -> list[dict[str, Any]]:
    """The report as GitLab reads it."""
    found: list[dict[str, Any]] = json.loads(render(report(*problems, **changes)))
    return found


def test_a_problem_has_what_gitlab_wants() -> None:
    (found,) = written(PLAIN, root="support")
    assert set(found) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert found["description"] == "`{ name }}` would be sent as it is (write {{ name }})"
    assert found["check_name"] == "template/half-open"
    assert found["location"] == {"path": "support/orders.yaml", "lines": {"begin": 4, "end": 4}}


@pytest.mark.parametrize(
    ("level", "severity"), [(Level.ERROR, "major"), (Level.WARNING, "minor"), (Level.NOTE, "info")]
)
def test_each_level_has_its_severity(level: Level, severity: str) -> None:
    assert written(PLAIN._replace(level=level))[0]["severity"] == severity


def test_equal_problems_are_told_apart() -> None:
    found = written(PLAIN, PLAIN._replace(line=8, end_line=8), PLAIN)
    assert len({problem["fingerprint"] for problem in found}) == 3


def test_a_problem_that_moved_keeps_its_fingerprint() -> None:
    (before,), (_, after) = written(PLAIN), written(PROBLEMS[0], PLAIN._replace(line=99, end_line=99))
    assert before["fingerprint"] == after["fingerprint"]


def test_a_problem_of_a_whole_file_stands_on_its_first_line() -> None:
    assert written(PROBLEMS[2])[0]["location"]["lines"] == {"begin": 1, "end": 1}


def test_nothing_found_is_an_empty_array() -> None:
    assert written() == []
