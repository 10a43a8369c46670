"""What is said before a text is copied or an entry is saved: the same findings as in `lint`, of one entry."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cheatsheet.entry import Entry, Source
from cheatsheet.lint import privacy, signs
from cheatsheet.lint.about import About
from cheatsheet.lint.check import FileCheck, texts_of
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.problem import Finding, Level, Problem
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.rules import levels
from cheatsheet.lint.suppress import Accepted, in_entry, in_text
from cheatsheet.lint.templates import unused_fields

NEVER_SENT = frozenset({"privacy/card", "privacy/iban", "text/invisible"})  # whoever wrote it
NOBODY = Entry(id="", complaint="", answer="")
WORST_FIRST = (Level.ERROR, Level.WARNING, Level.NOTE)


def errors_in(entry: Entry, channel: str, language: str, rules: Sequence[PhraseRule], about: About) -> list[Finding]:
    """The findings of level error in the texts that are sent on a channel in a language, without accepted ones."""
    check = FileCheck(about=about, book=PhraseBook(rules=rules), levels=levels(rules))
    accepted = list(in_entry(entry, entry.source.file))
    found = []
    proses = sent(entry, channel, language, about.language)
    for prose, findings in zip(proses, check.findings([(prose, entry) for prose in proses]), strict=True):
        own = [*accepted, *(each for each, _, _ in in_text(prose))]
        for finding in findings:
            if check.levels[finding.rule] is Level.ERROR and not is_accepted(finding, prose, own, about.today):
                found.append(finding)
    return found


def findings_in(entry: Entry, rules: Sequence[PhraseRule], about: About) -> list[tuple[Level, Finding]]:
    """The findings in all texts of an entry with their levels, the worst first, without accepted ones."""
    check = FileCheck(about=about, book=PhraseBook(rules=rules), levels=levels(rules))
    accepted = list(in_entry(entry, entry.source.file))
    proses = list(texts_of(entry, about.language))
    found = []
    for prose, findings in zip(proses, check.findings([(prose, entry) for prose in proses]), strict=True):
        own = [*accepted, *(each for each, _, _ in in_text(prose))]
        found += [each for each in findings if not is_accepted(each, prose, own, about.today)]
    unused = [Finding("template/unused-field", 0, 0, message, "") for _, message in unused_fields(entry, proses)]
    known = [(check.levels[each.rule], each) for each in dict.fromkeys([*found, *unused])]
    return sorted(known, key=lambda each: WORST_FIRST.index(each[0]))


def errors_in_text(
    text: str, entry: Entry | None, rules: Sequence[PhraseRule], about: About, *, channel: str, language: str
) -> list[Finding]:
    """The findings of level error in a finished text: with its values, in its layout, as an agent has edited it.

    What the entry or the layout accepts is left out, and so is what may well be the customer's own: an address.
    """
    prose = Prose.of(source=text, channel=channel, language=language)
    found = PhraseBook(rules=[rule for rule in rules if rule.level is Level.ERROR]).check(prose)
    own = replace(entry or NOBODY, id="", source=Source())
    other = [*privacy.check(prose, own, about), *signs.check(prose, own, about)]
    found += [each for each in other if each.rule in NEVER_SENT]
    accepted = list(accepted_in_reply(entry, channel, language, about)) if found else []
    return [each for each in found if not is_accepted(each, prose, accepted, about.today)]


def accepted_in_reply(entry: Entry | None, channel: str, language: str, about: About) -> Iterator[Accepted]:
    """What the entry and the layout of a reply accept, as of a text of no entry."""
    layouts = [about.layouts.layout(channel, language), *about.layouts.macros(language)]
    proses = [Prose.of(source=each.source) for each in layouts]
    found: list[Accepted] = []
    if entry is not None:
        found += in_entry(entry, "")
        proses += sent(entry, channel, language, about.language)
    found += [each for prose in proses if "lint:" in prose.source for each, _, _ in in_text(prose)]
    yield from (each._replace(entry="", key="", file="") for each in found)


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
