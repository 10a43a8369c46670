"""The search screen: typing ranks, keys move, Enter takes, nothing is taken by mistake."""

import threading
from typing import Any

import pytest
from textual.pilot import Pilot

from cheatsheet.picker import Choice, Found, Preview, Row
from cheatsheet.picker.search import FAULTY, NOTHING_TYPED, Search
from cheatsheet.picker.widgets import BREAK, MOST, Entries, Keys, SearchLine
from tests.picker.play import CALM, NAME, ORDER, Sheet, clicked, pasted, play, typed

MAIL = "Hello,\r\nthe lamp flickers badly.\r\n\r\nBest,\r\nDana"


def test_typing_ranks_at_once() -> None:
    played = play(Sheet().offer(), typed("lamp"))
    assert played.chosen == "lamp"
    assert "lamp by email" in played.screen


def test_the_text_of_the_command_line_is_searched_from_the_start() -> None:
    sheet = Sheet()
    played = play(sheet.offer(text="wet"))
    assert (played.chosen, sheet.searched[-1]) == ("wet", "wet")


def test_a_confident_best_match_is_marked() -> None:
    assert "✓ The lamp flickers" in play(Sheet().offer(), typed("lamp")).screen
    assert "✓" not in play(Sheet().offer(), typed("zebra")).screen


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["down"], "lamp"),
        (["down", "down", "up"], "lamp"),
        (["ctrl+n"], "lamp"),
        (["ctrl+n", "ctrl+p"], "late"),
        (["end"], "wet"),
        (["end", "home"], "late"),
        (["pagedown"], "wet"),
        (["pagedown", "pageup"], "late"),
    ],
)
def test_keys_in_the_search_line_move_in_the_list(keys: list[str], chosen: str) -> None:
    assert play(Sheet().offer(), *keys).chosen == chosen


def test_enter_takes_the_chosen_entry() -> None:
    played = play(Sheet().offer(), "down", "enter")
    assert played.choice == Choice("lamp", {}, "email", False, "")


def test_what_was_searched_goes_with_the_choice() -> None:
    choice = play(Sheet().offer(), typed("wet"), "enter").choice
    assert choice is not None
    assert (choice.id, choice.text) == ("wet", "wet")


def test_enter_waits_for_the_search_that_is_still_under_way() -> None:
    go_on = threading.Event()
    sheet = Sheet()

    def slow(text: str) -> Found:
        if text == "lamp":
            assert go_on.wait(10)
        return sheet.search(text)

    async def enter_before_the_answer(pilot: Pilot[Any]) -> None:
        await pilot.press(*"lamp", "enter")
        await pilot.pause(0.05)
        assert not pilot.app._exit
        go_on.set()

    choice = play(Sheet().offer(text="").__class__(
        channels=("email",), channel="email", search=slow, preview=sheet.preview, problem=sheet.problem
    ), enter_before_the_answer).choice  # fmt: skip
    assert choice is not None
    assert choice.id == "lamp"


def test_a_slow_search_never_holds_up_typing_and_the_newest_wins() -> None:
    go_on = threading.Event()
    sheet = Sheet()

    def slow(text: str) -> Found:
        if text:
            assert go_on.wait(10)
        return sheet.search(text)

    async def type_meanwhile(pilot: Pilot[Any]) -> None:
        await pilot.press(*"wet")
        assert pilot.app.screen.query_one(SearchLine).value == "wet"
        go_on.set()

    offer = sheet.offer()
    played = play(
        type(offer)(channels=("email",), channel="email", search=slow, preview=sheet.preview, problem=sheet.problem),
        type_meanwhile,
    )
    assert played.chosen == "wet"
    assert sheet.searched == ["", "w", "wet"]  # what was overtaken before its turn was never searched


def test_a_pasted_mail_is_searched_whole_with_its_lines() -> None:
    sheet = Sheet()
    played = play(sheet.offer(), pasted(MAIL))
    assert sheet.searched[-1] == "Hello,\nthe lamp flickers badly.\n\nBest,\nDana"
    assert f"Hello,{BREAK}the lamp" in played.screen
    assert played.chosen == "lamp"


def test_a_paste_goes_to_where_the_cursor_is() -> None:
    sheet = Sheet()
    play(sheet.offer(), typed("ab"), "left", pasted("1\n2"))
    assert sheet.searched[-1] == "a1\n2b"


