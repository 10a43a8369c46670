"""Rules ready to use: read from their files once, then from the cache folder, as long as no file changes."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import cheatsheet
from cheatsheet.atomic import replace_file
from cheatsheet.lint.clues import Clue
from cheatsheet.lint.packs import PhraseRule, Unless, load_packs
from cheatsheet.lint.pattern import Pattern
from cheatsheet.lint.problem import Level

FORMAT = 3  # of what is kept, and of what the language of phrases means
NAME = "rules.json"


def ready_rules(packs: Sequence[tuple[Path, str]], cache_folder: Path) -> tuple[PhraseRule, ...]:
    """The rules of rule files (see load_packs); a cache that cannot be used is no reason to stop."""
    try:
        texts = [path.read_bytes().hex() for path, _ in packs]
    except OSError:
        return load_packs(packs)
    made_of = sha256(repr((cheatsheet.__version__, FORMAT, [name for _, name in packs], texts)).encode()).hexdigest()
    path = cache_folder / NAME
    try:
        kept, rows = json.loads(path.read_bytes())
        if kept == made_of:
            return tuple(rule_of(row) for row in rows)
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    rules = load_packs(packs)
    try:
        cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, json.dumps([made_of, [as_row(rule) for rule in rules]]).encode(), prefix="")
    except OSError:
        pass
    return rules


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
