"""Contradictions: "returns within 14 days" in one entry, "30 days" in another of its topic."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cheatsheet.lint.about import About
from cheatsheet.lint.amounts import Amount
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.lint.policies import claims
from cheatsheet.status import Status

RULE = "library/contradiction"


class Subject(NamedTuple):
    """What amounts are compared for: a policy, in words that set it apart, by a kind of unit."""

    policy: str
    scope: frozenset[str]
    kind: str


def contradiction(entries: Sequence[Facts], about: About) -> Iterator[Remark]:
    """Entries that give other amounts than the first entry of their topic which speaks of the same."""
    del about
    first: dict[tuple[str, str, Subject], tuple[Facts, list[Amount]]] = {}
    for facts in entries:
        found = subjects(facts) if facts.status != Status.RETIRED else {}
        if not found:
            continue
        topics = [("file", facts.file), *(("tag", tag) for tag in facts.tags)]
        remarked = set()
        for subject, amounts in found.items():
            known = [first[*topic, subject] for topic in topics if (*topic, subject) in first]
            against = next((each for each in known if not agree(amounts, each[1])), None)
            if against is None:
                for topic in topics:
                    first.setdefault((*topic, subject), (facts, amounts))
            elif (subject.policy, amounts[0].said) not in remarked:
                remarked.add((subject.policy, amounts[0].said))
                yield remark(facts, subject, amounts, *against)


def subjects(facts: Facts) -> dict[Subject, list[Amount]]:
    """What an answer speaks of, with every amount that it gives."""
    found: dict[Subject, list[Amount]] = {}
    for policy, scope, amount in facts.claims if facts.claims is not None else claims(facts.answer):
        found.setdefault(Subject(policy, scope, amount.kind), []).append(amount)
    return found


def agree(amounts: Sequence[Amount], others: Sequence[Amount]) -> bool:
    """Whether any of the one fits any of the other: where a text gives two, each has its case."""
    return any(one.fits(other) for one in amounts for other in others)


def remark(
    facts: Facts, subject: Subject, amounts: Sequence[Amount], first: Facts, others: Sequence[Amount]
) -> Remark:
    """What is said of an entry that contradicts an earlier one."""
    own, other = amounts[0].said, others[0].said
    where = f"`{first.id}` ({first.file}:{first.place('answer').line})"
    return Remark(
        facts,
        "answer",
        RULE,
        f'"{own}" for {subject.policy} here, but "{other}" in {where}',
        "say the same in both; a value such as {{ facts.return_days }} keeps them the same",
        said=f"{subject.policy}: {own}, {other} in {first.id}",
    )
