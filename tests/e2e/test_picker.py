"""The picker on a real screen: tmux's, with its clipboard."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import PROGRAM, Start, Tmux, code_of, environment, needs

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal"), needs("tmux")]
CHEATSHEET = f"{PROGRAM[0]} -m cheatsheet"
OPEN = "Esc leave"
COLOUR = re.compile("\x1b\\[(?:[0-9]+;)*[34](?:[0-7]|8;[0-9;]+)m")
SHEET = """\
- {id: late, complaint: My parcel has not arrived, answer: "I am looking for order {{ order.number }}."}
- {id: refund, complaint: I want my money back, answer: "You will have it on Friday."}
- {id: noisy, complaint: The shop is noisy, answer: "Please calm down."}
"""


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses" / "sheet.yaml").write_text(SHEET)
    (tmp_path / "cheatsheet.toml").write_text('[agent]\nname = "Robin"\n')
    server = Tmux(tmp_path, environment(tmp_path, PS1="$ "))
    server.type(f"cd {tmp_path}; stty -a > before; clear")
    yield server
    server.stop()


def keys(tmux: Tmux, *names: str) -> None:
    """Presses keys, by tmux's names."""
    tmux.call("send-keys", *names)


def write(tmux: Tmux, text: str) -> None:
    """Types a text without Enter."""
    tmux.call("send-keys", "-l", text)


def test_the_program_alone_leads_from_a_complaint_to_the_clipboard(tmux: Tmux, tmp_path: Path) -> None:
    tmux.type(CHEATSHEET)
    tmux.wait_for(OPEN)
    write(tmux, "my parsel has not arived")
    tmux.wait_for("✓ My parcel has not arrived")
    tmux.wait_for("I am looking for order ‹order number›.")
    keys(tmux, "Enter")
    write(tmux, "1042")  # at once: it belongs to the form
    keys(tmux, "Enter")
    write(tmux, "Dana Smith")
    keys(tmux, "Enter")
    tmux.wait_for("copied with tmux")
    copied = tmux.call("show-buffer")
    assert copied.startswith("Hi Dana,\n\nI am looking for order 1042.\n")
    assert copied.rstrip().endswith("Robin")
    tmux.type("stty -a | cmp - before && echo as it was")
    tmux.wait_for("as it was\n")


