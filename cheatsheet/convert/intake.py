"""What becomes of one record of a helpdesk: its texts translated, its losses gathered, an item made of them."""

from collections.abc import Mapping, Sequence

from cheatsheet.convert.foreign import IN_TITLE, in_title
from cheatsheet.convert.html_text import is_html, plain_text
from cheatsheet.convert.item import Item
from cheatsheet.convert.placeholders import Table, Translator
from cheatsheet.text import printable


class Intake:
    """Gathers the values and the losses of one item."""

    def __init__(self, table: Table, dialect: str, place: str) -> None:
        self.place = place
        self.losses: dict[str, None] = {}
        self._translator = Translator(table, dialect)

    def lose(self, what: str) -> None:
        """Notes what could not be kept."""
        self.losses[what] = None

    def unsure(self, what: str) -> None:
        """Notes a loss after which somebody must look at the text before it is sent."""
        self.lose(what)
        self._translator.draft = True

    def html(self, source: str) -> str:
        """A text of HTML as a template of ours."""
        plain = plain_text(source)
        for loss in plain.losses:
            self.lose(loss)
        return self._translator.text(plain.text).strip()

    def text(self, source: str) -> str:
        """A text as a template of ours; one that is HTML after all is read as that."""
        return self.html(source) if is_html(source) else self._translator.text(source).strip()

    def item(self, values: Mapping[str, object], *, skipped: str = "") -> Item:
        """The item: what is empty is left out; fields, comments and the need to look at it are added."""
        kept = {key: value for key, value in values.items() if value not in ("", None, [], {})}
        if in_title(str(kept.get("complaint", ""))):
            self.lose(IN_TITLE)
        if not skipped and "complaint" not in kept:
            skipped = "has no title"
        if not skipped and "answer" not in kept:
            skipped = "has no answer"
        if self._translator.names.fields:
            kept["fields"] = {name: dict(field) for name, field in self._translator.names.fields.items()}
        if self._translator.notes:
            kept["note"] = "\n\n".join([str(note) for note in (kept.get("note"), *self._translator.notes) if note])
        if self._translator.draft and kept.get("status") != "retired":
            kept["status"] = "draft"
        losses = dict.fromkeys([*self.losses, *self._translator.losses])
        return Item(values=kept, place=self.place, losses=tuple(losses), skipped=skipped)


def one_line(text: str) -> str:
    """A title on one line, without what a terminal would obey."""
    return " ".join(printable(text).split())


def counted(count: int, noun: str) -> str:
    """`1 attachment`, `2 attachments`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def unique(texts: Sequence[str]) -> list[str]:
    """The texts without blank ones and repetitions, the first of each."""
    return list(dict.fromkeys(text for text in texts if text))
