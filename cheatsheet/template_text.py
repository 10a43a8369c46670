"""The source of a template and where it stands; apart from what parses it, which is slow to load."""

from dataclasses import dataclass

from cheatsheet.errors import Fault, Invalid
from cheatsheet.nodes import Place

# The filters that a template may use; cheatsheet/filters.py has what they do.
FILTER_NAMES = ("date", "default", "join", "lower", "money", "spell", "title", "upper", "working_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A template's source and where it stands, for messages."""

    source: str
    file: str
    place: Place

    def fault(self, line: int, message: str, hint: str = "") -> Invalid:
        """An error at a line of the source (1-based)."""
        return Invalid([Fault(file=self.file, line=self.file_line(line), message=message, hint=hint)])

    def file_line(self, line: int) -> int:
        """The file's line of a line of the source."""
        return self.place.line_of(line) if self.place.lines else self.place.line + line - 1
