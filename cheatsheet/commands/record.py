"""What this program writes into the library, recorded so that `undo` can take it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cheatsheet.commands.session import Session
from cheatsheet.errors import HistoryUnusable
from cheatsheet.history import FILE_NAME, History

if TYPE_CHECKING:
    from cheatsheet.sheet_file import Written


def history_of(session: Session) -> History:
    """What this program wrote into this library."""
    return History(path=session.outside.state_folder / FILE_NAME, library=session.responses)


def recorder(session: Session, what: str) -> "Callable[[Written], None]":
    """Records a write that comes next; where that fails, a person is told and the write goes on."""

    def record(written: "Written") -> None:
        try:
            history_of(session).record(written, what, session.outside.clock())
        except HistoryUnusable as error:
            session.printer.warn(f"`undo` will not know this change: {error.message}")

    return record
