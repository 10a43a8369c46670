"""Placeholders of any tool in the wording of any other: somebody pasted them, or a sheet was filled from there."""

import re
from collections.abc import Callable, Iterable, Iterator

from cheatsheet.convert.live import Piece, joined, quoted
from cheatsheet.convert.names import Names

NAME = r"[^\W\d][\w.-]*"
HELPSCOUT = re.compile(rf"\{{%\s*(?P<name>{NAME})\s*(?:,\s*fallback=(?P<fallback>[^{{}}%]*))?%\}}")
BRACED = re.compile(
    r"#\{\s*(?P<zammad>" + NAME + r")\s*\}"
    r"|%\{\s*(?P<osticket>" + NAME + r")\s*\}"
    r"|\{%\s*(?P<helpscout>" + NAME + r")\s*(?:,\s*fallback=(?P<fallback>[^{}%]*))?%\}"
    r"|\{\{\s*(?P<any>" + NAME + r")\s*(?:\|\s*(?:fallback|default):\s*(?P<instead>\"[^\"{}]*\"|'[^'{}]*')\s*)?\}\}"
    r"|(?P<broken>[#%]\{[^{}\n]{0,80}\}|\{%[^{}%\n]{0,80}%\})"
    r"|(?P<strange>\$\{[^{}\n]{1,60}\}|(?<![{$#%])\{!?\s*[^\W\d][\w .-]{0,40}\}(?!\})|<<[^<>\n]{1,60}>>"
    r"|\*\|[^|*\n]{1,60}\|\*|(?<![\w%])%[^\W\d][\w.]*%(?!\w))"
    r"|\[\[(?P<double>[^\[\]\n]{0,60}?[^\W\d_][^\[\]\n]{0,60})\]\]"
    r"|[\[［](?P<single>[^\[\]［］\n]{0,60}?[^\W\d_][^\[\]［］\n]{0,60})[\]］](?!\((?:https?:|mailto:))"
)
START = re.compile(r"[#%${<*\[［]")
SIGNS = "{[［<%*"  # a wording without any of these has no placeholder
DOUBLE_BRACES_READ = frozenset({"liquid", "mustache", "brackets", "espanso"})  # dialects that have them themselves
MAX_SHOWN = 80
IN_TITLE = "a placeholder in the title stands as it was"

Lose = Callable[[str, bool], None]


def is_helpscout(tag: str, names: Names) -> bool:
    """Whether `{%…%}` is a placeholder of Help Scout: a dotted name, one with a fallback, or one of the team's."""
    found = HELPSCOUT.fullmatch(tag)
    if not found:
        return False
    known = names.table.find(found["name"], "helpscout")
    return "." in found["name"] or found["fallback"] is not None or known is not None


def with_foreign(pieces: Iterable[Piece], names: Names, lose: Lose) -> Iterator[Piece]:
    """The pieces with the placeholders of other tools in their wording made live.

    What only looks like one stays; `lose(what, draft)` is told, with `draft` where it is surely syntax.
    """
    for piece in joined(pieces):
        if piece.live or not any(sign in piece.text for sign in SIGNS):
            yield piece
            continue
        end = 0
        for found in placeholders(piece.text):
            yield Piece(piece.text[end : found.start()])
            value = value_of(found, names)
            if not value:
                tell(found, lose)
            yield Piece(value or found.group(), live=bool(value))
            end = found.end()
        yield Piece(piece.text[end:])


def placeholders(text: str) -> Iterator["re.Match[str]"]:
    """All that is, or looks like, a placeholder; four times as fast as the pattern by itself."""
    at = 0
    while start := START.search(text, at):
        found = BRACED.match(text, start.start())
        if found:
            yield found
        at = found.end() if found else start.end()


def value_of(found: "re.Match[str]", names: Names) -> str:
    """Our `{{ name }}` for a placeholder; "" for what is none."""
    blank = found["double"] or found["single"]
    if blank:
        return f"{{{{ {names.ours(blank, 'brackets', told=False)} }}}}"
    name, dialect = found[found.lastgroup or 0], found.lastgroup or ""
    if dialect == "fallback":
        name, dialect = found["helpscout"], "helpscout"
    elif dialect == "instead":
        name, dialect = found["any"], "any"
    if dialect in {"broken", "strange"} or (dialect == "any" and names.dialect in DOUBLE_BRACES_READ):
        return ""
    if dialect == "helpscout" and not is_helpscout(found.group(), names):
        return ""
    ours = names.ours(name.removesuffix(".value"), dialect)
    fallback = (found["fallback"] or (found["instead"] or "")[1:-1]).strip()
    return f"{{{{ {ours} | default({quoted(fallback)}) }}}}" if fallback else f"{{{{ {ours} }}}}"


def tell(found: "re.Match[str]", lose: Lose) -> None:
    """Notes what stands as it was; a loss of two braces is noted where the template is put together."""
    shown = " ".join(found.group().split())[:MAX_SHOWN]
    if found["broken"] or found["helpscout"]:
        lose(f"untranslated: {shown}: it stands as it was", True)
    elif found["strange"]:
        lose(f"`{shown}` may be a placeholder of another tool: it stands as it was", True)


def in_title(title: str) -> bool:
    """Whether a title, which is no template, has a placeholder of any tool; brackets are taken for wording there."""
    return any(not (found["single"] or found["double"]) for found in placeholders(title))


def placeholders_in(text: str) -> list[str]:
    """The placeholders that `with_foreign` would make live in a text of Liquid."""
    kinds = {"single", "double", "zammad", "osticket"}
    return list(dict.fromkeys(found.group() for found in placeholders(text) if found.lastgroup in kinds))
