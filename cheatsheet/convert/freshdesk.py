"""Freshdesk's canned responses, as its API lists them."""

from cheatsheet.convert.intake import Intake, counted, one_line
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.json_source import Record, items_of, looks_like
from cheatsheet.convert.placeholders import Table

LISTS = ("canned_responses", "responses")
PERSONAL, GROUPS = 1, 2


def recognises(name: str, data: bytes) -> bool:
    """Whether a file has canned responses of Freshdesk."""
    return looks_like(name, data, "title", "content_html") or looks_like(name, data, "title", "folder_id", "content")


def read(data: bytes, name: str, table: Table) -> Source:
    """The canned responses of a file; raises Invalid."""
    return items_of(data, name, LISTS, lambda record: item_of(record, table))


def item_of(record: Record, table: Table) -> Item:
    """One canned response."""
    intake = Intake(table, "liquid", record.place)
    html = record.text("content_html")
    groups = [str(group) for group in record.items("group_ids")]
    visibility = record.text("visibility")
    if visibility == str(PERSONAL):
        intake.lose("was visible to its author alone")
    elif groups or visibility == str(GROUPS):
        intake.lose(f"restricted to {'groups' if len(groups) != 1 else 'group'} {', '.join(groups)}".rstrip())
    attachments = record.items("attachments")
    if attachments:
        intake.lose(counted(len(attachments), "attachment"))
    folder = one_line(record.text("folder_name"))
    if not folder and record.text("folder_id"):
        intake.lose(f"folder {record.text('folder_id')}")
    return intake.item(
        {
            "complaint": one_line(record.text("title")),
            "answer": intake.html(html) if html.strip() else intake.text(record.text("content")),
            "tags": ["-".join(folder.lower().split())] if folder else [],
        }
    )
