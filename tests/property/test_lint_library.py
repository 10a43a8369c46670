"""Laws of the rules on the whole library: no order of files loses a finding, no copy is missed or made up."""

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.index import Index
from cheatsheet.library import Library
from cheatsheet.lint.about import About
from cheatsheet.lint.contradiction import contradiction
from cheatsheet.lint.facts import Facts, Remark
from cheatsheet.lint.library_rules import RULES, duplicate, surely_found
from cheatsheet.lint.near import SHORT, Rows, Share, added, at_least, complaint_words, near_duplicate
from cheatsheet.match import Finder
from cheatsheet.place import starter_folder
from cheatsheet.stems import Stems
from tests.conftest import make_entry
from tests.lint.known import about, facts

CIRCUMSTANCES = about()
WORDS = [
    f"{start}{end}" for start in ("lam", "par", "bro", "del", "ref") for end in ("ba", "ko", "mi", "nu", "so", "ty")
]
STEMS = Stems(language="en")
PIECES = (
    "return", "refund", "within", "30 days", "3 to 5 working days", "from", "delivery", "€4.95", "if", "and", "or",
    ". ", "\n\n", "- ", "after", "the", "you", "we", "reply", "15%", "\x1a\x1a", "\x02", "a", "one", "hundred", "'s",
    "send", "back", "İ", "ß", "५ days", "²days", "1.2.3 days", "1,000,000 euros", "per cent", "(", ")", "24 hours",
    "to", ",", "’",
)  # fmt: skip

Rule = Callable[[Sequence[Facts], About], Iterable[Remark]]


def text(chance: random.Random, least: int, most: int) -> list[str]:
    """Some different words."""
    return chance.sample(WORDS, chance.randint(least, most))


def sheet(seed: int) -> list[Facts]:
    """A few entries, some of them near-copies of others in answer or complaint, or contradicting them."""
    chance = random.Random(seed)  # noqa: S311 (a seed gives the entries again)
    bases = [text(chance, 3, 14) for _ in range(3)]
    entries = []
    for number in range(chance.randint(2, 12)):
        answer = [*chance.choice(bases)]
        for _ in range(chance.randint(0, 5)):
            answer[chance.randrange(len(answer))] = chance.choice(WORDS)
        said = " ".join(chance.choice([text(chance, 1, 3), bases[0][:3]]))
        entry = facts(
            f"e{number}",
            complaint=said,
            phrases=[" ".join(text(chance, 1, 1)) for _ in range(chance.randint(0, 3))],
            answer=" ".join(answer) + f". Return it within {chance.choice([14, 30])} days.",
            tags=chance.sample(["a", "b", "c"], chance.randint(0, 2)),
            file=f"{chance.choice('xy')}.yaml",
            owner=chance.choice(["kim", "sam"]),
            approved_by=chance.choice(["Kim", "Sam"]),
            review_by=chance.choice(["2026-01-01", "2027-01-01"]),
            channels=chance.choice([{}, {"sms": "Short."}, {"sms": "Short."}]),
        )
        entries.append(entry)
    return entries


