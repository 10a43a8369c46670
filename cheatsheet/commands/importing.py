"""How an import is written: new entries into one file, changes into theirs; all of it or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from cheatsheet.commands import changing, writing
from cheatsheet.commands.record import recorder
from cheatsheet.commands.saving import Change, check_own
from cheatsheet.commands.session import Session
from cheatsheet.convert.plan import Outcome, Plan
from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError
from cheatsheet.files import read_entries
from cheatsheet.folder import CSV_SUFFIXES, shown
from cheatsheet.sheet_file import Written, content_of, put_back, update
from cheatsheet.status import Status
from cheatsheet.text import slug

Recorder = Callable[[Written], None]
REVIEWED_HERE = "its status: review is required here, so it is a draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import writes, by file, and what becomes of each item."""

    outcomes: tuple[Outcome, ...]
    added: tuple[Entry, ...]
    path: Path  # of what is added
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, session: Session, plan: Plan, name: str, into: str | None) -> "Import":
        """An import as it is written here: where review is required, new entries are drafts, changes proposals."""
        path = writing.file_for(session, into or f"{slug(PurePath(name).stem) or 'imported'}.yaml", [])
        outcomes = dict(enumerate(plan.outcomes))
        changes = []
        if plan.changed and session.settings.flag("review.required"):
            changing.proposer(session)
        for old, new in plan.changed:
            try:
                changing.base_of(session, old)  # another's proposal is not written over
                changes.append(changing.change_of(session, old, new))
            except UsageError as error:
                outcomes |= {
                    number: outcome._replace(kind="skipped", why=error.message, before={})
                    for number, outcome in outcomes.items()
                    if outcome.id == old.id
                }
        waiting = {
            change.new.id for change in changes if change.new.proposed and change.new.proposed != change.old_proposal
        }
        outcomes |= {
            number: outcome._replace(why="it waits for approval, as a proposal", before={})
            for number, outcome in outcomes.items()
            if outcome.id in waiting and outcome.kind in {"merged", "changed"}
        }
        required = session.settings.flag("review.required")
        kept = [entry if path.suffix.lower() in CSV_SUFFIXES else with_columns_noted(entry) for entry in plan.added]
        added = tuple(changing.begun(session, as_draft(entry) if required else entry) for entry in kept)
        if required:
            ids = {entry.id for entry in plan.added if entry.status is Status.APPROVED}
            outcomes |= {
                number: outcome._replace(losses=(*outcome.losses, REVIEWED_HERE))
                for number, outcome in outcomes.items()
                if outcome.kind == "added" and outcome.id in ids
            }
        return cls(outcomes=tuple(outcomes.values()), added=added, path=path, changes=tuple(changes))


def with_columns_noted(entry: Entry) -> Entry:
    """An entry with what unknown columns said in its note: a YAML file has no place else for it."""
    if not entry.extra:
        return entry
    lines = [f"{name}: {text}" for name, text in entry.extra.items() if text.strip()]
    note = "\n".join([*([entry.note] if entry.note else []), *lines])
    return replace(entry, note=note or None, extra={})


def as_draft(entry: Entry) -> Entry:
    """A new entry where review is required."""
    if entry.status is Status.RETIRED:
        return entry
    status = Status.DRAFT if entry.status is Status.APPROVED else entry.status
    return replace(entry, status=status, approved_by=None, reviewed=None, review_by=None)


def write(session: Session, found: Import) -> None:
    """Writes an import; where a file cannot be written, those before it are as they were."""
    by_file: dict[Path, list[Change]] = {}
    for change in found.changes:
        by_file.setdefault(change.path, []).append(change)
    if found.added:
        by_file.setdefault(found.path, [])
    done: list[Written] = []
    try:
        for path, changes in by_file.items():
            check_own(path)
            added = found.added if path == found.path else ()
            record = recorder(session, f"imported into {path.name}")

            def before_write(written: Written, record: Recorder = record) -> None:
                record(written)
                done.append(written)

            applied = applying(session, path, changes, added)
            update(path, applied, before_write=before_write, state=session.outside.state_folder)
    except BaseException:  # Ctrl-C too
        take_back(session, done)
        raise
    session.forget_library()


def take_back(session: Session, done: Sequence[Written]) -> None:
    """Puts files back as they were before they were written; one that was not written, or changed since, stays."""
    for written in done:
        if content_of(written.path) == written.after:
            put_back(written.path, written.after, written.before, state=session.outside.state_folder)


def applying(session: Session, path: Path, changes: Sequence[Change], added: Sequence[Entry]) -> Callable[[str], str]:
    """What makes the new text of a file of the old one; UsageError where an id was taken meanwhile."""
    suffix = path.suffix.lower()

    def applied(text: str) -> str:
        for change in changes:
            text = change.applied(text)
        if not added:
            return text
        name = shown(path, session.outside.cwd)
        there = {
            entry.id for entry in read_entries(text, suffix, name, [], [], default_status=session.default_status)
        }
        taken = [entry.id for entry in added if entry.id in there]
        if taken:
            raise UsageError(f"the id {taken[0]!r} was taken meanwhile", "import again")
        return splice.added(text, suffix, *added)

    return applied
