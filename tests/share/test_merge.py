"""Three versions of a file as two leads make them: what each of them meant is there, by the byte where it can be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cheatsheet import review
from cheatsheet.edits import splice
from cheatsheet.entry import Entry, Proposal
from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.files import read_entries
from cheatsheet.share.merge import Merged, merged
from cheatsheet.status import Status

YAML = """\
# Answers of the hat shop

# late parcels
- id: late
  complaint: My hat is late
  answer: |
    I look for it.
  tags: [parcel, post]   # two
  channels: {sms: "Soon."}

# refunds
- id: refund
  complaint: I want a refund
  answer: Of course.

- id: size
  complaint: It is too small
  answer: 'Send it back.'
# the end
"""
JSON = """[
  {"id": "late", "complaint": "My hat is late", "answer": "I look for it."},
  {"id": "refund", "complaint": "I want a refund", "answer": "Of course."}
]
"""
CSV = 'Complaint,Answer,Owner\r\nMy hat is late,"I look, now.",dana\r\nI want a refund,Of course.,\r\n'
NEW = "\n# {0}\n- id: {0}\n  complaint: {0}\n  answer: {1}\n"


def merge(base: str, ours: str, theirs: str, suffix: str = ".yaml") -> Merged:
    return merged(base, ours, theirs, suffix, default_status=Status.APPROVED, by="sam", on=date(2026, 11, 22))


def read(text: str, suffix: str = ".yaml") -> dict[str, Entry]:
    faults: list[Fault] = []
    found = read_entries(text, suffix, "sheet", faults, [], default_status=Status.APPROVED)
    assert faults == []
    return {entry.id: entry for entry in found}


def swapped(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


BOTH = {
    "different entries": (YAML, ("look for", "search"), ("Of course.", "Yes."), ".yaml"),
    "different fields": (YAML, ("look for it.", "search it."), ("[parcel, post]   # two", "[parcel]"), ".yaml"),
    "neighbouring lines": (YAML, ("I want a refund", "Money back"), ("Of course.", '"Yes."'), ".yaml"),
    "a comment and a field": (YAML, ("# refunds", "# refunds\n# ask dana"), ("Of course.", "Yes."), ".yaml"),
    "json": (JSON, ("look for", "search"), ('"Of course."', '"Yes."'), ".json"),
    "one row": (CSV, ('"I look, now."', "I search"), (",dana", ",kim"), ".csv"),
    "two rows": (CSV, ('"I look, now."', "I search"), ("Of course.,", '"Yes, yes.",kim'), ".csv"),
}


@pytest.mark.parametrize(("text", "one", "other", "suffix"), BOTH.values(), ids=BOTH)
def test_both_changes_are_there_and_every_other_byte(
    text: str, one: tuple[str, str], other: tuple[str, str], suffix: str
) -> None:
    ours, theirs = swapped(text, one), swapped(text, other)
    wanted = Merged(swapped(text, one, other))
    assert merge(text, ours, theirs, suffix) == wanted
    assert merge(text, theirs, ours, suffix) == wanted


def test_fields_on_one_line_of_json_are_merged() -> None:
    ours, theirs = swapped(JSON, ("look for", "search")), swapped(JSON, ("My hat is late", "No hat"))
    assert merge(JSON, ours, theirs, ".json").text == swapped(
        JSON, ("look for", "search"), ("My hat is late", "No hat")
    )


def test_the_same_field_keeps_both_texts() -> None:
    result = merge(YAML, swapped(YAML, ("Of course.", "Yes.")), swapped(YAML, ("Of course.", "No.")))
    entry = read(result.text)["refund"]
    assert entry.answer == "Yes."
    assert entry.proposed
    assert (entry.proposed.changes, entry.proposed.by, entry.proposed.on) == (
        {"answer": "No."}, "sam", date(2026, 11, 22),
    )  # fmt: skip
    [conflict] = result.conflicts
    assert (conflict.id, conflict.key) == ("refund", "answer")
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Of course.", "Yes.", "No.")
    assert conflict.kept == "ours is in the entry, theirs is proposed"


def test_where_a_change_waits_already_the_other_text_is_in_the_note() -> None:
    base = swapped(YAML, ("Of course.\n", "Of course.\n  proposed: {answer: Maybe., by: lee}\n  note: N\n"))
    result = merge(base, swapped(base, ("Of course.", "Yes.")), swapped(base, ("Of course.", "No.")))
    entry = read(result.text)["refund"]
    assert entry.proposed
    assert entry.proposed.changes == {"answer": "Maybe."}
    assert entry.note == "N\nsam has `answer`: No."
    assert result.conflicts[0].kept == "ours is in the entry, theirs is in its note"


def test_a_clash_in_a_sheet_is_kept_in_columns_of_it() -> None:
    ours, theirs = swapped(CSV, ("Of course.", "Yes.")), swapped(CSV, ("Of course.", "No."))
    result = merge(CSV, ours, theirs, ".csv")
    entry = read(result.text, ".csv")["i-want-a-refund"]
    assert entry.answer == "Yes."
    assert entry.proposed
    assert entry.proposed.changes == {"answer": "No."}


def test_what_a_sheet_cannot_propose_is_in_the_note() -> None:
    base = "Complaint,Answer,Subject\nA,One.,S\n"
    result = merge(base, base.replace(".,S", ".,T"), base.replace(".,S", ".,"), ".csv")
    entry = read(result.text, ".csv")["a"]
    assert (entry.subject, entry.proposed, entry.note) == ("T", None, "sam took `subject` out")
    assert result.conflicts[0].kept == "ours is in the entry, theirs is in its note"


@pytest.mark.parametrize("status", ["retired", "draft"])
def test_beside_an_entry_that_is_not_approved_nothing_is_proposed(status: str) -> None:
    base = swapped(YAML, ("Of course.\n", f"Of course.\n  status: {status}\n"))
    result = merge(base, swapped(base, ("Of course.", "Yes.")), swapped(base, ("Of course.", "No,\n    no.")))
    entry = read(result.text)["refund"]
    assert (entry.answer, entry.proposed, entry.note) == ("Yes.", None, "sam has `answer`: No, no.")


def test_a_change_that_one_side_decided_on_and_the_other_wrote_anew_still_waits() -> None:
    base = swapped(YAML, ("Of course.\n", "Of course.\n  proposed: {answer: Maybe., by: lee}\n"))
    decided = swapped(base, ("  proposed: {answer: Maybe., by: lee}\n", ""), ("Of course.", "Maybe."))
    anew = swapped(base, ("answer: Maybe.", "answer: Perhaps."))
    for ours, theirs in ((decided, anew), (anew, decided)):
        result = merge(base, ours, theirs)
        entry = read(result.text)["refund"]
        assert (entry.answer, entry.note) == ("Maybe.", None)
        assert entry.proposed
        assert entry.proposed.changes == {"answer": "Perhaps."}
        assert [conflict.key for conflict in result.conflicts] == ["proposed"]


def test_two_changes_of_two_people_wait_one_in_the_note() -> None:
    ours = swapped(YAML, ("Of course.\n", "Of course.\n  proposed: {answer: Yes., by: kim}\n"))
    theirs = swapped(YAML, ("Of course.\n", "Of course.\n  proposed: {answer: No., by: lee}\n"))
    entry = read(merge(YAML, ours, theirs).text)["refund"]
    assert entry.proposed
    assert (entry.proposed.changes, entry.proposed.by) == ({"answer": "Yes."}, "kim")
    assert entry.note
    assert "No." in entry.note
    assert "lee" in entry.note


def proposing(text: str, said: str) -> str:
    return swapped(text, ("Of course.\n", f"Of course.\n  proposed: {{{said}}}\n"))


ANN = "answer: Yes., by: ann, on: 2026-11-02"
UNITED = {
    "two keys": ("", ANN, "subject: S, by: bea, on: 2026-11-03", {"answer": "Yes.", "subject": "S"}, "ann", ("bea",)),
    "the answer's author": (
        "", "answer: Yes., by: zoe, on: 2026-11-02", "subject: S, by: bea, on: 2026-11-03",
        {"answer": "Yes.", "subject": "S"}, "zoe", ("bea",),
    ),
    "no answer": (
        "", "note: N, by: bea, on: 2026-11-03", "subject: S, by: ann", {"note": "N", "subject": "S"}, "ann", ("bea",)
    ),
    "one without a name": (
        "", "answer: Yes., on: 2026-11-03", "subject: S, by: bea", {"answer": "Yes.", "subject": "S"}, "bea", ()
    ),
    "one person": (
        "", ANN, "subject: S, by: Ann, on: 2026-11-03", {"answer": "Yes.", "subject": "S"}, "ann", ()
    ),
    "the same text": ("", ANN, "answer: Yes., by: bea, on: 2026-11-03", {"answer": "Yes."}, "ann", ("bea",)),
    "a key taken out": (
        "answer: A, note: N, by: lee, on: 2026-11-01", "answer: A, by: ann, on: 2026-11-02",
        "answer: A, note: N, subject: S, by: bea, on: 2026-11-03", {"answer": "A", "subject": "S"}, "ann", ("bea",),
    ),
    "channels": (
        "", "channels: {sms: S}, by: ann", "channels: {phone: P}, by: bea, on: 2026-11-03",
        {"channels": {"sms": "S", "phone": "P"}}, "ann", ("bea",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "one", "other", "changes", "by", "writers"), UNITED.values(), ids=UNITED)
def test_two_changes_of_different_keys_wait_as_one(
    before: str, one: str, other: str, changes: dict[str, object], by: str, writers: tuple[str, ...]
) -> None:
    base = proposing(YAML, before) if before else YAML
    ours, theirs = proposing(YAML, one), proposing(YAML, other)
    for first, second in ((ours, theirs), (theirs, ours)):
        result = merge(base, first, second)
        entry = read(result.text)["refund"]
        assert result.conflicts == ()
        assert entry.proposed == Proposal(changes=changes, by=by, on=date(2026, 11, 3))
        assert (entry.answer, entry.written_by, entry.note) == ("Of course.", writers, None)


def test_nobody_who_wrote_a_part_of_a_united_change_approves_it() -> None:
    result = merge(YAML, proposing(YAML, ANN), proposing(YAML, "subject: S, by: bea"))
    entry = read(result.text)["refund"]
    for name in ("ann", "bea"):
        with pytest.raises(UsageError):
            review.approve(entry, name, date(2026, 11, 22), 6, self_approval=False)
    assert review.approve(entry, "kim", date(2026, 11, 22), 6, self_approval=False).subject == "S"


def test_of_two_changes_only_the_key_that_differs_is_in_the_note() -> None:
    one, other = "answer: Yes., tags: [a], by: zoe", "answer: No., subject: S, by: bea"
    for mine, yours, kept in ((one, other, "ours is proposed, theirs is in its note"),
                              (other, one, "theirs is proposed, ours is in its note")):  # fmt: skip
        result = merge(YAML, proposing(YAML, mine), proposing(YAML, yours))
        entry = read(result.text)["refund"]
        assert entry.proposed == Proposal(changes={"answer": "Yes.", "tags": ["a"], "subject": "S"}, by="zoe")
        assert entry.written_by == ("bea",)
        assert entry.note == "bea has `proposed.answer`: No."
        [conflict] = result.conflicts
        assert (conflict.key, conflict.kept) == ("proposed.answer", kept)
        assert {conflict.ours, conflict.theirs} == {"Yes.", "No."}


def test_who_has_only_text_in_the_note_may_approve_the_other_one() -> None:
    result = merge(YAML, proposing(YAML, ANN), proposing(YAML, "answer: No., by: bea"))
    assert read(result.text)["refund"].written_by == ()


def test_proposed_fields_that_do_not_fit_together_are_a_conflict() -> None:
    one = "fields: {by: {type: choice, choices: [DHL], default: DHL}}"
    base = swapped(YAML, ("Of course.\n", "Of course.\n  fields: {by: {type: choice, choices: [DHL, UPS]}}\n"))
    ours = swapped(base, ("UPS]}}\n", f"UPS]}}}}\n  proposed: {{{one}, by: ann}}\n"))
    theirs = swapped(ours, ("[DHL], default: DHL", "[UPS]"), ("by: ann", "by: bea"))
    result = merge(base, ours, theirs)
    entry = read(result.text)["refund"]
    assert result.conflicts
    assert entry.proposed
    assert entry.proposed.by == "bea"
    assert entry.note
    assert "ann has `proposed`" in entry.note


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_changes_of_two_people_are_united_in_every_format(suffix: str) -> None:
    text = {".csv": CSV, ".json": JSON}[suffix]
    [key] = [key for key in read(text, suffix) if "refund" in key]
    entry = read(text, suffix)[key]
    ours, theirs = (
        splice.changed(text, suffix, entry, replace(entry, proposed=Proposal(changes=changes, by=by)))
        for changes, by in (({"answer": "Yes."}, "ann"), ({"subject": "S"}, "bea"))
    )
    for one, other in ((ours, theirs), (theirs, ours)):
        result = merge(text, one, other, suffix)
        found = read(result.text, suffix)[key]
        assert result.conflicts == ()
        assert found.proposed == Proposal(changes={"answer": "Yes.", "subject": "S"}, by="ann")
        assert found.written_by == ("bea",)


def decided(text: str, *steps: Callable[[Entry], Entry], key: str = "refund") -> str:
    for step in steps:
        entry = read(text)[key]
        text = splice.changed(text, ".yaml", entry, step(entry))
    return text


def approve(entry: Entry) -> Entry:
    return review.approve(entry, "kim", date(2026, 11, 22), 6, self_approval=False)


def reject(entry: Entry) -> Entry:
    return review.reject(entry, "bad wording", date(2026, 11, 22))


def retire(entry: Entry) -> Entry:
    return review.retire(entry, "gone")


def submit(entry: Entry) -> Entry:
    return review.submit(entry, "sam", date(2026, 11, 22))


WAITING = proposing(YAML, "answer: Maybe., subject: S, by: lee, on: 2026-11-01")
DRAFT = swapped(YAML, ("Of course.\n", "Of course.\n  status: draft\n  owner: lee\n  written_by: [pat]\n"))


def test_a_change_that_one_side_approved_and_the_other_rejected_waits_again() -> None:
    approved, rejected = decided(WAITING, approve), decided(WAITING, reject)
    for ours, theirs in ((approved, rejected), (rejected, approved)):
        result = merge(WAITING, ours, theirs)
        entry, before = read(result.text)["refund"], read(WAITING)["refund"]
        note = "the change that waits was approved by kim, and rejected: bad wording"
        assert entry == replace(before, reason="bad wording", note=note)
        [conflict] = result.conflicts
        said = ["approved by kim", "rejected: bad wording"]
        assert [conflict.ours, conflict.theirs] == (said if ours == approved else said[::-1])
        assert conflict.key == "proposed"
        assert conflict.kept == "the rejection stays: the text is as before, and the change is proposed again"


def test_a_change_that_was_rejected_for_another_one_is_not_sent_either() -> None:
    approved = decided(WAITING, approve)
    anew = decided(
        WAITING, reject, lambda entry: replace(entry, proposed=Proposal(changes={"answer": "No."}, by="pat"))
    )
    for ours, theirs in ((approved, anew), (anew, approved)):
        result = merge(WAITING, ours, theirs)
        entry = read(result.text)["refund"]
        assert (entry.answer, entry.subject, entry.reason) == ("Of course.", None, "bad wording")
        assert entry.proposed == Proposal(changes={"answer": "No."}, by="pat")
        assert entry.note
        assert entry.note.startswith(
            "an earlier change was approved by kim, and rejected: bad wording\nanswer: Maybe."
        )
        [conflict] = result.conflicts
        assert conflict.kept.startswith("the rejection stays")


def test_what_the_approving_side_wrote_besides_is_kept() -> None:
    approved = decided(
        WAITING, approve, lambda entry: replace(entry, tags=("new",), answer="Perhaps."),
        lambda entry: replace(entry, proposed=Proposal(changes={"subject": "T"}, by="pat")),
    )  # fmt: skip
    for one, other in ((approved, decided(WAITING, reject)), (decided(WAITING, reject), approved)):
        entry = read(merge(WAITING, one, other).text)["refund"]
        assert (entry.answer, entry.subject, entry.tags) == ("Of course.", None, ("new",))
        assert entry.proposed == Proposal(changes={"answer": "Perhaps.", "subject": "T"}, by="pat")
        assert entry.written_by == ("lee",)


def test_an_approval_of_the_same_people_on_the_same_day_is_one_too() -> None:
    base = decided(YAML, approve)
    base = decided(base, lambda entry: replace(entry, proposed=Proposal(changes={"answer": "Maybe."}, by="lee")))
    result = merge(base, decided(base, approve), decided(base, reject))
    entry = read(result.text)["refund"]
    assert (entry.answer, len(result.conflicts)) == ("Of course.", 1)
    assert entry.proposed == Proposal(changes={"answer": "Maybe."}, by="lee")


@pytest.mark.parametrize("steps", [[approve], [submit], [submit, approve]])
@pytest.mark.parametrize("base", [DRAFT, decided(DRAFT, submit)], ids=["draft", "in review"])
def test_a_draft_that_one_side_rejected_stays_a_draft(base: str, steps: list[Callable[[Entry], Entry]]) -> None:
    if base != DRAFT:
        steps = [step for step in steps if step is not submit] or [approve]
    passed, rejected = decided(base, *steps), decided(base, reject)
    for ours, theirs in ((passed, rejected), (rejected, passed)):
        result = merge(base, ours, theirs)
        entry, said = read(result.text)["refund"], "submitted" if steps == [submit] else "approved by kim"
        assert (entry.status, entry.reason, entry.answer) == (Status.DRAFT, "bad wording", "Of course.")
        assert (entry.owner, entry.written_by, entry.approved_by, entry.reviewed) == ("lee", ("pat",), None, None)
        [conflict] = result.conflicts
        assert conflict.key == "status"
        assert {conflict.ours, conflict.theirs} == {said, "rejected: bad wording"}
        assert conflict.kept.startswith("the rejection stays: it is a draft")
        noted = "this draft was approved by kim, and rejected: bad wording"
        assert entry.note == (None if steps == [submit] else noted)


RETIRED = {
    "approved once more": (YAML, [approve], [retire], "Of course."),
    "a change": (WAITING, [approve], [reject, retire], "Maybe."),
    "a draft": (DRAFT, [approve], [retire], "Of course."),
    "a rejected draft": (decided(DRAFT, reject), [approve], [retire], "Of course."),
    "submitted": (DRAFT, [submit], [retire], "Of course."),
}


@pytest.mark.parametrize(("base", "steps", "others", "answer"), RETIRED.values(), ids=RETIRED)
def test_what_one_side_retired_and_the_other_approved_is_retired_and_said(
    base: str, steps: list[Callable[[Entry], Entry]], others: list[Callable[[Entry], Entry]], answer: str
) -> None:
    passed, gone = decided(base, *steps), decided(base, *others)
    for ours, theirs in ((passed, gone), (gone, passed)):
        result = merge(base, ours, theirs)
        entry, said = read(result.text)["refund"], "submitted" if submit in steps else "approved by kim"
        assert (entry.status, entry.reason, entry.answer) == (Status.RETIRED, "gone", answer)
        [conflict] = result.conflicts
        assert {conflict.ours, conflict.theirs} == {said, "retired: gone"}
        assert conflict.kept == "it is retired with all of its text, and not sent"


AGREEING = {
    "both approved": (WAITING, [approve], [approve]),
    "both rejected": (WAITING, [reject], [reject, lambda entry: replace(entry, tags=("new",))]),
    "one rejected": (WAITING, [reject], [lambda entry: replace(entry, tags=("new",))]),
    "one approved": (DRAFT, [approve], [lambda entry: replace(entry, tags=("new",))]),
}


@pytest.mark.parametrize(("base", "steps", "others"), AGREEING.values(), ids=AGREEING)
def test_decisions_that_agree_are_no_conflict(
    base: str, steps: list[Callable[[Entry], Entry]], others: list[Callable[[Entry], Entry]]
) -> None:
    result = merge(base, decided(base, *steps), decided(base, *others))
    wanted = read(decided(base, *steps))["refund"]
    entry = read(result.text)["refund"]
    assert result.conflicts == ()
    assert (entry.status, entry.answer, entry.proposed) == (wanted.status, wanted.answer, None)


def test_parts_of_a_field_are_merged_where_they_fit_together() -> None:
    base = swapped(YAML, ("Of course.\n", "Of course.\n  fields: {by: {type: choice, choices: [DHL, UPS]}}\n"))
    one, other = swapped(base, ("{type", "{prompt: P, type")), swapped(base, ("UPS]", "UPS], default: DHL"))
    found = read(merge(base, one, other).text)["refund"].fields["by"]
    assert (found.prompt, found.default) == ("P", "DHL")
    result = merge(base, swapped(base, ("choices: [DHL, UPS]", "choices: [GLS]")), other)
    assert [conflict.key for conflict in result.conflicts] == ["fields.by"]
    assert read(result.text)["refund"].fields["by"].choices == ("GLS",)


def test_a_value_taken_out_on_one_side_and_changed_on_the_other_is_proposed_to_go() -> None:
    base = swapped(YAML, ("Of course.\n", "Of course.\n  subject: S\n"))
    result = merge(base, swapped(base, ("subject: S", "subject: T")), YAML)
    entry = read(result.text)["refund"]
    assert entry.subject == "T"
    assert entry.proposed
    assert entry.proposed.changes == {"subject": None}


def test_entries_added_at_one_place_are_all_there_with_their_comments() -> None:
    ours, theirs = YAML + NEW.format("one", "1"), YAML + NEW.format("two", "2")
    result = merge(YAML, ours, theirs)
    assert result == Merged(YAML + NEW.format("one", "1") + NEW.format("two", "2"))
    assert merge(YAML, theirs, ours) == result


def test_an_entry_added_twice_alike_is_one() -> None:
    ours, theirs = YAML + NEW.format("one", "1"), YAML.replace("# refunds", NEW.format("one", "'1'") + "\n# refunds")
    result = merge(YAML, ours, theirs)
    assert [*read(result.text)].count("one") == 1
    assert result.text.count("id: one") == 1
    assert result.conflicts == ()


@pytest.mark.parametrize(
    ("mine", "yours", "since"),
    [
        ("waiting_since: 2026-11-20", "waiting_since: 2026-11-02", date(2026, 11, 2)),
        ("waiting_since: 2026-11-20", "owner: kim", date(2026, 11, 20)),
        ("owner: kim", "note: N", None),
    ],
)
def test_an_entry_waits_since_the_earlier_day(mine: str, yours: str, since: date | None) -> None:
    base = swapped(YAML, ("Of course.\n", "Of course.\n  status: draft\n"))
    one, other = (swapped(base, ("status: draft\n", f"status: draft\n  {said}\n")) for said in (mine, yours))
    for ours, theirs in ((one, other), (other, one)):
        result = merge(base, ours, theirs)
        assert result.conflicts == ()
        assert read(result.text)["refund"].waiting_since == since


def test_whoever_merges_the_entry_says_the_same() -> None:
    one, other = swapped(YAML, ("Of course.", "Yes.")), swapped(YAML, ("Of course.", "No."))
    here = merged(YAML, one, other, ".yaml", default_status=Status.APPROVED, ours_by="lee", by="sam")
    there = merged(YAML, other, one, ".yaml", default_status=Status.APPROVED, ours_by="sam", by="lee")
    assert here.text == there.text
    assert [(each.key, each.ours, each.theirs) for each in here.conflicts] == [("answer", "Yes.", "No.")]
    assert [(each.key, each.ours, each.theirs) for each in there.conflicts] == [("answer", "No.", "Yes.")]


def test_an_entry_added_twice_differently_is_a_conflict_per_field() -> None:
    ours = YAML + NEW.format("one", "1") + "  owner: kim\n  tags: [a]\n"
    theirs = YAML + NEW.format("one", "2") + "  owner: lee\n  tags: [b]\n  bucket: 2\n"
    result = merge(YAML, ours, theirs)
    entry = read(result.text)["one"]
    assert [conflict.key for conflict in result.conflicts] == ["answer", "owner"]
    assert (entry.answer, entry.owner, entry.tags, entry.bucket) == ("2", "lee", ("a", "b"), 2)
    assert entry.proposed
    assert entry.proposed.changes == {"answer": "1", "owner": "kim"}


def test_retired_against_an_edit_of_another_field_has_both() -> None:
    ours = swapped(YAML, ("Of course.\n", "Of course.\n  status: retired\n  reason: gone\n"))
    result = merge(YAML, ours, swapped(YAML, ("Of course.", "'Yes.'")))
    entry = read(result.text)["refund"]
    assert (entry.status, entry.reason, entry.answer) == (Status.RETIRED, "gone", "Yes.")
    assert result.conflicts == ()


def test_what_one_side_took_out_and_the_other_left_is_out() -> None:
    start, end = YAML.index("# refunds"), YAML.index("- id: size")
    ours, theirs = YAML[:start] + YAML[end:], swapped(YAML, ("Send it back.", "Bring it back."))
    result = merge(YAML, ours, theirs)
    assert result == Merged(swapped(ours, ("Send it back.", "Bring it back.")))


def test_what_one_side_took_out_and_the_other_changed_stays_and_is_a_conflict() -> None:
    start, end = YAML.index("# refunds"), YAML.index("- id: size")
    gone, changed = YAML[:start] + YAML[end:], swapped(YAML, ("Of course.", "Yes."))
    for ours, theirs in ((gone, changed), (changed, gone)):
        result = merge(YAML, ours, theirs)
        assert result.text == changed
        [conflict] = result.conflicts
        assert (conflict.id, conflict.key) == ("refund", "entry")
        assert {conflict.ours, conflict.theirs} == {None, "I want a refund\nYes."}


def test_a_comment_in_an_entry_that_the_other_side_took_out_stays() -> None:
    start, end = YAML.index("# refunds"), YAML.index("- id: size")
    theirs = swapped(YAML, ("Of course.", "Of course.  # ask kim"))
    result = merge(YAML, YAML[:start] + YAML[end:], theirs)
    assert "refund" not in read(result.text)
    assert "# ask kim\n- id: size" in result.text


def test_comments_added_side_by_side_are_both_there() -> None:
    ours, theirs = swapped(YAML, ("# refunds", "# refunds\n# one")), swapped(YAML, ("# refunds", "# refunds\n# two"))
    text = merge(YAML, ours, theirs).text
    assert text == swapped(YAML, ("# refunds", "# refunds\n# one\n# two"))


def test_comments_on_a_line_that_both_changed_are_both_there() -> None:
    ours, theirs = swapped(YAML, ("Of course.", "Yes.  # one")), swapped(YAML, ("Of course.", "No.  # two"))
    text = merge(YAML, ours, theirs).text
    assert "# one" in text
    assert "# two" in text


def test_one_side_moves_entries_and_the_other_edits_them() -> None:
    start, end = YAML.index("# refunds"), YAML.index("# the end")
    head, last = YAML[: YAML.index("# late parcels")], YAML[start:end]
    ours = head + last + "\n" + YAML[len(head) : start].rstrip("\n") + "\n# the end\n"
    edit = (("look for", "search"), ("Of course.", "Yes."))
    result = merge(YAML, ours, swapped(YAML, *edit))
    assert [*read(result.text)] == ["refund", "size", "late"]
    assert result == Merged(swapped(ours, *edit))


def test_lists_and_mappings_have_what_both_added_and_not_what_either_took_out() -> None:
    ours = swapped(YAML, ("[parcel, post]", "[parcel, late]"), ('{sms: "Soon."}', '{sms: "Soon.", phone: P}'))
    theirs = swapped(YAML, ("[parcel, post]", "[parcel, post, hat]"), ('{sms: "Soon."}', '{sms: "Today."}'))
    for one, other in ((ours, theirs), (theirs, ours)):
        result = merge(YAML, one, other)
        entry = read(result.text)["late"]
        assert set(entry.tags) == {"parcel", "late", "hat"}
        assert entry.channels == {"sms": "Today.", "phone": "P"}
        assert result.conflicts == ()


def test_lines_end_as_the_side_wants_that_changed_all_of_them() -> None:
    ours, theirs = YAML.replace("\n", "\r\n"), swapped(YAML, ("Of course.", "Yes."))
    wanted = Merged(theirs.replace("\n", "\r\n"))
    assert merge(YAML, ours, theirs) == wanted
    assert merge(YAML, theirs, ours) == wanted
    assert merge(YAML.replace("\n", "\r\n"), theirs.replace("\n", "\r\n"), YAML) == Merged(theirs)


def test_a_column_of_one_side_stays_beside_the_rows_of_the_other() -> None:
    ours = 'Complaint,Answer,Owner,Mine\r\nMy hat is late,"I look, now.",dana,x\r\nI want a refund,Of course.,,\r\n'
    theirs = swapped(CSV, ("Of course.", "Yes.")) + "It is too small,Send it.,kim\r\n"
    for one, other in ((ours, theirs), (theirs, ours)):
        result = merge(CSV, one, other, ".csv")
        assert result.text.splitlines()[0] == "Complaint,Answer,Owner,Mine"
        found = read(result.text, ".csv")
        assert found["my-hat-is-late"].extra == {"Mine": "x"}
        assert found["i-want-a-refund"].answer == "Yes."
        assert found["it-is-too-small"].owner == "kim"
        assert result.conflicts == ()


def test_an_approval_has_not_seen_what_the_other_side_wrote_into_the_draft() -> None:
    base = swapped(YAML, ("Of course.\n", "Of course.\n  status: in_review\n"))
    approved = swapped(YAML, ("Of course.\n", "Of course.\n  status: approved\n  approved_by: kim\n"))
    rewritten = swapped(base, ("Of course.", "Never."))
    for ours, theirs in ((approved, rewritten), (rewritten, approved)):
        result = merge(base, ours, theirs)
        entry = read(result.text)["refund"]
        assert (entry.status, entry.answer) == (Status.APPROVED, "Of course.")
        assert entry.proposed
        assert entry.proposed.changes == {"answer": "Never."}
        assert len(result.conflicts) == 1


def test_two_files_that_began_apart_become_one() -> None:
    ours, theirs = "# ours\n" + NEW.format("one", "1"), "# theirs\n" + NEW.format("two", "2")
    text = merge("", ours, theirs).text
    assert [*read(text)] == ["one", "two"]
    assert all(remark in text for remark in ("# ours", "# theirs", "# one", "# two"))


@pytest.mark.parametrize("side", ["base", "ours", "theirs"])
@pytest.mark.parametrize("broken", ["- id: [\n", "- id: a\n", YAML + NEW.format("late", "1"), "<<<<<<< HEAD\n"])
def test_a_side_that_cannot_be_read_is_named(side: str, broken: str) -> None:
    texts = {"base": YAML, "ours": swapped(YAML, ("late", "lost")), "theirs": YAML + NEW.format("one", "1")}
    texts[side] = broken
    with pytest.raises(Invalid) as raised:
        merge(texts["base"], texts["ours"], texts["theirs"])
    assert {fault.file for fault in raised.value.faults} == {side}
    assert all(fault.line for fault in raised.value.faults)


RENAMED = {
    "a row without an id": (CSV, ("My hat is late", "My hat is not here"), ('"I look, now."', "I search"), ".csv",
                            "my-hat-is-not-here", "I search"),
    "an id": (YAML, ("id: refund", "id: money"), ("Of course.", "Yes."), ".yaml", "money", "Yes."),
    "an id, and the complaint": (
        YAML, ("id: refund", "id: money"), ("I want a refund", "Money back"), ".yaml", "money", "Of course.",
    ),
    "an entry without an id": (
        YAML.replace("- id: refund\n  complaint: I want a refund", "- complaint: I want a refund"),
        ("I want a refund", "I want my money"), ("Of course.", "Yes."), ".yaml", "i-want-my-money", "Yes.",
    ),
    "json": (JSON, ('"id": "refund"', '"id": "money"'), ('"Of course."', '"Yes."'), ".json", "money", "Yes."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name", "edit", "suffix", "key", "answer"), RENAMED.values(), ids=RENAMED)
def test_an_entry_that_one_renamed_and_the_other_edited_is_one(
    text: str, name: tuple[str, str], edit: tuple[str, str], suffix: str, key: str, answer: str
) -> None:
    renamed, edited = swapped(text, name), swapped(text, edit)
    for ours, theirs in ((renamed, edited), (edited, renamed)):
        result = merge(text, ours, theirs, suffix)
        assert result == Merged(swapped(text, name, edit))
        assert read(result.text, suffix)[key].answer == answer
        assert len(read(result.text, suffix)) == len(read(text, suffix))


def test_an_entry_that_both_renamed_keeps_both_complaints() -> None:
    ours, theirs = (swapped(CSV, ("My hat is late", said)) for said in ("My hat is slow", "My hat is not here"))
    texts = [merged(CSV, *sides, ".csv", default_status=Status.APPROVED, ours_by=one, by=two).text
             for sides, one, two in (((ours, theirs), "lee", "pat"), ((theirs, ours), "pat", "lee"))]  # fmt: skip
    assert texts[0] == texts[1]
    found = read(texts[0], ".csv")
    assert len(found) == 2
    assert all(said in texts[0] for said in ("My hat is slow", "My hat is not here"))
    [conflict] = merge(CSV, ours, theirs, ".csv").conflicts
    assert conflict.key == "complaint"


def test_an_entry_that_one_renamed_and_the_other_took_out_stays_under_its_new_name() -> None:
    renamed = swapped(YAML, ("id: refund", "id: money"))
    gone = splice.removed(YAML, ".yaml", read(YAML)["refund"])
    for ours, theirs in ((renamed, gone), (gone, renamed)):
        assert [*read(merge(YAML, ours, theirs).text)] == ["late", "money", "size"]
