"""Sharing a library: what changed here is committed, what changed there is merged, the result is pushed."""

import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError
from cheatsheet.git import GitFailed
from cheatsheet.share import unmerged
from cheatsheet.share.conflict import WHOLE, Conflict
from cheatsheet.share.message import Changes, changes, message
from cheatsheet.share.repository import Remote, Repository
from cheatsheet.share.settle import Sides
from cheatsheet.share.setup import driver
from cheatsheet.status import Status

ATTEMPTS = 6  # pushes; another may be faster each time
PAUSE = 0.2  # seconds before the next, growing
CONFLICTS = "CHEATSHEET_CONFLICTS"  # names the file into which the merge driver writes what clashed
THEIRS, OURS = "CHEATSHEET_THEIRS", "CHEATSHEET_OURS"  # and who wrote each side
OFFLINE = (
    "could not read username",
    "could not read password",
    "authentication failed",
    "permission denied",
    "terminal prompts disabled",
    "could not resolve",
    "unable to access",
    "could not read from remote",
    "connection",
    "timed out",
    "not appear to be a git",
)
FASTER = ("non-fast-forward", "fetch first", "failed to update ref", "cannot lock ref", "rejected")

Entries = Callable[[], Mapping[str, Entry]]  # the library as it is now; raises Invalid


class Offline(UsageError):
    """The other side cannot be reached; what is committed waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did: what it committed, what came in, what clashed, whether the result was pushed."""

    committed: Changes | None = None
    incoming: Changes | None = None
    conflicts: tuple[Conflict, ...] = ()
    pushed: int = 0  # commits
    remote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """One sync of a library.

    `mend` takes ids apart that two files have after a merge, given its base and the names of the sides; it tells what
    was done. `check` raises NotShared for errors that came since a commit.
    """

    repository: Repository
    entries: Entries
    before: Entries  # as of the last commit
    mend: Callable[[str, Sides], Sequence[Conflict]]
    check: Callable[[str], None]
    status: Status  # of an entry that names none
    today: date
    sleep: Callable[[float], None] = time.sleep

    def commit(self) -> Changes | None:
        """Commits what changed in the library; None where nothing did. Raises Invalid, then nothing is committed."""
        files = self.repository.changed()
        if not files:
            return None
        found = changes(self.before(), self.entries())
        self.repository.commit(message(found, tuple(files)))
        return found

    def fetch(self, remote: Remote) -> Remote:
        """What the other side has now; raises Offline."""
        try:
            self.repository.git.run("fetch", "-q", remote.name)
        except GitFailed as error:
            raise offline(error, remote, self.waiting(remote)) from None
        return self.repository.remote() or remote

    def waiting(self, remote: Remote) -> int:
        """How many commits are not on the other side."""
        if not self.repository.head:
            return 0
        return self.repository.count(f"{remote.known}..HEAD" if remote.known else "HEAD")

    def run(self) -> Synced:
        """Commits, merges and pushes; again where another was faster. Raises what stops it; nothing is half-done."""
        remote = self.repository.remote()
        if self.repository.changed() or (remote and self.waiting(remote)):
            self.check((remote and remote.known) or self.repository.head)
        done = Synced(committed=self.commit())
        if remote is None:
            return done
        done = replace(done, remote=remote.name)
        for attempt in range(ATTEMPTS):
            remote = self.fetch(remote)
            self.repository.check_meeting(remote)
            done = self.merge(remote, done)
            waiting = self.waiting(remote)
            if not waiting:
                return done
            if self.push(remote):
                return replace(done, pushed=waiting)
            self.sleep(PAUSE * (attempt + 1))
        raise UsageError(f"others pushed to {remote.name} {ATTEMPTS} times in between", "sync again in a moment")

    def merge(self, remote: Remote, done: Synced) -> Synced:
        """Merges what is on the other side; raises UsageError or Invalid, and then all is as it was."""
        git, head = self.repository.git, self.repository.head
        if not remote.known or (head and not self.repository.count(f"HEAD..{remote.known}")):
            return done
        before = self.entries()
        if not head or git.agrees("merge-base", "--is-ancestor", "HEAD", remote.known):
            git.run("merge", "-q", "--ff-only", remote.known)
            return replace(done, incoming=changes(before, self.entries()))
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "conflicts"
            conflicts = self.merge_apart(remote, log)
        self.check(remote.known)
        return replace(done, incoming=changes(before, self.entries()), conflicts=(*done.conflicts, *conflicts))

    def merge_apart(self, remote: Remote, log: Path) -> Sequence[Conflict]:
        """Merges two lines of work, through the driver; what clashed, both texts of each kept."""
        git = self.repository.git
        ours, theirs = (git.says("log", "-1", "--format=%an", at) for at in ("HEAD", remote.known))
        settings = [part for key, value in driver().items() for part in ("-c", f"{key}={value}")]
        told = {CONFLICTS: str(log), OURS: ours, THEIRS: theirs}
        merged = git.call(*settings, "merge", "--no-commit", "--no-ff", "-q", remote.known, **told)
        try:
            apart = unmerged.settle(self.repository, self.status) if merged.returncode else ()
            self.check_merged(merged)
            mended = self.mend(git.says("merge-base", "HEAD", remote.known), Sides(ours, theirs, self.today))
            moved = {each.id for each in mended}
            clashed = (*read_conflicts(log), *apart)
            found = [*(each for each in clashed if each.key != WHOLE or each.id not in moved), *mended]
            found = [each for each in found if each.kept]
            self.entries()
            git.run("add", "-A", "--", *self.repository.parts)
            git.run("commit", "-q", "--no-verify", "-m", f"Merge {remote.name}/{remote.branch}")
        except BaseException:
            git.call("merge", "--abort")
            raise
        return found

    def check_merged(self, merged: CompletedProcess[str]) -> None:
        """UsageError where git could not merge all files."""
        git = self.repository.git
        files = git.paths("diff", "--name-only", "--diff-filter=U", "-z")
        if files:
            hint = "nothing was changed here; settle it with `git merge`, commit, and sync again"
            raise UsageError(f"both sides changed {', '.join(files)} in ways that cannot be merged", hint)
        if merged.returncode and not git.unfinished():
            raise GitFailed(("merge",), merged.stdout + merged.stderr)

    def push(self, remote: Remote) -> bool:
        """Pushes; False where another was faster. Raises Offline, or GitFailed where it is refused."""
        branch = self.repository.branch
        try:
            self.repository.git.run("push", "-q", "-u", remote.name, f"{branch}:refs/heads/{remote.branch}")
        except GitFailed as error:
            said = error.said.lower()
            if any(sign in said for sign in FASTER) and "hook" not in said:
                return False
            raise offline(error, remote, self.waiting(remote)) from None
        return True


def offline(error: GitFailed, remote: Remote, waiting: int) -> UsageError:
    """The same failure, with what waits, where the other side could not be reached."""
    if not any(sign in error.said.lower() for sign in OFFLINE):
        return error
    commits = "1 commit waits" if waiting == 1 else f"{waiting} commits wait" if waiting else "nothing waits"
    return Offline(
        f"{remote.name} cannot be reached: {commits} here", f"sync again when it can be; git said: {error.message}"
    )


def read_conflicts(log: Path) -> Sequence[Conflict]:
    """What the merge driver wrote down."""
    if not log.exists():
        return ()
    return [Conflict(**json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]
