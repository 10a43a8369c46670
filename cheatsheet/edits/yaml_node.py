"""An entry's YAML as a tree whose nodes know between which offsets of the text they stand."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

import yaml

from cheatsheet.edits.yaml_lines import BREAKS, before_break, below, line_end, line_start
from cheatsheet.yaml_text import NULLS, SURROGATES, Parser, joined_surrogates

HEADER = re.compile(r"[|>](?P<signs>[-+0-9]*)")
COLON = re.compile(rf"[ \t{BREAKS}]*:")
EXPLICIT_KEY = re.compile(r"\?[ \t]+$")
PAIR = 12  # characters of two escapes of JSON that stand for one emoji


class Scalar(NamedTuple):
    """A text, a number, or nothing at all; what it stands for is `value`."""

    start: int
    end: int  # of the last line that is not blank
    style: str  # "" plain, "'", '"', "|" or ">"
    value: str
    head: int  # the end of its part on its first line: behind `|`, else as `end`
    kept: int  # with the blank lines that `|+` keeps, else as `end`

    @property
    def is_null(self) -> bool:
        """Whether it is no text: left out, `~` or `null`."""
        return not self.style and self.value in NULLS


class Group(NamedTuple):
    """A mapping, or a list, in block style or between brackets."""

    start: int
    end: int
    flow: bool
    listed: bool
    members: tuple["Member", ...]

    def keys(self) -> dict[str, "Member"]:
        """The members of a mapping by their keys."""
        return {member.key.value: member for member in self.members if member.key}


Node: TypeAlias = Scalar | Group


class Member(NamedTuple):
    """A key with its value, or an item of a list from its dash on."""

    start: int
    slot: int  # behind the colon or the dash
    key: Scalar | None
    value: Node

    @property
    def end(self) -> int:
        """Where its last line with content ends."""
        return max(self.value.end, self.slot)


class Feed:
    """A text from an offset on, in such pieces as libyaml asks for, with something in front.

    Where it `joins`, two escapes of JSON for an emoji are given as the emoji; `offset` counts as the text does.
    """

    def __init__(self, before: str, text: str, at: int, *, joins: bool) -> None:
        self.before, self.text, self.at, self.joins = before, text, at, joins
        self.shift = at - len(before)
        self.given = 0
        self.pairs: list[int] = []  # where libyaml was given a joined character

    def read(self, size: int) -> str:
        """The next piece; "" at the end."""
        piece, self.before = self.before, ""
        if not piece:
            end = self.at + size
            while self.joins and "\\" in self.text[end - PAIR : end]:  # not between two escapes
                end += PAIR
            piece = self.joined(self.text[self.at : end]) if self.joins else self.text[self.at : end]
            self.at = end
        self.given += len(piece)
        return piece

    def joined(self, piece: str) -> str:
        """A piece of JSON with its pairs of escapes joined."""
        found = [pair.start() for pair in SURROGATES.finditer(piece) if pair["pair"]]
        if not found:
            return piece
        self.pairs += [self.given + start - (PAIR - 1) * number for number, start in enumerate(found)]
        return joined_surrogates(f"[{piece}")[1:]

    def offset(self, index: int) -> int:
        """The text's offset of a character that libyaml counts as `index`."""
        return self.shift + index + (PAIR - 1) * bisect_left(self.pairs, index)


def events(stream: Feed | str) -> Iterator[Any]:
    """libyaml's events up to the end; raises yaml.YAMLError and UnicodeEncodeError."""
    parser = Parser(stream)
    while parser.check_event():
        yield parser.get_event()


def span(event: Any) -> tuple[int, int]:
    """Where libyaml says that an event starts and ends."""
    return event.start_mark.index, event.end_mark.index


