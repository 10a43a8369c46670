"""A JSON file of another tool: its records, each with its place, and faults with line and column."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.paging import further_pages
from cheatsheet.errors import Fault, Invalid
from cheatsheet.text import decode

Steps = tuple[str | int, ...]
SPACE = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder()
HEAD = 65_536  # bytes that tell what a file is
NUMBERS = (int, float)


class Doubled(dict[str, Any]):
    """An object that has a key twice: the last of them is what it says."""

    keys_twice: Sequence[str] = ()


def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON by its keys and values; Doubled where a key comes again."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    number = Counter(key for key, _ in pairs)
    doubled.keys_twice = [key for key in found if number[key] > 1]
    return doubled


DOCUMENTS = json.JSONDecoder(object_pairs_hook=object_of)


class JsonSource:
    """The values of a file; one document, or several one after another as a list."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises Invalid where it is no JSON."""
        self.text, _ = decode(data)
        self.name = name
        self.starts: list[int] = []
        documents = self._documents()
        self.several = len(documents) > 1
        self.value = documents if self.several else documents[0]

    def records(self, *keys: str) -> list["Record"]:
        """The objects of a list: the file is that list, or has it under one of `keys`; or several such pages.

        Raises Invalid where there is none.
        """
        found = self._under(self.value, keys, ())
        if found is None:
            names = " or ".join(f"`{key}`" for key in keys)
            raise Invalid([self.fault((), f"is no list of records and has none under {names}", "export it again")])
        return found

    def fault(self, path: Steps, message: str, hint: str = "") -> Fault:
        """A fault at a value of the file."""
        at = self._offset(path)
        before = self.text[:at]
        return Fault(self.name, message, before.count("\n") + 1, at - before.rfind("\n"), hint)

    def _under(self, value: Any, keys: Sequence[str], path: Steps) -> list["Record"] | None:
        if isinstance(value, dict):
            key = next((key for key in keys if isinstance(value.get(key), (list, dict))), None)
            if key is None:
                return None
            inner = value[key]
            if isinstance(inner, dict) and (deeper := self._under(inner, keys, (*path, key))) is not None:
                return deeper
            if isinstance(inner, dict) and not all(isinstance(item, dict) for item in inner.values()):
                return [Record(self, inner, (*path, key))]
            items = list(inner.items()) if isinstance(inner, dict) else list(enumerate(inner))
            return [Record(self, item, (*path, key, at)) for at, item in items]
        if not isinstance(value, list):
            return None
        pages = [self._under(page, keys, (*path, at)) for at, page in enumerate(value)]
        if pages and None not in pages:
            return [record for page in pages for record in page or ()]
        return [Record(self, item, (*path, at)) for at, item in enumerate(value)]

    def _documents(self) -> list[Any]:
        found: list[Any] = []
        at = skipped(self.text, 0)
        while at < len(self.text) or not found:
            self.starts.append(at)
            try:
                value, at = DOCUMENTS.raw_decode(self.text, at)
            except json.JSONDecodeError as error:
                fault = Fault(self.name, f"is no JSON: {error.msg}", error.lineno, error.colno, "export it again")
                raise Invalid([fault]) from None
            except (RecursionError, ValueError) as error:
                what = "nested too deep" if isinstance(error, RecursionError) else "a number is too long"
                raise Invalid([Fault(self.name, f"is no export of a helpdesk: {what}", 1, 1)]) from None
            found.append(value)
            at = skipped(self.text, at)
        return found

    def _offset(self, path: Steps) -> int:
        at, steps = self.starts[0], list(path)
        if self.several and steps:
            at = self.starts[int(steps.pop(0))]
        for step in steps:
            inner = offset_of(self.text, at, step)
            if inner is None:
                break
            at = inner
        return at


