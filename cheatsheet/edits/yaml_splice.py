"""Edits of an entry's own lines: what changed in its mapping, and nothing beside it."""

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from operator import itemgetter
from typing import TypeAlias, TypeGuard

from cheatsheet.edits.yaml_gaps import Fresh, Gap, block_gaps, flow_gaps
from cheatsheet.edits.yaml_layout import brackets_like, brackets_of, comma_of, dash_width, own_line
from cheatsheet.edits.yaml_lines import (
    BREAK,
    COMMENT_LINE,
    begins_line,
    column_of,
    line_end,
    margin_of,
    next_line,
)
from cheatsheet.edits.yaml_node import Group, Member, Node, Scalar, behind, shown_items
from cheatsheet.edits.yaml_scalar import Old, Room, Written, double, rewritten
from cheatsheet.edits.yaml_writer import Brackets, Layout, block_value, flow_pair, flow_value, is_exact, item, pair

Plain: TypeAlias = Mapping[str, object]


def spliced(text: str, entry: Group, old: Plain, new: Plain, layout: Layout) -> str:
    """The text of an entry whose mapping was `old` as one whose mapping is `new`.

    Lines of values that are equal in both stay as they are. The result is not checked: read it back.
    """
    splice = Splice(text, layout, json_like=entry.flow and brackets_of(text, entry).json)
    splice.mapping(entry, old, new)
    pieces, at = [], 0
    for edit in sorted(splice.edits, key=itemgetter(0)):  # those at one place in the order they were made
        pieces += [text[at : edit.start], edit.text.replace("\n", layout.newline)]
        at = max(at, edit.end)
    return "".join([*pieces, text[at:]])


