"""How each editor is called: at a line, and so that it waits."""

from pathlib import Path

import pytest

from cheatsheet.editor_habits import HABITS, opening

FILE = Path("/tmp/a b/entry.yaml")  # noqa: S108 (a name, nothing is written there)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["vi"], ["vi", "+7", str(FILE)]),
        (["/usr/bin/vim.basic", "-n"], ["/usr/bin/vim.basic", "-n", "+7", str(FILE)]),
        (["nano"], ["nano", "+7", str(FILE)]),
        (["emacsclient", "-t"], ["emacsclient", "-t", "+7", str(FILE)]),
        (["hx"], ["hx", f"{FILE}:7"]),
        (["code"], ["code", "--wait", "--goto", f"{FILE}:7"]),
        (["code", "-w"], ["code", "-w", "--goto", f"{FILE}:7"]),
        (["subl"], ["subl", "--wait", f"{FILE}:7"]),
        (["gvim", "-f"], ["gvim", "-f", "+7", str(FILE)]),
        (["kate"], ["kate", "--block", "--line", "7", str(FILE)]),
        (["notepad++.exe"], ["notepad++.exe", "-multiInst", "-n7", str(FILE)]),
        (["my-editor", "-x"], ["my-editor", "-x", str(FILE)]),
    ],
)
def test_an_editor_opens_at_a_line_in_its_own_way(command: list[str], expected: list[str]) -> None:
    assert opening(command, FILE, 7) == expected


def test_an_editor_that_returns_at_once_is_told_to_wait_also_without_a_line() -> None:
    assert opening(["code"], FILE) == ["code", "--wait", str(FILE)]


@pytest.mark.parametrize("program", HABITS)
def test_every_known_editor_gets_the_file_once_and_last(program: str) -> None:
    for line in (0, 7):
        arguments = opening([program], FILE, line)
        assert [str(FILE) in argument for argument in arguments].count(True) == 1
        assert str(FILE) in arguments[-1]
