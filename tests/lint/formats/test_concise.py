"""The concise format: a line a problem."""

from cheatsheet.lint.formats.concise import render
from tests.lint.formats.sample import PROBLEMS, report


def test_a_problem_is_place_level_rule_and_message() -> None:
    problem = PROBLEMS[3]._replace(message="a brace is missing")
    assert render(report(problem)) == "orders.yaml:4:17: error template/half-open a brace is missing\n"


def test_a_problem_of_a_whole_file_has_no_numbers() -> None:
    assert render(report(PROBLEMS[2])) == "orders.yaml: error library/invalid cannot be read\n"


def test_nothing_found_is_nothing_written() -> None:
    assert render(report()) == ""
