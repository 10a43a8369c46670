"""What `reply` says besides the reply: JSON, where it came from, what to check, how it was copied."""

from dataclasses import dataclass, replace
from typing import Any

from cheatsheet.clipboard import Copied
from cheatsheet.commands.select import say_same_phrase
from cheatsheet.commands.session import Session
from cheatsheet.confidence import Match
from cheatsheet.last import LastReply
from cheatsheet.match import Ranking
from cheatsheet.output import Printer
from cheatsheet.reply import Reply
from cheatsheet.sms import segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one call of `reply`."""

    channel: str
    score: float | None = None
    subject: str | None = None
    body: str | None = None
    missing: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    copied: Copied | None = None

    def with_copy(self, copied: Copied) -> "Outcome":
        """The same, copied."""
        return replace(self, copied=copied)


def as_object(entry_id: str | None, outcome: Outcome) -> dict[str, Any]:
    """The outcome under the keys of the contract."""
    found: dict[str, Any] = {
        "id": entry_id,
        "score": outcome.score,
        "channel": outcome.channel,
        "subject": outcome.subject,
        "body": outcome.body,
        "missing": list(outcome.missing),
        "check": list(outcome.check),
        "copied": outcome.copied is not None,
        "copied_by": outcome.copied.by if outcome.copied else None,
    }
    if outcome.channel == "sms" and outcome.body is not None:
        found["segments"] = segments(outcome.body).count
    return found


def near(found: Ranking) -> list[dict[str, Any]]:
    """The near misses, for JSON."""
    return [{"id": m.card.id, "complaint": m.card.complaint, "score": m.score} for m in found.matches]


def say_about(session: Session, reply: Reply, score: float | None, found: Ranking | None, asked: str) -> None:
    """Where the reply came from, the runners-up, and what to check before it is sent."""
    printer, entry = session.printer, reply.entry
    from_file = f"{entry.id}  {entry.source.file}:{entry.source.line}"
    phrase = next((m.phrase for m in found.matches if m.card.id == entry.id), "") if found else ""
    scored = "" if score is None else f"  score {score:.0f}" + (f', matched "{phrase}"' if phrase else "")
    printer.say(from_file + scored, "dim")
    others = [m for m in found.matches if m.card.id != entry.id][:3] if found else []
    if others:
        printer.say("runners-up: " + ", ".join(f"{m.card.id} ({m.score:.0f})" for m in others), "dim")
    if found and found.cut:
        printer.warn("the message is very long; only its beginning was matched")
    if entry.status != "approved":
        printer.warn(f"this entry is {entry.status}, not approved")
    if not reply.own_wording:
        public = ", and this channel is public: take private details out" if reply.channel == "social" else ""
        printer.warn(f"no own wording for {reply.channel}: this is the text of the email{public}")
    if not reply.names_agent:
        printer.warn("the answer signs itself, and not with your name")
    say_language(session, reply, asked)
    say_check(printer, entry.check)


def say_language(session: Session, reply: Reply, asked: str) -> None:
    """Whether the reply is in the language that was asked for, all of it."""
    own = session.settings.text("library.language")
    if asked != reply.language:
        session.printer.warn(f"no wording in {asked!r}: this reply is in {reply.language!r}")
    elif asked != own and not session.layouts.speaks(reply.channel, asked):
        layout = f"{reply.channel}.{asked}.j2"
        session.printer.warn(f"greeting and sign-off are in {own!r}: there is no {layout} and no macros.{asked}.j2")


def say_again(printer: Printer, kept: LastReply) -> None:
    """Which reply came again, and what to check before it is sent."""
    printer.say(f"{kept.id}, {kept.channel}: the last reply again", "dim")
    say_check(printer, kept.check)


def say_check(printer: Printer, check: tuple[str, ...]) -> None:
    """What the agent verifies before sending."""
    if check:
        printer.say("before you send:", "bold")
        for item in check:
            printer.say(f"  - {item}")


def say_near_misses(printer: Printer, found: Ranking) -> None:
    """The nearest entries, numbered, where none fits well enough."""
    if not found.matches:
        printer.say("nothing on the sheet is like this")
        return
    printer.say("nothing fits well enough; nearest are:")
    for number, match in enumerate(found.matches, 1):
        printer.say(near_miss(number, match))
    say_same_phrase(printer, found)


def near_miss(number: int, match: Match) -> str:
    """One numbered near miss."""
    return f"  {number}  {match.card.complaint}  ({match.card.id}, score {match.score:.0f})"
