"""How a file is laid out, told from its entries: what is written new looks like what stands beside it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from cheatsheet.edits.yaml_gaps import COMMA
from cheatsheet.edits.yaml_lines import BREAK, begins_line, column_of, line_end, margin_of, next_line
from cheatsheet.edits.yaml_node import Group, Member, Scalar
from cheatsheet.edits.yaml_writer import Brackets, Layout

Told = TypeVar("Told")


def newline_of(*texts: str) -> str:
    """The line break that comes first in the texts; breaks that only YAML knows do not count."""
    for text in texts:
        at = min((found for sign in "\r\n" if (found := text.find(sign)) >= 0), default=-1)
        if at >= 0:
            return "\r\n" if text.startswith("\r\n", at) else text[at]
    return "\n"


def layout_of(examples: Iterable[tuple[str, Group]], newline: str = "\n") -> Layout:
    """The layout of entries, each with the text in which it stands; those that come first count first."""
    found: dict[str, int] = {}
    brackets: list[Brackets] = []
    for text, tree in examples:
        observe(text, tree, found)
        lists = [each.value for each in tree.members if isinstance(each.value, Group) and each.value.listed]
        brackets += [brackets_of(text, each) for each in ([tree] if tree.flow else lists) if each.flow]
    usual = Layout()
    step = found.get("step", found.get("body", usual.step))
    return Layout(
        newline=newline,
        step=step,
        body=found.get("body", step),
        lists=found.get("lists", usual.lists),
        dash=found.get("dash", usual.dash),
        flow_tags=bool(found.get("flow_tags", usual.flow_tags)),
        brackets=brackets_like(brackets),
    )


def observe(text: str, group: Group, found: dict[str, int]) -> None:
    """Notes what a mapping shows of the layout, unless it is known."""
    column = column_of(text, group.start)
    for member in group.members:
        value = member.value
        key = member.key.value if member.key else ""
        if isinstance(value, Scalar):
            if value.style in {"|", ">"} and not group.listed and value.end > value.head:
                found.setdefault("body", max(body_margin(text, value) - column, 1))
            continue
        if value.listed and key == "tags":
            found.setdefault("flow_tags", value.flow)
        if not value.flow and begins_line(text, value.start):
            inner = column_of(text, value.start)
            found.setdefault("lists" if value.listed else "step", inner - column)
            if value.listed:
                found.setdefault("dash", dash_width(text, value.members[0]))
        observe(text, value, found)


def body_margin(text: str, value: Scalar) -> int:
    """At which column the first line of a block stands that is not blank."""
    at = next_line(text, value.head)
    while at < value.end and not text[at : line_end(text, at)].strip():
        at = next_line(text, at)
    line = text[at : line_end(text, at)]
    return len(line) - len(line.lstrip(" "))


def dash_width(text: str, member: Member) -> int:
    """From a dash to its item, if that stands on its line."""
    gap = text[member.start : member.value.start]
    return 2 if BREAK.search(gap) or member.value.start <= member.slot else len(gap)


def brackets_of(text: str, group: Group) -> Brackets:
    """How a list or a mapping between brackets is written."""
    keyed = [member for member in group.members if member.key]
    json = bool(keyed) and all(member.key.style == '"' for member in keyed if member.key)
    colon = next((text[m.slot : m.value.start] for m in keyed if m.value.start > m.slot), " " if not json else "")
    colon = colon if not colon.strip(" \t") else " "
    nested = [member.value for member in group.members if isinstance(member.value, Group) and member.value.members]
    inner = next((comma for each in nested if (comma := comma_of(text, each))), "")
    return Brackets(
        json=json,
        colon=colon if keyed else " ",
        comma=comma_of(text, group) or inner or ("," if keyed and not colon else ", "),
        list_pad=next((pad_in(text, each) for each in (group, *nested) if each.listed), None),
        mapping_pad=next((pad_in(text, each) for each in (group, *nested) if not each.listed), None),
        indent=indent_in(text, group),
        hanging=bool(group.members) and not begins_line(text, group.members[0].start),
        closed=begins_line(text, group.end - 1),
        last_comma="," if group.members and COMMA.match(text, group.members[-1].end, group.end - 1) else "",
        open_lists=next((own_line(text, each) is not None for each in nested if each.listed), None),
        open_mappings=next((own_line(text, each) is not None for each in nested if not each.listed), None),
    )


def brackets_like(found: Sequence[Brackets]) -> Brackets:
    """The first of some brackets; what it does not show is told from the others."""
    usual = found[0] if found else Brackets()
    return usual._replace(
        open_lists=first_told(each.open_lists for each in found),
        open_mappings=first_told(each.open_mappings for each in found),
        list_pad=first_told(each.list_pad for each in found),
        mapping_pad=first_told(each.mapping_pad for each in found),
    )


def first_told(values: Iterable[Told | None]) -> Told | None:
    """The first of the values that is known."""
    return next((value for value in values if value is not None), None)


def pad_in(text: str, group: Group) -> str | None:
    """The spaces on both sides within a group's brackets; None where its members stand on lines of their own."""
    if not group.flow or not group.members:
        return None
    pad = text[group.start + 1 : group.members[0].start]
    if BREAK.search(pad):
        return None
    return "" if pad.strip(" ") or not text.endswith(pad, 0, group.end - 1) else pad


def indent_in(text: str, group: Group) -> str | None:
    """How much deeper the members stand than the bracket that closes them; None where they share lines."""
    line = own_line(text, group)
    if line is None or not all(begins_line(text, member.start) for member in group.members[1:]):
        return None
    closing = margin_of(text, group.end - 1 if begins_line(text, group.end - 1) else group.start)
    return line.removeprefix(closing)


def comma_of(text: str, group: Group) -> str:
    """What stands between the first two members, if that is a comma with spaces."""
    gaps = (text[a.end : b.start] for a, b in zip(group.members, group.members[1:], strict=False))
    return next((gap for gap in gaps if gap.strip(" ") == "," and gap.startswith(",")), "")


def own_line(text: str, group: Group) -> str | None:
    """The white space in front of the last member, if the members stand on lines of their own."""
    if not group.members or not begins_line(text, group.members[-1].start):
        return None
    return margin_of(text, group.members[-1].start)
