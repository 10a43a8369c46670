"""The comments of a YAML file, and those that would be lost put back where they belong."""

from collections import Counter

import yaml

from cheatsheet.edits.parts import Part, Parts
from cheatsheet.edits.yaml_lines import line_end, next_line
from cheatsheet.edits.yaml_node import Group, Scalar, tree

Place = tuple[str, str]  # a comment, and the entry that it is nearest to; "" for the end of the file


def kept(base: Parts, ours: Parts, theirs: Parts, result: Parts) -> Parts:
    """The result with every comment that a side added; what it lacks stands above its entry, or the next there is."""
    same = {key for key, part in base.items.items() if ours.items.get(key) == theirs.items.get(key) == part}
    before, there = (Counter(text for text, _ in comments(each, same)) for each in (base, result))
    for side in (ours, theirs):
        found = comments(side, same)
        lacking = Counter(text for text, _ in found) - before - there
        for text, key in reversed(found):
            if lacking[text] > 0:
                lacking[text] -= 1
                there[text] += 1
                result = with_comment(result, text, next_kept(side, key, result))
    return result


def next_kept(side: Parts, key: str, result: Parts) -> str:
    """An entry, or the next one of a side that is in the result; "" where there is none."""
    keys = [*side.items]
    return next((each for each in keys[keys.index(key) :] if each in result.items), "") if key else ""


def with_comment(parts: Parts, text: str, key: str) -> Parts:
    """The file with a line of comment above an entry, else at its end."""
    if not key or parts.kind == "flow":
        return parts._replace(tail=f"{parts.tail}{text}{parts.newline}")
    part = parts.items[key]
    margin = part.body[: len(part.body) - len(part.body.lstrip(" "))]
    more = Part(f"{part.lead}{margin}{text}{parts.newline}", part.body)
    return parts._replace(items={**parts.items, key: more})


def comments(parts: Parts, same: set[str]) -> list[Place]:
    """Every comment of a file with its entry, but for those of entries that are the same everywhere."""
    found = [(text, next(iter(parts.items), "")) for text in in_gap(parts.head)]
    for key, part in parts.items.items():
        if key not in same:
            found += [(text, key) for text in (*in_gap(part.lead), *in_body(part.body, parts.kind == "flow"))]
    return [*found, *((text, "") for text in in_gap(parts.tail))]


def in_gap(text: str) -> list[str]:
    """The comments between entries."""
    return [line[line.index("#") :].rstrip() for line in text.splitlines() if "#" in line]


def in_body(body: str, bare: bool) -> list[str]:
    """The comments within an entry: what begins with `#` outside of its texts."""
    if "#" not in body:
        return []
    margin = len(body) - len(body.lstrip(" -")) if not bare else 0
    try:
        texts = sorted(spans(body, tree(body, margin, bare=bare)))
    except yaml.YAMLError:
        return []
    found, at = list[str](), body.find("#")
    while at >= 0:
        end = next((end for start, end in texts if start <= at < end), 0)
        if not end:
            end = line_end(body, at)
            found.append(body[at:end].rstrip())
        at = body.find("#", end)
    return found


def spans(text: str, group: Group) -> list[tuple[int, int]]:
    """Where the texts of a mapping stand, its keys too; the line of a `|` is not part of one behind it."""
    found: list[tuple[int, int]] = []
    for member in group.members:
        for node in (member.key, member.value):
            if isinstance(node, Group):
                found += spans(text, node)
            elif isinstance(node, Scalar):
                found.append((node.start, node.head))
                found += [(next_line(text, node.head), node.end)] if node.end > node.head else []
    return found
