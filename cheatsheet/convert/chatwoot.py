"""Chatwoot's canned responses, as its API lists them."""

import re

from cheatsheet.convert.intake import Intake, one_line
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.json_source import Record, items_of, looks_like
from cheatsheet.convert.placeholders import Table

LISTS = ("canned_responses", "payload", "data")


def recognises(name: str, data: bytes) -> bool:
    """Whether a file has canned responses of Chatwoot."""
    return looks_like(name, data, "short_code", "content")


def read(data: bytes, name: str, table: Table) -> Source:
    """The canned responses of a file; raises Invalid."""
    return items_of(data, name, LISTS, lambda record: item_of(record, table))


def item_of(record: Record, table: Table) -> Item:
    """One canned response; its short code, with spaces for hyphens, is the complaint."""
    intake = Intake(table, "mustache", record.place)
    complaint = one_line(re.sub(r"[-_]+", " ", record.text("short_code")))
    return intake.item({"complaint": complaint, "answer": intake.text(record.text("content"))})
