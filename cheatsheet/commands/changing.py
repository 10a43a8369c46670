"""What an edit becomes: a change at once or, where review is required, a proposal; and who wrote it."""

from dataclasses import replace
from pathlib import Path

from cheatsheet.commands.saving import Change
from cheatsheet.commands.session import Session
from cheatsheet.commands.writing import check_edit
from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError
from cheatsheet.proposal import check_free, credited, propose, proposed_entry, rewritten, waiting_from
from cheatsheet.status import Status


def path_of(session: Session, entry: Entry) -> Path:
    """The file of an entry of the library."""
    return session.outside.cwd / entry.source.file


def becomes_proposal(session: Session, old: Entry) -> bool:
    """Whether an edit of an entry waits for approval: it is approved, and review is required."""
    return old.status is Status.APPROVED and session.settings.flag("review.required")


def base_of(session: Session, old: Entry) -> Entry:
    """What an edit starts from: the entry, or one's own proposal; UsageError where another's waits."""
    if not becomes_proposal(session, old):
        return old
    check_free(old, proposer(session))
    return proposed_entry(old)


def change_of(session: Session, old: Entry, new: Entry, by: str | None = None) -> Change:
    """An edit as it is written: where it needs approval, as a proposal; a status alone is set at once.

    `by` edits it, else the agent.
    """
    check_edit(session, new, old)
    if is_done(old, new):
        new = replace(new, reason=None)
    new = waiting_from(old, with_writers(session, old, new, by), session.today)
    if not becomes_proposal(session, old) or new.status is not old.status:
        return Change(old=old, new=new, path=path_of(session, old), what=f"changed {new.id}")
    return proposal_of(session, old, new, by)


def is_done(old: Entry, new: Entry) -> bool:
    """Whether an edit does away with the reason why the entry was retired, or why its draft was rejected."""
    if new.reason != old.reason:
        return False
    back = old.status is Status.RETIRED and new.status is not Status.RETIRED
    return back or (old.status is Status.DRAFT and rewritten(old, new))


def begun(session: Session, entry: Entry) -> Entry:
    """A new entry with who wrote it and, as long as it is not approved, since when it waits."""
    return waiting_from(None, with_writers(session, None, entry), session.today)


def with_writers(session: Session, old: Entry | None, new: Entry, by: str | None = None) -> Entry:
    """An entry with who wrote it, where review is required: nobody approves their own text."""
    if not session.settings.flag("review.required"):
        return new
    return credited(old, new, by or writer(session))


def proposal_of(session: Session, old: Entry, new: Entry, by: str | None = None) -> Change:
    """A change that waits for approval."""
    entry = propose(old, new, by or proposer(session), session.today)
    return Change(old=old, new=entry, path=path_of(session, old), what=f"proposed a change of {old.id}")


def writer(session: Session) -> str:
    """Who writes: the agent, asked for and remembered where nobody is named; "" where nobody can be asked."""
    name = session.settings.text("agent.name")
    if name or not session.asks:
        return name
    from cheatsheet.commands.questions import ask_until_given, remember_agent

    name = ask_until_given(session, "your name: nobody approves their own text")
    remember_agent(session, name)
    session.__dict__.pop("settings", None)
    return name


def proposer(session: Session) -> str:
    """Who proposes; UsageError without a name: nobody could tell who may approve it."""
    name = writer(session)
    if not name:
        raise UsageError("a proposal has a name", "say who you are: `name` under [agent], or CHEATSHEET_AGENT=…")
    return name
