"""Processes that write sheets, for tests that run, stop and kill them: `python writers.py WHAT ARGUMENTS…`."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cheatsheet.errors import CheatsheetError, UsageError
from cheatsheet.history import History
from cheatsheet.sheet_file import TEMPORARY, Written, update

LIBRARY = "\n".join(f"- id: entry-{number}\n  answer: {'x' * 200}" for number in range(500)) + "\n"  # 110 KB
# What a process asks of the system besides files: its own memory, signals, end.
NOT_FILES = frozenset({
    "brk", "mmap", "munmap", "mremap", "madvise", "mprotect", "rt_sigaction", "rt_sigprocmask", "futex", "exit_group",
    "restart_syscall",
})  # fmt: skip
TRACED_BY_ANYONE = 0x59616D61  # PR_SET_PTRACER


def line(name: str, number: int) -> str:
    """What a writer adds."""
    return f"- id: {name}-{number}\n"


def append(path: Path, name: str, count: int, said: Callable[[int], object], history: History | None = None) -> None:
    """Adds lines one by one, each known to the history, and says each when it is written."""
    for number in range(count):
        own = line(name, number)

        def remember(written: Written, what: str = own) -> None:
            if history:
                history.record(written, what, datetime(2026, 11, 23, tzinfo=UTC))

        update(path, lambda text, own=own: text + own, before_write=remember)  # type: ignore[misc]
        said(number)


def boundary(work: Callable[[], object]) -> int:
    """What the program's own boundary makes of errors: a line, and an exit code."""
    try:
        work()
    except CheatsheetError as error:
        sys.stderr.write("\n".join(error.lines()) + "\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def leftovers(folder: Path) -> list[str]:
    """Temporary files."""
    return [each.name for each in folder.iterdir() if each.name.endswith(TEMPORARY)]


def stopped(folder: Path, rounds: int, seed: str, number: int) -> dict[str, int]:
    """Stops a writer `rounds` times at a random moment; counts what was torn, lost, left, or not undone by undo."""
    chance = random.Random(seed)  # noqa: S311 (a seed gives the moments again)
    path = folder / "sheets" / "sheet.yaml"
    path.parent.mkdir()
    found = dict.fromkeys(("torn", "lost", "left", "left after the next write", "not undone", "written"), 0)
    path.write_text(LIBRARY)
    begun = time.monotonic()
    append(path, "a", 5, lambda _: None, History(path=folder / "history.db", library=path.parent))
    longest = time.monotonic() - begun
    for turn in range(rounds):
        path.write_text(LIBRARY)
        history = History(path=folder / "history.db", library=folder / str(turn))  # a new one, in the same file
        said = stopped_once(path, history, chance.uniform(0, longest), number)
        text = path.read_text()
        wholes = [LIBRARY + "".join(line("a", each) for each in range(count)) for count in range(said + 2)]
        found["written"] += said
        found["torn"] += text not in wholes
        found["lost"] += text in wholes[:said]
        found["left"] += bool(leftovers(path.parent))
        undone = None
        with suppress(UsageError):
            undone = history.undo()
        before = wholes[max(0, wholes.index(text) - 1)] if text in wholes else ""
        found["not undone"] += path.read_text() != before or (undone is None) != (text == LIBRARY)
        update(path, lambda text: f"{text}# more\n")
        found["left after the next write"] += bool(leftovers(path.parent))
    return found


def stopped_once(path: Path, history: History, seconds: float, number: int) -> int:
    """A writer that gets a signal after some time; how many lines it said to have written."""
    reading, writing = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the child is ready for it

    def write() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        append(path, "a", 200, lambda _: os.write(writing, b"x"), history)

    process = forked(write)
    os.close(writing)
    time.sleep(seconds)
    os.kill(process, number)
    os.waitpid(process, 0)
    with os.fdopen(reading, "rb") as acknowledged:
        return len(acknowledged.read())


def forked(work: Callable[[], object]) -> int:
    """A child process that does some work and ends with the exit code of the program."""
    process = os.fork()
    if process == 0:
        code = 70
        try:
            code = boundary(work)
        finally:
            os._exit(code)
    return process


def traced(folder: Path, history: History | None, options: list[str]) -> tuple[int, str, list[str]]:
    """One write under strace: exit code, what it said, the system calls from its first to its last."""
    path, said, log = folder / "sheets" / "sheet.yaml", folder / "said", folder / "log"
    path.write_text(LIBRARY)

    def write() -> None:
        allow_tracing()
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.stderr = os.fdopen(2, "w", buffering=1)
        os.kill(os.getpid(), signal.SIGSTOP)  # until it is traced
        os.access("/begin", os.F_OK)
        try:
            append(path, "a", 1, lambda _: None, history)
        finally:
            os.access("/end", os.F_OK)

    process = forked(write)
    os.waitpid(process, os.WUNTRACED)
    command = ["strace", "-p", str(process), "-o", str(log), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr
        attached = strace.stderr.readline()
        os.kill(process, signal.SIGCONT if "attached" in attached else signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        strace.stderr.read()
    assert "attached" in attached, attached
    return os.waitstatus_to_exitcode(status), said.read_text(), log.read_text().splitlines()


def allow_tracing() -> None:
    """Lets a process that is not its parent trace this one, where the system asks for that."""
    import ctypes

    ctypes.CDLL(None).prctl(TRACED_BY_ANYONE, -1)


def failing(folder: Path, with_history: bool, errors: list[str]) -> Iterator[dict[str, object]]:
    """Lets each system call of a write fail in turn; what came of it."""
    path, new = folder / "sheets" / "sheet.yaml", LIBRARY + line("a", 0)
    path.parent.mkdir()
    other = History(path=folder / "state" / "history.db", library=folder / "other")
    history = replace(other, library=path.parent) if with_history else None
    append(folder / "other" / "sheet.yaml", "a", 1, lambda _: None, other)  # loads what is loaded once
    code, said, log = traced(folder, history, [])
    assert (code, said, path.read_text()) == (0, "", new), (code, said)
    slow = {"fcntl"} if history else set()  # SQLite tries ten seconds for its locks
    for call, number in calls(log, NOT_FILES | slow):
        for error in errors:
            options = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
            code, said, log = traced(folder, history, options)
            text = {LIBRARY: "old", new: "new"}.get(path.read_text(), "torn")
            if history:
                history.undo()
            yield {
                "failed": f"{call} {number} {error}",
                "injected": any("(INJECTED)" in each for each in log),
                "code": code,
                "said": said,
                "text": text,
                "undone": path.read_text() == LIBRARY,
                "left": leftovers(path.parent),
            }


def calls(log: list[str], without: AbstractSet[str]) -> list[tuple[str, int]]:
    """The system calls of a write, each with the count of its kind."""
    names = [each.partition("(")[0] for each in log]
    begin, end = (next(at for at, each in enumerate(log) if mark in each) for mark in ("/begin", "/end"))
    found = ((name, names[: begin + 1 + at + 1].count(name)) for at, name in enumerate(names[begin + 1 : end]))
    return [(name, number) for name, number in found if name not in without]


def filled(folder: Path, large: int) -> dict[str, object]:
    """A write that is too large for its file system, then one that fits; what came of the two."""
    path = folder / "sheet.yaml"
    path.write_text(LIBRARY)
    found: dict[str, object] = {}
    for name, more in (("large", "#" * large), ("small", "# more\n")):
        saying, sys.stderr = sys.stderr, io.StringIO()
        code = boundary(lambda more=more: update(path, lambda text: text + more))  # type: ignore[misc]
        said, sys.stderr = sys.stderr.getvalue(), saying
        found[name] = [code, said, path.read_text().removeprefix(LIBRARY), leftovers(folder)]
    return found


def main(what: str, *arguments: str) -> int:
    """Runs one of them; it says what it found as JSON."""
    result: object
    match what, *arguments:
        case "append", path, name, count:
            return boundary(lambda: append(Path(path), name, int(count), say))
        case "stopped", folder, rounds, seed, number:
            result = stopped(Path(folder), int(rounds), seed, int(number))
        case "filled", folder, large:
            result = filled(Path(folder), int(large))
        case "calls", folder:
            (Path(folder) / "sheets").mkdir()
            result = [name for name, _ in calls(traced(Path(folder), None, [])[2], NOT_FILES)]
        case "failing", folder, history, *errors:
            result = list(failing(Path(folder), history == "history", errors))
        case _:
            return 2
    say(json.dumps(result))
    return 0


def say(what: object) -> None:
    """One line, at once."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
