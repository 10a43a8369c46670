"""`lint --test-rules`: every example of a rule, in every way in which texts arrive."""

import pytest

from cheatsheet.lint.examples import WAYS, curled, failures
from tests.conftest import Run, Workspace
from tests.lint.desk import make_rule


def test_a_rule_that_keeps_its_word_has_no_failure() -> None:
    assert (
        list(failures([make_rule("you are wrong")._replace(bad=("You're wrong.",), good=("You are right.",))])) == []
    )


@pytest.mark.parametrize(
    ("bad", "good", "said"), [("Sorry.", "Well.", "does not find"), ("You're wrong.", "You are wrong.", "finds")]
)
def test_an_example_that_fails_is_told_in_each_way(bad: str, good: str, said: str) -> None:
    found = [str(each) for each in failures([make_rule("you are wrong")._replace(bad=(bad,), good=(good,))])]
    assert len(found) == len(WAYS)
    assert all(each.startswith(f"own.yaml:1:1: phrase/planted {said}") for each in found)


@pytest.mark.parametrize(
    ("text", "written"),
    [("it's", "it’s"), ('say "so" now', "say “so” now"), ('"a" "b"', "“a” “b”"), ("plain", "plain")],
)
def test_quotes_are_curled_in_pairs(text: str, written: str) -> None:
    assert curled(text) == written


def test_a_team_is_told_which_example_fails(run: Run, workspace: Workspace) -> None:
    own = (
        "rules:\n- {name: own/x, level: error, message: m, suggestion: s, reason: r,"
        " phrases: [you are wrong], bad: [Fine.], good: [Sorry.]}\n"
    )
    workspace({"cheatsheet.toml": "", "phrases.yaml": own, "responses/a.yaml": ""})
    result = run("lint", "--test-rules")
    assert result.code == 1
    assert result.out.splitlines()[0].startswith("phrases.yaml:2:")
    assert len(result.out.splitlines()) == len(WAYS)


def test_the_rules_that_travel_with_the_program_pass(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": ""})
    result = run("lint", "--test-rules")
    assert (result.code, result.out) == (0, "")
