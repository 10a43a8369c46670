"""`import`: answers of a spreadsheet or of another tool, taken into the library."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cheatsheet.commands.import_report import as_object, say_report
from cheatsheet.commands.importing import Import, write
from cheatsheet.commands.options import AsJson, DryRun
from cheatsheet.commands.session import Session
from cheatsheet.convert.formats import importer
from cheatsheet.convert.near import NearComplaints
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.plan import Choice, Choose, Rules, planned
from cheatsheet.errors import UsageError
from cheatsheet.folder import shown

if TYPE_CHECKING:
    from cheatsheet.convert.item import Source
    from cheatsheet.entry import Entry

MOST = 100_000_000  # bytes of a file
LARGE = 300_000  # bytes that take long enough for a person to be told
CHOICES: dict[str, Choice] = {"a": "add", "p": "phrase", "s": "skip"}


def command(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The file; - reads standard input.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="Its format; else as it looks.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--file", metavar="FILE", help="Where new entries go, below the responses folder."),
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Take in answers: csv, xlsx, ods, zendesk, freshdesk, chatwoot, zammad, helpscout, espanso, yaml.

    Placeholders become those of this program; HTML becomes text. The report says of each item what
    became of it and what was lost. Entries with the same complaint are joined; nothing is written
    before all is read.
    """
    session = Session(ctx)
    name, data = read_input(session, file)
    kind, reader = importer(format_, name, data)
    with session.printer.busy(f"reading {name}") if len(data) > LARGE else nullcontext():
        source: Source = reader.read(data, name, Table.load(placeholders(session)))
    rules = Rules(
        default_status=session.default_status,
        near=NearComplaints.of(session.library.entries, session.settings.text("library.language")),
        choose=asking(session) if session.asks and not (dry_run or as_json) else Rules().choose,
    )
    items = session.printer.progress(source.items, f"comparing {name}")
    found = Import.of(session, planned(items, session.library.entries, rules), name, into)
    if not dry_run:
        with session.printer.busy("writing") if len(data) > LARGE else nullcontext():
            write(session, found)
    if as_json:
        session.printer.json(as_object(found, source, kind, name, dry_run=dry_run))
    else:
        say_report(session, found, source, dry_run=dry_run)
    return 0


def read_input(session: Session, file: str) -> tuple[str, bytes]:
    """The name of a file as messages call it, and its content."""
    if file == "-":
        return "standard input", session.read_bytes(MOST)
    path = session.outside.cwd / Path(file).expanduser()
    try:
        if path.stat().st_size > MOST:
            raise UsageError(f"{file} has {path.stat().st_size:,} bytes; a file may have {MOST:,}", "split it")
        return shown(path, session.outside.cwd), path.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None


def placeholders(session: Session) -> dict[str, str]:
    """The team's own placeholders, under [placeholders] in cheatsheet.toml."""
    return {key: str(value) for key, value in session.settings.table("placeholders").items()}


def asking(session: Session) -> Choose:
    """Asks a person what becomes of a complaint that is near that of an entry; a capital letter is for all."""
    always: list[Choice] = []

    def choose(new: "Entry", there: "Entry") -> Choice:
        if always:
            return always[0]
        session.printer.say(f"{new.complaint!r} is near {there.complaint!r} ({there.id})", "bold")
        while True:
            answer = session.ask("[a]dd it, as a [p]hrase of that entry, [s]kip it; A, P, S for all like it")
            if answer.lower() in CHOICES:
                choice = CHOICES[answer.lower()]
                always.extend([choice] if answer.isupper() else [])
                return choice
            session.printer.say("a, p or s, please", "yellow")

    return choose