class Record:
    """One object of a list; what is wrong with it is noted."""

    def __init__(self, source: JsonSource, values: Any, path: Steps) -> None:
        self.source = source
        self.path = path
        self.faults: list[Fault] = []
        self.values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            self.wrong(f"must be an object, not {kind(values)}")

    @property
    def place(self) -> str:
        """Where it stands, for a person: `macros[3]`."""
        return place_of(self.path)

    def text(self, key: str) -> str:
        """A text, a number as text; "" where there is none."""
        value = self.values.get(key)
        if isinstance(value, NUMBERS) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str):
            return value
        self._wrong(key, value, "text")
        return ""

    def line(self, key: str) -> str:
        """A text on one line."""
        return " ".join(self.text(key).split())

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no, however it is written."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip().casefold() in {"true", "false", "yes", "no", "1", "0", ""}:
            return value.strip().casefold() in {"true", "yes", "1"} if value.strip() else default
        if isinstance(value, (bool, int)):
            return bool(value)
        self._wrong(key, value, "true or false")
        return default

    def items(self, key: str) -> list[Any]:
        """A list; [] where there is none."""
        value = self.values.get(key)
        if isinstance(value, list):
            return value
        self._wrong(key, value, "a list")
        return []

    def wrong(self, message: str, *path: str | int) -> None:
        """Notes a fault of the record, or of a value in it."""
        where = f"{self.place}: " if self.place else ""
        self.faults.append(self.source.fault((*self.path, *path), f"{where}{message}"))

    def taken(self, item: Item) -> Item:
        """The item made of it: skipped where something is wrong with it, and with its losses."""
        losses = (*item.losses, *twice(self.values, self.path))
        if not self.faults:
            return replace(item, losses=losses)
        prefix = f"{self.place}: "
        wrong = (f"{fault.message.removeprefix(prefix)} (line {fault.line})" for fault in self.faults)
        return replace(item, losses=losses, skipped="; ".join(wrong))

    def _wrong(self, key: str, value: Any, wanted: str) -> None:
        if value is not None:
            self.wrong(f"`{key}` must be {wanted}, not {kind(value)}", key)


def place_of(path: Steps) -> str:
    """A value's place for a person."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def twice(value: Any, path: Steps, known: frozenset[Steps] = frozenset()) -> Iterator[str]:
    """The keys that stand twice in a value, or in one inside of it that is none of `known`."""
    left = [(value, path)]
    while left:
        value, path = left.pop()
        if isinstance(value, Doubled):
            where = f"{place_of(path)}: " if path else ""
            yield from (f"{where}`{key}` stands twice, and the last one is read" for key in value.keys_twice)
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        left += [(each, (*path, key)) for key, each in inner if (*path, key) not in known]


def skipped(text: str, at: int) -> int:
    """The offset behind white space."""
    found = SPACE.match(text, at)
    return found.end() if found else at


def offset_of(text: str, at: int, step: str | int) -> int | None:
    """The offset of an item of the object or list that starts at `at`; None where there is none such."""
    opening, at, number = text[at], skipped(text, at + 1), 0
    while text[at] not in "]}":
        key: str | int = number
        if opening == "{":
            key, at = DECODER.raw_decode(text, at)
            at = skipped(text, skipped(text, at) + 1)
        if key == step:
            return at
        _, at = DECODER.raw_decode(text, at)
        at = skipped(text, at)
        at = skipped(text, at + 1) if text[at] == "," else at
        number += 1
    return None


def kind(value: object) -> str:
    """What a value is, in words for a message."""
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case _:
            return "text"


def items_of(data: bytes, name: str, lists: Sequence[str], item_of: "Callable[[Record], Item]") -> Source:
    """What `item_of` makes of each record of a file, under one of these keys; raises Invalid where none is sound."""
    source = JsonSource(data, name)
    records = source.records(*lists)
    return source_of(source, records, [item_of(record) for record in records], "records")


def source_of(source: JsonSource, records: Sequence[Record], items: Sequence[Item], what: str) -> Source:
    """The items of a file, those of malformed records skipped, and what of the file as a whole is lost.

    Raises Invalid with all faults where every record is malformed.
    """
    if records and all(record.faults for record in records):
        raise Invalid([fault for record in records for fault in record.faults])
    taken = tuple(record.taken(item) for record, item in zip(records, items, strict=True))
    beside = twice(source.value, (), frozenset(record.path for record in records))
    return Source(taken, (*beside, *further_pages(source.value, len(items), what)))


def looks_like(name: str, data: bytes, *keys: str) -> bool:
    """Whether a file is JSON that has all these keys near its start."""
    if PurePath(name).suffix.lower() not in {".json", ".jsonl", ""}:
        return False
    head, _ = decode(data[:HEAD])
    return head.lstrip()[:1] in {"{", "["} and all(re.search(rf'"{re.escape(key)}"\s*:', head) for key in keys)
