"""Plays a person at the picker: keys in, what the screen shows and what was taken out."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from cheatsheet.picker import Choice, Finding, Found, Offer, Preview, Question, Row
from cheatsheet.picker.app import Picker
from cheatsheet.picker.search import Search
from cheatsheet.picker.widgets import Entries

CELL = 12.2  # the width of a character in a drawing
Step = str | Callable[[Pilot[Any]], Awaitable[None]]
NAME = Question("customer.name", "the customer's name")
ORDER = Question("order.number", "the order number")
DUE = Question("due", "When?", "2026-11-22")
CARRIER = Question("carrier", "Which carrier?", choices=("DHL", "UPS"))
CALM = Finding(
    "phrase/commanding-calm", "“calm down”: this tells the customer how to feel", "say that it is upsetting"
)


@dataclass
class Sheet:
    """A sheet of a few entries, and what the picker asked of it."""

    rows: tuple[Row, ...] = (
        Row("late", "My parcel is late"),
        Row("lamp", "The lamp flickers"),
        Row("wet", "It is wet"),
    )
    needs: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    searched: list[str] = field(default_factory=list)

    def search(self, text: str) -> Found:
        self.searched.append(text)
        words = text.casefold().split()
        ranked = sorted(self.rows, key=lambda row: -sum(word in row.complaint.casefold() for word in words))
        sure = bool(ranked and words and words[0] in ranked[0].complaint.casefold())
        return Found(tuple(row._replace(sure=sure and row is ranked[0]) for row in ranked), self.note)

    def preview(self, entry_id: str, channel: str, values: Mapping[str, str]) -> Preview:
        missing = tuple(question for question in self.needs.get(entry_id, ()) if question.name not in values)
        said = ", ".join([f"{name}={value}" for name, value in values.items()] + [f"‹{q.prompt}›" for q in missing])
        return Preview(
            body=f"{entry_id} by {channel}: {said}",
            subject=f"About {entry_id}",
            marks=tuple(f"‹{question.prompt}›" for question in missing),
            questions=missing,
            findings=self.findings.get(entry_id, ()),
            check=("Look twice",),
            fault=self.faults.get(entry_id, ""),
        )

    def problem(self, _entry_id: str, name: str, answer: str) -> str:
        return f"{answer!r} is not a date" if name == "due" and not re.fullmatch(r"\d{4}-\d\d-\d\d", answer) else ""

    def offer(self, **changes: Any) -> Offer:
        """The sheet as the picker gets it."""
        given = {"channels": ("chat", "email", "sms"), "channel": "email", **changes}
        return Offer(search=self.search, preview=self.preview, problem=self.problem, **given)


@dataclass(frozen=True)
class Played:
    """How it ended: what was taken, what the last screen showed, and which entry was chosen on it."""

    choice: Choice | None
    ended: bool
    screen: str
    chosen: str
    code: int | None


def play(offer: Offer, *steps: Step, size: tuple[int, int] = (120, 40)) -> Played:
    """Opens the picker, does the steps (keys, or calls with the pilot), waits after each."""

    async def run() -> Played:
        app = Picker(offer)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            for step in steps:
                await (pilot.press(step) if isinstance(step, str) else step(pilot))
                await settle(pilot)
            drawing = "" if app._exit else app.export_screenshot(simplify=True)
            screens = [screen for screen in app.screen_stack if isinstance(screen, Search)] if not app._exit else []
            chosen = screens[0].row.id if screens and screens[0].row else ""
            return Played(app.return_value, app._exit, text_of(drawing), chosen, app.return_code)

    return asyncio.run(run())


async def settle(pilot: Pilot[Any]) -> None:
    """Waits until what was asked is answered and drawn."""
    app = pilot.app
    if app._exit:
        return
    for screen in app.screen_stack:
        if isinstance(screen, Search):
            await screen.searching.settled()
            await screen.previewing.settled()
    await pilot.pause()


def typed(text: str) -> Step:
    """Types a text, character by character."""

    async def do(pilot: Pilot[Any]) -> None:
        await pilot.press(*(name_of(character) for character in text))

    return do


def name_of(character: str) -> str:
    """A character as a key."""
    return {" ": "space", "-": "minus", ".": "full_stop"}.get(character, character)


def pasted(text: str) -> Step:
    """Pastes a text into what has the focus."""

    async def do(pilot: Pilot[Any]) -> None:
        target = pilot.app.focused
        assert target is not None
        target.post_message(Paste(text))

    return do


def clicked(place: int, times: int = 1) -> Step:
    """Clicks on an entry."""

    async def do(pilot: Pilot[Any]) -> None:
        await pilot.click(Entries, offset=(5, place), times=times)

    return do


def text_of(drawing: str) -> str:
    """The lines of a drawn screen."""
    lines: dict[float, str] = {}
    for x, y, part in re.findall(r'<text class="[^"]*" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', drawing):
        at = round(float(x) / CELL)
        lines[float(y)] = lines.get(float(y), "").ljust(at) + html.unescape(part).replace("\xa0", " ")
    return "\n".join(lines[y] for y in sorted(lines))
