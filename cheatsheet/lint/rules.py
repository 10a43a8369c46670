"""All rules, on wording or not, by name: how bad what they find is, and the page that tells of each."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cheatsheet.lint.code_rules import LEVELS
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.problem import Level
from cheatsheet.text import nearest

PAGES = Path(__file__).parent / "pages.yaml"


class Page(NamedTuple):
    """What `lint --explain` says of a rule: why it is there, and an example of each kind."""

    name: str
    level: Level
    reason: str
    bad: Sequence[str]
    good: Sequence[str]
    suggestion: str


def meant(name: str, known: Iterable[str]) -> str:
    """A hint that names the rule that was probably meant, also where its family was left out; else ""."""
    names = {each.partition("/")[2] or each: each for each in known}
    near = nearest(name, names.values()) or names.get(nearest(name, names) or "")
    return f"did you mean {near!r}?" if near else ""


def levels(phrase_rules: Iterable[PhraseRule]) -> dict[str, Level]:
    """The level of every rule by name."""
    return {**LEVELS, **{rule.name: rule.level for rule in phrase_rules}}


def pages(phrase_rules: Iterable[PhraseRule]) -> dict[str, Page]:
    """The page of every rule by name."""
    from cheatsheet.nodes import Block
    from cheatsheet.reader import Reader
    from cheatsheet.yaml_text import parse

    root = parse(PAGES.read_text(encoding="utf-8"), PAGES.name, [])
    written = root if isinstance(root, Block) else Block()
    found = {}
    for name, level in LEVELS.items():
        block = written.get(name)
        own = Reader(block if isinstance(block, Block) else Block(), PAGES.name, [])
        found[name] = Page(
            name=name,
            level=level,
            reason=own.text("reason") or "",
            bad=own.texts("bad"),
            good=own.texts("good"),
            suggestion=own.text("suggestion") or "",
        )
    for rule in phrase_rules:
        found[rule.name] = Page(rule.name, rule.level, rule.reason, rule.bad, rule.good, rule.suggestion)
    return found
