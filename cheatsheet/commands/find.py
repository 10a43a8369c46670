"""`find`: the entries for a complaint, ranked."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cheatsheet.commands.miss import offer_to_add
from cheatsheet.commands.options import AsJson, Statuses, Tags
from cheatsheet.commands.select import offered, parse_statuses, say_not_searched, say_same_phrase, where
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
    session = Session(ctx)
    if batch is not None and text:
        raise UsageError("--batch takes its complaints from a file", "give either TEXT or --batch")
    lines = read_batch(session, batch) if batch is not None else None
    message = session.message(text) if lines is None else ""
    chosen = parse_statuses(status or [])
    session.say_starter()
    finder = session.finder
    allowed = offered(finder.index, tags=tag or [], statuses=chosen)
    wanted = session.settings.number("match.wanted_precision")

    def rank(text: str) -> "Ranking":
        return finder.rank(text, limit=limit, wanted_precision=wanted, allowed=allowed, uses=session.uses)

    if lines is not None:
        for line in lines:
            session.printer.json(as_object(session, rank(line)), indent=None)
        return 0
    found = rank(message)
    if as_json:
        session.printer.json({**as_object(session, found), **(explanation(found) if explain else {})})
    else:
        show(session, found, explain=explain, chosen=bool(status))
        if not found.confident and session.asks and session.printer.is_terminal(session.outside.stdout):
            offer_to_add(session, message)
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


def as_object(session: Session, found: "Ranking") -> dict[str, Any]:
    """A ranking under the keys of the contract."""
    return {
        "query": found.query,
        "confident": found.confident,
        "matches": [
            {
                "id": match.card.id,
                "complaint": match.card.complaint,
                "score": match.score,
                "phrase": match.phrase,
                "status": match.card.status,
                "file": session.shown(match.card),
                "line": match.card.line,
            }
            for match in found.matches
        ],
    }


def explanation(found: "Ranking") -> dict[str, Any]:
    """How a message was read, and what each channel found."""
    return {
        "explain": {
            "complaint": found.complaint,
            "repairs": dict(found.repairs),
            "terms": list(found.weights),
            "weights": {stem: round(weight, 2) for stem, weight in found.weights.items()},
            "cut": found.cut,
            "matches": [
                {
                    "id": match.card.id,
                    "said": match.found.asked.said,
                    "phrase": match.phrase,
                    "meaning": round(match.found.meaning, 2),
                    "words": round(match.found.shared, 2),
                    "likeness": round(match.found.likeness, 2),
                    "cosine": round(match.found.cosine, 2),
                }
                for match in found.matches
            ],
        }
    }


def say_how(session: Session, found: "Ranking") -> None:
    """How a message was read, for a person."""
    say = session.printer.say
    say(f"matched on: {found.complaint}", "dim")
    for written, read in found.repairs.items():
        say(f"read {written!r} as {read!r}", "dim")
    say("terms: " + ", ".join(f"{stem} {weight:.1f}" for stem, weight in found.weights.items()), "dim")
    for match in found.matches:
        made = match.found
        say(
            f"{match.card.id}: meaning {made.meaning:.1f}, words {made.shared:.2f}, phrase {made.likeness:.2f}"
            f" in words and {made.cosine:.2f} in meaning: {match.phrase!r}"
            + (f", from {made.asked.said!r}" if made.asked.said != found.complaint else ""),
            "dim",
        )


def show(session: Session, found: "Ranking", *, explain: bool, chosen: bool) -> None:
    """A ranking for a person."""
    printer = session.printer
    if explain:
        say_how(session, found)
    if found.cut:
        printer.warn("the message is very long; only its beginning was matched")
    printer.table(
        ("score", "id", "complaint", "nearest phrase", "where"),
        (
            (
                f"{match.score:.0f}",
                match.card.id,
                match.card.complaint,
                match.phrase,
                where(session, session.shown(match.card), match.card.line),
            )
            for match in found.matches
        ),
    )
    if not found.matches:
        printer.say("nothing on the sheet is like this")
    elif not found.confident:
        printer.say("no confident match: the answer may not be on the sheet", "yellow")
        say_same_phrase(printer, found)
    if not found.confident and not chosen:
        say_not_searched(session)
