"""What rules on the whole library know of an entry: little enough to be kept beside its file's findings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cheatsheet.lint.policies import Claim


class Where(NamedTuple):
    """A stretch of a file: 1-based lines and columns, the end after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


class Facts(NamedTuple):
    """An entry, as rules on the whole library see it; retired ones are among them.

    `said` is the complaint and the phrases as written, `texts` the same in words (cheatsheet.text.words) joined by
    spaces; `answer` is what a customer reads of the answer, values as one unknown sign (prose.OPAQUE). `places` has
    line and column of `id`, `complaint`, `answer`, `phrases.0`, …, `review_by`, `approved_by`, and "" for the entry.
    `claims` is what the answer says of policies, None where nobody has looked yet.
    """

    answer: str
    id: str
    file: str
    status: str
    said: tuple[str, ...]
    texts: tuple[str, ...]
    tags: tuple[str, ...]
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    owner: str
    approved_by: str
    review_by: str
    places: Mapping[str, Sequence[int]]
    claims: Sequence[Claim] | None = None

    def place(self, key: str) -> Where:
        """Where a text of the entry starts; the entry itself where it has none."""
        line, column = (self.places.get(key) or self.places.get("") or (0, 0))[:2]
        return Where(line, column, line, column)


class Remark(NamedTuple):
    """What a rule on the whole library says of one text of one entry; `said` is what a baseline knows it by."""

    facts: Facts
    key: str
    rule: str
    message: str
    suggestion: str = ""
    said: str = ""
