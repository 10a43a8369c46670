"""The README is true: its two commands from scratch, every example, every format."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cheatsheet.files import read_file
from cheatsheet.library import Library
from tests.e2e.desktop import PROGRAM, environment, needs

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAIL = """\
Hi there,

I have been waiting for my package for over a week, and there is still no sign of it. Where is my order?

Kind regards,
Dana Smith

Sent from my phone

On Mon, 16 Nov 2026 at 10:00, Acme <care@acme.example> wrote:
> Thank you for your order. It is on its way.
"""


def blocks(language: str) -> list[str]:
    """The code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Each `$ command` of the README with the output that it shows."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            found.append((command, shown))
    return found


def pattern_of(shown: str) -> "re.Pattern[str]":
    """The shown output as a pattern: `[...]` stands for anything."""
    parts = (re.escape(part) for part in re.sub(r"\n\s*\[\.\.\.\]\n", "\n[...]", shown).split("[...]"))
    return re.compile(".*?".join(parts), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples, in their order, with the mail that one of them reads."""
    path = tmp_path_factory.mktemp("readme")
    (path / "mail.txt").write_text(MAIL)
    program = path / "bin" / "cheatsheet"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{PROGRAM[0]}" -m cheatsheet "$@"\n')
    program.chmod(0o755)
    return path


@needs("bash")
@pytest.mark.parametrize(("command", "shown"), examples(), ids=[command for command, _ in examples()])
def test_an_example_of_the_readme_does_what_it_shows(folder: Path, command: str, shown: str) -> None:
    environ = environment(folder)
    environ["PATH"] = f"{folder / 'bin'}{os.pathsep}{environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", f"{command} 2>&1"], cwd=folder, env=environ, capture_output=True, text=True, check=False,
        timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == int(": error " in shown), done.stdout
    assert pattern_of(shown).match(done.stdout), done.stdout


def test_the_entry_of_the_readme_is_valid(tmp_path: Path) -> None:
    for number, block in enumerate(blocks("yaml")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(block)
        read = read_file(path, path.name)
        assert (read.faults, len(read.entries)) == ((), 1)


def test_the_rule_of_the_readme_passes_its_own_examples(tmp_path: Path) -> None:
    (block,) = [block for block in blocks("yml") if block.startswith("# phrases.yaml")]
    (tmp_path / "cheatsheet.toml").touch()
    (tmp_path / "phrases.yaml").write_text(block)
    call = [*PROGRAM, "lint", "--test-rules"]
    done = subprocess.run(call, cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, "14 rules" in done.stdout + done.stderr) == (0, True), done.stdout + done.stderr


def test_the_sheet_of_the_readme_is_valid(tmp_path: Path) -> None:
    (block,) = blocks("csv")
    assert len(list(csv.reader(io.StringIO(block)))) == 2
    (tmp_path / "sheet.csv").write_text(block)
    assert len(Library.load(tmp_path, tmp_path).entries) == 1


def test_the_settings_of_the_readme_are_valid(tmp_path: Path) -> None:
    (block,) = blocks("toml")
    assert tomllib.loads(block)["facts"]["return_days"] == 30


def test_the_readme_names_every_command_and_exit_code() -> None:
    assert all(f"| {code} |" in README for code in (0, 1, 2, 3, 4, 5, 6, 7, 130))
    assert all(f"`{name}" in README or f"cheatsheet {name}" in README for name in ("find", "reply", "show", "list"))
    assert all(f"cheatsheet {name}" in README for name in ("init", "config", "doctor"))


def checkout(folder: Path) -> Path:
    """A copy of the project as git would clone it, uncommitted changes included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def only_python(folder: Path) -> dict[str, str]:
    """The environment of a machine that has Python and next to nothing else."""
    programs = folder / "machine"
    programs.mkdir()
    (programs / "python3").symlink_to(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return {**pip, "PATH": str(programs), "HOME": str(folder / "home"), "LANG": "C.UTF-8"}


@needs("git")
def test_the_two_commands_work_on_a_machine_with_only_python(tmp_path: Path) -> None:
    folder, environ = checkout(tmp_path / "clone"), only_python(tmp_path)
    first, second = (block.strip() for block in blocks("sh"))
    tried = subprocess.run(
        ["/bin/sh", "-c", first], cwd=folder, env=environ, capture_output=True, text=True, timeout=900, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.startswith("Hi Dana,\n\nI'm sorry that order 1042")
    assert tried.stdout.endswith("Kind regards,\nRobin\n")
    assert "before you send:" in tried.stderr
    assert len(list(folder.glob(".venv/lib/*/site-packages/cheatsheet/lint/rules.ready"))) == 1  # by hatch_build.py
    tested = subprocess.run(
        ["/bin/sh", "-c", second], cwd=folder, capture_output=True, text=True, timeout=900, check=False,
        env={**environ, "PYTEST_ADDOPTS": "-k test_sms", "COVERAGE_FILE": str(tmp_path / "coverage")},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert re.search(r"\d+ passed, \d+ deselected", tested.stdout)


@needs("bash")
def test_the_first_command_survives_an_interactive_shell(folder: Path) -> None:
    """An interactive bash takes `!!` in double quotes for the command before."""
    line = re.search(r"reply '[^']*!!'.*", blocks("sh")[0])
    assert line is not None
    done = subprocess.run(
        ["bash", "--norc", "-i"], input=f"true\n{folder / 'bin' / 'cheatsheet'} {line[0]}\nexit\n", cwd=folder,
        env=environment(folder), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "Kind regards,\nRobin" in done.stdout


def test_json_of_the_installed_program_is_one_document(folder: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "list", "--json"], cwd=folder, env=environment(folder), capture_output=True, check=True
    )
    assert len(json.loads(done.stdout)) >= 80
