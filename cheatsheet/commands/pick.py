"""`pick`: the full screen. A complaint is typed, its reply is seen before it is taken."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import typer

from cheatsheet.commands import options
from cheatsheet.commands.deliver import Wish
from cheatsheet.commands.filling import channel_of, finish, given_values, language_of
from cheatsheet.commands.outside import Outside
from cheatsheet.commands.picking import Picking
from cheatsheet.commands.questions import remember_agent
from cheatsheet.commands.select import parse_statuses
from cheatsheet.commands.session import Session
from cheatsheet.errors import INTERRUPTED, UsageError
from cheatsheet.picker import Offer, run


def command(
    ctx: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT…]", help="The complaint.")] = None,
    name: options.Name = None,
    order: options.Order = None,
    pairs: options.Values = None,
    channel: options.Channel = None,
    lang: options.Language = None,
    status: options.Statuses = None,
    copy: options.Copy = None,
    edit: options.Edit = False,
    eml: options.Eml = None,
    open_mail: options.OpenMail = False,
) -> int:
    """Search on the full screen, see the reply, fill it in, copy it.

    Type or paste what the customer says. Enter takes the reply, F2 changes the channel, Esc leaves. stdout is
    exactly what is copied. Exit 130: nothing was taken.
    """
    wish = Wish(
        channel=channel,
        language=lang,
        given=given_values(name, order, pairs),
        copy=copy,
        edit=edit,
        as_json=False,
        ask=True,
        last=False,
        eml=eml,
        open_mail=open_mail,
        statuses=parse_statuses(status or []),
    )
    return pick(Session(ctx), wish, " ".join(text or []))


def pick(session: Session, wish: Wish, text: str) -> int:
    """Opens the picker and hands over what a person takes; INTERRUPTED where they take nothing."""
    why = what_hinders(session.outside)
    if why:
        raise UsageError(why, "`cheatsheet reply TEXT` or `cheatsheet find TEXT` does without a screen")
    session.say_starter()
    channel = channel_of(session, wish)
    session.layouts.layout(channel, language_of(session, wish))  # an unknown channel is said at once
    picking = Picking(session, wish)
    _ = session.wording  # so is a fault in a file of rules
    choice = run(
        Offer(
            text=text,
            channels=session.layouts.channels,
            channel=channel,
            edit=wish.edit,
            search=picking.search,
            preview=picking.preview,
            problem=picking.problem,
        )
    )
    if choice is None:
        session.printer.say("nothing was copied", "dim")
        return INTERRUPTED
    entry = picking.entry(choice.id)
    if "agent.name" in choice.given:
        remember_agent(session, choice.given["agent.name"])
    taken = replace(wish, channel=choice.channel, edit=choice.edit, given=picking.given(entry, choice.given))
    found = picking.rank(choice.text) if choice.text.strip() else None
    score = next((match.score for match in found.matches if match.card.id == entry.id), None) if found else None
    return finish(session, taken, entry, score, found, confirm=choice.edit)


def what_hinders(outside: Outside) -> str:
    """Why no full screen can be drawn, else ""."""
    screen = outside.stdout if sys.platform == "win32" else outside.stderr
    if not (outside.stdin.isatty() and screen.isatty()):
        return "the picker needs a terminal for its screen and its keys"
    dull: Mapping[str, str] = {} if sys.platform == "win32" else {"": "is not set", "dumb": "is dumb"}
    term = dull.get(outside.environ.get("TERM", ""))
    return f"the picker needs a terminal that can draw: TERM {term}" if term else ""