def shuffled(entries: Sequence[Facts], seed: int) -> list[Facts]:
    """The entries in another order."""
    return random.Random(seed).sample(entries, len(entries))  # noqa: S311


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have; 0 where nothing is said."""
    return len(one & other) / len(one | other) if one | other else 0.0


def alike(one: Facts, other: Facts) -> bool:
    """The rule of near-copies, pair by pair."""
    answers = [frozenset(each.answer.lower().replace(".", "").split()) for each in (one, other)]
    answer = 0.0 if min(map(len, answers)) < SHORT else likeness(*answers)
    complaint = likeness(complaint_words(one.texts[0].split(), STEMS), complaint_words(other.texts[0].split(), STEMS))
    same = complaint == 1.0 and one.texts[0] != other.texts[0]  # word by word the same is a duplicate
    return same or answer >= 0.75 or (answer >= 0.6 and complaint >= 0.5)


@given(seed=st.integers(min_value=0, max_value=2**32))
def test_near_copies_are_those_of_a_comparison_of_all_pairs(seed: int) -> None:
    entries = sheet(seed)
    expected = {}
    for number, entry in enumerate(entries):
        first = next((other for other in entries[:number] if alike(entry, other)), None)
        if first is not None:
            expected[entry.id] = first.id
    assert {each.facts.id: each.said.partition(":")[0] for each in near_duplicate(entries, CIRCUMSTANCES)} == expected


@given(rows=st.lists(st.integers(min_value=0, max_value=2**20 - 1), max_size=40), least=st.integers(1, 41))
def test_adding_in_columns_counts_the_bits(rows: list[int], least: int) -> None:
    having = [sum(row >> bit & 1 for row in rows) for bit in range(20)]
    enough = at_least(added([*rows]), least)
    assert enough == sum(1 << bit for bit, count in enumerate(having) if count >= least)


@given(
    sets=st.lists(st.frozensets(st.sampled_from("abcdefgh")), max_size=12),
    share=st.sampled_from([Share(1, 2), Share(3, 5), Share(3, 4), Share(1, 1)]),
)
def test_texts_that_are_alike_are_found_exactly(sets: list[frozenset[str]], share: Share) -> None:
    rows = Rows()
    for number, said in enumerate(sets):
        (found,) = rows.alike(said, [share])
        expected = [share.of * len(said & other) >= share.part * len(said | other) > 0 for other in sets[:number]]
        assert [bool(found >> bit & 1) for bit in range(number)] == expected
        rows.add(said)


@given(seed=st.integers(min_value=0, max_value=2**32), order=st.integers(min_value=0, max_value=99))
def test_a_planted_copy_is_found_wherever_it_stands(seed: int, order: int) -> None:
    entries = sheet(seed)
    copied = entries[seed % len(entries)]
    own = [
        copied._replace(answer=" ".join(WORDS[:SHORT])),
        copied._replace(id="copy", answer=" ".join(WORDS[:SHORT])),
    ]
    others = [entry for entry in entries if entry.id != copied.id]
    mixed = shuffled([*others, *own], order)
    last = max(own, key=mixed.index)
    assert any(each.facts is last and each.key == "complaint" for each in duplicate(mixed, CIRCUMSTANCES))
    assert any(each.facts is last for each in near_duplicate(mixed, CIRCUMSTANCES))


@pytest.mark.parametrize("rule", [RULES[name] for name in ("library/review-overdue", "library/self-approved",
                                                            "library/missing-variant")])  # fmt: skip
@given(seed=st.integers(min_value=0, max_value=2**32), order=st.integers(min_value=0, max_value=99))
def test_what_is_said_of_one_entry_does_not_depend_on_the_order(rule: Rule, seed: int, order: int) -> None:
    entries = sheet(seed)
    told = [{(each.facts.id, each.message) for each in rule(known, CIRCUMSTANCES)}
            for known in (entries, shuffled(entries, order))]  # fmt: skip
    assert told[0] == told[1]


@given(seed=st.integers(min_value=0, max_value=2**32), order=st.integers(min_value=0, max_value=99))
def test_every_order_has_as_many_copies_of_the_same_texts(seed: int, order: int) -> None:
    entries = sheet(seed)
    told = [sorted(each.facts.texts[number_of(each)] for each in duplicate(known, CIRCUMSTANCES))
            for known in (entries, shuffled(entries, order))]  # fmt: skip
    assert told[0] == told[1]


def number_of(remark: Remark) -> int:
    """Which of the texts of an entry a remark is on."""
    return 0 if remark.key == "complaint" else int(remark.key.partition(".")[2]) + 1


@pytest.mark.parametrize("rule", [near_duplicate, contradiction, duplicate])
@given(seed=st.integers(min_value=0, max_value=2**32), order=st.integers(min_value=0, max_value=99))
def test_once_all_that_was_told_is_taken_out_nothing_is_left_in_any_order(rule: Rule, seed: int, order: int) -> None:
    entries = sheet(seed)
    told = {each.facts.id for each in rule(entries, CIRCUMSTANCES)}
    rest = [entry for entry in entries if entry.id not in told]
    assert [each.message for each in rule(shuffled(rest, order), CIRCUMSTANCES)] == []


@pytest.mark.parametrize("rule", [near_duplicate, contradiction, duplicate])
@given(seed=st.integers(min_value=0, max_value=2**32), order=st.integers(min_value=0, max_value=99))
def test_what_one_order_tells_no_other_order_passes_over(rule: Rule, seed: int, order: int) -> None:
    entries = sheet(seed)
    told = [bool([*rule(known, CIRCUMSTANCES)]) for known in (entries, shuffled(entries, order))]
    assert told[0] == told[1]


@settings(deadline=None)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40),
    glue=st.sampled_from(["", " "]),
)
def test_no_answer_is_too_strange(pieces: list[str], glue: str) -> None:
    known = [facts("a")._replace(answer=glue.join(pieces)), facts("b")._replace(answer=glue.join(reversed(pieces)))]
    for rule in RULES.values():
        for remark in rule(known, CIRCUMSTANCES):
            assert remark.message


@settings(deadline=None, max_examples=3)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_what_needs_no_search_is_what_a_search_tells(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    said = [text for entry in Library.load(starter_folder("responses"), Path.cwd()).entries for text in entry.phrases]
    mixed = [chance.sample(said, 4) for _ in range(60)]  # phrases that mean nothing together, and copies
    index = Index.of(
        make_entry(id=f"e{number}", complaint=texts[0], phrases=texts[1:]) for number, texts in enumerate(mixed)
    )
    finder, allowed = Finder(index=index), frozenset(range(0, 60, 2)) if seed % 2 else None
    sure = [(number, text) for number, texts in enumerate(mixed) for text in texts
            if surely_found(f"e{number}", text, finder, allowed)]  # fmt: skip
    assert len(sure) > 60
    for number, text in chance.sample(sure, 40):
        best = finder.rank(text, limit=1, allowed=allowed).best
        assert best is not None
        assert best.card.id == f"e{number}"
