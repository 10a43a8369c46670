"""`add`: a new entry, from flags, standard input, questions or the editor."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from cheatsheet.commands import changing, options, writing
from cheatsheet.commands.saving import Change, save
from cheatsheet.commands.session import Session
from cheatsheet.commands.telling import neighbours, say_neighbours
from cheatsheet.commands.unsaved import held
from cheatsheet.entry import Entry


def command(
    ctx: typer.Context,
    complaint: options.Complaint = None,
    answer: options.Answer = None,
    answer_file: options.AnswerFile = None,
    phrase: options.Phrases = None,
    tag: options.OwnTags = None,
    check: options.Checks = None,
    subject: options.Subject = None,
    bucket: options.Bucket = None,
    owner: options.Owner = None,
    status: options.OwnStatus = None,
    note: options.Note = None,
    entry_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id; made of the complaint when left out.")
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="FILE", help="A file below the responses folder; else beside its neighbours."),
    ] = None,
    dry_run: options.DryRun = False,
) -> int:
    """Add an entry: from flags, from YAML on standard input, or in your editor.

    With none of its flags it opens $VISUAL or $EDITOR; with --complaint alone it asks for the rest in
    a terminal. The nearest entries and what `lint` finds are shown first. Where review is required
    the entry is a draft.
    """
    session = Session(ctx)
    values = {
        "id": entry_id,
        "complaint": complaint,
        "answer": writing.answer_of(session, answer, answer_file),
        "subject": subject,
        "bucket": bucket,
        "owner": owner,
        "status": status,
        "note": note,
        "phrases": phrase,
        "tags": tag,
        "check": check,
    }
    given = {key: value for key, value in values.items() if value is not None}
    writing.file_for(session, file, [])  # a name that will not do is told before anything is typed
    typed = held(session, "entry", given) if answer_file == "-" else nullcontext()
    with typed:
        entries = writing.new_entries(session, given)
        writing.check_all(session, entries)
    for entry in entries:
        add(session, entry, file, dry_run=dry_run)
    return 0


def add(session: Session, entry: Entry, file: str | None, *, dry_run: bool = False) -> bool:
    """Adds one entry to its file; False where a person said no, or where it was only shown."""
    with nullcontext() if dry_run else held(session, entry.id, entry.to_mapping()):
        writing.check_new(session, entry)
        entry = changing.begun(session, entry)
        near = neighbours(session, entry.complaint, entry.id)
        path = writing.file_for(session, file, [match.card.file for match in near])
        say_neighbours(session, entry.complaint, near)
        change = Change(old=None, new=entry, path=Path(path), what=f"added {entry.id}")
        return save(session, change, dry_run=dry_run)
