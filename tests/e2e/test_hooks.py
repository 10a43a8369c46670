"""The hook of `.pre-commit-hooks.yaml`, run by the real pre-commit in a real repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop import environment, needs

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
PLANTED = """\
- id: late
  complaint: My parcel is late
  answer: |
    I am sorry that it is late, {{ customer.first_name }}. Please calm
    down. I will write to you by Friday.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that holds a library with a banned phrase, and this project as the source of its hook."""
    hooks, own = tmp_path / "hooks", tmp_path / "sheet"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(hooks)], check=True, timeout=60)
    revision = subprocess.check_output(["git", "-C", str(hooks), "rev-parse", "HEAD"], text=True).strip()
    (own / "responses").mkdir(parents=True)
    (own / "cheatsheet.toml").write_text("")
    (own / "responses/a.yaml").write_text(PLANTED)
    (own / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: {hooks}, rev: {revision}, hooks: [{{id: cheatsheet-lint}}]}}]\n"
    )
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(own)], check=True)
    return own


@needs("git")
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs a checkout")
@pytest.mark.skipif(not (SCRIPTS / "pre-commit").exists(), reason="needs pre-commit")
def test_a_commit_with_a_banned_phrase_is_stopped_until_it_is_mended(repository: Path, tmp_path: Path) -> None:
    environ = environment(tmp_path) | {
        "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        **{f"GIT_{who}_{what}": "dana@shop.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        **{name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))},
    }

    def git(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["git", *arguments], cwd=repository, env=environ, capture_output=True, text=True, check=False, timeout=600
        )

    subprocess.run(["pre-commit", "install"], cwd=repository, env=environ, check=True, capture_output=True)
    git("add", "--all")
    stopped = git("commit", "--message", "answers")
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode != 0, said
    assert "responses/a.yaml:4:67: error phrase/commanding-calm" in said
    assert git("log").returncode != 0  # there is no commit

    entry = repository / "responses/a.yaml"
    entry.write_text(PLANTED.replace("Please calm\n    down.", "I can see\n    how upsetting this is."))
    git("add", "--all")
    passed = git("commit", "--message", "answers")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert git("log", "--format=%s").stdout == "answers\n"
