"""Findings that a team accepts: said in the entry or in the answer, always with a reason, until a day if wanted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple

from cheatsheet.entry import Entry
from cheatsheet.field import to_date
from cheatsheet.lint.facts import Where
from cheatsheet.lint.normal import normal
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.prose import Prose
from cheatsheet.text import did_you_mean

COMMENT = re.compile(r"\{#-?\s*lint:\s*ignore\s+(?P<rules>[\w/*,\s-]+?)(?:\s+until\s+(?P<until>[\d-]+))?"
                     r"(?:\s+--\s*(?P<reason>.*?))?\s*-?#\}", re.DOTALL)  # fmt: skip


class Accepted(NamedTuple):
    """One suppression: the rule (or family/*), the text it is for ("" for all of the entry), and where it stands."""

    entry: str
    key: str
    rule: str
    match: str
    reason: str
    until: str  # ISO date, "" for ever
    file: str
    where: Where

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one that this is for."""
        return (
            (self.entry, self.file) == (problem.entry, problem.file)
            and self.key in {"", problem.key}
            and fnmatchcase(problem.rule, self.rule)
            and normal(self.match).text in normal(problem.said).text
        )

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return bool(self.until) and self.until < today.isoformat()


def in_entry(entry: Entry, file: str) -> Iterator[Accepted]:
    """The suppressions under `lint:` of an entry."""
    place = entry.source.place("lint")
    for each in entry.lint:
        yield Accepted(
            entry=entry.id,
            key="",
            rule=each.ignore,
            match=each.match or "",
            reason=each.reason or "",
            until=each.until.isoformat() if each.until else "",
            file=file,
            where=Where(place.line, place.column, place.line, place.column),
        )


def in_text(prose: Prose) -> Iterator[tuple[Accepted, int, int]]:
    """The suppressions in comments of a text, with the offsets of the comment."""
    for tag in prose.tags:
        found = COMMENT.fullmatch(prose.source, tag.start, tag.end) if tag.kind == "{#" else None
        if not found:
            continue
        for rule in found["rules"].replace(",", " ").split():
            accepted = Accepted(
                entry=prose.entry,
                key=prose.key,
                rule=rule,
                match="",
                reason=" ".join((found["reason"] or "").split()),
                until=iso(found["until"] or ""),
                file=prose.file,
                where=Where(0, 0, 0, 0),
            )
            yield accepted, tag.start, tag.end


def iso(text: str) -> str:
    """A date as ISO; what is none has passed long ago."""
    try:
        return to_date(text).isoformat() if text else ""
    except ValueError:
        return "0001-01-01"


def judge(
    problems: Iterable[Problem], accepted: Sequence[Accepted], today: date, known: Iterable[str], ran: Iterable[str]
) -> list[Problem]:
    """The problems that nobody accepted, and those of the suppressions themselves.

    A suppression without a reason, or whose day has passed, hides nothing. `known` are the names of all rules, `ran`
    those that looked: only for these can a suppression be found unused.
    """
    live = [each for each in accepted if each.reason and not each.is_over(today)]
    by_entry: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(live):
        by_entry.setdefault((each.entry, each.file), []).append(number)
    used: set[int] = set()
    kept: list[Problem] = []
    for problem in problems:
        covering = [n for n in by_entry.get((problem.entry, problem.file), ()) if live[n].covers(problem)]
        used.update(covering)
        kept += [] if covering else [problem]
    names, looked = sorted(known), set(ran)
    for number, each in enumerate(live):
        matching = [name for name in names if fnmatchcase(name, each.rule)]
        if number not in used and (not matching or looked.intersection(matching)):
            hint = "remove it" if matching else did_you_mean(each.rule, names) or "there is no such rule"
            kept.append(problem_of(each, "suppress/unused", f"`{each.rule}` finds nothing here", hint))
    for each in accepted:
        if each.is_over(today):
            message = f"the suppression of `{each.rule}` ended on {each.until}"
            kept.append(problem_of(each, "suppress/expired", message, "mend the wording, or renew it with a reason"))
        elif not each.reason:
            message = f"the suppression of `{each.rule}` has no reason, so it hides nothing"
            kept.append(problem_of(each, "suppress/no-reason", message, "say why this wording is fine here"))
    return kept


def problem_of(accepted: Accepted, rule: str, message: str, suggestion: str) -> Problem:
    """A problem of a suppression."""
    return Problem(
        rule=rule,
        level=Level.WARNING,
        file=accepted.file,
        line=accepted.where.line,
        column=accepted.where.column,
        end_line=accepted.where.end_line,
        end_column=accepted.where.end_column,
        entry=accepted.entry,
        message=message,
        suggestion=suggestion,
        said=f"{accepted.rule} {accepted.match}",
    )
