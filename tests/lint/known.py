"""What rules on the whole library are tested with: the facts of entries, without files."""

from collections.abc import Sequence
from datetime import date

from cheatsheet.entry import Entry
from cheatsheet.layouts import Layouts
from cheatsheet.lint.about import About
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.lint.prose import Prose
from cheatsheet.settings import Setting, Settings, Value
from cheatsheet.text import words
from tests.conftest import make_entry

TODAY = date(2026, 11, 23)


def about(**known: Value) -> About:
    """The circumstances of a run, with settings under their names with _ for the dot."""
    settings = {name.replace("_", ".", 1): Setting(value=value, origin="test") for name, value in known.items()}
    return About(settings=Settings(known=settings), layouts=Layouts(), today=TODAY)


def facts(own: str, **changes: object) -> Facts:
    """The facts of an entry whose complaint is its id, with changes under their YAML names, `file` and `line`."""
    file, line = str(changes.pop("file", "sheet.yaml")), int(str(changes.pop("line", 1)))
    made = make_entry(**{"id": own, "complaint": own, **changes})
    return facts_of(made)._replace(file=file, places={"": (line, 3)})


def facts_of(entry: Entry) -> Facts:
    """The facts of an entry."""
    said = (entry.complaint, *entry.phrases)
    return Facts(
        id=entry.id,
        file=entry.source.file,
        status=str(entry.status),
        said=said,
        texts=tuple(" ".join(words(text)) for text in said),
        answer=Prose.of(source=entry.answer).read,
        tags=entry.tags,
        channels=tuple(entry.channels),
        languages=tuple(entry.languages),
        owner=entry.owner or "",
        approved_by=entry.approved_by or "",
        review_by=entry.review_by.isoformat() if entry.review_by else "",
        places={key: place[:2] for key, place in entry.source.places.items()},
    )


def found(remarks: Sequence[Remark]) -> list[tuple[str, str]]:
    """The entries and keys of remarks."""
    return [(remark.facts.id, remark.key) for remark in remarks]
