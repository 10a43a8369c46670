"""What a person is asked: which near miss, which values, who signs, and what a new entry says."""

from collections.abc import Mapping, Sequence

from cheatsheet.commands.report import say_near_misses
from cheatsheet.commands.session import Session
from cheatsheet.confidence import Match
from cheatsheet.entry import Entry
from cheatsheet.errors import Missing, UsageError
from cheatsheet.field import Field, FieldType
from cheatsheet.match import Ranking
from cheatsheet.picker import Question
from cheatsheet.user_settings import remember
from cheatsheet.values import PROMPTS, clean

HINTS = {FieldType.DATE: "2026-11-22", FieldType.NUMBER: "a number", FieldType.YES_NO: "yes/no"}
CHOICES = {FieldType.YES_NO: ("yes", "no")}


def pick(session: Session, found: Ranking) -> Match | None:
    """The near miss that a person picks by number; None for none of these."""
    printer = session.printer
    say_near_misses(printer, found)
    printer.say("  0  none of these")
    while True:
        answer = session.ask("number")
        if answer.lower() in {"0", "", "n", "none", "q"}:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(found.matches):
            return found.matches[int(answer) - 1]
        printer.say(f"a number from 0 to {len(found.matches)}, please", "yellow")


def ask_for(session: Session, entry: Entry, missing: Sequence[Missing]) -> dict[str, str]:
    """A value for everything that is missing, asked one by one until it is valid."""
    return {each.name: ask_value(session, entry, each) for each in questions_for(entry, missing)}


def questions_for(entry: Entry, missing: Sequence[Missing]) -> list[Question]:
    """What a person is asked where values are missing; for a first name it is the name."""
    names = {m.name for m in missing}
    found = []
    for item in missing:
        if item.name == "customer.first_name":
            if "customer.name" not in names:
                found.append(Question("customer.name", PROMPTS["customer.name"]))
        else:
            field = entry.fields.get(item.name)
            choices = CHOICES.get(field.type, field.choices) if field else ()
            found.append(Question(item.name, item.prompt, HINTS.get(field.type, "") if field else "", choices))
    return found


def ask_value(session: Session, entry: Entry, question: Question) -> str:
    """One value, checked; an empty answer asks again."""
    while True:
        answer = session.ask(question.line)
        problem = problem_with(answer, entry.fields.get(question.name))
        if not problem:
            return answer
        session.printer.say(f"{problem}; Ctrl-C gives up", "yellow")


def problem_with(answer: str, field: Field | None) -> str:
    """Why an answer cannot be used, else ""."""
    try:
        if clean(answer) is None:
            return "a value is needed"
        if field:
            field.convert(answer)
    except (ValueError, UsageError) as error:
        return str(error)
    return ""


def remember_agent(session: Session, name: str) -> None:
    """Writes the agent's name into the user's own settings, and says so."""
    path = session.user_file
    try:
        remember(path, "agent", "name", name)
    except OSError as error:
        session.printer.warn(f"your name could not be kept in {path}: {error.strerror or error}")
    else:
        session.printer.say(f"your name is kept in {path}", "dim")


def ask_entry(session: Session, given: Mapping[str, object], answers: dict[str, object]) -> None:
    """Asks what a new entry still needs, one by one, into `answers`: complaint, answer, phrases, tags."""
    if not given.get("complaint"):
        answers["complaint"] = ask_until_given(session, "what does the customer say")
    from cheatsheet.commands.telling import neighbours, say_neighbours  # what finds them is heavy; `reply` is not

    complaint = str(given.get("complaint") or answers["complaint"])
    say_neighbours(session, complaint, neighbours(session, complaint))
    if not given.get("answer"):
        ask_answer(session, answers)
    if not given.get("phrases"):
        ask_phrases(session, answers)
    if not given.get("tags"):
        tags = session.ask("tags, with commas between (Enter for none)")
        answers["tags"] = [tag.strip() for tag in tags.split(",") if tag.strip()]


def ask_until_given(session: Session, prompt: str) -> str:
    """One line that is not empty."""
    while not (answer := session.ask(prompt)):
        session.printer.say("this is needed; Ctrl-C gives up", "yellow")
    return answer


def ask_answer(session: Session, answers: dict[str, object]) -> None:
    """The lines of an answer, up to one with a single dot or the end of input; `answers` has those typed."""
    session.printer.say("the answer; the layout adds greeting and sign-off. A line with a single dot ends it:")
    while True:
        lines: list[str] = []
        while (line := session.line("  ")) is not None and line.strip() != ".":
            lines.append(line.rstrip())
            answers["answer"] = "\n".join(lines).strip("\n")
        if str(answers.get("answer", "")).strip():
            return
        if line is None:
            raise KeyboardInterrupt
        session.printer.say("an entry needs an answer; Ctrl-C gives up", "yellow")


def ask_phrases(session: Session, answers: dict[str, object]) -> None:
    """Other ways to say a complaint, a line each, up to an empty one; `answers` has each when it is typed."""
    session.printer.say("other ways in which customers say it, a line each; Enter alone goes on:")
    phrases: list[str] = []
    while line := (session.line("  ") or "").strip():
        phrases.append(line)
        answers["phrases"] = phrases
