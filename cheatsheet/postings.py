"""Posting lists: keys, such as stems, and the numbers of the entries that have each, ascending."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cheatsheet.sections import Keys, Sections, by_byte, pack_keys

GONE = 2**32 - 1  # the number of an entry that is there no more

Lists = Mapping[str, Sequence[int]]


class Postings(NamedTuple):
    """Posting lists where they lie."""

    keys: Keys
    ends: "memoryview[int]"
    numbers: "memoryview[int]"

    @classmethod
    def of(cls, sections: Sections, name: str, *, in_memory: bool = False) -> "Postings":
        """The lists that `merged` put under this name."""
        return cls(
            keys=Keys.of(sections, name, in_memory=in_memory),
            ends=sections.numbers(f"{name} list ends", "I"),
            numbers=sections.numbers(f"{name} lists", "I"),
        )

    def having(self, key: str) -> "memoryview[int]":
        """The numbers of the entries that have a key; none for one that is not there."""
        found = self.keys.find(key)
        if found is None:
            return self.numbers[:0]
        return self.numbers[self.ends[found - 1] if found else 0 : self.ends[found]]


def merged(name: str, old: Postings | None, now: Sequence[int], left: Iterable[str], new: Lists) -> dict[str, bytes]:
    """The sections of old lists and new ones together.

    `now` has the number that each old entry has from now on, or GONE; `left` are the keys of those that are gone.
    """
    lists: dict[str, array[int]] = {}
    if old is not None:
        numbers = array("I", map(now.__getitem__, old.numbers))
        start = 0
        for key, end in zip(old.keys, old.ends, strict=True):
            lists[key] = numbers[start:end]
            start = end
    for key in {*left, *new}:
        own = lists.get(key)
        if own is None:
            lists[key] = array("I", new[key])
        elif found := {*own, *new.get(key, ())} - {GONE}:
            lists[key] = array("I", sorted(found))
        else:
            del lists[key]
    ordered = by_byte(lists)
    flat, ends = array("I"), array("I")
    for key in ordered:
        flat.extend(lists[key])
        ends.append(len(flat))
    return pack_keys(name, ordered) | {f"{name} list ends": ends.tobytes(), f"{name} lists": flat.tobytes()}
