"""Banned phrases in a text: all rules in one pass over its words, the exceptions of each only where it hits."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeVar

from cheatsheet.lint.clues import Clue
from cheatsheet.lint.normal import OPAQUE, Normal
from cheatsheet.lint.packs import PhraseRule, Unless
from cheatsheet.lint.pattern import Pattern, compiled_once
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.sentences import KEPT, clues_in

SENTENCE_END = re.compile(  # begins with one set of signs: all else is passed over quickly
    r"[.!?\n](?:(?<=[.!?])(?<!\bmr.)(?<!\bms.)(?<!\bdr.)(?<!\bmrs.)(?<!\be\.g.)(?<!\bi\.e.)"
    r"[.!?]*[\"')\]]*(?:\s*\n\s*\n|(?=\s|$))|(?<=\n)(?:\s*\n|(?=\s*[-*\u2022] )))"
)
NOTHING_BEFORE = re.compile(
    r"(?:^|[.!?:;][\"')\]]*|[-*\u2022>#]|\n|\b(?:hi|hello|hey|dear|good \w+)\b[^.!?]{0,60},)[\s\"'(]*$"
)
GREETING_LINE = re.compile(r"[.!?:;,\"')][ \t\r]*\n[\s\"'(]*$|\n[ \t\r]*\n\s*$|^\s*$")
GREETING = 90  # characters before a sentence that are looked at
NOTHING_AFTER = re.compile(r"[\s\"')]*(?:[.!?](?!\w|\s*\d)|$|\n\s*\n)")
VALUE = re.compile(f"{OPAQUE}+")
NEGATED = re.compile(r"\s*(?:not\b|n't|'t\b)")

T = TypeVar("T")
Clues = Set[str | tuple[str, str]]
Led = dict[str | tuple[str, str] | None, list[T]]  # by the words and pairs of a first clue; by None without one


class Excuse:
    """What makes a phrase fine, by what leads to each of its patterns: most are done with unseen."""

    def __init__(self, unless: Unless) -> None:
        self.where = unless.where
        self.reach = unless.reach
        self.all_patterns = unless.patterns

    @cached_property
    def by_clue(self) -> Led[Pattern]:
        """The patterns by the words and pairs of their first clue; made when a phrase is first found."""
        return by_first_clue((pattern.clues, pattern) for pattern in self.all_patterns)

    @cached_property
    def first_clues(self) -> frozenset[str | tuple[str, str] | None]:
        """The words and pairs that lead to a pattern."""
        return frozenset(self.by_clue)

    def patterns(self, there: Clues) -> list[Pattern]:
        """The patterns that a stretch with these clues may have."""
        led = [pattern for each in self.first_clues & there for pattern in self.by_clue[each]]
        return [
            pattern for pattern in (*self.by_clue[None], *led) if not any(map(there.isdisjoint, pattern.clues[1:]))
        ]


@dataclass(frozen=True, eq=False, slots=True)
class Lead:
    """A phrase that a clue leads to, what looks for it, and what makes it fine."""

    rule: PhraseRule
    pattern: Pattern
    search: "Callable[[str], re.Match[str] | None]"
    other_clues: Sequence[Clue]  # besides the one that led here
    excuses: Sequence[Excuse]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PhraseBook:
    """The phrases of all rules, by a word or a pair of words that each of them must have."""

    rules: Sequence[PhraseRule]

    @cached_property
    def by_clue(self) -> Led[Lead]:
        """The phrases by the words and pairs of their first clue; under None those that have no clue."""
        return by_first_clue(
            (pattern.clues, Lead(rule, pattern, late_search(pattern.expression), pattern.clues[1:], excuses))
            for rule in self.rules
            for excuses in [tuple(map(Excuse, rule.unless))]
            for pattern in rule.patterns
        )

    @cached_property
    def first_clues(self) -> frozenset[str | tuple[str, str] | None]:
        """The words and pairs that lead to a phrase."""
        return frozenset(self.by_clue)

    @cached_property
    def across(self) -> Sequence[Lead]:
        """The phrases that go on behind the end of a sentence."""
        leads = dict.fromkeys(lead for leads in self.by_clue.values() for lead in leads)
        return [lead for lead in leads if lead.pattern.goes_on]

    @cached_property
    def leads(self) -> "Callable[[str], Sequence[Lead]]":
        """The phrases that a sentence has, on one line in the comparable form; remembered."""
        return lru_cache(maxsize=KEPT)(self.leads_in)

    def leads_in(self, sentence: str) -> Sequence[Lead]:
        """The phrases that a sentence has: those that its words and pairs of words lead to, if they are found."""
        there = clues_in(sentence)
        candidates = [lead for each in self.first_clues & there for lead in self.by_clue[each]]
        return [
            lead
            for lead in (*self.by_clue[None], *candidates)
            if not any(map(there.isdisjoint, lead.other_clues))
            and lead.search(sentence)
            and (not lead.pattern.ends_sentence or ends(lead.pattern, sentence))
        ]

    def check(self, prose: Prose) -> list[Finding]:
        """The findings in a text, in order; of those of one rule that overlap in one reading, the longest."""
        leads = {*chain.from_iterable(map(self.leads, chain(*prose.sentences)))}
        if not leads and not self.across:
            return []
        if self.across:
            there = frozenset().union(*(clues_in(text.text) for text in prose.normals))
            leads.update(lead for lead in self.across if not any(map(there.isdisjoint, lead.pattern.clues)))
        spoken = [lead for lead in leads if speaks(lead.rule, prose.language)]
        readings = [
            longest({quoting(finding, arm) for lead in spoken for finding in hits(text, lead)})
            for arm, text in zip(prose.arms, prose.normals, strict=True)
        ]
        return in_order({finding for found in readings for finding in found})


def by_first_clue(found: "Iterable[tuple[Sequence[Clue], T]]") -> Led[T]:
    """What has clues, by the words and pairs of its first; under None what has none."""
    by_clue: Led[T] = {None: []}
    for clues, each in found:
        for clue in clues[0] if clues else (None,):
            by_clue.setdefault(clue, []).append(each)
    return by_clue


def ends(pattern: Pattern, sentence: str) -> bool:
    """Whether a phrase is found at the end of a sentence."""
    return any(NOTHING_AFTER.match(sentence, found.end()) for found in pattern.find(sentence))


def late_search(expression: str) -> "Callable[[str], re.Match[str] | None]":
    """The search for an expression, which is compiled when a text first needs it."""
    return lambda text: compiled_once(expression).search(text)


def quoting(finding: Finding, text: str) -> Finding:
    """A finding that quotes what was found."""
    said = " ".join(VALUE.sub("…", text[finding.start : finding.end]).split())
    return finding._replace(message=f"\u201c{said}\u201d: {finding.message}")


def speaks(rule: PhraseRule, language: str) -> bool:
    """Whether a rule is for texts in this language."""
    return rule.language in {"*", language, language.partition("-")[0]}


def hits(text: Normal, lead: Lead) -> Iterator[Finding]:
    """The findings of a phrase in one reading of a text."""
    rule, pattern = lead.rule, lead.pattern
    for found in pattern.find(text.text):
        start, end = found.span()
        if pattern.ends_sentence and not NOTHING_AFTER.match(text.text, end):
            continue
        if pattern.starts_sentence and not starts_sentence(text.text, start):
            continue
        if not any(excused(text.text, start, end, each) for each in lead.excuses):
            yield Finding(rule.name, *text.span(start, end), rule.message, rule.suggestion)


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a paragraph or what follows a greeting begins here."""
    before = text[max(start - GREETING, 0) : start]
    if not NOTHING_BEFORE.search(before):
        return False
    return "\n" not in before[len(before.rstrip()) :] or bool(GREETING_LINE.search(before))


