"""`init`: a new library, and never over an old one."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.e2e.desktop import needs


def test_a_new_library_answers_at_once(run: Run, tmp_path: Path) -> None:
    result = run("init")
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / "cheatsheet.toml").is_file()
    listed = json.loads(run("list", "--json").out)
    assert len(listed) >= 2
    reply = run("reply", "my parcel has not arrived", "--name", "Dana", "--order", "1", "--set", "agent.name=Robin")
    assert reply.code == 0
    assert reply.out.startswith("Hi Dana,")
    assert "starter" not in reply.err


def test_json_names_what_was_created(run: Run, tmp_path: Path) -> None:
    made = json.loads(run("init", "desk", "--json").out)
    assert made["library"] == str(tmp_path / "desk")
    assert all(Path(path).is_file() for path in made["created"])
    assert made["git"] is False


def test_a_folder_is_made_where_it_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("init", "deep/er/desk").code == 0
    assert (tmp_path / "deep/er/desk/cheatsheet.toml").is_file()


def test_empty_has_no_examples(run: Run) -> None:
    assert run("init", "--empty").code == 0
    assert json.loads(run("list", "--json").out) == []


@pytest.mark.parametrize(("flags", "required"), [((), False), (("--team",), True)])
def test_a_team_reviews(run: Run, flags: tuple[str, ...], required: bool) -> None:
    run("init", *flags)
    assert json.loads(run("config", "--json").out)["review.required"]["value"] is required


def test_a_team_s_examples_are_offered_at_once(run: Run) -> None:
    run("init", "--team")
    found = json.loads(run("find", "my parcel has not arrived", "--json").out)
    assert found["matches"][0]["id"] == "parcel-not-arrived"


@needs("git")
def test_git_makes_a_repository(run: Run, tmp_path: Path) -> None:
    assert run("init", "desk", "--git").code == 0
    top = subprocess.run(
        ["git", "-C", tmp_path / "desk", "rev-parse", "--show-toplevel"], capture_output=True, text=True, check=True
    )
    assert Path(top.stdout.strip()).resolve() == (tmp_path / "desk").resolve()


@needs("git")
def test_git_makes_none_inside_another(run: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    assert run("init", "desk", "--git").code == 0
    assert not (tmp_path / "desk/.git").exists()


@pytest.mark.parametrize("flags", [(), ("--team",), ("--empty",), ("--json",)])
@pytest.mark.parametrize("file", ["cheatsheet.toml", "responses/examples.yaml"])
def test_nothing_that_exists_is_changed(run: Run, tmp_path: Path, file: str, flags: tuple[str, ...]) -> None:
    there = tmp_path / file
    there.parent.mkdir(exist_ok=True)
    there.write_text("# mine\n")
    before = sorted(tmp_path.rglob("*"))
    result = run("init", *flags)
    assert there.read_text() == "# mine\n"
    if file == "cheatsheet.toml" or "--empty" not in flags:
        assert (result.code, result.out) == (2, "")
        assert str(there.parent if file == "cheatsheet.toml" else there) in result.err
        assert sorted(tmp_path.rglob("*")) == before


def test_other_files_of_the_folder_stay(run: Run, tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses/old.csv").write_text("Complaint,Answer\nThe kettle leaks,Sorry.\n")
    assert run("init").code == 0
    assert "The kettle leaks" in run("list").out


def test_a_file_in_place_of_the_folder_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("")
    result = run("init", "desk")
    assert (result.code, result.out) == (2, "")
    assert "desk" in result.err


@needs("git")
def test_a_library_that_is_there_is_set_up_for_git_and_its_own_hook_stays(run: Run, library: Path) -> None:
    before = (library / "cheatsheet.toml").read_text()
    assert run("init", "--git").code == 0
    assert (library / "cheatsheet.toml").read_text() == before
    assert "merge=cheatsheet" in (library / ".gitattributes").read_text()
    hook = library / ".git/hooks/pre-commit"
    assert "lint --new-since HEAD" in hook.read_text()
    hook.write_text("#!/bin/sh\n")
    assert "the pre-commit hook there stays" in run("init", "--git").err
    assert hook.read_text() == "#!/bin/sh\n"
