"""What one file gives: its problems before anyone accepted them, and what rules on the whole library must know."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from cheatsheet.entry import Entry
from cheatsheet.errors import Fault
from cheatsheet.files import read_entries
from cheatsheet.lint import privacy, shape, signs
from cheatsheet.lint.about import About
from cheatsheet.lint.facts import Facts, Where
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.policies import claims_in
from cheatsheet.lint.problem import Finding, Fix, Level, Problem
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.source import Pieces, SourceFile, Span
from cheatsheet.lint.suppress import Accepted, in_entry, in_text
from cheatsheet.lint.templates import TemplateRules, unused_fields
from cheatsheet.nodes import Place
from cheatsheet.status import Status
from cheatsheet.text import words

TextRule = Callable[[Prose, Entry | None, About], Iterable[Finding]]
TEXT_RULES: tuple[TextRule, ...] = (shape.check, privacy.check, signs.check)
TOP = Place(1, 1)


class FileReport(NamedTuple):
    """The problems of one file, what is accepted in it, and its entries as library rules see them."""

    problems: list[Problem]
    accepted: list[Accepted]
    facts: list[Facts]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FileCheck:
    """Checks files one by one, with everything that rules need made once."""

    about: About
    book: PhraseBook
    levels: Mapping[str, Level]
    default_status: Status = Status.APPROVED
    templates: TemplateRules = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "templates", TemplateRules(about=self.about))

    def entries(self, text: str, suffix: str, file: str, faults: Iterable[Fault] = ()) -> FileReport:
        """A file of entries; `faults` are those of reading it as text."""
        found = [*faults]
        entries = read_entries(text, suffix, file, found, [], default_status=self.default_status)
        source = SourceFile(text, suffix)
        report = FileReport([invalid(fault) for fault in found], [], [])
        read = [(entry, list(texts_of(entry, self.about.language))) for entry in entries]
        report.facts.extend([facts_of(entry, proses[0]) for entry, proses in read])
        in_use = [(entry, proses) for entry, proses in read if entry.status is not Status.RETIRED]
        findings = iter(self.findings([(prose, entry) for entry, proses in in_use for prose in proses]))
        for entry in entries:
            report.accepted.extend(in_entry(entry, file) if entry.lint else ())
        for entry, proses in in_use:  # the texts of a retired one reach nobody
            self.entry(entry, [(prose, next(findings)) for prose in proses], source, report)
        return report

    def entry(
        self, entry: Entry, texts: Sequence[tuple[Prose, list[Finding]]], source: SourceFile, report: FileReport
    ) -> None:
        """Adds what was found in the texts of one entry."""
        for prose, findings in texts:
            comments = list(in_text(prose)) if "lint:" in prose.source else []
            if findings or comments:
                spans = source.spans(prose.source, prose.place)
                report.problems.extend(self.located(each, prose, source, spans) for each in findings)
                report.accepted.extend(
                    each._replace(where=where_of(source, spans, start, end, prose.place))
                    for each, start, end in comments
                )
        for key, message in unused_fields(entry, [prose for prose, _ in texts]):
            report.problems.append(self.unused(entry, key, message))

    def layout(self, text: str, file: str, channel: str, language: str) -> FileReport:
        """A layout, or a file of macros."""
        prose = Prose.of(source=text, key="", entry="", channel=channel, language=language, file=file, place=TOP)
        source = SourceFile(text, ".j2")
        spans = [Span(at, at + 1) for at in range(len(text))]
        problems = [self.located(each, prose, source, spans) for each in self.findings([(prose, None)])[0]]
        accepted = [
            each._replace(where=where_of(source, spans, start, end, TOP)) for each, start, end in in_text(prose)
        ]
        return FileReport(problems, accepted, [])

    def findings(self, texts: Sequence[tuple[Prose, Entry | None]]) -> list[list[Finding]]:
        """What all rules on texts find in each, given with its entry; a layout has none.

        One rule goes through all texts before the next one does: what it works with stays in the processor's caches,
        which is a tenth of the time of `lint`.
        """
        found = [self.book.check(prose) for prose, _ in texts]
        for own, (prose, entry) in zip(found, texts, strict=True):
            own.extend(self.templates.check(prose, entry))
        for rule in TEXT_RULES:
            for own, (prose, entry) in zip(found, texts, strict=True):
                own.extend(rule(prose, entry, self.about))
        return found

    def located(
        self, finding: Finding, prose: Prose, source: SourceFile, spans: "Sequence[Span] | Pieces | None"
    ) -> Problem:
        """A finding at its place."""
        where = where_of(source, spans, finding.start, finding.end, prose.place)
        fix = None
        if finding.fix is not None and spans and finding.end > finding.start:
            written = source.written(finding.fix, prose.place)
            fix = Fix(spans[finding.start].start, spans[finding.end - 1].end, written)
        return Problem(
            rule=finding.rule,
            level=self.levels[finding.rule],
            file=prose.file,
            line=where.line,
            column=where.column,
            end_line=where.end_line,
            end_column=where.end_column,
            entry=prose.entry,
            message=finding.message,
            suggestion=finding.suggestion,
            said=prose.source[finding.start : finding.end],
            fix=fix,
            key=prose.key,
        )

    def unused(self, entry: Entry, key: str, message: str) -> Problem:
        """A field that no text uses."""
        place = entry.source.place(key)
        name = key.partition(".")[2]
        return Problem(
            rule="template/unused-field",
            level=self.levels["template/unused-field"],
            file=entry.source.file,
            line=place.line,
            column=place.column,
            end_line=place.line,
            end_column=place.column + len(name),
            entry=entry.id,
            message=message,
            suggestion="remove the field, or use it as {{ " + name + " }}",
            said=name,
            key=key,
        )


def where_of(
    source: SourceFile, spans: "Sequence[Span] | Pieces | None", start: int, end: int, place: Place
) -> Where:
    """The stretch of a file where a stretch of a text stands; the text's own place where it cannot be followed."""
    if not spans:
        return Where(place.line, place.column, place.line, place.column)
    first, last = min(start, len(spans) - 1), min(max(end, start + 1), len(spans)) - 1
    return Where(*source.position(spans[first].start), *source.position(spans[last].end))


