"""`reply`: the main job. A complaint in, a finished reply printed and copied."""

from dataclasses import replace
from typing import Annotated

import typer

from cheatsheet.commands import completion, options
from cheatsheet.commands.deliver import Wish, deliver, edited, keep
from cheatsheet.commands.filling import channel_of, errors_in_body, finish, given_values, language_of, warn
from cheatsheet.commands.miss import offer_to_add
from cheatsheet.commands.questions import pick
from cheatsheet.commands.report import Outcome, as_object, near, say_again, say_near_misses
from cheatsheet.commands.select import check_offered, offered, parse_statuses, say_not_searched
from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry
from cheatsheet.errors import CheatsheetError, NoMatch, UsageError
from cheatsheet.match import Ranking

NEAR_MISSES = 5


def command(
    ctx: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT…|-]", help="The complaint; - reads it.")] = None,
    entry_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", autocompletion=completion.ids, help="Use this entry, match nothing."),
    ] = None,
    name: options.Name = None,
    order: options.Order = None,
    pairs: options.Values = None,
    channel: options.Channel = None,
    lang: options.Language = None,
    status: options.Statuses = None,
    copy: options.Copy = None,
    edit: options.Edit = False,
    last: Annotated[bool, typer.Option("--last", help="The last reply again, for another --channel too.")] = False,
    eml: options.Eml = None,
    open_mail: options.OpenMail = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: list what is missing instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; asks nothing.")] = False,
) -> int:
    """Match a complaint, fill its answer, print the reply and copy it.

    stdout is exactly what is copied; everything else is said on stderr. Exit 3: nothing fits well
    enough. Exit 5: a value is missing. In both cases nothing is copied.
    """
    session = Session(ctx)
    given = given_values(name, order, pairs)
    wish = Wish(
        channel=channel,
        language=lang,
        given=given,
        copy=copy,
        edit=edit,
        as_json=as_json,
        ask=session.asks and not yes and not as_json,
        last=last,
        eml=eml,
        open_mail=open_mail,
        statuses=parse_statuses(status or []),
    )
    session.say_starter()
    session.layouts.layout(
        channel_of(session, wish), language_of(session, wish)
    )  # an unknown channel is said at once
    if last:
        if text or entry_id:
            raise UsageError("--last takes no complaint and no --id", "give one of them")
        return reply_again(session, wish)
    if entry_id:
        if text:
            raise UsageError("--id takes no complaint", "give either TEXT or --id")
        entry = session.library.get(entry_id)
        check_offered(entry, wish.statuses)
        return finish(session, wish, entry, None, None)
    entry, score, found = choose(session, wish, session.message(text))
    return finish(session, wish, entry, score, found)


def choose(session: Session, wish: Wish, message: str) -> tuple[Entry, float, Ranking]:
    """The entry for a message: the confident match, or the near miss that a person picks; else NoMatch."""
    finder = session.finder
    found = finder.rank(
        message,
        limit=NEAR_MISSES,
        wanted_precision=session.settings.number("match.wanted_precision"),
        allowed=offered(finder.index, tags=[], statuses=wish.statuses),
        uses=session.uses,
    )
    best = found.best
    if best and found.confident:
        return session.entry_of(best.card), best.score, found
    if found.matches and wish.ask:
        picked = pick(session, found)
        if picked:
            return session.entry_of(picked.card), picked.score, found
    if wish.ask:
        if not found.matches:
            say_near_misses(session.printer, found)
        if offer_to_add(session, message, wish.given.values()):
            required = session.settings.flag("review.required")
            how = "a lead approves it, then it answers" if required else "ask again: it answers now"
            raise NoMatch("nothing was copied; the new entry is saved", how)
    if wish.as_json:
        session.printer.json({**as_object(None, Outcome(channel=channel_of(session, wish))), "near": near(found)})
    if not wish.ask:
        say_near_misses(session.printer, found)
        say_not_searched(session)
    raise NoMatch("no confident match: nothing was copied", "choose one with --id, or say it in other words")


def reply_again(session: Session, wish: Wish) -> int:
    """The last reply: copied again as it was, or filled again for another channel or with other values."""
    kept = session.last_reply.load(session.outside.clock().timestamp())
    if kept is None:
        why = "it is kept for an hour" if session.settings.flag("reply.keep_last") else "[reply] keep_last is off"
        raise UsageError("there is no last reply", why)
    changed = any((wish.channel not in {None, kept.channel}, wish.language not in {None, kept.language}, wish.given))
    if changed:
        channel, language = wish.channel or kept.channel, wish.language or kept.language
        again = replace(wish, channel=channel, language=language, given={**kept.given, **wish.given})
        return finish(session, again, session.library.get(kept.id), kept.score, None)
    if wish.edit:
        kept = replace(kept, body=edited(session, kept.body))
        keep(session, kept)
    warn(session, errors_in_body(session, kept.body, known(session, kept.id), kept.channel, kept.language))
    deliver(session, wish, kept, lambda: say_again(session.printer, kept))
    return 0


def known(session: Session, entry_id: str) -> Entry | None:
    """An entry of the library; None where it is gone, or the library cannot be read."""
    try:
        return session.library.by_id.get(entry_id)
    except CheatsheetError:
        return None
