"""What was typed and not saved, kept where its writer finds it again."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cheatsheet.atomic import replace_file
from cheatsheet.commands.session import Session
from cheatsheet.edits.yaml_writer import dump
from cheatsheet.endings import endings_told, undisturbed
from cheatsheet.lock import UNSAVED


@contextmanager
def held(session: Session, name: str, values: Mapping[str, object]) -> Iterator[None]:
    """Within it, what a person typed is not lost: whatever ends the call before it is saved, it is kept, and told."""
    with endings_told():
        try:
            yield
        except BaseException:
            if name not in session.kept:
                with undisturbed(), suppress(OSError):  # the terminal may be gone
                    keep_values(session, name, values)
            raise


def keep_values(session: Session, name: str, values: Mapping[str, object]) -> None:
    """Keeps what a person typed in a file of its own, and says where."""
    say_kept(session, keep(session, name, values))


def keep(session: Session, name: str, values: Mapping[str, object]) -> Path | None:
    """A new file of the user's own with what was typed; None where none can be made, and then it is shown."""
    session.kept.add(name)
    path = session.outside.state_folder / UNSAVED / f"{name}-{os.urandom(3).hex()}.yaml"
    text = dump([values])
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, text.encode("utf-8", "surrogatepass"))
    except OSError:
        session.printer.say(text)
        return None
    return path


def say_kept(session: Session, path: Path | None) -> None:
    """Says that nothing was saved, and where the text is."""
    where = f"; what you wrote is kept in {path}" if path else ""
    session.printer.say(f"nothing was saved{where}", "yellow")
