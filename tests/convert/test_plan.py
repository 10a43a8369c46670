"""What an import does with each item: added, joined, changed or left out, with nothing lost in silence."""

from typing import Any

import pytest

from cheatsheet.convert.item import Item
from cheatsheet.convert.near import NearComplaints
from cheatsheet.convert.plan import Plan, Rules, planned
from cheatsheet.entry import Entry
from cheatsheet.status import Status
from tests.conftest import make_entry

HERE = make_entry(id="late", complaint="My parcel is late", answer="It comes tomorrow.", phrases=["where is it"])


def item(complaint: str = "The lamp hums", answer: str = "I send a bulb.", **more: Any) -> Item:
    losses, skipped = more.pop("losses", ()), more.pop("skipped", "")
    values = {"complaint": complaint, "answer": answer, **more}
    return Item(values=values, place="row 2", losses=losses, skipped=skipped)


def plan(*items: Item, entries: tuple[Entry, ...] = (HERE,), **how: Any) -> Plan:
    return planned(items, entries, Rules(**how))


def kinds(found: Plan) -> list[tuple[str, str]]:
    return [(outcome.kind, outcome.id) for outcome in found.outcomes]


def test_a_new_complaint_is_added() -> None:
    found = plan(item(tags=["lamps"]))
    assert kinds(found) == [("added", "the-lamp-hums")]
    assert [(entry.id, entry.tags) for entry in found.added] == [("the-lamp-hums", ("lamps",))]
    assert found.changed == ()


@pytest.mark.parametrize("complaint", ["My parcel is late", "my  parcel is LATE!"])
def test_the_same_complaint_with_the_same_answer_is_there_already(complaint: str) -> None:
    found = plan(item(complaint, "It comes  tomorrow."))
    assert (kinds(found), found.added, found.changed) == ([("skipped", "late")], (), ())
    assert found.outcomes[0].why == "it is there already"


def test_what_is_out_of_use_there_and_in_use_here_is_told() -> None:
    retired = item("My parcel is late", "It comes tomorrow.", status="retired", reason="was inactive in Zendesk")
    told = "it is out of use there, and late is approved here: `cheatsheet retire late --reason …` takes it out"
    [outcome] = plan(retired).outcomes
    assert (outcome.kind, outcome.why, outcome.losses) == ("skipped", "it is there already", (told,))
    [outcome] = plan(retired, entries=(make_entry(id="late", status="retired", reason="old"),)).outcomes
    assert outcome.losses == ()
    first, second = plan(item("My parcel is late", "It comes tomorrow."), retired).outcomes
    assert (first.losses, second.losses) == ((), ())


def test_what_the_same_answer_has_more_is_joined() -> None:
    found = plan(
        item("My parcel is late", "It comes tomorrow.", phrases=["nothing came"], tags=["x"], subject="Soon")
    )
    ((old, new),) = found.changed
    assert (kinds(found), old) == ([("merged", "late")], HERE)
    assert (new.phrases, new.tags, new.subject) == (("where is it", "nothing came"), ("x",), "Soon")


def test_what_a_joined_entry_says_otherwise_is_a_loss() -> None:
    here = make_entry(id="late", complaint="My parcel is late", answer="It comes tomorrow.", subject="Parcel")
    found = plan(item("My parcel is late", "It comes tomorrow.", subject="Soon"), entries=(here,))
    assert found.outcomes[0].losses == ("its `subject` is not that of late, which stays",)


def test_a_phrase_with_its_entrys_answer_is_joined_and_with_another_is_an_entry_that_names_it() -> None:
    assert kinds(plan(item("where is it", "It comes tomorrow.", tags=["x"]))) == [("merged", "late")]
    (outcome,) = plan(item("where is it", "In the cellar.")).outcomes
    assert (outcome.kind, outcome.near) == ("added", "late")


def test_another_answer_for_a_complaint_changes_its_entry_and_keeps_what_the_item_does_not_name() -> None:
    here = make_entry(id="late", complaint="My parcel is late", answer="Soon.", note="ours", tags=["a"])
    found = plan(item("My parcel is late", "It comes on Friday.", tags=["b"]), entries=(here,))
    ((_, new),) = found.changed
    assert (new.answer, new.note, new.tags, kinds(found)) == (
        "It comes on Friday.", "ours", ("a", "b"), [("changed", "late")],
    )  # fmt: skip


def test_an_item_with_an_id_says_what_its_lists_are() -> None:
    found = plan(item("It is late", "It comes on Friday.", id="late", phrases=["late"]))
    ((_, new),) = found.changed
    assert (new.complaint, new.phrases) == ("It is late", ("late",))


