"""An entry as a value: wordings, plain mapping, places."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from cheatsheet.entry import ENTRY_KEYS, Entry, Source, Wording, plain
from cheatsheet.nodes import NOWHERE, Place
from cheatsheet.status import Status

MakeEntry = Callable[..., Entry]


def test_the_keys_are_those_of_the_contract() -> None:
    assert set(ENTRY_KEYS) == {
        "id", "complaint", "phrases", "answer", "subject", "channels", "languages", "fields", "check", "tags",
        "bucket", "status", "owner", "written_by", "waiting_since", "approved_by", "reviewed", "review_by",
        "proposed", "reason", "lint", "note",
    }  # fmt: skip


def test_what_is_not_set_is_left_out_of_the_mapping(entry: MakeEntry) -> None:
    assert entry().to_mapping() == {
        "id": "late",
        "complaint": "My parcel is late",
        "answer": "It comes tomorrow.",
        "status": "approved",
    }


def test_all_that_is_set_stands_in_the_mapping_as_plain_values(entry: MakeEntry) -> None:
    set_ = {
        "phrases": ["where is it"],
        "subject": "Your order",
        "channels": {"sms": "soon"},
        "languages": {"de": {"answer": "bald"}},
        "fields": {"carrier": {"prompt": "Which?", "type": "choice", "choices": ["DHL"], "default": "DHL"}},
        "check": ["Tracking"],
        "tags": ["shipping"],
        "bucket": 2,
        "status": "in_review",
        "owner": "dana",
        "written_by": ["kim"],
        "waiting_since": "2026-09-01",
        "approved_by": "sam",
        "reviewed": "2026-10-01",
        "review_by": "2027-04-01",
        "proposed": {"answer": "Better.", "tags": ["a"], "by": "lee", "on": "2026-11-02"},
        "reason": "long",
        "lint": [{"ignore": "phrase/flat-no", "until": "2027-01-31"}],
        "note": "internal",
    }
    mapping = entry(**set_).to_mapping()
    assert mapping == {"id": "late", "complaint": "My parcel is late", "answer": "It comes tomorrow.", **set_}
    assert list(mapping)[:4] == ["id", "complaint", "phrases", "answer"]


def test_unknown_columns_of_a_sheet_are_kept_in_the_mapping(entry: MakeEntry) -> None:
    assert replace(entry(), extra={"Ownr": "dana"}).to_mapping()["Ownr"] == "dana"


@pytest.mark.parametrize("language", [None, "fr", "en"])
def test_without_that_language_the_own_wording_is_sent(entry: MakeEntry, language: str | None) -> None:
    made = entry(subject="Hi", channels={"sms": "soon"}, languages={"de": {"answer": "bald"}})
    assert made.wording(language) == Wording(answer="It comes tomorrow.", subject="Hi", channels={"sms": "soon"})


def test_a_language_has_its_wording(entry: MakeEntry) -> None:
    assert entry(languages={"de": {"answer": "bald"}}).wording("de") == Wording(answer="bald")


def test_an_entry_is_the_same_wherever_it_was_read(entry: MakeEntry) -> None:
    assert replace(entry(), source=Source(file="b.yaml", line=7)) == entry()


def test_an_entry_cannot_be_changed(entry: MakeEntry) -> None:
    with pytest.raises(FrozenInstanceError):
        entry().answer = "other"  # type: ignore[misc]


def test_a_text_without_a_place_of_its_own_stands_at_its_entry() -> None:
    source = Source(file="a.yaml", line=7, places={"answer": Place(9, 3)})
    assert source.place("answer") == Place(9, 3)
    assert source.place("subject") == Place(7, 0)
    assert Source().place("answer") == NOWHERE


@pytest.mark.parametrize(
    ("value", "as_plain"),
    [
        (date(2026, 11, 2), "2026-11-02"),
        (Status.DRAFT, "draft"),
        (("a", Status.DRAFT), ["a", "draft"]),
        (2, 2),
        (None, None),
    ],
)
def test_values_become_plain(value: object, as_plain: object) -> None:
    assert plain(value) == as_plain
    assert type(plain(value)) is type(as_plain)
