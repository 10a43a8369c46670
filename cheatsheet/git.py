"""git, run as a person would: every call with its output, failures as errors that say what git said."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cheatsheet.errors import UsageError

UNFINISHED = {  # files of the git folder, and what is going on where they are there
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "BISECT_LOG": "a bisect",
}
WHO = 'say it: git config user.name "…", and git config user.email …'
QUIET = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "GIT_EDITOR": "true", "GIT_MERGE_AUTOEDIT": "no"}
SSH = "ssh -oBatchMode=yes -oConnectTimeout=15"  # fails where it would ask
LOCK = re.compile(r"Unable to create '(.+\.lock)': File exists")


class GitFailed(UsageError):
    """A call of git that failed; `said` is what git printed."""

    def __init__(self, what: Sequence[str], said: str) -> None:
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        told = next((line for line in lines if line.startswith(("fatal:", "error:"))), "") or "\n".join(lines[:1])
        if "identity unknown" in said or "empty ident" in said:
            told, lines = "git does not know who you are", [WHO]
        if lock := LOCK.search(said):
            told = "another git is at work in this repository, or was killed there"
            lines = [f"try again in a moment; where no git runs any more, it is safe to remove {lock[1]}"]
        super().__init__(f"git {what[0]} failed: {told or 'no reason given'}", "\n".join(lines[:12]))
        self.said = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """The repository that a folder lies in; `config` holds for these calls alone."""

    folder: Path
    environ: Mapping[str, str]
    config: Mapping[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, **environ: str) -> str:
        """What git prints; raises GitFailed."""
        done = self.call(*arguments, **environ)
        if done.returncode:
            raise GitFailed(arguments, done.stderr or done.stdout)
        return done.stdout

    def call(self, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        """A call of git, whatever comes of it; raises UsageError where git is not installed."""
        done = self.spawn(arguments, b"", environ)
        said = [each.decode("utf-8", "surrogateescape") for each in (done.stdout, done.stderr)]
        return subprocess.CompletedProcess(done.args, done.returncode, *said)

    def data(self, *arguments: str, stdin: bytes = b"", **environ: str) -> bytes:
        """The bytes that git gives for those it is given; raises GitFailed."""
        done = self.spawn(arguments, stdin, environ)
        if done.returncode:
            raise GitFailed(arguments, done.stderr.decode("utf-8", "surrogateescape"))
        return done.stdout

    def spawn(
        self, arguments: Sequence[str], stdin: bytes, environ: Mapping[str, str]
    ) -> "subprocess.CompletedProcess[bytes]":
        """A process of git that has ended."""
        settings = [part for key, value in self.config.items() for part in ("-c", f"{key}={value}")]
        known = {**self.environ, **QUIET, "GIT_SSH_COMMAND": self.environ.get("GIT_SSH_COMMAND", SSH), **environ}
        command = ["git", "-C", str(self.folder), *settings, *arguments]
        try:
            return subprocess.run(command, env=known, capture_output=True, check=False, input=stdin)
        except FileNotFoundError:
            raise UsageError("git is not installed", "install git; the library itself works without it") from None

    def says(self, *arguments: str) -> str:
        """What git prints, without the space around it; "" where it fails."""
        done = self.call(*arguments)
        return "" if done.returncode else done.stdout.strip()

    def agrees(self, *arguments: str) -> bool:
        """Whether git says yes."""
        return self.call(*arguments).returncode == 0

    @property
    def top(self) -> Path | None:
        """The folder of the repository; None outside of one."""
        found = self.says("rev-parse", "--show-toplevel")
        return Path(found) if found else None

    @property
    def own_folder(self) -> Path:
        """The folder where git keeps what it knows of this work tree."""
        return Path(self.run("rev-parse", "--absolute-git-dir").rstrip("\n"))

    def hooks(self) -> Path:
        """The folder of its hooks."""
        return (self.folder / self.run("rev-parse", "--git-path", "hooks").rstrip("\n")).resolve()

    def unfinished(self) -> str:
        """What was begun in the repository and not ended, in words; "" for nothing."""
        folder = self.own_folder
        return next((what for name, what in UNFINISHED.items() if (folder / name).exists()), "")

    def paths(self, *arguments: str) -> list[str]:
        """The paths that a call prints with -z, as git knows them."""
        return [name for name in self.run(*arguments).split("\0") if name]
