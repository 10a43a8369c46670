"""Rules on templates: what would not render, would be sent literally, or is never filled."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid
from cheatsheet.lint.about import About
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose, Tag
from cheatsheet.nodes import Place
from cheatsheet.template_text import FILTER_NAMES, Text
from cheatsheet.text import did_you_mean
from cheatsheet.values import GROUPS, NAMES

if TYPE_CHECKING:
    from cheatsheet.template import Checked, Checker

VALUE = r"[A-Za-z_][\w.]*(?:\s*\|\s*\w+(?:\([^(){}]*\))?)*"
LITERAL = r"(?:[0-9]{1,4}|'[^'\\{}%#\n]{0,80}'|\"[^\"\\{}%#\n]{0,80}\")"
FILTER = rf"\s*\|\s*(?:{'|'.join(FILTER_NAMES)})(?:\(\s*(?:{LITERAL}\s*)?\))?(?!\w)"
# A value, also through filters: what most texts have alone, and what needs no parser. Jinja has words of its own.
SIMPLE = re.compile(
    rf"\{{\{{-?\s*(?!(?:[Tt]rue|[Ff]alse|[Nn]one|not)\b)([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)(?:{FILTER}){{0,5}}\s*-?\}}\}}"
)
OPEN_ONLY = re.compile(rf"\{{\{{-?\s*({VALUE})\s*\}}(?!\}})")
CLOSE_ONLY = re.compile(rf"(?<!\{{)\{{\s*({VALUE})\s*-?\}}\}}")
SINGLE = re.compile(r"(?<![{%#$])\{\s*([A-Za-z_]\w*\.[A-Za-z_]\w*)\s*\}(?!\})")
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
CURLED = re.compile("[\u2018\u2019\u201c\u201d]")
QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
DELIMITER = re.compile("[\u201c\u201d]|(?<![^\\W_])[\u2018\u2019]|[\u2018\u2019](?![^\\W_])")  # not in "it\u2019s"
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
WHERE_VALUES_ARE = {"{{", "if", "elif", "for"}
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
FRAME = ("body", "greets", "signs", "names_customer", "today", "loop")
APART = {"{{", "{#", "if", "elif", "else", "endif"}  # these set nothing that another one could read
MOST_APART = 50
HALF = "half a pair of braces: this would be sent as it stands"
HALF_HINT = "write {{ name }} with two braces on both sides"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TemplateRules:
    """The rules; what was parsed once is not parsed again."""

    about: About
    fine: "defaultdict[tuple[str, ...], set[str]]" = field(default_factory=lambda: defaultdict(set))
    macros: dict[str, frozenset[str]] = field(default_factory=dict)

    def check(self, prose: Prose, entry: Entry | None) -> Iterator[Finding]:
        """The findings in a text of an entry, or in a layout.

        `fine` has the tags, and rows of tags, that may run where there are these fields: a library has few different
        ones, and no text needs more than a look where it has none but these.
        """
        if "{" not in prose.source and "}" not in prose.source:
            return
        fields = tuple(entry.fields) if entry else ()
        fine = self.fine[(prose.language, *fields)]
        said = [prose.source[tag.start : tag.end] for tag in prose.tags]
        stray = "{" in prose.odd or "}" in prose.odd
        if entry and not stray and fine.issuperset(said):
            return
        half = list(half_open(prose)) if stray or any("{{" in each[1:] for each in said) else []
        if not half and (" ".join(said) in fine or (entry and self.fine_apart(prose, fields, said))):
            return
        found = list(self.wrong(prose, fields, parse=bool(half)))
        broken = [each for each in found if each.rule == "template/syntax"]
        if broken and not any(each.fix for each in broken):  # it does not parse: the braces may be why
            opening = [each for each in half if prose.source.startswith(("{{", "{%", "{#"), each.start)]
            yield from [each._replace(rule=broken[0].rule, message=broken[0].message) for each in opening] or broken
            yield from (each for each in half if each not in opening)
            return
        yield from half
        yield from found
        if not found and not half and entry:
            fine.add(" ".join(said))

    def fine_apart(self, prose: Prose, fields: tuple[str, ...], said: Sequence[str]) -> bool:
        """Whether each value, and each `if` with its arms, may run by itself."""
        if len(said) > MOST_APART or not APART.issuperset(tag.kind for tag in prose.tags):
            return False
        fine = self.fine[(prose.language, *fields)]
        depth, first = 0, 0
        for number, tag in enumerate(prose.tags, 1):
            depth += (tag.kind == "if") - (tag.kind == "endif")
            if depth == 0:
                group = " ".join(said[first:number])
                if group not in fine:
                    alone = Prose.of(source=group, key=prose.key, entry=prose.entry, language=prose.language)
                    if any(True for _ in self.wrong(alone, fields)):
                        return False
                    fine.add(group)
                first = number
        return depth == 0

    def wrong(self, prose: Prose, fields: tuple[str, ...], *, parse: bool = False) -> Iterator[Finding]:
        """What the parser, the sandbox and the names object to."""
        simple = [SIMPLE.fullmatch(prose.source, tag.start, tag.end) for tag in prose.tags]
        if all(simple) and not parse:
            for found in simple:
                if found and found[1] in GROUPS and found[1] not in fields:
                    message = f"`{found[1]}` is a group of values"
                    yield Finding("template/refused", *found.span(1), message, f"name one of it: {found[1]}.…")
                elif found:
                    yield from self.unknown(found[1], prose, fields, frozenset(), found.span(1))
            return
        from jinja2 import nodes  # most texts have plain values alone, and it takes 20 ms to load

        try:
            checked = self.checker(prose).check(Text(source=prose.source, file="", place=Place(1, 1)))
        except Invalid as error:
            yield from refused(prose, error.faults[0])
            return
        local = frozenset(
            node.name for node in checked.tree.find_all(nodes.Name) if node.ctx in {"store", "param"}
        ) | self.calls(prose)
        for name in checked.used:
            if not any(other.startswith(f"{name}.") for other in checked.used):
                yield from self.unknown(name, prose, fields, local, place_of(name, prose, checked))

    def checker(self, prose: Prose) -> "Checker":
        """What a text may call: macros; a file of macros may define them."""
        from cheatsheet.template import Checker

        return Checker(
            filters=frozenset(FILTER_NAMES), calls=self.calls(prose), macros_allowed="macro" in kinds(prose)
        )

    def calls(self, prose: Prose) -> frozenset[str]:
        """The macros that a text may call."""
        if prose.language not in self.macros:
            files = self.about.layouts.macros(prose.language)
            self.macros[prose.language] = frozenset(name for file in files for name in MACRO.findall(file.source))
        own = MACRO.findall(prose.source) if not prose.entry else []
        return self.macros[prose.language].union(own)

    def unknown(
        self, name: str, prose: Prose, fields: tuple[str, ...], local: frozenset[str], span: tuple[int, int]
    ) -> Iterator[Finding]:
        """A finding where nothing can fill a value."""
        root, _, key = name.partition(".")
        settings = self.about.settings
        if root in {*fields, *local} or (root in FRAME and (root == "today" or not prose.entry)):
            return
        message, hint = "", ""
        if root not in GROUPS:
            message, hint = f"unknown value `{name}`", did_you_mean(name, [*NAMES, *GROUPS, *fields, "today"])
        elif root in {"company", "facts"} and key and key not in settings.table(root) and not guarded(name, prose):
            message = f"`{name}` is not set"
            hint = f"write `{key} = …` under [{root}] in cheatsheet.toml, or `| default(…)`"
        elif root in {"customer", "order", "agent"} and name not in {*NAMES, root, *settings.table("orders.columns")}:
            hint = did_you_mean(name, NAMES)
            message = f"unknown value `{name}`" if hint else ""
        if message:
            yield Finding("template/unknown-value", *span, message, hint or "see the values in the README")


def kinds(prose: Prose) -> set[str]:
    """The kinds of tags in a text."""
    return {tag.kind for tag in prose.tags}


def guarded(name: str, prose: Prose) -> bool:
    """Whether a text does without a value that is not there."""
    return bool(re.search(rf"\b{re.escape(name)}\s*(?:\|\s*default\b|is\s+(?:not\s+)?(?:un)?defined)", prose.source))


def place_of(name: str, prose: Prose, checked: "Checked") -> tuple[int, int]:
    """Where a value is first used; the whole line where it is written in another way."""
    for tag in prose.tags:
        found = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)").search(prose.source, tag.start, tag.end)
        if found:
            return found.span()
    return line_span(prose.source, checked.used[name])


def refused(prose: Prose, fault: Fault) -> list[Finding]:
    """What the parser or the sandbox refuses, on its line; curly quotes where they stand."""
    rule = "template/syntax" if fault.message.startswith("template syntax") else "template/refused"
    curled = list(curled_quotes(prose)) if rule == "template/syntax" else []
    return curled or [Finding(rule, *line_span(prose.source, fault.line), fault.message, fault.hint)]


def curled_quotes(prose: Prose) -> Iterator[Finding]:
    """Curly quotes where an expression needs straight ones."""
    for tag in prose.tags:
        said = prose.source[tag.start : tag.end]
        if tag.kind in WHERE_VALUES_ARE and CURLED.search(QUOTED.sub("", said)):
            message = "curly quotes in an expression: the template cannot be read"
            mended = DELIMITER.sub(lambda found: found.group().translate(STRAIGHT), said)
            yield Finding("template/syntax", tag.start, tag.end, message, f"write {mended}", fix=mended)


def line_span(source: str, line: int) -> tuple[int, int]:
    """The offsets of a line (1-based), without the white space around it."""
    lines = source.split("\n")
    number = min(max(line, 1), len(lines)) - 1
    start = sum(len(each) + 1 for each in lines[:number])
    said = lines[number]
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip()) or start + len(said)


def half_open(prose: Prose) -> Iterator[Finding]:
    """Braces that lack their other half."""
    source = prose.source
    covered: list[tuple[int, int]] = []
    for pattern, before, after in ((OPEN_ONLY, "{{ ", " }}"), (CLOSE_ONLY, "{{ ", " }}"), (SINGLE, "{{ ", " }}")):
        for found in pattern.finditer(source):
            if not inside_fine_tag(found.start(), found.end(), prose.tags, pattern is OPEN_ONLY):
                covered.append(found.span())
                fix = f"{before}{found[1].strip()}{after}"
                yield Finding("template/half-open", *found.span(), HALF, f"write {fix}", fix=fix)
    for found in STRAY.finditer(prose.read):
        if not any(start <= found.start() < end for start, end in covered):
            yield Finding("template/half-open", *found.span(), HALF, HALF_HINT)


def inside_fine_tag(start: int, end: int, tags: tuple[Tag, ...], opens: bool) -> bool:
    """Whether a stretch lies inside a tag that is whole; a tag that begins with it may have swallowed the next."""
    return any(tag.start <= start and end <= tag.end and not (opens and tag.start == start) for tag in tags)


def unused_fields(entry: Entry, proses: "list[Prose]") -> Iterator[tuple[str, str]]:
    """The fields that no text of an entry uses: dotted key and message."""
    if not entry.fields:
        return
    said = " ".join(prose.source[tag.start : tag.end] for prose in proses for tag in prose.tags if tag.kind != "{#")
    for name in entry.fields:
        if not re.search(rf"(?<![\w.]){re.escape(name)}\b", said):
            yield f"fields.{name}", f"no text of this entry uses the field `{name}`"
