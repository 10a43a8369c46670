"""What several tests at a real terminal need."""

from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.e2e.desktop import PROGRAM, Start, environment


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program at a terminal."""
    children = []

    def begin(*arguments: str, **environ: str) -> "pexpect.spawn[str]":
        config = tmp_path / "cfg"
        child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *arguments],
            env=environment(tmp_path, XDG_CONFIG_HOME=str(config), NO_COLOR="1", **environ),
            cwd=str(tmp_path),
            encoding="utf-8",
            timeout=30,
            dimensions=(60, 200),
        )
        children.append(child)
        return child

    yield begin
    for child in children:
        child.close(force=True)
