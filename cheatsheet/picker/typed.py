"""What a person typed into the forms: kept while the picker is open."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cheatsheet.picker.offer import Question


class Answers(NamedTuple):
    """What stood in a form when it was left: by name, which of it is of no use, and whether all was answered."""

    texts: Mapping[str, str]
    wrong: frozenset[str]
    done: bool


class Typed:
    """Values of the customer serve every entry (`customer.name`); an entry's own fields serve that entry."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}  # (entry id or "" for all, name) -> as it was typed
        self.wrong: set[tuple[str, str]] = set()
        self.asked: dict[tuple[str, str], Question] = {}

    def keep(self, entry_id: str, questions: Sequence[Question], answers: Answers) -> None:
        """Keeps what was typed, what is of no use too: the form shows it again."""
        for question in questions:
            key = key_of(entry_id, question.name)
            self.asked[key] = question
            self.kept[key] = answers.texts.get(question.name, "")
            self.wrong.discard(key)
            if question.name in answers.wrong:
                self.wrong.add(key)

    def texts(self, entry_id: str) -> dict[str, str]:
        """All that was typed for an entry, by name."""
        return {name: text for (scope, name), text in self.kept.items() if scope in {"", entry_id} and text}

    def values(self, entry_id: str) -> dict[str, str]:
        """What of it can be used."""
        wrong = {name for scope, name in self.wrong if scope in {"", entry_id}}
        return {name: text for name, text in self.texts(entry_id).items() if name not in wrong}

    def questions(self, entry_id: str, more: Sequence[Question]) -> list[Question]:
        """The questions that were asked for an entry so far, and those that are new."""
        asked = {name: question for (scope, name), question in self.asked.items() if scope in {"", entry_id}}
        return [*{**asked, **{question.name: question for question in more}}.values()]


def key_of(entry_id: str, name: str) -> tuple[str, str]:
    """Where a value is kept: a dotted name is the same in every entry."""
    shared = "." in name and not name.startswith("[")
    return ("" if shared else entry_id, name)
