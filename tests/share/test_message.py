"""What a commit says of a library that changed."""

from dataclasses import replace

import pytest

from cheatsheet.entry import Entry, Proposal
from cheatsheet.share.message import Changes, changes, message
from tests.conftest import make_entry

LATE = make_entry(id="late", complaint="My parcel is late", answer="Soon.")
LAMP = make_entry(id="lamp", complaint="The lamp hums", answer="A bulb.")


def by_id(*entries: Entry) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries}


def test_entries_are_named_with_the_keys_that_differ() -> None:
    found = changes(by_id(LATE), by_id(replace(LATE, answer="Now.", tags=("a",)), LAMP))
    assert message(found, ()) == "Sheet: lamp added; late changed\n\n- lamp added\n- late: answer, tags"


def test_what_is_gone_is_named() -> None:
    assert message(changes(by_id(LATE, LAMP), by_id(LATE)), ()).startswith("Sheet: lamp taken out\n")


def test_a_proposal_is_a_change() -> None:
    proposed = replace(LATE, proposed=Proposal(changes={"answer": "Now."}))
    assert changes(by_id(LATE), by_id(proposed)).changed == {"late": ("proposed",)}


def test_the_same_library_has_no_changes() -> None:
    assert not changes(by_id(LATE), by_id(LATE)).any


def test_many_entries_are_counted_in_the_title_and_named_below() -> None:
    found = Changes(tuple(f"entry-number-{n}" for n in range(20)), {"late": ("answer",)}, ())
    first, *rest = message(found, ()).splitlines()
    assert first == "Sheet: 20 entries added, 1 entry changed"
    assert "- entry-number-19 added" in rest


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (("templates/email.j2",), "Sheet: templates/email.j2"),
        (tuple(f"templates/a-long-name-{n}.j2" for n in range(9)), "Sheet: 9 files"),
    ],
)
def test_files_are_named_where_no_entry_differs(files: tuple[str, ...], said: str) -> None:
    assert message(changes({}, {}), files) == said
