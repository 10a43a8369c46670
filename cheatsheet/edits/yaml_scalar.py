"""How a text is written in YAML: in the style that it had, or as a person would write it.

Every way is tried by reading it back, so none has to know all of YAML's rules; but for most texts, of words in
sentences, there is no doubt.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import yaml

from cheatsheet.edits.yaml_lines import BREAK, ODD_BREAKS
from cheatsheet.files import CONFLICT_MARKER
from cheatsheet.yaml_text import NULLS, Parser

LONG = 80  # characters from which on a text is written as a block
SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
# What a JSON text holds as it is, and YAML takes as a line break, as invisible or not at all.
UNWRITTEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)?\.?\d+(?:[eE][-+]?\d+)?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HEADER = re.compile(r"[|>](?:(?P<width>[1-9])|(?P<chomp>[-+]))*")
SPACE = re.compile(r"(?<=\S) (?=\S)")


# What surely reads as it stands: words and usual marks, bare, and between brackets; and such lines in a block.
SURE_BARE = re.compile("[A-Za-z](?:[A-Za-z0-9À-ɏ'’.,!?()/+%€-]| (?! |$))*")
SURE_IN_BRACKETS = re.compile("[A-Za-z](?:[A-Za-z0-9À-ɏ'’.!-]| (?! |$))*")
SURE_LINES = re.compile("[!-~À-ɏ][ -~À-ɏ‘’“”€–—…]*(?:\n+[!-~À-ɏ][ -~À-ɏ‘’“”€–—…]*)*")


class Room(NamedTuple):
    """Where a text is written."""

    column: int = 0  # of the mapping, or of the dashes of the list
    indent: int = 2  # of the lines of a block
    item: bool = False  # of a list, else a value of a mapping
    flow: bool = False  # between brackets
    exact: bool = False  # white space around the text counts; a reader of texts takes it away
    inline: bool = False  # no lines may follow


class Written(NamedTuple):
    """What stands on the line of the key or dash, and the lines below it, without the last break."""

    head: str
    body: str = ""


class Old(NamedTuple):
    """How a text was written: its style, the text itself, its source from the first quote or sign on."""

    style: str
    value: str
    source: str


def written(text: str, room: Room, *, quote: str = "") -> Written:
    """A new text: a block where it is long, bare where that reads as a text, else in quotes."""
    for way in new_ways(text, room, quote):
        if is_sure(way, text, room) or reads(way, text, room):
            return way
    return Written(double(text))


def rewritten(text: str, old: Old, room: Room) -> Written:
    """A text in the style that another had in its place, as far as that style can hold it."""
    return next((way for way in old_ways(text, old, room) if reads(way, text, room)), Written(double(text)))


def double(text: str) -> str:
    """A text in double quotes on one line, as JSON and YAML both read it."""
    return UNWRITTEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def single(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def is_plain(text: str) -> bool:
    """Whether any reader of YAML takes a bare text for a text; a date is written bare too."""
    if ISO_DATE.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
        return True
    return text[:1] not in SIGNS and not NUMBER.fullmatch(text) and not has_other_meaning(text)


def has_other_meaning(text: str) -> bool:
    """Whether YAML reads a bare text as a number, a date, a truth value or nothing."""
    known = yaml.SafeLoader.yaml_implicit_resolvers
    return any(each.match(text) for sign in (text[:1], None) for _, each in known.get(sign, ()))


def is_sure(way: Written, text: str, room: Room) -> bool:
    """Whether there is no doubt that a new text, bare or as a block, reads back as it is meant."""
    if way == (text, ""):
        return (SURE_IN_BRACKETS if room.flow else SURE_BARE).fullmatch(text) is not None
    if way.head != "|" or room.exact or CONFLICT_MARKER.search(text):
        return False
    return SURE_LINES.fullmatch(kept_lines(text, room)) is not None


def reads(way: Written, text: str, room: Room) -> bool:
    """Whether what is written reads back as the text."""
    lines = f"{way.head}\n{way.body}"
    if CONFLICT_MARKER.search(lines) or any(sign in lines for sign in ODD_BREAKS):
        return False
    keyed = room.flow or not room.item
    sheet = f"{{k: {way.head}}}" if room.flow else f"{'k:' if keyed else '-'} {way.head}\n{way.body}\n"
    try:
        parser, found = Parser(sheet if room.flow else " " * room.column + sheet), []
        while parser.check_event():
            found.append(parser.get_event())
    except (yaml.YAMLError, UnicodeEncodeError):
        return False
    scalars = [event for event in found if isinstance(event, yaml.ScalarEvent)]
    if len(scalars) != 1 + keyed or len(found) != len(scalars) + 6:  # and the ends of one document and one group
        return False
    value = scalars[-1]
    if value.anchor or value.tag or (not value.style and value.value in NULLS):
        return False
    got: str = value.value
    return got == text if room.exact else got.strip() == text.strip()


def new_ways(text: str, room: Room, quote: str) -> Iterator[Written]:
    """How a person would write a new text, the nicest first; `quote` is how those beside it are written."""
    if "\n" in text or (len(text) > LONG and not room.item):
        yield from literal(text, room)
    if quote == "'":
        yield Written(single(text))
    if not quote and is_plain(text):
        yield Written(text)
    yield from quoted(text)


def quoted(text: str) -> Iterator[Written]:
    """A text of one line in quotes, without escapes if one of the two kinds can do without; double ones else."""
    if "\n" not in text and ('"' in text or "\\" in text):
        yield Written(single(text))


def old_ways(text: str, old: Old, room: Room) -> Iterator[Written]:
    """How a text can be written in the style of another, the nearest first."""
    lines = BREAK.split(old.source)
    if old.style in {"|", ">"}:
        yield from old_block(text, old, lines, room)
        return
    # What other readers take for a number or a truth value stays bare where one stood already.
    bare = is_plain(text) or (not is_plain(old.value) and (text[:1] not in SIGNS or NUMBER.fullmatch(text)))
    if len(lines) > 1 and (old.style or bare):
        yield folded_scalar(text, old, lines)
    if "\n" in text:
        if "\n" not in old.value or not old.style:
            yield from literal(text, room)
    elif old.style == "'":
        yield Written(single(text))
    elif not old.style:
        if bare:
            yield Written(text)
        yield from quoted(text)


def literal(text: str, room: Room, chomp: str = "", width: str = "") -> Iterator[Written]:
    """A text as a `|` block."""
    return block(kept_lines(text, room).split("\n"), text, room, ("|", width, chomp))


def kept_lines(text: str, room: Room) -> str:
    """A text without the break at its end, which its block has anyway."""
    return text.removesuffix("\n") if room.exact else text.strip()


def block(lines: list[str], text: str, room: Room, header: tuple[str, str, str]) -> Iterator[Written]:
    """Lines under a header, which has their indentation if they cannot do without: a text may begin with a space."""
    if room.flow or room.inline:
        return
    sign, width, chomp = header
    if room.exact:
        chomp = "" if text.endswith("\n") else "-"
    body = "\n".join(" " * room.indent + line if line else "" for line in lines)
    for number in (width, str(room.indent - room.column)):
        yield Written(f"{sign}{number}{chomp}", body)


def old_block(text: str, old: Old, source: list[str], room: Room) -> Iterator[Written]:
    """A text as a block again: chomping and indentation as they were, and folded if it was."""
    header = HEADER.match(source[0])
    chomp, width = (header["chomp"] or "", header["width"] or "") if header else ("", "")
    lines = [line for line in source[1:] if line.strip()]
    if width:
        room = room._replace(indent=room.column + int(width))
    elif lines:
        room = room._replace(indent=margin(lines[0]))
    if old.style == ">":
        wrapped = len(lines) > sum(bool(line.strip()) for line in old.value.split("\n"))
        longest = max((len(line.strip()) for line in lines), default=0)
        folded = fold(kept_lines(text, room), longest if wrapped else max(longest, LONG))
        yield from block(folded, text, room, (">", width, chomp))
    yield from literal(text, room, chomp, width)


def folded_scalar(text: str, old: Old, source: list[str]) -> Written:
    """A bare or quoted text on several lines, as another was."""
    indent = next((margin(line) for line in source[1:] if line.strip()), 0)
    if old.style == '"':
        text = "\n".join(double(line)[1:-1] for line in text.split("\n"))
    elif old.style == "'":
        text = single(text)[1:-1]
    lines = fold(text, max(len(line.strip()) for line in source))
    return Written(old.style + "\n".join(line and " " * indent + line for line in lines).lstrip(" ") + old.style)


def fold(text: str, width: int) -> list[str]:
    """The lines of a text that a folded style reads as it: broken at spaces, a line break as a blank line.

    Lines that begin with white space are not folded, nor are the breaks around them.
    """
    pieces = re.split("(\n+)", text)
    lines = wrap(pieces[0], width)
    for before, breaks, line in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        indented = before[:1] in {" ", "\t"} or line[:1] in {" ", "\t"}
        lines += [""] * (len(breaks) - indented)
        lines += wrap(line, width)
    return lines


def wrap(line: str, width: int) -> list[str]:
    """A line in pieces of at most `width` characters, as far as it has spaces to break at."""
    if line[:1] in {" ", "\t"}:
        return [line]
    lines = [""]
    for word in SPACE.split(line):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def margin(line: str) -> int:
    """By how many spaces a line is indented."""
    return len(line) - len(line.lstrip(" "))
