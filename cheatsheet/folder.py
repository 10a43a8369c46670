"""The files of a library's folder: which there are, and how they are named to a person."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

YAML_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
CSV_SUFFIXES = frozenset({".csv", ".tsv"})
SPREADSHEET_SUFFIXES = frozenset({".xlsx", ".xls", ".ods", ".numbers"})
SUFFIXES = YAML_SUFFIXES | CSV_SUFFIXES | SPREADSHEET_SUFFIXES


def entry_files(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that may hold entries, in a fixed order; names with `_` or `.` in front are not."""
    yield from (folder / name for name in entry_names(folder))


def entry_names(folder: Path) -> Iterator[str]:
    """The same, as names relative to `folder` with slashes."""
    yield from _walk(folder, "", frozenset())


def _walk(folder: Path, prefix: str, above: frozenset[str]) -> Iterator[str]:
    real = os.path.realpath(folder)
    if real in above:  # a link that leads back up
        return
    with os.scandir(folder) as found:
        each = sorted((entry.name, entry.is_dir()) for entry in found if not entry.name.startswith(("_", ".")))
    for name, is_folder in each:
        if is_folder:
            yield from _walk(folder / name, f"{prefix}{name}/", above | {real})
        elif os.path.splitext(name)[1].lower() in SUFFIXES:  # noqa: PTH122 (a name, not a path: it is asked often)
            yield prefix + name


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file that may hold entries, by its name: one that differs was changed."""
    found = {}
    with suppress(OSError):  # who reads the folder says why it cannot be
        for name in entry_names(folder):
            own = (folder / name).stat()
            found[name] = (own.st_size, own.st_mtime_ns)
    return found


def shown(path: Path, cwd: Path) -> str:
    """A path as a person reads it: relative where it lies under the current folder."""
    absolute = path if path.is_absolute() else cwd / path
    return str(absolute.relative_to(cwd)) if absolute.is_relative_to(cwd) else str(absolute)
