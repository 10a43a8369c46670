"""What rules on the library say of one entry before it is saved, read from those others alone that it can concern.

`library/shadowed` asks the real ranking of the library as it will be: it is left to `lint`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil

from cheatsheet.entry import Entry
from cheatsheet.lint.about import About
from cheatsheet.lint.amounts import may_have_amount
from cheatsheet.lint.beforehand import is_accepted
from cheatsheet.lint.check import facts_of, texts_of
from cheatsheet.lint.contradiction import contradiction, subjects
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.lint.library_rules import duplicate, missing_variant, review_overdue, self_approved
from cheatsheet.lint.near import ANSWERS_TOO, TWINS, complaint_words, near_copy, words_of_answer
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.problem import Finding, Level
from cheatsheet.lint.rules import levels
from cheatsheet.lint.suppress import in_entry
from cheatsheet.status import Status
from cheatsheet.stems import Stems
from cheatsheet.text import words

LONG_STEM = 5  # letters; a stem of so many begins like its words
BEGINNING = 3

Concerns = Callable[[Entry], bool]


def remarks_on(
    entry: Entry, others: Iterable[Entry], rules: Sequence[PhraseRule], about: About
) -> list[tuple[Level, Finding]]:
    """The findings of library/… in an entry, as if it came after the others; without what it accepts."""
    prose = next(texts_of(entry, about.language))
    own = facts_of(entry, prose)
    live = [each for each in others if each.status is not Status.RETIRED]
    level, accepted = levels(rules), list(in_entry(entry, entry.source.file))
    found = []
    for remark in remarks(own, live, about):
        finding = Finding(remark.rule, 0, len(remark.said), remark.message, remark.suggestion)
        quoted = prose._replace(source=remark.said, key="")  # what a suppression compares
        if not is_accepted(finding, quoted, accepted, about.today):
            found.append((level[remark.rule], finding))
    return found


def remarks(own: Facts, live: Sequence[Entry], about: About) -> Iterator[Remark]:
    """What each rule says of the entry, the last of all that are not retired; in the order of the rules."""

    def facts(concerned: Concerns) -> Iterator[Facts]:
        return (facts_of(each, next(texts_of(each, about.language))) for each in live if concerned(each))

    if own.status != Status.RETIRED:
        alike, complains = answers_alike(own), complains_alike(own, about)
        same = [*facts(says_the_same(own)), own]
        near = near_copy(own, facts(lambda other: alike(other) or complains(other)), about)
        telling = [*first_of_topics(own, facts(has_topic_of(own))), own]
        beside = [*facts(lambda other: other.source.file == own.file), own] if variants_are_usual(own, live) else []
        found = [*duplicate(same, about), *near, *contradiction(telling, about)]
        yield from (remark for remark in found if remark.facts is own)
    yield from review_overdue([own], about)
    yield from self_approved([own], about)
    if own.status != Status.RETIRED:
        yield from (remark for remark in missing_variant(beside, about) if remark.facts is own)


def says_the_same(own: Facts) -> Concerns:
    """Whether an entry has a complaint or phrase of `own`."""
    said = set(own.texts)
    telling = {max(text.split(), key=len, default="")[:BEGINNING] for text in said}

    def concern(other: Entry) -> bool:
        texts = (other.complaint, *other.phrases)
        plain = "\n".join(texts).lower()
        may = not plain.isascii() or "'" in plain or "`" in plain or any(map(plain.__contains__, telling))
        return may and any(" ".join(words(text)) in said for text in texts)

    return concern


def answers_alike(own: Facts) -> Concerns:
    """Whether the answer of an entry may have as many words of `own` as a near-copy has at least."""
    told = words_of_answer(own)
    least = max(ceil(len(told) * ANSWERS_TOO.part / ANSWERS_TOO.of), 1)

    def concern(other: Entry) -> bool:
        answer = other.answer.lower()
        return bool(told) and (not answer.isascii() or sum(map(answer.__contains__, told)) >= least)

    return concern


def complains_alike(own: Facts, about: About) -> Concerns:
    """Whether the complaint of an entry tells the same by its stems."""
    stems = Stems(language=about.language)
    told = complaint_words(own.texts[0].split(), stems)
    longest = max((stem for stem in told if stem not in TWINS.values()), key=len, default="")
    beginning = longest[:BEGINNING] if stems.code == "en" and len(longest) >= LONG_STEM and longest.isascii() else ""

    def concern(other: Entry) -> bool:
        return beginning in other.complaint.lower() and complaint_words(words(other.complaint), stems) == told

    return concern if told else lambda _: False


def has_topic_of(own: Facts) -> Concerns:
    """Whether an entry may give other amounts for a policy that `own` speaks of."""
    tags = set(own.tags)

    def concern(other: Entry) -> bool:
        near = other.source.file == own.file or not tags.isdisjoint(other.tags)
        return near and may_have_amount(other.answer.lower())

    return concern if own.claims else lambda _: False


def first_of_topics(own: Facts, others: Iterable[Facts]) -> Iterator[Facts]:
    """Of each file and tag of `own`, the first entries that speak of what it speaks of: with these it is compared."""
    told = subjects(own)
    open_ = {(topic, subject) for topic in (own.file, *own.tags) for subject in told}
    for other in others if open_ else ():
        said = subjects(other).keys() & told.keys()
        topics = ({own.file} & {other.file}) | (set(own.tags) & set(other.tags))
        if said:
            yield other
        open_ -= {(topic, subject) for topic in topics for subject in said}
        if not open_:
            return


def variants_are_usual(own: Facts, others: Sequence[Entry]) -> bool:
    """Whether so many entries of the file have some variant that one may be missed in `own`."""
    beside = [each for each in others if each.source.file == own.file]
    return 4 * sum(bool(each.channels or each.languages) for each in beside) >= 3 * len(beside) > 0