def test_escape_leaves_with_130_and_nothing_copied(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick parcel; echo code $?")
    tmux.wait_for(OPEN)
    keys(tmux, "Escape")
    tmux.wait_for("what the customer says")
    keys(tmux, "Escape")
    screen = tmux.wait_for("code 130")
    assert "nothing was copied" in screen
    assert tmux.call("show-buffer") == ""


def test_with_stdout_redirected_the_screen_is_drawn_and_the_reply_is_in_the_file(tmux: Tmux, tmp_path: Path) -> None:
    tmux.type(f"{CHEATSHEET} pick money --name Dana > reply.txt; echo code $?")
    tmux.wait_for("You will have it on Friday.")
    keys(tmux, "Enter")
    tmux.wait_for("code 0")
    assert (tmp_path / "reply.txt").read_text().startswith("Hi Dana,\n\nYou will have it on Friday.\n")
    assert tmux.call("show-buffer") == ""  # a script asks for it with --copy


def test_a_banned_phrase_warns_and_is_copied_only_on_purpose(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick the shop is noisy --name Dana")
    tmux.wait_for("✗ “calm down”")
    keys(tmux, "Enter")
    tmux.wait_for("This text should not reach a customer")
    keys(tmux, "Enter")
    tmux.wait_for(OPEN)
    assert tmux.call("show-buffer") == ""
    keys(tmux, "Enter")
    tmux.wait_for("Copy anyway")
    keys(tmux, "Down", "Down", "Enter")
    tmux.wait_for("copied with tmux")
    assert "calm down" in tmux.call("show-buffer")


def test_an_enter_close_behind_the_words_takes_what_they_find(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick --name Dana")
    tmux.wait_for("I am looking for order")
    tmux.type("money")
    tmux.wait_for("copied with tmux")
    assert "You will have it on Friday." in tmux.call("show-buffer")


def test_keys_that_arrive_together_are_done_in_their_order(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick --name Dana")
    tmux.wait_for("I am looking for order")
    keys(tmux, "lampq", "BSpace", "s", "C-u", "mx", "BSpace", "ony", "Left", "Left", "e")
    tmux.wait_for("moeny")
    keys(tmux, "C-u", "Down", "Enter")
    tmux.wait_for("copied with tmux")
    assert "You will have it on Friday." in tmux.call("show-buffer")


def test_one_enter_too_many_does_no_harm(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick the shop is noisy --name Dana")
    tmux.wait_for("✗ “calm down”")
    keys(tmux, "Enter", "Enter", "Enter", "Enter")
    keys(tmux, "Escape", "Escape")
    keys(tmux, "C-c")
    screen = tmux.wait_for("nothing was copied")
    assert "Traceback" not in screen
    assert "failed" not in screen


def test_what_an_editor_leaves_is_asked_about_before_it_is_copied(tmux: Tmux) -> None:
    tmux.type(f"EDITOR=true {CHEATSHEET} pick the shop is noisy --name Dana; echo code $?")
    tmux.wait_for("✗ “calm down”")
    keys(tmux, "C-e")
    tmux.wait_for("copy it all the same? [y/N]")
    keys(tmux, "Enter")
    tmux.wait_for("\ncode 130")
    assert tmux.call("show-buffer") == ""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="a list of processes")
def test_a_picker_that_is_ended_gives_the_terminal_back(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick")
    tmux.wait_for(OPEN)
    shell = tmux.call("display", "-p", "#{pane_pid}").strip()
    os.kill(int(Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0]), signal.SIGTERM)
    tmux.wait_for("Terminated")
    tmux.type("stty -a | cmp - before && echo as it was")
    tmux.wait_for("\nas it was")
    assert tmux.call("display", "-p", "#{mouse_any_flag} #{alternate_on}").split() == ["0", "0"]


def test_a_mail_is_pasted_whole(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick --name Dana")
    tmux.wait_for(OPEN)
    tmux.call("set-buffer", "Hello,\n\nI want my money back.\n\nBest,\nDana\n")
    tmux.call("paste-buffer", "-p")
    tmux.wait_for("Hello,↵↵I want my money back.↵↵Best,↵Dana")
    tmux.wait_for("✓ I want my money back")


def test_the_screen_follows_the_window(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick money --name Dana")
    tmux.wait_for("You will have it on Friday.")
    tmux.call("resize-window", "-x", "40", "-y", "12")
    tmux.wait_for("─email──")
    tmux.call("resize-window", "-x", "120", "-y", "40")
    assert "You will have it on Friday." in tmux.wait_for("╭─ email ──")


def test_an_editor_opens_after_the_screen_has_closed(tmux: Tmux, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/on Friday/on Monday/" "$1"\n')
    editor.chmod(0o755)
    tmux.type(f"EDITOR={editor} {CHEATSHEET} pick money --name Dana")
    tmux.wait_for("You will have it on Friday.")
    keys(tmux, "C-e")
    tmux.wait_for("copied with tmux")
    assert "You will have it on Monday." in tmux.call("show-buffer")


@pytest.mark.parametrize(("environ", "colours"), [("NO_COLOR=1", False), ("", True)])
def test_no_colour_is_used_where_none_is_wanted(tmux: Tmux, environ: str, colours: bool) -> None:
    tmux.type(f"{environ} {CHEATSHEET} pick the shop is noisy --name Dana")
    tmux.wait_for("✗ “calm down”")
    assert bool(COLOUR.search(tmux.call("capture-pane", "-p", "-e"))) == colours


def test_without_a_screen_it_says_what_else_there_is(tmux: Tmux) -> None:
    tmux.type(f"{CHEATSHEET} pick 2> said; echo code $?; cat said")
    tmux.wait_for("code 2")
    tmux.wait_for("cheatsheet reply")


def test_a_dumb_terminal_gets_words(start: Start) -> None:
    child = start("pick", TERM="dumb")
    child.expect("TERM is dumb")
    assert code_of(child) == 2
