"""Shell completion: ids, tags, statuses and channels, as the shell asks for them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cheatsheet.commands.app import COMMANDS
from tests.conftest import Workspace


def complete(words: str, cwd: Path) -> list[str]:
    """What bash offers for the last word of a command line."""
    environ = {
        **os.environ,
        "_CHEATSHEET_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
        "XDG_CONFIG_HOME": str(cwd / "home"),
    }
    program = "import sys; from cheatsheet.__main__ import main; sys.argv[0] = 'cheatsheet'; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("cheatsheet reply --id par", ["parcel-late"]),
        ("cheatsheet show ", ["parcel-late", "refund"]),
        ("cheatsheet show zzz", []),
        ("cheatsheet find --tag s", ["shipping"]),
        ("cheatsheet list --tag ", ["money", "shipping"]),
        ("cheatsheet list --status re", ["retired"]),
        ("cheatsheet find --status ", ["draft", "in_review", "approved", "retired"]),
        ("cheatsheet reply --channel s", ["sms", "social"]),
        ("cheatsheet rep", ["reply"]),
        ("cheatsheet edit p", ["parcel-late"]),
        ("cheatsheet review approve re", ["refund"]),
        ("cheatsheet ", [*COMMANDS]),
    ],
)
def test_a_word_is_completed(library: Path, words: str, offered: list[str]) -> None:
    assert complete(words, library) == offered


def test_the_ids_of_a_library_that_is_named_are_offered(library: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert complete(f"cheatsheet --library {library} show par", elsewhere) == ["parcel-late"]


@pytest.mark.parametrize("text", ["- {complaint: x, answr: y}\n", "- [", "\x00"])
@pytest.mark.parametrize("words", ["cheatsheet show ", "cheatsheet list --tag "])
def test_a_broken_library_offers_nothing_and_says_nothing(workspace: Workspace, words: str, text: str) -> None:
    root = workspace({"cheatsheet.toml": "", "responses/sheet.yaml": text})
    assert complete(words, root) == []


def test_the_starter_library_is_offered_where_there_is_no_other(tmp_path: Path) -> None:
    assert "parcel-not-arrived" in complete("cheatsheet reply --id parcel", tmp_path)
