"""What the measuring programs print: the machine's shape and tables, plain or in Markdown."""

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def processor() -> str:
    """The model of the CPU, as the system names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown CPU")


def heading() -> str:
    """Date, machine, and the versions that the figures belong to."""
    now = datetime.now(tz=UTC).strftime("%Y-%m-%d %H:%M UTC")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    machine = f"{os.cpu_count()} cores, {processor()}{load}, {platform.system()}"
    fzf = shutil.which("fzf")
    own = [f"{name} {version(name)}" for name in ("cheatsheet", "typer", "rapidfuzz")]
    own += [f"SQLite {sqlite3.sqlite_version}"]
    if fzf:
        said = subprocess.run([fzf, "--version"], capture_output=True, text=True, check=False).stdout.split()
        own += [f"fzf {said[0] if said else '?'}"]
    return f"{now} · {machine} · Python {platform.python_version()}\n{', '.join(own)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, markdown: bool) -> str:
    """Rows under their headings; the first column is flush left, figures are flush right in Markdown."""
    if markdown:
        rule = ["---", *["---:"] * (len(head) - 1)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
    widths = [max(len(cells[column]) for cells in (head, *rows)) for column in range(len(head))]
    lines = [[cell.ljust(width) for cell, width in zip(cells, widths, strict=True)] for cells in (head, *rows)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("  ".join(line).rstrip() for line in lines)


def say(text: str) -> None:
    """Progress, for a person: on stderr."""
    print(text, file=sys.stderr, flush=True)
