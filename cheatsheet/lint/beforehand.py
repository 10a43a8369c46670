"""What is said before a text is copied or an entry is saved: the same findings as in `lint`, of one entry."""

from collections.abc import Sequence
from datetime import date

from cheatsheet.entry import Entry
from cheatsheet.lint.about import About
from cheatsheet.lint.check import FileCheck, texts_of
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.problem import Finding, Level, Problem
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.rules import levels
from cheatsheet.lint.suppress import Accepted, in_entry, in_text
from cheatsheet.lint.templates import unused_fields

WORST_FIRST = (Level.ERROR, Level.WARNING, Level.NOTE)


def errors_in(entry: Entry, channel: str, language: str, rules: Sequence[PhraseRule], about: About) -> list[Finding]:
    """The findings of level error in the texts that are sent on a channel in a language, without accepted ones."""
    check = FileCheck(about=about, book=PhraseBook(rules=rules), levels=levels(rules))
    accepted = list(in_entry(entry, entry.source.file))
    found = []
    for prose in sent(entry, channel, language, about.language):
        own = [*accepted, *(each for each, _, _ in in_text(prose))]
        for finding in check.findings(prose, entry):
            if check.levels[finding.rule] is Level.ERROR and not is_accepted(finding, prose, own, about.today):
                found.append(finding)
    return found


def findings_in(entry: Entry, rules: Sequence[PhraseRule], about: About) -> list[tuple[Level, Finding]]:
    """The findings in all texts of an entry with their levels, the worst first, without accepted ones."""
    check = FileCheck(about=about, book=PhraseBook(rules=rules), levels=levels(rules))
    accepted = list(in_entry(entry, entry.source.file))
    proses = list(texts_of(entry, about.language))
    found = []
    for prose in proses:
        own = [*accepted, *(each for each, _, _ in in_text(prose))]
        found += [each for each in check.findings(prose, entry) if not is_accepted(each, prose, own, about.today)]
    unused = [Finding("template/unused-field", 0, 0, message, "") for _, message in unused_fields(entry, proses)]
    known = [(check.levels[each.rule], each) for each in dict.fromkeys([*found, *unused])]
    return sorted(known, key=lambda each: WORST_FIRST.index(each[0]))


def errors_in_text(text: str, entry: Entry, rules: Sequence[PhraseRule], about: About) -> list[Finding]:
    """The banned phrases of level error in a finished text, such as an agent has edited, without accepted ones."""
    prose = Prose(source=text, entry=entry.id, language=about.language, file=entry.source.file)
    accepted = list(in_entry(entry, entry.source.file))
    found = PhraseBook(rules=[rule for rule in rules if rule.level is Level.ERROR]).check(prose)
    return [finding for finding in found if not is_accepted(finding, prose, accepted, about.today)]


def sent(entry: Entry, channel: str, language: str, own_language: str) -> list[Prose]:
    """The texts of an entry that are sent: that of the channel, else the answer; the subject of a mail."""
    prefix = f"languages.{language}." if language in entry.languages else ""
    texts = {prose.key: prose for prose in texts_of(entry, own_language)}
    body = texts.get(f"{prefix}channels.{channel}") or texts[f"{prefix}answer"]
    subject = texts.get(f"{prefix}subject") if channel == "email" else None
    return [body, *([subject] if subject else [])]


def is_accepted(finding: Finding, prose: Prose, accepted: Sequence[Accepted], today: date) -> bool:
    """Whether a suppression covers a finding."""
    problem = Problem(
        rule=finding.rule,
        level=Level.ERROR,
        file=prose.file,
        line=0,
        column=0,
        end_line=0,
        end_column=0,
        entry=prose.entry,
        message=finding.message,
        said=prose.source[finding.start : finding.end],
        key=prose.key,
    )
    return any(each.reason and not each.is_over(today) and each.covers(problem) for each in accepted)
