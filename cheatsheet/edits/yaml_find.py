"""Where the entries of a YAML or JSON file stand, without reading all of a large file."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import yaml

from cheatsheet.edits.yaml_layout import brackets_of
from cheatsheet.edits.yaml_lines import BREAKS, column_of, line_end, line_offset, line_start
from cheatsheet.edits.yaml_node import Builder, Feed, Group, events, span
from cheatsheet.edits.yaml_scalar import double
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import read_entries
from cheatsheet.status import Status
from cheatsheet.text import slug
from cheatsheet.yaml_text import joined_surrogates

SPACES = " \t" + BREAKS
GAP = re.compile(rf"(?:[{SPACES}]|#[^{BREAKS}]*)*")
OPENING = re.compile(r"[ \t]*(?:[\[,][ \t]*)?(?=\{)")
JSON = re.compile(r"\s*[\[{]")
STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
SAMPLE, SAMPLES = 40_000, 8  # characters of a file, and entries, that tell its layout


class Root(NamedTuple):
    """The list that a file is."""

    start: int
    flow: bool
    column: int  # of its dashes
    empty: int  # the offset behind it, if it has no entry; else 0


class Known(NamedTuple):
    """An entry of which no more is known than where its mapping is, and its id."""

    start: int
    end: int
    id: str


class Spot(NamedTuple):
    """An entry where it stands: from the start of its line on, or from its brace on where others stand in front."""

    offset: int  # of `text` in the file
    text: str
    margin: int  # how much of `text` stands in front of the mapping
    bare: bool  # an item between brackets
    entry: Entry

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + len(self.text)


def read_spot(text: str, margin: int, *, bare: bool, name: str, status: Status, faults: list[Fault]) -> Entry | None:
    """The one entry that a stretch of a file holds; None where it is not one."""
    if bare:
        text = f"[{text[margin:]}]"
    elif "-" not in text[:margin]:
        text = f"-\n{text}"
    found = read_entries(text, ".yaml", name, faults, [], default_status=status)
    return found[0] if len(found) == 1 and not faults else None


def unwritable(name: str, entry: Entry, faults: Sequence[Fault] = ()) -> Unwritable:
    """What is said where that which was written does not read back."""
    reason = f": {faults[0].message}" if faults else ""
    return Unwritable(f"{entry.id!r} cannot be written into {name}{reason}", "change it by hand in an editor")


class Sheet:
    """The text of a file that is a list of entries, or nothing yet."""

    def __init__(self, text: str, name: str, status: Status) -> None:
        self.text = text
        self.name = name
        self.status = status  # of entries that have none written

    def feed(self, at: int = 0, before: str = "") -> Feed:
        """The text from an offset on, as libyaml reads it."""
        return Feed(before, self.text, at, joins=JSON.match(self.text) is not None)

    @cached_property
    def root(self) -> Root | None:
        """The list; None where nothing stands in the file yet. Raises Unwritable for anything else."""
        found = events(self.feed())
        try:
            for event in found:
                if isinstance(event, yaml.SequenceStartEvent):
                    start, inner = span(event)[0], next(found)
                    empty = span(inner)[1] if isinstance(inner, yaml.SequenceEndEvent) else 0
                    return Root(start, bool(event.flow_style), column_of(self.text, start), empty)
                if isinstance(event, yaml.StreamEndEvent):
                    return None
                if isinstance(event, yaml.MappingStartEvent) or (isinstance(event, yaml.ScalarEvent) and event.value):
                    break
        except (yaml.YAMLError, UnicodeEncodeError):
            pass
        raise Unwritable(f"{self.name} is not a list of entries", "put `- ` in front of every entry, then try again")

    def find(self, entry_id: str, line: int = 0) -> Spot:
        """The entry with an id, looked for at a line first; raises Unwritable where it is not, or not alone."""
        for index in self.likely(entry_id, line):
            spot = self.spot(index)
            if spot is not None and spot.entry.id == entry_id:
                return spot
        starts = [each.start for each in self.every() if each.id == entry_id]
        if not starts:
            hint = "it was renamed, moved or removed in the meantime; look at the file and try again"
            raise Unwritable(f"{self.name} has no entry {entry_id!r} any more", hint)
        if len(starts) > 1:
            raise Unwritable(f"{len(starts)} entries of {self.name} have the id {entry_id!r}", "rename one first")
        found = self.spot(starts[0])
        if found is None:
            raise Unwritable(f"{entry_id!r} in {self.name} has faults", "`cheatsheet lint` lists them; mend them")
        return found

    def spot(self, index: int) -> Spot | None:
        """The entry whose mapping starts at an offset; None where no whole entry does."""
        bare = self.root is not None and self.root.flow
        start = line_start(self.text, index)
        if bare and self.text[start:index].strip(" \t"):
            start = index
        margin = index - start
        feed = self.feed(index, "[" if bare else " " * margin)
        depth, outer = 0, int(bare)
        try:
            for event in events(feed):
                depth += isinstance(event, STARTS) - isinstance(event, ENDS)
                if depth == outer and isinstance(event, yaml.MappingEndEvent):
                    break
                if depth <= outer and isinstance(event, (yaml.ScalarEvent, *ENDS)):
                    return None
        except (yaml.YAMLError, UnicodeEncodeError):
            return None
        text = self.text[start : feed.offset(span(event)[1])]
        entry = read_spot(text, margin, bare=bare, name=self.name, status=self.status, faults=[])
        return None if entry is None else Spot(start, text, margin, bare, entry)

    def likely(self, entry_id: str, line: int) -> Iterator[int]:
        """Where the entry with an id probably starts: at the line where it was, or around its id."""
        root, at = self.root, line_offset(self.text, line) if line else None
        if root is None:
            return
        if not root.flow:
            if at is not None:
                yield self.block_start(root, line_end(self.text, at))
            for found in re.finditer(rf"id[\"']?[ \t]*:[ \t]*[\"']?{re.escape(entry_id)}(?![\w.-])", self.text):
                yield self.block_start(root, found.end())
            return
        opening = OPENING.match(self.text, at) if at is not None else None
        if opening and self.is_item(opening.end()):
            yield opening.end()
        gap = f"[{SPACES}]*"
        for found in re.finditer(rf'\{{{gap}"id"{gap}:{gap}{re.escape(double(entry_id))}', self.text):
            if self.is_item(found.start()):
                yield found.start()

    def block_start(self, root: Root, at: int) -> int:
        """The first key behind the last dash of an entry in front of an offset."""
        pad = " " * root.column + "-"
        while (at := max(self.text.rfind(f"{sign}{pad}", 0, at) for sign in "\r\n")) >= 0:
            dash = at + len(pad)
            if self.text[dash + 1 : dash + 2] in {*SPACES, ""}:
                return self.content(dash + 1)
        return self.content(root.start + 1)

    def content(self, at: int) -> int:
        """The first offset from `at` on that is neither white space nor in a comment."""
        found = GAP.match(self.text, at)
        return found.end() if found else at

    def is_item(self, brace: int) -> bool:
        """Whether a brace opens an item of a list, as far as the sign in front of it tells."""
        before = brace - 1
        while before >= 0 and self.text[before] in SPACES:
            before -= 1
        return before >= 0 and self.text[before] in "[,"

    def every(self) -> list[Known]:
        """Every entry; reads the whole file. Raises Unwritable where that cannot be read."""
        feed, found, depth, key = self.feed(), list[Known](), 0, None
        texts: dict[str, str] = {}
        try:
            for event in events(feed):
                is_text = depth == 2 and isinstance(event, yaml.ScalarEvent)
                if is_text and key is None:
                    key = event.value
                    continue
                if is_text and key is not None:
                    texts[key] = event.value
                depth += isinstance(event, STARTS) - isinstance(event, ENDS)
                if depth == 2 and isinstance(event, yaml.MappingStartEvent):
                    start, texts = feed.offset(span(event)[0]), {}
                if depth == 1 and isinstance(event, yaml.MappingEndEvent):
                    entry_id = texts.get("id", "").strip() or slug(texts.get("complaint", ""))
                    found.append(Known(start, feed.offset(span(event)[1]), entry_id))
                key = key if depth > 2 else None
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            raise Unwritable(f"{self.name} is not readable: {error}", "`cheatsheet lint` shows where") from None
        return found

    def last(self, root: Root) -> Spot | None:
        """The last entry of a list in block style; None where the list has none that can be read."""
        spot = self.spot(self.block_start(root, len(self.text)))
        rest = self.content(spot.end) if spot else 0
        if spot and self.text[rest : rest + 3] in {"", "..."}:
            return spot
        found = self.every()  # the last dash may be a bullet in a quoted text
        return self.spot(found[-1].start) if found else None

    def last_brace(self) -> int:
        """Where the last entry of a list between brackets ends."""
        closing = len(self.text.rstrip(SPACES)) - 1
        line = line_start(self.text, closing)
        if self.text[closing] == "]" and ("#" not in self.text[line:closing] or self.is_json):
            at = len(self.text[:closing].rstrip(SPACES))
            if self.text[at - 1] == "}" and ("#" not in self.text[line_start(self.text, at) : at] or self.is_json):
                return at
        return self.every()[-1].end

    @cached_property
    def is_json(self) -> bool:
        """Whether the entries look like JSON, which has no comments."""
        text, trees = self.samples()
        return bool(trees) and brackets_of(text, trees[0]).json

    def samples(self) -> tuple[str, list[Group]]:
        """A text and entries in it, as examples of how the file is laid out."""
        text, trees = joined_surrogates(self.text[:SAMPLE]), list[Group]()
        found = events(text)
        builder = Builder(text, found, lambda index: index)
        try:
            for event in found:
                if isinstance(event, yaml.MappingStartEvent):
                    trees.append(builder.group(event))
                if len(trees) == SAMPLES:
                    break
        except (yaml.YAMLError, UnicodeEncodeError):  # cut off in the middle
            pass
        return text, trees
