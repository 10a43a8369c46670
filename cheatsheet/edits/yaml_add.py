"""New entries in the text of a YAML or JSON file, written as those beside them are."""

import re
from collections.abc import Sequence
from itertools import pairwise

import yaml

from cheatsheet.edits.yaml_find import Root, Sheet, unwritable
from cheatsheet.edits.yaml_gaps import widened
from cheatsheet.edits.yaml_layout import layout_of, newline_of
from cheatsheet.edits.yaml_lines import BREAKS, begins_line, below, line_end, line_start, margin_of
from cheatsheet.edits.yaml_node import Group, events, kept_end, span, tree
from cheatsheet.edits.yaml_writer import Brackets, Layout, flow_group
from cheatsheet.edits.yaml_writer import entry as written_entry
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import read_entries

BETWEEN = re.compile(rf"(?:[ \t,{BREAKS}]|#[^{BREAKS}]*)*")
BLANK_LINE = re.compile(rf"(?:\r\n|[{BREAKS}])[ \t]*(?:\r\n|[{BREAKS}])")
COMMA = re.compile(", *")


def added(sheet: Sheet, entries: Sequence[Entry], after: str | None) -> str:
    """The text with more entries, at the end of its list or behind another; raises Unwritable."""
    if sheet.root is None:
        return first(sheet, entries)
    if not sheet.root.flow:
        return below_another(sheet, sheet.root, entries, after)
    if sheet.root.empty:
        return first_in_brackets(sheet, sheet.root.start, sheet.root.empty, entries)
    return in_brackets(sheet, entries, after)


def check(sheet: Sheet, entries: Sequence[Entry], stretch: str, *others: Entry) -> None:
    """Raises Unwritable unless a stretch of a file reads as these entries, the new ones at the end."""
    faults: list[Fault] = []
    found = read_entries(stretch, ".yaml", sheet.name, faults, [], default_status=sheet.status)
    meant = [*others, *entries]
    if faults or found != meant:
        wrong = (entry for entry in entries if entry not in found)
        raise unwritable(sheet.name, next(wrong, entries[0]), faults)


def first(sheet: Sheet, entries: Sequence[Entry]) -> str:
    """The first entries of a file that has comments at most."""
    ends = (span(e)[0] for e in events(sheet.text) if isinstance(e, yaml.DocumentEndEvent) and e.explicit)
    at = next(ends, len(sheet.text))
    newline, head = newline_of(sheet.text), sheet.text[:at]
    if head and head[-1] not in "\r\n":
        head += newline
    solid = len(head.rstrip())
    if head[line_start(head, solid) :].lstrip().startswith("#") and not BLANK_LINE.search(head, solid):
        head += newline
    said = "\n\n".join(written_entry(entry.to_mapping(), Layout()) for entry in entries)
    text = head + said.replace("\n", newline) + newline + sheet.text[at:]
    check(sheet, entries, text)
    return text


def below_another(sheet: Sheet, root: Root, entries: Sequence[Entry], after: str | None) -> str:
    """New entries in block style."""
    spot = sheet.last(root) if after is None else sheet.find(after)
    if spot is None:
        raise Unwritable(f"the end of the list in {sheet.name} is not found", "put the entry there in an editor")
    node, (sample, others) = tree(spot.text, spot.margin, bare=False), sheet.samples()
    last = node.members[-1]
    end = kept_end(node) if last.key and last.key.value == "proposed" else node.end
    at = below(sheet.text, spot.offset + end, root.column)
    newline = newline_of(spot.text, sheet.text)
    layout = layout_of([(spot.text, node), *((sample, other) for other in others)], newline)._replace(
        margin=root.column, entry=entry_width(sample, others)
    )
    gap = "\n\n" if are_apart(sample, others) else "\n"
    said = "".join(gap + written_entry(entry.to_mapping(), layout) for entry in entries)
    said = (said + "\n" * (at == len(sheet.text))).replace("\n", newline)
    text = sheet.text[:at] + said + sheet.text[at:]
    stretch = text[spot.offset : max(spot.end, at) + len(said)] + newline
    check(
        sheet,
        entries,
        stretch if "-" in spot.text[: spot.margin] else " " * root.column + f"-\n{stretch}",
        spot.entry,
    )
    return text


def entry_width(text: str, entries: list[Group]) -> int:
    """From an entry's dash to its keys."""
    for each in entries:
        dash = text.rfind("-", line_start(text, each.start), each.start)
        if dash >= 0:
            return each.start - dash
    return Layout().entry


def are_apart(text: str, entries: list[Group]) -> bool:
    """Whether a blank line stands between most entries; where there is but one, it should."""
    gaps = [text[one.end : line_start(text, other.start)] for one, other in pairwise(entries)]
    return 2 * sum(BLANK_LINE.search(gap) is not None for gap in gaps) >= len(gaps)


def first_in_brackets(sheet: Sheet, start: int, end: int, entries: Sequence[Entry]) -> str:
    """The first entries of a list that is `[]`: as JSON if nothing else is in the file, else in block style."""
    text, mappings = sheet.text, [entry.to_mapping() for entry in entries]
    around, within = text[:start] + text[end:], text[start + 1 : end - 1]
    if not (around + within).strip():
        json = Brackets(json=True, indent="  ")
        said = "[\n  " + ",\n  ".join(flow_group(each, json, "  ") for each in mappings) + "\n]"
    elif begins_line(text, start) and not text[end : line_end(text, end)].strip() and not within.strip():
        layout = Layout(margin=start - line_start(text, start))
        said = "\n\n".join(written_entry(each, layout) for each in mappings).lstrip(" ")
    else:
        said = "[" + ", ".join(flow_group(each, Brackets(), "") for each in mappings) + f"{within}]"
    text = text[:start] + said.replace("\n", newline_of(text)) + text[end:]
    check(sheet, entries, text)
    return text


def in_brackets(sheet: Sheet, entries: Sequence[Entry], after: str | None) -> str:
    """New entries in a list between brackets."""
    end = sheet.last_brace() if after is None else sheet.find(after).end
    sample, others = sheet.samples()
    usual = others[1:2] or others[:1]
    margin = next((margin_of(sample, each.start) for each in usual if begins_line(sample, each.start)), None)
    examples = [(sample, each) for each in (*usual, *others)]
    brackets = layout_of(examples).brackets if examples else Brackets(json=True)
    said = [flow_group(entry.to_mapping(), brackets, margin or "") for entry in entries]
    found = BETWEEN.match(sheet.text, end)
    gap = found.group() if found else ""
    gaps = (sample[one.end : other.start] for one, other in pairwise(others))
    comma = next((each for each in gaps if COMMA.fullmatch(each)), brackets.comma)
    new = widened(gap.replace("\r\n", "\n"), said, comma, margin)
    new = new.replace("\n", newline_of(sheet.text))
    other = Entry(id="another", complaint="another", answer="another", status=sheet.status)
    check(sheet, entries, f"[{{complaint: another, answer: another}}{new}]", other)
    return sheet.text[:end] + new + sheet.text[end + len(gap) :]
