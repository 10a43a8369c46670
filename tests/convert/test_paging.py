"""One page of an export is not taken for all of it."""

import json

import pytest

from cheatsheet.convert import helpscout
from cheatsheet.convert.paging import further_pages
from cheatsheet.convert.placeholders import Table

TOTAL = "2 of 9 replies are in this file: export the other pages too"
MORE = "more replies are on a further page: export the other pages too"


@pytest.mark.parametrize(
    ("page", "loss"),
    [
        pytest.param({"page": {"size": 2, "totalElements": 9, "totalPages": 5, "number": 1}}, TOTAL, id="Help Scout"),
        pytest.param({"count": 9, "next_page": "https://a.example/2"}, TOTAL, id="Zendesk"),
        pytest.param({"meta": {"has_more": True}}, MORE, id="Zendesk with a cursor"),
        pytest.param(
            {"meta": {"has_more": False}, "links": {"next": "https://a.example/2"}}, None, id="its last page"
        ),
        pytest.param({"_links": {"next": {"href": "https://a.example/2"}}}, MORE, id="links"),
        pytest.param({"page": 1, "total": 2}, None, id="all of it"),
        pytest.param({"page": {"totalElements": 2}, "_links": {"next": None}}, None, id="the last page"),
        pytest.param([{"name": "a"}, {"name": "b"}], None, id="a plain list"),
        pytest.param("text", None, id="no page"),
    ],
)
def test_what_is_on_other_pages_is_told(page: object, loss: str | None) -> None:
    assert further_pages(page, 2, "replies") == ([loss] if loss else [])


def test_an_import_tells_it() -> None:
    page = {
        "_embedded": {"saved-replies": [{"name": "Late", "text": "<p>I look for it.</p>"}]},
        "page": {"totalElements": 3},
    }
    found = helpscout.read(json.dumps(page).encode(), "replies.json", Table.load({}))
    assert [item.values["complaint"] for item in found.items] == ["Late"]
    assert found.losses == ("1 of 3 records are in this file: export the other pages too",)