def test_a_paste_while_the_reply_has_the_focus_is_the_customer_s_message_too() -> None:
    sheet = Sheet()
    play(sheet.offer(), "tab", pasted("lamp\nwet"))
    assert sheet.searched[-1] == "lamp\nwet"


def test_a_huge_paste_is_cut_and_control_characters_are_left_out() -> None:
    sheet = Sheet()
    play(sheet.offer(), pasted("lamp\x1b[31m\x07 " + "x" * 2 * MOST))
    assert sheet.searched[-1].startswith("lamp x")
    assert len(sheet.searched[-1]) == MOST


def test_ctrl_u_empties_the_line_wherever_the_cursor_is() -> None:
    sheet = Sheet()
    play(sheet.offer(text="lamp wet"), "left", "left", "ctrl+u")
    assert sheet.searched[-1] == ""


def test_escape_empties_the_line_and_leaves_when_it_is_empty() -> None:
    emptied = play(Sheet().offer(text="lamp"), "escape")
    assert (emptied.ended, emptied.chosen) == (False, "late")
    left = play(Sheet().offer(text="lamp"), "escape", "escape")
    assert (left.ended, left.choice) == (True, None)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
def test_ctrl_c_and_ctrl_q_leave_at_once(key: str) -> None:
    for before in ([], ["tab"], ["enter"]):
        played = play(Sheet(needs={"late": (NAME,)}).offer(text="parcel"), *before, key)
        assert (played.ended, played.choice) == (True, None)


def test_tab_goes_to_the_reply_and_back_and_so_does_escape() -> None:
    async def focused(pilot: Pilot[Any]) -> None:
        assert pilot.app.focused is not None
        seen.append(pilot.app.focused.id)

    seen: list[str | None] = []
    played = play(Sheet().offer(text="x"), "tab", focused, "tab", focused, "tab", "escape", focused)
    assert seen == ["page", "line", "line"]
    assert not played.ended


@pytest.mark.parametrize("key", ["f2", "ctrl+t"])
def test_the_channel_changes_the_preview_and_comes_round_again(key: str) -> None:
    assert "late by sms" in play(Sheet().offer(), key).screen
    assert "late by chat" in play(Sheet().offer(), key, key).screen
    choice = play(Sheet().offer(), key, key, key, "enter").choice
    assert choice is not None
    assert choice.channel == "email"


@pytest.mark.parametrize("how", ["key", "flag"])
def test_a_reply_is_taken_to_be_edited(how: str) -> None:
    choice = play(Sheet().offer(edit=how == "flag"), "ctrl+e" if how == "key" else "enter").choice
    assert choice is not None
    assert choice.edit


def test_a_click_chooses_and_a_second_one_takes() -> None:
    assert play(Sheet().offer(), clicked(1)).chosen == "lamp"
    choice = play(Sheet().offer(), clicked(1, times=2)).choice
    assert choice is not None
    assert choice.id == "lamp"


def test_the_reply_shows_subject_check_and_marks() -> None:
    screen = play(Sheet(needs={"late": (ORDER,)}).offer()).screen
    for shown in ("About late", "‹the order number›", "before you send:", "- Look twice"):
        assert shown in screen


def test_markup_of_an_entry_is_shown_as_it_is() -> None:
    said = "[bold]Loud[/bold] [red] [/] [@click=app.quit]x[/] [[ ]]"
    sheet = Sheet(rows=(Row("a", said), Row("[b]id[/b]", "b")))
    sheet.preview = lambda *_: Preview(body=said, subject=said, check=(said,), notes=(said,), findings=(CALM,))  # type: ignore[method-assign]
    played = play(sheet.offer(), size=(160, 40))
    assert played.screen.count("[bold]Loud[/bold] [red] [/] [@click=app.quit]x[/] [[ ]]") >= 4
    assert "[b]id[/b]" in played.screen


def test_control_characters_of_an_entry_never_reach_the_screen() -> None:
    said = "red \x1b[31malarm\x07 \x9b2J\u202eevil\x1b]0;title\x07 end"
    sheet = Sheet(rows=(Row("id", said),))
    sheet.preview = lambda *_: Preview(body=said, fault="")  # type: ignore[method-assign]
    played = play(sheet.offer())
    assert "red alarm evil end" in played.screen
    assert not set("\x1b\x07\x9b\u202e") & set(played.screen)


