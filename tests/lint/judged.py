"""What tests of rules on texts share: one text, one rule, what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from cheatsheet.entry import Entry
from cheatsheet.layouts import Layouts
from cheatsheet.lint.about import About
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose
from cheatsheet.nodes import Place
from cheatsheet.settings import Setting, Settings
from cheatsheet.template_text import Text
from tests.conftest import make_entry
from tests.lint.desk import about

Check = Callable[[Prose, Entry | None, About], Iterable[Finding]]


def findings(
    check: Check,
    text: str,
    key: str = "answer",
    *,
    language: str = "en",
    knows: About | None = None,
    layout: bool = False,
    **entry: object,
) -> list[Finding]:
    """What a rule finds in a text of an entry, by its key, or in a layout."""
    channel = key.rpartition("channels.")[2] if "channels." in key else "email"
    prose = Prose.of(source=text, key="" if layout else key, entry="late", channel=channel, language=language)
    return list(check(prose, None if layout else make_entry(**entry), knows or about()))


def said(check: Check, text: str, key: str = "answer", **more: Any) -> list[str]:
    """The stretches of a text that a rule objects to."""
    return [text[each.start : each.end] for each in findings(check, text, key, **more)]


def rules(check: Check, text: str, key: str = "answer", **more: Any) -> set[str]:
    """The names of the rules that find something in a text, without their family."""
    return {each.rule.partition("/")[2] for each in findings(check, text, key, **more)}


def with_layouts(**sources: str) -> About:
    """The circumstances with these layouts alone; `_` in a name is a dot."""
    texts = {
        name.replace("_", "."): Text(source=said, file="t.j2", place=Place(1, 1)) for name, said in sources.items()
    }
    return replace(about(), layouts=Layouts(own=texts))


def with_company(**values: str) -> About:
    """The circumstances of a company that gives these values as its own."""
    known = {f"company.{name}": Setting(value=value, origin="test") for name, value in values.items()}
    return replace(about(), settings=Settings(known=known))
