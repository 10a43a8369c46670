"""`edit`: one entry changed, by flags or in the editor; nothing else in its file."""

from typing import Annotated

import typer

from cheatsheet.commands import completion, writing
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
from cheatsheet.commands.saving import save
from cheatsheet.commands.session import Session
from cheatsheet.revise import revised


def command(
    ctx: typer.Context,
    own_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=completion.ids, help="The entry's id.")],
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
    new_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Another id.")] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="FIELD", help="Take a field away, e.g. note or channels.sms."),
    ] = None,
    dry_run: DryRun = False,
) -> int:
    """Change an entry; --phrase, --tag and --check add to what it has.

    With none of its flags it opens the entry in $VISUAL or $EDITOR. Only the lines that change are
    written. Where review is required, an approved entry keeps its text until a lead approves the
    change.
    """
    session = Session(ctx)
    old = session.library.get(own_id)
    base = writing.base_of(session, old)
    values = {
        "id": new_id,
        "complaint": complaint,
        "answer": writing.answer_of(session, answer, answer_file),
        "subject": subject,
        "bucket": bucket,
        "owner": owner,
        "status": status,
        "note": note,
    }
    more = {key: items for key, items in (("phrases", phrase), ("tags", tag), ("check", check)) if items}
    if unset or more or any(value is not None for value in values.values()):
        new = revised(base, values=values, more=more, unset=unset or [])
    else:
        edited = writing.edited_entry(session, base)
        if edited is None:
            session.printer.say(f"{old.id} stays as it is")
            return 0
        new = edited
    save(session, writing.change_of(session, old, new), dry_run=dry_run)
    return 0
