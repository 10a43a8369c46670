"""The parts of the search screen."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from cheatsheet.text import printable

BREAK = "↵"  # stands in the line for a line break: where a mail breaks its lines tells its parts
MOST = 20_000  # characters: of a longer message the rest is not matched anyway
REVERSE = Style(reverse=True)
PATIENCE = 2.0  # seconds
MOVES = {
    "up,ctrl+p": "cursor_up",
    "down,ctrl+n": "cursor_down",
    "pageup": "page_up",
    "pagedown": "page_down",
    "home,ctrl+home": "first",
    "end,ctrl+end": "last",
}


# What the keys of a line do: done where they arrive, or letters behind them would overtake them.
EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
    if key != "enter"
}


class OneLine(Input):
    """A line of text; of what is pasted nothing is left out."""

    between = " "  # stands for a line break
    edits: ClassVar[Mapping[str, str]] = EDITING

    async def on_key(self, event: Key) -> None:
        """Edits the line with every key in its turn."""
        if event.key in self.edits:
            event.stop()
            event.prevent_default()
            await self.run_action(self.edits[event.key])

    def on_paste(self, event: Paste) -> None:
        """Takes all lines."""
        self.take_in(event.text)
        event.stop()
        event.prevent_default()  # which would take the first line alone

    def take_in(self, pasted: str) -> None:
        """Puts a pasted text where the cursor is."""
        self.replace(on_one_line(pasted, self.between)[: MOST - len(self.value)], *self.selection)


class SearchLine(OneLine):
    """One line for what the customer says; a pasted mail is in it whole."""

    between = BREAK
    edits: ClassVar[Mapping[str, str]] = {**EDITING, "ctrl+u": "clear_line"}

    def __init__(self, text: str, *, id: str) -> None:
        said = on_one_line(text, BREAK)
        super().__init__(said, placeholder="what the customer says", select_on_focus=False, id=id, compact=True)

    @property
    def text(self) -> str:
        """What was typed and pasted, with the line breaks that it had."""
        return self.value.replace(BREAK, "\n")

    def action_clear_line(self) -> None:
        """Empties the line."""
        self.clear()


class Lines(OptionList):
    """Lines of which one is chosen, shown in reverse: that is seen without colours too."""

    def render_line(self, y: int) -> Strip:
        """A line of the screen. The style sheet cannot reverse a part of a widget."""
        strip = super().render_line(y)
        option = next((part.style.meta.get("option") for part in strip if part.style), None)
        return strip.apply_style(REVERSE) if option is not None and option == self.highlighted else strip


class Entries(Lines, can_focus=False):
    """The ranked entries; the keys of the search line move in them."""

    class Taken(Message):
        """An entry was clicked twice."""

    def on_click(self, event: Click) -> None:
        """A second click takes."""
        if event.chain == 2 and self.highlighted is not None:
            self.post_message(self.Taken())


class Keys(Static):
    """The keys of a screen, which can be clicked."""

    def __init__(self, bindings: Sequence[BindingType]) -> None:
        shown = [each for each in bindings if isinstance(each, Binding) and each.show and each.description]
        keys = (f"[@click=screen.{each.action}][b]{each.key_display or each.key}[/b]" for each in shown)
        said = (f" {each.description}[/]" for each in shown)
        super().__init__(Content.from_markup("  ".join(map("".join, zip(keys, said, strict=True)))))


class Page(VerticalScroll):
    """The reply, which can be scrolled."""

    def on_paste(self, event: Paste) -> None:
        """What is pasted is the customer's message, wherever the cursor is."""
        event.stop()
        line = self.screen.query_one(SearchLine)
        line.focus()
        line.take_in(event.text)


async def caught_up(widget: Widget | None) -> None:
    """Waits until a widget has handled what was typed into it so far.

    A key with priority is handled at once: without this an Enter close behind a word would overtake its letters.
    """
    if widget is not None:
        handled = asyncio.Event()
        widget.call_later(handled.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(handled.wait(), PATIENCE)


async def true_soon(condition: Callable[[], bool]) -> None:
    """Waits until something is so, for a while."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while not condition() and asyncio.get_running_loop().time() < end:
        await asyncio.sleep(0.005)


def on_one_line(text: str, between: str) -> str:
    """A text on one line, with something else for each line break."""
    return printable(text).strip("\n").replace("\t", " ").replace("\n", between)
