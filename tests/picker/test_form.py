"""The form: what is missing is asked line by line, checked, kept, and never lost."""

from cheatsheet.picker.form import NOTHING
from tests.picker.play import CARRIER, DUE, NAME, ORDER, Sheet, pasted, play, typed

NEEDS = {"late": (NAME, ORDER), "lamp": (NAME, DUE, CARRIER), "wet": (ORDER,)}


def test_enter_asks_for_what_is_missing_and_the_last_enter_takes() -> None:
    played = play(Sheet(needs=NEEDS).offer(), "enter", pasted("Dana"), "enter", typed("1042"), "enter")
    assert played.choice is not None
    assert played.choice.given == {"customer.name": "Dana", "order.number": "1042"}


def test_the_form_shows_every_question_with_how_it_is_written() -> None:
    screen = play(Sheet(needs=NEEDS).offer(), "down", "enter").screen
    for shown in ("The lamp flickers", "the customer's name", "When? (2026-11-22)", "Which carrier?", "DHL", "UPS"):
        assert shown in screen


def test_an_empty_line_is_refused_in_words() -> None:
    played = play(Sheet(needs=NEEDS).offer(), "enter", "enter")
    assert not played.ended
    assert NOTHING in played.screen


def test_a_wrong_date_is_refused_at_once_and_the_remark_goes_when_it_is_right() -> None:
    steps = ("end", "up", "enter", pasted("Dana"), "enter", typed("soon"), "enter")
    wrong = play(Sheet(needs=NEEDS).offer(), *steps)
    assert "'soon' is not a date" in wrong.screen
    mended = play(Sheet(needs=NEEDS).offer(), *steps, "ctrl+u", pasted("2026-12-24"))
    assert "is not a date" not in mended.screen


def test_a_wrong_date_that_is_left_by_tab_is_found_in_the_end() -> None:
    steps = (pasted("Dana"), "enter", typed("soon"), "tab", "down", "enter")
    played = play(Sheet(needs=NEEDS).offer(), "down", "enter", *steps)
    assert not played.ended
    assert "'soon' is not a date" in played.screen


def test_a_choice_is_chosen_with_the_arrows() -> None:
    steps = (pasted("Dana"), "enter", pasted("2026-12-24"), "enter", "down", "down", "enter")
    choice = play(Sheet(needs=NEEDS).offer(), "down", "enter", *steps).choice
    assert choice is not None
    assert choice.given["carrier"] == "UPS"


def test_a_choice_is_never_made_by_enter_alone() -> None:
    steps = (pasted("Dana"), "enter", pasted("2026-12-24"), "enter", "enter")
    played = play(Sheet(needs=NEEDS).offer(), "down", "enter", *steps)
    assert not played.ended
    assert NOTHING in played.screen


def test_escape_goes_back_with_nothing_lost() -> None:
    back = play(Sheet(needs=NEEDS).offer(), "enter", pasted("Dana"), "escape")
    assert "late by email: customer.name=Dana" in back.screen
    again = play(Sheet(needs=NEEDS).offer(), "enter", pasted("Dana"), "escape", "enter", typed("7"), "enter")
    assert again.choice is not None
    assert again.choice.given == {"customer.name": "Dana", "order.number": "7"}


def test_what_was_half_typed_is_there_again_and_is_not_used() -> None:
    steps = ("down", "enter", pasted("Dana"), "enter", typed("soon"), "escape")
    back = play(Sheet(needs=NEEDS).offer(), *steps)
    assert "due=" not in back.screen
    assert "soon" in play(Sheet(needs=NEEDS).offer(), *steps, "enter").screen


def test_the_customer_s_values_serve_the_next_entry_and_an_entry_s_own_fields_do_not() -> None:
    first = ("down", "enter", pasted("Dana"), "enter", pasted("2026-12-24"), "escape")
    played = play(Sheet(needs=NEEDS).offer(), *first, "up")
    assert "late by email: customer.name=Dana" in played.screen
    assert "due=" not in played.screen
    assert "due=2026-12-24" in play(Sheet(needs=NEEDS).offer(), *first, "up", "down").screen


def test_a_value_that_was_typed_can_be_changed() -> None:
    steps = ("enter", typed("Dena"), "escape", "f4", pasted("Dana"), "escape")
    assert "customer.name=Dana" in play(Sheet(needs=NEEDS).offer(), *steps).screen


def test_a_pasted_value_is_taken_whole() -> None:
    choice = play(Sheet(needs=NEEDS).offer(), "end", "enter", pasted("10\n42\x07"), "enter").choice
    assert choice is not None
    assert choice.given == {"order.number": "10 42"}


def test_the_form_is_usable_on_a_small_screen() -> None:
    steps = (pasted("Dana"), "enter", pasted("2026-12-24"), "enter", "down", "enter")
    choice = play(Sheet(needs=NEEDS).offer(), "down", "enter", *steps, size=(40, 12)).choice
    assert choice is not None
    assert choice.given["carrier"] == "DHL"


def test_markup_in_a_question_is_shown_as_it_is() -> None:
    asked = (ORDER._replace(prompt="[red]which[/red]"), CARRIER._replace(choices=("[b]DHL[/b]", "[/]")))
    screen = play(Sheet(needs={"late": asked}).offer(), "enter").screen
    assert "[red]which[/red]" in screen
    assert "[b]DHL[/b]" in screen
