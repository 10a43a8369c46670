"""The part of a git repository that is a library: what is changed in it, what waits, what is on the other side."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cheatsheet.errors import UsageError
from cheatsheet.git import Git


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """Where a branch is shared: the remote, the branch there, and the commit that it last was, "" where none is."""

    name: str
    branch: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A library in git: `parts` are its files and folders, relative to the repository's top."""

    git: Git
    top: Path
    parts: tuple[str, ...]

    @classmethod
    def of(cls, git: Git, parts: Iterable[Path]) -> "Repository":
        """The repository of a library; UsageError where there is none, or where something is under way in it."""
        top = git.top
        if top is None:
            raise UsageError(f"{git.folder} is in no git repository", "`cheatsheet init --git` makes it one")
        names = sorted({path.resolve().relative_to(top.resolve()).as_posix() for path in parts})
        own = Git(folder=top, environ=git.environ, config=git.config)
        known = tuple(name for name in names if (top / name).exists() or own.says("ls-files", "--", name))
        found = cls(git=own, top=top, parts=known)
        found.check()
        return found

    def check(self) -> None:
        """UsageError where a sync would make a half-done state worse."""
        what = self.git.unfinished()
        unmerged = self.git.paths("diff", "--name-only", "--diff-filter=U", "-z")
        if what or unmerged:
            files = f" ({', '.join(unmerged)})" if unmerged else ""
            hint = "end it (`git status` says how), or give it up; nothing was touched"
            raise UsageError(f"{what or 'a merge'} is under way in {self.top}{files}", hint)
        if not self.branch:
            raise UsageError("no branch is checked out", "git switch BRANCH, then sync again")

    @property
    def branch(self) -> str:
        """The branch that is checked out; "" for none."""
        return self.git.says("symbolic-ref", "--short", "-q", "HEAD")

    @property
    def head(self) -> str:
        """The commit that is checked out; "" before the first."""
        return self.git.says("rev-parse", "--verify", "-q", "HEAD")

    def remote(self) -> Remote | None:
        """Where the branch is shared; None where there is no remote."""
        branch, names = self.branch, self.git.says("remote").splitlines()
        own = self.git.says("config", f"branch.{branch}.remote")
        name = own if own in names else ("origin" if "origin" in names else (names or [""])[0])
        if not name:
            return None
        there = self.git.says("config", f"branch.{branch}.merge").removeprefix("refs/heads/") or branch
        known = self.git.says("rev-parse", "--verify", "-q", f"refs/remotes/{name}/{there}")
        return Remote(name=name, branch=there, known=known)

    def changed(self) -> list[str]:
        """The files of the library that differ from the last commit, new and deleted ones too."""
        if not self.parts:
            return []
        found = self.git.paths("status", "--porcelain=v1", "-z", "--no-renames", "-uall", "--", *self.parts)
        return [row[3:] for row in found]

    def commit(self, message: str) -> None:
        """Commits the files of the library, and nothing else that is staged; where it fails all is as it was."""
        before = self.git.run("write-tree").strip()
        try:
            self.git.run("add", "-A", "--", *self.parts)
            known = [part for part in self.parts if self.is_known(part)]
            self.git.run("commit", "-q", "-m", message, "--", *known)
        except BaseException:
            self.git.call("read-tree", before)
            raise

    def is_known(self, part: str) -> bool:
        """Whether git has a file there: staged, or in the last commit; it knows no empty folders."""
        return bool(self.git.says("ls-files", "--", part) or self.git.says("ls-tree", "-r", "HEAD", "--", part))

    def check_meeting(self, remote: Remote) -> None:
        """UsageError where the branch would never meet the one over there."""
        if remote.known:
            if self.head and not self.git.agrees("merge-base", "HEAD", remote.known):
                there = f"{remote.name}/{remote.branch}"
                hint = f"git merge --allow-unrelated-histories {there}, look at what comes of it, then sync again"
                raise UsageError(f"the library here and {there} have no commit in common", hint)
            return
        found = self.git.says("ls-remote", "--symref", remote.name, "HEAD").partition("\n")[0]
        other = found.removeprefix("ref: refs/heads/").partition("\t")[0] if found.startswith("ref: ") else ""
        if other and self.git.says("ls-remote", "--heads", remote.name, other):
            hint = (
                f"git branch -m {other}, then sync again; or git push -u {remote.name} {self.branch} for a second one"
            )
            raise UsageError(f"{remote.name} has no branch {self.branch}: its branch is {other}", hint)

    @contextmanager
    def checked_out(self, revision: str, *parts: str) -> Iterator[Path]:
        """A passing folder with these files and folders as they were at a commit; links are left out."""
        rows = (row.partition("\t") for row in self.git.paths("ls-tree", "-r", "-z", revision, "--", *parts))
        names = [os.fsencode(name) for about, _, name in rows if about.startswith("100")]
        with tempfile.TemporaryDirectory() as folder:
            own, there = {"GIT_INDEX_FILE": str(Path(folder, "index"))}, Path(folder, "files")
            there.mkdir()
            self.git.run("read-tree", revision, **own)
            stdin = b"".join(name + b"\0" for name in names)
            self.git.data("checkout-index", "-z", "--stdin", f"--prefix={there.as_posix()}/", stdin=stdin, **own)
            yield there

    def last_change(self, revision: str, name: str) -> str:
        """Who changed a file last before a commit, and in which one; "" for a file that it does not have."""
        return self.git.says("log", "-1", "--format=%an, in %h “%s”", revision, "--", name)

    def count(self, revisions: str) -> int:
        """How many commits are in a range."""
        return int(self.git.says("rev-list", "--count", revisions) or 0)

    def differing(self, one: str, other: str) -> Sequence[str]:
        """The files of the library that differ between two commits."""
        if not self.parts:
            return []
        return self.git.paths("diff", "--name-only", "--no-renames", "-z", one, other, "--", *self.parts)
