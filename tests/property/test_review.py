"""Laws of review: what is decided is what becomes of an entry, and nothing else of it changes."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cheatsheet.entry import Entry, Proposal
from cheatsheet.errors import UsageError
from cheatsheet.lint.library_rules import self_approved
from cheatsheet.proposal import SET_BY_APPROVAL, own_mapping, propose, proposed_entry
from cheatsheet.review import approve, difference, later, queue, reject, retire, submit, waits
from cheatsheet.status import Status
from tests.lint.known import about, facts_of
from tests.property.test_reading import entries, read_back, some_text, written

TODAY = date(2026, 11, 23)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
people = st.none() | st.sampled_from(["dana", "Sam", "Kim Lee", "zoë"]) | some_text
approved = entries.map(lambda entry: replace(entry, status=Status.APPROVED, proposed=None))
near = st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26))
waiting = st.none() | st.builds(Proposal, changes=st.just({"answer": "New."}), by=people, on=near)
decided = st.builds(replace, entries, review_by=near, proposed=waiting, owner=people)
waiting_or_not = st.builds(
    Entry,
    id=st.just("late"),
    complaint=st.just("It is late"),
    answer=st.just("It comes tomorrow."),
    status=st.sampled_from(Status),
    review_by=near,
    proposed=waiting,
    owner=people,
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Entry, Entry]:
    """An approved entry, and the same with any of its keys from another one."""
    before, other = draw(approved), draw(entries)
    names = [key for key in own_names(Entry) if key not in {*SET_BY_APPROVAL, "proposed", "extra", "source"}]
    chosen = draw(st.sets(st.sampled_from(names), min_size=1, max_size=5))
    after = replace(before, **{key: getattr(other, key) for key in chosen})
    assume(after != before)
    return before, after


def own_names(kind: type[Entry]) -> list[str]:
    return [item.name for item in fields(kind)]


def unlike(before: Entry, after: Entry) -> set[str]:
    """The keys in which two entries differ."""
    return {name for name in own_names(Entry) if getattr(before, name) != getattr(after, name)}


@given(edit=edits(), day=days)
def test_an_approval_gives_what_was_proposed_and_its_own_keys(edit: tuple[Entry, Entry], day: date) -> None:
    before, after = edit
    proposed = propose(before, after, "lee", day)
    assert unlike(before, proposed) == {"proposed"}
    assert proposed_entry(proposed) == after
    assert approve(proposed, "sam", day, 6, True) == replace(
        after, approved_by="sam", reviewed=day, review_by=later(day, 6), reason=None
    )


@given(edit=edits(), day=days)
def test_a_proposal_is_the_same_after_it_stood_in_a_file(edit: tuple[Entry, Entry], day: date) -> None:
    before, after = edit
    proposed = propose(before, after, "lee", day)
    (found,) = read_back("sheet.yaml", written(proposed).encode())
    assert found == proposed
    assert proposed_entry(found) == after


@given(edit=edits(), third=entries, day=days)
def test_amending_a_proposal_from_itself_gives_what_was_wanted_last(
    edit: tuple[Entry, Entry], third: Entry, day: date
) -> None:
    before, after = edit
    last = replace(after, answer=third.answer, tags=third.tags, note=before.note)
    assume(last not in (before, after))
    proposed = propose(propose(before, after, "lee", day), last, "lee", day)
    assert proposed_entry(proposed) == last


@given(edit=edits(), subject=some_text, day=days)
def test_amending_a_proposal_from_the_approved_text_loses_nothing_of_it(
    edit: tuple[Entry, Entry], subject: str, day: date
) -> None:
    before, after = edit
    proposed = propose(before, after, "lee", day)
    assume(subject not in (before.subject, after.subject))
    amended = propose(proposed, replace(proposed, subject=subject), "lee", day)
    assert proposed_entry(amended) == replace(after, subject=subject)


@given(entry=decided, reason=some_text)
def test_a_rejection_keeps_every_other_key(entry: Entry, reason: str) -> None:
    assume(waits(replace(entry, review_by=None), TODAY))
    rejected = reject(entry, reason, TODAY)
    assert unlike(entry, rejected) <= {"status", "proposed", "reason", "waiting_since"}
    assert rejected.reason == reason
    assert rejected.status is (Status.APPROVED if entry.status is Status.APPROVED else Status.DRAFT)


STEPS: dict[str, tuple[Callable[[Entry], Entry], set[str]]] = {
    "submit": (lambda entry: submit(entry, "lee", TODAY), {"status", "reason", "owner", "waiting_since"}),
    "propose": (
        lambda entry: propose(entry, replace(entry, answer="Newer."), "lee", TODAY),
        {"proposed", "written_by"},
    ),
    "approve": (lambda entry: approve(entry, "x", TODAY, 6, True), {*SET_BY_APPROVAL, "proposed", "answer"}),
    "reject": (
        lambda entry: reject(entry, "no", TODAY),
        {"status", "reason", "proposed", "written_by", "waiting_since"},
    ),
    "retire": (lambda entry: retire(entry, "old"), {"status", "reason", "waiting_since"}),
}


@given(entry=decided, steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
def test_no_step_changes_what_is_not_its_own(entry: Entry, steps: list[str]) -> None:
    for name in steps:
        step, own = STEPS[name]
        try:
            after = step(entry)
        except UsageError as refusal:
            assert refusal.message
            assert refusal.hint
            continue
        if entry.proposed is None or name != "approve":
            own = own - {"answer"}
        assert unlike(entry, after) <= own
        assert after.source is entry.source
        entry = after


spellings = st.sampled_from([str, str.upper, str.lower, str.title, lambda name: f" {name}\t", lambda n: f"\n{n} "])


@given(
    entry=entries,
    name=st.text("abzé ", min_size=1).map(str.strip).filter(bool),
    spelt=spellings,
    owns=st.booleans(),
    status=st.sampled_from([Status.DRAFT, Status.IN_REVIEW, Status.APPROVED]),
)
def test_no_spelling_lets_anyone_approve_their_own_text(
    entry: Entry, name: str, spelt: Callable[[str], str], owns: bool, status: Status
) -> None:
    proposal = Proposal(changes={"answer": "New."}, by=None if owns else name)
    own = replace(entry, status=status, owner=name if owns else None, proposed=proposal)
    with pytest.raises(UsageError, match="cannot approve it"):
        approve(own, spelt(name), TODAY, 6, False)


@given(entry=decided, by=st.sampled_from(["dana", "SAM", "kim  lee", "Zoë", "x"]))
def test_lint_finds_nobody_who_approved_their_own_text(entry: Entry, by: str) -> None:
    try:
        after = approve(entry, by, TODAY, 6, False)
    except UsageError:
        return
    assert list(self_approved([facts_of(after)], about())) == []


@given(library=st.lists(waiting_or_not, max_size=8), data=st.data())
def test_the_queue_is_what_waits_in_order(library: list[Entry], data: st.DataObject) -> None:
    numbered = [replace(entry, id=f"n{number}") for number, entry in enumerate(library)]
    order = data.draw(st.permutations(numbered))
    found = queue(order, TODAY)
    assert [each.since is not None for each in found] == sorted(each.since is not None for each in found)
    dates = [each.since for each in found if each.since]
    assert dates == sorted(dates)
    for since in {each.since for each in found}:
        tied = [each.entry.id for each in found if each.since == since]
        assert tied == [entry.id for entry in order if entry.id in set(tied)]
    assert {each.entry.id for each in found} == {each.entry.id for each in queue(numbered, TODAY)}


@given(library=st.lists(waiting_or_not, max_size=8))
def test_nothing_waits_once_all_is_approved(library: list[Entry]) -> None:
    decisions = [approve(each.entry, "x", TODAY, 6, True) for each in queue(library, TODAY)]
    assert queue(decisions, TODAY) == []


@given(entry=entries)
def test_a_draft_is_shown_as_it_would_be_written(entry: Entry) -> None:
    draft = replace(entry, status=Status.DRAFT, proposed=None)
    shown = difference(draft, draft).split("\n")
    assert all(line.startswith("+") for line in shown)
    indented = "".join(f"{'  ' if number else '- '}{line[1:]}\n" for number, line in enumerate(shown))
    assume("<<<<<<<" not in indented and ">>>>>>>" not in indented and "=======" not in indented)
    assert read_back("sheet.yaml", indented.encode()) == [draft]


@given(edit=edits())
def test_a_difference_is_shown_where_there_is_one(edit: tuple[Entry, Entry]) -> None:
    before, after = edit
    shown = difference(before, after).split("\n")
    assert any(line.startswith(("+", "-")) for line in shown)
    assert all(line.startswith(("+", "-", " ", "@@ ")) for line in shown)
    assert difference(after, after) == ""


@given(day=days, months=st.integers(1, 1200))
def test_months_later_is_that_month_and_never_past_its_end(day: date, months: int) -> None:
    due = later(day, months)
    assert (due.year - day.year) * 12 + due.month - day.month == months
    assert due.day <= day.day
    assert due.day == day.day or (date.fromordinal(due.toordinal() + 1)).day == 1


@given(entry=entries)
def test_the_keys_of_an_entry_are_compared_without_what_is_proposed(entry: Entry) -> None:
    assert own_mapping(entry) == {key: value for key, value in entry.to_mapping().items() if key != "proposed"}
