"""Laws of merging: in either order the same entries, nothing that one side alone touched is lost, no byte moved."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault
from cheatsheet.files import CONFLICT_MARKER, read_entries
from cheatsheet.share.conflict import WHOLE
from cheatsheet.share.merge import Merged, merged
from cheatsheet.status import Status
from tests.conftest import make_entry
from tests.property.hand import Hand, block_file, flow_file
from tests.property.test_csv_edit import sheets, some_values, with_values
from tests.property.test_keeping import LINE, SHEETS, TEXT
from tests.property.test_reading import entries as any_entries
from tests.property.test_yaml_edit import mixed, named

PLAIN = SHEETS | {
    "list.yaml": "# top\n\n# a\n- id: a\n  complaint: A\n  answer: One.\n\n# b\n- id: b\n  complaint: B\n"
    "  answer: Two.\n  tags:\n  - x\n\n- id: c\n  complaint: C\n  answer: Three.  # three\n"
}
LISTS = ("phrases", "tags", "check")
TEXTS = ("answer", "note", "subject", "owner")


def read(text: str, suffix: str) -> dict[str, Entry]:
    faults: list[Fault] = []
    found = read_entries(text, suffix, "sheet", faults, [], default_status=Status.APPROVED)
    assert faults == []
    assert len({entry.id for entry in found}) == len(found)
    return {entry.id: entry for entry in found}


def merge(base: str, ours: str, theirs: str, suffix: str) -> Merged:
    return merged(base, ours, theirs, suffix, default_status=Status.APPROVED)


@st.composite
def one_step(draw: Any, text: str, suffix: str, side: str) -> str:
    """The text after one thing that a lead does to it."""
    entries = read(text, suffix)
    kind = draw(st.sampled_from(["add", "edit", "edit", "edit", "list", "retire", "remove", "remark"]))
    if kind == "add" or not entries:
        number = draw(st.sampled_from(["1", "2", side]))
        entry = make_entry(id=f"new-{number}", complaint=draw(LINE), answer=draw(TEXT))
        behind = draw(st.none() | st.sampled_from(sorted(entries))) if entries else None
        return text if entry.id in entries else splice.added(text, suffix, entry, after=behind)
    old = entries[draw(st.sampled_from(sorted(entries)))]
    if kind == "remove":
        return splice.removed(text, suffix, old) if len(entries) > 1 else text
    if kind == "remark":
        return remarked(text, suffix, f"# {side} {draw(st.integers(0, 3))}", draw(st.integers(0, 50)))
    if kind == "retire":
        return splice.changed(text, suffix, old, replace(old, status=Status.RETIRED, reason=draw(LINE)))
    if kind == "list":
        name = draw(st.sampled_from(LISTS))
        there = list(getattr(old, name))
        if there and draw(st.booleans()):
            there.remove(draw(st.sampled_from(there)))
        else:
            there.append(draw(LINE))
        return splice.changed(text, suffix, old, replace(old, **{name: tuple(dict.fromkeys(there))}))  # type: ignore[arg-type]
    name = draw(st.sampled_from(TEXTS))
    return splice.changed(text, suffix, old, replace(old, **{name: draw(TEXT)}))


def remarked(text: str, suffix: str, remark: str, number: int) -> str:
    """A comment above an entry of a YAML list."""
    starts = [found.start() for found in re.finditer(r"^- ", text, re.MULTILINE)]
    if suffix != ".yaml" or not starts:
        return text
    at = starts[number % len(starts)]
    newline = "\r\n" if "\r\n" in text else "\n"
    return f"{text[:at]}{remark}{newline}{text[at:]}"


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A base, what two sides made of it, and the suffix."""
    name = draw(st.sampled_from(sorted(PLAIN)))
    suffix = name[name.index(".") :]
    sides = []
    for side in ("ours", "theirs"):
        text = PLAIN[name]
        for _ in range(draw(st.integers(0, 3))):
            text = draw(one_step(text, suffix, side))
        sides.append(text)
    return PLAIN[name], sides[0], sides[1], suffix


