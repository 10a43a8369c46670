"""A text of another tool as a template of ours: placeholders translated, all else kept as wording."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from cheatsheet.convert.brackets import bracket_pieces
from cheatsheet.convert.foreign import with_foreign
from cheatsheet.convert.liquid import liquid_pieces
from cheatsheet.convert.live import Piece, assembled, names_used, quoted, wrong_template
from cheatsheet.convert.names import Names, Table, Target
from cheatsheet.text import printable, without_reserved

__all__ = ["Names", "Table", "Target", "Translated", "Translator", "translated"]

MUSTACHE = re.compile(r"\{\{(?P<name>[^{}|]+)(?:\|\s*fallback:\s*(?P<fallback>\"[^\"]*\"|'[^']*'))?\s*\}\}")
ZAMMAD = re.compile(r"#\{(?P<name>[^{}]+)\}")
OSTICKET = re.compile(r"%\{(?P<name>[^{}]+)\}")
TWO_NAMES = re.compile(
    r"(?P<open>[#%]?\{[{%]?)\s*(?P<who>[\w.]+\.)first_?name\s*(?P<close>[}%]?\})\s+"
    r"(?P=open)\s*(?P=who)last_?name\s*(?P=close)",
    re.IGNORECASE,
)
WHOLE_NAMES = ("name", "fullname")
OPENED_BY = {"#{": "zammad", "%{": "osticket", "{%": "helpscout"}
MANY = 150  # braces; a text with fewer, made of translated tags alone, keeps the limits of a template
LONG = 20_000  # characters; a text with more is held against the limits of a template


class Translated(NamedTuple):
    """A template of ours, the entry's fields it needs, and what was lost.

    `draft`: the text says something else than before, so somebody must look at it; `notes` are comments that
    were never sent.
    """

    text: str
    fields: Mapping[str, Mapping[str, str]]
    losses: tuple[str, ...]
    draft: bool = False
    notes: tuple[str, ...] = ()


def translated(text: str, table: Table, dialect: str) -> Translated:
    """`text` in our template syntax. Raises nothing: what means nothing to us is wording, and a loss."""
    translator = Translator(table, dialect)
    text = translator.text(text)
    fields = {name: dict(field) for name, field in translator.names.fields.items()}
    return Translated(text, fields, translator.losses, translator.draft, tuple(translator.notes))


class Translator:
    """Translates the texts of one item: one field for one placeholder in all of them."""

    def __init__(self, table: Table, dialect: str) -> None:
        self.names = Names(table, dialect)
        self.dialect = dialect
        self.draft = False
        self.notes: list[str] = []
        self._losses: dict[str, None] = {}

    @property
    def losses(self) -> tuple[str, ...]:
        """What was lost until now, each said once."""
        return tuple(self.names.losses | self._losses)

    def lose(self, what: str) -> None:
        """Notes a loss."""
        self._losses[what] = None

    def text(self, source: str) -> str:
        """One text as a template of ours."""
        source = without_reserved(printable(source))
        if not any(sign in source for sign in "{}[［<%*"):
            return self._within_limits(source)
        source = TWO_NAMES.sub(self._whole_name, source)
        template, stray = assembled(self._pieces(source, blocks=True))
        check = "{%" in template and (self.dialect == "brackets" or template.count("{") > MANY)
        if check and names_used(template) is None:
            self.lose("untranslated: its conditions do not fit into a template; their texts stay, one after another")
            self.draft = True
            template, stray = assembled(self._pieces(source, blocks=False))
        for sign in stray:
            self.lose(f"`{sign}` means nothing here and stands as it was: mend the text before it is sent")
            self.draft = True
        return self._within_limits(template)

    def _within_limits(self, template: str) -> str:
        if len(template) > LONG:
            wrong = wrong_template(template)
            if wrong:
                self.lose(f"the text cannot be sent as it is: {wrong}")
                self.draft = True
        return template

    def _pieces(self, source: str, *, blocks: bool) -> list[Piece]:
        return list(with_foreign(self._own_pieces(source, blocks=blocks), self.names, self._lose))

    def _lose(self, what: str, draft: bool) -> None:
        self.lose(what)
        self.draft = self.draft or draft

    def _own_pieces(self, source: str, *, blocks: bool) -> list[Piece]:
        match self.dialect:
            case "liquid":
                found = liquid_pieces(source, self.names, blocks=blocks)
            case "brackets":
                found = bracket_pieces(source, self.names, blocks=blocks)
            case "helpscout":  # whose one kind of placeholder is looked for in all texts
                return [Piece(source)]
            case _:
                return list(simple_pieces(source, PATTERNS[self.dialect], self._value))
        self._losses |= dict.fromkeys(found.losses)
        self.draft = self.draft or found.draft
        self.notes += [note for note in found.notes if note not in self.notes]
        return found.pieces

    def _value(self, found: "re.Match[str]") -> str:
        name = found["name"].strip().removesuffix(".value")
        ours = self.names.ours(name)
        fallback = (found.groupdict().get("fallback") or "").strip()
        if self.dialect == "mustache":
            fallback = fallback[1:-1].strip()
        return f"{{{{ {ours} | default({quoted(fallback)}) }}}}" if fallback else f"{{{{ {ours} }}}}"

    def _whole_name(self, found: "re.Match[str]") -> str:
        for name in WHOLE_NAMES:
            if self.names.known(found["who"] + name, OPENED_BY.get(found["open"], "")):
                return f"{found['open']}{found['who']}{name}{found['close']}"
        return found.group()


PATTERNS = {"mustache": MUSTACHE, "zammad": ZAMMAD, "osticket": OSTICKET, "espanso": MUSTACHE}


def simple_pieces(source: str, pattern: re.Pattern[str], value: Callable[["re.Match[str]"], str]) -> Iterator[Piece]:
    """Wording and values of a syntax that has placeholders alone."""
    end = 0
    for found in pattern.finditer(source):
        yield Piece(source[end : found.start()])
        if found["name"].strip():
            yield Piece(value(found), live=True)
        else:
            yield Piece(found.group())
        end = found.end()
    yield Piece(source[end:])
