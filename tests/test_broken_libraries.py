"""Broken and hostile library files: all that is wrong is listed at once, each with its place."""

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run, Workspace

FOLDER = Path(__file__).parent / "fixtures" / "broken_libraries"
GENERATED = {  # too large to be stored
    "braces_30_kb.yaml": "{" * 30_000,
    "brackets_30_kb.yaml": "[" * 30_000,
    "brackets_30_kb_closed.json": "[" * 15_000 + "]" * 15_000,
    "cell_of_200_kb.csv": 'Complaint,Answer\nLate,"' + "Sorry. " * 30_000 + '"\n',
    "dashes_20000_deep.yaml": "- " * 20_000 + "x",
    "mappings_20000_deep.json": '{"a": ' * 20_000,
    "quote_over_a_megabyte.csv": 'Complaint,Answer\nLate,"' + "Sorry.\n" * 150_000,
    "spaces_200_deep.yaml": "".join(" " * depth + "a:\n" for depth in range(200)),
}
PLACE = re.compile(r"(?:(?P<path>[^:\s]+/[^:\s]+):)?(?P<line>\d+:)?(?P<column>\d+:)? (?P<said>.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A library and what must be said of it.

    A fault is `LINE:COLUMN: words`, in front of it the path where another file is meant.
    """

    name: str
    code: int
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    answers: tuple[str, ...] | None = None

    @classmethod
    def of(cls, name: str, expected: Mapping[str, Any]) -> "Broken":
        """The library of this name as the manifest has it."""
        answers = expected.get("answers")
        return cls(
            name=name,
            code=expected["code"],
            faults=tuple(expected.get("faults", ())),
            warnings=tuple(expected.get("warnings", ())),
            answers=None if answers is None else tuple(answers),
        )

    @property
    def file(self) -> str:
        """The file of the library that is broken."""
        return "cheatsheet.toml" if self.name.endswith(".toml") else f"responses/{self.name}"

    def put(self, root: Path) -> None:
        """Makes the library below `root`."""
        (root / "responses").mkdir(exist_ok=True)
        (root / "cheatsheet.toml").touch()
        stored, target = FOLDER / self.name, root / self.file
        if self.name in GENERATED:
            target.write_text(GENERATED[self.name], "utf-8")
        elif stored.is_dir():
            shutil.copytree(stored, root, dirs_exist_ok=True)
        else:
            shutil.copyfile(stored, target)

    def said(self, fault: str, line: str) -> bool:
        """Whether a line of stderr says the fault; a column that is not expected may be named."""
        found = PLACE.fullmatch(fault)
        assert found is not None, fault
        place = f"{found['path'] or self.file}:{found['line'] or ''}{found['column'] or ''}"
        column = "" if found["column"] else r"(?:\d+:)?"
        return re.match(f"{re.escape(place)}{column} ", line) is not None and found["said"] in line


EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
BROKEN = [Broken.of(name, expected) for name, expected in EXPECTED.items()]
FAULTY = [broken for broken in BROKEN if broken.faults]


def one_a_name(broken: list[Broken]) -> pytest.MarkDecorator:
    """The test once for each of these libraries."""
    return pytest.mark.parametrize("broken", broken, ids=lambda one: one.name)


def test_every_library_has_its_expectation() -> None:
    stored = {path.name for path in FOLDER.iterdir() if path.name != "expected.toml"}
    assert stored.isdisjoint(GENERATED)
    assert stored | GENERATED.keys() == EXPECTED.keys()


@one_a_name(FAULTY)
def test_a_broken_library_says_all_that_is_wrong_and_where(run: Run, tmp_path: Path, broken: Broken) -> None:
    broken.put(tmp_path)
    result = run("list", "--json")
    *lines, count = result.err.splitlines()
    assert (result.code, result.out) == (broken.code, "")
    assert [fault for fault in broken.faults if not any(broken.said(fault, line) for line in lines)] == []
    assert [line for line in lines if not any(broken.said(fault, line) for fault in broken.faults)] == []
    assert count.startswith(f"{len(broken.faults)} fault")


@one_a_name([broken for broken in BROKEN if not broken.faults])
def test_a_strange_but_valid_library_is_read(run: Run, tmp_path: Path, broken: Broken) -> None:
    broken.put(tmp_path)
    result = run("list", "--json")
    warnings = [line.removeprefix("warning: ") for line in result.err.splitlines()]
    assert result.code == broken.code == 0
    assert len(warnings) == len(broken.warnings)
    assert [fault for fault in broken.warnings if not any(broken.said(fault, line) for line in warnings)] == []
    answers = [entry["answer"] for entry in json.loads(result.out)]
    assert broken.answers is None or answers == list(broken.answers)


def test_the_faults_of_all_files_are_listed_at_once(run: Run, tmp_path: Path) -> None:
    together = [broken for broken in FAULTY if (FOLDER / broken.name).is_file() and broken.file != "cheatsheet.toml"]
    for broken in together:
        broken.put(tmp_path)
    err = run("list").err.splitlines()
    silent = {broken.name for broken in together if not any(line.startswith(f"{broken.file}:") for line in err)}
    assert silent == set()
    assert sum(len(broken.faults) for broken in together) <= len(err) - 1


def test_the_faults_of_5000_aliases_are_each_listed(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": "- &a {complaint: x, answer: y}\n" + "- *a\n" * 5_000})
    result = run("list")
    assert result.code == 4
    assert all(f"\nresponses/sheet.yaml:{line}:3: alias `*a`" in result.err for line in range(2, 5_002))


@pytest.mark.parametrize("command", [("find", "late"), ("show", "a"), ("reply", "late"), ("reply", "--id", "a")])
def test_no_command_goes_on_with_half_a_library(run: Run, workspace: Workspace, command: tuple[str, ...]) -> None:
    good = "- {id: a, complaint: My parcel is late, answer: Tomorrow.}\n"
    files: Mapping[str, str] = {"cheatsheet.toml": "", "responses/good.yaml": good, "responses/bad.yaml": "- id: [\n"}
    workspace(files)
    result = run(*command)
    assert (result.code, result.out) == (4, "")
    assert "responses/bad.yaml:" in result.err


def test_a_broken_settings_file_of_the_user_is_named_with_its_line(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "[agent]\nnmae = 'Robin'\n", "own.toml": "\n[clipbord]\nvia = 'off'\n"})
    result = run("--config", "own.toml", "list")
    assert result.code == 4
    assert "cheatsheet.toml:2:1: unknown setting `agent.nmae` (did you mean 'agent.name'?)" in result.err
    assert "own.toml:2:1: unknown section `[clipbord]` (did you mean 'clipboard'?)" in result.err
