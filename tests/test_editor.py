"""A person's own editor, run for real."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cheatsheet.editor import edit, find_editor
from cheatsheet.errors import UsageError


def editor(tmp_path: Path, code: str) -> str:
    """The command of an editor that does `code` to the Path `file`."""
    script = tmp_path / "my editor.py"
    script.write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{code}\n")
    return shlex.join([sys.executable, str(script)])


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"EDITOR": "vi"}, ["vi"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -x"}, ["my editor", "-x"]),
    ],
)
def test_the_editor_is_the_person_s_own(environ: Mapping[str, str], expected: list[str]) -> None:
    assert find_editor(environ) == expected


def test_an_editor_of_the_machine_serves_where_none_is_set(tmp_path: Path) -> None:
    nano = tmp_path / "nano"
    nano.write_text("#!/bin/sh\n")
    nano.chmod(0o755)
    assert find_editor({"PATH": str(tmp_path)}) == ["nano"]


def test_no_editor_at_all_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find_editor({"PATH": str(tmp_path)})
    assert "$EDITOR" in caught.value.hint


def test_an_editor_setting_that_cannot_be_read_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        find_editor({"EDITOR": "vi 'unclosed"})


def test_the_text_comes_back_as_it_was_left(tmp_path: Path) -> None:
    command = editor(tmp_path, "file.write_text(file.read_text() + 'PS: naïve 😀\\n', encoding='utf-8')")
    assert edit("Hi Dana", {"EDITOR": command}, tmp_path / "own") == "Hi Dana\nPS: naïve 😀\n"


def test_the_editor_gets_a_private_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    command = editor(tmp_path, f"pathlib.Path({str(seen)!r}).write_text(f'{{file}} {{oct(file.stat().st_mode)}}')")
    edit("Hi Dana", {"EDITOR": command}, tmp_path / "own")
    name, mode = seen.read_text().split()
    assert mode.endswith("600")
    assert not Path(name).exists()
    assert Path(name).parent == tmp_path / "own"


def test_an_editor_that_fails_copies_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was copied"):
        edit("Hi Dana", {"EDITOR": editor(tmp_path, "sys.exit(3)")}, tmp_path)


def test_an_editor_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be started"):
        edit("Hi Dana", {"EDITOR": "/no/such/editor"}, tmp_path)


def test_bytes_that_are_no_text_do_not_stop_the_reply(tmp_path: Path) -> None:
    command = editor(tmp_path, "file.write_bytes(b'Hi \\xff')")
    assert "Hi" in edit("x", {"EDITOR": command}, tmp_path)