def test_a_fault_is_shown_in_words_and_enter_does_not_leave() -> None:
    sheet = Sheet(faults={"late": "sheet.yaml:3: unknown filter `dte`"})
    played = play(sheet.offer(), "enter")
    assert not played.ended
    assert "unknown filter `dte`" in played.screen
    assert FAULTY in played.screen


def test_an_empty_library_says_so_and_enter_takes_nothing() -> None:
    played = play(Sheet(rows=(), note="the library has no entries yet").offer(), typed("lamp"), "enter", "f4", "down")
    assert not played.ended
    assert "the library has no entries yet" in played.screen


def test_the_reply_of_an_entry_goes_when_nothing_is_found_any_more() -> None:
    sheet = Sheet()
    offer = sheet.offer()
    empty = type(offer)(
        channels=("email",),
        channel="email",
        search=lambda text: Found(()) if text else sheet.search(text),
        preview=sheet.preview,
        problem=sheet.problem,
    )
    assert "late by email" not in play(empty, "x").screen


def test_values_can_be_asked_for_before_there_are_any() -> None:
    assert NOTHING_TYPED in play(Sheet().offer(), "f4").screen


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40), (300, 80)])
def test_line_list_reply_and_keys_are_on_screens_of_every_size(size: tuple[int, int]) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        screen = pilot.app.screen
        for part, least in (("#line", 1), ("#entries", 2), ("#page", 2), ("Keys", 1)):
            region = screen.query_one(part).region
            assert region.height >= least, part
            assert screen.region.contains_region(region), part
        beside = screen.query_one("#page").region.x > 0
        assert beside == (size[0] >= 90)

    played = play(Sheet(findings={"late": (CALM,)}).offer(), look, size=size)
    assert "My parcel is late" in played.screen
    assert "calm down" in played.screen


def test_a_resize_moves_the_reply_under_the_list() -> None:
    async def resize(pilot: Pilot[Any]) -> None:
        assert pilot.app.screen.query_one("#page").region.x > 0
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        screen = pilot.app.screen
        assert screen.query_one("#page").region.x == 0
        assert screen.query_one("#page").region.y > screen.query_one(Entries).region.y

    play(Sheet().offer(), resize)


def test_long_complaints_and_wide_characters_stay_on_their_line() -> None:
    rows = (
        Row("a", "very " * 60 + "long"),
        Row("b", "我的包裹还没有到" * 12),
        Row("c", "😀👩‍👩‍👧‍👦 Größe " * 9),
        Row("d", "two\nlines"),
    )
    played = play(Sheet(rows=rows).offer(), "end", size=(80, 24))
    assert played.chosen == "d"
    assert "two lines" in played.screen


def test_the_chosen_line_is_seen_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(pilot: Pilot[Any]) -> None:
        entries = pilot.app.screen.query_one(Entries)
        assert isinstance(pilot.app.screen, Search)
        reversed_lines = [any(part.style.reverse for part in entries.render_line(y) if part.style) for y in range(3)]
        assert reversed_lines == [False, True, False]

    play(Sheet().offer(), "down", look)


@pytest.mark.parametrize("part", ["search", "preview"])
def test_a_fault_that_nobody_foresaw_closes_the_screen_and_is_no_choice(part: str) -> None:
    sheet = Sheet()

    def fail(*_: object) -> Any:
        raise RuntimeError("unforeseen")

    setattr(sheet, part, fail)
    played = play(sheet.offer())
    assert (played.ended, played.choice, played.code) == (True, None, 1)


def test_the_keys_at_the_foot_can_be_clicked() -> None:
    async def click_on(pilot: Pilot[Any], said: str) -> None:
        keys = pilot.app.screen.query_one(Keys)
        await pilot.click(Keys, offset=(keys.content_offset.x + str(keys.content).index(said), 0))

    async def channel(pilot: Pilot[Any]) -> None:
        await click_on(pilot, "channel")

    async def take(pilot: Pilot[Any]) -> None:
        await click_on(pilot, "take")

    async def back(pilot: Pilot[Any]) -> None:
        await click_on(pilot, "back")

    assert "late by sms" in play(Sheet().offer(), channel).screen
    assert play(Sheet().offer(), take).ended
    warned = Sheet(findings={"late": (CALM,)}).offer()
    assert "should not reach" in play(warned, take).screen
    assert "should not reach" not in play(warned, take, back).screen


def test_a_channel_that_looks_like_markup_is_shown_as_it_is() -> None:
    assert "─ [red]x ─" in play(Sheet().offer(channel="[red]x", channels=("[red]x",))).screen
