"""The GitHub workflow of the docs: its steps do in a shell what they do on a runner."""

import json
import subprocess
import sys
from pathlib import Path

import yaml

from tests.e2e.desktop import environment

WORKFLOW = Path(__file__).parents[2] / "docs/lint.yml"
BANNED = "- {id: late, complaint: My parcel is late, answer: Please calm down. I will write by Friday.}\n"


def test_the_workflow_says_on_the_line_what_is_wrong_and_fails(tmp_path: Path) -> None:
    steps = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["lint"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("cheatsheet ")]
    (tmp_path / "responses").mkdir()
    (tmp_path / "cheatsheet.toml").write_text("")
    (tmp_path / "responses/a.yaml").write_text(BANNED)
    script = command.replace("cheatsheet", f"{sys.executable} -m cheatsheet", 1)
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "::error file=responses/a.yaml,line=1," in done.stdout
    (upload,) = [step["with"]["sarif_file"] for step in steps if "sarif" in step.get("uses", "")]
    results = json.loads((tmp_path / upload).read_text())["runs"][0]["results"]
    assert "phrase/commanding-calm" in {result["ruleId"] for result in results}
