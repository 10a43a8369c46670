"""A JSON file of another tool: its records, each with its place, and faults with line and column."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
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


class JsonSource:
    """The values of a file; one document, or several one after another as a list."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises Invalid where it is no JSON."""
        self.text, _ = decode(data)
        self.name = name
        self.faults: list[Fault] = []
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
        for record in found:
            if not isinstance(record.values, dict):
                self.faults.append(
                    self.fault(record.path, f"{record.place} must be an object, not {kind(record.values)}")
                )
        self.check()
        return found

    def check(self) -> None:
        """Raises Invalid with all faults that were noted."""
        if self.faults:
            raise Invalid(self.faults)

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
                value, at = DECODER.raw_decode(self.text, at)
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
    """One object of a list; a value of a wrong type is noted as a fault of the file."""

    def __init__(self, source: JsonSource, values: Any, path: Steps) -> None:
        self.source = source
        self.values: Mapping[str, Any] = values
        self.path = path

    @property
    def place(self) -> str:
        """Where it stands, for a person: `macros[3]`."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")

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
        self.source.faults.append(self.source.fault((*self.path, *path), f"{where}{message}"))

    def _wrong(self, key: str, value: Any, wanted: str) -> None:
        if value is not None:
            self.wrong(f"`{key}` must be {wanted}, not {kind(value)}", key)


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
    """What `item_of` makes of each record of a file, under one of these keys; raises Invalid with all its faults."""
    source = JsonSource(data, name)
    items = tuple(item_of(record) for record in source.records(*lists))
    source.check()
    return Source(items, tuple(further_pages(source.value, len(items), "records")))


def looks_like(name: str, data: bytes, *keys: str) -> bool:
    """Whether a file is JSON that has all these keys near its start."""
    if PurePath(name).suffix.lower() not in {".json", ".jsonl", ""}:
        return False
    head, _ = decode(data[:HEAD])
    return head.lstrip()[:1] in {"{", "["} and all(re.search(rf'"{re.escape(key)}"\s*:', head) for key in keys)
