"""What the picker is opened with and what it gives back: values and callables, no UI library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """One entry of the list; `sure` marks a confident best match."""

    id: str
    complaint: str
    sure: bool = False


class Found(NamedTuple):
    """The entries for a search line, best first; `note` says what a person should know of the list."""

    rows: tuple[Row, ...]
    note: str = ""


class Question(NamedTuple):
    """A value that a person is asked for: `hint` says how it is written, `choices` what there is."""

    name: str
    prompt: str
    hint: str = ""
    choices: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The question as it is asked on one line."""
        wanted = self.hint or ", ".join(self.choices)
        return f"{self.prompt} ({wanted})" if wanted else self.prompt


class Finding(NamedTuple):
    """What `lint` calls an error in the text that would be copied."""

    rule: str
    message: str
    suggestion: str

    def __str__(self) -> str:
        return f"{self.message} ({self.rule}; {self.suggestion})"


class Preview(NamedTuple):
    """A reply as it would be sent; what is missing stands in it as one of the `marks`.

    With a `fault` there is no reply: it says why, a line each.
    """

    body: str = ""
    subject: str | None = None
    marks: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    check: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""


class Choice(NamedTuple):
    """What a person took: the entry, the values for it, the channel, whether to edit it, and what was searched."""

    id: str
    given: Mapping[str, str]
    channel: str
    edit: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the picker works with. Its callables are called from other threads, each from one alone.

    `problem` says why an answer to a question of an entry cannot be used, else "".
    """

    channels: tuple[str, ...]
    channel: str
    search: Callable[[str], Found]
    preview: Callable[[str, str, Mapping[str, str]], Preview]  # entry id, channel, values
    problem: Callable[[str, str, str], str]  # entry id, name, answer
    text: str = ""
    edit: bool = False  # whatever is taken is edited
