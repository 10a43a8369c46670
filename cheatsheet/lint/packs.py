"""Rule files: banned phrases as a team writes them, each rule with its reason and its own tests."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cheatsheet.errors import Fault, Invalid
from cheatsheet.files import read_text
from cheatsheet.lint.code_rules import LEVELS
from cheatsheet.lint.pattern import Pattern, parse
from cheatsheet.lint.problem import Level
from cheatsheet.lint.tokens import BadPhrase, Sets
from cheatsheet.nodes import Block, Items, Place
from cheatsheet.reader import Reader, kind
from cheatsheet.yaml_text import YamlFault, parse_document

BUILT_IN = Path(__file__).parent / "phrases.yaml"
BUILT_IN_NAME = "built-in phrases.yaml"
RULE_KEYS = ("name", "level", "language", "message", "suggestion", "reason", "phrases", "unless", "bad", "good")
WHERE = ("sentence", "next", "previous", "before", "after")
NAME_HINT = "family/name in small letters, for instance phrase/our-words"


class Unless(NamedTuple):
    """What makes a phrase fine: one of these in its sentence, in the next ones (`reach`), or right beside it."""

    where: str
    reach: int
    patterns: tuple[Pattern, ...]


class PhraseRule(NamedTuple):
    """A rule on wording; `bad` and `good` are its own tests."""

    name: str
    level: Level
    language: str
    message: str
    suggestion: str
    reason: str
    patterns: tuple[Pattern, ...]
    unless: tuple[Unless, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    file: str
    line: int


PackReader = Callable[[Path, str, list[Fault]], Sequence[PhraseRule]]


def read_pack(path: Path, name: str, faults: list[Fault]) -> list[PhraseRule]:
    """The rules of one file, called `name`, that are as they should be; the rest are faults."""
    text = read_text(path, name, ".yaml", faults, [])
    if text is None:
        return []
    try:
        root, place = parse_document(text, name, faults)
    except YamlFault as error:
        faults.append(error.fault)
        return []
    if not isinstance(root, Block):
        message = f"must be a mapping with the key `rules`, not {kind(root)}"
        faults.append(Fault(file=name, line=place.line, column=place.column, message=message))
        return []
    before = len(faults)
    reader = Reader(root, name, faults)
    reader.only(("sets", "rules"))
    named = Reader(reader.mapping("sets"), name, faults, "sets.")
    sets = Sets({key: named.texts(key) for key in named.block})
    if not root.get("rules") and len(faults) == before:
        reader.note(place, "has no `rules`", "remove it from [lint] packs, or write one")
    found: list[PhraseRule] = []
    for number, (block, at) in enumerate(items(reader, "rules")):
        rule = read_rule(Reader(block, name, faults, f"rules[{number}]."), at, sets)
        if rule and any(rule.name == other.name for other in found):
            reader.note(at, f"rule `{rule.name}` stands twice in this file", "keep one of them")
        elif rule:
            found.append(rule)
    return found


def load_packs(packs: Iterable[tuple[Path, str]], read: PackReader = read_pack) -> tuple[PhraseRule, ...]:
    """The rules of rule files, each with the name by which messages call it; a later rule replaces one of its name.

    Raises Invalid with every fault of every file.
    """
    faults: list[Fault] = []
    rules: dict[str, PhraseRule] = {}
    for path, name in packs:
        for rule in read(path, name, faults):
            rules[rule.name] = rule
    if faults:
        raise Invalid(faults)
    return tuple(rules.values())


def items(reader: Reader, key: str) -> list[tuple[Block, Place]]:
    """The mappings of a list."""
    value = reader.block.get(key)
    if value is None:
        return []
    if not isinstance(value, Items):
        reader.fault(key, f"must be a list of mappings, not {kind(value)}")
        return []
    found = []
    for item, place in zip(value, value.places, strict=True):
        if isinstance(item, Block):
            found.append((item, place))
        else:
            reader.note(place, f"`{reader.path}{key}` must be a list of mappings, not {kind(item)}")
    return found


def read_rule(reader: Reader, place: Place, sets: Sets) -> PhraseRule | None:
    """One rule; None, and at least one more fault, where it is not one."""
    before = len(reader.faults)
    reader.only(RULE_KEYS)
    name = reader.required("name")
    family, _, own = name.partition("/")
    if name and not (family.replace("-", "").isalnum() and own.replace("-", "").isalnum() and name.islower()):
        reader.fault("name", f"is {name!r}", NAME_HINT)
    if name in LEVELS:
        reader.fault("name", f"is {name!r}, one of the program's own rules", "give yours another name")
    level = reader.one_of("level", [str(level) for level in Level])
    patterns = read_patterns(reader, "phrases", sets)
    bad, good = reader.texts("bad"), reader.texts("good")
    for key, examples in (("phrases", patterns), ("bad", bad), ("good", good)):
        if not examples and len(reader.faults) == before:
            hint = "a rule is tested by its own examples" if key != "phrases" else ""
            reader.note(place, f"`{reader.path}{key}` is missing in rule `{name}`", hint)
    rule = PhraseRule(
        name=name,
        level=Level(level or Level.ERROR),
        language=reader.text("language") or "en",
        message=reader.required("message"),
        suggestion=reader.required("suggestion"),
        reason=reader.required("reason"),
        patterns=patterns,
        unless=read_unless(reader, sets),
        bad=bad,
        good=good,
        file=reader.file,
        line=place.line,
    )
    return rule if len(reader.faults) == before else None


def read_unless(reader: Reader, sets: Sets) -> tuple[Unless, ...]:
    """The items of `unless`: {in: sentence, phrases: […]}, {in: next 1, …}, {in: before, …}."""
    found = []
    for number, (block, _) in enumerate(items(reader, "unless")):
        inner = Reader(block, reader.file, reader.faults, f"{reader.path}unless[{number}].")
        inner.only(("in", "phrases"))
        where, _, count = inner.required("in").partition(" ")
        if where not in WHERE or (count and not (count.isdecimal() and where in {"next", "previous"})):
            inner.fault("in", f"is {inner.text('in')!r}", "sentence, next 1, previous 1, before or after")
        before = len(inner.faults)
        patterns = read_patterns(inner, "phrases", sets)
        if not patterns and len(inner.faults) == before:
            inner.note(inner.block.place, f"`{inner.path}phrases` is missing")
        found.append(Unless(where, int(count) if count.isdecimal() else 1, patterns))
    return tuple(found)


def read_patterns(reader: Reader, key: str, sets: Sets) -> tuple[Pattern, ...]:
    """Phrases, ready to be looked for."""
    found = []
    for phrase in reader.texts(key):
        try:
            found.append(parse(phrase, sets))
        except BadPhrase as error:
            reader.fault(key, f"has a phrase that cannot be read: {error}")
    return tuple(found)


def names_of(rules: Sequence[PhraseRule]) -> list[str]:
    """The names of rules."""
    return [rule.name for rule in rules]
