"""`review`: what waits for a decision, one by one in a terminal; submit, approve, reject by name."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from cheatsheet import review
from cheatsheet.commands import changing, completion, writing
from cheatsheet.commands.options import AsJson, DryRun
from cheatsheet.commands.questions import ask_until_given, remember_agent
from cheatsheet.commands.saving import Change, save
from cheatsheet.commands.session import Session
from cheatsheet.commands.show import as_object as entry_object
from cheatsheet.commands.telling import finding_line, findings_of, say_difference, say_findings
from cheatsheet.commands.unsaved import held
from cheatsheet.entry import Entry
from cheatsheet.errors import CheatsheetError, UsageError
from cheatsheet.proposal import proposed_entry
from cheatsheet.review import Waiting
from cheatsheet.text import did_you_mean

ACTIONS = ("submit", "approve", "reject")
KINDS = {
    "draft": "draft",
    "in_review": "in review",
    "proposed": "a change is proposed",
    "due": "due for review",
    "rejected": "rejected",
}
ANSWERS = {"a": "approve", "r": "reject", "e": "edit", "s": "skip", "q": "quit"}
ANSWERS_WHEN_DUE = {"a": "approve again", "r": "retire", "e": "edit", "s": "skip", "q": "quit"}


def command(
    ctx: typer.Context,
    action: Annotated[
        str | None,
        typer.Argument(metavar="[submit|approve|reject]", autocompletion=lambda: list(ACTIONS), help="A decision."),
    ] = None,
    entry_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", autocompletion=completion.ids, help="The entry's id.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who decides; else the agent's name.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it is rejected.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only what is due for review.")] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Go through what waits: drafts, proposed changes, and entries that are due; oldest first.

    In a terminal one by one: approve, reject, edit, skip, quit. Elsewhere the queue is listed, each
    with what it would change.
    """
    session = Session(ctx)
    name = by or session.settings.text("agent.name") or None
    if action is None:
        waiting = [
            each for each in review.queue(session.library.entries, session.today) if each.kind == "due" or not due
        ]
        if as_json:
            session.printer.json([as_object(session, each) for each in waiting])
        elif session.asks and session.printer.is_terminal(session.outside.stdout) and not dry_run:
            for each in waiting:
                if each.kind == "rejected":
                    session.printer.say(f"{head(each)}: {each.entry.reason}", "dim")
            walk(session, [each for each in waiting if each.kind != "rejected"], name)
        else:
            list_queue(session, waiting)
        return 0
    if action not in ACTIONS:
        raise UsageError(f"review cannot {action!r}", did_you_mean(action, ACTIONS) or f"one of {', '.join(ACTIONS)}")
    if entry_id is None:
        raise UsageError(f"review {action}: which entry?", f"cheatsheet review {action} ID")
    if as_json and dry_run:
        raise UsageError("--json and --dry-run cannot be had together", "leave one of them out")
    old = session.library.get(entry_id)
    new = decided(session, action, old, name, reason)
    save_decision(session, action, old, new, dry_run=dry_run)
    if as_json:
        session.printer.json(entry_object(session.library.get(old.id)))
    return 0


def decided(session: Session, action: str, entry: Entry, by: str | None, reason: str | None) -> Entry:
    """The entry after a decision."""
    if action == "submit":
        return review.submit(entry, by, session.today)
    if action == "reject":
        return review.reject(entry, reason, session.today)
    months = int(session.settings.number("review.months"))
    own = session.settings.flag("review.self_approval")
    approved = review.approve(entry, by, session.today, months, own)
    if approved.id != entry.id and approved.id in session.library.by_id:
        there = session.library.get(approved.id).source
        hint = f"{there.file}:{there.line} has it; reject the change, or propose another id"
        raise UsageError(f"the id {approved.id!r} is taken meanwhile", hint)
    return approved


def save_decision(session: Session, action: str, old: Entry, new: Entry, *, dry_run: bool = False) -> bool:
    """Writes a decision, and says where a rejected text is; False where it was only shown."""
    saved = save(session, change(session, action, old, new), dry_run=dry_run, ask=False)
    if saved and action == "reject" and old.proposed:
        session.printer.say("the proposed text is out of the file now; `cheatsheet undo` brings it back", "dim")
    return saved


def change(session: Session, action: str, old: Entry, new: Entry) -> Change:
    """A decision as it is written."""
    done = {"submit": "submitted", "approve": "approved", "reject": "rejected", "retire": "retired"}[action]
    return Change(old=old, new=new, path=changing.path_of(session, old), what=f"{done} {old.id}", as_seen=True)


def before_and_after(waiting: Waiting) -> str:
    """What approval would change: a draft whole, a proposal against the approved text, nothing for what is due."""
    if waiting.kind == "due":
        return ""
    return review.difference(waiting.entry, proposed_entry(waiting.entry))


