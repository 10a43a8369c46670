"""Saved replies of Help Scout and of FreeScout, which uses the same names and placeholders."""

from cheatsheet.convert.intake import Intake, counted, one_line
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.json_source import Record, items_of, looks_like
from cheatsheet.convert.placeholders import Table

LISTS = ("_embedded", "savedReplies", "saved-replies", "saved_replies", "replies")


def recognises(name: str, data: bytes) -> bool:
    """Whether a file has saved replies."""
    return (
        looks_like(name, data, "name", "text")
        or looks_like(name, data, "name", "chatText")
        or any(looks_like(name, data, key, "name") for key in LISTS[1:4])
    )


def read(data: bytes, name: str, table: Table) -> Source:
    """The saved replies of a file; raises Invalid."""
    return items_of(data, name, LISTS, lambda record: item_of(record, table))


def item_of(record: Record, table: Table) -> Item:
    """One saved reply; the wording for chats is that channel's."""
    intake = Intake(table, "helpscout", record.place)
    answer, chat = intake.html(record.text("text")), intake.html(record.text("chatText"))
    if chat and not answer:
        intake.lose("has a wording for chats alone: that is the answer now")
    attachments = record.items("attachments")
    if attachments:
        intake.lose(counted(len(attachments), "attachment"))
    return intake.item(
        {
            "complaint": one_line(record.text("name")),
            "answer": answer or chat,
            "channels": {"chat": chat} if answer and chat and chat != answer else {},
        }
    )
