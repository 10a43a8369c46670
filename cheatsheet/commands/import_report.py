"""What an import says of each item: what became of it, what was lost, which entry it may be meant for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cheatsheet.commands.importing import Import
from cheatsheet.commands.session import Session
from cheatsheet.convert.item import Source
from cheatsheet.convert.plan import Outcome
from cheatsheet.folder import shown

SHOWN = 100  # characters of a text that went
FEW = 50  # items that a person at a terminal reads; of more, the first of which there is something to say


def as_object(found: Import, source: Source, kind: str, name: str, *, dry_run: bool) -> Mapping[str, Any]:
    """The report as JSON."""
    return {
        "file": name,
        "format": kind,
        "dry_run": dry_run,
        "into": str(found.path),
        "counts": counts(found),
        "losses": list(source.losses),
        "items": [
            {
                "place": outcome.item.place,
                "title": outcome.item.title,
                "outcome": outcome.kind,
                "id": outcome.id or None,
                "why": outcome.why,
                "near": outcome.near or None,
                "losses": list(outcome.losses),
                "before": dict(outcome.before),
            }
            for outcome in found.outcomes
        ],
    }


def counts(found: Import) -> dict[str, int]:
    """How many items were added, merged, changed and skipped."""
    number = Counter(outcome.kind for outcome in found.outcomes)
    return {kind: number[kind] for kind in ("added", "merged", "changed", "skipped")}


def say_report(session: Session, found: Import, source: Source, *, dry_run: bool) -> None:
    """The report for a person: the items to stdout, what sums them up to stderr."""
    printer = session.printer
    short = printer.is_terminal(session.outside.stdout) and len(found.outcomes) > FEW
    told = [each for each in found.outcomes if not short or remarks(each)][: FEW if short else None]
    printer.table(("what", "entry", "complaint", "where", "remarks"), (row(each) for each in told))
    if len(told) < len(found.outcomes):
        printer.say(f"… and {len(found.outcomes) - len(told):,} more; --json, or a pipe, has all", "dim")
    for loss in source.losses:
        printer.warn(loss)
    lost = sum(1 for outcome in found.outcomes if outcome.losses)
    said = ", ".join(f"{number:,} {kind}" for kind, number in counts(found).items() if number) or "nothing to take in"
    printer.say(f"{said}{f'; {lost:,} with losses' if lost else ''}", "green")
    if found.added and not dry_run:
        printer.say(
            f"new entries are in {shown(found.path, session.outside.cwd)}; `cheatsheet undo` takes them back", "dim"
        )
    if counts(found)["changed"] and not dry_run:
        printer.say("what was changed comes back with `cheatsheet undo`; --json has the old texts whole", "dim")
    if found.added and not dry_run:
        printer.say(f"look at what came in: cheatsheet lint {shown(found.path, session.outside.cwd)}", "dim")
    if dry_run:
        printer.say("a dry run: nothing was written", "dim")


def row(outcome: Outcome) -> tuple[str, str, str, str, str]:
    """One item as a row."""
    return outcome.kind, outcome.id, outcome.item.title, outcome.item.place, "; ".join(remarks(outcome))


def remarks(outcome: Outcome) -> list[str]:
    """What a person should know of an item."""
    return [*said(outcome)]


def said(outcome: Outcome) -> Iterator[str]:
    """Why it was left out, what was lost, which entry is near."""
    if outcome.why:
        yield outcome.why
    yield from (f"lost: {loss}" for loss in outcome.losses)
    for key, value in outcome.before.items():
        text = " ".join(str(value).split())
        yield f"its {key} was: {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}"
    if outcome.near and outcome.kind == "added":
        yield f"near {outcome.near}: perhaps a phrase of it"
