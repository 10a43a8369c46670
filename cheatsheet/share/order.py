"""The order of things that two sides changed: what both kept, in the order of the side that moved it."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def united(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """A list that two sides changed, as a set that keeps its order: additions of both, removals of both."""
    there, one, other = set(base), set(ours), set(theirs)
    kept = {item for item in one | other if item not in there or (item in one and item in other)}
    return ordered(base, ours, theirs, kept)


def ordered(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], kept: set[T]) -> list[T]:
    """What is `kept`, each in place beside its neighbours; the same whichever side is called ours.

    A side that moved something tells the order of what both have; what the other one added goes behind what stood
    in front of it there.
    """
    first, second = sorted((ours, theirs), key=lambda side: rank(base, side))
    there, shared = set(first), set(second)
    behind: dict[T | None, list[T]] = defaultdict(list)
    anchor: T | None = None
    for item in second:
        if item in there:
            anchor = item
        elif item in kept:
            behind[anchor].append(item)
    found, waiting = list[T](), behind.pop(None, [])
    for item in first:
        if item in shared:
            found += [*waiting, item] if item in kept else waiting
            waiting = behind.pop(item, [])
        elif item in kept:
            found.append(item)
    return [*dict.fromkeys([*found, *waiting])]


def moved(base: Sequence[T], side: Sequence[T]) -> bool:
    """Whether a side has what it kept in another order."""
    there, now = set(base), set(side)
    return [item for item in base if item in now] != [item for item in side if item in there]


def rank(base: Sequence[T], side: Sequence[T]) -> tuple[bool, list[str], list[str]]:
    """What tells two sides apart, whichever is called ours: one that moved something, then by what each added."""
    there = set(base)
    said = [str(item) for item in side]
    return not moved(base, side), [text for item, text in zip(side, said, strict=True) if item not in there], said
