"""Entries made and changed from plain values."""

import pytest

from cheatsheet.errors import UsageError
from cheatsheet.revise import new_entry, revised
from cheatsheet.status import Status
from tests.conftest import make_entry


def test_an_entry_of_values_has_the_slug_of_its_complaint() -> None:
    made = new_entry({"complaint": "Where is it?", "answer": "Here.", "tags": ("a", "b"), "note": None})
    assert (made.id, made.tags, made.note, made.status) == ("where-is-it", ("a", "b"), None, Status.APPROVED)


def test_the_default_status_is_the_librarys() -> None:
    assert new_entry({"complaint": "x", "answer": "y"}, default_status=Status.DRAFT).status is Status.DRAFT


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"complaint": "x"}, "`answer` is missing"),
        ({"complaint": "x", "answer": "y", "bucket": "9"}, "bucket"),
        ({"complaint": "x", "answer": "y", "id": "a b"}, "'a b'"),
        ({"complaint": "x", "answer": "y", "status": "aproved"}, "status"),
    ],
)
def test_what_is_wrong_is_said(values: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        new_entry(values)


def test_values_replace_and_lists_grow() -> None:
    entry = make_entry(phrases=["one"], note="n")
    made = revised(entry, values={"answer": "New.", "note": None}, more={"phrases": ["two", "one", "two"]})
    assert (made.answer, made.note, made.phrases) == ("New.", "n", ("one", "two"))


def test_an_entry_keeps_its_id_where_the_complaint_changes() -> None:
    assert revised(make_entry(), values={"complaint": "Other words"}, more={}).id == "late"


def test_nothing_else_changes() -> None:
    entry = make_entry(fields={"carrier": {"prompt": "Which?", "type": "choice", "choices": ["DHL"]}}, check=["a"],
                       languages={"de": {"answer": "Hallo"}}, lint=[{"ignore": "phrase/filler", "reason": "r"}],
                       proposed={"answer": "x", "by": "lee", "on": "2026-11-02"})  # fmt: skip
    made = revised(entry, values={"owner": "dana"}, more={})
    assert revised(made, values={}, more={}, unset=["owner"]) == entry
    assert made.source == entry.source


@pytest.mark.parametrize(("name", "left"), [("channels.sms", {"phone": "p"}), ("channels", {})])
def test_a_key_or_a_part_of_it_is_taken_away(name: str, left: dict[str, str]) -> None:
    entry = make_entry(channels={"sms": "s", "phone": "p"})
    assert revised(entry, values={}, more={}, unset=[name]).channels == left


def test_the_last_part_takes_its_key_along() -> None:
    assert revised(make_entry(channels={"sms": "s"}), values={}, more={}, unset=["channels.sms"]).channels == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [("answer", "needs its answer"), ("nots", "no `nots`"), ("note", "has no `note`"), ("channels.sms", "has no")],
)
def test_what_cannot_be_taken_away_is_refused(name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        revised(make_entry(), values={}, more={}, unset=[name])
