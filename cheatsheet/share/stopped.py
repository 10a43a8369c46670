"""What stops a sync: the other side cannot be reached, takes no push, or has a library that cannot be used."""

import re
from collections.abc import Mapping, Sequence

from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.git import GitFailed
from cheatsheet.share.repository import Remote

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
REJECTED = re.compile(r"^ ! \[(?:remote )?rejected\] .*? \((.+)\)$", re.MULTILINE)  # and git's reason
FASTER = (
    "non-fast-forward",
    "fetch first",
    "failed to update ref",
    "cannot lock ref",
    "incorrect old value",
    "already exists",
)


class Offline(UsageError):
    """The other side cannot be reached; what is committed waits."""


class Refused(UsageError):
    """The other side does not take the push, however often it is tried."""

    def __init__(self, remote: Remote, reason: str, said: str) -> None:
        hint = f"ask who keeps {remote.name} what it needs to be pushed to {remote.branch}; your commits wait here"
        told = [line.strip() for line in said.splitlines() if line.startswith("remote:")]
        if "checked out" in reason:  # git says so at length
            hint, told = f"share a bare repository, or check out another branch than {remote.branch} there", []
        super().__init__(f"{remote.name} refuses the push: {reason}", hint)
        self.told = told[:6]

    def lines(self) -> list[str]:
        return [self.message, *self.told, self.hint]


class Broken(Invalid):
    """The library of the other side cannot be used; nothing was taken in. `wrote` says who changed each file."""

    def __init__(self, there: str, faults: Sequence[Fault], wrote: Mapping[str, str]) -> None:
        super().__init__(fault._replace(file=f"{there}:{fault.file}") for fault in faults)
        self.message = f"nothing was taken in from {there}: it has {self.message}"
        self.wrote = [f"{name} was last changed by {who}" for name, who in wrote.items() if who]
        self.hint = f"have it mended there, then sync again; or here: git merge {there}, mend it, and sync"

    def lines(self) -> list[str]:
        return [*map(str, self.faults), *self.wrote, self.message, self.hint]


def offline(error: GitFailed, remote: Remote, waiting: int) -> UsageError:
    """The same failure, with what waits, where the other side could not be reached."""
    if not any(sign in error.said.lower() for sign in OFFLINE):
        return error
    commits = "1 commit waits" if waiting == 1 else f"{waiting} commits wait" if waiting else "nothing waits"
    return Offline(
        f"{remote.name} cannot be reached: {commits} here", f"sync again when it can be; git said: {error.message}"
    )
