"""What a rule finds: a finding in one text, and the problem that it is at its place in a file."""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How bad a problem is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def at_least(self, other: "Level") -> bool:
        """Whether this level is as bad as another, or worse."""
        order = list(Level)
        return order.index(self) <= order.index(other)


class Finding(NamedTuple):
    """A stretch of one text (offsets in code points) that a rule objects to; `fix` is what should stand there."""

    rule: str
    start: int
    end: int
    message: str
    suggestion: str = ""
    fix: str | None = None


class Fix(NamedTuple):
    """A safe mend: offsets in the text of a file, and what should stand there."""

    start: int
    end: int
    text: str


class Problem(NamedTuple):
    """A finding at its place: 1-based lines and columns of code points, the end after the last character.

    `entry` is an id, "" for a problem of a file; `key` names its text; a baseline knows a problem by what was `said`.
    """

    rule: str
    level: Level
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    entry: str
    message: str
    suggestion: str = ""
    said: str = ""
    fix: Fix | None = None
    key: str = ""

    @property
    def where(self) -> str:
        """file:line:column, without what is not known."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