def remarks(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if re.fullmatch(r"# (ours|theirs) \d", line.strip()))


def check_symmetry(base: str, ours: str, theirs: str, suffix: str) -> None:
    """Either order gives the same entries; where both changed one field, both texts are there in either order."""
    one, other = merge(base, ours, theirs, suffix), merge(base, theirs, ours, suffix)
    assert {(c.id, c.key, c.base, c.ours, c.theirs) for c in one.conflicts} == {
        (c.id, c.key, c.base, c.theirs, c.ours) for c in other.conflicts
    }
    clashing = {conflict.id for conflict in one.conflicts if conflict.key != WHOLE}
    left, right = read(one.text, suffix), read(other.text, suffix)
    assert [*left] == [*right]
    for key, entry in left.items():
        assert key in clashing or entry == right[key]
    for conflict in one.conflicts:
        for found in (left, right):
            said = "\n".join(texts_in(found[conflict.id].to_mapping()))
            is_text = conflict.key in {"complaint", "reason", *TEXTS}  # mappings are shown as YAML has them
            for text in (conflict.ours, conflict.theirs) if is_text else ():
                assert text is None or all(line in said for line in text.split("\n"))


def texts_in(value: object) -> list[str]:
    """Every text in a mapping."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_in(each)]
    return [text for each in value for text in texts_in(each)] if isinstance(value, list) else [str(value)]


def check_nothing_lost(base: str, ours: str, theirs: str, suffix: str) -> None:
    """Each field says what the only side that changed it says; entries go only where nobody changed them."""
    result = merge(base, ours, theirs, suffix)
    before, found = read(base, suffix), read(result.text, suffix)
    sides = [read(text, suffix) for text in (ours, theirs)]
    clashing = {(conflict.id, conflict.key.split(".")[0]) for conflict in result.conflicts}
    touched = {conflict.id for conflict in result.conflicts}
    for key in {*before, *sides[0], *sides[1]}:
        own, other = (side.get(key) for side in sides)
        old = before.get(key)
        if old and (not own or not other):
            changed = (own or old) != old or (other or old) != old
            assert (key in found) is changed
            assert not changed or found[key] == (own or other)
            continue
        maps: list[dict[str, Any]] = [each.to_mapping() if each else {} for each in (old, own, other, found[key])]
        for name in {*maps[0], *maps[1], *maps[2]} - {"proposed"}:
            was, mine, yours, now = (each.get(name) for each in maps)
            if name == "note" and key in touched:
                assert str(now).startswith(str((yours if was == mine else mine) or ""))
            elif not own or not other:
                assert now == (yours if not own else mine)
            elif (key, name) not in clashing:
                check_value(was, mine, yours, now)
    assert not (remarks(ours) | remarks(theirs)) - remarks(result.text)


def check_value(base: Any, ours: Any, theirs: Any, now: Any) -> None:
    """A value that is in no conflict says what the only side that changed it says; lists and mappings both."""
    if base in (ours, theirs) or ours == theirs:
        assert now == (theirs if base == ours else ours)
    elif any(isinstance(each, dict) for each in (ours, theirs)):
        sides: list[dict[str, Any]] = [each or {} for each in (base, ours, theirs, now)]
        for name in {*sides[0], *sides[1], *sides[2]}:
            check_value(*(each.get(name) for each in sides))
    else:
        assert any(isinstance(each, list) for each in (base, ours, theirs))
        was, mine, yours, there = ({str(each) for each in value or []} for value in (base, ours, theirs, now))
        assert there == (mine & yours) | (mine - was) | (yours - was)


def check_identities(base: str, ours: str, theirs: str, suffix: str) -> None:
    """A side that changed nothing, or the same, changes nothing."""
    for side in (ours, theirs):
        assert merge(base, side, base, suffix) == Merged(side)
        assert merge(base, base, side, suffix) == Merged(side)
        assert merge(base, side, side, suffix) == Merged(side)
    text = merge(base, ours, theirs, suffix).text
    assert merge(ours, text, ours, suffix).text == text


def check_untouched_lines(base: str, ours: str, theirs: str, suffix: str) -> None:
    """A line of a list in block style that nobody took away is still there, as often as it was."""
    result = merge(base, ours, theirs, suffix)
    if suffix == ".yaml" and not result.conflicts:
        found = [Counter(text.splitlines()) for text in (base, ours, theirs, result.text)]
        for line in found[0]:
            assert not line.strip() or found[3][line] >= min(each[line] for each in found[:3]) or ": " in line
            assert not line.startswith("#") or found[3][line] >= min(each[line] for each in found[:3])


LAWS = [check_symmetry, check_nothing_lost, check_identities, check_untouched_lines]


@pytest.mark.parametrize("law", LAWS)
@given(drawn=versions())
@settings(deadline=None, max_examples=60)
def test_sequences_of_edits(law: Callable[..., None], drawn: tuple[str, str, str, str]) -> None:
    law(*drawn)


def by_hand(
    make: Callable[[Hand, list[Entry]], list[str]], drawn: list[Entry], random: Random
) -> tuple[str, str, str]:
    """A file in any style, and two versions of it with other values and other entries."""
    everyone = named(drawn)
    meant, waiting = everyone[: len(everyone) // 2], everyone[len(everyone) // 2 :]
    base = "".join(make(Hand(random), meant)).replace("\n", random.choice(["\n", "\n", "\r\n"]))
    assume(not CONFLICT_MARKER.search(base))
    sides = [base, base]
    for number, entry in enumerate(waiting):
        text = sides[number % 2]
        found = read(text, ".yaml")
        old = random.choice([*found.values()])
        if random.random() < 0.2:
            text = splice.added(text, ".yaml", entry, after=random.choice([None, old.id]))
        elif random.random() < 0.2 and len(found) > 1:
            text = splice.removed(text, ".yaml", old)
        else:
            text = splice.changed(text, ".yaml", old, mixed(random, old, entry))
        sides[number % 2] = text
    return base, sides[0], sides[1]


@pytest.mark.parametrize("make", [block_file, flow_file])
@pytest.mark.parametrize("law", [check_symmetry, check_nothing_lost, check_identities])
@given(drawn=st.lists(any_entries, min_size=4, max_size=8), seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=20)
def test_files_in_every_style(
    law: Callable[..., None], make: Callable[[Hand, list[Entry]], list[str]], drawn: list[Entry], seed: int
) -> None:
    law(*by_hand(make, drawn, Random(seed)), ".yaml")  # noqa: S311


@st.composite
def sheet_versions(draw: Any) -> tuple[str, str, str, str]:
    """A sheet of any habit, and two versions of it with other cells, rows and columns."""
    base, _ = draw(sheets())
    sides = []
    for side in range(2):
        text = base
        for _ in range(draw(st.integers(1, 2))):
            found = [*read(text, ".csv").values()]
            if not found or draw(st.integers(0, 3)) == 0:
                plain = make_entry(id=f"new-{draw(st.integers(side, 2))}", complaint="New", answer=draw(LINE))
                entry = with_values(plain, draw(some_values))
                text = text if entry.id in {each.id for each in found} else splice.added(text, ".csv", entry)
            else:
                old = draw(st.sampled_from(found))
                text = splice.changed(text, ".csv", old, with_values(old, draw(some_values)))
        sides.append(text)
    return base, sides[0], sides[1], ".csv"


@pytest.mark.parametrize("law", [check_symmetry, check_nothing_lost, check_identities])
@given(drawn=sheet_versions())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_sheets_of_every_habit(law: Callable[..., None], drawn: tuple[str, str, str, str]) -> None:
    law(*drawn)
