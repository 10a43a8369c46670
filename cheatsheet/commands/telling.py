"""What a person is told and asked before a change is saved: its difference, its findings, its neighbours."""

import shlex
from typing import TYPE_CHECKING

from cheatsheet.commands.linting import about_of, rules_of
from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.lint.beforehand import findings_in
from cheatsheet.lint.problem import Level
from cheatsheet.status import Status

if TYPE_CHECKING:
    from cheatsheet.confidence import Match

NEIGHBOURS = 3
NEAR = 20.0  # the score from which an entry may be meant
COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "dim"}


def agrees(session: Session, question: str) -> bool:
    """Whether a person says yes; Enter is yes."""
    while True:
        answer = session.ask(f"{question} [Y/n]").lower()
        if answer in {"", "y", "yes"}:
            return True
        if answer in {"n", "no", "q"}:
            return False
        session.printer.say("y or n, please", "yellow")


def say_difference(session: Session, difference: str) -> None:
    """A unified diff to a person."""
    for line in difference.splitlines():
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1]) if line[:3] not in {"+++", "---"} else "dim"
        session.printer.say(line, *([colour] if colour else []))


def say_new_findings(session: Session, old: Entry | None, new: Entry) -> None:
    """What `lint` says of an entry and did not say of it before; all of it where a text becomes approved."""
    if old is None or (new.status is Status.APPROVED and (old.status is not Status.APPROVED or old.proposed)):
        say_findings(session, new)
    else:
        say_findings(session, new, old)


def say_findings(session: Session, entry: Entry, but_of: Entry | None = None) -> None:
    """What `lint` says of an entry, without what it says of another one; it blocks nothing."""
    try:
        rules, about = rules_of(session), about_of(session)
    except Invalid as error:  # of a rule file or a layout
        session.printer.warn(f"what lint finds is not known: {error.lines()[0]}")
        return
    found_now = findings_in(entry, rules, about)
    known = findings_in(but_of, rules, about) if but_of and found_now else []
    for level, found in found_now:
        if (level, found) in known:
            continue
        hint = f"; {found.suggestion}" if found.suggestion else ""
        session.printer.say(f"{level}: {found.message} ({found.rule}{hint})", COLOURS[level])


def neighbours(session: Session, complaint: str, own_id: str = "") -> "list[Match]":
    """The entries of any status that a complaint may belong to, nearest first, without the entry `own_id`."""
    wanted = session.settings.number("match.wanted_precision")
    found = session.finder.rank(
        complaint, limit=NEIGHBOURS + 1, wanted_precision=wanted, allowed=None, uses=session.uses
    )
    return [match for match in found.matches if match.card.id != own_id][:NEIGHBOURS]


def say_neighbours(session: Session, complaint: str, found: "list[Match]") -> None:
    """Which entries may be the same complaint, and how to add to them instead; once a call."""
    near = [match for match in found if match.score >= NEAR]
    if not near or complaint in session.said:
        return
    session.said.add(complaint)
    session.printer.say("is it one of these?")
    for match in near:
        session.printer.say(f"  {match.card.complaint}  ({match.card.id}, score {match.score:.0f})")
    said = shlex.quote(" ".join(complaint.split()))  # what a customer wrote must not run in a shell
    session.printer.say(f"then: cheatsheet edit {near[0].card.id} --phrase {said}", "dim")
