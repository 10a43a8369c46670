"""The rules' own tests: every example as written, and in the ways in which texts arrive."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from cheatsheet.errors import Fault
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.prose import Prose


def curled(text: str) -> str:
    """With typographic quotes."""
    pieces = text.replace("'", "\u2019").split('"')
    return (
        "".join(piece + ("\u201c" if number % 2 == 0 else "\u201d") for number, piece in enumerate(pieces[:-1]))
        + (pieces[-1])
    )


WAYS: Mapping[str, Callable[[str], str]] = {
    "as written": str,
    "with curly quotes": curled,
    "with wrapped lines": lambda text: text.replace(" ", "\n"),
    "with wrapped and indented lines": lambda text: text.replace(" ", "\n    "),
    "in capitals": str.upper,
    "with no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "with entities": lambda text: text.replace("'", "&#39;").replace(" ", "&nbsp;"),
}


def failures(rules: Sequence[PhraseRule]) -> Iterator[Fault]:
    """The examples that a rule gets wrong, as faults of its file."""
    for rule in rules:
        book = PhraseBook(rules=[rule])
        for way, written in WAYS.items():
            for example in rule.bad:
                if not found(book, rule, written(example)):
                    yield fault(rule, f"does not find its bad example {way}: {example}")
            for example in rule.good:
                if found(book, rule, written(example)):
                    yield fault(rule, f"finds its good example {way}: {example}")


def found(book: PhraseBook, rule: PhraseRule, text: str) -> bool:
    """Whether a rule finds something in a text of its language."""
    return bool(book.check(Prose.of(source=text, language=rule.language if rule.language != "*" else "en")))


def fault(rule: PhraseRule, message: str) -> Fault:
    """A failed example of a rule."""
    return Fault(file=rule.file, line=rule.line, column=1, message=f"{rule.name} {message}")
