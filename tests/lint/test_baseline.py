"""A baseline knows problems by their content: what moves is not new, what comes is."""

import json
from pathlib import Path

import pytest

from cheatsheet.lint.baseline import without
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.report import fingerprint
from tests.conftest import Result, Run, Workspace

OLD = "- id: late\n  complaint: My parcel is late\n  answer: Please calm down. Act now!\n"
MOVED = '[{"id": "late", "complaint": "x", "answer": "calm down. Act now!"}]'
TOML = {"cheatsheet.toml": ""}


def lint(run: Run, *arguments: str) -> Result:
    return run("lint", "--select", "phrase,library/invalid", "--format", "json", *arguments)


def rules(result: Result) -> list[str]:
    return [each["rule"] for each in json.loads(result.out)]


@pytest.fixture
def known(run: Run, workspace: Workspace) -> Path:
    """A library with two problems, both in the baseline."""
    folder = workspace({**TOML, "responses/a.yaml": OLD})
    assert lint(run).code == 1
    assert lint(run, "--baseline", "base.json", "--update-baseline").code == 0
    return folder


def test_what_is_known_is_not_told(run: Run, known: Path) -> None:
    result = lint(run, "--baseline", "base.json")
    assert (result.code, rules(result)) == (0, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"responses/a.yaml": "# moved\n\n\n" + OLD},
        {"responses/a.yaml": "- {id: first, complaint: x y, answer: Sorry.}\n" + OLD},
        {"responses/a.yaml": OLD.replace("answer: Please", "answer: |-\n    Sorry.\n    Please")},
        {"responses/a.yaml": OLD.replace("answer: Please calm", "answer: |-\n    Please calm\n   ")},
        {"responses/a.yaml": OLD.replace("calm down", "calm\n    down")},
        {"responses/a.yaml": OLD.replace("calm down", "calm  down")},
        {"responses/a.yaml": "", "responses/deeper/z.yaml": OLD},
        {"responses/a.yaml": "", "responses/z.json": MOVED},
        {"responses/a.yaml": OLD.replace("\n", "\r\n")},
    ],
)  # fmt: skip
def test_what_only_moved_is_not_new(changed: dict[str, str], run: Run, known: Path, workspace: Workspace) -> None:
    workspace(changed)
    assert rules(lint(run, "--baseline", "base.json")) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (OLD.replace("Act now!", "Act now! Whatever."), ["phrase/dismissal"]),
        (OLD.replace("calm down", "settle down"), ["phrase/commanding-calm"]),
        (OLD.replace("calm down.", "calm down. Calm down."), ["phrase/commanding-calm"]),
        (OLD + OLD.replace("late", "other"), ["phrase/commanding-calm", "phrase/pressure"]),
        (OLD.replace("id: late", "id: later"), ["phrase/commanding-calm", "phrase/pressure"]),
    ],
)
def test_what_came_is_told(changed: str, told: list[str], run: Run, known: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": changed})
    result = lint(run, "--baseline", "base.json")
    assert (result.code, rules(result)) == (1, told)


def test_of_two_alike_one_known_leaves_one(run: Run, known: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": OLD.replace("Act now!", "Please calm down.")})
    assert rules(lint(run, "--baseline", "base.json")) == ["phrase/commanding-calm"]
    lint(run, "--baseline", "base.json", "--update-baseline")
    assert rules(lint(run, "--baseline", "base.json")) == []


def test_a_broken_file_is_not_hidden_by_a_baseline(run: Run, known: Path, workspace: Workspace) -> None:
    workspace({"responses/b.yaml": "- {id: x\n"})
    result = lint(run, "--baseline", "base.json")
    assert (result.code, rules(result)) == (1, ["library/invalid"])


def test_the_file_is_the_same_whatever_the_order(run: Run, known: Path, workspace: Workspace) -> None:
    first = (known / "base.json").read_bytes()
    workspace({"responses/a.yaml": "", "responses/0.yaml": "# x\n" + OLD})
    lint(run, "--baseline", "base.json", "--update-baseline")
    assert (known / "base.json").read_bytes() == first
    assert first.endswith(b"}\n")


def test_no_baseline_is_a_usage_error(run: Run, known: Path) -> None:
    result = lint(run, "--baseline", "none.json")
    assert (result.code, result.out) == (2, "")
    assert "--update-baseline" in result.err


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", "{}", '{"version": 1}', '{"version": 2, "problems": []}',
     '{"version": 1, "problems": [{}]}', '{"version": 1, "problems": 3}',
     "[" * 100_000, '{"version": 1, "problems": {"a": 1}}'],
)  # fmt: skip
def test_what_is_no_baseline_is_never_read_as_one(content: str, run: Run, known: Path, workspace: Workspace) -> None:
    workspace({"base.json": content})
    result = lint(run, "--baseline", "base.json")
    assert (result.code, result.out) == (4, "")
    assert "base.json" in result.err


def test_update_needs_a_file_to_write(run: Run, known: Path) -> None:
    assert lint(run, "--update-baseline").code == 2


def test_a_folder_that_is_not_there_is_a_usage_error(run: Run, known: Path) -> None:
    result = lint(run, "--baseline", "no/where/base.json", "--update-baseline")
    assert result.code == 2
    assert "no/where/base.json" in result.err


def test_only_as_many_go_as_are_known() -> None:
    one = Problem("phrase/filler", Level.WARNING, "a", 1, 1, 1, 2, "x", "m", said="just")
    assert without([one, one._replace(line=2), one._replace(line=3)], [fingerprint(one)] * 2) == [
        one._replace(line=3)
    ]
