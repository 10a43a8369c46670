"""`undo`: the last write of this program taken back."""

import typer

from cheatsheet.commands.options import DryRun
from cheatsheet.commands.record import history_of
from cheatsheet.commands.session import Session
from cheatsheet.commands.telling import agrees, say_difference
from cheatsheet.difference import unified
from cheatsheet.errors import UsageError
from cheatsheet.folder import shown


def command(ctx: typer.Context, dry_run: DryRun = False) -> int:
    """Take back the last change that this program wrote into the library; again for the one before.

    What others wrote into the file since stays. Where they changed the same lines, nothing is done.
    """
    session = Session(ctx)
    history = history_of(session)
    plan = history.plan()
    if plan is None:
        raise UsageError("there is nothing to undo", "this program wrote nothing into this library, or all is undone")
    name = shown(plan.step.path, session.outside.cwd)
    difference = unified(plan.old_text, plan.new_text, name)
    what = f"{plan.step.what}, {plan.step.at.astimezone():%Y-%m-%d %H:%M}"
    if dry_run:
        session.printer.say(what, "dim")
        session.printer.data(difference.rstrip("\n"))
        return 0
    say_difference(session, difference)
    if session.asks and not agrees(session, f"take back: {what}?"):
        session.printer.say("nothing was taken back")
        return 0
    history.apply(plan)
    gone = " (the file is gone again)" if plan.new is None else ""
    session.printer.say(f"taken back: {plan.step.what}, {name}{gone}", "green")
    return 0
