"""Which entries a command works on, by tag and status, and where they stand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cheatsheet.commands.session import Session
from cheatsheet.errors import UsageError
from cheatsheet.status import Status
from cheatsheet.text import did_you_mean

if TYPE_CHECKING:
    from cheatsheet.entry import Entry
    from cheatsheet.index import Index
    from cheatsheet.match import Ranking
    from cheatsheet.output import Printer


def parse_statuses(names: Sequence[str]) -> list[Status]:
    """The statuses named on the command line; UsageError for an unknown one."""
    known = [str(status) for status in Status]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"one of {', '.join(known)}"
            raise UsageError(f"--status {name!r} is no status", hint)
    return [Status(name) for name in names]


def check_tags(known: Sequence[str], tags: Sequence[str]) -> None:
    """UsageError for a tag that no entry has."""
    for tag in tags:
        if tag not in known:
            there = f"there are {', '.join(known[:20])}" if known else "no entry has a tag"
            raise UsageError(f"no entry has the tag {tag!r}", did_you_mean(tag, known) or there)


def offered(index: "Index", *, tags: Sequence[str], statuses: Sequence[Status]) -> frozenset[int] | None:
    """The entries that an agent is offered, None for all: approved ones, unless other statuses are named."""
    if tags:
        check_tags(index.tags, tags)
    return index.allowed(statuses or [Status.APPROVED], tags)


def check_offered(entry: "Entry", statuses: Sequence[Status]) -> None:
    """UsageError for an entry that was named and is not approved, unless its status was named too."""
    if entry.status in (statuses or [Status.APPROVED]):
        return
    if entry.status is Status.RETIRED:
        why, how = f" ({entry.reason})" if entry.reason else "", ""
    else:
        why, how = ", not approved yet", f"a lead approves it: cheatsheet review approve {entry.id}; "
    state = str(entry.status).replace("_", " ")
    raise UsageError(f"{entry.id} is {state}{why}", f"{how}--status {entry.status} uses it as it is")


def say_not_searched(session: Session) -> None:
    """Says which entries an agent is not offered, where that may be why nothing was found."""
    counts = session.finder.index.statuses
    waiting = [status for status in (Status.DRAFT, Status.IN_REVIEW) if counts.get(status)]
    if not counts:
        session.printer.say(f"the library has no entries yet: {session.responses}")
    elif waiting:
        count = sum(counts[status] for status in waiting)
        what = "1 entry is" if count == 1 else f"{count} entries are"
        how = " ".join(f"--status {status}" for status in waiting)
        session.printer.say(f"{what} not approved yet and not searched; `find {how}` looks at what waits")


def say_same_phrase(printer: "Printer", found: "Ranking") -> None:
    """Says which entries have the message as a phrase, where that is why none is sure."""
    if found.same_phrase:
        printer.say(
            f"these have exactly this phrase: {', '.join(found.same_phrase)}; leave it in one of them", "yellow"
        )


def where(session: Session, file: str, line: int) -> str:
    """A file and line; of the starter library, whose folder nobody edits, the file's name."""
    return f"{Path(file).name if session.place.starter else file}:{line}"
