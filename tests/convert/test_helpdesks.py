"""Freshdesk, Chatwoot, Zammad, Help Scout and FreeScout: what they export comes in, and what is lost is told."""

from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from cheatsheet.convert import chatwoot, freshdesk, helpscout, zammad, zendesk
from cheatsheet.convert.item import Item
from cheatsheet.convert.placeholders import Table
from cheatsheet.errors import Fault, Invalid
from cheatsheet.layouts import Layouts
from cheatsheet.nodes import Block, from_plain
from cheatsheet.place import starter_folder
from cheatsheet.reply import compose
from cheatsheet.schema import from_mapping
from cheatsheet.settings import Setting, Settings

TABLE = Table.load({})
FIXTURES = Path(__file__).parent / "fixtures"
FILES: dict[str, ModuleType] = {
    "zendesk.json": zendesk,
    "freshdesk.json": freshdesk,
    "chatwoot.json": chatwoot,
    "zammad.json": zammad,
    "zammad.csv": zammad,
    "helpscout.json": helpscout,
}


def items(name: str) -> tuple[Item, ...]:
    """What is read of a fixture."""
    return tuple(FILES[name].read((FIXTURES / name).read_bytes(), name, TABLE).items)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_by_its_own_format_alone(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    assert {module for module in FILES.values() if module.recognises(name, data)} == {FILES[name]}


@pytest.mark.parametrize("name", FILES)
def test_every_item_is_an_entry(name: str) -> None:
    for item in items(name):
        faults: list[Fault] = []
        block = from_plain(item.values)
        assert isinstance(block, Block)
        assert item.skipped or (from_mapping(block, name, faults), faults)[1] == []


def test_freshdesk() -> None:
    damaged, own, empty = items("freshdesk.json")
    assert damaged.title == "Damaged item"
    assert damaged.values["answer"] == (
        "Hi {{ customer.first_name }},\n\nsorry about the damage in ticket {{ ticket_id }}.\n{{ agent.name }}"
    )
    assert damaged.losses == ("restricted to groups 4, 5", "2 attachments", "folder 12")
    assert own.values["answer"] == "Thank you & see {{ ticket_url }}"
    assert own.losses == ("was visible to its author alone",)
    assert empty.skipped == "has no answer"


def test_chatwoot() -> None:
    start, braces = items("chatwoot.json")
    assert start.title == "start return"
    assert start.values["answer"] == "Hi {{ customer.first_name }}, your plan is {{ plan }}.\n\n{{ agent.name }}"
    assert start.values["fields"] == {"plan": {"prompt": "plan of the customer"}}
    assert braces.values["status"] == "draft"
    assert "{% and" not in str(braces.values["answer"])


def test_zammad() -> None:
    wrong, old = items("zammad.json")
    assert wrong.values["phrases"] == ["wrong", "other colour"]
    assert wrong.values["answer"] == (
        "Hello {{ customer.name }},\nticket {{ ticket_id }} is {{ ticket_state }}.\n\n{{ agent.name }}"
    )
    assert wrong.values["note"] == "only for the shop"
    asked = "`ticket.state` is not known here: it is asked for as the field `ticket_state`"
    assert wrong.losses == ("restricted to group 2", asked)
    assert (old.values["status"], old.values["answer"]) == ("retired", "It is over. {{ company.name }}")


def test_zammads_sheet() -> None:
    late, gone, empty = items("zammad.csv")
    assert (late.place, gone.place, empty.place) == ("row 2", "row 3", "row 5")
    assert late.values["phrases"] == ["late", "slow"]
    assert late.values["answer"] == 'Hello {{ customer.first_name }},\nit is "late".'
    assert late.losses == ("restricted to groups 2, 3",)
    assert (gone.values["status"], gone.values["note"]) == ("retired", "ask first")
    assert empty.skipped == "has no answer"


def test_help_scout() -> None:
    invoice, chat, listed = items("helpscout.json")
    assert invoice.values["answer"] == (
        'Hi {{ customer.first_name | default("there") }},'
        "\n\nit is in case {{ conversation_number }}."
        "\n\n{{ agent.name }}"
    )
    assert invoice.values["channels"] == {
        "chat": 'Hi {{ customer.first_name | default("there") }}, look in your account.'
    }
    assert chat.values["answer"] == "One second"
    assert "chats alone" in chat.losses[0]
    assert listed.skipped == "has no answer"


def test_saved_replies_are_also_a_plain_list() -> None:
    data = b'[{"name": "Late", "text": "<p>Hi {%user.firstName%}</p>"}]'
    (late,) = helpscout.read(data, "saved.json", TABLE).items
    assert (late.title, late.values["answer"]) == ("Late", "Hi {{ agent.name }}")


@pytest.mark.parametrize("module", [zammad, helpscout])
def test_a_text_of_html_without_a_tag_is_html_too(module: ModuleType) -> None:
    data = b'[{"name": "a", "content": "A &amp; B&nbsp;C", "text": "A &amp; B&nbsp;C"}]'
    assert module.read(data, "f", TABLE).items[0].values["answer"] == "A & B C"


@pytest.mark.parametrize(
    ("module", "text", "place"),
    [
        (freshdesk, '[{"title": "a",\n "attachments": "x"}]', "f:2:17: [0]: `attachments` must be a list, not text"),
        (chatwoot, '[{"short_code": ["a"]}]', "f:1:17: [0]: `short_code` must be text, not a list"),
        (helpscout, '{"_embedded": {"replies": [3]}}', "f:1:28: _embedded.replies[0]: must be an object"),
        (zammad, '[{"name": "a", "active": []}]', "f:1:26: [0]: `active` must be true or false, not a list"),
        (zammad, 'name,content\na,"b', "f:2:1: is no CSV"),
        (zammad, "name;text\na;b", "f:1:1: has no columns"),
        (zammad, "", "f:1:1: has no columns"),
        (freshdesk, "title,content", "f:1:1: is no JSON"),
    ],
)
def test_a_broken_file_is_named_with_its_place(module: ModuleType, text: str, place: str) -> None:
    with pytest.raises(Invalid) as error:
        module.read(text.encode(), "f", TABLE)
    assert str(error.value.faults[0]).startswith(place)


@pytest.mark.parametrize("name", FILES)
def test_every_answer_can_be_sent_once_its_values_are_given(name: str, tmp_path: Path) -> None:
    known = {"agent.name": "Robin", "company.name": "Acme"}
    effective = Settings(known={key: Setting(value=value, origin="test") for key, value in known.items()})
    layouts = Layouts.load(starter_folder("templates"), None, tmp_path)
    for item in items(name):
        faults: list[Fault] = []
        block = from_plain(item.values)
        assert isinstance(block, Block)
        entry = from_mapping(block, name, faults)
        if entry is None or "means nothing here" in " ".join(item.losses):
            continue
        values = {"customer.name": "Bo Lind", "customer.email": "bo@a.example", **dict.fromkeys(entry.fields, "seen")}
        today = date(2026, 11, 22)
        reply = compose(entry, values, effective, layouts, channel="email", language="en", today=today)
        assert "{" not in reply.body
