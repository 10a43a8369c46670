"""Light commands stay light: what they do not use is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"jinja2", "rich", "textual", "numpy", "tomlkit", "pydantic", "sqlite3"}
SEARCH = {"simsimd", "Stemmer", "rapidfuzz", "mmap"}
READING = {"yaml", "csv"}
PROGRAM = """
import os, sys
os._exit = sys.exit
from cheatsheet.__main__ import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write("\\nLOADED " + " ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""
COMMANDS = [
    pytest.param(["--help"], id="--help"),
    pytest.param(["--version"], id="--version"),
    pytest.param(["find", "--help"], id="find --help"),
    pytest.param(["find", "my parcel has not arrived"], id="find"),
    pytest.param(["find", "my parcel has not arrived", "--json"], id="find --json"),
    pytest.param(["list"], id="list"),
    pytest.param(["show", "parcel-not-arrived"], id="show"),
]


def loaded(arguments: list[str], tmp_path: Path, **environ: str) -> set[str]:
    """The top-level modules that one call of the program imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    _, told, names = done.stderr.rpartition("LOADED ")
    assert told, done.stderr
    return set(names.split())


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_light_command_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    assert loaded(arguments, tmp_path) & HEAVY == set()


def test_completion_imports_nothing_heavy(tmp_path: Path) -> None:
    words = {"_CHEATSHEET_COMPLETE": "complete_bash", "COMP_WORDS": "cheatsheet show parcel", "COMP_CWORD": "2"}
    assert loaded([], tmp_path, **words) & HEAVY == set()


@pytest.mark.parametrize("arguments", COMMANDS[:3])
def test_help_and_version_do_not_import_the_search(arguments: list[str], tmp_path: Path) -> None:
    assert loaded(arguments, tmp_path) & (SEARCH | READING) == set()


@pytest.mark.parametrize("arguments", COMMANDS[5:])
def test_what_only_reads_the_library_does_not_import_the_search(arguments: list[str], tmp_path: Path) -> None:
    assert loaded(arguments, tmp_path) & SEARCH == set()


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_warm_find_reads_the_index_alone(flags: list[str], tmp_path: Path) -> None:
    call = ["find", "my parcel has not arrived", *flags]
    assert loaded(call, tmp_path) >= READING
    assert loaded(call, tmp_path) & (HEAVY | READING | {"rapidfuzz"}) == set()


def test_a_warm_find_imports_the_spell_repair_for_a_strange_word_alone(tmp_path: Path) -> None:
    assert "rapidfuzz" in loaded(["find", "my parsel has not arrived"], tmp_path)


@pytest.mark.parametrize("arguments", [[], ["pick", "--help"], ["reply", "my parcel has not arrived", "--yes"]])
def test_the_library_of_the_full_screen_is_imported_only_when_it_opens(arguments: list[str], tmp_path: Path) -> None:
    assert loaded(arguments, tmp_path) & {"textual", "rich", "asyncio"} == set()
