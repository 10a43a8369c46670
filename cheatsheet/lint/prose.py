"""One text under lint: a template's source, and what a customer can read of it, at the same offsets."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cheatsheet.lint.normal import Normal, normal
from cheatsheet.nodes import NOWHERE, Place

OPAQUE = "\x1a"  # stands for every character of {{ … }}: part of a word that nobody knows
TAG = re.compile(r"\{\{(?:\"[^\"]*\"|'[^']*'|[^}\"']|\}(?!\}))*\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
KEYWORD = re.compile(r"\{%[-+]?\s*(\w+)")
WORD = re.compile(f"[^\\W_{OPAQUE}]+")
CONTRACTED = re.compile(f"[^\\W_{OPAQUE}]+(?:'[^\\W_{OPAQUE}]+)*")
PARTING = {sign: " " for sign in range(128) if not chr(sign).isalnum() and chr(sign) != "'"}
MAX_ARMS = 12


class Tag(NamedTuple):
    """A piece of template syntax: `kind` is {{ or {# or the keyword of a {% %}."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Prose:
    """A text of an entry, by its dotted key, or a layout (`entry` is "" then)."""

    source: str
    key: str = "answer"
    entry: str = ""
    channel: str = "email"
    language: str = "en"
    file: str = ""
    place: Place = NOWHERE

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The template syntax, in order."""
        if "{" not in self.source:
            return ()
        return tuple(self.find_tags())

    def find_tags(self) -> Iterator[Tag]:
        """The template syntax, in order."""
        for found in TAG.finditer(self.source):
            keyword = KEYWORD.match(found.group())
            yield Tag(keyword[1] if keyword else found.group()[:2], *found.span())

    @cached_property
    def read(self) -> str:
        """The text with every arm of every `if`: values as OPAQUE, all other syntax as spaces."""
        return masked(self.source, self.tags)

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """The text as it is read with the first arm of every `if`, with the second, and so on; other arms blank."""
        if not any(tag.kind == "if" for tag in self.tags):
            return (self.read,)
        blocks = branches(self.tags)
        count = min(max(len(arms) for arms in blocks), MAX_ARMS)
        found = []
        for number in range(count):
            text = self.read
            for arms in blocks:
                chosen = min(number, len(arms) - 1)
                for place, (start, end) in enumerate(arms):
                    if place != chosen:
                        text = text[:start] + blank(text[start:end]) + text[end:]
            found.append(text)
        return tuple(dict.fromkeys(found))

    @cached_property
    def normals(self) -> tuple[Normal, ...]:
        """The comparable form of each of `arms`."""
        return tuple(normal(text) for text in self.arms)

    @cached_property
    def clues(self) -> Set[str | tuple[str, str]]:
        """The words of all arms, and every two side by side; a contraction counts whole and in its parts."""
        found: set[str | tuple[str, str]] = set()
        for words in self.said:
            found.update(words)
            found.update(pairwise(words))
            for at, word in enumerate(words):
                if "'" in word:
                    found.update(parts_of(word, words[at - 1] if at else "", (*words[at + 1 : at + 2], "")[0]))
        return found

    @cached_property
    def said(self) -> tuple[list[str], ...]:
        """The words of each of `arms` in the comparable form, contractions whole."""
        return tuple(words_of(each.text) for each in self.normals)

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of all arms, in the comparable form; of contractions their parts."""
        whole: frozenset[str] = frozenset().union(*self.said)
        if not any("'" in each.text for each in self.normals):
            return whole
        return whole.union(part for word in whole if "'" in word for part in word.split("'"))


def parts_of(word: str, before: str, after: str) -> set[str | tuple[str, str]]:
    """The parts of a contraction, "you" and "'re", and the pairs that they make with its neighbours."""
    head, _, tail = word.partition("'")
    return {head, f"'{tail}", (before, head), (f"'{tail}", after)}


def words_of(text: str) -> list[str]:
    """The words of a comparable text, contractions whole; what is no letter or digit parts them."""
    if not text.isascii():
        return CONTRACTED.findall(text)
    words = text.translate(PARTING).split()  # four times as fast as the expression
    return [word for each in words if (word := each.strip("'"))] if "'" in text else words


def masked(source: str, tags: tuple[Tag, ...]) -> str:
    """A source with its syntax covered, at the same offsets."""
    pieces, at = [], 0
    for tag in tags:
        covered = source[tag.start : tag.end]
        pieces += [source[at : tag.start], OPAQUE * len(covered) if tag.kind == "{{" else blank(covered)]
        at = tag.end
    return "".join([*pieces, source[at:]]) if tags else source


def blank(text: str) -> str:
    """Spaces in place of a text; its line breaks stay."""
    return re.sub(r"[^\n]", " ", text)


def branches(tags: tuple[Tag, ...]) -> list[list[tuple[int, int]]]:
    """The arms of each `if`, as stretches between its tags; an `if` without `else` has an empty one last."""
    found: list[list[tuple[int, int]]] = []
    open_: list[
        tuple[list[tuple[int, int]], int, bool]
    ] = []  # arms so far, start of this one, whether it is the else
    for tag in tags:
        if tag.kind == "if":
            arms: list[tuple[int, int]] = []
            found.append(arms)
            open_.append((arms, tag.end, False))
        elif tag.kind in {"elif", "else"} and open_:
            arms, start, _ = open_.pop()
            arms.append((start, tag.start))
            open_.append((arms, tag.end, tag.kind == "else"))
        elif tag.kind == "endif" and open_:
            arms, start, has_else = open_.pop()
            arms.append((start, tag.start))
            if not has_else:
                arms.append((tag.end, tag.end))
    return [arms for arms in found if arms]
