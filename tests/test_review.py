"""The life of an entry: who may do what to it in which state, what waits, and what a lead is shown of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import Entry, Proposal, Source, Wording
from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.files import read_entries
from cheatsheet.lint.library_rules import self_approved
from cheatsheet.nodes import Place
from cheatsheet.proposal import check_free, credited, propose, proposed_entry, waiting_from
from cheatsheet.review import approve, difference, later, queue, reject, retire, submit
from cheatsheet.status import Status
from tests.conftest import make_entry
from tests.lint.known import about, facts_of

TODAY = date(2026, 11, 23)
EARLIER = date(2026, 11, 2)
WAITS = {"answer": "It comes today.", "by": "lee", "on": "2026-11-02"}


def approved(entry: Entry, by: str | None = "sam", *, self_approval: bool = False) -> Entry:
    return approve(entry, by, TODAY, 6, self_approval)


def through_a_file(entry: Entry) -> Entry:
    """The entry as it is read again from YAML."""
    faults: list[Fault] = []
    text = dump([entry.to_mapping()])
    (found,) = read_entries(text, ".yaml", "sheet.yaml", faults, [], default_status=Status.DRAFT)
    assert faults == []
    return found


def refused(call: Callable[[], object]) -> tuple[str, str]:
    """What a refusal says, and what it says to do."""
    with pytest.raises(UsageError) as raised:
        call()
    return raised.value.message, raised.value.hint


# submit


def test_a_draft_is_submitted() -> None:
    draft = make_entry(status="draft", owner="dana")
    assert submit(draft, "lee", TODAY) == replace(draft, status=Status.IN_REVIEW)


def test_who_submits_does_not_lose_their_place_in_the_queue() -> None:
    assert submit(make_entry(status="draft", waiting_since="2026-11-02"), "lee", TODAY).waiting_since == EARLIER


def test_a_rejected_draft_that_is_submitted_again_drops_the_reason() -> None:
    assert submit(make_entry(status="draft", owner="dana", reason="too long"), "dana", TODAY).reason is None


@pytest.mark.parametrize(("by", "owner"), [(" lee ", "lee"), ("", None), (None, None)])
def test_a_draft_without_an_owner_is_of_the_one_who_submits_it(by: str | None, owner: str | None) -> None:
    assert submit(make_entry(status="draft"), by, TODAY).owner == owner


@pytest.mark.parametrize(
    ("status", "said", "hint"),
    [
        ("in_review", "late is in review: only a draft is submitted", "review approve late"),
        ("approved", "late is approved: only a draft is submitted", "cheatsheet edit late"),
        ("retired", "late is retired", "cheatsheet edit late --status draft"),
    ],
)
def test_only_a_draft_is_submitted(status: str, said: str, hint: str) -> None:
    message, what_to_do = refused(lambda: submit(make_entry(status=status), "lee", TODAY))
    assert message == said
    assert hint in what_to_do


# propose


def test_a_proposal_has_only_the_keys_that_differ() -> None:
    entry = make_entry(tags=["shipping"], owner="dana")
    changed = replace(entry, answer="It comes today.", tags=("shipping", "late"), bucket=2)
    proposed = propose(entry, changed, " lee ", EARLIER)
    assert proposed.proposed == Proposal(
        changes={"answer": "It comes today.", "tags": ["shipping", "late"], "bucket": 2}, by="lee", on=EARLIER
    )
    assert replace(proposed, proposed=None) == entry


def test_agents_keep_the_approved_text_while_a_change_waits() -> None:
    entry = make_entry()
    assert propose(entry, replace(entry, answer="New."), "lee", EARLIER).answer == entry.answer


def test_what_is_taken_away_is_proposed_as_nothing_and_goes_with_the_approval() -> None:
    entry = make_entry(subject="Your order", tags=["a"], channels={"sms": "soon"}, bucket=2)
    changed = make_entry()
    proposed = propose(entry, changed, "lee", EARLIER)
    assert proposed.proposed is not None
    assert proposed.proposed.changes == {"subject": None, "channels": None, "tags": None, "bucket": None}
    assert through_a_file(proposed) == proposed
    assert proposed_entry(through_a_file(proposed)) == changed


def test_nested_values_come_back_from_a_file_as_they_were_meant() -> None:
    entry = make_entry()
    changed = make_entry(
        languages={"de": {"answer": "Tut mir leid.", "channels": {"sms": "bald"}}},
        fields={"since": {"type": "date", "default": "2026-11-22"}},
        lint=[{"ignore": "phrase/flat-no", "until": "2027-01-31"}],
        bucket="3",
        phrases=["007", "no"],
    )
    proposed = propose(entry, changed, "lee", EARLIER)
    assert through_a_file(proposed) == proposed
    assert proposed_entry(through_a_file(proposed)) == changed


def test_a_proposal_without_a_name_is_possible() -> None:
    entry = make_entry()
    proposed = propose(entry, replace(entry, answer="New."), None, EARLIER).proposed
    assert proposed == Proposal(changes={"answer": "New."}, on=EARLIER)


def test_ones_own_proposal_is_amended() -> None:
    entry = make_entry(proposed=WAITS)
    amended = propose(entry, replace(entry, subject="Soon"), "LEE ", TODAY)
    changes = {"answer": "It comes today.", "subject": "Soon"}
    assert amended.proposed == Proposal(changes=changes, by="LEE", on=EARLIER)


def test_a_key_that_is_proposed_again_is_proposed_as_it_was_last() -> None:
    entry = make_entry(proposed=WAITS)
    amended = propose(entry, replace(entry, answer="It comes tonight."), "lee", TODAY)
    assert amended.proposed == Proposal(changes={"answer": "It comes tonight."}, by="lee", on=EARLIER)


def test_what_was_made_from_the_proposal_can_take_a_part_of_it_back() -> None:
    entry = make_entry(proposed={**WAITS, "subject": "Soon", "tags": ["a"]})
    wanted = replace(proposed_entry(entry), answer=entry.answer, tags=("a", "b"))
    amended = propose(entry, wanted, "lee", TODAY)
    assert amended.proposed == Proposal(changes={"subject": "Soon", "tags": ["a", "b"]}, by="lee", on=EARLIER)


@pytest.mark.parametrize(
    ("waits", "by", "who"),
    [
        (WAITS, "kim", "lee proposed it on 2026-11-02"),
        (WAITS, None, "lee proposed it on 2026-11-02"),
        ({"answer": "New.", "by": "lee"}, "kim", "lee proposed it"),
        ({"answer": "New."}, "kim", "somebody without a name proposed it"),
    ],
)
def test_anothers_proposal_is_decided_first(waits: dict[str, str], by: str | None, who: str) -> None:
    entry = make_entry(proposed=waits)
    message, hint = refused(lambda: check_free(entry, by))
    assert message == f"a change of late waits already: {who}"
    assert hint.startswith("approve or reject it first: cheatsheet review approve late")


def test_who_changes_anothers_proposal_makes_it_their_own() -> None:
    entry = make_entry(proposed=WAITS)
    after = propose(entry, replace(entry, subject="Soon"), "kim", TODAY)
    assert after.written_by == ("lee",)
    assert after.proposed == Proposal(
        changes={**(entry.proposed.changes if entry.proposed else {}), "subject": "Soon"}, by="kim", on=TODAY
    )


@pytest.mark.parametrize(
    ("before", "after", "by", "owner", "writers"),
    [
        (None, {}, "kim", "kim", ()),
        (None, {"owner": "lee"}, "kim", "lee", ("kim",)),
        (None, {}, None, None, ()),
        ({"owner": "lee"}, {"owner": "lee", "answer": "New."}, "kim", "lee", ("kim",)),
        ({"owner": "lee"}, {"owner": "lee", "answer": "New."}, " LEE ", "lee", ()),
        ({"owner": "lee"}, {"owner": "lee", "answer": "New."}, None, "lee", ()),
        ({"owner": "lee"}, {"owner": "lee", "note": "look", "status": "in_review"}, "kim", "lee", ()),
        ({"owner": "lee"}, {"owner": "kim"}, "lee", "kim", ("lee",)),
        ({"owner": "lee"}, {}, "lee", None, ("lee",)),
        ({"owner": "lee", "written_by": ["kim"]}, {"owner": "lee"}, "lee", "lee", ("kim",)),
        ({"owner": "lee", "written_by": ["kim"]}, {"owner": "lee", "answer": "New."}, "Kim", "lee", ("Kim",)),
        ({}, {"status": "approved", "answer": "New."}, "kim", None, ()),
    ],
)  # fmt: skip
def test_everyone_who_wrote_a_draft_is_known(
    before: dict[str, object] | None, after: dict[str, object], by: str | None, owner: str, writers: tuple[str, ...]
) -> None:
    old = None if before is None else make_entry(**{"status": "draft", **before})
    new = credited(old, make_entry(**{"status": "draft", **after}), by)
    assert (new.owner, new.written_by) == (owner, writers)


def test_nobody_approves_what_they_wrote_into_anothers_draft() -> None:
    entry = make_entry(status="draft", owner="lee", written_by=["kim"])
    message, _ = refused(lambda: approve(entry, "Kim", TODAY, 6, False))
    assert message == "Kim is the writer of late, and cannot approve it"
    assert approve(entry, "sam", TODAY, 6, False).written_by == ()


def test_the_proposer_and_anyone_without_a_proposal_in_the_way_may_propose() -> None:
    check_free(make_entry(), None)
    check_free(make_entry(proposed=WAITS), "Lee")


@pytest.mark.parametrize(
    ("waits", "changed", "said"),
    [
        (None, {}, "nothing to propose: this is how late is approved already"),
        (WAITS, {"proposed": WAITS}, "nothing to propose: this is how late is proposed already"),
        (WAITS, {"answer": "It comes today."}, "nothing to propose: this is how late is proposed already"),
        (WAITS, {}, "late would stay as it is approved"),
    ],
)
def test_what_changes_nothing_is_no_proposal(waits: object, changed: dict[str, object], said: str) -> None:
    entry = make_entry(**({"proposed": waits} if waits else {}))
    assert refused(lambda: propose(entry, make_entry(**changed), "lee", TODAY))[0] == said


@pytest.mark.parametrize(
    ("status", "said"),
    [("draft", "late is a draft"), ("in_review", "late is in review"), ("retired", "late is retired")],
)
def test_a_change_is_proposed_of_approved_text_alone(status: str, said: str) -> None:
    entry = make_entry(status=status)
    assert refused(lambda: propose(entry, replace(entry, answer="New."), "lee", TODAY))[0].startswith(said)


@pytest.mark.parametrize(
    "change",
    [{"status": "retired"}, {"approved_by": "lee"}, {"reviewed": "2026-11-02"}, {"review_by": "2027-11-02"}],
)
def test_what_an_approval_sets_cannot_be_proposed(change: dict[str, str]) -> None:
    (key,) = change
    message, _ = refused(lambda: propose(make_entry(), make_entry(**change), "lee", TODAY))
    assert message == f"a change of late cannot have a proposed `{key}`"
    by_hand = make_entry(proposed=change)
    assert refused(lambda: approved(by_hand))[0] == message


# proposed_entry


def test_without_a_proposal_an_entry_is_what_it_is() -> None:
    entry = make_entry()
    assert proposed_entry(entry) is entry


def test_a_proposal_leaves_place_and_unknown_columns() -> None:
    entry = replace(make_entry(proposed=WAITS), extra={"Team": "north"})
    after = proposed_entry(entry)
    assert (after.extra, after.source) == (entry.extra, entry.source)


def test_proposed_values_are_typed() -> None:
    languages = {"de": {"answer": "bald"}}
    after = proposed_entry(make_entry(proposed={"bucket": "2", "tags": "a", "languages": languages}))
    assert (after.bucket, after.tags, after.languages) == (2, ("a",), {"de": Wording(answer="bald")})


def test_a_proposal_that_cannot_be_read_is_a_fault_of_its_file() -> None:
    source = Source(file="sheet.yaml", line=7, places={"proposed": Place(9, 13)})
    entry = replace(make_entry(), proposed=Proposal(changes={"complaint": None}), source=source)
    with pytest.raises(Invalid) as raised:
        proposed_entry(entry)
    assert [str(fault) for fault in raised.value.faults] == ["sheet.yaml:9:13: `proposed.complaint` is empty"]


# approve


@pytest.mark.parametrize(
    "before",
    [
        {"status": "draft"},
        {"status": "in_review", "owner": "dana"},
        {"reviewed": "2026-05-01", "review_by": "2026-11-01", "approved_by": "kim"},
        {"reviewed": "2026-11-22", "review_by": "2027-05-22", "approved_by": "sam"},
        {},
    ],
)
def test_an_approval_is_signed_and_says_when_it_is_due_again(before: dict[str, object]) -> None:
    entry = make_entry(**before)
    assert approved(entry, " sam ") == replace(
        entry, status=Status.APPROVED, approved_by="sam", reviewed=TODAY, review_by=date(2027, 5, 23)
    )


def test_an_approval_moves_the_proposal_in() -> None:
    after = approved(make_entry(proposed={**WAITS, "subject": None}, subject="Soon", reason="too long"))
    assert (after.answer, after.subject, after.proposed, after.reason) == ("It comes today.", None, None, None)


@pytest.mark.parametrize("by", ["", "  ", None])
def test_an_approval_has_a_name(by: str | None) -> None:
    assert refused(lambda: approved(make_entry(), by)) == (
        "an approval has a name",
        "say who approves: --by NAME, or `name` under [agent]",
    )


@pytest.mark.parametrize(
    ("before", "by", "who"),
    [
        ({"owner": "sam", "status": "draft"}, "sam", "owner"),
        ({"owner": "Sam  Lee", "status": "in_review"}, " SAM lee", "owner"),
        ({"owner": "sam"}, "sam", "owner"),
        ({"proposed": WAITS}, "Lee ", "proposer"),
        ({"owner": "dana", "proposed": WAITS}, "Dana", "owner"),
        ({"owner": "lee", "proposed": WAITS}, "lee", "owner and proposer"),
        ({"owner": "dana", "proposed": {"owner": "sam", "by": "lee"}}, "sam", "owner"),
        ({"owner": "dana", "proposed": {"owner": "sam", "by": "lee"}}, "dana", "owner"),
    ],
)
def test_nobody_approves_their_own_text(before: dict[str, object], by: str, who: str) -> None:
    entry = make_entry(**before)
    message, hint = refused(lambda: approved(entry, by))
    assert message == f"{by.strip()} is the {who} of late, and cannot approve it"
    assert "`review.self_approval = true`" in hint
    assert approved(entry, by, self_approval=True).approved_by == by.strip()


def test_lint_has_nothing_against_an_approval() -> None:
    entry = make_entry(owner="dana", proposed=WAITS)
    assert list(self_approved([facts_of(approved(entry))], about())) == []
    own = approved(entry, "dana", self_approval=True)
    assert len(list(self_approved([facts_of(own)], about()))) == 1


def test_a_retired_entry_is_brought_back_first() -> None:
    entry = make_entry(status="retired", reason="sold out", proposed=WAITS)
    for call in (lambda: approved(entry), lambda: reject(entry, "no", TODAY)):
        assert refused(call) == ("late is retired", "bring it back first: cheatsheet edit late --status draft")


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 11, 23), 6, date(2027, 5, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, due: date) -> None:
    assert later(day, months) == due


@pytest.mark.parametrize("months", [0, -6, 10**30])
def test_a_review_is_due_some_time_later(months: int) -> None:
    message, hint = refused(lambda: approve(make_entry(), "sam", TODAY, months, False))
    assert message == f"review.months is {months}"
    assert hint == "set it to a number from 1 to 1200"


# reject


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_what_is_rejected_is_a_draft_with_the_reason(status: str) -> None:
    entry = make_entry(status=status, owner="dana")
    assert reject(entry, " too long ", TODAY) == replace(entry, status=Status.DRAFT, reason="too long")


def test_a_rejected_proposal_leaves_its_reason_with_the_approved_entry() -> None:
    entry = make_entry(proposed=WAITS, approved_by="sam")
    assert reject(entry, "not true", TODAY) == replace(entry, proposed=None, reason="not true")


@pytest.mark.parametrize("reason", ["", " \n", None])
def test_a_rejection_needs_a_reason(reason: str | None) -> None:
    message, hint = refused(lambda: reject(make_entry(status="in_review"), reason, TODAY))
    assert (message, hint) == ("an entry is rejected with a reason", 'say why: --reason "…"')


def test_where_nothing_waits_nothing_is_rejected() -> None:
    message, _ = refused(lambda: reject(make_entry(review_by="2026-01-01"), "old", TODAY))
    assert message == "nothing of late waits: it is approved, and no change is proposed"


# retire


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_an_entry_is_retired_with_its_reason(status: str) -> None:
    entry = make_entry(status=status, owner="dana", reason="too long")
    assert retire(entry, " sold out ") == replace(entry, status=Status.RETIRED, reason="sold out")


def test_an_entry_is_retired_once() -> None:
    entry = make_entry(status="retired", reason="sold out")
    assert refused(lambda: retire(entry, "old"))[0] == "late is retired already"


def test_nothing_that_waits_is_lost_with_an_entry_that_is_retired() -> None:
    message, hint = refused(lambda: retire(make_entry(proposed=WAITS), "sold out"))
    assert message == "a change of late waits for a decision"
    assert hint.startswith("approve or reject it first")


@pytest.mark.parametrize("reason", ["", " ", None])
def test_an_entry_is_not_retired_without_a_reason(reason: str | None) -> None:
    assert refused(lambda: retire(make_entry(), reason))[0] == "an entry is retired with a reason"


# queue


def test_the_queue_is_what_waits_the_oldest_first_and_before_it_what_has_no_date() -> None:
    entries = [
        make_entry(id="due-today", review_by="2026-11-23", owner="dana"),
        make_entry(id="proposed", proposed=WAITS, owner="dana"),
        make_entry(id="both", proposed={"answer": "x", "by": "kim", "on": "2026-11-22"}, review_by="2026-01-01"),
        make_entry(id="draft", status="draft", owner="ana"),
        make_entry(id="due-later", review_by="2026-11-24"),
        make_entry(id="fine"),
        make_entry(id="long-due", review_by="2026-01-01"),
        make_entry(id="retired", status="retired", review_by="2026-01-01", proposed=WAITS),
        make_entry(id="unsigned", proposed={"answer": "x"}, owner="dana"),
        make_entry(id="in-review", status="in_review", review_by="2026-01-01"),
    ]
    found = [(waiting.entry.id, waiting.kind, str(waiting.since), waiting.by) for waiting in queue(entries, TODAY)]
    assert found == [
        ("draft", "draft", "None", "ana"),
        ("unsigned", "proposed", "None", None),
        ("in-review", "in_review", "None", None),
        ("long-due", "due", "2026-01-01", None),
        ("proposed", "proposed", "2026-11-02", "lee"),
        ("both", "proposed", "2026-11-22", "kim"),
        ("due-today", "due", "2026-11-23", "dana"),
    ]


def test_a_draft_waits_from_the_day_that_it_has() -> None:
    entries = [
        make_entry(id="young", status="draft", waiting_since="2026-11-20"),
        make_entry(id="proposed", proposed=WAITS),
        make_entry(id="old", status="in_review", waiting_since="2026-10-30"),
        make_entry(id="rejected", status="draft", reason="too long", waiting_since="2026-01-01"),
    ]
    assert [waiting.entry.id for waiting in queue(entries, TODAY)] == ["old", "proposed", "young", "rejected"]


@pytest.mark.parametrize(
    ("before", "after", "since"),
    [
        pytest.param(None, {"status": "draft"}, TODAY, id="a new draft"),
        pytest.param(None, {"status": "in_review"}, TODAY, id="new, and submitted"),
        pytest.param(None, {"status": "draft", "waiting_since": "2026-11-02"}, EARLIER, id="one with its day"),
        pytest.param(None, {}, None, id="new, and approved"),
        pytest.param({"status": "draft"}, {"status": "draft", "answer": "New."}, None, id="one by hand, edited"),
        pytest.param(
            {"status": "draft", "waiting_since": "2026-11-02"},
            {"status": "draft", "answer": "New.", "waiting_since": "2026-11-02"},
            EARLIER,
            id="edited",
        ),
        pytest.param(
            {"status": "draft", "reason": "long", "waiting_since": "2026-11-02"},
            {"status": "draft", "answer": "New.", "waiting_since": "2026-11-02"},
            TODAY,
            id="rejected, and written anew",
        ),
        pytest.param({"status": "retired"}, {"status": "draft"}, TODAY, id="brought back"),
        pytest.param(
            {"status": "draft", "waiting_since": "2026-11-02"}, {"status": "draft"}, EARLIER, id="its day taken out"
        ),
        pytest.param({}, {"waiting_since": "2026-11-02"}, None, id="approved"),
    ],
)
def test_an_entry_waits_since_it_is_a_draft_or_in_review(
    before: dict[str, object] | None, after: dict[str, object], since: date | None
) -> None:
    old = make_entry(**before) if before is not None else None
    assert waiting_from(old, make_entry(**after), TODAY).waiting_since == since


def test_what_is_decided_waits_no_longer() -> None:
    waiting = make_entry(status="in_review", waiting_since="2026-11-02")
    assert approved(waiting).waiting_since is None
    assert retire(waiting, "sold out").waiting_since is None


def test_what_waits_as_long_stays_in_the_order_of_the_library() -> None:
    entries = [make_entry(id=name, proposed=WAITS) for name in ("c", "a", "b")]
    assert [waiting.entry.id for waiting in queue(entries, TODAY)] == ["c", "a", "b"]


def test_nothing_waits_after_all_is_decided() -> None:
    entries = [make_entry(status="draft"), make_entry(proposed=WAITS), make_entry(review_by="2026-11-01")]
    assert queue([approved(entry) for entry in entries], TODAY) == []


# difference


def test_a_difference_has_the_keys_that_differ_line_by_line() -> None:
    lines = [f"line {number}" for number in range(1, 21)]
    before = make_entry(answer="\n".join(lines), subject="Old", tags=["a", "b"], note="stays")
    after = replace(before, answer="\n".join([*lines[:9], "new", *lines[10:]]), subject=None, tags=("a", "c"))
    assert difference(before, after).split("\n") == [
        "@@ answer @@",
        "   line 7",
        "   line 8",
        "   line 9",
        "-  line 10",
        "+  new",
        "   line 11",
        "   line 12",
        "   line 13",
        "-subject: Old",
        " tags:",
        "   - a",
        "-  - b",
        "+  - c",
    ]


def test_every_stretch_of_a_long_text_is_under_its_key() -> None:
    lines = [f"line {number}" for number in range(1, 31)]
    before, after = make_entry(answer="\n".join(lines)), make_entry(answer="\n".join(["x", *lines[1:29], "y"]))
    shown = difference(before, after).split("\n")
    assert shown[:3] == [" answer: |", "-  line 1", "+  x"]
    assert shown[-6:] == ["@@ answer @@", "   line 27", "   line 28", "   line 29", "-  line 30", "+  y"]


def test_a_proposal_is_shown_as_what_it_would_change_not_as_itself() -> None:
    entry = make_entry(proposed=WAITS)
    assert difference(entry, proposed_entry(entry)) == "-answer: It comes tomorrow.\n+answer: It comes today."


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_a_draft_is_shown_whole(status: str) -> None:
    entry = make_entry(answer="Soon.\n\nTruly.", status=status)
    assert difference(entry, entry).split("\n") == [
        "+id: late",
        "+complaint: My parcel is late",
        "+answer: |",
        "+  Soon.",
        "+",
        "+  Truly.",
        f"+status: {status}",
    ]


def test_without_a_difference_nothing_is_shown() -> None:
    assert difference(make_entry(), make_entry()) == ""
