"""`list`: the entries of the library, all or filtered."""

import json
from pathlib import Path

import pytest

from tests.commands.test_show import KEYS
from tests.conftest import Run, Workspace

SHEET = """\
- {id: one, complaint: The lamp flickers, answer: a, tags: [lamp, home], owner: dana, bucket: 1}
- {id: two, complaint: The kettle leaks, answer: a, tags: [home], owner: lee, status: draft}
- {id: three, complaint: The lamp is dark, answer: a, tags: [lamp], owner: dana, status: retired}
- {id: four, complaint: No reply, answer: a, status: in_review}
"""


@pytest.fixture
def sheet(workspace: Workspace) -> Path:
    return workspace({"cheatsheet.toml": "", "responses/sheet.yaml": SHEET})


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ((), ["one", "two", "three", "four"]),
        (("--status", "approved"), ["one"]),
        (("--status", "draft", "--status", "in_review"), ["two", "four"]),
        (("--tag", "lamp"), ["one", "three"]),
        (("--tag", "lamp", "--tag", "home"), ["one"]),
        (("--owner", "dana"), ["one", "three"]),
        (("--owner", "dana", "--status", "retired", "--tag", "lamp"), ["three"]),
        (("--owner", "nobody"), []),
    ],
)
def test_every_status_is_listed_unless_filtered(
    run: Run, sheet: Path, flags: tuple[str, ...], expected: list[str]
) -> None:
    result = run("list", "--json", *flags)
    assert result.code == 0
    assert [one["id"] for one in json.loads(result.out)] == expected
    assert [line.split("\t")[0] for line in run("list", *flags).out.splitlines()] == expected


def test_json_is_an_array_of_whole_entries(run: Run, sheet: Path) -> None:
    listed = json.loads(run("list", "--json").out)
    assert all(one.keys() >= KEYS for one in listed)
    assert listed[1] == json.loads(run("show", "two", "--json").out)


def test_a_pipe_gets_a_line_an_entry(run: Run, sheet: Path) -> None:
    first = run("list").out.splitlines()[0].split("\t")
    assert first == ["one", "The lamp flickers", "lamp home", "1", "approved", "responses/sheet.yaml:1"]


@pytest.mark.parametrize(("flags", "hint"), [(("--tag", "lamb"), "'lamp'"), (("--status", "retird"), "'retired'")])
def test_an_unknown_tag_or_status_names_the_nearest(run: Run, sheet: Path, flags: tuple[str, ...], hint: str) -> None:
    result = run("list", *flags)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


def test_an_empty_library_is_an_empty_list(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/.gitkeep": ""})
    assert json.loads(run("list", "--json").out) == []
    result = run("list")
    assert (result.code, result.out) == (0, "")
    assert "no entry" in result.err


def test_entries_without_a_status_are_drafts_where_review_is_required(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "[review]\nrequired = true\n", "responses/sheet.yaml": SHEET})
    statuses = {one["id"]: one["status"] for one in json.loads(run("list", "--json").out)}
    assert statuses == {"one": "draft", "two": "draft", "three": "retired", "four": "in_review"}


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_the_starter_library_is_named(run: Run, flags: tuple[str, ...]) -> None:
    result = run("list", *flags)
    assert result.code == 0
    assert "starter library" in result.err


def test_the_library_of_the_flag_wins_over_the_folder(run: Run, sheet: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.json").write_text('[{"id": "mine", "complaint": "x", "answer": "y"}]')
    for result in (
        run("--library", str(other), "list", "--json"),
        run("list", "--json", environ={"CHEATSHEET_LIBRARY": str(other)}),
    ):
        assert [one["id"] for one in json.loads(result.out)] == ["mine"]


def test_a_library_that_is_not_there_is_a_usage_error(run: Run, sheet: Path) -> None:
    result = run("--library", "nowhere", "list")
    assert (result.code, result.out) == (2, "")
    assert "nowhere" in result.err


def test_escapes_and_markup_in_the_sheet_are_never_obeyed(run: Run, workspace: Workspace) -> None:
    sheet = '- {id: x, complaint: "\\e[2J[red]late[/red]", answer: a, tags: ["\\e]0;t\\a"]}\n'
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": sheet})
    result = run("list", screen=True, environ={"NO_COLOR": "1"})
    assert result.code == 0
    assert not {"\x1b", "\x07"} & set(result.out + result.err)
    assert "[red]late[/red]" in result.out


@pytest.mark.parametrize("folder", ["../elsewhere", "/etc", "responses/../../x"])
@pytest.mark.parametrize("key", ["responses", "templates"])
def test_a_folder_outside_of_the_library_is_refused(run: Run, workspace: Workspace, key: str, folder: str) -> None:
    workspace({"cheatsheet.toml": f'[agent]\nname = "R"\n[library]\n{key} = "{folder}"\n', "responses/s.yaml": SHEET})
    result = run("reply", "--id", "one", "--name", "Dana")
    assert (result.code, result.out) == (4, "")
    assert f"cheatsheet.toml: `library.{key}` is {folder!r}" in result.err
