"""What a sync says: what was committed, what came in, what clashed and how to settle it, what waits."""

from collections.abc import Mapping
from typing import Any

from cheatsheet.commands.session import Session
from cheatsheet.share.conflict import FILE, WHOLE, Conflict
from cheatsheet.share.message import Changes, changes, title
from cheatsheet.share.stopped import Offline
from cheatsheet.share.sync import Sync, Synced

PROPOSED = "is proposed"  # in what a conflict says of where a text is kept


def as_object(done: Synced) -> Mapping[str, Any]:
    """A sync as JSON."""
    return {
        "remote": done.remote or None,
        "committed": listed(done.committed),
        "incoming": listed(done.incoming),
        "pushed": done.pushed,
        "stopped": done.stopped.message if done.stopped else None,
        "conflicts": [
            {"id": each.id, "key": each.key, "base": each.base, "ours": each.ours, "theirs": each.theirs,
             "kept": each.kept} for each in done.conflicts
        ],
    }  # fmt: skip


def listed(found: Changes | None) -> Mapping[str, Any] | None:
    """What differs, as JSON has it."""
    if found is None:
        return None
    changed = {key: list(keys) for key, keys in found.changed.items()}
    return {"added": list(found.added), "changed": changed, "removed": list(found.removed)}


def say_report(session: Session, done: Synced) -> None:
    """A sync for a person; why it stopped is said elsewhere."""
    say = session.printer.say
    if done.committed is not None:
        say(f"committed: {said(done.committed)}")
    if done.incoming is not None:
        say(f"came in: {said(done.incoming)}")
    for conflict in done.conflicts:
        say_conflict(session, conflict)
    if done.stopped:
        return
    if not done.remote:
        say("there is no remote to share with: git remote add origin URL, then sync again", "yellow")
    elif done.pushed:
        say(f"shared with {done.remote}", "green")
    else:
        say(f"nothing new for {done.remote}", "green")


def said(found: Changes) -> str:
    """What differs, in a line."""
    return title(found).removeprefix("Sheet: ") if found.any else "files or comments, no entry"


def say_conflict(session: Session, conflict: Conflict) -> None:
    """Both texts of a conflict, where they are kept, and how to settle it."""
    say = session.printer.say
    if conflict.key == FILE:
        say(f"{conflict.id}: {conflict.kept}", "yellow")
        say("  settle it: take it out again where nobody wants it, and sync", "dim")
        return
    what = "the entry" if conflict.key == WHOLE else f"`{conflict.key}`"
    say(f"both sides changed {what} of {conflict.id}: {conflict.kept}", "yellow")
    for name, text in (("ours", conflict.ours), ("theirs", conflict.theirs)):
        say(f"  {name}: {text if text is not None else '(taken out)'}")
    if PROPOSED in conflict.kept:
        say(f"  settle it: cheatsheet review approve {conflict.id}, or reject {conflict.id} --reason …", "dim")
    else:
        say(f"  settle it: cheatsheet edit {conflict.id}", "dim")


def say_what_waits(session: Session, sync: Sync) -> None:
    """What a sync would do, without doing it."""
    say = session.printer.say
    files = sync.repository.changed()
    if files:
        found = changes(sync.at("HEAD"), sync.entries())
        session.printer.data(f"would commit: {said(found) if found.any else ', '.join(files)}")
    remote = sync.repository.remote()
    if remote is None:
        say("there is no remote to share with: git remote add origin URL", "yellow")
        return
    try:
        remote = sync.fetch(remote)
    except Offline as error:
        session.printer.problem(error.lines())
        return
    outgoing = sync.waiting(remote)
    incoming = sync.repository.count(f"HEAD..{remote.known}") if remote.known and sync.repository.head else 0
    session.printer.data(f"{remote.name}: {outgoing} commits to push, {incoming} to merge")
    if not files and not outgoing and not incoming:
        say("nothing to share", "dim")
