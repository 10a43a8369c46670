"""Sheets as people keep them become items, and nothing of them goes in silence."""

from collections.abc import Sequence

import pytest

from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.sheet import Row, Sheet, read_sheets
from cheatsheet.errors import Invalid
from tests.convert.sheets import entries_of

TABLE = Table.load()
LATE = ["It is late", "We are sorry."]


def sheet_of(*rows: Sequence[str], name: str = "") -> Sheet:
    return Sheet([Row(number, row) for number, row in enumerate(rows, 1) if any(row)], name)


def read(*rows: Sequence[str]) -> Source:
    return read_sheets([sheet_of(*rows)], "sheet.csv", TABLE)


def first(*rows: Sequence[str]) -> Item:
    return read(*rows).items[0]


@pytest.mark.parametrize(
    ("complaint", "answer"),
    [
        ("Complaint", "Answer"),
        ("COMPLAINT ", " answer"),
        ("Question", "Response"),
        ("Issue", "Reply"),
        ("Customer says:", "We say"),
        ("Customer says", "Our suggested reply"),
        ("Customer question", "Canned response"),
        ("Problem", "Text"),
        ("Title", "Body"),
        ("Frage", "Antwort"),
        ("Réclamation", "Réponse"),
        ("Question", "Answer to question"),
        ("Complaint type", "Answer (email)"),
        ("Theme", "Answer"),
        ("Issue", "How we put it"),
        ("Scenario", "What the agent should say"),
    ],
)
def test_the_two_columns_are_found_by_what_people_call_them(complaint: str, answer: str) -> None:
    source = read([complaint, answer], LATE)
    assert [item.values for item in source.items] == [{"complaint": LATE[0], "answer": LATE[1]}]
    assert source.losses == ()


def test_the_surest_names_win() -> None:
    item = first(["Title", "Answer", "Question", "Text"], ["Late 1", LATE[1], LATE[0], "more"])
    assert (item.values, item.extra) == (
        {"complaint": LATE[0], "answer": LATE[1]},
        {"Title": "Late 1", "Text": "more"},
    )


def test_the_columns_may_stand_anywhere_in_any_order() -> None:
    item = first(["", "Reply", "", "Complaint"], ["", LATE[1], "", LATE[0]])
    assert item.values == {"complaint": LATE[0], "answer": LATE[1]}


def test_title_rows_above_the_header_are_named() -> None:
    source = read(["Answers of the shop", ""], ["", ""], ["updated by Ana", "in May"], ["Question", "Answer"], LATE)
    assert source.losses == (
        "row 1 stands above the header: 'Answers of the shop'",
        "row 3 stands above the header: 'updated by Ana in May'",
    )
    assert [item.place for item in source.items] == ["row 5"]


def test_two_columns_need_no_header() -> None:
    source = read(["", *LATE], ["", "It broke", "Oh no."])
    assert [item.values["complaint"] for item in source.items] == ["It is late", "It broke"]


def test_sentences_are_no_header() -> None:
    source = read(["My question is not answered.", "Thanks for your reply."], LATE)
    assert len(source.items) == 2


def test_one_column_is_refused_with_what_to_do() -> None:
    with pytest.raises(Invalid) as raised:
        read(["Complaint"], ["It is late"])
    assert str(raised.value.faults[0]) == (
        "sheet.csv:1: no two columns: one for what the customer says, one for the answer"
        " (name them in the first row: Complaint,Answer)"
    )


def test_an_empty_sheet_has_no_items() -> None:
    assert read() == Source(())


def test_our_own_keys_are_read_as_our_sheets_have_them() -> None:
    item = first(
        ["Complaint", "Answer", "Phrases", "channels.sms", "STATUS", "fields.carrier.choices", "bucket"],
        [*LATE, "where is it\nnot here", "Sorry!", "retired", "DHL\nUPS", "2"],
    )
    assert item.values == {
        "complaint": LATE[0], "answer": LATE[1], "phrases": ["where is it", "not here"],
        "channels": {"sms": "Sorry!"}, "status": "retired", "bucket": "2",
        "fields": {"carrier": {"choices": ["DHL", "UPS"]}},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "cell", "values"),
    [
        ("Notes", "ask Ana", {"note": "ask Ana"}),
        ("Bemerkung", "siehe Wiki", {"note": "siehe Wiki"}),
        ("Category", "Shipping, Returns", {"tags": ["Shipping", "Returns"]}),
        ("tags", "a; b\nc", {"tags": ["a", "b", "c"]}),
        ("Keywords", "where is it; late", {"phrases": ["where is it", "late"]}),
        ("SMS", "Sorry!", {"channels": {"sms": "Sorry!"}}),
        ("Betreff", "Ihr Paket", {"subject": "Ihr Paket"}),
        ("Status", "Archived", {"status": "retired"}),
        ("Status", "In-Review", {"status": "in_review"}),
        ("ID", "late-1", {"id": "late-1"}),
        ("ID", "17", {}),
    ],
)
def test_a_further_column_is_known_by_what_people_call_it(name: str, cell: str, values: dict[str, object]) -> None:
    assert (
        first(["Question", "Answer", name], [*LATE, cell]).values
        == {"complaint": LATE[0], "answer": LATE[1]} | values
    )


