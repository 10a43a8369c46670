"""The contract for programs."""

import json

from cheatsheet.lint.formats.json_array import render
from tests.lint.formats.sample import PROBLEMS, report


def test_a_problem_has_the_keys_of_the_contract() -> None:
    (found,) = json.loads(render(report(PROBLEMS[3])))
    assert found == {
        "rule": "template/half-open",
        "level": "error",
        "file": "orders.yaml",
        "line": 4,
        "column": 17,
        "end_line": 4,
        "end_column": 26,
        "entry": "late",
        "message": "`{ name }}` would be sent as it is",
        "suggestion": "write {{ name }}",
    }


def test_the_file_is_named_as_everywhere_else() -> None:
    (found,) = json.loads(render(report(PROBLEMS[3], root="support")))
    assert found["file"] == "orders.yaml"


def test_nothing_found_is_an_empty_array() -> None:
    assert json.loads(render(report())) == []
