"""A hand that writes entries as people do who know YAML too well, in every style that holds a text.

What it writes is put together from pieces, so that a test knows where everything stands without reading YAML.
"""

import json
import re
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

import yaml

from cheatsheet.entry import ENTRY_KEYS, Entry
from cheatsheet.files import CONFLICT_MARKER
from cheatsheet.status import Status

REMARKS = ("# a remark", "#tab\there: {it} 'is' \"😀", "#", "# - id: none", "# answer: no", "# see https://x.y/#z")
NULLS = {"", "~", "null", "Null", "NULL"}
UNWRITTEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # by JSON


class Said(NamedTuple):
    """A value as it is written: on the line of its key, and below it."""

    head: str
    body: str = ""


class Spot(NamedTuple):
    """Where a text is written."""

    column: int
    margin: int
    opening: str  # "k:" behind a key, "-" behind a dash, "{" between brackets
    exact: bool


class Hand:
    """Writes as people do who know YAML too well; what is random about it was drawn."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.flow = self.happens(0.2)
        self.offset = self.number(2, 2, 4)
        self.root = self.number(0, 0, 2)

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def number(self, *choices: int) -> int:
        return self.random.choice(choices)

    def word(self, *choices: str) -> str:
        return self.random.choice(choices)

    def remark(self) -> str:
        """A comment behind a value, or white space, or nothing."""
        return self.word(" ", "   ", "\t") + self.word(*REMARKS) if self.happens(0.2) else self.word("", "", "  ")

    def remarks(self, *margins: int) -> str:
        """Lines with comments, and blank ones; mostly none."""
        lines = [
            self.word("", " " * self.number(*margins) + self.word(*REMARKS))
            for _ in range(self.number(1, 2, 3) if self.happens(0.25) else 0)
        ]
        return "".join(line + "\n" for line in lines)

    def text(self, text: str, spot: Spot) -> Said:
        """A text in any style that holds it there."""
        ways = [*FLOW_WAYS] if spot.opening == "{" else [*FLOW_WAYS, *BLOCK_WAYS]
        self.random.shuffle(ways)
        for way in (*ways, double, escaped):
            said = way(self, text, spot)
            if holds(said, text, spot):
                return said
        raise AssertionError(text)

    def flow_value(self, value: object, margin: int, *, exact: bool) -> str:
        """A value between brackets, members on lines of their own or not."""
        line = self.word("\n" + " " * margin, " ", "")
        if isinstance(value, Mapping):
            pairs = [
                f"{self.key(str(key))}: {self.flow_value(each, margin + 2, exact=exact or key == 'proposed')}"
                for key, each in value.items()
            ]
            return "{" + line + self.joined(pairs, line) + "}"
        if isinstance(value, list):
            items = [self.flow_item(each, margin + 2, exact=exact) for each in value]
            return "[" + line + self.joined(items, line) + "]"
        if value is None or isinstance(value, int):
            return "null" if value is None else str(value)
        return self.text(str(value), Spot(0, margin + 2, "{", exact)).head

    def flow_item(self, value: object, margin: int, *, exact: bool) -> str:
        """An item of a list between brackets; a mapping of one key does without braces."""
        said = self.flow_value(value, margin, exact=exact)
        alone = re.fullmatch(r"\{ *([^\n]*?) *\}", said) if isinstance(value, Mapping) and len(value) == 1 else None
        return alone[1] if alone and self.happens(0.3) else said

    def joined(self, members: list[str], line: str) -> str:
        if "\n" not in line:
            return (", " if line or self.happens(0.5) else " , ").join(members) + self.word("", "", " ")
        remarks = [self.word("", "", " " + self.word(*REMARKS)) for _ in members]
        comma = ["," * (number < len(members) - 1 or self.happens(0.3)) for number in range(len(members))]
        return "".join(
            (line if number else "") + member + comma[number] + remarks[number]
            for number, member in enumerate(members)
        ) + (line if members else "")

    def key(self, name: str) -> str:
        """A key, bare or in quotes."""
        if name in ENTRY_KEYS and self.happens(0.8):
            return name
        return self.word(f'"{name}"', f"'{name}'", name) if name in ENTRY_KEYS else json_text(name)

    def value(self, value: object, column: int, key: str, *, exact: bool) -> Said:
        """A value behind a key at a column."""
        if isinstance(value, (Mapping, list)) and (not value or self.happens(0.3)):
            return Said(self.flow_value(value, column + 2, exact=exact))
        if isinstance(value, Mapping):
            inner = column + self.number(1, 2, 2, 4)
            body = "".join(self.pair(str(name), each, inner, exact=exact) for name, each in value.items())
            return Said("", "\n" + self.remarks(0, column, inner) + body.removesuffix("\n"))
        if isinstance(value, list):
            if len(value) == 1 and key in {"phrases", "tags", "check"} and not exact and self.happens(0.3):
                return self.value(value[0], column, "", exact=exact)  # a list of one goes without its dash
            dash, width = column + self.number(0, 2, 2, 3), self.number(2, 2, 4)
            items = [self.item(each, dash, width, exact=exact) for each in value]
            if isinstance(value[0], str) and not exact and self.happens(0.1):  # an item that says nothing
                items.insert(
                    self.random.randrange(len(items) + 1),
                    " " * dash + self.word("-", "- ~", "- ''", "-  # none") + "\n",
                )
            return Said("", "\n" + "".join(self.remarks(dash) + each for each in items).removesuffix("\n"))
        if value is None:
            return Said(
                self.word("null", "~") if exact else self.word("", "~", "null", "" if key == "channels" else "''")
            )
        if isinstance(value, int):
            return Said(self.word("{}", "'{}'").format(value))
        return self.text(str(value), Spot(column, column + self.number(1, 2, 2, 4), "k:", exact))

    def item(self, value: object, dash: int, width: int, *, exact: bool) -> str:
        if isinstance(value, Mapping) and value and self.happens(0.8):
            pairs = "".join(self.pair(str(key), each, dash + width, exact=exact) for key, each in value.items())
            return " " * dash + "-" + " " * (width - 1) + pairs[dash + width :]
        if isinstance(value, (Mapping, list)) or value is None:
            said = Said(self.flow_value(value, dash + 2, exact=exact))
        else:
            said = self.text(str(value), Spot(dash, dash + width, "-", exact))
        return self.line(" " * dash + "-" + " " * (width - 2), said)

    def line(self, start: str, said: Said) -> str:
        gap = self.word(" ", " ", "  ") if said.head and said.head[0] != "\n" else ""
        remark = self.remark()
        return start + gap + said.head + (remark if said.head or remark.strip() else "") + said.body + "\n"

    def pair(self, key: str, value: object, column: int, *, exact: bool = False) -> str:
        """A key with its value; sometimes explicit, sometimes with a comment below that belongs to it."""
        said = self.value(value, column, key, exact=exact or key == "proposed")
        name = self.key(key) + self.word("", "", " ")
        if isinstance(value, str) and self.happens(0.05):
            name = f"?  {name}\n" + " " * column
        deeper = (
            ""
            if said.body or self.happens(0.9)
            else self.remarks(column + 1, column + 3).lstrip("\n").rstrip() + "\n"
        )
        return self.line(" " * column + name + ":", said) + deeper.removeprefix("\n")

    def entry(self, entry: Entry) -> list[tuple[str, str]]:
        """The lines of an entry, each key's own (under its name) and what stands between them (under no name)."""
        mapping = self.mapping(entry)
        if self.happens(0.15):
            return [("all", self.line(" " * self.root + "-", Said(self.flow_value(mapping, 6, exact=False))))]
        column = self.root + self.offset
        pieces: list[tuple[str, str]] = []
        for key, value in mapping.items():
            if pieces:
                pieces.append(("", self.remarks(column)))
            pieces.append((key, self.pair(key, value, column)))
        if self.happens(0.1):
            return [
                ("", " " * self.root + "-" + self.remark().replace("\t", " ") + "\n" + self.remarks(column)),
                *pieces,
            ]
        start = "-" + " " * (self.offset - 1)
        pieces[0] = (pieces[0][0], " " * self.root + start + pieces[0][1][column:])
        return pieces

    def mapping(self, entry: Entry) -> dict[str, object]:
        """An entry's keys in any order; some that say nothing, some left out that go without saying."""
        mapping = entry.to_mapping()
        if entry.status is Status.APPROVED and self.happens(0.5):
            del mapping["status"]
        for key in ("subject", "phrases", "channels", "note", "reason"):
            if key not in mapping and self.happens(0.1):
                mapping[key] = None
        items = [*mapping.items()]
        if self.happens(0.4):
            self.random.shuffle(items)
        return dict(items)


