"""`find`: the entries for a complaint, ranked."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cheatsheet.commands.options import AsJson, Statuses, Tags
from cheatsheet.commands.select import offered, parse_statuses, say_not_searched, where
from cheatsheet.commands.session import Session
from cheatsheet.errors import UsageError
from cheatsheet.text import decode

if TYPE_CHECKING:
    from cheatsheet.match import Ranking

MOST = 100


def command(
    ctx: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT…|-]", help="The complaint; - reads it.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, max=MOST, help="How many entries.")] = 5,
    tag: Tags = None,
    status: Statuses = None,
    as_json: AsJson = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say how the message was read.")] = False,
    batch: Annotated[
        str | None,
        typer.Option("--batch", metavar="FILE|-", help="One complaint a line in, one JSON object a line out."),
    ] = None,
) -> int:
    """Rank the entries for a complaint, typed in a few words or pasted whole.

    Searches approved entries unless --status says otherwise. Exits 0 whenever it answered.
    """
    from cheatsheet.index import Index
    from cheatsheet.match import rank

    session = Session(ctx)
    if batch is not None and text:
        raise UsageError("--batch takes its complaints from a file", "give either TEXT or --batch")
    lines = read_batch(session, batch) if batch is not None else None
    message = session.message(text) if lines is None else ""
    entries = offered(session.library, tags=tag or [], statuses=parse_statuses(status or []))
    index = Index.of(entries, session.settings.text("library.language"))
    wanted = session.settings.number("match.wanted_precision")
    session.say_starter()
    if lines is not None:
        for line in lines:
            found = rank(index, line, limit=limit, wanted_precision=wanted)
            session.printer.json(as_object(found), indent=None)
        return 0
    found = rank(index, message, limit=limit, wanted_precision=wanted)
    if as_json:
        session.printer.json({**as_object(found), **(explanation(found) if explain else {})})
    else:
        show(session, found, explain=explain, chosen=bool(status))
    return 0


def read_batch(session: Session, name: str) -> list[str]:
    """The complaints of a batch, a line each; blank ones count too."""
    if name == "-":
        text = session.read_stdin()
    else:
        path = session.outside.cwd / name
        try:
            text = decode(path.read_bytes())[0]
        except OSError as error:
            raise UsageError(f"--batch: {path}: {error.strerror or error}") from None
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def as_object(found: "Ranking") -> dict[str, Any]:
    """A ranking under the keys of the contract."""
    return {
        "query": found.query,
        "confident": found.confident,
        "matches": [
            {
                "id": match.entry.id,
                "complaint": match.entry.complaint,
                "score": match.score,
                "phrase": match.phrase,
                "status": str(match.entry.status),
                "file": match.entry.source.file,
                "line": match.entry.source.line,
            }
            for match in found.matches
        ],
    }


def explanation(found: "Ranking") -> dict[str, Any]:
    """How a message was read."""
    return {
        "explain": {
            "complaint": found.complaint,
            "repairs": dict(found.repairs),
            "terms": list(found.terms),
            "cut": found.cut,
        }
    }


def show(session: Session, found: "Ranking", *, explain: bool, chosen: bool) -> None:
    """A ranking for a person."""
    printer = session.printer
    if explain:
        printer.say(f"matched on: {found.complaint}", "dim")
        for written, read in found.repairs.items():
            printer.say(f"read {written!r} as {read!r}", "dim")
        printer.say(f"terms: {', '.join(found.terms)}", "dim")
    if found.cut:
        printer.warn("the message is very long; only its beginning was matched")
    printer.table(
        ("score", "id", "complaint", "nearest phrase", "where"),
        (
            (
                f"{match.score:.0f}",
                match.entry.id,
                match.entry.complaint,
                match.phrase,
                where(session, match.entry),
            )
            for match in found.matches
        ),
    )
    if not found.matches:
        printer.say("nothing on the sheet is like this")
    elif not found.confident:
        printer.say("no confident match: the answer may not be on the sheet", "yellow")
    if not found.confident and not chosen:
        say_not_searched(session)
