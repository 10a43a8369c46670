"""YAML to nodes, from libyaml's events with a constructor of our own.

Scalars stay text (`007`, `no`, `12:30:45`), every value knows its place, and what a sheet never needs
(anchors, aliases, tags, merge keys, deep nesting) is an error instead of a risk.
"""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import yaml

from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, Items, Node, Place

# Only its events are used; a PyYAML built without libyaml gives the same ones, slower.
Parser: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 16
ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
ESCAPE = re.compile(
    r"\\(?:[xuU](?P<code>(?<=x)[0-9a-fA-F]{2}|(?<=u)[0-9a-fA-F]{4}|(?<=U)[0-9a-fA-F]{8})|(?P<sign>.))"
)
SURROGATES = re.compile(r"(?P<other>\\[^u])|(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")
new_tuple = tuple.__new__  # makes a Place in half the time that its class takes: a file has as many as values
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
HINTS = {
    "mapping values are not allowed in this context": "put quotes around a text with `: ` in it, or use `|`",
    "found character that cannot start any token": "indent with spaces, and put quotes around a text that "
    "starts with a sign",
    "found a tab character that violates indentation": "indent with spaces",
    "found unexpected end of stream": "a quote or bracket is not closed",
    "did not find expected key": "check the indentation, and the quotes above",
    "did not find expected '-' indicator": "start every entry with `- ` at the left margin",
}


BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what ends a line in YAML
ODD_BREAK = re.compile("[\x85\u2028\u2029]")  # these no editor counts
NEAR = 3  # lines behind an odd break, in which it is the cause


