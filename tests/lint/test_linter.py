"""The whole run: which rules are wanted, exit codes that are never a count, the same order whatever comes first."""

import json
import subprocess
from pathlib import Path

import pytest

from cheatsheet.errors import UsageError
from cheatsheet.lint.gather import from_text
from cheatsheet.lint.linter import Choice, Linter
from cheatsheet.lint.rules import levels
from tests.conftest import Run, Workspace
from tests.e2e.desktop import PROGRAM, environment
from tests.lint.desk import built_in, make_check

CHECK = make_check(*built_in())
FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")


def sheet(count: int) -> str:
    """A file with so many commands to calm down, two an entry."""
    rows = [{"id": f"e{n}", "complaint": f"x y {n}", "answer": "Please calm down."} for n in range(count)]
    return json.dumps([*rows, {"id": "fine", "complaint": "well", "answer": "Sorry."}])


@pytest.mark.parametrize(("count", "code"), [(0, 0), (1, 1), (2, 1), (255, 1), (256, 1), (512, 1)])
def test_the_exit_code_is_never_a_count(count: int, code: int, run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.json": sheet(count)})
    result = run("lint", "--select", "phrase", "--format", "json")
    assert (result.code, len(json.loads(result.out))) == (code, count)


@pytest.mark.parametrize("count", [0, 1, 256, 512])
def test_a_process_ends_with_the_same_code(count: int, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.json": sheet(count)})
    command = [*PROGRAM, "lint", "--select", "phrase", "--format", "concise"]
    done = subprocess.run(command, cwd=folder, env=environment(folder / "home"), capture_output=True, check=False)
    assert done.returncode == int(count > 0), done.stderr
    assert done.stdout.count(b"phrase/commanding-calm") >= count


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("count", "code"), [(0, 0), (2, 1)])
def test_every_format_has_the_same_code(format_: str, count: int, code: int, run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.json": sheet(count)})
    assert run("lint", "--select", "phrase", "--format", format_).code == code
    assert run("lint", "--select", "phrase", "-o", f"{format_}={folder / 'out' / format_}").code == code
    assert (folder / "out" / format_).is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "error"], 0), (["--fail-on", "warning"], 1), (["--fail-on", "note"], 1), ([], 0),
        (["--fail-on", "warning", "--ignore", "phrase/filler"], 0), (["--statistics"], 0),
        (["--fail-on", "fatal"], 2), (["--select", "phrase/fillr"], 2), (["--ignore", "frase"], 2),
        (["--format", "xml"], 2), (["-o", "json"], 2), (["-o", "json=-"], 2), (["-o", "xml=x"], 2),
        (["nowhere.yaml"], 2),
        (["cheatsheet.toml"], 2), (["-"], 2), (["--stdin-filename", "x.txt"], 2), (["--explain", "phrase/filler"], 0),
        (["--explain", "x/y"], 2), (["--test-rules"], 0), (["--stdin-filename", "a.yaml", "responses"], 2),
        (["empty"], 2), (["--stdin-filename", "a.yaml"], 2),
    ],
)  # fmt: skip
def test_what_a_call_ends_with(arguments: list[str], code: int, run: Run, workspace: Workspace) -> None:
    answer = "- {id: late, complaint: x y, answer: It is kind of late.}\n"
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": answer})
    (folder / "empty").mkdir()
    chosen = [] if {"--select", "--explain", "--test-rules"} & set(arguments) else ["--select", "phrase"]
    result = run("lint", *chosen, *arguments)
    assert result.code == code, result.err
    assert (result.err != "") == (code == 2) or "--statistics" in arguments or "--test-rules" in arguments


def test_nothing_to_lint_is_no_success(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/.hidden.yaml": sheet(1)})
    assert run("lint").code == 2


def test_rule_files_among_the_named_are_no_entries(run: Run, workspace: Workspace) -> None:
    texts = "message: m, suggestion: s, reason: r, phrases: [ouch], bad: [Ouch.], good: [Yes.]"
    rule = f"rules: [{{name: phrase/own, {texts}}}]\n"
    workspace({"cheatsheet.toml": "", "phrases.yaml": rule, "responses/a.yaml": sheet(0)})
    assert run("lint", ".").code == 0
    assert run("lint", "phrases.yaml", "responses/a.yaml").code == 0
    assert run("lint", "phrases.yaml").code == 2


@pytest.mark.parametrize("order", [["x", "y"], ["y", "x"]])
def test_two_libraries_are_not_linted_by_the_settings_of_one(order: list[str], run: Run, tmp_path: Path) -> None:
    for name in "xy":
        (tmp_path / name).mkdir()
        (tmp_path / name / "cheatsheet.toml").touch()
        (tmp_path / name / "a.yaml").write_text(sheet(1))
    result = run("lint", *order, cwd=tmp_path)
    assert (result.code, "x and y are libraries of their own" in result.err) == (2, True)


def test_no_library_is_no_success(run: Run, tmp_path: Path) -> None:
    assert run("lint", cwd=tmp_path).code == 2


def test_a_file_is_linted_without_a_library(run: Run, workspace: Workspace) -> None:
    workspace({"a.json": sheet(1)})
    result = run("lint", "a.json", "--select", "phrase", "--format", "json")
    assert (result.code, len(json.loads(result.out))) == (1, 1)


def test_a_broken_file_is_a_finding_and_the_others_are_linted(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": "- {id: x\n", "responses/b.json": sheet(1),
               "responses/c.yaml": b"- \xff\xfe\x00 \x00", "responses/d.yaml": "- {id: d, complaint: x}\n"
               "- {id: e, complaint: y z, answer: Calm down.}\n"})  # fmt: skip
    result = run("lint", "--format", "json", "--select", "phrase,library/invalid")
    told = [(each["file"], each["rule"]) for each in json.loads(result.out)]
    assert result.code == 1
    assert ("responses/a.yaml", "library/invalid") in told
    assert ("responses/b.json", "phrase/commanding-calm") in told
    assert ("responses/c.yaml", "library/invalid") in told
    assert told[-2:] == [("responses/d.yaml", "library/invalid"), ("responses/d.yaml", "phrase/commanding-calm")]


@pytest.mark.parametrize(
    "extra", ["rulez: []", "rules: [{name: x/y}]", "rules: 3", "- a", "{", "rules: [{name: a/b, phrase: [x]}]"]
)
def test_a_bad_rule_file_ends_the_run(extra: str, run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "phrases.yaml": extra, "responses/a.json": sheet(1)})
    result = run("lint")
    assert (result.code, result.out) == (4, "")
    assert "phrases.yaml:" in result.err


