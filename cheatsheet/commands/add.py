"""`add`: a new entry, from flags, standard input, questions or the editor."""

from pathlib import Path
from typing import Annotated

import typer

from cheatsheet.commands import writing
from cheatsheet.commands.options import (
    Answer,
    AnswerFile,
    Bucket,
    Checks,
    Complaint,
    DryRun,
    Note,
    Owner,
    OwnStatus,
    OwnTags,
    Phrases,
    Subject,
)
from cheatsheet.commands.saving import Change, neighbours, save, say_neighbours
from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry


def command(
    ctx: typer.Context,
    complaint: Complaint = None,
    answer: Answer = None,
    answer_file: AnswerFile = None,
    phrase: Phrases = None,
    tag: OwnTags = None,
    check: Checks = None,
    subject: Subject = None,
    bucket: Bucket = None,
    owner: Owner = None,
    status: OwnStatus = None,
    note: Note = None,
    entry_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id; made of the complaint when left out.")
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="FILE", help="A file below the responses folder; else beside its neighbours."),
    ] = None,
    dry_run: DryRun = False,
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
    for entry in writing.new_entries(session, given):
        add(session, entry, file, dry_run=dry_run)
    return 0


def add(session: Session, entry: Entry, file: str | None, *, dry_run: bool = False) -> bool:
    """Adds one entry to its file; False where a person said no, or where it was only shown."""
    writing.check_new(session, entry)
    near = neighbours(session, entry)
    path = writing.file_for(session, file, [match.card.file for match in near])
    say_neighbours(session, entry, near)
    return save(session, Change(old=None, new=entry, path=Path(path), what=f"added {entry.id}"), dry_run=dry_run)
