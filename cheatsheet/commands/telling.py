"""What a person is told and asked before a change is saved: its difference, its findings, its neighbours."""

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from cheatsheet.commands.linting import about_of, rules_of
from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.lint.beforehand import WORST_FIRST, findings_in
from cheatsheet.lint.beside import remarks_on
from cheatsheet.lint.problem import Finding, Level
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
        unread = but_of is not None and replace(but_of, note=entry.note) == entry  # by any rule
        found = [] if unread else findings_of(session, entry)
        known = findings_of(session, but_of) if but_of and found else []
    except Invalid as error:  # of a rule file or a layout
        session.printer.warn(f"what lint finds is not known: {error.lines()[0]}")
        return
    for level, finding in found:
        if (level, finding) not in known:
            session.printer.say(finding_line(level, finding), COLOURS[level])


def findings_of(session: Session, entry: Entry) -> list[tuple[Level, Finding]]:
    """What `lint` says of an entry, by itself and beside the others, the worst first; Invalid for a broken rule."""
    rules, about = rules_of(session), about_of(session)
    at = (entry.source.file, entry.source.line)
    others = [
        each for each in session.library.entries if each.id != entry.id and (each.source.file, each.source.line) != at
    ]
    found = [*findings_in(entry, rules, about), *remarks_on(entry, others, rules, about)]
    return sorted(found, key=lambda each: WORST_FIRST.index(each[0]))


def finding_line(level: Level, finding: Finding) -> str:
    """A finding as a person reads it."""
    hint = f"; {finding.suggestion}" if finding.suggestion else ""
    return f"{level}: {finding.message} ({finding.rule}{hint})"


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
