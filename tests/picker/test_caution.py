"""Before a text with an error of lint is copied: it warns, and copying must be chosen on purpose."""

import pytest

from tests.picker.play import CALM, NAME, Sheet, Step, play, typed

FINDINGS = {"late": (CALM,)}


def test_enter_warns_and_takes_nothing() -> None:
    played = play(Sheet(findings=FINDINGS).offer(), "enter")
    assert not played.ended
    for shown in ("should not reach a customer", "calm down", "say that it is upsetting", "phrase/commanding-calm"):
        assert shown in played.screen


@pytest.mark.parametrize("keys", [["enter"], ["escape"], ["enter", "enter", "enter"]])
def test_going_back_is_the_default(keys: list[str]) -> None:
    assert not play(Sheet(findings=FINDINGS).offer(), "enter", *keys).ended


def test_copying_anyway_is_chosen_on_purpose() -> None:
    choice = play(Sheet(findings=FINDINGS).offer(), "enter", "down", "down", "enter").choice
    assert choice is not None
    assert (choice.id, choice.edit) == ("late", False)


@pytest.mark.parametrize("keys", [["e"], ["down", "enter"]])
def test_the_text_can_be_edited_instead(keys: list[str]) -> None:
    choice = play(Sheet(findings=FINDINGS).offer(), "enter", *keys).choice
    assert choice is not None
    assert choice.edit


def test_it_warns_after_the_form_too() -> None:
    steps: tuple[Step, ...] = ("enter", typed("Dana"), "enter")
    played = play(Sheet(findings=FINDINGS, needs={"late": (NAME,)}).offer(), *steps)
    assert not played.ended
    assert "should not reach a customer" in played.screen


def test_the_warning_is_seen_before_anything_is_taken_on_a_small_screen_too() -> None:
    played = play(Sheet(findings=FINDINGS).offer(), size=(40, 12))
    assert "calm down" in played.screen


def test_an_entry_without_a_finding_is_taken_at_once() -> None:
    assert play(Sheet(findings=FINDINGS).offer(), "down", "enter").ended