def test_unknown_columns_are_kept_and_named_once() -> None:
    source = read(["Complaint", "Answer", "Priority", "", "Answer", "Empty"], [*LATE, "high", "x", "y"], LATE)
    assert source.items[0].extra == {"Priority": "high", "column 4": "x", "Answer (2)": "y"}
    assert source.losses == (
        "unknown column `Priority` goes into the note, or stays a column in a CSV",
        "unknown column `column 4` goes into the note, or stays a column in a CSV",
        "unknown column `Answer (2)` goes into the note, or stays a column in a CSV",
    )


@pytest.mark.parametrize(
    ("name", "cell", "loss"),
    [
        ("reviewed", "12/03/2026", "`reviewed` '12/03/2026' is not a date like 2026-11-22; the entry goes without"),
        ("bucket", "high", "`bucket` is 'high'; the entry goes without"),
        ("Channels", "email, chat", "`channels` must be a mapping, not text; the entry goes without"),
    ],
)
def test_a_value_that_an_entry_cannot_hold_is_kept_beside_it(name: str, cell: str, loss: str) -> None:
    item = first(["Complaint", "Answer", name], [*LATE, cell])
    assert item.extra == {f"{name.lower()} (2)": cell}
    assert item.losses == (loss,)
    assert len(entries_of([item])) == 1


def test_a_status_that_is_not_known_makes_a_draft() -> None:
    item = first(["Complaint", "Answer", "Status"], [*LATE, "Maybe"])
    assert item.values["status"] == "draft"
    assert "`status`" in item.losses[0]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Shipping", ""], "has no answer"),
        (["", "Sorry."], "has no complaint"),
        (["", "", "a note"], "has neither complaint nor answer"),
        (["Late", "#REF!"], "has no answer"),
        ([*LATE, "", "more"], "has 4 cells, and the header 3: put quotes around a text with a separator in it"),
    ],
)
def test_a_row_without_the_two_is_skipped_and_says_why(row: list[str], why: str) -> None:
    item = first(["Question", "Answer", "Notes"], row)
    assert (item.place, item.skipped) == ("row 2", why)


def test_an_error_of_the_spreadsheet_is_a_loss() -> None:
    item = first(["Question", "Answer", "Notes"], [*LATE, "#N/A"])
    assert (item.values, item.losses) == (
        {"complaint": LATE[0], "answer": LATE[1]},
        ("`note` is the spreadsheet's error #N/A",),
    )


def test_a_header_that_comes_again_is_no_row() -> None:
    assert len(read(["Question", "Answer"], LATE, ["Question", "Answer"], ["It broke", "Oh no."]).items) == 2


def test_a_category_alone_in_its_row_holds_for_the_rows_below() -> None:
    rows = [
        ["Shipping"],
        ["", *LATE],
        ["Damage", "It broke", "Oh no."],
        ["", "It is lost", "Oh."],
        ["Money"],
        ["", "a", ""],
    ]
    items = read(["Topic", "Question", "Answer"], *rows).items
    assert [(item.skipped[:12], item.values.get("tags")) for item in items] == [
        ("is a heading", ["Shipping"]),
        ("", ["Shipping"]),
        ("", ["Damage"]),
        ("", ["Shipping"]),
        ("is a heading", ["Money"]),
        ("has no answe", None),
    ]


def test_a_blank_becomes_a_field() -> None:
    item = first(["Question", "Answer", "SMS"], ["Late", "Order [Order Number] is late.", "[Carrier] has it"])
    [entry] = entries_of([item])
    assert "[" not in entry.answer
    assert entry.channels == {"sms": "{{ carrier }} has it"}
    assert "carrier" in entry.fields


def test_smart_quotes_and_line_breaks_stay() -> None:
    item = first(["Question", "Answer"], ["“Late”", "Sorry –\r\nit’s late.\rBye"])
    assert item.values == {"complaint": "“Late”", "answer": "Sorry –\nit’s late.\nBye"}


def test_what_made_a_cell_safe_is_taken_away() -> None:
    assert first(["Question", "Answer"], ["'-5 stars", "'+1"]).values == {"complaint": "-5 stars", "answer": "+1"}


def test_syntax_that_means_nothing_here_never_comes_alive() -> None:
    item = first(["Question", "Answer"], ["Late", "Hi {% assign x = 1 %}{{ 7*7 }} {# x #}"])
    [entry] = entries_of([item])
    assert item.losses
    assert entry.status == "draft"


def test_each_of_several_sheets_is_a_topic() -> None:
    source = read_sheets(
        [
            sheet_of(["Question", "Answer"], LATE, name="Late parcels"),
            sheet_of(name="Empty"),
            sheet_of(["Frage", "Antwort", "Tags"], ["It broke", "Oh no.", "a"], name="Returns"),
            sheet_of(["Question", "Answer"], ["No refund", "Sorry."], name="Sheet3"),
            sheet_of(["DHL", "3 days"], ["UPS", "2 days"], name="Lists"),
        ],
        "book.xlsx",
        TABLE,
    )
    assert [(item.place, item.values.get("tags")) for item in source.items] == [
        ("Late parcels!row 2", ["late-parcels"]),
        ("Returns!row 2", ["a", "returns"]),
        ("Sheet3!row 2", None),
    ]
    assert source.losses == ("sheet `Lists` is not read: no row in it names a complaint and an answer",)
