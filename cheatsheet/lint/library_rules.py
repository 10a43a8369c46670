"""Rules on the library as a whole: what one entry says, seen beside the others. Retired entries are left out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cheatsheet.lint.about import About
from cheatsheet.lint.contradiction import contradiction
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.lint.near import near_duplicate
from cheatsheet.status import Status
from cheatsheet.text import same_name

if TYPE_CHECKING:  # a search is not needed to lint one file
    from cheatsheet.match import Finder

NEIGHBOURS = 3  # entries of a file besides one, from which on they show what is usual there


def live(entries: Sequence[Facts]) -> Iterator[Facts]:
    """The entries that are not retired."""
    return (facts for facts in entries if facts.status != Status.RETIRED)


def key_of(number: int) -> str:
    """The key of a text of `said`."""
    return f"phrases.{number - 1}" if number else "complaint"


def at(facts: Facts, key: str) -> str:
    """An entry's id, and where a text of it stands."""
    return f"`{facts.id}` ({facts.file}:{facts.place(key).line})"


def duplicate(entries: Sequence[Facts], about: About) -> Iterator[Remark]:
    """Complaints and phrases that an earlier entry has, or that stand earlier in their own."""
    del about
    first: dict[str, tuple[Facts, int]] = {}
    for facts in live(entries):
        for number, text in enumerate(facts.texts):
            other, known = first.setdefault(text, (facts, number))
            if text and (other is not facts or known != number):
                yield remark_on_copy(facts, number, other, known)


def remark_on_copy(facts: Facts, number: int, first: Facts, known: int) -> Remark:
    """What is said of a text that stands somewhere else as well."""
    kind = "phrase" if number else "complaint"
    if first is facts:
        message = f"this {kind} stands twice in the entry: as `{key_of(known)}` too"
        suggestion = "leave one of them out"
    else:
        message = f"this {kind} is in {at(first, key_of(known))} as well"
        suggestion = "leave it in the entry that answers it, so that one answer is sure"
    return Remark(facts, key_of(number), "library/duplicate", message, suggestion, said=facts.said[number])


def review_overdue(entries: Sequence[Facts], about: About) -> Iterator[Remark]:
    """Entries in use, or in review, whose day of review has passed."""
    today = about.today.isoformat()
    for facts in entries:
        if facts.status in {Status.APPROVED, Status.IN_REVIEW} and "" < facts.review_by < today:
            yield Remark(
                facts,
                "review_by",
                "library/review-overdue",
                f"the review was due by {facts.review_by}",
                "check that the answer is still true, then set `reviewed` and a new `review_by`",
                said=facts.review_by,
            )


def self_approved(entries: Sequence[Facts], about: About) -> Iterator[Remark]:
    """Entries that their owner has approved; none where the team's settings allow it."""
    if about.settings.flag("review.self_approval"):
        return
    for facts in live(entries):
        if facts.approved_by and same_name(facts.owner) == same_name(facts.approved_by):
            yield Remark(
                facts,
                "approved_by",
                "library/self-approved",
                f"approved by {facts.approved_by}, who is its owner",
                "have a second person approve it, or set `review.self_approval = true`",
                said=facts.approved_by,
            )


def missing_variant(entries: Sequence[Facts], about: About) -> Iterator[Remark]:
    """Entries without a channel or a language that three quarters of the other entries of their file have."""
    del about
    by_file: dict[str, list[Facts]] = {}
    for facts in live(entries):
        by_file.setdefault(facts.file, []).append(facts)
    for together in by_file.values():
        others = len(together) - 1
        counts = Counter(name for facts in together for name in variants(facts))
        usual = sorted(name for name, count in counts.items() if others >= NEIGHBOURS and 4 * count >= 3 * others)
        for facts in together if usual else ():
            own = variants(facts)
            yield from (remark_on_gap(facts, name, counts[name], others) for name in usual if name not in own)


def remark_on_gap(facts: Facts, variant: str, having: int, others: int) -> Remark:
    """What is said of a variant that an entry lacks."""
    return Remark(
        facts,
        "",
        "library/missing-variant",
        f"no `{variant}`, which {having} of the {others} other entries of its file have",
        "add this wording, or say under `lint:` why it is not wanted here",
        said=variant,
    )


def variants(facts: Facts) -> set[str]:
    """The keys of the wordings that an entry has besides its answer."""
    return {*(f"channels.{name}" for name in facts.channels), *(f"languages.{name}" for name in facts.languages)}


def shadowed(entries: Sequence[Facts], finder: "Finder", allowed: frozenset[int] | None) -> Iterator[Remark]:
    """Complaints and phrases of approved entries that find another one, or none; `allowed` is what agents search."""
    by_id = {facts.id: facts for facts in entries}
    for facts in entries:
        for number, said in enumerate(facts.said if facts.status == Status.APPROVED else ()):
            if not facts.texts[number]:
                yield remark_on_lost(facts, number, "holds no word to be found by")
            elif not surely_found(facts.id, said, finder, allowed):
                best = finder.rank(said, limit=1, allowed=allowed).best
                if best is None:
                    yield remark_on_lost(facts, number, "finds no entry")
                elif best.card.id != facts.id and facts.texts[number] not in best.card.texts:
                    other = by_id.get(best.card.id)
                    name = at(other, "") if other else f"`{best.card.id}`"
                    yield remark_on_lost(facts, number, f"finds {name} first")


def surely_found(own: str, said: str, finder: "Finder", allowed: frozenset[int] | None) -> bool:
    """Whether a text finds its own entry first, as can be told of most without a search.

    Words that one entry alone has as a whole phrase lead by SAID_WHOLE: only a meaning that is nearer by more than
    all else can weigh comes before them.
    """
    from cheatsheet.confidence import PHRASE_WEIGHT  # loaded already, with the finder
    from cheatsheet.match import SAID_WHOLE, WORDS_WEIGHT, said_whole
    from cheatsheet.message import Message
    from cheatsheet.vectors import above

    index = finder.index
    message = Message.of(said, english=index.stems.code == "en")
    if message.sentences or index.encoder is not None:  # asked in parts, or by another meaning
        return False
    asked = finder.ask(message.bare, message, {})
    whole = said_whole(index, asked)
    number = next(iter(whole if allowed is None else whole & allowed), None)
    if number is None or len(whole) > 1 or index.card(number).id != own:
        return False
    if asked.vector is None:
        return True
    meanings = index.meanings(asked.vector)
    lead = SAID_WHOLE - WORDS_WEIGHT - PHRASE_WEIGHT
    return not above(meanings.scores, meanings.scores[number] + lead * meanings.deviation)


def remark_on_lost(facts: Facts, number: int, found: str) -> Remark:
    """What is said of a text that does not lead to its entry."""
    return Remark(
        facts,
        key_of(number),
        "library/shadowed",
        f"this {'phrase' if number else 'complaint'} {found}",
        "say it in other words; numbers, dates, names and addresses are not searched",
        said=facts.said[number],
    )


Rule = Callable[[Sequence[Facts], About], Iterator[Remark]]
RULES: Mapping[str, Rule] = {
    "library/duplicate": duplicate,
    "library/near-duplicate": near_duplicate,
    "library/contradiction": contradiction,
    "library/review-overdue": review_overdue,
    "library/self-approved": self_approved,
    "library/missing-variant": missing_variant,
}
