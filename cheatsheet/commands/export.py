"""`export`: the library as a file for a spreadsheet or another tool."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cheatsheet.atomic import write_result
from cheatsheet.commands.options import AsJson, DryRun
from cheatsheet.commands.session import Session
from cheatsheet.commands.telling import agrees
from cheatsheet.convert.formats import exporter
from cheatsheet.errors import UsageError

if TYPE_CHECKING:
    from cheatsheet.convert.item import Exported


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The file to write; - writes standard output.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Its format; else by the end of its name.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Write all entries as csv, xlsx, yaml, zendesk (JSON) or espanso, and say what the format cannot hold.

    CSV and XLSX are safe to open in a spreadsheet: no cell runs as a formula.
    """
    session = Session(ctx)
    kind, writer = exporter(format_, file)
    if file == "-" and as_json and not dry_run:
        raise UsageError("--json and - both write to standard output", "name a file, or say --dry-run")
    path = None if file == "-" else path_of(session, file)
    entries = session.library.entries
    there = path is not None and path.exists() and path.stat().st_size > 0  # mktemp makes an empty one
    if there and not (dry_run or force or may_replace(session, file, as_json=as_json)):
        session.printer.say("nothing was written")
        return 0
    exported: Exported = writer.written(entries)
    if not dry_run:
        write(session, path, exported.data, file)
    if as_json:
        losses = [{"id": loss.id or None, "what": loss.what} for loss in exported.losses]
        told = {"file": str(path or file), "format": kind, "dry_run": dry_run, "entries": len(entries)}
        session.printer.json({**told, "losses": losses})
        return 0
    for loss in exported.losses:
        session.printer.warn(f"{loss.id}: {loss.what}" if loss.id else loss.what)
    out = {loss.id for loss in exported.losses if loss.id and loss.what.startswith("left out")}
    done = "would be written" if dry_run else "written"
    where = file if path else "standard output"
    session.printer.say(f"{len(entries) - len(out):,} entries {done} to {where} ({kind})", "green")
    return 0


def path_of(session: Session, file: str) -> Path:
    """The file that is written; UsageError where it would be read as entries."""
    path = (session.outside.cwd / Path(file).expanduser()).resolve()
    if session.responses.resolve() in path.parents:
        raise UsageError(f"{file} lies among the entries, which it would double", "export to another folder")
    return path


def may_replace(session: Session, file: str, *, as_json: bool) -> bool:
    """Whether a person lets a file go that is there; UsageError where nobody can be asked."""
    if session.asks and not as_json:
        return agrees(session, f"{file} is there already: replace it?")
    raise UsageError(f"{file} exists already", "name another file, or say --force")


def write(session: Session, path: Path | None, data: bytes, file: str) -> None:
    """Writes an export to its file, or to standard output as it is, byte by byte."""
    if path is None:
        out = session.outside.stdout
        out.flush()
        out.buffer.write(data)
        out.buffer.flush()
        return
    try:
        write_result(path, data)
    except OSError as error:
        raise UsageError(f"{file} was not written: {error.strerror or error}") from None
