"""`export`: the library as a file for a spreadsheet or another tool."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cheatsheet.atomic import replace_file
from cheatsheet.commands.options import AsJson, DryRun
from cheatsheet.commands.session import Session
from cheatsheet.commands.telling import agrees
from cheatsheet.convert.formats import exporter
from cheatsheet.errors import UsageError

if TYPE_CHECKING:
    from cheatsheet.convert.item import Exported

READABLE = 0o644


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Its format; else by the end of its name.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Write all entries as csv, xlsx, yaml, zendesk (JSON) or espanso, and say what the format cannot hold.

    CSV and XLSX are safe to open in a spreadsheet: no cell runs as a formula.
    """
    session = Session(ctx)
    kind, writer = exporter(format_, file)
    path = (session.outside.cwd / Path(file).expanduser()).resolve()
    if session.responses.resolve() in path.parents:
        raise UsageError(f"{file} lies among the entries, which it would double", "export to another folder")
    entries = session.library.entries
    if (
        path.exists()
        and session.asks
        and not dry_run
        and not agrees(session, f"{file} is there already: replace it?")
    ):
        session.printer.say("nothing was written")
        return 0
    exported: Exported = writer.written(entries)
    if not dry_run:
        try:
            replace_file(path, exported.data, mode=READABLE)
        except OSError as error:
            raise UsageError(f"{file} was not written: {error.strerror or error}") from None
    if as_json:
        losses = [{"id": loss.id or None, "what": loss.what} for loss in exported.losses]
        told = {"file": str(path), "format": kind, "dry_run": dry_run, "entries": len(entries), "losses": losses}
        session.printer.json(told)
        return 0
    for loss in exported.losses:
        session.printer.warn(f"{loss.id}: {loss.what}" if loss.id else loss.what)
    out = {loss.id for loss in exported.losses if loss.id and loss.what.startswith("left out")}
    done = "would be written" if dry_run else "written"
    session.printer.say(f"{len(entries) - len(out):,} entries {done} to {file} ({kind})", "green")
    return 0
