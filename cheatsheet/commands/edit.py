"""`edit`: one entry changed, by flags or in the editor; nothing else in its file."""

from contextlib import nullcontext
from typing import Annotated

import typer

from cheatsheet.commands import changing, completion, options, writing
from cheatsheet.commands.saving import save
from cheatsheet.commands.session import Session
from cheatsheet.commands.unsaved import held
from cheatsheet.revise import revised


def command(
    ctx: typer.Context,
    own_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=completion.ids, help="The entry's id.")],
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
    new_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Another id.")] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="FIELD", help="Take a field away, e.g. note or channels.sms."),
    ] = None,
    dry_run: options.DryRun = False,
) -> int:
    """Change an entry; --phrase, --tag and --check add to what it has.

    With none of its flags it opens the entry in $VISUAL or $EDITOR. Only the lines that change are
    written. Where review is required, an approved entry keeps its text until a lead approves the
    change.
    """
    session = Session(ctx)
    old = session.library.get(own_id)
    base = changing.base_of(session, old)
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
        typed = {key: value for key, value in values.items() if value is not None}
        with held(session, old.id, typed) if answer_file == "-" and not dry_run else nullcontext():
            new = revised(base, values=values, more=more, unset=unset or [])
            save(session, changing.change_of(session, old, new), dry_run=dry_run)
        return 0
    edited = writing.edited_entry(session, base)
    if edited is None:
        session.printer.say(f"{old.id} stays as it is")
        return 0
    with nullcontext() if dry_run else held(session, edited.id, edited.to_mapping()):
        save(session, changing.change_of(session, old, edited), dry_run=dry_run)
    return 0
