"""What follows a complaint that no entry answers: an entry for it, without what only this customer has."""

import re
from collections.abc import Iterable

from cheatsheet.commands.session import Session

LONGEST = 200  # characters of a complaint; of a longer message a person says what it is about


def offer_to_add(session: Session, message: str, given: Iterable[str] = ()) -> bool:
    """Asks a person whether to add an entry for a message, and adds it; whether that was done.

    `given` are values of this customer, such as the name, which must not get into the sheet.
    """
    if session.place.starter:
        session.printer.say("`cheatsheet init` makes a library of your own, to which you can add an answer", "dim")
        return False
    answer = (session.line("add an entry for it? [y]es, in the [e]ditor, [N]o: ") or "").strip().lower()
    if answer not in {"y", "yes", "e", "editor"}:
        return False
    from cheatsheet.commands import writing
    from cheatsheet.commands.add import add

    known = {"complaint": complaint_of(session, without(message, given))} if len(one_line(message)) else {}
    if answer.startswith("e"):
        entry = writing.written_entry(session, known)
    else:
        entry = writing.new_entries(session, known)[0]
    return bool(entry and add(session, entry, None))


def complaint_of(session: Session, message: str) -> str:
    """The complaint as it goes into the sheet: without names, numbers and addresses, in a person's words if long."""
    from cheatsheet.impersonal import impersonal

    bare = without_private(session, impersonal(message))
    session.printer.say("leave out what only this customer has: names, numbers, addresses", "yellow")
    if len(bare) > LONGEST:
        session.printer.say("the message is long: say in a line what it is about")
        bare = ""
    while True:
        shown = f" [{bare}]" if bare else ""
        answer = one_line(session.ask(f"the complaint{shown}")) or bare
        if answer:
            return answer


def without(text: str, values: Iterable[str]) -> str:
    """A text without some values, and without each of their words that has a capital or a digit."""
    parts = {
        part for value in values for part in (value, *value.split()) if any(c.isupper() or c.isdigit() for c in part)
    }
    for part in sorted(parts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "", text)
    return text


def without_private(session: Session, text: str) -> str:
    """A text without what `lint` calls private: card, account and telephone numbers, email addresses."""
    from cheatsheet.commands.linting import about_of
    from cheatsheet.lint import privacy
    from cheatsheet.lint.prose import Prose
    from cheatsheet.revise import new_entry

    entry = new_entry({"id": "message", "complaint": "message", "answer": text or "message"})
    found = privacy.check(Prose.of(source=text), entry, about_of(session))
    for finding in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: finding.start] + text[finding.end :]
    return text


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
