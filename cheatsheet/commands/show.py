"""`show`: one entry, whole."""

from typing import Annotated, Any

import typer

from cheatsheet.commands import completion
from cheatsheet.commands.options import AsJson
from cheatsheet.commands.session import Session
from cheatsheet.entry import ENTRY_KEYS, Entry, plain


def command(
    ctx: typer.Context,
    entry_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=completion.ids, help="The entry's id.")],
    as_json: AsJson = False,
) -> int:
    """Show one entry whole: as YAML, or as JSON with every key."""
    session = Session(ctx)
    entry = session.library.get(entry_id)
    session.say_starter()
    if as_json:
        session.printer.json(as_object(entry))
        return 0
    from cheatsheet.edits.yaml_writer import dump

    session.printer.say(f"{entry.source.file}:{entry.source.line}", "dim")
    session.printer.data(dump([entry.to_mapping()]).rstrip("\n"))
    return 0


def as_object(entry: Entry) -> dict[str, Any]:
    """An entry under its YAML names, unset keys too, with its place."""
    known = {key: plain(getattr(entry, key)) for key in ENTRY_KEYS}
    return {**entry.extra, **known, "file": entry.source.file, "line": entry.source.line}