def as_object(session: Session, waiting: Waiting) -> Mapping[str, Any]:
    """One item of the queue as JSON has it, with what `lint` says of it."""
    entry = waiting.entry
    return {
        "id": entry.id,
        "complaint": entry.complaint,
        "kind": waiting.kind,
        "since": waiting.since,
        "by": waiting.by,
        "status": str(entry.status),
        "diff": before_and_after(waiting),
        "findings": [
            {"rule": finding.rule, "level": str(level), "message": finding.message, "suggestion": finding.suggestion}
            for level, finding in findings_of(session, proposed_entry(entry))
        ],
        "file": entry.source.file,
        "line": entry.source.line,
    }


def head(waiting: Waiting) -> str:
    """What waits, since when, of whom, and where it stands."""
    entry = waiting.entry
    since = f", since {waiting.since}" if waiting.since else ""
    by = f", by {waiting.by}" if waiting.by else ""
    return f"{entry.id}: {KINDS[waiting.kind]}{since}{by}  {entry.source.file}:{entry.source.line}"


def list_queue(session: Session, waiting: list[Waiting]) -> None:
    """The queue as text, each with what it would change and what `lint` says of it."""
    for number, each in enumerate(waiting):
        session.printer.data(("\n" if number else "") + head(each))
        session.printer.data(f"  {each.entry.complaint}")
        if each.kind == "rejected":
            session.printer.data(f"  {each.entry.reason}")
            continue
        for line in before_and_after(each).splitlines():
            session.printer.data(f"  {line}".rstrip())
        for level, finding in findings_of(session, proposed_entry(each.entry)):
            session.printer.data(f"  {finding_line(level, finding)}")
    if not waiting:
        session.printer.say("nothing waits for review")


def walk(session: Session, waiting: list[Waiting], by: str | None) -> None:
    """The queue one by one, with a person's decision on each; asks who decides where nobody is named."""
    if not waiting:
        session.printer.say("nothing waits for review")
        return
    if not by:
        by = ask_until_given(session, "your name, for what you approve")
        remember_agent(session, by)
    for number, each in enumerate(waiting, 1):
        if not decide(session, each, by, f"{number} of {len(waiting)}"):
            break


def decide(session: Session, waiting: Waiting, by: str | None, place: str) -> bool:
    """One item: shown, and decided on; False to stop."""
    answers = ANSWERS_WHEN_DUE if waiting.kind == "due" else ANSWERS
    while True:
        session.printer.say()
        session.printer.say(f"{place}  {head(waiting)}", "bold")
        session.printer.say(waiting.entry.complaint)
        if waiting.kind == "due":
            session.printer.say(waiting.entry.answer)
        say_difference(session, before_and_after(waiting))
        say_findings(session, proposed_entry(waiting.entry))
        typed = session.ask(", ".join(f"[{key}]{word[1:]}" for key, word in answers.items())).lower()
        answer = next((key for key, word in answers.items() if typed in {key, word}), "")
        if answer == "q":
            return False
        if answer == "s":
            return True
        if not answer:
            session.printer.say(f"{', '.join(answers)}, please", "yellow")
            continue
        try:
            if take(session, waiting, answer, by):
                return True
        except CheatsheetError as error:
            session.printer.problem(error.lines())
        session.forget_library()
        still = again(session, waiting)
        if still is None:
            session.printer.say(f"{waiting.entry.id} waits no longer", "yellow")
            return True
        waiting = still


def take(session: Session, waiting: Waiting, answer: str, by: str | None) -> bool:
    """Carries a decision out; False where the item is to be shown again."""
    entry = waiting.entry
    if answer == "e":
        edit(session, waiting, by)
        return False
    if answer == "a":
        new, action = decided(session, "approve", entry, by, None), "approve"
    else:
        reason = ask_until_given(session, "why")
        action = "retire" if waiting.kind == "due" else "reject"
        new = review.retire(entry, reason) if action == "retire" else decided(session, action, entry, by, reason)
    try:
        return save_decision(session, action, entry, new)
    except CheatsheetError:
        if new.reason:
            session.printer.say(f"your reason was: {new.reason}", "dim")
        raise


def edit(session: Session, waiting: Waiting, by: str | None) -> None:
    """An item changed in the editor; what is proposed stays a proposal."""
    entry = waiting.entry
    edited = writing.edited_entry(session, proposed_entry(entry))
    if edited is None:
        return
    make = changing.proposal_of if waiting.kind == "proposed" else changing.change_of
    with held(session, edited.id, edited.to_mapping()):
        save(session, make(session, entry, edited, by))


def again(session: Session, waiting: Waiting) -> Waiting | None:
    """An item as it is now, after an edit or what others did; None where it waits no longer."""
    entry = session.library.by_id.get(waiting.entry.id)
    queue = review.queue([entry], session.today) if entry else []
    return queue[0] if queue else None
