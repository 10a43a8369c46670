"""`list`: the entries of the library."""

from typing import Annotated

import typer

from cheatsheet.commands.options import AsJson, Statuses, Tags
from cheatsheet.commands.select import check_tags, parse_statuses, where
from cheatsheet.commands.session import Session
from cheatsheet.commands.show import as_object


def command(
    ctx: typer.Context,
    tag: Tags = None,
    status: Statuses = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="OWNER", help="Only entries of this owner.")] = None,
    as_json: AsJson = False,
) -> int:
    """List the entries of the library, of every status unless --status is given."""
    session = Session(ctx)
    check_tags(session.library.tags(), tag or [])
    entries = session.library.select(tags=tag or [], statuses=parse_statuses(status or []), owner=owner)
    session.say_starter()
    if as_json:
        session.printer.json([as_object(entry) for entry in entries])
        return 0
    session.printer.table(
        ("id", "complaint", "tags", "bucket", "status", "where"),
        (
            (
                entry.id,
                entry.complaint,
                " ".join(entry.tags),
                str(entry.bucket or ""),
                str(entry.status),
                where(session, entry.source.file, entry.source.line),
            )
            for entry in entries
        ),
    )
    if not entries:
        session.printer.say("no entry")
    return 0
