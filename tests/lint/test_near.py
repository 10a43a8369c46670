"""Near-copies: how much alike two entries must be, and what is said of them."""

import pytest

from cheatsheet.lint.near import Rows, Share, added, at_least, near_duplicate
from tests.lint.known import about, facts, found

ANSWER = (
    "I am sorry that your parcel has not come. I have asked the carrier to look for it today. "
    "You will hear from me on Friday with the result, and then I will send it again or pay you back."
)
OTHER = "Please press the small button under the lid for ten seconds, wait for the green light, and start it again."


def near(*entries: tuple[str, str]) -> list[tuple[str, str]]:
    """The entries and keys that are reported, of entries with these complaints and answers."""
    known = [facts(f"e{number}", complaint=said, answer=answer) for number, (said, answer) in enumerate(entries)]
    return found(list(near_duplicate(known, about())))


def test_the_same_answer_to_another_complaint_is_a_near_copy() -> None:
    assert near(("It is late", ANSWER), ("Nobody rang the bell", ANSWER)) == [("e1", "answer")]


def test_a_few_words_of_difference_are_near() -> None:
    changed = ANSWER.replace("Friday", "Monday").replace("today", "now").replace("parcel", "order")
    assert near(("It is late", ANSWER), ("Nobody rang the bell", changed)) == [("e1", "answer")]


def test_another_answer_is_not_near() -> None:
    assert near(("It is late", ANSWER), ("It does not start", OTHER)) == []


def test_a_reworded_answer_is_near_where_the_complaints_are_alike() -> None:
    changed = ANSWER.replace("I have asked the carrier to look for it today.", "The courier is searching.")
    changed = changed.replace("with the result", "again")
    assert near(("It is late", ANSWER), ("Nobody rang the bell", changed)) == []
    assert near(("My parcel is very late", ANSWER), ("My parcel is late", changed)) == [("e1", "answer")]


def test_values_do_not_count_as_words() -> None:
    first = ANSWER.replace("Friday", "{{ today | date }}")
    assert near(("It is late", first), ("Nobody rang", ANSWER)) == [("e1", "answer")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("My parcel has not arrived", "The parcel hasn't arrived"),
        ("I was charged twice", "I have been charged twice"),
        ("Where is my refund?", "where is the refund"),
        ("The lamp arrived broken", "Broken lamp arrived"),
    ],
)
def test_complaints_of_the_same_words_are_near(one: str, other: str) -> None:
    assert near((one, ANSWER), (other, OTHER)) == [("e1", "complaint")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("My parcel has arrived", "My parcel has not arrived"),
        ("I want to cancel my order", "I want to cancel my subscription"),
        ("I cannot pay", "I can pay"),
        ("Refund", "The refund"),
        ("Is it?", "It is"),
    ],
)
def test_complaints_that_differ_in_a_word_that_tells_are_not_near(one: str, other: str) -> None:
    assert near((one, ANSWER), (other, OTHER)) == []


def test_the_same_complaint_is_a_duplicate_and_not_near() -> None:
    assert near(("It is late", ANSWER), ("it is LATE", OTHER)) == []
    assert near(("It is late", ANSWER), ("it is LATE", ANSWER)) == [("e1", "answer")]


def test_short_answers_say_too_little() -> None:
    assert near(("It is late", "It comes tomorrow."), ("It is broken", "It comes tomorrow.")) == []


def test_every_copy_names_the_first_of_those_it_is_near() -> None:
    known = [
        facts(own, line=line, complaint=own, answer=ANSWER) for line, own in enumerate(("one", "two", "three"), 5)
    ]
    remarks = list(near_duplicate(known, about()))
    assert found(remarks) == [("two", "answer"), ("three", "answer")]
    assert {remark.message for remark in remarks} == {
        "the answer is nearly that of `one` (sheet.yaml:5): 100% of the words are the same"
    }


def test_retired_entries_are_left_out() -> None:
    old = facts("old", answer=ANSWER, status="retired", reason="gone")
    assert list(near_duplicate([old, facts("new", answer=ANSWER), old], about())) == []


def test_a_language_without_fillers_compares_whole_complaints() -> None:
    known = [facts("a", complaint="a lamp is broken"), facts("b", complaint="the lamp is broken")]
    assert list(near_duplicate(known, about(library_language="de"))) == []
    assert found(list(near_duplicate(known, about()))) == [("b", "complaint")]


def test_rows_are_added_in_columns() -> None:
    columns = added([0b1011, 0b1001, 0b1000, 0b1000])
    assert columns == [0b0010, 0b0001, 0b1000]  # the fourth text has four, the second one, the first two
    assert [at_least(columns, least) for least in (1, 2, 3, 4, 5)] == [0b1011, 0b1001, 0b1000, 0b1000, 0]


def test_the_least_that_two_texts_must_share() -> None:
    assert Share(1, 2).least(4, 5) == 3
    assert Share(1, 1).least(4, 4) == 4
    assert Share(3, 4).possible(3, 4)
    assert not Share(3, 4).possible(2, 4)


def test_texts_that_say_nothing_are_like_no_other() -> None:
    rows = Rows()
    rows.add(frozenset())
    assert rows.alike(frozenset(), [Share(1, 2)]) == [0]
