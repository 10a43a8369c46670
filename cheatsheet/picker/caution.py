"""What lint says of a text, before it is copied all the same."""

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from cheatsheet.picker.draw import note
from cheatsheet.picker.offer import Finding
from cheatsheet.picker.widgets import Keys, Lines


class Answer(Enum):
    """What is done with the text."""

    BACK = "Back"
    EDIT = "Edit it first"
    COPY = "Copy anyway"


class Caution(ModalScreen[Answer]):
    """Names each finding and its suggestion; nothing is copied unless that is chosen on purpose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", key_display="Enter"),
        Binding("escape", "choose('BACK')", "back", key_display="Esc"),
        Binding("e", "choose('EDIT')", "edit"),
    ]

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = findings
        self.left = False

    def compose(self) -> ComposeResult:
        """The findings, and what can be done; going back is the default."""
        with VerticalScroll(can_focus=False, classes="box"):
            yield Static("This text should not reach a customer", classes="title", markup=False)
            for finding in self.findings:
                yield Static(note(finding.message), classes="problem", markup=False)
                yield Static(note(f"{finding.suggestion}  ({finding.rule})"), classes="advice", markup=False)
            yield Lines(*(answer.value for answer in Answer), markup=False, compact=True)
        yield Keys(self.BINDINGS)

    def on_mount(self) -> None:
        """Enter goes back."""
        self.query_one(Lines).highlighted = 0

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Ends with what was chosen."""
        self.leave(list(Answer)[event.option_index])

    def action_choose(self, name: str = "") -> None:
        """Ends with an answer, that of the list where none is named."""
        self.leave(Answer[name] if name else list(Answer)[self.query_one(Lines).highlighted or 0])

    def leave(self, answer: Answer) -> None:
        """Ends, once: a second Enter may come before the screen is gone."""
        if not self.left:
            self.left = True
            self.dismiss(answer)
