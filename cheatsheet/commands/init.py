"""`init`: a new library."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from cheatsheet.commands.options import AsJson
from cheatsheet.commands.session import Session
from cheatsheet.errors import UsageError
from cheatsheet.library import Library
from cheatsheet.place import starter_folder
from cheatsheet.settings import FILE_NAME

EXAMPLES = ("parcel-not-arrived", "arrived-damaged", "refund-status")
SETTINGS = """\
# Settings of this library, shared with the team. `cheatsheet config` shows all of them.

[company]
# name = "Acme"            # appears in every signature once it is set
# email = "care@acme.example"
# phone = "+1 555 0100"

[library]
# language = "en"          # of the answers and of the messages: how words are read follows it

[facts]                    # policy facts: edited once, used in every answer as facts.NAME
# return_days = 30
# refund_working_days = 5

[review]
required = {required}           # true: an entry without a status is a draft until a lead approves it
"""
HEAD = "# Complaints and their answers. `cheatsheet show parcel-not-arrived` explains the keys by example.\n\n"


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where; made if it is not there.")] = ".",
    team: Annotated[bool, typer.Option("--team", help="Entries are reviewed before agents see them.")] = False,
    git: Annotated[bool, typer.Option("--git", help="Also make it a git repository.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Without the examples.")] = False,
    as_json: AsJson = False,
) -> int:
    """Make a new library: a settings file and a few example entries. Nothing that exists is changed."""
    session = Session(ctx)
    root = (session.outside.cwd / folder).resolve()
    if (root / FILE_NAME).exists():
        raise UsageError(f"{root} is a library already", "`cheatsheet list` shows its entries")
    files = {root / FILE_NAME: SETTINGS.format(required="true" if team else "false")}
    if not empty:
        files[root / "responses" / "examples.yaml"] = examples(session)
    taken = [path for path in files if path.exists()]
    if taken:
        raise UsageError(f"{taken[0]} exists already and is left as it is", "name another folder")
    created = write_all(root, files)
    made = git and init_git(root)
    if as_json:
        session.printer.json({"library": str(root), "created": [str(path) for path in created], "git": git})
        return 0
    for path in created:
        session.printer.say(f"created {path}")
    if git:
        session.printer.say(f"made {root} a git repository" if made else f"{root} lies in a git repository already")
    if empty:
        session.printer.say(f"next: write your first entries into {root / 'responses'}, as YAML or CSV")
    else:
        session.printer.say(f'try: cheatsheet --library {root} find "where is my parcel"')
    return 0


def examples(session: Session) -> str:
    """A few entries of the starter library, as a file."""
    from cheatsheet.edits.yaml_writer import dump

    starter = Library.load(starter_folder("responses"), session.outside.cwd)
    return HEAD + dump([starter.get(entry_id).to_mapping() for entry_id in EXAMPLES])


def write_all(root: Path, files: dict[Path, str]) -> list[Path]:
    """Writes new files, never over one that is there."""
    try:
        (root / "responses").mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        raise UsageError(
            f"{error.filename or root}: {error.strerror}", "name a folder that you may write to"
        ) from None
    return list(files)


def init_git(root: Path) -> bool:
    """Makes the folder a repository unless it lies in one; whether it did."""
    try:
        inside = subprocess.run(["git", "-C", root, "rev-parse", "--git-dir"], capture_output=True, check=False)
        made = inside.returncode != 0
        if made:
            subprocess.run(["git", "-C", root, "init", "--quiet"], capture_output=True, check=True, text=True)
    except FileNotFoundError:
        raise UsageError("git is not installed", "the library itself is complete without it") from None
    except subprocess.CalledProcessError as error:
        raise UsageError(f"git init failed: {error.stderr.strip()}") from None
    return made
