"""The formats that there are, each a module; which one a file has, by its name and content."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from cheatsheet.convert.archive import is_packed, no_text
from cheatsheet.errors import UsageError
from cheatsheet.text import did_you_mean

# The name on the command line and the module; where several recognise a file, the first of them reads it.
MODULES: Mapping[str, str] = {
    "zendesk": "zendesk",
    "freshdesk": "freshdesk",
    "chatwoot": "chatwoot",
    "zammad": "zammad",
    "helpscout": "helpscout",
    "espanso": "espanso",
    "xlsx": "workbook",
    "ods": "workbook",
    "csv": "csv_format",
    "yaml": "yaml_format",
}
IMPORTED: Sequence[str] = tuple(MODULES)
EXPORTED: Mapping[str, tuple[str, ...]] = {  # with the ends of names that mean them
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "yaml": (".yaml", ".yml"),
    "zendesk": (".json",),
    "espanso": (),
}


def importer(name: str | None, file: str, data: bytes) -> tuple[str, ModuleType]:
    """The format of a file that is read, as it is named or else as it looks.

    UsageError for none; Invalid for an archive that would be read as text.
    """
    recognised = (each for each in IMPORTED if module(each).recognises(file, data))
    kind = checked(name, IMPORTED) if name is not None else next(recognised, "")
    if MODULES.get(kind) != "workbook" and is_packed(data):
        raise no_text(data, file)
    if not kind:
        raise UsageError(f"{file}: its format is not known", f"say it: --format {'|'.join(IMPORTED)}")
    return kind, module(kind)


def exporter(name: str | None, file: str) -> tuple[str, ModuleType]:
    """The format of a file that is written, as it is named or else by the end of the file's name."""
    if name is None:
        suffix = PurePath(file).suffix.lower()
        name = next((each for each, suffixes in EXPORTED.items() if suffix in suffixes), None)
    if name is None:
        raise UsageError(f"{file}: its name does not say its format", f"say it: --format {'|'.join(EXPORTED)}")
    return checked(name, tuple(EXPORTED)), module(name)


def checked(name: str, known: Sequence[str]) -> str:
    """The name of a format; UsageError for an unknown one."""
    if name not in known:
        hint = did_you_mean(name, known) or f"one of {', '.join(known)}"
        raise UsageError(f"--format {name!r} is none", hint)
    return name


def module(name: str) -> ModuleType:
    """What reads and writes a format; imported when it is needed."""
    return import_module(f"cheatsheet.convert.{MODULES[name]}")
