"""How a change of the library is shown, confirmed and written: the one way for `add`, `edit`, `retire`, `review`."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cheatsheet.atomic import replace_file
from cheatsheet.commands.linting import about_of, rules_of
from cheatsheet.commands.record import recorder
from cheatsheet.commands.session import Session
from cheatsheet.difference import unified
from cheatsheet.edits import splice
from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import Entry
from cheatsheet.errors import CheatsheetError, UsageError
from cheatsheet.files import read_entries
from cheatsheet.folder import shown
from cheatsheet.lint.beforehand import findings_in
from cheatsheet.lint.problem import Level
from cheatsheet.sheet_file import read_sheet, update

if TYPE_CHECKING:
    from cheatsheet.confidence import Match
    from cheatsheet.sheet_file import Written

NEIGHBOURS = 3
NEAR = 20.0  # the score from which an entry may be meant
COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "dim"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry as it was (None: it is new) and as it will be, in its file; `what` says it in a few words."""

    old: Entry | None
    new: Entry
    path: Path
    what: str
    as_seen: bool = False  # a decision on what was shown: nothing of the entry may have changed since

    def applied(self, text: str) -> str:
        """The file's text after the change; raises Unwritable."""
        suffix = self.path.suffix.lower()
        if self.old is None:
            return splice.added(text, suffix, self.new)
        return splice.changed(text, suffix, self.old, self.new)


def save(session: Session, change: Change, *, dry_run: bool = False, ask: bool = True) -> bool:
    """Shows a change and writes it; False where a person said no, or where it was only shown."""
    before = read_sheet(change.path)
    try:
        after = applied_to(session, change, before)
    except CheatsheetError:
        if not dry_run and not change.as_seen:
            keep_unwritten(session, change)
        raise
    name = shown(change.path, session.outside.cwd)
    if after == before:
        session.printer.say(f"{change.new.id} is like that already: nothing to write")
        return False
    difference = unified(before, after, name)
    if dry_run:
        say_findings(session, change.new)
        session.printer.data(difference.rstrip("\n"))
        return False
    say_difference(session, difference)
    say_findings(session, change.new)
    asked = ask and session.asks
    kept = keep(session, change.new.id, change.new.to_mapping()) if asked else None  # the window may be closed now
    if asked and not may_save(session, kept):
        return False
    write(session, change, before)
    if kept:
        kept.unlink(missing_ok=True)
    return True


def may_save(session: Session, kept: Path | None) -> bool:
    """Whether a person wants a change; what they do not want stays where it was kept, and they are told."""
    try:
        if agrees(session, "save it?"):
            return True
    except KeyboardInterrupt:
        say_kept(session, kept)
        raise
    say_kept(session, kept)
    return False


def write(session: Session, change: Change, before: str) -> None:
    """Writes a change safely, so that `undo` can take it back; says where. `before` is the text that was shown."""
    try:
        written = update(
            change.path,
            partial(applied_again, session, change, before),
            before_write=recorder(session, change.what),
            state=session.outside.state_folder,
        )
    except (CheatsheetError, OSError, KeyboardInterrupt):
        keep_unwritten(session, change)
        raise
    session.forget_library()
    line = line_of(change, written)
    session.printer.say(f"{change.what}: {shown(change.path, session.outside.cwd)}{line}", "green")


def applied_again(session: Session, change: Change, before: str, text: str) -> str:
    """The change applied to the text as it is now; UsageError where its id was taken meanwhile.

    Another key of the same entry may have changed; where the same one did, splicing raises Unwritable.
    """
    if change.old is None and text != before:
        suffix, name = change.path.suffix.lower(), shown(change.path, session.outside.cwd)
        entries = read_entries(text, suffix, name, [], [], default_status=session.default_status)
        there = next((entry for entry in entries if entry.id == change.new.id), None)
        if there:
            raise UsageError(f"the id {change.new.id!r} was taken meanwhile", f"{name}:{there.source.line} has it")
    return applied_to(session, change, text)


def applied_to(session: Session, change: Change, text: str) -> str:
    """The file's text after the change; UsageError where the entry is not the one that was decided on."""
    if change.as_seen and change.old is not None:
        suffix, name = change.path.suffix.lower(), shown(change.path, session.outside.cwd)
        entries = read_entries(text, suffix, name, [], [], default_status=session.default_status)
        if next((entry for entry in entries if entry.id == change.old.id), None) != change.old:
            session.forget_library()
            raise UsageError(f"{change.old.id} was changed since it was shown", "look at it again, then decide")
    return change.applied(text)


def keep_unwritten(session: Session, change: Change) -> None:
    """Keeps an entry that was not written where its writer finds it again, and says so."""
    keep_values(session, change.new.id, change.new.to_mapping())


def keep_values(session: Session, name: str, values: Mapping[str, object]) -> None:
    """Keeps what a person typed in a file of its own, and says where."""
    say_kept(session, keep(session, name, values))


def keep(session: Session, name: str, values: Mapping[str, object]) -> Path | None:
    """A new file of the user's own with what was typed; None where none can be made, and then it is shown."""
    path = session.outside.state_folder / "unsaved" / f"{name}-{os.urandom(3).hex()}.yaml"
    text = dump([values])
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, text.encode("utf-8", "surrogatepass"))
    except OSError:
        session.printer.say(text)
        return None
    return path


def say_kept(session: Session, path: Path | None) -> None:
    """Says that nothing was saved, and where the text is."""
    where = f"; what you wrote is kept in {path}" if path else ""
    session.printer.say(f"nothing was saved{where}", "yellow")


def line_of(change: Change, written: "Written") -> str:
    """`:LINE` of the entry in its file as it is now."""
    text = written.after.decode("utf-8", "replace")
    found = text.find(change.new.id) if change.old is None else -1
    line = text.count("\n", 0, found) + 1 if found >= 0 else (change.old.source.line if change.old else 0)
    return f":{line}" if line else ""


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


def say_findings(session: Session, entry: Entry) -> None:
    """What `lint` says of an entry; it blocks nothing."""
    for level, found in findings_in(entry, rules_of(session), about_of(session)):
        hint = f"; {found.suggestion}" if found.suggestion else ""
        session.printer.say(f"{level}: {found.message} ({found.rule}{hint})", COLOURS[level])


def neighbours(session: Session, entry: Entry) -> "list[Match]":
    """The entries of any status that an entry's complaint may belong to, nearest first, without itself."""
    wanted = session.settings.number("match.wanted_precision")
    found = session.finder.rank(
        entry.complaint, limit=NEIGHBOURS + 1, wanted_precision=wanted, allowed=None, uses=session.uses
    )
    return [match for match in found.matches if match.card.id != entry.id][:NEIGHBOURS]


def say_neighbours(session: Session, entry: Entry, found: "list[Match]") -> None:
    """Which entries may be the same complaint, and how to add to them instead."""
    near = [match for match in found if match.score >= NEAR]
    if not near:
        return
    session.printer.say("is it one of these?")
    for match in near:
        session.printer.say(f"  {match.card.complaint}  ({match.card.id}, score {match.score:.0f})")
    said = shlex.quote(" ".join(entry.complaint.split()))  # what a customer wrote must not run in a shell
    session.printer.say(f"then: cheatsheet edit {near[0].card.id} --phrase {said}", "dim")
