"""What a file holds before it is an entry: plain text, lists and mappings that know their places."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class Place(NamedTuple):
    """Where a value stands: 1-based line and column, and for a text of several lines the line of each."""

    line: int
    column: int
    lines: tuple[int, ...] = ()

    def line_of(self, number: int) -> int:
        """The file's line of the text's line `number` (1-based)."""
        if not self.lines:
            return self.line
        return self.lines[min(max(number, 1), len(self.lines)) - 1]


NOWHERE = Place(0, 0)


class Block(dict[str, "Node"]):
    """A mapping; `places` has the place of each value, `keys_at` the place of each key."""

    __slots__ = ("keys_at", "place", "places")

    def __init__(self, place: Place = NOWHERE) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}
        self.keys_at: dict[str, Place] = {}


class Items(list["Node"]):
    """A list; `places` has the place of each item."""

    __slots__ = ("place", "places")

    def __init__(self, place: Place = NOWHERE) -> None:
        super().__init__()
        self.place = place
        self.places: list[Place] = []


Node: TypeAlias = str | Block | Items | None


def from_plain(value: object) -> Node:
    """Plain mappings, lists and scalars (of tests, imports, JSON) as nodes without places."""
    if isinstance(value, Mapping):
        block = Block()
        for key, item in value.items():
            block[str(key)] = from_plain(item)
        return block
    if isinstance(value, (list, tuple)):
        items = Items()
        items.extend(from_plain(item) for item in value)
        items.places = [NOWHERE] * len(items)
        return items
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
