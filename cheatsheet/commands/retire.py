"""`retire`: an entry that is no longer sent; it stays in its file, with the reason."""

from typing import Annotated

import typer

from cheatsheet import review
from cheatsheet.commands import changing, completion
from cheatsheet.commands.options import DryRun
from cheatsheet.commands.saving import Change, save
from cheatsheet.commands.session import Session


def command(
    ctx: typer.Context,
    entry_id: Annotated[str, typer.Argument(metavar="ID", autocompletion=completion.ids, help="The entry's id.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is retired.")],
    dry_run: DryRun = False,
) -> int:
    """Retire an entry: agents are no longer offered it; its text and the reason stay in the file."""
    session = Session(ctx)
    old = session.library.get(entry_id)
    new = review.retire(old, reason)
    path = changing.path_of(session, old)
    save(session, Change(old=old, new=new, path=path, what=f"retired {old.id}"), dry_run=dry_run)
    return 0
