"""Findings that a team accepts: where it says so, until when, and what is told of a suppression itself."""

import json
from datetime import UTC, datetime

import pytest

from tests.conftest import Run, Workspace

LAST = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
NEXT = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)


def entry(answer: str, lint: str = "") -> str:
    """A file of one entry."""
    return f"- id: late\n  complaint: My parcel is late\n  answer: |\n    {answer}\n{lint}"


def told(run: Run, *arguments: str, now: datetime = LAST) -> list[tuple[str, int, int]]:
    """Rule, line and column of what lint says of phrases and of suppressions, by rule."""
    result = run("lint", "--select", "phrase,suppress", "--format", "json", *arguments, now=now)
    assert result.err == "", result.err
    return sorted((each["rule"], each["line"], each["column"]) for each in json.loads(result.out))


CALM = ("phrase/commanding-calm", 4, 12)


def test_without_a_suppression_it_is_told(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Please calm down.")})
    assert told(run) == [CALM]


@pytest.mark.parametrize(
    "lint",
    [
        "[{ignore: phrase/commanding-calm, reason: quoted}]",
        "[{ignore: phrase/*, reason: quoted}]",
        "[{ignore: '*', reason: quoted}]",
        "[{ignore: phrase/commanding-calm, match: calm down, reason: quoted}]",
        "[{ignore: phrase/commanding-calm, match: CALM, reason: quoted}]",
        "[{ignore: phrase/commanding-calm, reason: quoted, until: 2026-12-31}]",
    ],
)
def test_an_entry_accepts_a_finding(lint: str, run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Please calm down.", f"  lint: {lint}\n")})
    assert told(run) == []
    assert run("lint", "--select", "phrase", now=LAST).code == 0


@pytest.mark.parametrize(
    ("lint", "rule"),
    [
        ("[{ignore: phrase/commanding-calm}]", "suppress/no-reason"),
        ("[{ignore: phrase/commanding-calm, reason: quoted, until: 2026-12-30}]", "suppress/expired"),
        ("[{ignore: phrase/commanding-calm, match: relax, reason: quoted}]", "suppress/unused"),
        ("[{ignore: phrase/pressure, reason: quoted}]", "suppress/unused"),
        ("[{ignore: phrase/comanding-calm, reason: quoted}]", "suppress/unused"),
    ],
)
def test_what_does_not_hold_hides_nothing_and_is_told(lint: str, rule: str, run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Please calm down.", f"  lint: {lint}\n")})
    assert told(run) == [CALM, (rule, 5, 9)]


def test_on_its_last_day_a_suppression_holds_and_on_the_next_it_does_not(run: Run, workspace: Workspace) -> None:
    lint = "  lint: [{ignore: phrase/*, reason: quoted, until: 2026-12-31}]\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Please calm down.", lint)})
    assert told(run, now=LAST) == []
    assert told(run, now=NEXT) == [CALM, ("suppress/expired", 5, 9)]


def test_an_unknown_rule_is_named_with_the_nearest_one(run: Run, workspace: Workspace) -> None:
    lint = "  lint: [{ignore: phrase/comanding-calm, reason: quoted}]\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Please calm down.", lint)})
    (found,) = json.loads(run("lint", "--select", "suppress", "--format", "json").out)
    assert "phrase/commanding-calm" in found["suggestion"]


def test_a_rule_that_did_not_look_leaves_its_suppression_alone(run: Run, workspace: Workspace) -> None:
    lint = "  lint: [{ignore: phrase/pressure, reason: quoted}]\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Please calm down.", lint)})
    result = run("lint", "--select", "suppress,phrase/commanding-calm", "--format", "json")
    assert [each["rule"] for each in json.loads(result.out)] == ["phrase/commanding-calm"]


def test_an_unused_suppression_is_no_error(run: Run, workspace: Workspace) -> None:
    lint = "  lint: [{ignore: phrase/pressure, reason: quoted}]\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Sorry.", lint)})
    assert run("lint", "--select", "suppress,phrase").code == 0
    assert run("lint", "--select", "suppress,phrase", "--fail-on", "warning").code == 1


