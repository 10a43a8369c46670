"""Zendesk's macros come in with all that they say, and go out so that they come in again."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cheatsheet.convert.html_text import is_html
from cheatsheet.convert.item import Item
from cheatsheet.convert.live import names_used
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.zendesk import read, recognises, written
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from cheatsheet.field import Field, FieldType
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from tests.convert.test_placeholders import rendered

TABLE = Table.load({})
FIXTURE = Path(__file__).parent / "fixtures" / "zendesk.json"
VALUES = {"customer.name": "Bo", "customer.first_name": "Bo", "agent.name": "Robin", "ticket_id": "7"}


def macro(value: object, **more: object) -> Mapping[str, Any]:
    """A macro that writes a comment."""
    return {"title": "My parcel is late", "actions": [{"field": "comment_value", "value": value}], **more}


def item(*macros: object) -> Item:
    """The first item of a file with these macros."""
    return read(json.dumps({"macros": macros}).encode(), "m.json", TABLE).items[0]


def test_the_documented_export_is_read() -> None:
    late, refund, close, cancel, other, internal = read(FIXTURE.read_bytes(), "m.json", TABLE).items
    assert late.values == {
        "complaint": "Parcel has not arrived",
        "answer": (
            "Hi {{ customer.first_name }},\n\nwe look for the parcel of ticket {{ ticket_id }}:\n\n"
            "- today we ask the carrier\n- tomorrow you have news\n\n"
            "See our help page (https://shop.example/help).\n\n{{ agent.name }}"
        ),
        "tags": ["shipping", "late", "carrier"],
        "note": "For parcels that are late by more than three days",
        "fields": {"ticket_id": {"prompt": "the ticket number"}},
    }
    assert late.place == "macros[0]"
    assert "1 image" in late.losses
    assert "action: sets status to pending" in late.losses
    assert (refund.values["status"], refund.values["reason"]) == ("retired", "was inactive in Zendesk")
    assert "restricted to groups 7, 8" in refund.losses
    assert any("dynamic content `refund_days`" in loss for loss in refund.losses)
    assert close.skipped == "has no answer: it only changes tickets"
    assert (cancel.values["status"], cancel.values["note"]) == ("draft", "Ask a lead first")
    assert "restricted to user 3" in cancel.losses
    assert other.title == "Shipping: Other"
    assert internal.values["status"] == "draft"


def test_every_item_that_is_read_is_an_entry() -> None:
    for found in read(FIXTURE.read_bytes(), "m.json", TABLE).items:
        faults: list[Any] = []
        block = from_plain(found.values)
        assert isinstance(block, Block)
        assert found.skipped or (from_mapping(block, "m.json", faults), faults)[1] == []


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ([macro("a")], ["[0]"]),
        ([{"macros": [macro("a")]}, {"macros": [macro("b")]}], ["[0].macros[0]", "[1].macros[0]"]),
        ({"macro": macro("a")}, ["macro"]),
        ({"macros": []}, []),
        ([], []),
    ],
)
def test_lists_and_pages_are_read(document: object, places: list[str]) -> None:
    found = read(json.dumps(document).encode("utf-8-sig"), "m.json", TABLE)
    assert [each.place for each in found.items] == places


def test_pages_one_after_another_are_read() -> None:
    page = json.dumps({"macros": [macro("a")]}).encode()
    assert [each.place for each in read(page + b"\n" + page, "m", TABLE).items] == ["[0].macros[0]", "[1].macros[0]"]


def test_a_last_part_of_a_title_that_stands_twice_is_not_a_complaint() -> None:
    found = read(
        json.dumps([macro("a", title="A::It is late"), macro("b", title="B::it is late")]).encode(), "m", TABLE
    )
    assert [each.title for each in found.items] == ["A: It is late", "B: it is late"]


@pytest.mark.parametrize(
    ("value", "answer", "loss"),
    [
        (["channel:all", "Hi"], "Hi", ""),
        (["channel:web", "Hi"], "Hi", "was for channel web alone"),
        ("Hi <b>you</b>", "Hi you", ""),
        (["Hi"], "Hi", ""),
    ],
)
def test_a_comment_has_several_forms(value: object, answer: str, loss: str) -> None:
    found = item(macro(value))
    assert (found.values["answer"], "; ".join(found.losses)) == (answer, loss)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"macros": [\n  {"title": "a",\n   "actions": 3}]}', "m.json:3:15: macros[0]: `actions` must be a list"),
        ('{"macros": [\n  {"title": {}}]}', "m.json:2:13: macros[0]: `title` must be text"),
        ('{"macros": [{"title": "a", "actions": [{"field": "status"}, 4]}]}', "m.json:1:61: macros[0]: an action"),
        ('{"macros": [7]}', "m.json:1:13: macros[0]: must be an object"),
        ('{"macros": [', "m.json:1:13: is no JSON"),
        ('{"tickets": []}', "m.json:1:1: is no list of records"),
        ("[" * 100_000, "m.json:1:1: "),
        ("", "m.json:1:1: is no JSON"),
        ("[1" + "0" * 5000 + "]", "m.json:1:1: "),
    ],
)
def test_a_broken_file_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Invalid) as error:
        read(text.encode(), "m.json", TABLE)
    assert str(error.value.faults[0]).startswith(place)


def test_a_malformed_macro_is_skipped_and_the_rest_comes_in() -> None:
    sound = {"title": "Lamp hums", "actions": [{"field": "comment_value", "value": "I look."}]}
    wrong = {"title": "Hat is lost", "actions": "x", "active": "perhaps"}
    source = read(json.dumps({"macros": [wrong, sound, 7]}).encode(), "m.json", TABLE)
    assert [(item.place, item.title, item.skipped) for item in source.items] == [
        (
            "macros[0]",
            "Hat is lost",
            "`actions` must be a list, not text (line 1); `active` must be true or false, not text (line 1)",
        ),
        ("macros[1]", "Lamp hums", ""),
        ("macros[2]", "", "must be an object, not a number (line 1)"),
    ]


def test_a_key_that_stands_twice_is_told_where_it_stands() -> None:
    action = '{"field": "comment_value", "value": "Old.", "value": "New."}'
    text = f'{{"macros": [], "macros": [{{"title": "Lamp hums", "title": "It hums", "actions": [{action}]}}]}}'
    source = read(text.encode(), "m.json", TABLE)
    assert source.losses == ("`macros` stands twice, and the last one is read",)
    assert source.items[0].losses == (
        "macros[0]: `title` stands twice, and the last one is read",
        "macros[0].actions[0]: `value` stands twice, and the last one is read",
    )


@pytest.mark.parametrize(
    ("name", "data", "known"),
    [
        ("m.json", b'{"macros": []}', True),
        ("-", b'[{"title": "a", "actions": [{"field": "x", "value": 1}]}]', True),
        ("m.csv", b'{"macros": []}', False),
        ("m.json", b'[{"title": "a", "content_html": ""}]', False),
    ],
)
def test_macros_are_recognised(name: str, data: bytes, known: bool) -> None:
    assert recognises(name, data) is known


def entry(answer: str, **more: Any) -> Entry:
    """An entry with one field that Zendesk knows."""
    fields = {"ticket_id": Field(name="ticket_id", prompt="the ticket number", type=FieldType.TEXT)}
    return Entry(**{"id": "late", "complaint": "My parcel is late", "answer": answer, "fields": fields, **more})


def test_what_a_macro_can_hold_comes_back() -> None:
    before = entry(
        "Hi {{ customer.first_name | default('there') }},\n\n"
        "{% if customer.email is defined %}a{% else %}b{% endif %}"
        "\n{{ ticket_id }} {{ today | date('%d %B') }}",
        phrases=("it is late", "where is it"),
        tags=("shipping",),
        note="Ask first",
    )
    exported = written([before])
    after = read(exported.data, "m.json", TABLE).items[0]
    assert exported.losses == ()
    assert (after.title, after.values["phrases"], after.values["tags"], after.values["note"]) == (
        before.complaint, ["it is late", "where is it"], ["shipping"], "Ask first",
    )  # fmt: skip
    assert rendered(str(after.values["answer"]), VALUES) == rendered(before.answer, VALUES)
    assert "status" not in after.values


@pytest.mark.parametrize(
    ("answer", "value", "told"),
    [
        ("Order {{ order.number }}", "Order [the order number]", "order.number"),
        ("{{ facts.return_days | default(30) }} days", "30 days", "facts.return_days"),
        ("{{ order.total | money }}", "[the total of the order]", "order.total"),
        ("{% if order.item == 'a' %}A{% else %}B{% endif %}", "AB", "a condition"),
        ("{% for x in ['a'] %}A{% endfor %}", "A", "a loop"),
        ("{% if %}", "{% raw %}{% if %}{% endraw %}", "a fault"),
        ("{{ today | working_days(2) | date }}", "[a date]", "today"),
    ],
)
def test_what_a_macro_cannot_hold_is_told(answer: str, value: str, told: str) -> None:
    exported = written([entry(answer)])
    assert json.loads(exported.data)["macros"][0]["actions"][0]["value"] == value
    assert {loss.id for loss in exported.losses} == {"late"}
    assert told in exported.losses[0].what


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.RETIRED])
def test_what_agents_must_not_send_is_inactive(status: Status) -> None:
    assert json.loads(written([entry("a", status=status)]).data)["macros"][0]["active"] is False


def test_what_has_no_place_is_told() -> None:
    more = {"subject": "s", "channels": {"sms": "x"}, "check": ("c",), "owner": "dana", "extra": {"Notes": "n"}}
    told = " ".join(loss.what for loss in written([entry("a", tags=("a b",), **more)]).losses)
    for what in ("subject", "channels", "check", "owner", "Notes", "tags"):
        assert what in told


LIVE = re.compile(r"\{[{%]")
PARTS = st.sampled_from(
    ["{{ customer.first_name }}", "{{ agent.name | upper }}", "{{ ticket_id }}", "{{ customer.name | default('x') }}"]
) | st.sampled_from(
    [
        "{% if customer.name is defined %}A{% endif %}",
        "{% if customer.name == 'Bo' %}A{% else %}B{% endif %}",
        "a { b",
    ]
)
PLAIN = st.text("abc é€.,!?-\n{}[]()<>&'\"%#", max_size=8).filter(lambda text: not LIVE.search(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(PARTS | PLAIN, min_size=1, max_size=6), st.text("abc déf?", min_size=3, max_size=20))
def test_what_goes_out_comes_in_with_the_same_meaning(parts: list[str], complaint: str) -> None:
    answer = "x" + " ".join(parts).replace("{#", "") + "y"
    assume(names_used(answer) is not None and not is_html(answer))
    expected = rendered(answer, VALUES)
    before = entry(answer, complaint=complaint or "x", phrases=(f"p {complaint}",))
    exported = written([before])
    if any("takes it for a placeholder" in loss.what for loss in exported.losses):
        return
    after = read(exported.data, "m.json", TABLE).items[0]
    if complaint.strip():
        assert after.title == " ".join(complaint.split())
    assert rendered(str(after.values["answer"]), VALUES) == expected


@pytest.mark.parametrize(
    ("html", "plain", "told"),
    [
        ("<p>Hi Bo</p><p>It is <b>late</b></p>", "Hi Bo\n\nIt is **late**", False),
        ('<p>See <a href="https://a.example/x">here</a></p>', "See here", False),
        ("<p>Hi Bo</p>", "Hi Bo, we pay", True),
        ("<p>Hi Bo</p>", ["channel:all", "Goodbye"], True),
    ],
)
def test_a_plain_text_that_differs_from_the_html_is_told(html: str, plain: object, *, told: bool) -> None:
    actions = [{"field": "comment_value", "value": plain}, {"field": "comment_value_html", "value": html}]
    found = item({"title": "My parcel is late", "actions": actions})
    assert any("its plain text says something else" in loss for loss in found.losses) == told
    assert "status" not in found.values


@pytest.mark.parametrize(
    ("more", "loss"),
    [
        ({"next_page": None, "count": 1}, None),
        ({"next_page": "https://a.example/macros?page=2"}, "more macros are on a further page"),
        ({"meta": {"has_more": True}}, "more macros are on a further page"),
        ({"next_page": "https://a.example/2", "count": 130}, "1 of 130 macros are in this file"),
        ({"next_page": None, "count": 2}, "1 of 2 macros are in this file"),
    ],
)
def test_a_file_with_one_page_of_several_says_so(more: Mapping[str, object], loss: str | None) -> None:
    losses = read(json.dumps({"macros": [macro("a")], **more}).encode(), "m.json", TABLE).losses
    assert [each.startswith(str(loss)) for each in losses] == ([True] if loss else [])


def test_a_comment_that_is_no_text_is_told() -> None:
    found = item(macro({"html": "Hello"}))
    assert found.skipped
    assert any("a comment that is no text" in loss for loss in found.losses)


def test_all_pages_together_lack_nothing() -> None:
    pages = [
        {"macros": [macro("a")], "count": 2, "next_page": "https://a.example/2"},
        {"macros": [macro("b")], "count": 2, "next_page": None},
    ]
    assert read(json.dumps(pages).encode(), "m.json", TABLE).losses == ()


def test_brackets_in_the_wording_are_told_on_the_way_out() -> None:
    losses = [loss.what for loss in written([entry("Pay [now]")]).losses]
    assert losses == ["`[now]` stands in the text: an import takes it for a placeholder"]
