"""From a chosen entry to a reply that is handed over: what `reply` and `pick` have in common."""

from collections.abc import Iterable, Mapping, Sequence

from cheatsheet.commands.deliver import Wish, deliver, edited, keep
from cheatsheet.commands.questions import ask_for, remember_agent
from cheatsheet.commands.report import Outcome, as_object, say_about
from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry
from cheatsheet.errors import INTERRUPTED, MissingValues
from cheatsheet.last import LastReply
from cheatsheet.match import Ranking
from cheatsheet.picker import Finding
from cheatsheet.reply import Reply, compose
from cheatsheet.values import check_names, parse_pairs

FILLED_IN = "shape/placeholder"  # is about the sheet: what is sent has no blank, as its value is asked for


def finish(
    session: Session, wish: Wish, entry: Entry, score: float | None, found: Ranking | None, *, confirm: bool = False
) -> int:
    """Fills the entry, prints it, copies it, says where it came from.

    With `confirm` a person says whether a text with an error of `lint` is copied; INTERRUPTED where they say no.
    """
    channel, language = channel_of(session, wish), language_of(session, wish)
    check_names(wish.given, entry)
    try:
        reply, given = fill(session, wish, entry, channel, language)
    except MissingValues as error:
        if wish.as_json:
            missing = tuple(m.name for m in error.missing)
            outcome = Outcome(channel=channel, score=score, check=entry.check, missing=missing)
            session.printer.json(as_object(entry.id, outcome))
        session.printer.say(f"{entry.id} ({entry.source.file}:{entry.source.line})", "dim")
        raise
    errors = errors_of(session, entry, channel, language, reply)
    warn(session, errors)
    body = edited(session, reply.body) if wish.edit else reply.body
    if body != reply.body:
        errors = errors_in_body(session, body, entry, channel, language)
        warn(session, errors)
    if confirm and errors and session.ask("copy it all the same? [y/N]").lower() not in {"y", "yes"}:
        session.printer.say("nothing was copied", "dim")
        return INTERRUPTED
    kept = LastReply(
        id=entry.id,
        score=score,
        channel=channel,
        language=language,
        subject=reply.subject,
        body=body,
        check=entry.check,
        given=given,
    )
    keep(session, kept)
    deliver(session, wish, kept, lambda: say_about(session, reply, score, found, language))
    return 0


def warn(session: Session, errors: Iterable[Finding]) -> None:
    """Says what `lint` calls an error in the text that is about to be copied."""
    for error in errors:
        session.printer.warn(str(error))


def errors_of(session: Session, entry: Entry, channel: str, language: str, reply: Reply) -> list[Finding]:
    """What `lint` calls an error in a reply: in the entry's own text, in the layout, in the values."""
    own = errors_in_entry(session, entry, channel, language)
    said = "\n\n".join([*([reply.subject] if reply.subject else []), reply.body])
    return [*dict.fromkeys([*own, *errors_in_body(session, said, entry, channel, language)])]


def errors_in_entry(session: Session, entry: Entry, channel: str, language: str) -> list[Finding]:
    """What `lint` calls an error in what is sent of an entry."""
    from cheatsheet.lint.beforehand import errors_in

    found = errors_in(entry, channel, language, *session.wording)
    return [Finding(each.rule, each.message, each.suggestion) for each in found if each.rule != FILLED_IN]


def errors_in_body(session: Session, body: str, entry: Entry | None, channel: str, language: str) -> list[Finding]:
    """What `lint` calls an error in a finished text."""
    from cheatsheet.lint.beforehand import errors_in_text

    found = errors_in_text(body, entry, *session.wording, channel=channel, language=language)
    return [Finding(each.rule, each.message, each.suggestion) for each in found]


def fill(session: Session, wish: Wish, entry: Entry, channel: str, language: str) -> tuple[Reply, dict[str, str]]:
    """The reply, asking a person for what is missing; the agent's name is remembered."""
    given = dict(wish.given)
    while True:
        try:
            reply = composed(session, entry, given, channel, language)
        except MissingValues as error:
            if not wish.ask:
                raise
            answers = ask_for(session, entry, error.missing)
            given |= answers
            if "agent.name" in answers:
                remember_agent(session, answers["agent.name"])
            continue
        return reply, given


def composed(session: Session, entry: Entry, given: Mapping[str, str], channel: str, language: str) -> Reply:
    """The reply of an entry as of today; raises what `compose` raises."""
    settings, layouts, today = session.settings, session.layouts, session.today
    return compose(entry, given, settings, layouts, channel=channel, language=language, today=today)


def given_values(name: str | None, order: str | None, pairs: Sequence[str] | None) -> dict[str, str]:
    """The values of --name, --order and --set by their dotted names."""
    named = (("customer.name", name), ("order.number", order))
    return parse_pairs(pairs or []) | {key: value for key, value in named if value is not None}


def channel_of(session: Session, wish: Wish) -> str:
    """The flag's channel, else the agent's."""
    return wish.channel or session.settings.text("agent.channel")


def language_of(session: Session, wish: Wish) -> str:
    """The flag's language, else the library's."""
    return wish.language or session.settings.text("library.language")
