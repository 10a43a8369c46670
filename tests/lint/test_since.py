"""Only what came since a revision is told: real repositories, real commits."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Result, Run, Workspace

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

OLD = "- id: late\n  complaint: My parcel is late\n  answer: Please calm down. Act now!\n"
NEW = "- id: new\n  complaint: My lamp is broken\n  answer: Whatever. It works.\n"


def git(folder: Path, *arguments: str) -> str:
    """Runs git, with nobody's settings."""
    who = [
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "core.autocrlf=false",
    ]
    done = subprocess.run(["git", "-C", str(folder), *who, *arguments], capture_output=True, check=True, text=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    """Commits everything; the commit's name."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def lint(run: Run, *arguments: str, cwd: Path | None = None) -> Result:
    return run("lint", "--select", "phrase,library/invalid", "--format", "json", *arguments, cwd=cwd)


def told(result: Result) -> list[tuple[str, str]]:
    assert result.err == "", result.err
    return [(each["entry"], each["rule"]) for each in json.loads(result.out)]


@pytest.fixture
def repository(workspace: Workspace) -> Path:
    """A library in a repository, committed with two problems."""
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": OLD})
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def test_what_was_there_is_not_told(run: Run, repository: Path) -> None:
    assert len(told(lint(run))) == 2
    result = lint(run, "--new-since", "HEAD")
    assert (result.code, told(result)) == (0, [])


def test_an_entry_that_was_added_is_told(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": NEW + OLD})
    result = lint(run, "--new-since", "main")
    assert (result.code, told(result)) == (1, [("new", "phrase/dismissal")])


def test_a_file_that_nobody_committed_is_told(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/b.yaml": NEW})
    assert told(lint(run, "--new-since", "HEAD")) == [("new", "phrase/dismissal")]


def test_a_renamed_file_has_nothing_new(run: Run, repository: Path) -> None:
    (repository / "responses/deeper").mkdir()
    git(repository, "mv", "responses/a.yaml", "responses/deeper/z.yaml")
    assert told(lint(run, "--new-since", "HEAD")) == []
    commit(repository)
    assert told(lint(run, "--new-since", "HEAD~1")) == []


def test_moved_lines_have_nothing_new(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": "# a remark\n\n- {id: first, complaint: x y, answer: Sorry.}\n" + OLD})
    assert told(lint(run, "--new-since", "HEAD")) == []


def test_changed_wording_is_told(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": OLD.replace("calm down", "settle down")})
    assert told(lint(run, "--new-since", "HEAD")) == [("late", "phrase/commanding-calm")]


def test_one_more_of_the_same_is_told(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": OLD.replace("Act now", "Please calm down. Act now")})
    assert told(lint(run, "--new-since", "HEAD")) == [("late", "phrase/commanding-calm")]


def test_what_was_mended_and_came_back_is_told_since_the_mend(
    run: Run, repository: Path, workspace: Workspace
) -> None:
    workspace({"responses/a.yaml": OLD.replace("calm down", "wait")})
    mended = commit(repository)
    workspace({"responses/a.yaml": OLD})
    assert told(lint(run, "--new-since", mended)) == [("late", "phrase/commanding-calm")]
    assert told(lint(run, "--new-since", f"{mended}~1")) == []


def test_an_old_file_that_was_broken_had_no_findings(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": "- {id: late\n"})
    broken = commit(repository)
    workspace({"responses/a.yaml": OLD})
    assert len(told(lint(run, "--new-since", broken))) == 2


def test_a_file_that_is_broken_now_is_told(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": "- {id: late\n"})
    result = lint(run, "--new-since", "HEAD")
    assert (result.code, told(result)) == (1, [("", "library/invalid")])


def test_an_old_suppression_hid_what_shows_now(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": OLD + "  lint: [{ignore: phrase/*, reason: quoted}]\n"})
    commit(repository)
    workspace({"responses/a.yaml": OLD})
    assert len(told(lint(run, "--new-since", "HEAD"))) == 2


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~99", "--output=x", "", "HEAD:responses", "-h", "main main"])
def test_an_unknown_revision_is_a_usage_error(revision: str, run: Run, repository: Path) -> None:
    result = lint(run, f"--new-since={revision}")
    assert (result.code, result.out) == (2, "")
    assert "--new-since" in result.err
    assert sorted(path.name for path in repository.iterdir()) == [".git", "cheatsheet.toml", "responses"]


def test_a_folder_without_git_is_a_usage_error(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": OLD})
    result = lint(run, "--new-since", "HEAD")
    assert (result.code, result.out) == (2, "")
    assert "not a git repository" in result.err


def test_a_repository_without_a_commit_is_a_usage_error(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": OLD})
    git(folder, "init", "-q")
    assert lint(run, "--new-since", "HEAD").code == 2


def test_a_library_below_the_top_of_its_repository(run: Run, workspace: Workspace) -> None:
    folder = workspace({"team/sub/cheatsheet.toml": "", "team/sub/responses/a.yaml": OLD, "other.yaml": "- x"})
    git(folder, "init", "-q")
    commit(folder)
    workspace({"team/sub/responses/b.yaml": NEW})
    assert told(lint(run, "--new-since", "HEAD", cwd=folder / "team/sub")) == [("new", "phrase/dismissal")]
    assert told(lint(run, "--new-since", "HEAD", cwd=folder / "team/sub/responses")) == [("new", "phrase/dismissal")]


@pytest.mark.parametrize("paths", [["responses"], ["responses/a.yaml"], ["."]])
def test_named_files_are_compared_with_themselves(
    paths: list[str], run: Run, repository: Path, workspace: Workspace
) -> None:
    workspace({"responses/a.yaml": NEW + OLD})
    assert told(lint(run, *paths, "--new-since", "HEAD")) == [("new", "phrase/dismissal")]


def test_a_named_file_that_was_renamed_has_nothing_new(run: Run, repository: Path) -> None:
    git(repository, "mv", "responses/a.yaml", "responses/z.yaml")
    assert told(lint(run, "responses/z.yaml", "--new-since", "HEAD")) == []


def test_names_that_are_not_ascii(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/über 😀/größe.yaml": NEW})
    commit(repository)
    assert told(lint(run, "--new-since", "HEAD")) == []


def test_a_file_with_crlf_in_the_tree_only(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/a.yaml": OLD.replace("\n", "\r\n")})
    assert told(lint(run, "--new-since", "HEAD")) == []


def test_export_ignore_hides_no_old_problem(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({".gitattributes": "responses export-ignore\n"})
    commit(repository)
    assert told(lint(run, "--new-since", "HEAD")) == []


def test_together_with_a_baseline(run: Run, repository: Path, workspace: Workspace) -> None:
    workspace({"responses/b.yaml": NEW})
    assert lint(run, "--new-since", "HEAD", "--baseline", "base.json", "--update-baseline").code == 0
    assert len(json.loads((repository / "base.json").read_text())["problems"]) == 1
    assert told(lint(run, "--new-since", "HEAD", "--baseline", "base.json")) == []
