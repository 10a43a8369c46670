"""The screen of the picker: a search line, the entries that it finds, the reply of the chosen one."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.worker import Worker

from cheatsheet.picker.caution import Answer, Caution
from cheatsheet.picker.draw import findings, note, reply, rows
from cheatsheet.picker.form import Form
from cheatsheet.picker.newest import Newest
from cheatsheet.picker.offer import Choice, Found, Offer, Preview, Question, Row
from cheatsheet.picker.typed import Typed
from cheatsheet.picker.widgets import MOVES, Entries, Keys, Page, SearchLine, caught_up, true_soon

FAULTY = "this entry cannot be sent as it is"
NOTHING_TYPED = "no value was typed yet"


class Search(Screen[None]):
    """Leads from a complaint to a choice, with which it ends the app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take", key_display="Enter", priority=True),
        Binding("escape", "back", "leave", key_display="Esc"),
        Binding("f2,ctrl+t", "channel", "channel", key_display="F2", priority=True),
        Binding("ctrl+e", "take(True)", "edit", key_display="^E", priority=True),
        Binding("f4", "values", "values", key_display="F4", priority=True),
        Binding("tab", "app.focus_next", "reply", key_display="Tab"),
        *(Binding(keys, f"move('{how}')", show=False, priority=True) for keys, how in MOVES.items()),
    ]

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self.channel = offer.channel
        self.typed = Typed()
        self.found = Found(())
        self.sought: str | None = None
        self.searching = Newest(self.show_found, self.fail)
        self.previewing = Newest(self.show_preview, self.fail)

    def compose(self) -> ComposeResult:
        """Search line, entries, reply, keys."""
        yield SearchLine(self.offer.text, id="line")
        with Container(id="panes"):
            with Vertical(id="left"):
                yield Entries(id="entries")
                yield Static(id="note", markup=False)
            with Vertical(id="right"):
                with Page(id="page"):
                    yield Static(id="reply", markup=False)
                yield Static(id="findings", markup=False)
        yield Keys(self.BINDINGS)

    def on_mount(self) -> None:
        """Searches for what was given on the command line."""
        self.query_one("#page").border_title = note(self.channel)
        self.look()

    def on_unmount(self) -> None:
        """Waits for what is being read: nothing of it goes on after the screen."""
        self.searching.close()
        self.previewing.close()

    @property
    def line(self) -> SearchLine:
        """The search line."""
        return self.query_one(SearchLine)

    @property
    def row(self) -> Row | None:
        """The chosen entry."""
        at = self.query_one(Entries).highlighted
        return None if at is None else self.found.rows[at]

    @on(Input.Changed)
    def look(self) -> None:
        """Searches for what stands in the line, once."""
        if self.line.text != self.sought:
            self.sought = self.line.text
            self.searching.ask(partial(self.offer.search, self.sought))

    async def chosen(self) -> Row | None:
        """The chosen entry, once the search has answered what stands in the line."""
        self.look()
        await self.searching.settled()
        return self.row

    def show_found(self, found: Found) -> None:
        """Lists what was found; the best is chosen."""
        self.found = found
        entries = self.query_one(Entries)
        entries.set_options(rows(found))
        self.say(found.note)
        if found.rows:
            entries.highlighted = 0
        else:
            self.show_preview(Preview())

    def say(self, text: str) -> None:
        """Says something below the list; "" takes it away."""
        below = self.query_one("#note", Static)
        below.update(note(text))
        below.display = bool(text)

    @on(OptionList.OptionHighlighted)
    def draw(self) -> None:
        """Asks for the reply of the chosen entry."""
        if self.row:
            self.previewing.ask(self.reply_of(self.row))

    def reply_of(self, row: Row) -> "partial[Preview]":
        """What gives the reply of an entry, with what was typed so far."""
        return partial(self.offer.preview, row.id, self.channel, self.typed.values(row.id))

    def show_preview(self, preview: Preview) -> None:
        """Shows a reply from its beginning."""
        self.query_one("#reply", Static).update(reply(preview))
        below = self.query_one("#findings", Static)
        below.update(findings(preview))
        below.display = bool(preview.findings)
        self.query_one(Page).scroll_home(animate=False)

    def fail(self, error: Exception) -> None:
        """Closes the screen for a fault that was not foreseen."""
        self.app.exit(return_code=1, message=f"{type(error).__name__}: {error}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Whether a key means this: those that move in the list scroll the reply where that has the focus."""
        return action != "move" or self.focused is self.line

    async def action_move(self, how: str) -> None:
        """Moves in the list: cursor_up, page_down, first, …; in the one for all that was typed before the key."""
        await caught_up(self.line)
        await self.chosen()
        getattr(self.query_one(Entries), f"action_{how}")()

    def action_back(self) -> None:
        """From the reply to the line; empties the line; leaves."""
        if self.focused is not self.line:
            self.line.focus()
        elif self.line.value:
            self.line.clear()
        else:
            self.app.exit(None)

    def action_channel(self) -> None:
        """The next channel."""
        channels = self.offer.channels
        at = channels.index(self.channel) if self.channel in channels else -1
        self.channel = channels[(at + 1) % len(channels)]
        self.query_one("#page").border_title = note(self.channel)
        self.draw()

    @on(Entries.Taken)
    def take_clicked(self) -> None:
        """A second click on an entry takes it."""
        self.take(self.offer.edit)

    async def action_take(self, edit: bool = False) -> None:
        """Takes the chosen entry."""
        await caught_up(self.focused)
        await self.opened(self.take(edit or self.offer.edit))

    async def opened(self, work: "Worker[None]") -> None:
        """Waits until work is done or has a form on the screen: what is typed from now on belongs there."""
        await true_soon(lambda: work.is_finished or (self.app.screen is not self and bool(self.app.focused)))

    @work(exclusive=True)
    async def take(self, edit: bool) -> None:
        """Asks what is missing, warns of the wording, ends the app with the choice."""
        row = await self.chosen()
        if row is None:
            self.app.bell()
            return
        while True:
            preview = await self.previewing.answer(self.reply_of(row))
            if preview.fault:
                self.show_preview(preview)
                self.say(FAULTY)
                return
            if not preview.questions:
                break
            if not await self.ask(row, preview.questions):
                return
        if preview.findings and not edit:
            answer = await self.app.push_screen_wait(Caution(preview.findings))
            if answer is Answer.BACK:
                return
            edit = answer is Answer.EDIT
        given = self.typed.values(row.id)
        self.app.exit(Choice(row.id, given, self.channel, edit, self.line.text))

    async def action_values(self) -> None:
        """Lets a person change what was typed for the chosen entry."""
        await caught_up(self.focused)
        await self.opened(self.change())

    @work(exclusive=True)
    async def change(self) -> None:
        """Asks for the values of the chosen entry, those that were typed before too."""
        row = await self.chosen()
        if row is None:
            return
        preview = await self.previewing.answer(self.reply_of(row))
        questions = self.typed.questions(row.id, preview.questions)
        if questions:
            await self.ask(row, questions)
        else:
            self.say(NOTHING_TYPED)

    async def ask(self, row: Row, questions: Sequence[Question]) -> bool:
        """Asks for values and keeps what was typed; whether all was answered."""
        form = Form(row.complaint, questions, self.typed.texts(row.id), partial(self.offer.problem, row.id))
        answers = await self.app.push_screen_wait(form)
        self.typed.keep(row.id, questions, answers)
        self.draw()
        return answers.done
