"""The rule shape/no-name: a reply that says the customer's name nowhere, neither in the answer nor in its layout."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError
from cheatsheet.letter import GREETS
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose

CHANNELS = frozenset({"email", "chat"})  # on the others, a name is too public or is said by voice
NAME = r"\bcustomer\s*(?:\.|\[\s*[\"'])\s*(?!email\b)\w"
COMMENT = r"(?s)\{#.*?#\}"
MACRO = r"(?s)\{%-?\s*macro\s+(\w+)(.*?)\{%-?\s*endmacro"
CALL = r"(\w+)\s*\("
WITHOUT_GREETING = r"(?s)\{%-?\s*if\s+not\s+\(?\s*greets\b.*?\{%-?\s*(?:endif|else|elif)\b"


class Naming(NamedTuple):
    """Whether a layout says the name, also above an answer that greets by itself; the macros that say it."""

    always: bool
    above_greeting: bool
    macros: frozenset[str]


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:
    """A warning on an answer by mail or chat that greets without the name, or whose layout never says it."""
    if entry is None or prose.channel not in CHANNELS or prose.key.endswith("subject"):
        return
    naming = naming_in(about, prose.channel, prose.language)
    if naming is None:
        return
    text = prose.read.lstrip()
    greeting = GREETS.match(text)
    if (naming.above_greeting if greeting else naming.always) or says_name(prose.source, naming.macros):
        return
    start = len(prose.read) - len(text)
    if greeting:
        message, hint = (
            "greets without the customer's name",
            "write Hi {{ customer.first_name }}, or leave it to the layout",
        )
        yield Finding("shape/no-name", start, start + len(greeting.group().rstrip()), message, hint)
    else:
        message = f"neither this answer nor the layout for {prose.channel} says the customer's name"
        end = (prose.read + "\n").find("\n", start)
        yield Finding("shape/no-name", start, end, message, "write {{ customer.first_name }} in the layout")


@lru_cache(maxsize=64)
def naming_in(about: About, channel: str, language: str) -> Naming | None:
    """What the layout of a channel says; None where there is none, and nothing can be sent."""
    try:
        layout = about.layouts.layout(channel, language).source
    except UsageError:
        return None
    return naming_of(layout, tuple(file.source for file in about.layouts.macros(language)))


def naming_of(layout: str, macro_files: tuple[str, ...]) -> Naming:
    """What a layout says of the customer, with the macros that it may call; the last macro of a name counts."""
    plain = [compiled(COMMENT).sub("", file) for file in (layout, *macro_files)]
    macros = {name: said for file in plain[1:] for name, said in compiled(MACRO).findall(file)}
    naming: frozenset[str] = frozenset()
    while (found := frozenset(name for name, said in macros.items() if says_name(said, naming))) != naming:
        naming = found
    above_greeting = compiled(WITHOUT_GREETING).sub("", plain[0])
    return Naming(says_name(plain[0], naming), says_name(above_greeting, naming), naming)


def says_name(source: str, macros: frozenset[str]) -> bool:
    """Whether a template says the customer's name, by itself or through one of these macros."""
    return bool(compiled(NAME).search(source)) or not macros.isdisjoint(compiled(CALL).findall(source))
