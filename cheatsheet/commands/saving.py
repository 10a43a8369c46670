"""How a change of the library is shown, confirmed and written: the one way for `add`, `edit`, `retire`, `review`."""

import os
import re
import shlex
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cheatsheet.commands.record import recorder
from cheatsheet.commands.session import Session
from cheatsheet.commands.telling import agrees, say_difference, say_new_findings
from cheatsheet.commands.unsaved import keep, keep_values, say_kept
from cheatsheet.difference import unified
from cheatsheet.edits import splice
from cheatsheet.entry import Entry, Proposal, Source
from cheatsheet.errors import CheatsheetError, NotWritable, UsageError
from cheatsheet.files import read_entries, read_file
from cheatsheet.folder import entry_names, shown, stamps
from cheatsheet.place import INSTALLED
from cheatsheet.sheet_file import ENTRY_SUFFIXES, check_writable, read_sheet, real_path, update
from cheatsheet.text import decode

if TYPE_CHECKING:
    from cheatsheet.sheet_file import Written

NEW_FILE = "more.yaml"  # where a new entry may go when its file cannot be written


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry as it was (None: it is new) and as it will be, in its file; `what` says it in a few words."""

    old: Entry | None
    new: Entry
    path: Path
    what: str
    as_seen: bool = False  # a decision on what was shown: nothing of the entry may have changed since

    @property
    def old_proposal(self) -> Proposal | None:
        """What waited before."""
        return self.old.proposed if self.old else None

    def applied(self, text: str) -> str:
        """The file's text after the change; raises Unwritable."""
        suffix = self.path.suffix.lower()
        if self.old is None:
            return splice.added(text, suffix, self.new)
        return splice.changed(text, suffix, self.old, self.new)


def save(session: Session, change: Change, *, dry_run: bool = False, ask: bool = True) -> bool:
    """Shows a change and writes it; False where a person said no, or where it was only shown."""
    try:
        check_own(change.path)
        before = read_sheet(change.path)
        after = applied_to(session, change, before)
        if dry_run:
            check_writable(change.path, real_path(change.path), after.encode("utf-8", "replace"))
    except NotWritable as error:
        raise with_another_place(session, change, error) from None
    except CheatsheetError:
        if not dry_run and not change.as_seen:
            keep_unwritten(session, change)
        raise
    name = shown(change.path, session.outside.cwd)
    if after == before:
        session.printer.say(f"{change.new.id} is like that already: nothing to write")
        return False
    difference = unified(before, after, name)
    new = change.new if change.old else replace(change.new, source=Source(file=name))  # beside what it will stand
    if dry_run:
        say_new_findings(session, change.old, new)
        session.printer.data(difference.rstrip("\n"))
        return False
    say_difference(session, difference)
    say_new_findings(session, change.old, new)
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
            library=session.responses,
        )
    except (CheatsheetError, OSError, KeyboardInterrupt) as error:
        keep_unwritten(session, change)
        if isinstance(error, NotWritable):
            raise with_another_place(session, change, error) from None
        raise
    session.forget_library()
    line = line_of(change, written)
    session.printer.say(f"{change.what}: {shown(change.path, session.outside.cwd)}{line}", "green")


def check_own(path: Path) -> None:
    """NotWritable for a file of the installed program: an update would replace what is written there."""
    if INSTALLED in path.resolve().parents:
        raise NotWritable(
            f"{path} belongs to the program, and an update replaces it", "write to a library of your own"
        )


def with_another_place(session: Session, change: Change, error: NotWritable) -> NotWritable:
    """The refusal with the place where a new entry can go instead."""
    if change.old is not None:
        return error
    folder = session.responses
    if INSTALLED in folder.resolve().parents or not os.access(folder, os.W_OK):
        where = "`cheatsheet init DIR` makes a library of your own"
    else:
        there = (folder / name for name in entry_names(folder) if Path(name).suffix.lower() in ENTRY_SUFFIXES)
        free = next(
            (path.relative_to(folder) for path in there if path != change.path and os.access(path, os.W_OK)), None
        )
        where = f"or add it to another file: --file {shlex.quote(str(free or NEW_FILE))}"
    return NotWritable(error.message, f"{error.hint}; {where}")


def applied_again(session: Session, change: Change, before: str, text: str) -> str:
    """The change applied to the text as it is now; UsageError where its id was taken meanwhile.

    Another key of the same entry may have changed; where the same one did, splicing raises Unwritable.
    """
    if change.old is None or change.old.id != change.new.id:
        check_still_free(session, change.new.id, change.path, text if text != before else None)
    return applied_to(session, change, text)


def check_still_free(session: Session, entry_id: str, path: Path, text: str | None) -> None:
    """UsageError where an id was taken since the library was read: in the file (its new text), or in another one."""
    folder, now = session.responses, stamps(session.responses)
    found: list[Entry] = []
    for name in [name for name, stamp in now.items() if session.stamps.get(name) != stamp]:
        if folder / name != path:
            found += read_file(folder / name, name, default_status=session.default_status).entries
    if text is not None:
        found += read_entries(text, path.suffix.lower(), path.name, [], [], default_status=session.default_status)
    there = next((entry for entry in found if entry.id == entry_id), None)
    if there:
        where = f"{there.source.file}:{there.source.line}"
        raise UsageError(f"the id {entry_id!r} was taken meanwhile", f"{where} has it")


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


def line_of(change: Change, written: "Written") -> str:
    """`:LINE` of the entry in its file as it is now; "" where it is not easily told."""
    if change.old is not None:
        return f":{change.old.source.line}" if change.old.source.line else ""
    text = decode(written.after)[0]
    found = re.search(rf"""^.*\bid["']?: *["']?{re.escape(change.new.id)}["']?[ ,}}\r]*$""", text, re.MULTILINE)
    return f":{text.count(chr(10), 0, found.start()) + 1}" if found else ""
