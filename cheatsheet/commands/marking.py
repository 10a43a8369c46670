"""A reply before all its values are known: what is missing stands in it as a mark."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid, Missing, MissingValues, UsageError
from cheatsheet.field import Field, FieldType
from cheatsheet.reply import Reply
from cheatsheet.values import prompt_for

Compose = Callable[[Entry, Mapping[str, str]], Reply]
SAMPLES: Mapping[FieldType, tuple[str, str]] = {  # where a mark will not do: what differs between two is marked
    FieldType.DATE: ("2031-05-07", "2048-10-23"),
    FieldType.NUMBER: ("3", "12"),
    FieldType.YES_NO: ("yes", "no"),
}
DATES = frozenset({"order.date"})  # by their use in templates; any other value of no field is a text
MOST_MISSING = 100
NONE: Mapping[str, str] = {}
PIECE = re.compile(r"\w+(?:[.,:/-]\w+)*|\s+|.", re.DOTALL)


class Span(NamedTuple):
    """A part of a text, and the mark that takes its place."""

    start: int
    end: int
    mark: str


class Marked(NamedTuple):
    """What can be shown of a reply, its marks, and what is missing in it."""

    body: str
    subject: str | None
    marks: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    whole: bool = True  # False where only the answer can be shown, as it stands in the sheet


def marked(entry: Entry, given: Mapping[str, str], compose: Compose) -> Marked:
    """The reply of an entry; raises what `compose` raises but for missing values."""
    try:
        reply = compose(entry, given)
    except MissingValues as error:
        first = error.missing
    else:
        return Marked(reply.body, reply.subject)
    try:
        return with_marks(entry, given, first, compose)
    except (UsageError, Invalid):  # a template that no mark and no sample suits
        return Marked(entry.answer, entry.subject, missing=first, whole=False)


def with_marks(entry: Entry, given: Mapping[str, str], first: Sequence[Missing], compose: Compose) -> Marked:
    """The reply with marks in the place of what is missing; raises what `compose` raises."""
    open_entry = replace(entry, fields={name: as_text(field) for name, field in entry.fields.items()})
    reply, missing = stood_in(open_entry, given, first, compose)
    bodies: list[Span] = []
    subjects: list[Span] = []
    for item in missing:
        samples = SAMPLES.get(type_of(item.name, entry))
        if samples:
            other, _ = stood_in(open_entry, given, missing, compose, {item.name: samples[1]})
            mark = mark_of(item.name, entry)
            bodies += differing(reply.body, other.body, mark)
            subjects += differing(reply.subject or "", other.subject or "", mark)
    marks = tuple(dict.fromkeys(mark_of(item.name, entry) for item in missing))
    subject = None if reply.subject is None else with_spans(reply.subject, subjects)
    return Marked(with_spans(reply.body, bodies), subject, marks, tuple(missing))


def stood_in(
    entry: Entry,
    given: Mapping[str, str],
    missing: Sequence[Missing],
    compose: Compose,
    instead: Mapping[str, str] = NONE,
) -> tuple[Reply, list[Missing]]:
    """The reply with stand-ins, some `instead` of the usual ones, and all that is missing in it.

    Raises UsageError where no stand-in suits.
    """
    found: list[Missing] = []
    new = list(missing)
    while True:
        found += new
        known = {name: text for item in found for name, text in stand_in(item.name, entry).items()}
        try:
            return compose(entry, {**given, **known, **instead}), found
        except MissingValues as error:  # in an arm of a condition that a stand-in opened
            names = {item.name for item in found}
            new = [item for item in error.missing if item.name not in names]
            if not new or len(found) > MOST_MISSING:
                raise UsageError("no stand-in suits") from None


def stand_in(name: str, entry: Entry) -> dict[str, str]:
    """What stands for a missing value: a mark, or a sample of its type."""
    samples = SAMPLES.get(type_of(name, entry))
    text = samples[0] if samples else mark_of(name, entry)
    return {name: text, "customer.first_name": text} if name == "customer.name" else {name: text}


def type_of(name: str, entry: Entry) -> FieldType:
    """The type of a value."""
    field = entry.fields.get(name)
    return field.type if field else FieldType.DATE if name in DATES else FieldType.TEXT


def as_text(field: Field) -> Field:
    """A choice as a text, which a mark may stand for; any other field as it is."""
    return replace(field, type=FieldType.TEXT, choices=()) if field.type is FieldType.CHOICE else field


def mark_of(name: str, entry: Entry) -> str:
    """A missing value as it stands in a preview."""
    blank = name.startswith(("[", "［"))
    prompt = name.strip("[]［］ ") or "a blank" if blank else prompt_for(name, entry)
    return f"‹{' '.join(prompt.removeprefix('the ').split())}›"


def differing(one: str, other: str, mark: str) -> Iterator[Span]:
    """Where a text differs from another; parts with no word between are one."""
    pieces, others = PIECE.findall(one), PIECE.findall(other)
    ends = [0, *accumulate(map(len, pieces))]
    last: Span | None = None
    for kind, start, end, _, _ in SequenceMatcher(None, pieces, others, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        span = trimmed(one, Span(ends[start], ends[end], mark))
        if last and not re.search(r"\w|\n", one[last.end : span.start]):
            last = last._replace(end=span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def trimmed(text: str, span: Span) -> Span:
    """A span without the space around it, and without the end of the sentence before it."""
    said = text[span.start : span.end].rstrip()
    inner = said.lstrip(" \n.,;:!?")
    return span._replace(start=span.start + len(said) - len(inner), end=span.start + len(said)) if inner else span


def with_spans(text: str, spans: Sequence[Span]) -> str:
    """A text with marks in the place of the spans; of two that overlap the first in the text stays."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.start >= at:
            parts += [text[at : span.start], span.mark]
            at = span.end
    return "".join([*parts, text[at:]])
