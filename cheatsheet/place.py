"""Which library a command works on: the flag, the environment, the folder above, or the starter library."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cheatsheet.errors import NoLibrary, UsageError
from cheatsheet.settings import FILE_NAME

PACKAGE = Path(__file__).parent
INSTALLED = PACKAGE.resolve() / "starter"  # what travels with the program, and goes with its next version


class LibraryPlace(NamedTuple):
    """Where a library lies. `responses` and `templates` are None where the settings decide them below `root`."""

    root: Path
    settings_file: Path | None
    responses: Path | None = None
    starter: bool = False


def starter_folder(name: str) -> Path:
    """A folder that travels with the program: inside the installed package, else beside it in a checkout."""
    installed = PACKAGE / "starter" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def find_library(flag: str | None, environ: Mapping[str, str], cwd: Path, *, starter_allowed: bool) -> LibraryPlace:
    """The library of this call; raises UsageError for a folder that is not there, NoLibrary for none."""
    named = flag or environ.get("CHEATSHEET_LIBRARY", "").strip()
    if named:
        return named_library(cwd / Path(named).expanduser(), "--library" if flag else "CHEATSHEET_LIBRARY")
    for folder in (cwd, *cwd.parents):
        if (folder / FILE_NAME).is_file():
            return LibraryPlace(root=folder, settings_file=folder / FILE_NAME)
    if not starter_allowed:
        raise NoLibrary("no library here", "run `cheatsheet init`, or name one with --library DIR")
    responses = starter_folder("responses")
    return LibraryPlace(root=responses.parent, settings_file=None, responses=responses, starter=True)


def named_library(folder: Path, said_by: str) -> LibraryPlace:
    """The library in a folder that was named: its root, or the folder of entry files itself."""
    if not folder.is_dir():
        problem = "is a file, not a folder" if folder.exists() else "does not exist"
        raise UsageError(f"{said_by}: {folder} {problem}", "name the folder that holds cheatsheet.toml")
    own, above = folder / FILE_NAME, folder.parent / FILE_NAME
    if own.is_file():
        return LibraryPlace(root=folder, settings_file=own)
    if above.is_file():
        return LibraryPlace(root=folder.parent, settings_file=above, responses=folder)
    inside = folder / "responses"
    return LibraryPlace(root=folder, settings_file=None, responses=inside if inside.is_dir() else folder)
