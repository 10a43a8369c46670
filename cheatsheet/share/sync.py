"""Sharing a library: what changed here is committed, what changed there is merged, the result is pushed."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

from cheatsheet.entry import Entry
from cheatsheet.errors import CheatsheetError, Fault, UsageError
from cheatsheet.git import GitFailed
from cheatsheet.share import unmerged
from cheatsheet.share.conflict import WHOLE, Conflict
from cheatsheet.share.message import Changes, changes, message
from cheatsheet.share.repository import Remote, Repository
from cheatsheet.share.settle import Sides
from cheatsheet.share.setup import driver
from cheatsheet.share.stopped import FASTER, REJECTED, Broken, Refused, offline
from cheatsheet.status import Status

ATTEMPTS = 6  # pushes; another may be faster each time
PAUSE = 0.2  # seconds before the next, growing
CONFLICTS = "CHEATSHEET_CONFLICTS"  # names the file into which the merge driver writes what clashed
THEIRS, OURS = "CHEATSHEET_THEIRS", "CHEATSHEET_OURS"  # and who wrote each side
Entries = Callable[[], Mapping[str, Entry]]  # the library as it is now; raises Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did: what it committed, what the others did, what clashed, whether the result was pushed.

    `stopped` is why it did not come to its end.
    """

    committed: Changes | None = None
    incoming: Changes | None = None
    conflicts: tuple[Conflict, ...] = ()
    pushed: int = 0  # commits
    remote: str = ""
    stopped: CheatsheetError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """One sync of a library.

    `at` has the entries of a commit that can be read; `faults` says why a library of a commit cannot be used.
    `mend` settles in a merge what only the whole library tells, given its base, the other side's commit and the names
    of the sides; it tells what was done. `check` raises NotShared for errors that came since a commit.
    """

    repository: Repository
    entries: Entries
    at: Callable[[str], Mapping[str, Entry]]
    faults: Callable[[str], Sequence[Fault]]
    mend: Callable[[str, str, Sides], Sequence[Conflict]]
    check: Callable[[str], None]
    status: Status  # of an entry that names none
    today: date
    sleep: Callable[[float], None] = time.sleep

    def commit(self) -> Changes | None:
        """Commits what changed in the library; None where nothing did. Raises Invalid, then nothing is committed."""
        files = self.repository.changed()
        if not files:
            return None
        found = changes(self.at("HEAD"), self.entries())
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
        """Commits, merges and pushes; what stops it is raised where nothing was done yet. Nothing is half-done."""
        done = Synced()
        try:
            for step in self.steps():
                done = step
        except CheatsheetError as error:
            if done.committed is None and done.incoming is None:
                raise
            return replace(done, stopped=error)
        return done

    def steps(self) -> Iterator[Synced]:
        """The steps of a sync, each with all that was done so far; raises what stops it."""
        remote = self.repository.remote()
        if self.repository.changed() or (remote and self.waiting(remote)):
            self.check((remote and remote.known) or self.repository.head)
        done = Synced(committed=self.commit(), remote=remote.name if remote else "")
        yield done
        if remote:
            yield from self.meet(remote, done)

    def meet(self, remote: Remote, done: Synced) -> Iterator[Synced]:
        """Merges and pushes; again where another was faster."""
        start, lost = None, None
        for attempt in range(ATTEMPTS):
            remote = self.fetch(remote)
            self.repository.check_meeting(remote)
            if self.is_behind(remote):
                start = self.base(remote) if start is None else start
                is_apart = bool(self.waiting(remote))
                conflicts = self.merge(remote) if is_apart else self.move(remote)
                incoming = changes(self.at(start), self.at(remote.known))
                done = replace(done, incoming=incoming, conflicts=(*done.conflicts, *conflicts))
                yield done
                if is_apart:
                    self.check(remote.known)
            waiting = self.waiting(remote)
            lost = self.push(remote) if waiting else None
            if lost is None:
                yield replace(done, pushed=waiting)
                return
            self.sleep(PAUSE * (attempt + 1))
        hint = f"sync again in a moment; git said: {lost.message if lost else 'nothing'}"
        raise UsageError(f"others pushed to {remote.name} {ATTEMPTS} times in between", hint)

    def is_behind(self, remote: Remote) -> bool:
        """Whether the other side has commits that are not here."""
        return bool(remote.known and (not self.repository.head or self.repository.count(f"HEAD..{remote.known}")))

    def base(self, remote: Remote) -> str:
        """The commit from which both sides went on; "" where there is nothing here yet."""
        return self.repository.git.says("merge-base", "HEAD", remote.known) if self.repository.head else ""

    def move(self, remote: Remote) -> Sequence[Conflict]:
        """Takes in what is on the other side where there is nothing of its own here; raises Broken."""
        self.check_incoming(remote)
        self.repository.git.run("merge", "-q", "--ff-only", remote.known)
        return ()

    def merge(self, remote: Remote) -> Sequence[Conflict]:
        """Merges two lines of work; raises UsageError or Invalid, and then all is as it was."""
        try:
            with tempfile.TemporaryDirectory() as folder:
                return self.merge_apart(remote, Path(folder) / "conflicts")
        except CheatsheetError:
            self.check_incoming(remote)  # what is broken there is no clash
            raise

    def check_incoming(self, remote: Remote) -> None:
        """Raises Broken where the library of the other side cannot be used."""
        found = self.faults(remote.known)
        if found:
            wrote = {fault.file: self.repository.last_change(remote.known, fault.file) for fault in found}
            raise Broken(f"{remote.name}/{remote.branch}", found, wrote)

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
            mended = self.mend(self.base(remote), remote.known, Sides(ours, theirs, self.today))
            moved = {each.id for each in mended}
            clashed = (*read_conflicts(log), *apart)
            found = [*(each for each in clashed if each.key != WHOLE or each.id not in moved), *mended]
            found = [each for each in found if each.kept]
            self.entries()
            git.run("add", "-A", "--", *self.repository.parts)
            git.run("commit", "-q", "--no-verify", "-m", f"Merge {remote.name}/{remote.branch}")
        except BaseException:
            git.call("add", "-A", "--", *self.repository.parts)  # git gives nothing up that is not in its index
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

    def push(self, remote: Remote) -> GitFailed | None:
        """Pushes; the failure where another was faster. Raises Refused or Offline, or what git says."""
        branch = self.repository.branch
        try:
            self.repository.git.run("push", "-q", "-u", remote.name, f"{branch}:refs/heads/{remote.branch}")
        except GitFailed as error:
            found = REJECTED.search(error.said)
            if found is None:
                raise offline(error, remote, self.waiting(remote)) from None
            if not any(sign in found[1] for sign in FASTER):
                raise Refused(remote, found[1], error.said) from None
            return error
        return None


def read_conflicts(log: Path) -> Sequence[Conflict]:
    """What the merge driver wrote down."""
    if not log.exists():
        return ()
    return [Conflict(**json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()]
