"""Which entries a command works on, by tag and status, and where they stand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cheatsheet.commands.session import Session
from cheatsheet.entry import Entry, Status
from cheatsheet.errors import UsageError
from cheatsheet.text import did_you_mean

if TYPE_CHECKING:
    from cheatsheet.library import Library


def parse_statuses(names: Sequence[str]) -> list[Status]:
    """The statuses named on the command line; UsageError for an unknown one."""
    known = [str(status) for status in Status]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"one of {', '.join(known)}"
            raise UsageError(f"--status {name!r} is no status", hint)
    return [Status(name) for name in names]


def check_tags(library: "Library", tags: Sequence[str]) -> None:
    """UsageError for a tag that no entry has."""
    known = library.tags()
    for tag in tags:
        if tag not in known:
            raise UsageError(
                f"no entry has the tag {tag!r}", did_you_mean(tag, known) or f"there are {', '.join(known[:20])}"
            )


def offered(library: "Library", *, tags: Sequence[str], statuses: Sequence[Status]) -> tuple[Entry, ...]:
    """The entries that an agent is offered: approved ones, unless other statuses are named."""
    check_tags(library, tags)
    return library.select(tags=tags, statuses=statuses or [Status.APPROVED])


def say_not_searched(session: Session) -> None:
    """Says which entries an agent is not offered, where that may be why nothing was found."""
    entries = session.library.entries
    waiting = sum(entry.status in {Status.DRAFT, Status.IN_REVIEW} for entry in entries)
    if not entries:
        session.printer.say(f"the library has no entries yet: {session.responses}")
    elif waiting:
        what = "1 entry is" if waiting == 1 else f"{waiting} entries are"
        session.printer.say(f"{what} not approved yet and not searched; `find --status draft` looks at drafts")


def where(session: Session, entry: Entry) -> str:
    """The file and line of an entry; of the starter library, whose folder nobody edits, the file's name."""
    file = Path(entry.source.file).name if session.place.starter else entry.source.file
    return f"{file}:{entry.source.line}"
