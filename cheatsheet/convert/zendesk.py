"""Zendesk's macros, as its API lists them: read, and written so that reading them gives the same again."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from cheatsheet.convert.foreign import placeholders_in
from cheatsheet.convert.html_text import plain_text
from cheatsheet.convert.intake import Intake, counted, one_line, unique
from cheatsheet.convert.item import Exported, Item, Loss, Source
from cheatsheet.convert.json_source import JsonSource, Record, looks_like, source_of
from cheatsheet.convert.placeholders import Table
from cheatsheet.entry import Entry
from cheatsheet.status import Status

LISTS = ("macros", "macro")
COMMENTS = ("comment_value_html", "comment_value")
TAGS = frozenset({"set_tags", "current_tags"})
ALL_CHANNELS = frozenset({"", "channel:all", "all"})
ALSO_SAID = "Customers also say:"
PHRASES = re.compile(rf"(?:\A|\n\n){ALSO_SAID}\n(?P<phrases>(?:- [^\n]+(?:\n|\Z))+)\Z")
MAX_SHOWN = 60
KEPT = frozenset(
    {
        "id",
        "complaint",
        "phrases",
        "answer",
        "tags",
        "note",
        "status",
        "written_by",
        "waiting_since",
        "fields",
        "lint",
        "approved_by",
    }
)  # or of no use elsewhere


def recognises(name: str, data: bytes) -> bool:
    """Whether a file has macros of Zendesk."""
    return looks_like(name, data, "macros") or looks_like(name, data, "actions", "field", "title")


def read(data: bytes, name: str, table: Table) -> Source:
    """The macros of a file; raises Invalid where none is sound."""
    source = JsonSource(data, name)
    records = source.records(*LISTS)
    titles = [parts_of(record) for record in records]
    last = Counter(parts[-1].casefold() for parts in titles)
    items = [
        item_of(record, parts, table, alone=last[parts[-1].casefold()] == 1)
        for record, parts in zip(records, titles, strict=True)
    ]
    return source_of(source, records, items, "macros")


def parts_of(record: Record) -> list[str]:
    """A title by its folders: `A::B::C`."""
    return [part for part in map(one_line, record.text("title").split("::")) if part] or [""]


def item_of(record: Record, parts: list[str], table: Table, *, alone: bool) -> Item:
    """One macro. Its folders are tags; its complaint is what stands behind them, where that says enough by itself."""
    intake = Intake(table, "liquid", record.place)
    bodies, tags = actions_of(record, intake)
    restriction = record.values.get("restriction")
    if isinstance(restriction, dict):
        intake.lose(restricted(restriction))
    attachments = record.items("attachments")
    if attachments:
        intake.lose(counted(len(attachments), "attachment"))
    note, phrases = described(record.text("description"))
    active = record.flag("active", True)
    enough = alone and len(parts[-1].split()) > 1
    return intake.item(
        {
            "complaint": parts[-1] if enough or len(parts) == 1 else ": ".join(parts),
            "phrases": phrases,
            "answer": "\n\n".join(bodies),
            "tags": unique([*("-".join(part.lower().split()) for part in parts[:-1]), *tags]),
            "status": "" if active else "retired",
            "reason": "" if active else "was inactive in Zendesk",
            "note": note,
        },
        skipped="" if bodies else "has no answer: it only changes tickets",
    )


def actions_of(record: Record, intake: Intake) -> tuple[list[str], list[str]]:
    """The answers and the tags of a macro; all else that it does is a loss."""
    found: dict[str, list[str]] = {key: [] for key in COMMENTS}
    tags: list[str] = []
    for number, action in enumerate(record.items("actions")):
        if not isinstance(action, dict) or not isinstance(action.get("field"), str):
            record.wrong("an action must be an object with a `field`", "actions", number)
            continue
        field, value = action["field"], action.get("value")
        if field in COMMENTS:
            found[field] += comment_of(value, intake)
        elif field in TAGS:
            tags += (
                value if isinstance(value, list) and all(isinstance(t, str) for t in value) else said(value).split()
            )
        elif field == "comment_mode_is_public":
            if said(value).casefold() in {"false", "0", "no"}:
                intake.unsure("was an internal comment, which no customer saw")
        else:
            intake.lose(f"action: sets {field.replace('_', ' ')} to {shown(value)}")
    html, plain = found["comment_value_html"], found["comment_value"]
    bodies = [intake.html(text) for text in html] if html else [intake.text(text) for text in plain]
    if html and plain and differ(html, plain):
        intake.lose(f"its plain text says something else than its HTML, which is the answer: {shown(plain)}")
    return [body for body in bodies if body], tags


def differ(html: list[str], plain: list[str]) -> bool:
    """Whether a macro's plain text has other words than its HTML."""
    texts = ["".join(plain_text(text).text for text in one) for one in (html, plain)]
    words = [re.sub(r"\W+", "", re.sub(r"\([a-z]+:[^()]*\)", "", text)) for text in texts]
    return words[0] != words[1]


