"""Every rule but those on wording (they are data: phrases.yaml), and how bad what it finds is."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.problem import Level
from cheatsheet.text import nearest

PAGES = Path(__file__).parent / "pages.yaml"
E, W, N = Level.ERROR, Level.WARNING, Level.NOTE
LEVELS: Mapping[str, Level] = {
    "template/syntax": E, "template/half-open": E, "template/unknown-value": E, "template/refused": E,
    "template/unused-field": W,
    "shape/placeholder": E, "shape/too-long": W, "shape/reading-grade": W, "shape/shouting": W, "shape/no-name": W,
    "shape/no-next-step": W, "shape/no-acknowledgement": W, "shape/no-alternative": W,
    "library/invalid": E, "library/duplicate": E, "library/near-duplicate": W, "library/contradiction": W,
    "library/shadowed": W, "library/review-overdue": W, "library/self-approved": E, "library/missing-variant": N,
    "privacy/email": E, "privacy/phone": E, "privacy/card": E, "privacy/iban": E,
    "text/invisible": E, "text/mixed-script": W,
    "suppress/unused": W, "suppress/expired": W, "suppress/no-reason": W,
}  # fmt: skip


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
