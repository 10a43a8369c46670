"""The picker as a program of its own on the screen: opened with an offer, it ends with a choice."""

import asyncio
import sys
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from cheatsheet.endings import ENDING
from cheatsheet.picker.offer import Choice, Offer
from cheatsheet.picker.search import Search


class Picker(App[Choice]):
    """Shows the search; its result is what was taken, None where a person left."""

    CSS_PATH = "picker.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012 (Textual types it as no class variable)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", "Leave", show=False, priority=True),
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__(ansi_color=True)  # the terminal's own colours; said here, or NO_COLOR paints black on black
        self.theme = "ansi-dark"
        self.offer = offer
        self.ended_by = 0
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Ends as it should where a signal asks for it: the terminal gets its own screen back."""
        if sys.platform != "win32":
            for number in ENDING:
                asyncio.get_running_loop().add_signal_handler(number, self.end, number)

    def end(self, number: int) -> None:
        """Leaves on account of a signal."""
        self.ended_by = number
        self.exit(None)

    def get_default_screen(self) -> Search:
        """The search: there is nothing behind it."""
        return Search(self.offer)
