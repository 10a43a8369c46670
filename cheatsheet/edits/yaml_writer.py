"""Entries as YAML, written as a person would write them, and as the file at hand writes them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cheatsheet.edits.yaml_scalar import Room, Written, double, written

SHORT_LIST, SHORT_WORD = 60, 24  # characters that a list between brackets, and an item of it, may have
ALWAYS_BELOW = frozenset({"phrases", "check", "lint"})  # lists of sentences


class Brackets(NamedTuple):
    """How lists and mappings between brackets are written."""

    json: bool = False
    comma: str = ", "
    colon: str = " "  # what stands behind the colon
    list_pad: str | None = None  # what stands within brackets on one line, in front and behind
    mapping_pad: str | None = None
    indent: str | None = None  # of what stands in brackets on lines of its own; None: all on one line
    hanging: bool = False  # the first of them stands behind the bracket all the same
    closed: bool = True  # the closing bracket has a line of its own
    last_comma: str = ""  # behind the last of them
    open_lists: bool | None = None  # lists within have lines of their own too; None: as is usual
    open_mappings: bool | None = None

    @property
    def within(self) -> "Brackets":
        """How brackets within these are written."""
        return self.inline if self.hanging else self

    @property
    def inline(self) -> "Brackets":
        """The same with all on one line."""
        return self._replace(indent=None, hanging=False)

    def opens(self, value: object, inline: str) -> bool:
        """Whether a list or a mapping has lines of its own: as JSON's programs write it, or a long one in YAML."""
        known = self.open_lists if isinstance(value, list) else self.open_mappings
        return self.indent is not None and ((self.json or len(inline) > SHORT_LIST) if known is None else known)


class Layout(NamedTuple):
    """How a file is laid out: counts of spaces, all relative to the key above."""

    newline: str = "\n"
    margin: int = 0  # of the dashes of the entries
    entry: int = 2  # from an entry's dash to its keys
    step: int = 2  # of a mapping in a mapping
    body: int = 2  # of the lines of a text
    lists: int = 2  # of the dashes of a list
    dash: int = 2  # from such a dash to its item
    flow_tags: bool = True  # short lists of words stand in brackets
    brackets: Brackets = Brackets()


def dump(mappings: Sequence[Mapping[str, object]]) -> str:
    """Entries as YAML text, a blank line between two; reading it gives the same entries."""
    return "\n".join(entry(mapping, Layout(flow_tags=False)) + "\n" for mapping in mappings)


def entry(mapping: Mapping[str, object], layout: Layout) -> str:
    """An entry as the item of a list in block style, without the last line break."""
    return " " * layout.margin + item(mapping, layout.margin, layout._replace(dash=layout.entry))


def pair(key: str, value: object, column: int, layout: Layout, *, exact: bool = False) -> str:
    """A key at a column with its value, without the white space in front."""
    head, body = block_value(key, value, column, layout, exact=is_exact(key, exact=exact))
    return f"{key_text(key)}:{head and ' '}{head}{body and chr(10)}{body}"


def item(value: object, column: int, layout: Layout, *, exact: bool = False, quote: str = "") -> str:
    """An item of a list whose dashes stand at a column, without the white space in front."""
    dash, inner = "-" + " " * (layout.dash - 1), column + layout.dash
    match value:
        case Mapping() if value:
            pairs = (pair(str(key), each, inner, layout, exact=exact) for key, each in value.items())
            return dash + f"\n{' ' * inner}".join(pairs)
        case str():
            room = Room(column=column, indent=inner, item=True, exact=exact)
            head, body = written(value, room, quote=quote)
            return f"{dash}{head}{body and chr(10)}{body}"
        case _:
            return dash + flow_value(value, layout.brackets.inline)


def block_value(key: str, value: object, column: int, layout: Layout, *, exact: bool = False) -> Written:
    """A value as it is written behind a key at a column."""
    match value:
        case Mapping() if value:
            inner = column + layout.step
            lines = (" " * inner + pair(str(k), v, inner, layout, exact=exact) for k, v in value.items())
            return Written("", "\n".join(lines))
        case list() if value:
            short = flow_value(value, layout.brackets.inline)
            if layout.flow_tags and key not in ALWAYS_BELOW and are_words(value) and len(short) <= SHORT_LIST:
                return Written(short)
            inner = column + layout.lists
            return Written("", "\n".join(" " * inner + item(each, inner, layout, exact=exact) for each in value))
        case str():
            return written(value, Room(column=column, indent=column + layout.body, exact=exact))
        case _:
            return Written(flow_value(value, layout.brackets.inline))


def are_words(values: Iterable[object]) -> bool:
    """Whether a list is one of short texts."""
    return all(isinstance(each, str) and len(each) <= SHORT_WORD and "\n" not in each for each in values)


def flow_pair(key: str, value: object, brackets: Brackets, margin: str = "", *, exact: bool = False) -> str:
    """A key with its value between brackets."""
    name = double(key) if brackets.json else key_text(key, flow=True)
    return f"{name}:{brackets.colon}{flow_value(value, brackets, margin, exact=is_exact(key, exact=exact))}"


def flow_value(value: object, brackets: Brackets, margin: str = "", *, exact: bool = False, quote: str = "") -> str:
    """A value as it is written between brackets, `margin` being what stands in front of its first line."""
    match value:
        case None:
            return "null"
        case str():
            return double(value) if brackets.json else written(value, Room(flow=True, exact=exact), quote=quote).head
        case list() | Mapping():
            inline = flow_group(value, brackets.inline, margin, exact=exact)
            is_open = brackets.opens(value, inline)
            return flow_group(value, brackets, margin, exact=exact) if is_open else inline
        case _:
            return str(value)


def flow_group(
    value: list[object] | Mapping[str, object], brackets: Brackets, margin: str, *, exact: bool = False
) -> str:
    """A list or a mapping in brackets that are written as these are."""
    inner, within = margin + (brackets.indent or ""), brackets.within
    if isinstance(value, Mapping):
        pairs = [flow_pair(str(key), each, within, inner, exact=exact) for key, each in value.items()]
        return enclosed("{", pairs, "}", brackets, margin)
    return enclosed("[", [flow_value(each, within, inner, exact=exact) for each in value], "]", brackets, margin)


def enclosed(opening: str, members: Sequence[str], closing: str, brackets: Brackets, margin: str) -> str:
    """What is written in brackets, on one line or a line each."""
    if brackets.indent is None or not members:
        pad = ((brackets.list_pad if opening == "[" else brackets.mapping_pad) or "") if members else ""
        return opening + pad + brackets.comma.join(members) + pad + closing
    line = f"\n{margin}{brackets.indent}"
    start = opening if brackets.hanging else opening + line
    end = f"\n{margin}{closing}" if brackets.closed else closing
    return start + f",{line}".join(members) + brackets.last_comma + end


def is_exact(key: str, *, exact: bool) -> bool:
    """Whether white space around a value counts: in `proposed` nobody reads the texts yet."""
    return exact or key == "proposed"


def key_text(key: str, *, flow: bool = False) -> str:
    """A key as it is written: bare, or in quotes where it would not be the same."""
    plain = key.replace("_", "").replace("-", "").isalnum() and key.isascii()
    if plain and key not in {"null", "Null", "NULL"}:
        return key
    return written(key, Room(flow=flow, inline=True, exact=True)).head
