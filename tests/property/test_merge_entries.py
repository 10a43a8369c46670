"""Laws of merging: in either order the same entries, nothing that one side alone touched is lost, no byte moved."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cheatsheet import review
from cheatsheet.edits import splice
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, UsageError
from cheatsheet.files import CONFLICT_MARKER, read_entries
from cheatsheet.proposal import SET_BY_APPROVAL, propose
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
    "  answer: Two.\n  tags:\n  - x\n\n- id: c\n  complaint: C\n  answer: Three.  # three\n",
    "life.yaml": "- id: a\n  complaint: A\n  answer: One.\n  written_by: [lee]\n  proposed:\n    answer: Uno.\n"
    "    subject: S\n    by: pat\n\n- id: b\n  complaint: B\n  answer: Two.\n  status: in_review\n  owner: lee\n\n"
    "- id: c\n  complaint: C\n  answer: Three.\n  status: draft\n  reason: too long\n",
}
LISTS = ("phrases", "tags", "check")
TEXTS = ("answer", "note", "subject", "owner")
KINDS = ("add", "edit", "edit", "edit", "list", "retire", "remove", "remark", "life")
RENAMING = ("rename", "rename", "edit", "list", "add", "remove")
LIFE = ("life", "life", "life", "life", "edit", "retire")
DAY = date(2026, 11, 22)


def read(text: str, suffix: str) -> dict[str, Entry]:
    faults: list[Fault] = []
    found = read_entries(text, suffix, "sheet", faults, [], default_status=Status.APPROVED)
    assert faults == []
    assert len({entry.id for entry in found}) == len(found)
    return {entry.id: entry for entry in found}


def merge(base: str, ours: str, theirs: str, suffix: str) -> Merged:
    return merged(base, ours, theirs, suffix, default_status=Status.APPROVED, ours_by="lee", by="pat", on=DAY)


def merge_by_the_other(base: str, ours: str, theirs: str, suffix: str) -> Merged:
    """The same merge as the other side makes it."""
    return merged(base, theirs, ours, suffix, default_status=Status.APPROVED, ours_by="pat", by="lee", on=DAY)


@st.composite
def one_step(draw: Any, text: str, suffix: str, side: str, kinds: tuple[str, ...] = KINDS) -> str:
    """The text after one thing that a lead does to it."""
    entries = read(text, suffix)
    kind = draw(st.sampled_from(kinds))
    if kind == "add" or not entries:
        number = draw(st.sampled_from(["1", "2", side]))
        entry = make_entry(id=f"new-{number}", complaint=draw(LINE), answer=draw(TEXT))
        behind = draw(st.none() | st.sampled_from(sorted(entries))) if entries else None
        return text if entry.id in entries else splice.added(text, suffix, entry, after=behind)
    old = entries[draw(st.sampled_from(sorted(entries)))]
    if kind == "remove":
        return splice.removed(text, suffix, old) if len(entries) > 1 else text
    if kind == "life":
        step = draw(st.sampled_from([approved, rejected, submitted, proposing(draw(LINE), draw(TEXT), side)]))
        with suppress(UsageError):
            return splice.changed(text, suffix, old, step(old))
        return text
    if kind == "remark":
        return remarked(text, suffix, f"# {side} {draw(st.integers(0, 3))}", draw(st.integers(0, 50)))
    if kind == "retire":
        return splice.changed(text, suffix, old, replace(old, status=Status.RETIRED, reason=draw(LINE)))
    if kind == "rename":
        said, free = draw(LINE), f"name-{draw(st.sampled_from(['1', side]))}"
        new = replace(old, complaint=said) if draw(st.booleans()) else replace(old, id=free)
        return splice.changed(text, suffix, old, new) if new.id == old.id or new.id not in entries else text
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


def approved(entry: Entry) -> Entry:
    return review.approve(entry, "kim", DAY, 6, self_approval=True)


def rejected(entry: Entry) -> Entry:
    return review.reject(entry, "bad wording", DAY)


def submitted(entry: Entry) -> Entry:
    return review.submit(entry, "sam", DAY)


def proposing(line: str, text: str, by: str) -> Callable[[Entry], Entry]:
    """A change of one or two texts that is to wait."""
    return lambda entry: propose(
        entry, replace(entry, answer=text, subject=entry.subject if len(line) % 2 else line), by, DAY
    )


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
    """Either order gives the same entries; where both changed one field, both texts are there."""
    one, other = merge(base, ours, theirs, suffix), merge_by_the_other(base, ours, theirs, suffix)
    assert {(c.id, c.key, c.base, c.ours, c.theirs) for c in one.conflicts} == {
        (c.id, c.key, c.base, c.theirs, c.ours) for c in other.conflicts
    }
    left, right = read(one.text, suffix), read(other.text, suffix)
    assert [*left] == [*right]
    assert left == right
    for conflict in one.conflicts:
        said = "\n".join(texts_in(left[conflict.id].to_mapping()))
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
    undone = undone_by_decisions(result)
    for key in {*before, *sides[0], *sides[1]}:
        own, other = (side.get(key) for side in sides)
        old = before.get(key)
        if old and (not own or not other):
            changed = (own or old) != old or (other or old) != old
            assert (key in found) is changed
            assert not changed or found[key] == (own or other)
            continue
        maps: list[dict[str, Any]] = [each.to_mapping() if each else {} for each in (old, own, other, found[key])]
        everything = "\n".join(texts_in(maps[3]))
        for name in {*maps[0], *maps[1], *maps[2]} - {"proposed"}:
            was, mine, yours, now = (each.get(name) for each in maps)
            if name == "written_by":
                check_writers([was, mine, yours, now], maps[1:3], undone=key in undone)
            elif key in undone:  # an approval that does not count: its text waits again
                wrote = [each for each in (mine, yours) if each != was and name not in SET_BY_APPROVAL]
                assert all(text in everything for each in wrote for text in texts_in(each or ""))
            elif name == "note" and key in touched:
                wrote = [each for each in (mine, yours) if each != was] or [was]
                assert any(str(now).startswith(str(each or "")) for each in wrote)
            elif not own or not other:
                assert now == (yours if not own else mine)
            elif (key, name) not in clashing:
                check_value(was, mine, yours, now)
    assert not (remarks(ours) | remarks(theirs)) - remarks(result.text)


def undone_by_decisions(result: Merged) -> set[str]:
    """The entries that one side approved or submitted and the other rejected or retired."""
    return {each.id for each in result.conflicts if each.kept.startswith(("the rejection stays", "it is retired"))}


def check_writers(values: list[Any], sides: list[dict[str, Any]], *, undone: bool) -> None:
    """Nobody but the author of a proposal that was united is named beside those whom the sides name."""
    authors = {each.get("proposed", {}).get("by") for each in sides}
    names = [[str(name) for name in each or []] for each in values]
    was, mine, yours, now = names
    if undone:
        assert {*now} <= {*was, *mine, *yours} | authors
    else:
        extra = {*now} - {*was, *mine, *yours}
        assert extra <= authors
        check_value(was, mine, yours, [name for name in now if name in {*was, *mine, *yours}])


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


def check_decisions(base: str, ours: str, theirs: str, suffix: str) -> None:
    """What one side rejected or retired is not in use, whatever the other decided."""
    result = merge(base, ours, theirs, suffix)
    before, own, other, found = (read(text, suffix) for text in (base, ours, theirs, result.text))
    told = {conflict.id for conflict in result.conflicts}
    for key in {*before, *found} & {*own} & {*other} & {*before}:
        old, now = before[key], found[key]
        for one, two in ((own[key], other[key]), (other[key], own[key])):
            if one.status is Status.RETIRED and two.status is Status.APPROVED and old.status is not Status.RETIRED:
                assert now.status is Status.RETIRED
                assert key in told or (two.approved_by, two.reviewed) == (old.approved_by, old.reviewed)
            if old.status is Status.IN_REVIEW and one.status is Status.DRAFT and one.reason:
                assert now.status in {Status.DRAFT, two.status if two.status is Status.RETIRED else Status.DRAFT}
                assert two.status is not Status.APPROVED or key in told
            waiting = old.proposed.changes.get("answer") if old.proposed else None
            if one.proposed is None and one.answer == old.answer != waiting == two.answer and two.proposed is None:
                assert now.answer != waiting or now.status is Status.RETIRED
                assert now.proposed or now.status is not Status.APPROVED
                assert key in told


LAWS = [check_decisions, check_symmetry, check_nothing_lost, check_identities, check_untouched_lines]


@pytest.mark.parametrize("law", LAWS)
@given(drawn=versions())
@settings(deadline=None, max_examples=60)
def test_sequences_of_edits(law: Callable[..., None], drawn: tuple[str, str, str, str]) -> None:
    law(*drawn)


@st.composite
def renamings(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A base, and two sides that also rename entries."""
    name = draw(st.sampled_from(sorted(PLAIN)))
    suffix = name[name.index(".") :]
    sides = []
    for side in ("ours", "theirs"):
        text = PLAIN[name]
        for _ in range(draw(st.integers(1, 3))):
            text = draw(one_step(text, suffix, side, RENAMING))
        sides.append(text)
    return PLAIN[name], sides[0], sides[1], suffix


@pytest.mark.parametrize("law", [check_symmetry, check_identities])
@given(drawn=renamings())
@settings(deadline=None, max_examples=100)
def test_entries_that_are_renamed(law: Callable[..., None], drawn: tuple[str, str, str, str]) -> None:
    law(*drawn)


@st.composite
def lives(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A base with entries that wait for a decision, and what two sides decided."""
    base = PLAIN["life.yaml"]
    sides = []
    for side in ("ours", "theirs"):
        text = base
        for _ in range(draw(st.integers(1, 4))):
            text = draw(one_step(text, ".yaml", side, LIFE))
        sides.append(text)
    return base, sides[0], sides[1], ".yaml"


@pytest.mark.parametrize("law", [check_decisions, check_symmetry, check_nothing_lost, check_identities])
@given(drawn=lives())
@settings(deadline=None, max_examples=60)
def test_decisions_of_two_sides(law: Callable[..., None], drawn: tuple[str, str, str, str]) -> None:
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
