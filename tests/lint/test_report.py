"""A report: files as the repository sees them, problems known by their content."""

import pytest

from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.report import fingerprint, is_absolute
from tests.lint.formats.sample import report

PROBLEM = Problem("phrase/filler", Level.WARNING, "a.yaml", 3, 5, 3, 9, "late", "says nothing", said="just")


@pytest.mark.parametrize(
    ("root", "file", "seen"),
    [
        ("", "responses/a.yaml", "responses/a.yaml"),
        (".", "./a.yaml", "a.yaml"),
        ("support/de", "a.yaml", "support/de/a.yaml"),
        ("support/de", "../en/a.yaml", "support/en/a.yaml"),
        ("support", "/srv/a.yaml", "/srv/a.yaml"),
        ("support", "C:/srv/a.yaml", "C:/srv/a.yaml"),
    ],
)
def test_a_file_is_named_from_the_top_of_the_repository(root: str, file: str, seen: str) -> None:
    assert report(root=root).in_repository(file) == seen


def test_a_colon_in_a_name_is_no_drive() -> None:
    assert not is_absolute("a: b.yaml")


def test_a_problem_that_moved_is_the_same_problem() -> None:
    moved = PROBLEM._replace(file="other.yaml", line=90, column=1, end_line=90, end_column=5, level=Level.NOTE)
    assert fingerprint(moved) == fingerprint(PROBLEM)


@pytest.mark.parametrize("change", [{"rule": "phrase/pressure"}, {"entry": "refund"}, {"said": "only"}])
def test_another_rule_or_entry_or_text_is_another_problem(change: dict[str, str]) -> None:
    assert fingerprint(PROBLEM._replace(**change)) != fingerprint(PROBLEM)  # type: ignore[arg-type]


def test_problems_of_two_files_differ_where_no_entry_tells_them_apart() -> None:
    whole = PROBLEM._replace(entry="", said="")
    assert fingerprint(whole._replace(file="b.yaml")) != fingerprint(whole)
    assert fingerprint(whole._replace(message="cannot be read")) != fingerprint(whole)


def test_half_of_a_surrogate_pair_has_a_fingerprint_too() -> None:
    assert fingerprint(PROBLEM._replace(said="\ud800")) != fingerprint(PROBLEM)
