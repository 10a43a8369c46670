"""Reads the keys of one mapping by type; every fault is noted under its path and place."""

from collections.abc import Collection, Mapping
from datetime import date

from cheatsheet.errors import Fault
from cheatsheet.field import to_date
from cheatsheet.nodes import NOWHERE, Block, Items, Node, Place
from cheatsheet.text import did_you_mean


class Reader:
    """Reads the keys of one mapping by type; every fault is noted under its path and place."""

    def __init__(self, block: Block, file: str, faults: list[Fault], path: str = "") -> None:
        self.block = block
        self.file = file
        self.faults = faults
        self.path = path

    def fault(self, key: str, message: str, hint: str = "") -> None:
        """Notes that the value of `key` is wrong."""
        self.note(self.block.places.get(key, self.block.place), f"`{self.path}{key}` {message}", hint)

    def note(self, place: Place, message: str, hint: str = "") -> None:
        """Notes a fault at a place."""
        fault = Fault(file=self.file, line=place.line, column=place.column, message=message, hint=hint)
        self.faults.append(fault)

    def only(self, known: Collection[str]) -> None:
        """Notes every key that is not known, with the nearest that is."""
        for key in self.block:
            if key not in known:
                place = self.block.keys_at.get(key, NOWHERE)
                hint = did_you_mean(key, known) or f"known are {', '.join(known)}"
                self.note(place, f"unknown key `{self.path}{key}`", hint)

    def text(self, key: str) -> str | None:
        """A text without the space around it, or None where it is left out or empty."""
        value = self.block.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(key, f"must be text, not {kind(value)}")
            return None
        if "\x00" in value:
            self.fault(key, "holds a NUL character")
        return value.strip() or None

    def required(self, key: str) -> str:
        """A text that must be there; "" after a fault."""
        value = self.text(key)
        if value is None and isinstance(self.block.get(key), (str, type(None))):
            if key in self.block:
                self.fault(key, "is empty")
            else:
                self.note(self.block.place, f"`{self.path}{key}` is missing")
        return value or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one, empty items are left out."""
        value = self.block.get(key)
        if value is None or isinstance(value, str):
            return (value.strip(),) if value and value.strip() else ()
        if not isinstance(value, Items):
            self.fault(key, f"must be a list of texts, not {kind(value)}")
            return ()
        found = []
        for index, item in enumerate(value):
            if isinstance(item, str):
                if said := item.strip():
                    found.append(said)
            elif item is not None:
                self.note(value.places[index], f"`{self.path}{key}[{index}]` must be text, not {kind(item)}")
        return tuple(found)

    def blocks(self, key: str) -> Mapping[str, "Reader"]:
        """A mapping of mappings, each with a reader of its own."""
        readers = {}
        value = self.mapping(key)
        for name, item in value.items():
            if isinstance(item, Block):
                readers[name] = Reader(item, self.file, self.faults, f"{self.path}{key}.{name}.")
            else:
                place = value.places.get(name, NOWHERE)
                self.note(place, f"`{self.path}{key}.{name}` must be a mapping, not {kind(item)}")
        return readers

    def mapping(self, key: str) -> Block:
        """A mapping; an empty one where it is left out."""
        value = self.block.get(key)
        if isinstance(value, Block):
            return value
        if value is not None:
            self.fault(key, f"must be a mapping, not {kind(value)}")
        return Block()

    def text_map(self, key: str) -> dict[str, str]:
        """A mapping of texts."""
        block = self.mapping(key)
        inner = Reader(block, self.file, self.faults, f"{self.path}{key}.")
        return {name: inner.required(name) for name in block}

    def day(self, key: str) -> date | None:
        """A date like 2026-11-22."""
        value = self.text(key)
        if value is None:
            return None
        try:
            return to_date(value)
        except ValueError as error:
            self.fault(key, str(error))
            return None

    def one_of(self, key: str, choices: Collection[str]) -> str | None:
        """One of the named choices, exactly as written."""
        value = self.text(key)
        if value is not None and value not in choices:
            self.fault(key, f"is {value!r}", did_you_mean(value, choices) or f"one of {', '.join(choices)}")
            return None
        return value


def kind(value: Node) -> str:
    """What a value is, in words for a message."""
    match value:
        case Block():
            return "a mapping"
        case Items():
            return "a list"
        case None:
            return "nothing"
        case _:
            return "text"