def texts_of(entry: Entry, language: str) -> Iterator[Prose]:
    """The texts of an entry that a customer may read, the answer first."""

    def prose(key: str, source: str, channel: str, own: str) -> Prose:
        return Prose.of(
            source=source,
            key=key,
            entry=entry.id,
            channel=channel,
            language=own,
            file=entry.source.file,
            place=entry.source.place(key),
        )

    yield prose("answer", entry.answer, "email", language)
    if entry.subject:
        yield prose("subject", entry.subject, "email", language)
    for channel, text in entry.channels.items():
        yield prose(f"channels.{channel}", text, channel, language)
    for own, wording in entry.languages.items():
        yield prose(f"languages.{own}.answer", wording.answer, "email", own)
        if wording.subject:
            yield prose(f"languages.{own}.subject", wording.subject, "email", own)
        for channel, text in wording.channels.items():
            yield prose(f"languages.{own}.channels.{channel}", text, channel, own)
    changes = entry.proposed.changes if entry.proposed else {}
    for key in ("answer", "subject"):
        if isinstance(changes.get(key), str):
            yield prose(f"proposed.{key}", str(changes[key]).strip(), "email", language)
    channels = changes.get("channels")
    for channel, text in channels.items() if isinstance(channels, dict) else ():
        yield prose(f"proposed.channels.{channel}", str(text).strip(), channel, language)


def facts_of(entry: Entry, answer: Prose) -> Facts:
    """What library rules know of an entry."""
    said = (entry.complaint, *entry.phrases)
    return Facts(
        id=entry.id,
        file=entry.source.file,
        status=str(entry.status),
        said=said,
        texts=tuple(" ".join(words(text)) for text in said),
        answer=answer.read,
        tags=entry.tags,
        channels=tuple(entry.channels),
        languages=tuple(entry.languages),
        owner=entry.owner or "",
        approved_by=entry.approved_by or "",
        review_by=entry.review_by.isoformat() if entry.review_by else "",
        claims=tuple(claims_in(chain(*answer.sentences))) if entry.status is not Status.RETIRED else (),
        places={"": (entry.source.line, 1), **{key: place[:2] for key, place in entry.source.places.items()}},
    )


def invalid(fault: Fault) -> Problem:
    """A fault of a file as a problem."""
    return Problem(
        rule="library/invalid",
        level=Level.ERROR,
        file=fault.file,
        line=fault.line,
        column=fault.column,
        end_line=fault.line,
        end_column=fault.column,
        entry="",
        message=fault.message,
        suggestion=fault.hint,
        said=fault.message,
    )