def comment_of(value: Any, intake: Intake) -> list[str]:
    """The text of a comment: a text, or `[channel, text]`; anything else is a loss."""
    if isinstance(value, dict):
        intake.lose(f"a comment that is no text: {shown(value)}")
        return []
    if not isinstance(value, list):
        return [said(value)] if said(value).strip() else []
    texts = [said(part) for part in value]
    if len(texts) == 2:
        channel = texts.pop(0).strip()
        if channel.casefold() not in ALL_CHANNELS:
            intake.lose(f"was for {channel.replace(':', ' ')} alone")
    return [text for text in texts if text.strip()]


def said(value: Any) -> str:
    """A value of an action as text."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return " ".join(said(item) for item in value)
        case _:
            return str(value)


def shown(value: Any) -> str:
    """A value of an action for a message."""
    text = " ".join(said(value).split())
    return (text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…") or "nothing"


def restricted(restriction: dict[str, Any]) -> str:
    """Who alone could use a macro."""
    ids = restriction.get("ids") or [restriction.get("id")]
    names = [str(one) for one in (ids if isinstance(ids, list) else [ids]) if one is not None]
    who = str(restriction.get("type") or "somebody").lower()
    return f"restricted to {who}{'s' if len(names) > 1 else ''} {', '.join(names)}".rstrip()


def described(description: str) -> tuple[str, list[str]]:
    """A note, and the phrases that `written` puts under it."""
    text = description.replace("\r\n", "\n").strip()
    found = PHRASES.search(text)
    if not found:
        return text, []
    return text[: found.start()].strip(), [line[2:].strip() for line in found["phrases"].splitlines()]


def written(entries: Sequence[Entry]) -> Exported:
    """The entries as macros; one that cannot be used as it is becomes inactive."""
    table = Table.load()
    losses: list[Loss] = []
    macros = [macro_of(entry, table, losses) for entry in entries]
    document = {"macros": macros, "next_page": None, "previous_page": None, "count": len(macros)}
    return Exported(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n", tuple(losses))


def macro_of(entry: Entry, table: Table, losses: list[Loss]) -> dict[str, Any]:
    """One entry as a macro; what it cannot hold is added to the losses."""
    from cheatsheet.convert.to_liquid import ToLiquid  # Jinja is slow to load, and reading does without

    answer = ToLiquid(table, entry.fields)
    body = answer.text(entry.answer)
    active = entry.status is Status.APPROVED and not answer.unsure
    lost = [*answer.losses, *not_held(entry)]
    if answer.unsure and entry.status is Status.APPROVED:
        lost.append("the macro is inactive: look at its text first")
    alike = [sign for sign in placeholders_in(body) if sign not in " ".join(answer.losses)]
    lost += [f"`{sign}` stands in the text: an import takes it for a placeholder" for sign in alike]
    tags = ["_".join(tag.split()) for tag in entry.tags]
    if tags != list(entry.tags):
        lost.append("tags: a space in one became _")
    losses += [Loss(entry.id, what) for what in lost]
    actions: list[dict[str, Any]] = [
        {"field": "comment_value", "value": body},
        {"field": "comment_mode_is_public", "value": "true"},
    ]
    if tags:
        actions.append({"field": "current_tags", "value": " ".join(tags)})
    return {
        "title": one_line(entry.complaint),
        "active": active,
        "description": description_of(entry) or None,
        "restriction": None,
        "actions": actions,
    }


def not_held(entry: Entry) -> list[str]:
    """What a macro has no place for."""
    lost = [
        f"{key}: a macro has no place for it" for key in entry.to_mapping() if key not in KEPT | entry.extra.keys()
    ]
    if entry.status not in {Status.APPROVED, Status.RETIRED}:
        lost.append(f"status {entry.status}: the macro is inactive")
    if "::" in entry.complaint:
        lost.append("complaint: `::` makes folders in Zendesk")
    if entry.extra:
        lost.append(f"columns {', '.join(entry.extra)}: a macro has no place for them")
    return lost


def description_of(entry: Entry) -> str:
    """The note, and other ways to say the complaint."""
    phrases = "\n".join(f"- {one_line(phrase)}" for phrase in entry.phrases)
    also = f"{ALSO_SAID}\n{phrases}" if phrases else ""
    return "\n\n".join(part for part in ((entry.note or "").strip(), also) if part)
