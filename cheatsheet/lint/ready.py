"""Rules ready to use: each rule file is read once, then its rules come from the cache folder until it changes.

Those of the package are made ready when it is built (hatch_build.py): no first run has to read them.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import cheatsheet
from cheatsheet.atomic import replace_file
from cheatsheet.errors import Fault
from cheatsheet.lint.clues import Clue
from cheatsheet.lint.packs import PhraseRule, Unless, load_packs, read_pack
from cheatsheet.lint.pattern import Pattern
from cheatsheet.lint.problem import Level

FORMAT = 7  # of what is kept, and of what the language of phrases means
NAME = "rules.ready"  # a checksum, and a line of JSON
SHIPPED = Path(__file__).parent / NAME  # in an installed package; a checkout has none

Rows = list[Any]


def ready_rules(
    packs: Sequence[tuple[Path, str]], cache_folder: Path, shipped: Path = SHIPPED
) -> tuple[PhraseRule, ...]:
    """The rules of rule files (see load_packs); a cache that cannot be used is no reason to stop."""
    path = cache_folder / NAME
    ready = ReadyPacks(rows_in(shipped), rows_in(path), {})
    rules = load_packs(packs, ready.read)
    if ready.fresh:
        save(path, {**ready.used(packs), **ready.fresh})
    return rules


class ReadyPacks(NamedTuple):
    """The rules of rule files by their marks: of the package, kept ones, and those that had to be read."""

    shipped: Mapping[str, Rows]
    kept: Mapping[str, Rows]
    fresh: dict[str, Rows]

    def read(self, path: Path, name: str, faults: list[Fault]) -> Sequence[PhraseRule]:
        """As read_pack, from what is ready where that is of this file."""
        mark = mark_of(path, name)
        for rows in (self.shipped.get(mark), self.kept.get(mark)):
            try:
                if rows:
                    return [rule_of(row) for row in rows]
            except (ValueError, TypeError):  # spoiled
                continue
        before = len(faults)
        rules = read_pack(path, name, faults)
        if len(faults) == before:
            self.fresh[mark] = [as_row(rule) for rule in rules]
        return rules

    def used(self, packs: Sequence[tuple[Path, str]]) -> dict[str, Rows]:
        """What is kept of these files as they are now."""
        marks = {mark_of(path, name) for path, name in packs}
        return {mark: rows for mark, rows in self.kept.items() if mark in marks}


def mark_of(path: Path, name: str) -> str:
    """What rules are kept by: a rule file's name and text, and what reads it; of no file, its name alone."""
    try:
        text = path.read_bytes()
    except OSError:
        text = b""
    return sha256(repr((cheatsheet.__version__, FORMAT, name, text)).encode()).hexdigest()


def rows_in(path: Path) -> Mapping[str, Rows]:
    """What a file keeps; nothing where it cannot be read, or is not what was written."""
    try:
        checksum, _, data = path.read_bytes().partition(b"\n")
        found = json.loads(data) if checksum == checksum_of(data) else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def save(path: Path, rows: Mapping[str, Rows]) -> None:
    """Keeps rules, if that is possible."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = json.dumps(rows, separators=(",", ":")).encode()
        replace_file(path, checksum_of(data) + b"\n" + data, prefix="")
    except OSError:
        pass


def checksum_of(data: bytes) -> bytes:
    """By what data that was spoiled on the disk is known."""
    return f"{crc32(data):08x}".encode()


def as_row(rule: PhraseRule) -> list[Any]:
    """A rule as JSON knows it."""
    unless = [[each.where, each.reach, list(map(pattern_row, each.patterns))] for each in rule.unless]
    return list(rule._replace(patterns=tuple(map(pattern_row, rule.patterns)), unless=tuple(unless)))  # type: ignore[arg-type]


def pattern_row(pattern: Pattern) -> list[Any]:
    """A pattern as JSON knows it."""
    return [*pattern[:2], [sorted(each, key=str) for each in pattern.clues], *pattern[3:]]


def rule_of(row: Any) -> PhraseRule:
    """A rule as it was written."""
    rule = PhraseRule(*row)
    return rule._replace(
        level=Level(rule.level),
        patterns=tuple(map(pattern_of, rule.patterns)),
        unless=tuple(Unless(where, reach, tuple(map(pattern_of, each))) for where, reach, each in rule.unless),
        bad=tuple(rule.bad),
        good=tuple(rule.good),
    )


def pattern_of(row: Any) -> Pattern:
    """A pattern as it was written."""
    phrase, expression, clues, *edges = row
    return Pattern(phrase, expression, tuple(map(clue_of, clues)), *edges)


def clue_of(row: Any) -> Clue:
    """A clue as it was written."""
    return frozenset(each if isinstance(each, str) else tuple(each) for each in row)
