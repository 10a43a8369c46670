"""The whole run: files in, problems out, in the same order whatever the order of the files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from cheatsheet.errors import Fault, UsageError
from cheatsheet.lint.check import FileCheck, FileReport
from cheatsheet.lint.facts import Facts, Remark, Where
from cheatsheet.lint.gather import TEMPLATE_SUFFIX, LintedFile
from cheatsheet.lint.library_rules import RULES, shadowed
from cheatsheet.lint.problem import Level, Problem
from cheatsheet.lint.rules import meant
from cheatsheet.lint.source import SourceFile
from cheatsheet.lint.suppress import Accepted, judge
from cheatsheet.nodes import Place

if TYPE_CHECKING:
    from cheatsheet.match import Finder


class Choice(NamedTuple):
    """Which rules are wanted: names, families or patterns; all where `select` is empty."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, rule: str) -> bool:
        """Whether a rule is wanted; a file that cannot be read is never passed over in silence."""
        if rule == "library/invalid":
            return True
        return (not self.select or matches(rule, self.select)) and not matches(rule, self.ignore)

    def check(self, known: Iterable[str]) -> None:
        """UsageError for a name that no rule has."""
        names = sorted(known)
        families = sorted({name.partition("/")[0] for name in names})
        for pattern in (*self.select, *self.ignore):
            if not any(matches(name, (pattern,)) for name in names):
                hint = meant(pattern, [*names, *families]) or f"families are {', '.join(families)}"
                raise UsageError(f"no rule is called {pattern!r}", hint)


def matches(rule: str, patterns: Sequence[str]) -> bool:
    """Whether a rule is named by one of the patterns: phrase, phrase/filler, phrase/*."""
    return any(fnmatchcase(rule, each) or rule.startswith(f"{each}/") for each in patterns)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Linter:
    """Lints files together. `finder` gives the real ranking of the library, for `library/shadowed`."""

    check: FileCheck
    choice: Choice = field(default_factory=Choice)
    finder: "Callable[[], Finder | None]" = field(default=lambda: None)

    @property
    def levels(self) -> Mapping[str, Level]:
        """The level of every rule."""
        return self.check.levels

    def report(self, file: LintedFile) -> FileReport:
        """What one file gives."""
        if file.text is None:
            return self.check.entries("", file.suffix, file.name, file.faults)
        if file.suffix == TEMPLATE_SUFFIX:
            name = file.name.replace("\\", "/").rpartition("/")[2].removesuffix(TEMPLATE_SUFFIX)
            channel, _, language = name.partition(".")
            return self.check.layout(file.text, file.name, channel, language or self.check.about.language)
        return self.check.entries(file.text, file.suffix, file.name, file.faults)

    def lint(self, files: Sequence[LintedFile], reports: Sequence[FileReport] | None = None) -> list[Problem]:
        """All problems that nobody accepted, in order; `reports` are those of the files where they are known."""
        known = reports if reports is not None else [self.report(file) for file in files]
        ordered = sorted(zip(files, known, strict=True), key=lambda each: each[0].name)
        facts = [each for _, report in ordered for each in report.facts]
        problems = [problem for _, report in ordered for problem in report.problems]
        problems += clashes(facts)
        sources = Sources(files)
        problems += [self.located(remark, sources) for remark in self.remarks(facts)]
        accepted: list[Accepted] = [each for _, report in ordered for each in report.accepted]
        wanted = {rule for rule in self.levels if self.choice.wants(rule)}
        judged = judge(
            [problem for problem in problems if problem.rule in wanted],
            accepted,
            self.check.about.today,
            known=self.levels,
            ran=wanted,
        )
        return sorted((problem for problem in judged if problem.rule in wanted), key=order)

    def remarks(self, facts: Sequence[Facts]) -> list[Remark]:
        """What the wanted rules on the whole library find."""
        found: list[Remark] = []
        for name, rule in RULES.items():
            if self.choice.wants(name):
                found += rule(facts, self.check.about)
        if self.choice.wants("library/shadowed") and facts:
            finder = self.finder()
            if finder is not None:
                found += shadowed(facts, finder, finder.index.allowed(["approved"]))
        return found

    def located(self, remark: Remark, sources: "Sources") -> Problem:
        """A remark at its place."""
        facts = remark.facts
        where = sources.stretch(facts, remark.key)
        return Problem(
            rule=remark.rule,
            level=self.check.levels[remark.rule],
            file=facts.file,
            line=where.line,
            column=where.column,
            end_line=where.end_line,
            end_column=where.end_column,
            entry=facts.id,
            message=remark.message,
            suggestion=remark.suggestion,
            said=remark.said,
            key=remark.key,
        )


class Sources:
    """The texts of files, to say where a text ends; each is looked at when it is first needed."""

    def __init__(self, files: Sequence[LintedFile]) -> None:
        self.files = {file.name: file for file in files}
        self.sources: dict[str, SourceFile] = {}

    def stretch(self, facts: Facts, key: str) -> Where:
        """Where a text of an entry stands, to its end; of what is not followed, its first line."""
        where = facts.place(key)
        file = self.files.get(facts.file)
        if file is None or file.text is None or not where.line:
            return where
        source = self.sources.setdefault(facts.file, SourceFile(file.text, file.suffix))
        place = Place(where.line, max(where.column, 1))
        value = value_of(facts, key)
        spans = source.spans(value, place) if value else None
        start = spans[0].start if spans else source.offset(place)
        if spans:
            end = spans[-1].end
        else:
            line_end = source.text.find("\n", start)
            end = len(source.text[: line_end if line_end >= 0 else None].rstrip())
        return Where(*source.position(start), *source.position(max(end, start)))


def value_of(facts: Facts, key: str) -> str:
    """A text of an entry as it was written, "" where only its place is known."""
    if key == "complaint":
        return facts.said[0]
    if key.startswith("phrases."):
        number = int(key.partition(".")[2]) + 1
        return facts.said[number] if number < len(facts.said) else ""
    return {"id": facts.id, "review_by": facts.review_by, "approved_by": facts.approved_by}.get(key, "")


def clashes(facts: Iterable[Facts]) -> list[Problem]:
    """Entries that have the id of an earlier one."""
    from cheatsheet.lint.check import invalid

    first: dict[str, Facts] = {}
    found = []
    for each in facts:
        other = first.setdefault(each.id, each)
        if other is not each:
            place = each.place("id")
            taken = other.place("id")
            fault = Fault(
                file=each.file,
                line=place.line,
                column=place.column,
                message=f"id `{each.id}` is taken by {other.file}:{taken.line}",
                hint="write another `id:`" if each.said[0] != other.said[0] else "keep one of the two",
            )
            found.append(invalid(fault)._replace(entry=each.id))
    return found


def order(problem: Problem) -> tuple[str, int, int, str, str]:
    """By file, place and rule."""
    return problem.file, problem.line, problem.column, problem.rule, problem.message
