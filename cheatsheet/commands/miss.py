"""What follows a complaint that no entry answers: an entry for it, without what only this customer has."""

import re

from cheatsheet.commands.session import Session
from cheatsheet.message import Message

PAUSE_BEHIND_NOTHING = re.compile(r"\s+([,.;:!?])")  # a name or a number stood there
LONGEST = 200  # characters of a complaint; of a longer message a person says what it is about


def offer_to_add(session: Session, message: str) -> bool:
    """Asks a person whether to add an entry for a message, and adds it; whether that was done."""
    if session.place.starter:
        session.printer.say("`cheatsheet init` makes a library of your own, to which you can add an answer", "dim")
        return False
    answer = (session.line("add an entry for it? [y]es, in the [e]ditor, [N]o: ") or "").strip().lower()
    if answer not in {"y", "yes", "e", "editor"}:
        return False
    from cheatsheet.commands import writing
    from cheatsheet.commands.add import add

    known = {"complaint": complaint_of(session, message)} if len(one_line(message)) else {}
    if answer.startswith("e"):
        entry = writing.written_entry(session, known)
    else:
        entry = writing.new_entries(session, known)[0]
    return bool(entry and add(session, entry, None))


def complaint_of(session: Session, message: str) -> str:
    """The complaint as it goes into the sheet: without names, numbers and addresses, in a person's words if long."""
    bare = PAUSE_BEHIND_NOTHING.sub(r"\1", one_line(Message.of(message).bare)).strip(" ,;:-")
    if len(bare) > LONGEST:
        session.printer.say("the message is long: say in a line what it is about")
        bare = ""
    while True:
        shown = f" [{bare}]" if bare else ""
        answer = one_line(session.ask(f"the complaint{shown}")) or bare
        if answer:
            return answer


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