class YamlFault(Exception):
    """The text is not what a library may hold; the rest of it cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def parse(text: str, file: str, faults: list[Fault]) -> Node:
    """The one document in `text`; faults after which reading goes on are added to `faults`.

    Raises YamlFault where it cannot go on.
    """
    return parse_document(text, file, faults)[0]


def parse_document(text: str, file: str, faults: list[Fault]) -> tuple[Node, Place]:
    """As `parse`, with the place of the document."""
    constructor = Constructor(joined_surrogates(text), file, faults)
    return constructor.document(), constructor.root_place


def joined_surrogates(text: str) -> str:
    """JSON writes an emoji as two escapes, which YAML does not know: here they are one character."""
    if not text.lstrip().startswith(("[", "{")) or "\\ud" not in text.lower():
        return text
    return SURROGATES.sub(lambda found: found["other"] or json.loads(f'"{found["pair"]}"'), text)


class Constructor:
    """Builds nodes from the event stream with a stack of open containers; no recursion."""

    def __init__(self, text: str, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        self.text = text
        self.open: list[Block | Items] = []  # the innermost one, which is being filled, last
        self.filled: Block | Items | None = None
        self.key: tuple[str, Place] | None = None  # the key that waits for its value
        self.root: Node = None
        self.root_place = Place(1, 1)

    def document(self) -> Node:
        """Reads all events; the root node of the only document. libyaml's errors are raised as ours."""
        try:
            self.build(iter(Parser(self.text).get_event, None))
        except (yaml.reader.ReaderError, UnicodeEncodeError):
            bad = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
            place = self.place_of_offset(bad.start() if bad else 0)
            message = f"character U+{ord(bad.group()):04X} is not allowed in YAML" if bad else "not readable"
            raise self.stop(place, message) from None
        except yaml.MarkedYAMLError as error:
            # An unclosed quote or bracket is found at the end of the file, but mended where it opens.
            unclosed = (error.context or "").startswith(("while parsing a flow", "while scanning a quoted"))
            mark = (error.context_mark if unclosed else None) or error.problem_mark
            problem = error.problem or "not readable as YAML"
            message = f"{problem}, {error.context}" if error.context else problem
            odd = [found.start() for found in ODD_BREAK.finditer(self.text)]
            before = [at for at in odd if mark and len(BREAK.findall(self.text, 0, at)) < mark.line]
            if mark and before and mark.line - len(BREAK.findall(self.text, 0, before[-1])) <= NEAR:
                message = f"U+{ord(self.text[before[-1]]):04X} ends a line in YAML: {message}"
                raise self.stop(self.place_of_offset(before[-1]), message, "put a space in its place") from None
            place = Place(mark.line + 1 - len(before), mark.column + 1) if mark else Place(0, 0)
            raise self.stop(place, message, HINTS.get(problem, "")) from None
        return self.root

    def build(self, events: Iterator[Any]) -> None:
        """Puts together what the events of a text tell of."""
        documents = 0
        scalar, read = yaml.ScalarEvent, self.scalar
        for event in events:
            kind = type(event)
            if kind is scalar:
                read(event)
            elif kind in ENDS:
                self.open.pop()
                self.filled = self.open[-1] if self.open else None
            elif kind is yaml.MappingStartEvent:
                self.start(Block(at(event)), event)
            elif kind is yaml.SequenceStartEvent:
                self.start(Items(at(event)), event)
            elif kind is yaml.AliasEvent:
                self.alias(str(event.anchor), at(event))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self.stop(at(event), "a second document starts here", "one document a file")

    def place_of_offset(self, offset: int) -> Place:
        """The place of a character by its offset."""
        before = self.text[:offset]
        return Place(before.count("\n") + 1, offset - before.rfind("\n"))

    def scalar(self, event: Any) -> None:
        """A text: a key of the open mapping, or a value."""
        mark = event.start_mark
        line = mark.line + 1
        place = new_tuple(Place, (line, mark.column + 1, ()))
        if event.anchor is not None or event.tag is not None:
            self.refuse_anchor_and_tag(event, place)
        value: str | None = event.value
        if self.key is None and type(self.filled) is Block:
            if value in self.filled or value == "<<":
                self.check_key(event, self.filled, place)
            self.key = (event.value, place)
            return
        if event.style or event.end_mark.line != line - 1:
            place = self.lines_of(event, place)
        elif value in NULLS:
            value = None
        self.place_value(value, place)

    def alias(self, name: str, place: Place) -> None:
        """Notes an alias; as a key it leaves nothing to read on with."""
        message, hint = f"alias `*{name}`", "write the text out: a sheet has no aliases"
        if self.key is None and isinstance(self.filled, Block):
            raise self.stop(place, message, hint)
        self.note(place, message, hint)
        self.place_value(None, place)

    def check_key(self, event: Any, container: Block, place: Place) -> None:
        """Notes a merge key, and a key that is there already."""
        name: str = event.value
        if name == "<<" and not event.style:
            self.note(place, "merge key `<<`", "write the keys out: a sheet has no merges")
        elif name in container:
            first = container.keys_at[name]
            self.note(place, f"key `{name}` stands twice in one mapping", f"first on line {first.line}")

    def start(self, node: Block | Items, event: Any) -> None:
        """Opens a mapping or a list."""
        self.refuse_anchor_and_tag(event, node.place)
        if len(self.open) >= MAX_DEPTH:
            raise self.stop(node.place, f"nested deeper than {MAX_DEPTH} levels", "an entry needs four")
        if self.key is None and isinstance(self.filled, Block):
            raise self.stop(node.place, "a mapping or a list as a key", "put quotes around a text that starts with {")
        self.place_value(node, node.place)
        self.open.append(node)
        self.filled = node

    def place_value(self, value: Node, place: Place) -> None:
        """Puts a value where the open container waits for it; the first of two equal keys stays."""
        filled = self.filled
        if filled is None:
            self.root, self.root_place = value, place
        elif isinstance(filled, Items):
            filled.append(value)
            filled.places.append(place)
        elif self.key is not None:
            name, key_place = self.key
            self.key = None
            if name not in filled:
                filled[name] = value
                filled.places[name] = place
                filled.keys_at[name] = key_place

    def refuse_anchor_and_tag(self, event: Any, place: Place) -> None:
        """Notes an anchor or a tag; the value is read as if it had none."""
        if event.anchor is not None:
            self.note(place, f"anchor `&{event.anchor}`", "remove it: a sheet has no aliases")
        if event.tag is not None:
            self.note(place, f"tag `{event.tag}`", "remove it: every value is text")

    def lines_of(self, event: Any, place: Place) -> Place:
        """The place of a text with the file's line of each of its own lines, leading blank lines left out."""
        value: str = event.value
        first = event.start_mark.line + 1
        said = value.strip()
        if "\n" not in said and event.end_mark.line + 1 == first:
            return place
        skipped = value.count("\n", 0, len(value) - len(value.lstrip()))
        count = said.count("\n") + 1
        if event.style == "|":
            start = first + 1 + skipped
            return Place(place.line, place.column, tuple(range(start, start + count)))
        return Place(place.line, place.column, self.lines_by_content(event, skipped, count))

    @cached_property
    def text_lines(self) -> list[str]:
        """The lines of the file as libyaml counts them; needed for folded texts alone."""
        return BREAK.split(self.text)

    def lines_by_content(self, event: Any, skipped: int, count: int) -> tuple[int, ...]:
        """Lines of a folded or quoted text: folding moves white space only, so the rest is counted along."""
        first = event.start_mark.line + (1 if event.style == ">" else 0)
        raw = self.text_lines[first : event.end_mark.line + 1]
        if event.style != ">":
            start, end = event.start_mark.column + bool(event.style), event.end_mark.column - bool(event.style)
            if len(raw) == 1:  # cut at once: a file of JSON may be one line
                raw = [raw[0][start:end]]
            else:
                raw[0], raw[-1] = raw[0][start:], raw[-1][: max(end, 0)]
        sizes = [solid(line, event.style) for line in raw] or [0]
        lines: list[int] = []
        index = seen = 0
        for text_line in event.value.split("\n")[skipped : skipped + count]:
            while index < len(sizes) - 1 and seen >= sizes[index]:
                seen -= sizes[index]
                index += 1
            lines.append(first + index + 1)
            seen += solid(text_line, None)
        return tuple(lines)

    def note(self, place: Place, message: str, hint: str = "") -> None:
        """A fault after which reading goes on."""
        self.faults.append(Fault(file=self.file, line=place.line, column=place.column, message=message, hint=hint))

    def stop(self, place: Place, message: str, hint: str = "") -> YamlFault:
        """A fault after which the file cannot be read on."""
        fault = Fault(file=self.file, line=place.line, column=place.column, message=message, hint=hint)
        return YamlFault(fault)


def at(event: Any) -> Place:
    """The place where an event starts."""
    mark = event.start_mark
    return new_tuple(Place, (mark.line + 1, mark.column + 1, ()))


def solid(line: str, style: str | None) -> int:
    """How many characters of a source line end up in the text, white space not counted."""
    text = "".join(line.split())
    if style == "'":
        return len(text.replace("''", "'"))
    if style == '"':
        return len("".join(ESCAPE.sub(unescaped, text).split()).rstrip("\\"))
    return len(text)


def unescaped(escape: "re.Match[str]") -> str:
    """What an escape of a double-quoted text stands for, as far as white space and all else differ."""
    code = escape["code"]
    if code:
        return chr(int(code, 16))
    return " " if escape["sign"] in "ntrvf_NLP" else "x"
