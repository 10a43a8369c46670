"""What tests of the linter share: rules of their own, a check of one file, the place of an offset in a text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from cheatsheet.layouts import Layouts
from cheatsheet.lint.about import About
from cheatsheet.lint.check import FileCheck
from cheatsheet.lint.packs import BUILT_IN, PhraseRule, Unless, load_packs
from cheatsheet.lint.pattern import parse
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.rules import levels
from cheatsheet.place import starter_folder
from cheatsheet.settings import load_settings

DAY = date(2026, 11, 23)  # a Monday, as in tests.conftest
LINE_BREAK = re.compile("\r\n|[\r\n]")


@cache
def built_in() -> tuple[PhraseRule, ...]:
    """The rules that travel with the program."""
    return load_packs([(BUILT_IN, BUILT_IN.name)])


@cache
def about() -> About:
    """The circumstances: default settings, the starter layouts, the day of the other tests."""
    layouts = Layouts.load(starter_folder("templates"), None, starter_folder("templates"))
    return About(settings=load_settings(None, None, {}, {}), layouts=layouts, today=DAY)


def make_rule(
    *phrases: str,
    name: str = "phrase/planted",
    language: str = "en",
    unless: Iterable[tuple[str, int, Sequence[str]]] = (),
) -> PhraseRule:
    """A rule on these phrases."""
    excuses = tuple(Unless(where, reach, tuple(map(parse, texts))) for where, reach, texts in unless)
    return PhraseRule(
        name=name,
        level=Level.ERROR,
        language=language,
        message="is banned",
        suggestion="say it otherwise",
        reason="It hurts.",
        patterns=tuple(map(parse, phrases)),
        unless=excuses,
        bad=(),
        good=(),
        file="own.yaml",
        line=1,
    )


def make_check(*rules: PhraseRule) -> FileCheck:
    """A check of files with these rules on wording, and every other rule."""
    return FileCheck(about=about(), book=PhraseBook(rules=rules), levels=levels(rules))


def hits(rules: Sequence[PhraseRule], text: str, language: str = "en") -> list[tuple[str, str]]:
    """What rules find in a text: rule and words, in order."""
    prose = Prose.of(source=text, language=language)
    return [(found.rule, text[found.start : found.end]) for found in PhraseBook(rules=rules).check(prose)]


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, 1-based, as an editor shows them."""
    breaks = [found.end() for found in LINE_BREAK.finditer(text) if found.end() <= offset]
    return len(breaks) + 1, offset - (breaks[-1] if breaks else 0) + 1


def stretch(text: str, problem: Problem) -> str:
    """What stands in a file at the place that a problem names, read line by line."""
    starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
    start = starts[problem.line - 1] + problem.column - 1
    return text[start : starts[problem.end_line - 1] + problem.end_column - 1]