def tree(text: str, margin: int, *, bare: bool) -> Group:
    """The mapping that begins at `margin`, behind what may be a dash; `bare` if it is an item between brackets.

    Raises yaml.YAMLError where there is no such mapping.
    """
    feed = Feed("[" if bare else " " * margin, text, margin, joins=bare)
    found = events(feed)
    for event in found:
        if isinstance(event, yaml.MappingStartEvent):
            return Builder(text, found, feed.offset).group(event)
        if isinstance(event, yaml.ScalarEvent):
            break
    raise yaml.YAMLError("no mapping")


class Builder:
    """Makes nodes of events; `at` gives the offset of what they call an index."""

    def __init__(self, text: str, found: Iterator[Any], at: Callable[[int], int]) -> None:
        self.text = text
        self.events = found
        self.at = at

    def node(self, event: Any, slot: int) -> Node:
        """The node that begins with an event."""
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, slot)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return self.group(event)
        raise yaml.YAMLError("an alias")

    def scalar(self, event: Any, slot: int) -> Scalar:
        """A text; one that is left out stands at its slot."""
        start, end = map(self.at, span(event))
        style = event.style or ""
        if start == end:
            return Scalar(slot, slot, "", "", slot, slot)
        header = HEADER.match(self.text, start) if style in {"|", ">"} else None
        if header is None:
            return Scalar(start, end, style, event.value, end, end)
        solid = self.text[start:end].rstrip(" \t" + BREAKS)
        last = line_end(self.text, start + len(solid))
        # A line that is put in front of the last break goes behind all that `+` keeps.
        kept = before_break(self.text, end) if "+" in header["signs"] else last
        return Scalar(start, last, style, event.value, header.end(), max(last, kept))

    def group(self, event: Any) -> Group:
        """A mapping or a list, up to its end."""
        start, flow = self.at(span(event)[0]), bool(event.flow_style)
        listed = isinstance(event, yaml.SequenceStartEvent)
        column = start - line_start(self.text, start) if listed and not flow else 0
        dash = re.compile(rf"(?:^|[{BREAKS}]) {{{column}}}-")
        members: list[Member] = []
        for inner in self.events:
            before = members[-1].end if members else start
            if isinstance(inner, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                return Group(start, self.at(span(inner)[1]) if flow else before, flow, listed, tuple(members))
            if not listed:
                members.append(self.pair(inner, before))
            elif flow:
                at = self.at(span(inner)[0])
                members.append(Member(at, at, None, self.node(inner, at)))
            else:
                found = dash.search(self.text, before) if members else None
                slot = found.end() if found else before + 1
                members.append(Member(slot - 1, slot, None, self.node(inner, slot)))
        raise yaml.YAMLError("no end")

    def pair(self, event: Any, before: int) -> Member:
        """A key with its value, from the sign of an explicit key on."""
        key = self.scalar(event, self.at(span(event)[0]))
        explicit = EXPLICIT_KEY.search(self.text, before, key.start)
        colon = COLON.match(self.text, key.end)
        slot = colon.end() if colon else key.end
        return Member(explicit.start() if explicit else key.start, slot, key, self.node(next(self.events), slot))


def kept_end(node: Node) -> int:
    """Where a node ends with the blank lines that `|+` keeps."""
    if isinstance(node, Scalar):
        return node.kept
    if node.flow or not node.members:
        return node.end
    last = node.members[-1]
    return max(kept_end(last.value), last.slot)


def behind(text: str, member: Member, column: int, *, exact: bool = False) -> int:
    """The end of a member's last line, or of the last deeper comment below it.

    The blank lines that `|+` keeps belong to it where white space around a text is `exact`; readers take it away.
    """
    end = kept_end(member.value) if exact else member.value.end
    return below(text, max(end, member.slot), column)


def shown_items(group: Group, *, exact: bool) -> list[int]:
    """Which items of a list a reader gets: not the empty ones."""
    return [number for number, each in enumerate(group.members) if exact or not is_blank(each.value)]


def is_blank(node: Node) -> bool:
    """Whether a node is nothing, or a text of white space."""
    return isinstance(node, Scalar) and (node.is_null or not node.value.strip())
