"""Handing a finished reply over: printed, copied, edited, kept, counted, written as a mail draft."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cheatsheet.commands.report import Outcome, as_object
from cheatsheet.commands.session import Session
from cheatsheet.errors import ClipboardUnavailable, JournalUnusable, Missing, MissingValues, UsageError
from cheatsheet.last import LastReply
from cheatsheet.letter import LEFT_BLANK, LEFT_OVER
from cheatsheet.reply import tidy
from cheatsheet.sms import segments
from cheatsheet.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the flags ask for."""

    channel: str | None
    language: str | None
    given: dict[str, str]
    copy: bool | None
    edit: bool
    as_json: bool
    ask: bool
    last: bool
    eml: str | None
    open_mail: bool
    statuses: Sequence[Status] = ()


def deliver(session: Session, wish: Wish, kept: LastReply, say_more: Callable[[], None]) -> None:
    """Prints the reply, copies it, writes the draft, says more about it.

    Raises ClipboardUnavailable, after all else, where --copy was given and nothing could be copied.
    """
    printer, terminal = session.printer, session.printer.is_terminal(session.outside.stdout)
    outcome = Outcome(channel=kept.channel, score=kept.score, subject=kept.subject, body=kept.body, check=kept.check)
    if not wish.as_json:
        print_reply(session, kept)
    failure = None
    if wish.copy or (wish.copy is None and terminal and session.settings.text("clipboard.via") != "off"):
        try:
            outcome = outcome.with_copy(session.clipboard.copy(kept.body))
        except ClipboardUnavailable as error:
            failure = error
    if wish.as_json:
        printer.json(as_object(kept.id, outcome))
    if not wish.last:  # the same reply again, for another channel too, is no second use
        record(session, kept)
    if outcome.copied:
        printer.say(str(outcome.copied), "green")
    if kept.channel == "sms":
        printer.say(str(segments(kept.body)), "dim")
    if wish.eml or wish.open_mail:
        write_draft(session, wish, kept)
    if not wish.as_json:
        say_more()
    if failure and wish.copy:
        raise failure
    if failure:
        printer.warn(f"not copied: {'; '.join(failure.lines())}")


def print_reply(session: Session, kept: LastReply) -> None:
    """The body to stdout, the subject to a person; a terminal gets empty lines between."""
    printer, terminal = session.printer, session.printer.is_terminal(session.outside.stdout)
    if kept.subject:
        printer.say(f"subject: {kept.subject}" + ("\n" if terminal else ""), "bold")
    printer.data(kept.body)
    if not printer.shows(kept.body):
        printer.warn("stdout cannot show every character of the reply; set PYTHONUTF8=1")
    if terminal:
        printer.say()


def write_draft(session: Session, wish: Wish, kept: LastReply) -> None:
    """The reply as a mail draft in a file; opened in the mail program where that is asked for."""
    from cheatsheet.draft import draft, open_draft

    mail = draft(kept.subject or "", kept.body, kept.given.get("customer.email", ""))
    if wish.eml:
        path = session.outside.cwd / wish.eml
        if path.exists():
            raise UsageError(f"--eml: {path} exists already", "name another file")
        try:
            path.write_bytes(mail)
        except OSError as error:
            raise UsageError(
                f"--eml: {path}: {error.strerror or error}", "name a file in a folder that exists"
            ) from None
        session.printer.say(f"draft written to {path}", "dim")
    if wish.open_mail:
        session.printer.say(open_draft(mail, session.outside.runtime_folder), "dim")


def edited(session: Session, body: str) -> str:
    """The reply as a person changed it in their editor, which opens again while a blank is left in it.

    Raises MissingValues where nobody can be asked.
    """
    from cheatsheet.editor import edit

    text = body
    while True:
        text = edit(text, session.outside.environ, session.outside.runtime_folder)
        changed = tidy(text)
        if not changed:
            raise UsageError("the edited reply is empty; nothing was copied")
        found = [*LEFT_BLANK.findall(changed), *LEFT_OVER.findall(changed)]
        left = next((part for part in found if part not in body), None)
        if left is None:
            return changed
        if not session.asks:
            raise MissingValues([Missing(name=left, prompt="a blank that is left in the text", file="")])
        session.printer.say(f"{left} is still in the text", "yellow")
        session.ask("Enter opens the editor again, Ctrl-C gives up")


def record(session: Session, kept: LastReply) -> None:
    """Notes in the journal that the entry was used; a journal that fails is one warning and no more."""
    try:
        session.journal.record(kept.id, kept.score, session.outside.clock())
    except JournalUnusable as error:
        session.printer.warn(f"this use was not noted: {'; '.join(error.lines())}")


def keep(session: Session, kept: LastReply) -> None:
    """Keeps the reply for --last, where the settings allow it."""
    if not session.settings.flag("reply.keep_last"):
        session.last_reply.forget()
        return
    with suppress(OSError):  # a convenience: a full disk must not stop the reply
        session.last_reply.save(kept, session.outside.clock().timestamp())
