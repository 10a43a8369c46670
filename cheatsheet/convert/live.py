"""Wording and live syntax put together to a template, so that no wording can become live."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cheatsheet.errors import Invalid
from cheatsheet.nodes import Place
from cheatsheet.template_text import FILTER_NAMES, Text

STARTS = re.compile(r"\{[{%#]")
LEFT = re.compile(r"\{[{%]|[}%]\}")  # what a finished reply may not hold
CALL = re.compile(r"\b([a-z_]\w*)\s*\(")


class Piece(NamedTuple):
    """A part of a template: `live` is Jinja, else it is wording that stands as it is."""

    text: str
    live: bool = False


class Found(NamedTuple):
    """What a text of another tool is made of, and what of it was lost; `draft` where it says something else now."""

    pieces: list[Piece]
    losses: tuple[str, ...] = ()
    draft: bool = False
    notes: tuple[str, ...] = ()


class Assembled(NamedTuple):
    """A template, and the signs in its wording that look like syntax."""

    text: str
    stray: tuple[str, ...] = ()


def assembled(pieces: Iterable[Piece]) -> Assembled:
    """The pieces as one template that says what they say, whatever stands where two of them meet."""
    parts: list[str] = []
    stray: dict[str, None] = {}
    for piece, following in neighbours(joined(pieces)):
        if piece.live:
            parts.append(kept_break(piece.text, following))
            continue
        stray |= dict.fromkeys(LEFT.findall(piece.text))
        text = STARTS.sub(lambda found: shown_as_text(found.group()), piece.text)
        if text.endswith("{") and following is not None:  # `{` before `{{` would be read as `{{` and `{`
            text = text[:-1] + shown_as_text("{")
        parts.append(text)
    return Assembled("".join(parts), tuple(stray))


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with neighbouring wording made one: what two halves make is one sign too."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and not piece.live and not found[-1].live:
            found[-1] = Piece(found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def neighbours(pieces: list[Piece]) -> Iterable[tuple[Piece, Piece | None]]:
    """Each piece with the one behind it."""
    return zip(pieces, [*pieces[1:], None], strict=False)


def kept_break(live: str, following: Piece | None) -> str:
    """A tag that keeps the line break behind it, which Jinja eats and other languages keep."""
    breaks = live.endswith(" %}") and following is not None and following.text.startswith("\n")
    return f"{live.removesuffix('%}')}+%}}" if breaks else live


def shown_as_text(sign: str) -> str:
    """A sign that Jinja would read, as an expression that shows it."""
    return f'{{{{ "{sign}" }}}}'


def quoted(text: str) -> str:
    """A text as Jinja's string; line breaks become spaces."""
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def wrong_template(template: str) -> str:
    """Why a template may not run; "" where it may."""
    try:
        checked(template)
    except Invalid as error:
        return error.faults[0].message
    return ""


def names_used(template: str) -> Sequence[str] | None:
    """The dotted names that a template uses, macros it calls left out; None where it may not run."""
    calls = frozenset(CALL.findall(template))
    try:
        return [name for name in checked(template, calls) if name not in calls]
    except Invalid:
        return None


def checked(template: str, calls: frozenset[str] = frozenset()) -> Mapping[str, int]:
    """The names that a template uses; raises Invalid where it may not run."""
    from cheatsheet.template import Checker  # Jinja is slow to load, and few texts need it

    text = Text(source=template, file="", place=Place(1, 1))
    return Checker(filters=frozenset(FILTER_NAMES), calls=calls).check(text).used