def test_two_entries_of_one_id_are_told_at_the_second(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/b.json": sheet(0), "responses/a.json": sheet(0)})
    result = run("lint", "--format", "json", "--select", "library/invalid")
    (found,) = json.loads(result.out)
    assert (found["file"], found["entry"], found["rule"]) == ("responses/b.json", "fine", "library/invalid")
    assert "responses/a.json:1" in found["message"]


def test_standard_input_is_linted_under_its_name(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": ""})
    for arguments in (["-", "--stdin-filename", "x/in.json"], ["--stdin-filename", "x/in.json"]):
        result = run("lint", *arguments, "--select", "phrase", "--format", "json", stdin=sheet(1))
        assert [each["file"] for each in json.loads(result.out)] == ["x/in.json"]
        assert result.code == 1


def test_a_retired_entry_reaches_nobody(run: Run, workspace: Workspace) -> None:
    workspace(
        {"cheatsheet.toml": "", "responses/a.yaml": "- {complaint: x y, answer: Calm down., status: retired}\n"}
    )
    assert run("lint", "--select", "phrase").code == 0


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_an_entry_of_any_other_status_is_linted(status: str, run: Run, workspace: Workspace) -> None:
    workspace(
        {"cheatsheet.toml": "", "responses/a.yaml": f"- {{complaint: x y, answer: Calm down., status: {status}}}\n"}
    )
    assert run("lint", "--select", "phrase").code == 1


def test_layouts_are_linted_too(run: Run, workspace: Workspace) -> None:
    layout = "Hi {{ customer.first_name }},\n\n{{ body }}\n\nPlease\ncalm down. { agent.name }}\n"
    workspace({"cheatsheet.toml": "", "templates/email.j2": layout, "responses/a.json": sheet(0)})
    result = run("lint", "--select", "phrase,template", "--format", "json")
    told = [(each["file"], each["rule"], each["line"], each["column"]) for each in json.loads(result.out)]
    assert told == [
        ("templates/email.j2", "phrase/commanding-calm", 6, 1),
        ("templates/email.j2", "template/half-open", 6, 12),
    ]


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), {"phrase/filler", "phrase/pressure", "text/invisible"}),
        (("phrase",), (), {"phrase/filler", "phrase/pressure"}),
        (("phrase/*",), ("phrase/filler",), {"phrase/pressure"}),
        (("phrase/filler", "text"), (), {"phrase/filler", "text/invisible"}),
        ((), ("phrase", "text"), set()),
        (("phr",), (), set()),
        (("*/pressure",), (), {"phrase/pressure"}),
    ],
)
def test_rules_are_chosen_by_name_family_or_pattern(
    select: tuple[str, ...], ignore: tuple[str, ...], wanted: set[str]
) -> None:
    choice = Choice(select, ignore)
    assert {rule for rule in ("phrase/filler", "phrase/pressure", "text/invisible") if choice.wants(rule)} == wanted


def test_a_name_that_no_rule_has_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        Choice(select=("phrase/fillers",)).check(CHECK.levels)
    assert "phrase/filler" in caught.value.hint


def test_what_is_kept_from_before_gives_the_same_as_what_is_made_anew() -> None:
    linter = Linter(check=CHECK, choice=Choice(ignore=("library",)))
    files = [from_text(sheet(3), "b.json"), from_text(sheet(2).replace('"e', '"f'), "a.json")]
    anew = linter.lint(files)
    assert linter.lint(files, [linter.report(each) for each in files]) == anew
    assert linter.lint(files[::-1]) == anew
    assert [each.file for each in anew if each.rule == "phrase/commanding-calm"] == ["a.json"] * 2 + ["b.json"] * 3


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("flat-no", "did you mean 'phrase/flat-no'?"),
        ("comanding-calm", "did you mean 'phrase/commanding-calm'?"),
        ("phrase/flatno", "did you mean 'phrase/flat-no'?"),
        ("phrases", "did you mean 'phrase'?"),
        ("nosuch", "families are "),
    ],
)
def test_a_rule_that_there_is_not_is_answered_with_the_one_that_was_meant(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        Choice(select=(name,)).check(levels(built_in()))
    assert raised.value.hint.startswith(hint)