Way = Callable[[Hand, str, Spot], Said]


def json_text(text: str) -> str:
    return UNWRITTEN.sub(lambda sign: f"\\u{ord(sign[0]):04X}", json.dumps(text, ensure_ascii=False))


def holds(said: Said, text: str, spot: Spot) -> bool:
    """Whether a reader gets the text."""
    if CONFLICT_MARKER.search(said.head + said.body):
        return False
    sheet = f"{{k: {said.head} }}" if spot.opening == "{" else f"{spot.opening} {said.head}{said.body}\n"
    try:
        found = list(yaml.parse(" " * spot.column + sheet, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    scalars = [event for event in found if isinstance(event, yaml.ScalarEvent)]
    if len(scalars) != (1 if spot.opening == "-" else 2) or len(found) != len(scalars) + 6:
        return False
    event = scalars[-1]
    if event.anchor or event.tag or (not event.style and event.value in NULLS):
        return False
    return bool(event.value == text if spot.exact else event.value.strip() == text)


def broken(hand: Hand, text: str, spot: Spot) -> str:
    """A text with spaces as line breaks, and its line breaks as two."""
    text = text.replace("\n", "\n\n")
    words = re.split(r"(?<=\S) (?=\S)", text)
    broken_text = words[0] + "".join(hand.word(" ", " ", "\n") + word for word in words[1:])
    return re.sub("\n(?!\n)", "\n" + " " * spot.margin, broken_text)


def plain(hand: Hand, text: str, spot: Spot) -> Said:
    return Said(text)


def plain_lines(hand: Hand, text: str, spot: Spot) -> Said:
    return Said(hand.word("", "\n" + " " * spot.margin) + broken(hand, text, spot))


def single(hand: Hand, text: str, spot: Spot) -> Said:
    return Said("'" + text.replace("'", "''") + "'")


def single_lines(hand: Hand, text: str, spot: Spot) -> Said:
    return Said("'" + broken(hand, text.replace("'", "''"), spot) + "'")


def double(hand: Hand, text: str, spot: Spot) -> Said:
    return Said(json_text(text))


def double_lines(hand: Hand, text: str, spot: Spot) -> Said:
    return Said('"' + broken(hand, json_text(text)[1:-1].replace("\\n", "\n"), spot) + '"')


def escaped(hand: Hand, text: str, spot: Spot) -> Said:
    return Said('"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08x}" for c in text) + '"')


def literal(hand: Hand, text: str, spot: Spot) -> Said:
    return block(hand, "|", text.split("\n"), spot)


def folded(hand: Hand, text: str, spot: Spot) -> Said:
    return block(hand, ">", re.sub("\n +", "\n", broken(hand, text, spot)).split("\n"), spot)


def block(hand: Hand, sign: str, lines: list[str], spot: Spot) -> Said:
    number, chomp = hand.word("", "", str(spot.margin - spot.column)), hand.word("", "-", "+")
    more = "\n" * hand.number(0, 1, 2) if chomp == "+" and not spot.exact else ""
    body = "".join("\n" + (" " * spot.margin + line if line else hand.word("", "", "  ")) for line in lines)
    return Said(hand.word(sign + number + chomp, sign + chomp + number), body + more)


FLOW_WAYS: tuple[Way, ...] = (plain, plain, single, double, plain_lines, single_lines, double_lines)
BLOCK_WAYS: tuple[Way, ...] = (literal, literal, folded, folded)


def flow_file(hand: Hand, entries: list[Entry]) -> list[str]:
    """Entries between brackets, as YAML or JSON, on one line or many: what stands around them, and each of them."""
    mappings = [hand.mapping(each) for each in entries]
    if hand.happens(0.7):
        return json_file(hand, mappings)
    line = hand.word("\n ", " ", "")
    pieces = ["[" + line]
    for number, mapping in enumerate(mappings):
        last = number == len(mappings) - 1
        pieces += [hand.flow_value(mapping, 3, exact=False), hand.word("", "\n") + "]\n" if last else "," + line]
    return pieces


def json_file(hand: Hand, mappings: list[dict[str, object]]) -> list[str]:
    """The same as JSON."""
    indent, space = hand.random.choice([None, None, 1, 2, "\t"]), hand.word("", " ")
    separators = "," + (space if indent is None else ""), f":{space}"
    said = json.dumps(mappings, indent=indent, ensure_ascii=hand.happens(0.5), separators=separators)
    said = UNWRITTEN.sub(lambda sign: f"\\u{ord(sign[0]):04X}", said)
    at = said.index("{")
    pieces = [said[:at]]
    for number in range(len(mappings)):
        end = json.JSONDecoder().raw_decode(said, at)[1]
        pieces.append(said[at:end])
        at = said.index("{", end) if number < len(mappings) - 1 else len(said)
        pieces.append(said[end:at])
    return pieces


def block_file(hand: Hand, entries: list[Entry]) -> list[str]:
    """Entries in block style with comments between them: what stands around them, and each of them."""
    pieces = [hand.word("", "", "---\n", "# the sheet\n\n", "%YAML 1.1\n---\n# 😀\n") + hand.remarks(0)]
    gap = hand.word("", "\n")
    for number, entry in enumerate(entries):
        pieces.append("".join(text for _, text in hand.entry(entry)))
        pieces.append((gap if number < len(entries) - 1 else "") + hand.remarks(hand.root))
    pieces[-1] += hand.word("", "", "...\n" if not hand.root else "")
    return pieces