@pytest.mark.parametrize(
    "comment",
    [
        "{# lint: ignore phrase/commanding-calm -- quoted #}",
        "{#- lint: ignore phrase/commanding-calm -- quoted -#}",
        "{# lint:ignore phrase/commanding-calm -- quoted #}",
        "{# lint: ignore phrase/* -- quoted #}",
        "{# lint: ignore phrase/pressure, phrase/commanding-calm until 2026-12-31 -- it is -- quoted #}",
        "{# lint: ignore phrase/pressure phrase/commanding-calm -- quoted #}",
        "{# lint: ignore phrase/commanding-calm --\n      quoted #}",
    ],
)
def test_a_comment_in_the_answer_accepts_a_finding(comment: str, run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry(f"Please calm down. Act now! {comment}")})
    assert "phrase/commanding-calm" not in {rule for rule, _, _ in told(run)}


@pytest.mark.parametrize(
    ("comment", "rule"),
    [
        ("{# lint: ignore phrase/commanding-calm #}", "suppress/no-reason"),
        ("{# lint: ignore phrase/commanding-calm -- #}", "suppress/no-reason"),
        ("{# lint: ignore phrase/commanding-calm until 2026-12-30 -- quoted #}", "suppress/expired"),
        ("{# lint: ignore phrase/commanding-calm until 2026-13-40 -- quoted #}", "suppress/expired"),
        ("{# lint: ignore phrase/pressure -- quoted #}", "suppress/unused"),
    ],
)
def test_a_comment_that_does_not_hold_is_told_at_its_place(
    comment: str, rule: str, run: Run, workspace: Workspace
) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry(f"Please calm down. {comment}")})
    assert told(run) == [CALM, (rule, 4, 23)]


@pytest.mark.parametrize(
    "comment",
    ["{# lint ignore phrase/commanding-calm -- q #}", "{# lint: ignore -- q #}", "{# lint: disable phrase/* -- q #}"],
)
def test_a_comment_that_looks_like_a_suppression_is_not_passed_over(
    comment: str, run: Run, workspace: Workspace
) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry(f"Please calm down. {comment}")})
    assert CALM in told(run)


def test_a_comment_is_for_its_own_text_alone(run: Run, workspace: Workspace) -> None:
    other = "  channels:\n    chat: Please calm down.\n"
    comment = "{# lint: ignore phrase/* -- quoted #}"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry(f"Please calm down. {comment}", other)})
    assert told(run) == [("phrase/commanding-calm", 6, 18)]


def test_an_entry_accepts_for_all_its_texts_and_for_no_other_entry(run: Run, workspace: Workspace) -> None:
    own = "  channels:\n    chat: Calm down.\n  lint: [{ignore: phrase/*, reason: quoted}]\n"
    other = "- {id: other, complaint: x y, answer: Calm down.}\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Calm down.", own) + other})
    assert told(run) == [("phrase/commanding-calm", 8, 39)]


def test_a_suppression_is_never_sent(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": entry("Calm down. {# lint: ignore phrase/* -- secret #}")})
    result = run("reply", "my parcel is late", "--stdout", "--name", "Kim")
    assert "secret" not in result.out


@pytest.mark.parametrize(
    ("cell", "rules"),
    [
        ("phrase/commanding-calm -- quoted", []),
        ("ignore phrase/commanding-calm -- quoted", []),
        ("phrase/commanding-calm until 2026-12-31 -- quoted", []),
        ('"phrase/pressure -- one\nphrase/commanding-calm -- two"', ["suppress/unused"]),
        ("phrase/commanding-calm", ["phrase/commanding-calm", "suppress/no-reason"]),
        ("phrase/commanding-calm until 2026-12-30 -- quoted", ["phrase/commanding-calm", "suppress/expired"]),
        ("", ["phrase/commanding-calm"]),
    ],
)
def test_a_sheet_has_a_column_for_suppressions(cell: str, rules: list[str], run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.csv": f"Complaint,Answer,Lint\nlate,Calm down.,{cell}\n"})
    assert [rule for rule, _, _ in told(run)] == rules


def test_a_suppression_in_a_sheet_is_told_at_its_cell(run: Run, workspace: Workspace) -> None:
    workspace(
        {"cheatsheet.toml": "", "responses/a.csv": "Complaint,Answer,lint\nlate,Sorry.,phrase/pressure -- quoted\n"}
    )
    assert told(run) == [("suppress/unused", 2, 13)]


def test_a_bad_date_in_a_sheet_is_a_fault_of_the_file(run: Run, workspace: Workspace) -> None:
    workspace(
        {"cheatsheet.toml": "", "responses/a.csv": "Complaint,Answer,lint\nlate,Sorry.,phrase/* until soon -- q\n"}
    )
    assert [each["rule"] for each in json.loads(run("lint", "--format", "json").out)] == ["library/invalid"]
