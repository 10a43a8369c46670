"""Which files a run of lint reads: those of the library, those that were named, or standard input under a name."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cheatsheet.errors import Fault, UsageError
from cheatsheet.files import read_text
from cheatsheet.folder import CSV_SUFFIXES, SPREADSHEET_SUFFIXES, YAML_SUFFIXES, entry_files, shown
from cheatsheet.text import decode

TEMPLATE_SUFFIX = ".j2"
READ = YAML_SUFFIXES | CSV_SUFFIXES | {TEMPLATE_SUFFIX}


class LintedFile(NamedTuple):
    """A file to lint: its name as shown, its suffix, its text (None where it cannot be read), and its faults."""

    name: str
    suffix: str
    text: str | None
    faults: tuple[Fault, ...] = ()
    path: Path | None = None


def library_files(responses: Path, templates: Path | None) -> Iterator[Path]:
    """The files of a library: entries, then the team's own layouts."""
    yield from (path for path in entry_files(responses) if path.suffix.lower() not in SPREADSHEET_SUFFIXES)
    if templates is not None and templates.is_dir():
        yield from (path for path in sorted(templates.glob(f"*{TEMPLATE_SUFFIX}")) if path.name[0] not in "._")


def named_files(names: Iterable[str], cwd: Path) -> Iterator[Path]:
    """The files that were named, and those below folders that were; UsageError for what is not there or not read."""
    for name in names:
        path = cwd / name
        if path.is_dir():
            yield from (each for each in entry_files(path) if each.suffix.lower() not in SPREADSHEET_SUFFIXES)
            yield from (each for each in sorted(path.rglob(f"*{TEMPLATE_SUFFIX}")) if each.name[0] not in "._")
        elif not path.exists():
            raise UsageError(f"{name} does not exist", "name a file or a folder of entries or layouts")
        elif path.suffix.lower() not in READ:
            raise UsageError(
                f"{name} is no file of entries and no layout", "they end in .yaml, .yml, .json, .csv, .j2"
            )
        else:
            yield path


def read(paths: Iterable[Path], cwd: Path) -> list[LintedFile]:
    """Files as they are linted, each once, in the order of their names."""
    found = {path.resolve(): path for path in paths}
    return sorted((read_one(path, shown(path, cwd).replace("\\", "/")) for path in found.values()), key=by_name)


def by_name(file: LintedFile) -> str:
    """The name of a file."""
    return file.name


def read_one(path: Path, name: str) -> LintedFile:
    """One file as it is linted."""
    faults: list[Fault] = []
    suffix = path.suffix.lower()
    text = read_text(path, name, suffix, faults, [])
    return LintedFile(name=name, suffix=suffix, text=text, faults=tuple(faults), path=path)


def from_text(text: str, name: str) -> LintedFile:
    """Standard input under the name of a file; UsageError for a name of another kind."""
    suffix = Path(name).suffix.lower()
    if suffix not in READ:
        raise UsageError(f"--stdin-filename {name!r} tells no format", "it ends in .yaml, .yml, .json, .csv or .j2")
    return LintedFile(name=name, suffix=suffix, text=text)


def from_bytes(data: bytes, name: str) -> LintedFile:
    """A file of git's as it is linted."""
    return LintedFile(name=name, suffix=Path(name).suffix.lower(), text=decode(data)[0])
