"""The examples on the pages of rules on texts: the bad ones are found by that rule alone, the good ones are clean."""

from collections.abc import Iterator

import pytest

from cheatsheet.lint import privacy, shape, signs
from cheatsheet.lint.code_rules import LEVELS
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.rules import PAGES
from cheatsheet.nodes import Block
from cheatsheet.reader import Reader
from cheatsheet.yaml_text import parse
from tests.lint.judged import findings

CHANNELS = {"shape/too-long": "channels.sms"}
RULES = [name for name in LEVELS if name.startswith(("shape/", "privacy/", "text/"))]


def page(rule: str) -> Reader:
    root = parse(PAGES.read_text(encoding="utf-8"), PAGES.name, [])
    assert isinstance(root, Block)
    block = root[rule]
    assert isinstance(block, Block)
    return Reader(block, PAGES.name, [])


def found(rule: str, text: str) -> Iterator[Finding]:
    for check in (shape.check, privacy.check, signs.check):
        yield from findings(check, text, CHANNELS.get(rule, "answer"))


@pytest.mark.parametrize("rule", RULES)
def test_the_examples_of_a_page_are_true(rule: str) -> None:
    own = page(rule)
    assert own.text("reason")
    assert own.text("suggestion")
    assert own.texts("bad")
    assert own.texts("good")
    for text in own.texts("bad"):
        assert {each.rule for each in found(rule, text)} == {rule}
    for text in own.texts("good"):
        assert list(found(rule, text)) == []
