"""Every exception that this program raises, each with its exit code.

A message says what happened and why; `hint` says what to do. Only the command boundary prints them.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

INTERRUPTED = 130  # the exit code where a person gave up


class Fault(NamedTuple):
    """One thing that is wrong at one place of a file; `line` and `column` are 1-based, 0 if unknown."""

    file: str
    message: str
    line: int = 0
    column: int = 0
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class CheatsheetError(Exception):
    """The base of all; carries the exit code of the contract."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def lines(self) -> list[str]:
        """The message as a person reads it, a fault a line."""
        return [self.message, *([self.hint] if self.hint else [])]


class UsageError(CheatsheetError):
    """The command was called in a way that cannot work."""


class NoLibrary(CheatsheetError):
    """There is no library here, and this command does not use the starter library."""


class UnknownId(CheatsheetError):
    """No entry has this id."""

    def __init__(self, entry_id: str, near: str | None) -> None:
        super().__init__(
            f"no entry has the id {entry_id!r}",
            f"did you mean {near!r}?" if near else "`cheatsheet list` shows every id",
        )


class NoMatch(CheatsheetError):
    """No entry fits well enough to be sent."""

    exit_code = 3


class Invalid(CheatsheetError):
    """Files that cannot be used as they are: library, templates or settings; every fault is listed."""

    exit_code = 4

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(sorted(set(faults), key=lambda f: (f.file, f.line, f.column, f.message)))
        count = len(self.faults)
        super().__init__(f"{count} fault{'s' if count != 1 else ''} to mend first")

    def lines(self) -> list[str]:
        return [*(str(fault) for fault in self.faults), self.message]


class Unwritable(CheatsheetError):
    """A change that cannot be written into its file without harm to what stands there."""

    exit_code = 4


class NotWritable(UsageError):
    """A file that this program cannot write, or must not: what was to be written may go elsewhere."""


class Missing(NamedTuple):
    """A value that the answer needs and that is not known; `name` is what --set takes."""

    name: str
    prompt: str
    file: str
    line: int = 0

    @property
    def where(self) -> str:
        """Where it is needed, in brackets; "" where that is not a file."""
        return f" ({self.file}:{self.line})" if self.file else ""


class MissingValues(CheatsheetError):
    """The reply needs values that were not given."""

    exit_code = 5

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        count = len(self.missing)
        super().__init__(f"{count} value{'s are' if count != 1 else ' is'} missing; nothing was copied")

    def lines(self) -> list[str]:
        return [self.message, *(f"  {m.name}: {m.prompt}, {how_to_give(m.name)}{m.where}" for m in self.missing)]


class ClipboardUnavailable(CheatsheetError):
    """The text could not be put on a clipboard."""

    exit_code = 6


class NotShared(CheatsheetError):
    """A library with new errors of `lint`, which is not pushed."""

    exit_code = 1


class JournalUnusable(CheatsheetError):
    """The local record of use cannot be read or written; never a reason to stop."""


class HistoryUnusable(CheatsheetError):
    """The record that `undo` needs cannot be read or written; never a reason not to write a sheet."""


def how_to_give(name: str) -> str:
    """The flag or setting that supplies a missing value."""
    if name in {"customer.name", "customer.first_name"}:
        return '--name "…"'
    if name == "order.number":
        return "--order …"
    group, _, key = name.partition(".")
    if group in {"company", "facts"}:
        return f"`{key} = …` under [{group}] in cheatsheet.toml, or --set {name}=…"
    return f"--set {shell_word(f'{name}=…')}"


def shell_word(text: str) -> str:
    """`text` in quotes where a shell would otherwise split or expand it."""
    return f'"{text}"' if any(c in text for c in " []") else text