def excused(text: str, start: int, end: int, excuse: Excuse) -> bool:
    """Whether what makes a phrase fine is there. Negated it is not; before a phrase a "not" is the phrase's own."""
    low, high = sentence_around(text, start, end, excuse)
    if excuse.where == "before":
        high = start
    elif excuse.where == "after":
        low = end
    stretch = text[low:high]
    patterns = excuse.patterns(clues_in(stretch))
    if not patterns:
        return False
    if excuse.where == "before":
        last = low + len(stretch.rstrip())
        return any(found.end() == last for each in patterns for found in each.find(text, low, start))
    if excuse.where == "after":
        first = high - len(stretch.lstrip())
        return any((found := each.at(text, first, high)) and not negated(found) for each in patterns)
    return any(
        (found.end() <= start or found.start() >= end) and not negated(found)
        for each in patterns
        for found in each.find(text, low, high)
    )


def negated(excuse: "re.Match[str]") -> bool:
    """Whether a "not" follows."""
    return bool(NEGATED.match(excuse.string, excuse.end()))


def sentence_around(text: str, start: int, end: int, excuse: Excuse) -> tuple[int, int]:
    """The sentence of a match, with as many before or after it as an excuse says; beside it, one more to its side."""
    ends = sentence_ends(text)
    first, last = bisect_right(ends, start), bisect_left(ends, end)
    if excuse.where in {"previous", "before"}:
        first -= excuse.reach
    elif excuse.where in {"next", "after"}:
        last += excuse.reach
    return ends[first - 1] if first > 0 else 0, ends[last] if last < len(ends) else len(text)


@lru_cache(maxsize=4)
def sentence_ends(text: str) -> list[int]:
    """Where the sentences of a text end; several exceptions ask for those of one text."""
    return [found.end() for found in SENTENCE_END.finditer(text)]


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """The findings by their places, the longest of a place first."""
    return sorted(found, key=lambda each: (each.start, -each.end, each.rule, each.message))


def longest(found: Iterable[Finding]) -> list[Finding]:
    """The findings in order; of those of one rule that overlap, the first, and of these the longest."""
    kept: list[Finding] = []
    for finding in in_order(found):
        if not any(k.rule == finding.rule and finding.start < k.end for k in kept):
            kept.append(finding)
    return kept
