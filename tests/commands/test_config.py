"""`config`: the effective settings, and where each comes from."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cheatsheet.settings import KEYS
from tests.conftest import Run, Workspace

TEAM = """\
[agent]
name = "Team"
channel = "chat"
[match]
wanted_precision = 0.8
[company]
name = "Acme"
[facts]
return_days = 30
since = 2026-01-02
[lint]
packs = ["a.yaml", "b \\"quoted\\".yaml"]
"""
USER = """\
[agent]
name = "Robin"
[match]
wanted_precision = 0.6
[clipboard]
via = "off"
[review]
months = 3
"""


@pytest.fixture
def desk(workspace: Workspace) -> Path:
    return workspace({"cheatsheet.toml": TEAM, "mine.toml": USER, "responses/.gitkeep": ""})


def settings(out: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(out)
    return found


def test_each_setting_has_a_value_and_where_it_is_from(run: Run, desk: Path) -> None:
    result = run("--config", "mine.toml", "config", "--json")
    found = settings(result.out)
    assert result.code == 0
    assert found["agent.name"] == {"value": "Robin", "from": "mine.toml"}
    assert found["agent.channel"] == {"value": "chat", "from": "cheatsheet.toml"}
    assert found["clipboard.via"] == {"value": "off", "from": "mine.toml"}
    assert found["match.wanted_precision"] == {"value": 0.8, "from": "cheatsheet.toml"}
    assert found["review.months"] == {"value": 3, "from": "mine.toml"}
    assert found["library.language"] == {"value": "en", "from": "default"}
    assert found["company.name"] == {"value": "Acme", "from": "cheatsheet.toml"}


def test_the_environment_wins(run: Run, desk: Path) -> None:
    found = settings(run("--config", "mine.toml", "config", "--json", environ={"CHEATSHEET_AGENT": "Kim"}).out)
    assert found["agent.name"] == {"value": "Kim", "from": "$CHEATSHEET_AGENT"}


def test_a_blank_variable_is_not_set(run: Run, desk: Path) -> None:
    assert settings(run("config", "--json", environ={"CHEATSHEET_AGENT": " "}).out)["agent.name"]["value"] == "Team"


def test_every_setting_with_a_default_is_there(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": ""})
    found = settings(run("config", "--json").out)
    assert found.keys() == {key.name for key in KEYS if key.default is not None}


def test_a_person_sees_values_as_they_are_written_in_toml(run: Run, desk: Path) -> None:
    result = run("config")
    rows = {row[0]: row[1:3] for row in (line.split("\t") for line in result.out.splitlines())}
    assert result.code == 0
    shown = tomllib.loads("\n".join(f'"{name}" = {value}' for name, (value, _) in rows.items()))
    json_values = {name: one["value"] for name, one in settings(run("config", "--json").out).items()}
    assert {name: str(value) for name, value in shown.items()} == {n: str(v) for n, v in json_values.items()}
    assert rows["agent.name"] == ['"Team"', "cheatsheet.toml"]
    assert "config.toml" in result.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[agent]\nnmae = 'x'\n", ["cheatsheet.toml:2", "'agent.name'"]),
        ("[agnet]\nname = 'x'\n", ["cheatsheet.toml", "'agent'"]),
        ("[match]\nwanted_precision = 2\n[review]\nmonths = 'six'\n", ["cheatsheet.toml:2", "cheatsheet.toml:4"]),
        ("[clipboard]\nvia = 'fax'\n", ["cheatsheet.toml:2", "osc52"]),
        ("[agent\n", ["cheatsheet.toml:1"]),
        ("[match]\nwanted_precision = true\n", ["cheatsheet.toml:2"]),
    ],
)
def test_every_fault_is_listed_with_its_line(run: Run, workspace: Workspace, text: str, said: list[str]) -> None:
    workspace({"cheatsheet.toml": text})
    result = run("config", "--json")
    assert (result.code, result.out) == (4, "")
    assert [one for one in said if one not in result.err] == []


def test_faults_of_both_files_are_listed_at_once(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "[agent]\nnmae = 'x'\n", "mine.toml": "[agent]\nchanel = 'x'\n"})
    result = run("--config", "mine.toml", "config")
    assert result.code == 4
    assert "cheatsheet.toml:2" in result.err
    assert "mine.toml:2" in result.err


def test_no_library_is_a_usage_error(run: Run) -> None:
    result = run("config", "--json")
    assert (result.code, result.out) == (2, "")
    assert "no library here" in result.err
    assert "cheatsheet init" in result.err


def test_a_settings_file_that_is_not_there_is_a_usage_error(run: Run, desk: Path) -> None:
    result = run("--config", "nowhere.toml", "config")
    assert (result.code, result.out) == (2, "")
    assert "nowhere.toml" in result.err


def test_the_nearest_settings_upward_are_found(run: Run, desk: Path) -> None:
    deep = desk / "a/b"
    deep.mkdir(parents=True)
    assert settings(run("config", "--json", cwd=deep).out)["company.name"]["value"] == "Acme"


def test_escapes_in_settings_are_never_obeyed(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": '[company]\nname = "\\u001b[31mAcme\\u0007"\n'})
    for flags in ((), ("--json",)):
        result = run("config", *flags, screen=True, environ={"NO_COLOR": "1"})
        assert result.code == 0
        assert not {"\x1b", "\x07"} & set(result.out + result.err)
