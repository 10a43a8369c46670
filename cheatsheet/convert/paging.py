"""What a page of an API says of records that are on other pages: an export of one page is not the whole."""

from collections.abc import Iterator
from typing import Any

COUNTS = ("count", "totalElements", "total_count", "total")
NEXT = ("next_page", "next", "nextPage")
INNER = ("page", "meta", "links", "_links", "pagination")  # objects beside the records in which these stand too


def further_pages(document: Any, found: int, what: str) -> list[str]:
    """What is missing of a file that says so, as one loss; `what` are its `found` records called."""
    pages = [page for page in (document if isinstance(document, list) else [document]) if isinstance(page, dict)]
    if not pages:
        return []
    totals = [count for page in pages for key, count in said(page) if key in COUNTS and type(count) is int]
    if totals and max(totals) > found:
        return [f"{found} of {max(totals)} {what} are in this file: export the other pages too"]
    last = dict(said(pages[-1]))
    more = last["has_more"] if "has_more" in last else next((last[key] for key in NEXT if last.get(key)), None)
    return [f"more {what} are on a further page: export the other pages too"] if more else []


def said(page: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a page says beside its records."""
    yield from page.items()
    for key in INNER:
        inner = page.get(key)
        if isinstance(inner, dict):
            yield from inner.items()
