"""`doctor`: what works on this machine, without changing anything."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHEET, Run, Workspace


def checks(out: str) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(out)["checks"]}


def test_a_healthy_library_is_said_to_be_one(run: Run, library: Path) -> None:
    result = run("doctor")
    assert result.code == 0
    assert "library: library with 2 entries" in result.out
    assert "agent: Robin (cheatsheet.toml)" in result.out
    assert "email" in result.out


def test_json_has_a_verdict_and_every_check(run: Run, library: Path) -> None:
    result = run("doctor", "--json")
    found = json.loads(result.out)
    assert result.code == 0
    assert isinstance(found["ok"], bool)
    assert found["ok"] is all(check["ok"] for check in found["checks"])
    assert {"program", "settings", "library", "templates", "clipboard", "agent", "journal", "undo"} <= checks(
        result.out
    ).keys()
    assert all({"name", "ok", "detail", "hint"} <= check.keys() for check in found["checks"])


def test_the_starter_library_is_named(run: Run) -> None:
    result = run("doctor")
    assert result.code == 0
    assert "starter library with" in result.out


def test_nothing_is_changed(run: Run, library: Path, tmp_path: Path) -> None:
    folder = tmp_path.parent
    before = sorted(folder.rglob("*"))
    run("doctor")
    run("doctor", "--json", screen=True)
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("file", "text", "check", "said"),
    [
        ("responses/bad.yaml", "- {complaint: x, answr: y}\n", "library", "responses/bad.yaml:1"),
        ("responses/bad.yaml", "- {complaint: x, answer: '{{ a ** b }}'}\n", "templates", "responses/bad.yaml:1"),
        ("templates/sms.j2", "{{ body }}\n{% include 'x' %}\n", "templates", "templates/sms.j2:2"),
        (
            "templates/macros.j2",
            "\n\n{% macro greeting() %}{{ a ** b }}{% endmacro %}\n",
            "templates",
            "templates/macros.j2:3",
        ),
        ("cheatsheet.toml", "[agnet]\nname = 'x'\n", "settings", "cheatsheet.toml"),
    ],
)
def test_a_fault_is_found_with_its_place_and_exits_4(
    run: Run, library: Path, workspace: Workspace, file: str, text: str, check: str, said: str
) -> None:
    workspace({file: text})
    result = run("doctor", "--json")
    assert result.code == 4
    assert json.loads(result.out)["ok"] is False
    found = checks(result.out)[check]
    assert found["ok"] is False
    assert said in found["detail"] + found["hint"]
    plain = run("doctor")
    assert plain.code == 4
    assert said in plain.out
    assert f"FAIL {check}" in plain.out


def test_an_agent_without_a_name_is_no_error_but_is_said(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": SHEET})
    result = run("doctor", "--json")
    assert result.code == 0
    assert checks(result.out)["agent"]["detail"] == "no name to sign with yet"
    assert "name" in checks(result.out)["agent"]["hint"]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TMUX": "/run/tmux,1,0"}, "tmux"),
        ({"SSH_CONNECTION": "a b"}, "OSC 52"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"}, "OSC 52"),
    ],
)
def test_the_way_of_copying_is_named(run: Run, library: Path, environ: dict[str, str], said: str) -> None:
    assert said in checks(run("doctor", "--json", environ=environ).out)["clipboard"]["detail"]


def test_a_narrow_terminal_encoding_is_said(run: Run, library: Path) -> None:
    result = run("doctor", "--json", encoding="ascii")
    assert checks(result.out)["output"]["ok"] is False
    assert "PYTHONUTF8" in checks(result.out)["output"]["hint"]


def test_escapes_in_a_broken_file_are_never_obeyed(run: Run, library: Path, workspace: Workspace) -> None:
    workspace({"responses/bad.yaml": '- {complaint: x, "answ\\e[31mr": "\\e]0;t\\a"}\n'})
    result = run("doctor", screen=True, environ={"NO_COLOR": "1"})
    assert result.code == 4
    assert not {"\x1b", "\x07"} & set(result.out + result.err)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where `run` keeps the journal."""
    return tmp_path.parent / f"{tmp_path.name}-home" / "state" / "journal.db"


def test_the_journal_is_named_with_its_number_of_uses(run: Run, library: Path, journal: Path) -> None:
    found = []
    for _ in range(3):
        found.append(checks(run("doctor", "--json").out)["journal"])
        run("reply", "--id", "refund", "--name", "Kim")
    assert [check["detail"] for check in found] == [f"{n} in {journal}" for n in ("no uses yet", "1 use", "2 uses")]
    assert all(check["ok"] for check in found)
    assert f"ok   journal: 3 uses in {journal}" in run("doctor").out


def test_a_journal_that_is_off_is_said_to_be_with_what_is_left_of_it(
    run: Run, library: Path, workspace: Workspace, journal: Path
) -> None:
    workspace({"cheatsheet.toml": "[journal]\nkeep = false\n"})
    check = checks(run("doctor", "--json").out)["journal"]
    assert (check["ok"], check["detail"], check["hint"]) == (True, "off ([journal] keep in cheatsheet.toml)", "")
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"not even looked at")
    check = checks(run("doctor", "--json").out)["journal"]
    assert check["ok"]
    assert str(journal) in check["hint"]


def test_a_damaged_journal_is_said_with_what_to_do_and_left_alone(run: Run, library: Path, journal: Path) -> None:
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"no database" * 1000)
    result = run("doctor", "--json")
    check = checks(result.out)["journal"]
    assert (result.code, check["ok"]) == (0, False)
    assert str(journal) in check["detail"]
    assert "delete" in check["hint"]
    assert journal.read_bytes() == b"no database" * 1000


def test_a_state_folder_that_cannot_be_is_said(run: Run, library: Path, journal: Path) -> None:
    journal.parent.parent.mkdir(parents=True)
    journal.parent.write_text("a file")
    check = checks(run("doctor", "--json").out)["journal"]
    assert (check["ok"], check["detail"]) == (False, f"{journal.parent} is not a folder")


def test_a_library_that_cannot_be_found_does_not_end_the_checks(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "[library]\nresponses = 'nowhere'\n"})
    found = checks(run("doctor", "--json").out)
    assert (found["library"]["ok"], found["journal"]["ok"]) == (False, False)
    assert found["journal"]["detail"] == "not checked: the library cannot be read"
    assert "output" in found


def test_a_cache_folder_that_is_a_file_is_said(run: Run, library: Path, tmp_path: Path) -> None:
    home = tmp_path.parent / f"{tmp_path.name}-home"
    home.mkdir(exist_ok=True)
    (home / "cache").write_text("not a folder", encoding="utf-8")
    found = json.loads(run("doctor", "--json").out)
    (search,) = [check for check in found["checks"] if check["name"] == "search"]
    assert search["ok"] is False
    assert "cannot be written" in search["detail"]


def test_what_can_be_taken_back_and_what_was_not_saved_are_named(run: Run, library: Path, journal: Path) -> None:
    assert checks(run("doctor", "--json").out)["undo"]["detail"] == "nothing to take back"
    run("edit", "refund", "--note", "x")
    run("add", "--tag", "x", keyboard=True, stdin="It hums\nI look.\n.\n\nn\n")
    found = checks(run("doctor", "--json").out)["undo"]
    assert found["detail"] == f"last: changed refund, in {journal.parent / 'history.db'}"
    assert found["hint"].startswith(f"typed and not saved: 1 in {journal.parent / 'unsaved'}")