class Splice:
    """Collects the edits of one entry."""

    def __init__(self, text: str, layout: Layout, *, json_like: bool) -> None:
        self.text = text
        self.layout = layout
        self.json_like = json_like
        self.edits: list[Gap] = []

    def edit(self, start: int, end: int, text: str) -> None:
        """Notes an edit, unless it is none."""
        if text or start != end:
            self.edits.append(Gap(start, end, text))

    def mapping(self, group: Group, old: Plain, new: Plain, *, exact: bool = False) -> None:
        """Edits a mapping key by key; new keys go behind the nearest one that stands before them in `new`."""
        members, anchor = group.keys(), -1
        fresh: dict[int, list[tuple[str, object]]] = {}
        for key, value in new.items():
            member = members.get(key)
            if member is not None:
                anchor = group.members.index(member)
            if key in old and old[key] == value:
                continue
            if member is None:
                fresh.setdefault(anchor, []).append((key, value))
            else:
                self.value(group, member, old.get(key), value, exact=is_exact(key, exact=exact))
        gone = {index for index, each in enumerate(group.members) if each.key and each.key.value in old.keys() - new}
        pairs = {at: self.pairs(group, each, exact=exact) for at, each in fresh.items()}
        self.arrange(group, gone, pairs, exact=exact)

    def pairs(self, group: Group, fresh: Sequence[tuple[str, object]], *, exact: bool) -> list[str]:
        """New keys and values as they are written in a mapping."""
        if group.flow:
            brackets, margin = self.brackets(group), own_line(self.text, group) or ""
            return [flow_pair(key, value, brackets, margin, exact=exact) for key, value in fresh]
        column = column_of(self.text, group.start)
        return [pair(key, value, column, self.layout, exact=exact) for key, value in fresh]

    def listing(self, group: Group, old: Sequence[object], new: Sequence[object], *, exact: bool) -> None:
        """Edits a list item by item; empty items, which a reader leaves out, stay."""
        shown = shown_items(group, exact=exact)
        gone: set[int] = set()
        fresh: dict[int, list[object]] = {}
        matcher = SequenceMatcher(None, [json.dumps(each) for each in old], [json.dumps(each) for each in new], False)
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            if kind == "equal":
                continue
            both = min(old_to - old_from, new_to - new_from)
            for number in range(both):
                member = group.members[shown[old_from + number]]
                self.value(group, member, old[old_from + number], new[new_from + number], exact=exact)
            gone.update(shown[old_from + both : old_to])
            if new_to - new_from > both:
                at = old_from + both - 1
                anchor = shown[at] if at >= 0 else -1 if shown else len(group.members) - 1
                fresh[anchor] = [*new[new_from + both : new_to]]
        items = {at: self.items(group, each, exact=exact) for at, each in fresh.items()}
        self.arrange(group, gone, items, exact=exact)

    def items(self, group: Group, fresh: Sequence[object], *, exact: bool) -> list[str]:
        """New items as they are written in a list: in quotes, if the last one is."""
        styles = [each.value.style for each in group.members if isinstance(each.value, Scalar)]
        quote = styles[-1] if styles and styles[-1] in {"'", '"'} else ""
        if group.flow:
            brackets, margin = self.brackets(group), own_line(self.text, group) or ""
            return [flow_value(each, brackets, margin, exact=exact, quote=quote) for each in fresh]
        column, layout = column_of(self.text, group.start), self.list_layout(group)
        return [item(each, column, layout, exact=exact, quote=quote) for each in fresh]

    def value(self, group: Group, member: Member, old: object, new: object, *, exact: bool) -> None:
        """Edits one value: within it, if it stays of its kind, else as a whole."""
        node = member.value
        if isinstance(node, Scalar) and is_lone_text(old) and is_lone_text(new):  # a list of one, without its dash
            old, new = old[0], new[0]
        before = old if isinstance(old, Mapping) else {}
        if isinstance(new, Mapping) and is_mapping(node, self.text) and not node.keys().keys().isdisjoint(new):
            self.mapping(node, before, new, exact=exact)
        elif isinstance(new, list) and new and isinstance(node, Group) and node.listed and node.members:
            items = old if isinstance(old, list) else []
            if len(shown_items(node, exact=exact)) == len(items):
                self.listing(node, items, new, exact=exact)
            else:
                self.replace(group, member, new, exact=exact)
        elif isinstance(new, (str, int)) and isinstance(node, Scalar) and not node.is_null:
            self.scalar(group, member, node, new, exact=exact)
        else:
            self.replace(group, member, new, exact=exact)

    def scalar(self, group: Group, member: Member, node: Scalar, new: str | int, *, exact: bool) -> None:
        """Writes a text in the place and style of another."""
        room = self.room(group, member, exact=exact)
        if group.flow and self.brackets(group).json:
            way = Written(double(str(new)) if isinstance(new, str) or node.style else str(new))
        else:
            way = rewritten(str(new), Old(node.style, node.value, self.text[node.start : node.end]), room)
        self.write(node.start, node.head, node.end, way)

    def write(self, start: int, head: int, end: int, way: Written) -> None:
        """Puts what is written on a line, and its lines below that line's comment, in the place of others."""
        self.edit(start, head, way.head)
        if way.body or end > head:
            at = line_end(self.text, head)
            self.edit(at, max(at, end), way.body and f"\n{way.body}")

    def replace(self, group: Group, member: Member, new: object, *, exact: bool) -> None:
        """Writes a value anew where one of another kind, or none, stood."""
        node, slot = member.value, member.slot
        start, head, end = node.start, node.head if isinstance(node, Scalar) else node.end, node.end
        way = self.way(group, member, new, exact=exact)
        if not group.flow:
            last = behind(self.text, member, column_of(self.text, group.start))
            if BREAK.search(self.text, slot, start):  # on lines of its own
                start, head, end = slot, slot, last
            elif not way.head:  # below the comments, which stay
                self.edit(last, last, f"\n{way.body}")
                way = Written("")
        if head > start:
            self.write(start if way.head else slot, head, end, way)
            return
        if not group.flow and not self.text[head : line_end(self.text, head)].strip(" \t"):
            head = line_end(self.text, head)
        colon = "" if group.listed or self.text[slot - 1] == ":" else ":"  # none yet in `{key}`
        self.write(slot, head, end, way._replace(head=way.head and f"{colon} {way.head}"))

    def way(self, group: Group, member: Member, new: object, *, exact: bool) -> Written:
        """How a value is written anew in its place."""
        node, key = member.value, member.key.value if member.key else ""
        inner = node if isinstance(node, Group) and node.members and not group.flow else group
        if inner.flow:
            brackets = self.brackets(inner)
            closing = inner.end - 1
            margin = " " * column_of(self.text, member.start)
            if group.flow or begins_line(self.text, closing):
                margin = margin_of(self.text, member.start if group.flow else closing)
            return Written(flow_value(new, brackets, margin, exact=exact))
        if isinstance(new, str) and self.room(group, member, exact=exact).inline:
            return Written(double(new))
        column = column_of(self.text, group.start)
        if not group.listed:
            return block_value(key, new, column, self.layout, exact=exact)
        head, _, body = item(new, column, self.list_layout(group), exact=exact).removeprefix("-").partition("\n")
        return Written(head.lstrip(" "), body)

    def room(self, group: Group, member: Member, *, exact: bool) -> Room:
        """Where a value stands."""
        if group.flow:
            return Room(flow=True, exact=exact)
        column, node = column_of(self.text, group.start), member.value
        indent = column + (self.list_layout(group).dash if group.listed else self.layout.body)
        below = COMMENT_LINE.match(self.text, next_line(self.text, max(node.end, member.slot)))
        # A deeper comment below would become a line of the block, unless one stands there already.
        has_body = isinstance(node, Scalar) and node.end > node.head
        inline = not has_body and below is not None and len(below["margin"]) > column
        return Room(column=column, indent=indent, item=group.listed, exact=exact, inline=inline)

    def brackets(self, group: Group) -> Brackets:
        """How what stands in a group in brackets is written."""
        usual = self.layout.brackets
        found = brackets_like([brackets_of(self.text, group), usual])
        if self.json_like:
            found = usual._replace(comma=comma_of(self.text, group) or usual.comma)
        return found.within if own_line(self.text, group) is not None else found.inline

    def list_layout(self, group: Group) -> Layout:
        """The layout with dashes as they stand in a list."""
        return self.layout._replace(dash=dash_width(self.text, group.members[0]))

    def arrange(self, group: Group, gone: set[int], fresh: Fresh, *, exact: bool) -> None:
        """Takes members away and puts others, as they are written, in."""
        if group.flow:
            comma, margin = self.brackets(group).comma, own_line(self.text, group)
            self.edits += flow_gaps(self.text, group, gone, fresh, comma=comma, margin=margin)
        else:
            self.edits += block_gaps(self.text, group, gone, fresh, exact=exact)


def is_lone_text(value: object) -> TypeGuard[list[str]]:
    """Whether a value is a list of one text."""
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def is_mapping(node: Node, text: str) -> TypeGuard[Group]:
    """Whether a node is a mapping that takes further keys; `[key: value]` is one without braces."""
    return isinstance(node, Group) and not node.listed and not (node.flow and text[node.start] != "{")
