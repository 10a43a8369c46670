"""Laws of writing into a file: what was meant is read again, and every other byte stays.

The oracle knows nothing of YAML's positions: it puts a file together from pieces, in any style, and remembers them.
"""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cheatsheet.edits.yaml_edit import added, changed
from cheatsheet.entry import ENTRY_KEYS, Entry
from cheatsheet.errors import Fault
from cheatsheet.files import CONFLICT_MARKER, read_entries
from cheatsheet.status import Status
from tests.conftest import make_entry
from tests.property.hand import Hand, block_file, flow_file
from tests.property.test_reading import entries as any_entries

NEWLINES = st.sampled_from(["\n", "\n", "\r\n", "\r"])
LINES = re.compile(r"(.*\S[^\r\n]*).*", re.DOTALL)
SEEDS = st.integers(0, 2**32)  # of how an entry is written: drawing each turn of the hand would take minutes


def read(text: str) -> list[Entry]:
    """The entries of a text, which must have no fault."""
    faults: list[Fault] = []
    found = read_entries(text, ".yaml", "sheet.yaml", faults, [], default_status=Status.APPROVED)
    assert not faults, [str(fault) for fault in faults]
    return found


def named(drawn: list[Entry]) -> list[Entry]:
    """Entries with ids of their own."""
    return [replace(entry, id=f"e{number}") for number, entry in enumerate(drawn)]


def mixed(random: Random, entry: Entry, like: Entry) -> Entry:
    """An entry with some values of another; the id stays."""
    names = [item.name for item in fields(Entry) if item.name not in {"id", "source", "extra"}]
    chosen = random.sample(names, random.choice([1, 1, 1, 2, 3, len(names)]))
    return replace(entry, **{name: getattr(like, name) for name in chosen})


def without_last_break(pieces: list[str], newline: str) -> list[str]:
    """The pieces of a file that does not end with a line break."""
    kept = [*pieces]
    while kept and not kept[-1]:
        kept.pop()
    return [*kept[:-1], kept[-1].removesuffix(newline), *[""] * (len(pieces) - len(kept))]


def is_insertion(before: str, after: str) -> bool:
    """Whether a text is another with something put in at one place."""
    start = next((number for number, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return after.endswith(before[start:])


def check_one_key(drawn: list[Entry], random: Random, newline: str) -> None:
    """An edit of one key changes the lines of that key alone; one that takes it away, takes its lines."""
    hand, (entry, like, *rest) = Hand(random), named(drawn)
    rest = rest if random.random() < 0.7 else []
    found = [("", hand.remarks(0)), *hand.entry(entry), ("", hand.remarks(0))]
    found += [("", text) for each in rest for _, text in hand.entry(each)]
    pieces = [text.replace("\n", newline) for _, text in found]
    if random.random() < 0.2:
        pieces = without_last_break(pieces, newline)
    text = "".join(pieces)
    assume(not CONFLICT_MARKER.search(text))
    old, *others = read(text)
    assert [old, *others] == [entry, *rest]
    keys = [name for name, _ in found if name in ENTRY_KEYS and name != "id"]
    assume(keys)
    key = random.choice(keys)
    gone = random.random() < 0.3 and key not in {"complaint", "answer", "status"}
    new = replace(entry, **{key: getattr(make_entry() if gone else like, key)})
    written = changed(text, old, new)
    assert read(written) == [new, *rest]
    assert (written == text) or new != entry
    at = next(number for number, (name, _) in enumerate(found) if name == key)
    before, after = "".join(pieces[:at]), "".join(pieces[at + 1 :])
    margin = " " * (hand.root + hand.offset)
    if key in new.to_mapping():
        assert written.startswith(before + pieces[at][: len(margin)])
        assert written.endswith(after)
    elif pieces[at].startswith(margin) and new != entry:
        before = before.removesuffix(newline)
        between = written.removeprefix(before).removesuffix(after)
        assert before + between + after == written
        assert not between.strip()  # blank lines of `|+` at most


def check_sequence(
    make: Callable[[Hand, list[Entry]], list[str]], drawn: list[Entry], random: Random, newline: str
) -> None:
    """After edits and additions the file holds what was meant, and the pieces that they do not touch."""
    everyone = named(drawn)
    meant, waiting = everyone[: len(everyone) // 2], everyone[len(everyone) // 2 :]
    pieces = [each.replace("\n", newline) for each in make(Hand(random), meant)]
    if random.random() < 0.2:
        pieces = without_last_break(pieces, newline)
    ids = [[meant[number // 2].id] if number % 2 else [] for number in range(len(pieces))]  # which entry is where
    text = "".join(pieces)
    assume(not CONFLICT_MARKER.search(text))
    found = read(text)
    assert found == meant
    for entry in waiting:
        number = random.randrange(len(meant))
        piece = next(at for at, inside in enumerate(ids) if meant[number].id in inside)
        if random.random() < 0.5:
            new = mixed(random, meant[number], entry)
            written = changed(text, found[number], new)
            meant = [*meant[:number], new, *meant[number + 1 :]]
        else:
            at_end = random.random() < 0.3
            number = len(meant) - 1 if at_end else number
            piece = len(pieces) - 1 if at_end else piece + piece % 2
            written = added(text, entry, after=None if at_end else meant[number].id)
            assert is_insertion(text, written)
            pieces[piece - 1] = LINES.sub(r"\1", pieces[piece - 1])  # it goes in front of the blank lines of `|+`
            meant = [*meant[: number + 1], entry, *meant[number + 1 :]]
            ids[piece].append(entry.id)
        stale, found = found, read(written)
        assert found == meant
        before, after = "".join(pieces[:piece]), "".join(pieces[piece + 1 :])
        assert written.startswith(before)
        assert written.endswith(after)
        pieces[piece] = written[len(before) : len(written) - len(after)]
        text = written
        if random.random() < 0.3:  # lines as they were before
            found = [replace(each, source=random.choice(stale).source) for each in found]


@given(drawn=st.lists(any_entries, min_size=2, max_size=3), seed=SEEDS, newline=NEWLINES)
@settings(deadline=None)
def test_an_edit_of_one_key_leaves_every_other_line(drawn: list[Entry], seed: int, newline: str) -> None:
    check_one_key(drawn, Random(seed), newline)  # noqa: S311


@pytest.mark.parametrize("make", [block_file, flow_file])
@given(drawn=st.lists(any_entries, min_size=2, max_size=6), seed=SEEDS, newline=NEWLINES)
@settings(deadline=None, max_examples=60)
def test_any_sequence_of_edits_and_new_entries_gives_what_was_meant(
    make: Callable[[Hand, list[Entry]], list[str]], drawn: list[Entry], seed: int, newline: str
) -> None:
    check_sequence(make, drawn, Random(seed), newline)  # noqa: S311
