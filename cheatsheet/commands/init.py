"""`init`: a new library."""

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
RESPONSES = "responses"
GIT_HEAD = "# `cheatsheet` merges these entry by entry; `cheatsheet init --git` tells git how, in each clone.\n"
HEAD = "# Complaints and their answers. `cheatsheet show parcel-not-arrived` explains the keys by example.\n\n"


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where; made if it is not there.")] = ".",
    team: Annotated[bool, typer.Option("--team", help="Entries are reviewed before agents see them.")] = False,
    git: Annotated[bool, typer.Option("--git", help="Also share it through git: merge driver, hook.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Without the examples.")] = False,
    as_json: AsJson = False,
) -> int:
    """Make a new library: a settings file and a few example entries. Nothing that exists is changed."""
    session = Session(ctx)
    root = (session.outside.cwd / folder).resolve()
    if (root / FILE_NAME).exists():
        if not git:
            raise UsageError(f"{root} is a library already", "`cheatsheet list` shows its entries; --git shares it")
        return only_git(session, root, as_json=as_json)
    files = {root / FILE_NAME: SETTINGS.format(required="true" if team else "false")}
    if not empty:
        files[root / "responses" / "examples.yaml"] = examples(session)
    taken = [path for path in files if path.exists()]
    if taken:
        raise UsageError(f"{taken[0]} exists already and is left as it is", "name another folder")
    created = write_all(root, files)
    said = init_git(session, root) if git else []
    if as_json:
        session.printer.json({"library": str(root), "created": [str(path) for path in created], "git": git})
        return 0
    for path in created:
        session.printer.say(f"created {path}")
    for line in said:
        session.printer.say(line)
    if empty:
        session.printer.say(f"next: write your first entries into {root / 'responses'}, as YAML or CSV")
    else:
        session.printer.say(f'try: cheatsheet --library {root} find "where is my parcel"')
    return 0


def only_git(session: Session, root: Path, *, as_json: bool) -> int:
    """A library that is there already, set up for git."""
    said = init_git(session, root)
    if as_json:
        session.printer.json({"library": str(root), "created": [], "git": True})
    else:
        for line in said:
            session.printer.say(line)
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


def init_git(session: Session, root: Path) -> list[str]:
    """Makes the folder a repository unless it lies in one, with the merge driver and the hook; says what was done."""
    from cheatsheet.git import Git
    from cheatsheet.share.setup import add_hook, attributes, tell

    git = Git(folder=root, environ=session.outside.environ)
    said = [f"{root} lies in a git repository already"]
    if git.top is None:
        git.run("init", "--quiet")
        said = [f"made {root} a git repository"]
    top, own = git.top or root, root / ".gitattributes"
    if not own.exists():
        own.write_text(GIT_HEAD + attributes(RESPONSES), encoding="utf-8")
        said.append(f"created {own}: entries are merged one by one")
    tell(git, top, root / RESPONSES)
    hook = add_hook(git, root, root / RESPONSES)
    said.append(
        f"created {hook}: `cheatsheet lint` runs before each commit" if hook else "the pre-commit hook there stays"
    )
    return said
