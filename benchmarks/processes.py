"""Child processes and what they cost: CPU (user and system), wall clock, peak memory."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHEATSHEET = (sys.executable, "-m", "cheatsheet")


class Unusable(Exception):
    """A program failed, or what it said cannot be measured; a sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A program with its arguments and, where it reads any, its standard input; `exits` say that it did its work."""

    arguments: Sequence[str]
    stdin: str = ""
    exits: Sequence[int] = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took, in seconds and megabytes, and what it printed."""

    cpu: float
    wall: float
    peak: float
    output: str

    def json_lines(self) -> list[Any]:
        """The documents printed, a line each."""
        return [json.loads(line) for line in self.output.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where programs run: a folder of their own, with its own cache, state and settings folders."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Today's environment without what would steer the measured programs."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("CHEATSHEET_", "FZF_"))}
        own = {f"XDG_{name.upper()}_HOME": str(self.folder / name) for name in ("cache", "state", "config")}
        return {**kept, **own, "NO_COLOR": "1"}

    def run(self, command: Command) -> Cost:
        """Runs a program to its end and gives its own cost, with that of the children it waited for.

        Peak memory is never less than this process's own: Linux passes the mark on to what is started.
        Raises Unusable where the program fails.
        """
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as errors:
            stdin.write(command.stdin.encode())
            stdin.seek(0)
            started = time.perf_counter()
            with subprocess.Popen(
                command.arguments, stdin=stdin, stdout=subprocess.PIPE, stderr=errors, cwd=self.folder,
                env=self.environment,
            ) as child:  # fmt: skip
                output = child.stdout.read() if child.stdout else b""
                _, status, used = os.wait4(child.pid, 0)
                wall = time.perf_counter() - started
                child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode not in command.exits:
                errors.seek(0)
                said = errors.read().decode(errors="replace").strip()[-500:]
                raise Unusable(f"{' '.join(command.arguments)[:200]}: exit {child.returncode}: {said}")
        kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
        return Cost(
            cpu=used.ru_utime + used.ru_stime,
            wall=wall,
            peak=kilobytes / 1024,
            output=output.decode(errors="replace"),
        )

    def in_turn(self, commands: Sequence[Command], runs: int) -> list[list[Cost]]:
        """The costs of each command, run in turn so that a busy machine is busy for all; one run is for nothing."""
        for command in commands:
            self.run(command)
        rounds = [[self.run(command) for command in commands] for _ in range(runs)]
        return [list(costs) for costs in zip(*rounds, strict=True)]


def median(costs: Sequence[Cost], figure: Callable[[Cost], float]) -> float:
    """The median of one figure over runs."""
    return statistics.median(figure(cost) for cost in costs)


@contextmanager
def one_core() -> Iterator[None]:
    """Holds this process, and what it starts meanwhile, on one core; nothing where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def settings_file(folder: Path, settings: Mapping[str, Mapping[str, str]]) -> None:
    """Writes the cheatsheet.toml of a measured library."""
    lines = []
    for section, values in settings.items():
        lines += [f"[{section}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
    (folder / "cheatsheet.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
