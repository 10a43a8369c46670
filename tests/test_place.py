"""Which library is used: the flag, the environment, the folder above, the starter library."""

from pathlib import Path

import pytest

from cheatsheet.errors import NoLibrary, UsageError
from cheatsheet.library import Library
from cheatsheet.place import LibraryPlace, find_library, starter_folder
from tests.conftest import SHEET, Run, Workspace

TOML = "cheatsheet.toml"


@pytest.fixture
def three(workspace: Workspace) -> Path:
    """A folder with three libraries: flag/, environ/ and here/."""
    files = {f"{name}/{TOML}": "" for name in ("flag", "environ", "here")}
    return workspace({**files, "here/deep/er/notes.txt": "", "bare/sheet.yaml": SHEET, "empty/.keep": ""})


def find(cwd: Path, flag: str | None = None, variable: str | None = None, *, starter: bool = True) -> LibraryPlace:
    environ = {} if variable is None else {"CHEATSHEET_LIBRARY": variable}
    return find_library(flag, environ, cwd, starter_allowed=starter)


def test_the_flag_wins_over_all(three: Path) -> None:
    assert find(three / "here", str(three / "flag"), str(three / "environ")).root == three / "flag"


def test_the_environment_wins_over_the_folder(three: Path) -> None:
    assert find(three / "here", None, str(three / "environ")).root == three / "environ"


@pytest.mark.parametrize("below", [".", "deep", "deep/er"])
@pytest.mark.parametrize("variable", [None, "", "  "])
def test_else_the_nearest_settings_file_upward(three: Path, below: str, variable: str | None) -> None:
    found = find(three / "here" / below, None, variable, starter=False)
    assert found == LibraryPlace(root=three / "here", settings_file=three / "here" / TOML)


def test_a_nearer_library_wins_over_a_farther_one(three: Path) -> None:
    (three / "here" / "deep" / TOML).write_text("")
    assert find(three / "here" / "deep" / "er").root == three / "here" / "deep"


def test_a_folder_called_like_the_settings_file_is_none(three: Path) -> None:
    (three / "here" / "deep" / TOML).mkdir()
    assert find(three / "here" / "deep" / "er").root == three / "here"


def test_else_the_starter_library(three: Path) -> None:
    found = find(three / "empty")
    assert found.starter
    assert found.settings_file is None
    assert found.responses == starter_folder("responses")


def test_a_command_without_the_starter_library_says_what_to_do(three: Path) -> None:
    with pytest.raises(NoLibrary) as raised:
        find(three / "empty", starter=False)
    assert raised.value.exit_code == 2
    assert "no library here" in raised.value.lines()[0]
    assert "run `cheatsheet init`" in raised.value.lines()[1]


@pytest.mark.parametrize("folder", ["../flag", "../flag/", "./../flag"])
def test_a_relative_folder_is_seen_from_the_current_one(three: Path, folder: str) -> None:
    found = find(three / "here", folder)
    assert found.root.resolve() == three / "flag"


def test_a_tilde_is_the_home_folder(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(three))
    monkeypatch.setenv("USERPROFILE", str(three))
    assert find(three / "here", None, "~/environ").root == three / "environ"


@pytest.mark.parametrize(
    ("flag", "variable", "said_by"), [("gone", None, "--library"), (None, "gone", "CHEATSHEET_LIBRARY")]
)
def test_a_named_folder_must_be_there(three: Path, flag: str | None, variable: str | None, said_by: str) -> None:
    with pytest.raises(UsageError, match=f"{said_by}: .*gone does not exist"):
        find(three / "here", flag, variable)


def test_a_file_is_no_folder(three: Path) -> None:
    with pytest.raises(UsageError, match="is a file, not a folder"):
        find(three / "here", str(three / "bare" / "sheet.yaml"))


def test_a_named_folder_may_be_the_folder_of_entry_files(three: Path) -> None:
    assert find(three / "here", "../bare") == LibraryPlace(
        root=three / "here/../bare", settings_file=None, responses=three / "here/../bare"
    )


def test_then_the_settings_may_stand_above_it(workspace: Workspace) -> None:
    folder = workspace({TOML: "", "answers/sheet.yaml": SHEET})
    assert find(folder, "answers") == LibraryPlace(
        root=folder, settings_file=folder / TOML, responses=folder / "answers"
    )


def test_or_beside_the_entries(workspace: Workspace, run: Run) -> None:
    folder = workspace({f"team/{TOML}": '[agent]\nname = "Sam"\n', "team/sheet.yaml": SHEET})
    result = run("--library", "team", "list", "--json", cwd=folder)
    assert result.code == 0
    assert '"parcel-late"' in result.out


def test_an_empty_folder_is_a_valid_empty_library(three: Path, run: Run) -> None:
    result = run("--library", "empty", "list", "--json", cwd=three)
    assert (result.code, result.out.strip()) == (0, "[]")


def test_the_starter_library_is_there_and_valid(tmp_path: Path) -> None:
    library = Library.load(starter_folder("responses"), tmp_path)
    assert len(library.entries) >= 80
    assert any(path.suffix == ".csv" for path in starter_folder("responses").iterdir())
    assert (starter_folder("templates") / "email.j2").is_file()


def test_a_command_that_falls_back_on_the_starter_library_says_so(tmp_path: Path, run: Run) -> None:
    result = run("list", "--json", cwd=tmp_path)
    assert result.code == 0
    assert "starter library" in result.err