def test_two_answers_for_one_complaint_of_the_source_are_both_kept_the_second_as_a_draft() -> None:
    found = plan(item(), item(answer="I send another lamp."))
    first, second = found.added
    assert (first.id, second.id, second.status) == ("the-lamp-hums", "the-lamp-hums-2", Status.DRAFT)
    assert found.outcomes[1].losses == (
        "another answer for the complaint of the-lamp-hums: a draft, for a lead to decide",
    )


def test_the_same_item_twice_is_added_once() -> None:
    assert kinds(plan(item(), item())) == [("added", "the-lamp-hums"), ("skipped", "the-lamp-hums")]


def test_ids_that_clash_are_counted() -> None:
    found = plan(item("Lamp hums!", id="late-2"), item("The hat is lost", "No.", id="late-2"))
    assert [entry.id for entry in found.added] == ["late-2", "late-2-2"]
    assert found.outcomes[1].losses == ("its id late-2 is taken: it is late-2-2 here",)


def test_what_is_out_of_use_there_does_not_touch_what_is_in_use_here() -> None:
    found = plan(item("My parcel is late", "Never.", status="retired"))
    assert (kinds(found), found.changed) == ([("skipped", "late")], ())


@pytest.mark.parametrize(
    ("skipped", "said"),
    [
        (item(skipped="has no answer"), "has no answer"),
        (item(bucket=7), "`bucket` is '7'"),
        (item("😡"), "no letter"),
    ],
)
def test_what_is_no_entry_is_left_out_with_the_reason(skipped: Item, said: str) -> None:
    (outcome,) = plan(skipped).outcomes
    assert (outcome.kind, said in outcome.why) == ("skipped", True)


def test_losses_go_with_the_item() -> None:
    assert plan(item(losses=("2 attachments",))).outcomes[0].losses == ("2 attachments",)


def test_new_entries_have_the_status_of_the_library() -> None:
    (entry,) = plan(item(), default_status=Status.DRAFT).added
    assert entry.status is Status.DRAFT


def test_an_entry_that_may_be_meant_is_named() -> None:
    near = NearComplaints.of([HERE], "en")
    found = plan(item("The parcel is so late"), item("The hat is lost"), near=near)
    assert [outcome.near for outcome in found.outcomes] == ["late", ""]


@pytest.mark.parametrize(("choice", "kind"), [("add", "added"), ("phrase", "merged"), ("skip", "skipped")])
def test_a_person_may_say_what_becomes_of_a_near_complaint(choice: Any, kind: str) -> None:
    near = NearComplaints.of([HERE], "en")
    found = plan(item("The parcel is so late"), near=near, choose=lambda _new, _there: choice)
    assert [outcome.kind for outcome in found.outcomes] == [kind]
    if choice == "phrase":
        ((_, new),) = found.changed
        assert new.phrases == ("where is it", "The parcel is so late")
        assert found.outcomes[0].losses == ("its own answer: that of late is sent",)


def test_an_import_that_comes_again_finds_both_answers_of_one_complaint() -> None:
    first = plan(item(), item(answer="I send another lamp."), entries=())
    again = plan(item(), item(answer="I send another lamp."), entries=first.added)
    assert (kinds(again), again.changed) == ([("skipped", "the-lamp-hums"), ("skipped", "the-lamp-hums-2")], ())


def test_what_a_change_takes_away_is_told() -> None:
    (outcome,) = plan(item("My parcel is late", "It comes on Friday.")).outcomes
    assert outcome.before == {"answer": "It comes tomorrow."}


def test_a_phrase_that_is_the_complaint_or_comes_again_is_left_out() -> None:
    (entry,) = plan(item(phrases=["the lamp hums!", "it buzzes", "It  buzzes"])).added
    assert entry.phrases == ("it buzzes",)


def test_two_new_answers_for_one_complaint_of_the_library_are_both_kept() -> None:
    items = (item("My parcel is late", "One."), item("my parcel is late", "Two."))
    found = plan(*items)
    assert kinds(found) == [("changed", "late"), ("added", "my-parcel-is-late")]
    there = (*(new for _, new in found.changed), *found.added)
    assert {entry.answer for entry in there} == {"One.", "Two."}
    again = plan(*items, entries=there)
    assert (again.added, again.changed) == ((), ())


def test_two_entries_for_one_complaint_take_a_new_answer_each() -> None:
    two = (HERE, make_entry(id="late-2", complaint="my parcel is late", answer="It comes soon.", status="draft"))
    found = plan(item("My parcel is late", "One."), item("My parcel is late", "Two."), entries=two)
    assert [new.answer for _, new in found.changed] == ["One.", "Two."]
