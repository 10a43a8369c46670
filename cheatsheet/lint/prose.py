"""One text under lint: a template's source, and what a customer can read of it, at the same offsets."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cheatsheet.lint.normal import OPAQUE, Normal, normal
from cheatsheet.lint.sentences import sentences
from cheatsheet.nodes import NOWHERE, Place

VALUE = re.compile(r"\{\{(?:\"[^\"]*\"|'[^']*'|[^}\"']|\}(?!\})){0,2000}\}\}")  # a longer one is none
STATEMENT = re.compile(r"\{%(?:\"[^\"]*\"|'[^']*'|[^%\"']|%(?!\})){0,2000}%\}")
PLAIN_VALUE = re.compile(r"\{\{[^{}\"']{0,2000}\}\}")  # most texts have no other syntax
CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
KEYWORD = re.compile(r"\{%[-+]?\s*(\w+)")
EVERYDAY = f"abcdefghijklmnopqrstuvwxyz,.'\n{OPAQUE}".encode()
MAX_ARMS = 100  # readings of one text

Arm = tuple[int, int]  # where an arm of an `if` starts and ends


class Tag(NamedTuple):
    """A piece of template syntax: `kind` is {{ or {# or the keyword of a {% %}."""

    kind: str
    start: int
    end: int


class Prose(NamedTuple):
    """A text of an entry, by its dotted key, or a layout (`entry` is "" then), and what is read of it.

    `tags` are the template syntax, in order. `read` is the text with every arm of every `if`: values as OPAQUE, all
    other syntax as spaces. `odd` is what of `read` is odd (odd_in): rules on characters look there first, as what is
    side by side in the text is so there.
    `arms` is the text as it is read with the first arm of every `if`, with the second, and so on, other arms blank;
    `normals` has the comparable form of each, `sentences` the sentences of each of these.
    """

    source: str
    key: str
    entry: str
    channel: str
    language: str
    file: str
    place: Place
    tags: tuple[Tag, ...]
    read: str
    odd: str
    arms: tuple[str, ...]
    normals: tuple[Normal, ...]
    sentences: tuple[list[str], ...]

    @classmethod
    def of(
        cls,
        source: str,
        *,
        key: str = "answer",
        entry: str = "",
        channel: str = "email",
        language: str = "en",
        file: str = "",
        place: Place = NOWHERE,
    ) -> "Prose":
        """A text, read."""
        tags = tags_in(source)
        read = masked(source, tags)
        arms = arms_of(read, tags)
        normals = tuple(map(normal, arms))
        said = tuple([sentences(each.text) for each in normals])
        return cls(source, key, entry, channel, language, file, place, tags, read, odd_in(read), arms, normals, said)


def odd_in(text: str) -> str:
    """What of a text is no small letter, comma or full stop, in order; of one that is not ASCII, all of it."""
    return text.encode().translate(None, EVERYDAY).decode() if text.isascii() else text


def tags_in(source: str) -> tuple[Tag, ...]:
    """The template syntax of a source, in order."""
    if "{" not in source:
        return ()
    plain = [Tag("{{", *found.span()) for found in PLAIN_VALUE.finditer(source)]
    if source.count("{") == source.count("}") == 2 * len(plain):
        return tuple(plain)
    return tuple(find_tags(source))


def find_tags(source: str) -> Iterator[Tag]:
    """The template syntax, in order; what is never closed is none."""
    at = 0
    last = {opening: source.rfind(closing) for opening, closing in CLOSING.items()}
    while (start := source.find("{", at)) >= 0:
        opening = source[start : start + 2]
        at = start + 1
        if last.get(opening, -1) < start + 2:
            continue
        end = source.find(CLOSING[opening], start + 2) + 2
        if opening == "{{":
            value = VALUE.match(source, start)
            end = value.end() if value else 0
        elif opening == "{%" and (statement := STATEMENT.match(source, start)):
            end = statement.end()
        if end:
            keyword = KEYWORD.match(source, start, end)
            yield Tag(keyword[1] if keyword else opening, start, end)
            at = end


def arms_of(read: str, tags: tuple[Tag, ...]) -> tuple[str, ...]:
    """The readings of a text that differ: each shows one arm of every `if`."""
    if not any(tag.kind == "if" for tag in tags):
        return (read,)
    blocks = branches(tags)
    count = min(max(map(len, blocks), default=1), MAX_ARMS)
    chosen = [[arms[min(number, len(arms) - 1)] for arms in blocks] for number in range(count)]
    for arms in blocks:
        for arm in arms:
            if len(chosen) < MAX_ARMS and not any(is_read(arm, blocks, each) for each in chosen):
                chosen.append([next((a for a in other if holds(a, arm)), other[0]) for other in blocks])
    return tuple(dict.fromkeys(only(read, blocks, each) for each in chosen))


def holds(outer: Arm, inner: Arm) -> bool:
    """Whether an arm is another one, or the other lies in it."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def is_read(arm: Arm, blocks: Sequence[Sequence[Arm]], chosen: Sequence[Arm]) -> bool:
    """Whether an arm is read where these are chosen: it, and each that it lies in."""
    return all(one in chosen for arms in blocks for one in arms if holds(one, arm))


def only(text: str, blocks: Sequence[Sequence[Arm]], chosen: Sequence[Arm]) -> str:
    """A text with the chosen arm of each block, all others blank."""
    for arms, one in zip(blocks, chosen, strict=True):
        for start, end in arms:
            if (start, end) != one:
                text = text[:start] + blank(text[start:end]) + text[end:]
    return text


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
    return "\n".join([" " * len(line) for line in text.split("\n")])


def branches(tags: tuple[Tag, ...]) -> list[list[Arm]]:
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
