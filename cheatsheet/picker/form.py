"""A form for what a reply still needs: a line for each value, checked when it is left."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import DescendantBlur
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from cheatsheet.picker.draw import line, note
from cheatsheet.picker.offer import Question
from cheatsheet.picker.typed import Answers
from cheatsheet.picker.widgets import Keys, Lines, OneLine, caught_up

NOTHING = "a value is needed"


class Line(Vertical):
    """One question, its answer, and below it why the answer cannot be used."""

    def __init__(self, question: Question, text: str) -> None:
        super().__init__()
        self.question = question
        self.first = text
        self.problem = Static(classes="problem", markup=False)

    def compose(self) -> ComposeResult:
        """Prompt, a line or a list to choose from, problem."""
        question = self.question
        yield Static(note(line(question.prompt if question.choices else question.line)), markup=False)
        if question.choices:
            yield Lines(*(note(line(choice)) for choice in question.choices), markup=False, compact=True)
        else:
            yield OneLine(value=line(self.first), compact=True)
        yield self.problem

    def on_mount(self) -> None:
        """Shows what was chosen before; nothing is chosen for a person."""
        choices = self.question.choices
        if choices:
            self.query_one(Lines).highlighted = choices.index(self.first) if self.first in choices else None

    @property
    def answer(self) -> str:
        """What was typed or chosen."""
        if not self.question.choices:
            return self.query_one(Input).value
        at = self.query_one(Lines).highlighted
        return "" if at is None else self.question.choices[at]

    def say(self, problem: str) -> None:
        """Says why the answer cannot be used."""
        self.problem.update(note(problem))
        self.set_class(bool(problem), "-wrong")


class Form(ModalScreen[Answers]):
    """Asks the questions; ends with what was typed, also where a person goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "next, at last take", key_display="Enter", priority=True),
        Binding("escape", "back", "back", key_display="Esc"),
        Binding("tab,down", "app.focus_next", show=False),
        Binding("shift+tab,up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        complaint: str,
        questions: Sequence[Question],
        texts: Mapping[str, str],
        problem: Callable[[str, str], str],  # of a name and an answer
    ) -> None:
        super().__init__()
        self.complaint = complaint
        self.questions = questions
        self.texts = texts
        self.problem = problem
        self.left = False

    def compose(self) -> ComposeResult:
        """The complaint and the lines."""
        with VerticalScroll(can_focus=False, classes="box"):
            yield Static(note(line(self.complaint)), classes="title", markup=False)
            for question in self.questions:
                yield Line(question, self.texts.get(question.name, ""))
        yield Keys(self.BINDINGS)

    @property
    def lines(self) -> list[Line]:
        """The lines, from above to below."""
        return [*self.query(Line)]

    def wrong(self, asked: Line) -> str:
        """Why the answer of a line cannot be used, else ""."""
        return self.problem(asked.question.name, asked.answer) if asked.answer.strip() else NOTHING

    @on(Input.Changed)
    @on(OptionList.OptionHighlighted)
    def check_again(self, event: Input.Changed | OptionList.OptionHighlighted) -> None:
        """What was wrong is checked with every key."""
        asked = self.line_of(event.control)
        if asked and asked.has_class("-wrong"):
            asked.say(self.wrong(asked))

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """A line that is left with something in it is checked."""
        asked = self.line_of(event.widget)
        if asked and asked.answer.strip():
            asked.say(self.wrong(asked))

    def line_of(self, widget: object) -> Line | None:
        """The line that a widget is part of."""
        return next((each for each in self.lines if widget in each.children), None)

    async def action_next(self) -> None:
        """To the next line; after the last one, to what is wrong, else it is done."""
        await caught_up(self.focused)
        lines = self.lines
        here = self.line_of(self.focused) or lines[-1]
        problem = self.wrong(here)
        here.say(problem)
        if problem:
            return
        if here is not lines[-1]:
            self.go_to(lines[lines.index(here) + 1])
            return
        for each in lines:
            each.say(self.wrong(each))
        first = next((each for each in lines if each.has_class("-wrong")), None)
        if first:
            self.go_to(first)
        else:
            self.leave(done=True)

    def go_to(self, asked: Line) -> None:
        """Sets the focus at once: what is typed behind an Enter belongs to the next line."""
        self.set_focus(asked.query("Input, OptionList").first())

    def action_back(self) -> None:
        """Back to the list."""
        self.leave(done=False)

    def leave(self, *, done: bool) -> None:
        """Ends with what was typed, once: a second key may come before the screen is gone."""
        if self.left:
            return
        self.left = True
        texts = {each.question.name: each.answer.strip() for each in self.lines}
        wrong = frozenset(each.question.name for each in self.lines if self.wrong(each))
        self.dismiss(Answers(texts, wrong, done))
