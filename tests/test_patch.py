"""What a write changed is found again and taken back, or it is said why not."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cheatsheet.patch import WINDOW, Patch, found, patch_of, taken_back

ENTRIES = [f"- id: entry-{number}\n  answer: |\n    Sorry for number {number}.\n".encode() for number in range(40)]
SHEET = b"# our sheet\n" + b"".join(ENTRIES)
ADDED = b"- id: lamp\n  answer: It flickers.\n"
EDITED = SHEET.replace(b"number 20.", b"number twenty.")


def test_only_what_changed_and_its_surroundings_are_kept() -> None:
    patch = patch_of(SHEET, EDITED)
    assert (patch.old, patch.new, patch.start) == (b"0", b"enty", SHEET.index(b"number 20.") + 8) or (
        SHEET[: patch.start] + patch.new + SHEET[patch.start + len(patch.old) :] == EDITED
    )
    assert len(patch.old) + len(patch.new) < 10
    assert len(patch.above) == len(patch.below) == WINDOW


def test_an_edit_is_taken_back_to_the_byte() -> None:
    patch = patch_of(SHEET, EDITED)
    assert taken_back(patch, EDITED).data == SHEET


@pytest.mark.parametrize("after", [SHEET + ADDED, ADDED + SHEET, b"", SHEET[: len(SHEET) // 2], SHEET * 2])
def test_additions_and_removals_are_taken_back_to_the_byte(after: bytes) -> None:
    assert taken_back(patch_of(SHEET, after), after).data == SHEET


def test_what_others_changed_elsewhere_stays() -> None:
    patch = patch_of(SHEET, EDITED)
    others = EDITED.replace(b"number 2.", b"number two.") + ADDED
    assert taken_back(patch, others).data == SHEET.replace(b"number 2.", b"number two.") + ADDED


def test_an_entry_at_the_end_is_taken_out_from_among_those_that_came_after() -> None:
    patch = patch_of(SHEET, SHEET + ADDED)
    more = b"- id: vase\n  answer: It broke.\n"
    assert taken_back(patch, SHEET + ADDED + more).data == SHEET + more


def test_what_others_changed_at_the_place_is_left_to_a_person() -> None:
    patch = patch_of(SHEET, EDITED)
    back = taken_back(patch, EDITED.replace(b"number twenty.", b"number 20!"))
    assert (back.data, back.gone) == (None, False)
    assert "others have changed that place, or what" in back.why_not


def test_what_was_never_written_is_gone() -> None:
    for patch in (patch_of(SHEET, EDITED), patch_of(SHEET, SHEET + ADDED), patch_of(SHEET, SHEET[:-20])):
        assert taken_back(patch, SHEET).gone
        assert taken_back(patch, SHEET.replace(b"# our sheet", b"# your sheet")).gone


def test_what_somebody_took_back_by_hand_is_gone() -> None:
    patch = patch_of(SHEET, EDITED)
    assert taken_back(patch, EDITED.replace(b"number twenty.", b"number 20.") + ADDED).gone


def test_a_place_that_is_there_twice_is_left_to_a_person() -> None:
    patch = patch_of(SHEET, EDITED)
    assert "more than one place" in taken_back(patch, EDITED * 2).why_not


def test_a_file_that_says_both_what_it_said_before_and_after_is_left_to_a_person() -> None:
    assert "more than one place" in taken_back(patch_of(b"a\nb\n", b"a\n"), b"a\nb\na\n").why_not
    twins = SHEET.replace(b"# our sheet", b"# first") + EDITED.replace(b"# our sheet", b"# second")
    assert "more than one place" in taken_back(patch_of(SHEET, EDITED), twins).why_not


def test_places_that_lie_one_over_the_other_are_two() -> None:
    assert found(b"aa", b"aaa") == [0, 1]
    assert found(b"aa", b"baab") == [1]
    assert found(b"aa", b"aba") == []


def test_surroundings_grow_until_they_are_the_only_ones_of_their_kind() -> None:
    """Entries that are alike in their neighbourhood: an edit of one is never taken back in another."""
    alike = b"- id: x\n  answer: the same\n" * 100
    before = b"# begin\n" + alike + b"# here\n" + alike
    after = before.replace(b"# here\n" + alike[:300], b"# here\n" + alike[:300].replace(b"same", b"other", 1), 1)
    patch = patch_of(before, after)
    twins = patch.above + patch.new + patch.below
    assert len(found(twins, after)) == 1
    middle = len(before) // 4
    deep = before[:middle] + before[middle:].replace(b"same", b"sane", 1)
    patch = patch_of(before, deep)
    assert len(patch.above) > WINDOW
    assert taken_back(patch, deep + b"# more\n").data == before + b"# more\n"


def test_a_created_file_goes_unless_there_is_something_else_in_it() -> None:
    patch = patch_of(None, ADDED)
    back = taken_back(patch, ADDED)
    assert (back.data, back.gone, back.why_not) == (None, False, "")
    assert taken_back(patch, None).gone
    assert taken_back(patch, b"\n").gone
    assert taken_back(patch, ADDED + ENTRIES[0]).why_not == "others have changed the file since"


def test_an_empty_file_that_was_filled_is_empty_again() -> None:
    patch = patch_of(b"", ADDED)
    assert taken_back(patch, ADDED).data == b""
    assert taken_back(patch, b"").gone


def test_a_file_that_is_not_there_any_more_is_said() -> None:
    assert "not there any more" in taken_back(patch_of(SHEET, EDITED), None).why_not


@pytest.mark.parametrize("removed", [SHEET[:-20], SHEET[20:]])
def test_a_removal_at_an_end_is_put_back_there(removed: bytes) -> None:
    patch = patch_of(SHEET, removed)
    changed = removed.replace(b"number 20.", b"number twenty.")
    if removed == SHEET[20:]:  # it begins within a line
        assert taken_back(patch, changed).data == EDITED
    else:
        assert taken_back(patch, changed).data == EDITED
        assert taken_back(patch, changed + b"\n" + ADDED).data is not None


@pytest.mark.parametrize(
    ("before", "after", "others"),
    [
        (b"a: 1\nb: 2", b"a: 1\nb: 2\nc: 3\n", b"a: 1\nb: 2\nc: 3\nd: 4\n"),  # would join b and d
        (b"a: 1\n", b"a: 1\nb: 2", b"a: 1\nb: 2 # mine\n"),
        (b"b: 2\n", b"a: 1\nb: 2\n", b"# a: 1\nb: 2\n"),  # would comment b out
        (b"b: 2\n", b"\xef\xbb\xbfb: 2\n", b"c\xef\xbb\xbfb: 2\n"),
    ],
)
def test_lines_are_never_joined(before: bytes, after: bytes, others: bytes) -> None:
    assert taken_back(patch_of(before, after), others).why_not == "others have written on the same line since"


def test_a_last_line_without_an_end_gets_it_back_where_others_went_on() -> None:
    patch = patch_of(b"a: 1\nb: 2", b"a: 1\nb: 3")
    assert taken_back(patch, b"a: 1\nb: 3\nc: 4\n").data == b"a: 1\nb: 2\nc: 4\n"


def test_a_large_file_is_compared_quickly() -> None:
    before = b"".join(b"- id: entry-%d\n  answer: Sorry.\n" % number for number in range(250_000))  # 8 MB
    after = before[:5_000_000] + ADDED + before[5_000_000:]
    begun = time.process_time()
    patch = patch_of(before, after)
    assert taken_back(patch, after + ADDED).data == before + ADDED
    assert time.process_time() - begun < 3
    assert len(patch.above) + len(patch.below) <= 2 * WINDOW


pieces = st.lists(st.sampled_from([b"a\n", b"b\n", b"c", b"\n", b"\xc3\xa9\n", b"  a: b\n", b"x" * 300]), max_size=12)


@given(before=pieces.map(b"".join) | st.none(), after=pieces.map(b"".join))
def test_every_patch_is_taken_back_to_the_byte(before: bytes | None, after: bytes) -> None:
    assume(before != after)
    patch = patch_of(before, after)
    back = taken_back(patch, after)
    assert (back.data, back.gone, back.why_not) == (before, False, "")
    if before is not None:
        assert taken_back(patch, before).gone


@given(before=pieces.map(b"".join), after=pieces.map(b"".join), others=pieces.map(b"".join))
def test_in_a_changed_file_only_the_one_place_changes(before: bytes, after: bytes, others: bytes) -> None:
    assume(before != after)
    patch: Patch = patch_of(before, after)
    for data in (others, after + others, others + after, before + others, others + before):
        back = taken_back(patch, data)
        assert [back.data is not None, back.gone, bool(back.why_not)].count(True) == 1
        if back.data is not None and data != after:
            place = data.index(patch.above + patch.new + patch.below) + len(patch.above)
            assert back.data == data[:place] + patch.old + data[place + len(patch.new) :]
