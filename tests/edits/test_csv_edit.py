"""A row added to a sheet or changed in it: its own cells as a person would write them, every other byte as it was."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from cheatsheet.edits.csv_edit import added, changed
from cheatsheet.entry import Entry, Proposal, Source, Suppression, Wording
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.field import Field, FieldType
from cheatsheet.files import read_entries
from cheatsheet.status import Status

Edit = Callable[[Entry], Entry]

COMMA = (
    "Complaint,Answer,Tags, Bucket ,Owner,Ref\r\n"
    'My parcel is late,"I am sorry, it comes.",shipping,2,dana,A-1\r\n'
    "\r\n"
    '"The lamp, the ""new"" one, is broken","Send us a picture.\r\n\r\nThen we send a new one.","broken\r\n'
    'lamp",,,=1+1\r\n'
    "I want a refund,  Of course.  ,,, sam ,\r\n"
    "Where is the shop,In the old town.\r\n"
)
SEMICOLON = (
    "sep=;\n"
    "\n"
    "id;COMPLAINT;Reviewed;answer;phrases;channels.sms;languages.de.answer;lint;proposed.answer;proposed.by\n"
    'late;My parcel is late;2026-10-01;"It comes\ntomorrow";"where is it\nno parcel";soon;"Er kommt\nmorgen";'
    '"no-sorry until 2027-01-31 -- it is short\nlong";"It comes\ntoday";lee\n'
    ";;;;;;;;;\n"
    ';"Lamp; broken";;"Send it back; we pay.";"";;;;;\n'
    "refund;I want a refund;;Of course.\n"
)
TAB = (
    '"Answer"\t"Complaint"\t"Id"\t"Status"\t"Note"\t"Mine"\t"fields.carrier.prompt"\t"fields.carrier.choices"\n'
    '"It comes."\t"My parcel is late"\t"late"\t"draft"\t"mind, the ""dog"""\t" x "\t"Which one?"\t"DHL\nUPS"\n'
    '"Send it back."\t"My lamp is broken"\t"lamp"\t""\t""\t""\t""\t""\n'
    '"Of course."\t"I want a refund"\t"refund"\t"approved"'
)
SHEETS = {"comma": (COMMA, ","), "semicolon": (SEMICOLON, ";"), "tab": (TAB, "\t")}
EDITS: dict[str, Edit] = {
    "complaint": lambda entry: replace(entry, complaint='A "new" complaint; and, more'),
    "answer": lambda entry: replace(entry, answer="One line,\tanother;\n\n- and the last"),
    "tags": lambda entry: replace(entry, tags=("one", "two")),
    "bucket": lambda entry: replace(entry, bucket=4),
    "owner": lambda entry: replace(entry, owner="kim"),
    "ref": lambda entry: replace(entry, extra={**entry.extra, "Ref": "+49 1"}),
    "reviewed": lambda entry: replace(entry, reviewed=date(2027, 1, 2)),
    "phrases": lambda entry: replace(entry, phrases=("this; that",)),
    "channels.sms": lambda entry: replace(entry, channels={**entry.channels, "sms": "-1 day"}),
    "languages.de.answer": lambda entry: replace(entry, languages={"de": Wording(answer="Bald,\nganz bald.")}),
    "lint": lambda entry: replace(entry, lint=(Suppression(ignore="no-sorry", until=date(2028, 2, 29)),)),
    "proposed.answer": lambda entry: replace(entry, proposed=proposal(entry, answer="Another\nanswer")),
    "proposed.by": lambda entry: replace(entry, proposed=proposal(entry, by="kim")),
    "id": lambda entry: replace(entry, id="another"),
    "status": lambda entry: replace(entry, status=Status.RETIRED),
    "note": lambda entry: replace(entry, note="@home"),
    "mine": lambda entry: replace(entry, extra={**entry.extra, "Mine": " 2 "}),
    "fields.carrier.prompt": lambda entry: replace(entry, fields=with_carrier(entry, prompt="By whom?")),
    "fields.carrier.choices": lambda entry: replace(entry, fields=with_carrier(entry, choices=("GLS", "UPS"))),
}


def proposal(entry: Entry, *, answer: str | None = None, by: str | None = None) -> Proposal:
    """The entry's proposal with another answer or another name under it."""
    there = entry.proposed or Proposal(changes={})
    return replace(there, changes={"answer": answer} if answer else there.changes, by=by or there.by)


def with_carrier(entry: Entry, *, prompt: str | None = None, choices: tuple[str, ...] = ()) -> dict[str, Field]:
    """The entry's fields, its `carrier` with another prompt or other choices."""
    there = entry.fields.get("carrier") or Field(name="carrier", prompt="carrier")
    return {"carrier": replace(there, prompt=prompt or there.prompt, choices=choices or there.choices)}


class RawRow(NamedTuple):
    """A row of a file: each cell with its quotes, and what ends the row."""

    cells: list[str]
    end: str


def raw_rows(text: str, delimiter: str) -> list[RawRow]:
    """The rows of a sheet, blank ones and lines in front of the header too, taken apart character by character."""
    rows: list[RawRow] = []
    cells, quoted = [""], False
    for character in re.findall(r"\r\n|.", text, re.DOTALL):
        if character == '"' and cells[-1][:1] in {"", '"'}:
            quoted = not quoted  # twice at a quote that is written twice
        if quoted or character not in {delimiter, "\r\n", "\r", "\n"}:
            cells[-1] += character
        elif character == delimiter:
            cells.append("")
        else:
            rows.append(RawRow(cells, character))
            cells = [""]
    return [*rows, RawRow(cells, "")] if cells != [""] else rows


def together(rows: list[RawRow], delimiter: str) -> str:
    """The text of raw rows."""
    return "".join(delimiter.join(row.cells) + row.end for row in rows)


def entries_of(text: str, *, default_status: Status = Status.APPROVED) -> list[Entry]:
    """The entries of a sheet, which must have no fault."""
    faults: list[Fault] = []
    entries = read_entries(text, ".csv", "sheet.csv", faults, [], default_status=default_status)
    assert faults == []
    return entries


def entry_of(text: str, entry_id: str) -> Entry:
    return next(entry for entry in entries_of(text) if entry.id == entry_id)


def edited(text: str, entry_id: str, **changes: object) -> str:
    """The text after an edit, which must be read as it was meant and leave the other entries alone."""
    before = entries_of(text)
    old = entry_of(text, entry_id)
    new = replace(old, **changes)  # type: ignore[arg-type]
    result = changed(text, old, new)
    assert entries_of(result) == [new if entry.id == entry_id else entry for entry in before]
    return result


def every_edit() -> Iterator[tuple[str, int, str, Entry]]:
    """Each column of each sheet with each row; not where an edit needs a second cell: an id, a field's prompt."""
    for name, (text, delimiter) in SHEETS.items():
        header = next(row for row in raw_rows(text, delimiter) if len(row.cells) > 2)
        for index, cell in enumerate(header.cells):
            column = cell.strip(' "').casefold()
            for entry in entries_of(text):
                alone = "id" in entry.source.places if column in {"complaint", "id"} else True
                if alone and (entry.fields or column != "fields.carrier.choices"):
                    yield name, index, column, entry


EVERY_EDIT = [*every_edit()]


@pytest.mark.parametrize(
    ("name", "index", "column", "old"), EVERY_EDIT, ids=[f"{case[0]}-{case[3].id}-{case[2]}" for case in EVERY_EDIT]
)
def test_an_edit_of_one_field_changes_its_own_cell_only(name: str, index: int, column: str, old: Entry) -> None:
    text, delimiter = SHEETS[name]
    new = EDITS[column](old)
    assert new != old
    result = changed(text, old, new)
    assert entries_of(result) == [new if entry.id == old.id else entry for entry in entries_of(text)]
    rows = raw_rows(result, delimiter)
    assert together(rows, delimiter) == result
    expected = raw_rows(text, delimiter)
    at = next(number for number, (row, was) in enumerate(zip(rows, expected, strict=True)) if row != was)
    cells = expected[at].cells
    padding = ['""' if name == "tab" else ""] * (index + 1 - len(cells))
    was_quoted = (cells + padding)[index].startswith('"')
    expected[at] = RawRow([*cells, *padding], expected[at].end)
    expected[at].cells[index] = rows[at].cells[index]
    assert rows == expected
    assert rows[at].cells[index].startswith('"') >= was_quoted


def test_the_hand_written_sheets_are_taken_apart_and_put_together() -> None:
    for text, delimiter in SHEETS.values():
        assert together(raw_rows(text, delimiter), delimiter) == text
    assert [len(entries_of(text)) for text, _ in SHEETS.values()] == [4, 3, 3]
    assert [row.cells for row in raw_rows('a,"b ""c"",\n""",\n"",d"e', ",")] == [
        ["a", '"b ""c"",\n"""', ""],
        ['""', 'd"e'],
    ]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"owner": "kim"}, 'My parcel is late,"I am sorry, it comes.",shipping,2,kim,A-1'),
        ({"owner": "kim, lee"}, 'My parcel is late,"I am sorry, it comes.",shipping,2,"kim, lee",A-1'),
        ({"owner": None}, 'My parcel is late,"I am sorry, it comes.",shipping,2,,A-1'),
        ({"owner": 'kim "k" lee'}, 'My parcel is late,"I am sorry, it comes.",shipping,2,"kim ""k"" lee",A-1'),
        ({"answer": "It comes."}, 'My parcel is late,"It comes.",shipping,2,dana,A-1'),
        ({"answer": "It\ncomes."}, 'My parcel is late,"It\r\ncomes.",shipping,2,dana,A-1'),
        ({"tags": ("a", "b")}, 'My parcel is late,"I am sorry, it comes.","a\r\nb",2,dana,A-1'),
        ({"bucket": None, "tags": ()}, 'My parcel is late,"I am sorry, it comes.",,,dana,A-1'),
        ({"extra": {"Ref": "=B2"}}, 'My parcel is late,"I am sorry, it comes.",shipping,2,dana,=B2'),
        ({"extra": {}}, 'My parcel is late,"I am sorry, it comes.",shipping,2,dana,'),
        ({"extra": {"Ref": "a\nb"}}, 'My parcel is late,"I am sorry, it comes.",shipping,2,dana,"a\nb"'),
    ],
)
def test_a_cell_keeps_its_own_quoting_as_far_as_it_can(changes: dict[str, object], line: str) -> None:
    before, _, after = COMMA.partition('My parcel is late,"I am sorry, it comes.",shipping,2,dana,A-1')
    assert edited(COMMA, "my-parcel-is-late", **changes) == before + line + after


def test_space_around_a_bare_cell_stays() -> None:
    text = edited(COMMA, "i-want-a-refund", answer="No.", owner="kim")
    assert text == COMMA.replace("  Of course.  ,,, sam ,", "  No.  ,,, kim ,")


def test_space_around_a_bare_cell_goes_where_it_counts() -> None:
    text = "Complaint,Answer,Mine,proposed.note\nlate,a, x , y \n"
    waiting = Proposal(changes={"note": "n"})
    assert edited(text, "late", extra={"Mine": "m"}, proposed=waiting) == text.replace(", x , y ", ",m,n")


def test_a_quoted_cell_stays_quoted_when_its_value_goes_away() -> None:
    assert edited(TAB, "late", note=None) == TAB.replace('"mind, the ""dog"""', '""')


def test_an_empty_cell_that_stays_empty_is_not_touched() -> None:
    text = "Complaint,Answer,Tags,Note\nlate,It comes., ,  \n"
    assert edited(text, "late", answer="No.") == "Complaint,Answer,Tags,Note\nlate,No., ,  \n"


def test_line_breaks_in_a_cell_are_those_of_the_file() -> None:
    text = 'Complaint,Answer\r\nlate,soon\r\nlamp,"one\ntwo"\r\n'
    assert edited(text, "late", answer="one\ntwo") == 'Complaint,Answer\r\nlate,"one\ntwo"\r\nlamp,"one\ntwo"\r\n'


def test_line_breaks_in_a_cell_are_those_that_it_had_itself() -> None:
    text = 'Complaint,Answer\r\nlate,"a\nb"\r\nlamp,"one\r\ntwo"\r\n'
    assert edited(text, "lamp", answer="1\n2") == text.replace("one\r\ntwo", "1\r\n2")


def test_without_another_example_a_cell_breaks_its_lines_with_lf() -> None:
    assert edited("Complaint,Answer\r\nlate,a\r\n", "late", answer="a\nb") == 'Complaint,Answer\r\nlate,"a\nb"\r\n'


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", [True, False])
def test_every_line_break_and_a_missing_last_one_stay(line_break: str, end: bool) -> None:
    lines = ["", "Complaint,Answer", "", 'late,"a', 'b"', " , ", "lamp,x"]
    text = line_break.join(lines) + (line_break if end else "")
    assert edited(text, "lamp", answer="y") == line_break.join([*lines[:-1], "lamp,y"]) + (line_break if end else "")
    assert edited(text, "late", answer="c") == text.replace(f'"a{line_break}b"', '"c"')


def test_a_list_stands_one_item_a_line() -> None:
    text = edited(SEMICOLON, "late", phrases=("a", "b; c", "d"))
    assert text == SEMICOLON.replace('"where is it\nno parcel"', '"a\nb; c\nd"')


def test_a_suppression_is_written_in_the_form_of_a_cell() -> None:
    said = (
        Suppression(ignore="no-sorry"),
        Suppression(ignore="long", reason="it is law"),
        Suppression(ignore="short", until=date(2027, 1, 31), reason="until -- then"),
    )
    text = edited(SEMICOLON, "late", lint=said)
    cell = '"no-sorry\nlong -- it is law\nshort until 2027-01-31 -- until -- then"'
    assert text == SEMICOLON.replace('"no-sorry until 2027-01-31 -- it is short\nlong"', cell)


def test_a_new_column_is_added_at_the_end_for_one_row_only() -> None:
    text = edited(COMMA, "the-lamp-the-new-one-is-broken", note="careful")
    assert text == COMMA.replace(",Ref\r\n", ",Ref,Note\r\n").replace(",,=1+1\r\n", ",,=1+1,careful\r\n")


def test_a_new_column_in_a_short_row_comes_after_empty_cells() -> None:
    text = edited(COMMA, "where-is-the-shop", note="careful")
    assert text.endswith("Where is the shop,In the old town.,,,,,careful\r\n")


def test_new_columns_come_in_the_order_of_the_keys() -> None:
    changes = {"note": "n", "channels": {"sms": "s"}, "subject": "t", "extra": {"Ref": "A-1", "Theirs": "x"}}
    text = edited(COMMA, "my-parcel-is-late", **changes)
    assert text.startswith("Complaint,Answer,Tags, Bucket ,Owner,Ref,Subject,Channels.sms,Note,Theirs\r\n")
    assert ",dana,A-1,t,s,n,x\r\n" in text


def test_a_new_column_is_quoted_and_in_capitals_as_the_others_are() -> None:
    text = edited(TAB, "refund", owner="kim")
    assert text.startswith(TAB.splitlines()[0] + '\t"Owner"\n')
    assert text.endswith('\n"Of course."\t"I want a refund"\t"refund"\t"approved"\t""\t""\t""\t""\t"kim"')
    assert ";proposed.by;Owner\n" in edited(SEMICOLON.replace("id;", "Id;"), "late", owner="kim")
    assert ";proposed.by;owner\n" in edited(SEMICOLON, "late", owner="kim")
    assert edited("complaint,answer\na,b\n", "a", owner="kim") == "complaint,answer,owner\na,b,kim\n"


def test_a_map_takes_dotted_columns() -> None:
    wording = Wording(answer="Bald.", subject="Ihr Paket", channels={"sms": "bald"})
    field = Field(name="carrier", prompt="Which?", type=FieldType.CHOICE, choices=("DHL", "UPS"), default="UPS")
    waiting = Proposal(changes={"answer": "Soon.", "tags": ["a", "b"]}, by="lee", on=date(2026, 11, 2))
    changes = {"languages": {"de": wording}, "fields": {"carrier": field}, "proposed": waiting}
    text = edited("complaint,answer\nlate,It comes.\n", "late", **changes)
    assert text == (
        "complaint,answer,languages.de.answer,languages.de.subject,languages.de.channels.sms,"
        "fields.carrier.prompt,fields.carrier.choices,fields.carrier.default,"
        "proposed.answer,proposed.tags,proposed.by,proposed.on\n"
        'late,It comes.,Bald.,Ihr Paket,bald,Which?,"DHL\nUPS",UPS,Soon.,"a\nb",lee,2026-11-02\n'
    )


def test_a_map_that_goes_away_leaves_empty_cells() -> None:
    text = edited(SEMICOLON, "late", proposed=None, languages={}, channels={})
    assert text == SEMICOLON.replace(';soon;"Er kommt\nmorgen";', ';;"";').replace('"It comes\ntoday";lee', '"";')


def test_the_type_of_a_field_is_written_where_its_choices_do_not_say_it() -> None:
    number = Field(name="size", prompt="Which size?", type=FieldType.NUMBER)
    text = edited("complaint,answer\nlate,a\n", "late", fields={"size": number})
    assert text == "complaint,answer,fields.size.prompt,fields.size.type\nlate,a,Which size?,number\n"
    free = Field(name="carrier", prompt="Which one?", choices=("DHL", "GLS"))
    text = edited(TAB, "late", fields={"carrier": free})
    assert '"fields.carrier.choices"\t"fields.carrier.type"\n' in text
    assert '"DHL\nGLS"\t"text"\n' in text
    assert '"text"' in edited(TAB, "late", fields={"carrier": replace(free, choices=())})
    text = edited("complaint,answer,fields.carrier.prompt\nlate,a,Which one?\n", "late", fields={"carrier": free})
    assert text.endswith('\nlate,a,Which one?,"DHL\nGLS",text\n')


def test_a_field_that_goes_away_needs_no_column_for_a_type_that_was_not_written() -> None:
    assert edited(TAB, "late", fields={}) == TAB.replace('"Which one?"\t"DHL\nUPS"', '""\t""')


def test_a_new_complaint_writes_the_old_id_down() -> None:
    text = edited("Complaint,Answer\nlate,a\nlamp,b\n", "late", complaint="My parcel is late")
    assert text == "Complaint,Answer,Id\nMy parcel is late,a,late\nlamp,b\n"
    text = edited(SEMICOLON, "lamp-broken", complaint="Lamp; in pieces")
    assert text == SEMICOLON.replace('\n;"Lamp; broken"', '\nlamp-broken;"Lamp; in pieces"')


def test_an_id_that_is_written_is_not_written_again() -> None:
    text = edited(SEMICOLON, "refund", complaint="Money back")
    assert text == SEMICOLON.replace("refund;I want a refund", "refund;Money back")


def test_a_row_is_found_by_its_id_where_it_has_moved() -> None:
    old = entry_of(TAB, "refund")
    moved = TAB.replace("\n", '\n"x"\t"first, now"\n', 1)
    assert changed(moved, old, replace(old, answer="No.")) == moved.replace("Of course.", "No.")


def test_a_row_without_a_written_id_is_found_by_its_complaint() -> None:
    old = replace(entry_of(COMMA, "where-is-the-shop"), source=Source())
    assert changed(COMMA, old, replace(old, answer="Here.")) == COMMA.replace("In the old town.", "Here.")


def test_an_edit_that_is_there_already_changes_nothing() -> None:
    old = entry_of(TAB, "late")
    new = replace(old, note="new")
    once = changed(TAB, old, new)
    assert changed(once, old, new) == once
    assert changed(TAB, old, old) == TAB


def test_a_status_that_is_not_written_stays_unwritten() -> None:
    old = next(entry for entry in entries_of(TAB, default_status=Status.DRAFT) if entry.id == "lamp")
    assert old.status is Status.DRAFT
    assert changed(TAB, old, replace(old, answer="No.")) == TAB.replace("Send it back.", "No.")
    approved = changed(TAB, old, replace(old, status=Status.APPROVED))
    assert approved == TAB.replace('"lamp"\t""', '"lamp"\t"approved"')


def why_not(text: str, old: Entry, new: Entry) -> str:
    with pytest.raises(Unwritable) as caught:
        changed(text, old, new)
    return str(caught.value)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"phrases": ("one\ntwo",)}, "`phrases` has an item of several lines"),
        ({"lint": (Suppression(ignore="long", match="x"),)}, "`lint` has a `match`"),
        ({"lint": (Suppression(ignore="a -- b"),)}, "`lint` cannot be kept in a cell"),
        ({"channels": {"SMS": "x"}}, "`channels.SMS` would be a column, and names of columns are read in lower case"),
        ({"channels": {"s.ms": "x"}}, "`channels` has the name 's.ms': a dot parts the name of a column"),
        ({"channels": {"tags": "x"}}, "`channels.tags` must be text, not a list"),
        ({"proposed": Proposal(changes={"note": ""})}, "`proposed.note` is empty"),
        ({"proposed": Proposal(changes={"tags": []})}, "`proposed.tags` is empty"),
        ({"proposed": Proposal(changes={"tags": ["a", " "]})}, "`proposed.tags` has an empty item"),
        ({"answer": "a\r\nb"}, "`answer` cannot be kept in a cell"),
        ({"answer": "a\n<<<<<<< b"}, "a line that begins with `<<<<<<<` would be read as a conflict marker of git"),
        ({"id": "not an id"}, "an id is letters, digits"),
        ({"extra": {"Tags": "x"}}, "a column called `Tags` would be read as the entry's own tags"),
        ({"extra": {" x": "x"}}, "cannot be kept in a cell"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_with_the_reason(changes: dict[str, object], says: str) -> None:
    old = entry_of(SEMICOLON, "late")
    assert says in why_not(SEMICOLON, old, replace(old, **changes))  # type: ignore[arg-type]


def test_a_row_that_is_gone_is_not_written() -> None:
    old = entry_of(COMMA, "where-is-the-shop")
    without = COMMA.removesuffix("Where is the shop,In the old town.\r\n")
    assert "no row of the sheet has the id 'where-is-the-shop'" in why_not(without, old, replace(old, note="x"))


def test_a_row_that_someone_changed_in_between_is_not_written() -> None:
    old = entry_of(COMMA, "my-parcel-is-late")
    theirs = COMMA.replace("dana", "kim")
    assert "was changed in the file since it was read" in why_not(theirs, old, replace(old, owner="lee"))


@pytest.mark.parametrize(("first", "lines"), [("", "line 2 and line 3"), ("sep=,\r\n", "line 3 and line 4")])
def test_two_rows_of_one_id_are_told_apart_by_the_line_only(first: str, lines: str) -> None:
    text = f"{first}Id,Complaint,Answer\nx,first,a\nx,second,b\n"
    second = entries_of(text)[1]
    assert changed(text, second, replace(second, answer="c")) == text.replace("second,b", "second,c")
    moved = replace(second, source=Source())
    assert f"{lines} both have the id 'x'" in why_not(text, moved, replace(moved, answer="c"))


def test_cells_that_would_come_under_a_new_column_are_in_the_way() -> None:
    text = "Complaint,Answer\nlate,a\nlamp,b,loose\n"
    old = Entry(id="late", complaint="late", answer="a")
    assert "line 3: the row has more cells than the header" in why_not(text, old, replace(old, note="x"))
    assert changed(text, old, replace(old, answer="c")) == text.replace("late,a", "late,c")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Question,Reply\nlate,a\n", "line 1: no column `Complaint`"),
        ("Complaint,Answer,Tags,tags\nlate,a\n", "line 1: column `tags` stands twice"),
        ('Complaint,Answer\nlate,a\nlamp,"b\n', "line 3: broken row"),
        ("", "the sheet has no header row"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_not_written(text: str, says: str) -> None:
    old = Entry(id="late", complaint="late", answer="a")
    assert says in why_not(text, old, replace(old, answer="c"))


PLAIN = Entry(id="no-light", complaint="No light", answer="Change the bulb.")
FULL = Entry(id="bulb", complaint='No "light"', answer="One,\ntwo", tags=("a", "b"), bucket=2, status=Status.DRAFT)


def test_a_row_is_added_at_the_end_in_the_dialect_of_the_sheet() -> None:
    assert added(COMMA, FULL) == COMMA.replace(",Ref\r\n", ",Ref,Id,Status\r\n") + (
        '"No ""light""","One,\r\ntwo","a\r\nb",2,,,bulb,draft\r\n'
    )
    assert added(SEMICOLON, PLAIN) == SEMICOLON + "no-light;No light;;Change the bulb.;;;;;;\n"
    row = '"Change the bulb."\t"No light"\t"no-light"\t"approved"\t""\t""\t""\t""\n'
    assert added(TAB, PLAIN) == f"{TAB}\n{row}"


@pytest.mark.parametrize("sheet", [COMMA, SEMICOLON, TAB])
@pytest.mark.parametrize("entry", [PLAIN, FULL])
def test_an_added_row_is_read_as_it_was_meant(sheet: str, entry: Entry) -> None:
    assert entries_of(added(sheet, entry)) == [*entries_of(sheet), entry]


def test_a_row_is_added_behind_another() -> None:
    lines = COMMA.splitlines(keepends=True)
    assert added(COMMA, PLAIN, after="my-parcel-is-late") == "".join(
        [*lines[:2], "No light,Change the bulb.,,,,\r\n", *lines[2:]]
    )
    assert added(TAB, PLAIN, after="refund") == added(TAB, PLAIN)
    with pytest.raises(Unwritable, match="no row of the sheet has the id 'nowhere'"):
        added(COMMA, PLAIN, after="nowhere")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "Complaint,Answer\nNo light,Change the bulb.\n"),
        ("\r\n\r\n", "\r\n\r\nComplaint,Answer\r\nNo light,Change the bulb.\r\n"),
        ("  ", "  \nComplaint,Answer\nNo light,Change the bulb.\n"),
        ("sep=;\r\n", "sep=;\r\nComplaint;Answer\r\nNo light;Change the bulb.\r\n"),
        ("Complaint,Answer", "Complaint,Answer\nNo light,Change the bulb.\n"),
        ("sep=;\r\nanswer;complaint", "sep=;\r\nanswer;complaint\r\nChange the bulb.;No light\r\n"),
        ('"Answer"\t"Complaint"\r', '"Answer"\t"Complaint"\r"Change the bulb."\t"No light"\r'),
        ("Complaint,Answer\na,b\n\n,\n", "Complaint,Answer\na,b\nNo light,Change the bulb.\n\n,\n"),
        ("Complaint,Answer\r\na,b", "Complaint,Answer\r\na,b\r\nNo light,Change the bulb.\r\n"),
    ],
)
def test_an_empty_sheet_is_begun_and_a_short_one_continued(text: str, result: str) -> None:
    assert added(text, PLAIN) == result


def test_an_empty_sheet_gets_the_columns_that_its_first_row_needs() -> None:
    text = added("", replace(FULL, extra={"theirs": "+1"}))
    assert (
        text == 'Complaint,Answer,Id,Tags,Bucket,Status,theirs\n"No ""light""","One,\ntwo",bulb,"a\nb",2,draft,+1\n'
    )
    assert entries_of(text) == [replace(FULL, extra={"theirs": "+1"})]


def test_an_added_row_ends_as_the_row_above_it() -> None:
    text = "Complaint,Answer\nlate,a\r\nlamp,b\n"
    assert added(text, PLAIN, after="late") == text.replace("late,a\r\n", "late,a\r\nNo light,Change the bulb.\r\n")


QUOTED = 'Complaint,Answer,Tags,Bucket\n"late","It comes.","x","2"\n"lamp","Send it.","","3"\n'
HABITS = {
    "only the header is quoted": ('"Complaint","Answer"\nlate,It comes.\n', "No light,Change the bulb."),
    "all but the header are quoted": (QUOTED, '"No light","Change the bulb.","",""'),
    "empty cells are bare": (QUOTED.replace('""', ""), '"No light","Change the bulb.",,'),
    "numbers are bare": (QUOTED.replace('"2"', "2").replace('"3"', "3"), '"No light","Change the bulb.","",'),
    "one column is quoted": ('Complaint,Answer,Tags\nlate,"It comes.",x\n', 'No light,"Change the bulb.",'),
    "only what must be is quoted": ('Complaint,Answer\nlate,"Well, it comes."\n', "No light,Change the bulb."),
    "only what must be is quoted here and there": (
        'Complaint,Answer\nlate,"Well, it comes."\nlamp,"Send it."\nshop,Here.\nx,There.\n',
        "No light,Change the bulb.",
    ),
    "what must be quoted stands among quoted cells": (
        'Complaint,Answer\n"late","Well, it comes."\n',
        '"No light","Change the bulb."',
    ),
    "most rows are quoted": (
        'Complaint,Answer\n"late","It comes."\n"lamp","Send it."\nshop,Here.\n',
        '"No light","Change the bulb."',
    ),
    "as many are quoted as not": ('Complaint,Answer\n"late","a"\nlamp,b\n', "No light,Change the bulb."),
    "another delimiter": ('Complaint;Answer;Tags\n"a";"b, c";"d"\n', '"No light";"Change the bulb.";""'),
}


@pytest.mark.parametrize("habit", HABITS)
def test_a_new_row_is_quoted_as_the_rows_are(habit: str) -> None:
    text, row = HABITS[habit]
    assert added(text, PLAIN) == f"{text}{row}\n"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (QUOTED, '"No light","Change the bulb.","a","2","kim"'),
        (QUOTED.replace('"2"', "2").replace('"3"', "3"), '"No light","Change the bulb.","a",2,"kim"'),
        ("Complaint,Answer,Tags,Bucket\nlate,It comes.,x,2\n", "No light,Change the bulb.,a,2,kim"),
    ],
)
def test_a_cell_of_a_new_column_is_quoted_as_the_rows_are(text: str, row: str) -> None:
    header, _, rows = text.partition("\n")
    entry = replace(PLAIN, tags=("a",), bucket=2, owner="kim")
    assert added(text, entry) == f"{header},Owner\n{rows}{row}\n"


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({"tags": ("y",)}, '"late","It comes.","y",2,'),
        ({"tags": ()}, '"late","It comes.","",2,'),
        ({"bucket": 4}, '"late","It comes.","x",4,'),
        ({"bucket": None}, '"late","It comes.","x",,'),
        ({"owner": "kim"}, '"late","It comes.","x",2,"kim"'),
        ({"answer": 'a "b"'}, '"late","a ""b""","x",2,'),
    ],
)
def test_an_edited_cell_keeps_its_quotes_and_an_empty_one_takes_those_of_the_rows(
    changes: dict[str, object], row: str
) -> None:
    text = 'Complaint,Answer,Tags,Bucket,Owner\n"late","It comes.","x",2,\n"lamp","Send it.","y",3,\n'
    assert edited(text, "late", **changes) == text.replace('"late","It comes.","x",2,', row)


def test_a_bare_cell_stays_bare_among_quoted_ones() -> None:
    text = 'Complaint,Answer\n"late","It comes."\n"lamp",Send it.\n"shop","Here."\n'
    assert edited(text, "lamp", answer="No.") == text.replace("Send it.", "No.")
    assert edited(text, "lamp", answer="No, no.") == text.replace("Send it.", '"No, no."')


GOES: dict[str, Edit] = {
    "phrases": lambda entry: replace(entry, phrases=()),
    "tags": lambda entry: replace(entry, tags=()),
    "bucket": lambda entry: replace(entry, bucket=None),
    "channels.sms": lambda entry: replace(entry, channels={}),
    "languages.de.answer": lambda entry: replace(entry, languages={}),
    "lint": lambda entry: replace(entry, lint=()),
    "review_by": lambda entry: replace(entry, review_by=None),
    "Mine": lambda entry: replace(entry, extra={}),
}


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("column", GOES)
def test_what_is_taken_away_leaves_an_empty_cell_that_is_read_as_nothing(column: str, quote: str) -> None:
    values = ["late", "Soon.", "where", "x", "2", "now", "Bald.", "long", "2027-01-31", "me"]
    header = ["Complaint", "Answer", *GOES]
    text = "".join(",".join(f"{quote}{cell}{quote}" for cell in row) + "\n" for row in (header, values))
    old = entry_of(text, "late")
    new = GOES[column](old)
    assert new != old
    written = changed(text, old, new)
    there = values[header.index(column)]
    assert written == text.replace(f",{quote}{there}{quote}", f",{quote}{quote}", 1)
    assert entry_of(written, "late") == new


@pytest.mark.parametrize("key", ["note", "tags", "channels"])
def test_that_something_is_to_go_cannot_be_proposed_in_a_cell(key: str) -> None:
    old = entry_of(SEMICOLON, "late")
    said = why_not(SEMICOLON, old, replace(old, proposed=Proposal(changes={key: None})))
    assert f"`proposed.{key}` is to take something away, and an empty cell says nothing" in said


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_a_spreadsheet_would_compute_is_kept_as_it_is(start: str) -> None:
    entry = replace(PLAIN, answer=f"{start}1+1", note=f"{start}x")
    text = added("Complaint,Answer\n", entry)
    assert text == f"Complaint,Answer,Note\nNo light,{start}1+1,{start}x\n"
    assert entries_of(text) == [entry]


def test_what_a_cell_cannot_hold_is_not_added() -> None:
    with pytest.raises(Unwritable, match="`tags` has an item of several lines"):
        added(COMMA, replace(PLAIN, tags=("a\nb",)))
    with pytest.raises(Unwritable, match="conflict marker"):
        added(COMMA, replace(PLAIN, complaint="<<<<<<< a", id="a"))


def test_an_edit_never_lets_the_delimiter_be_another() -> None:
    text = 'Complaint,Answer,5" size\nlate,a,b\n'  # the loose quote lets the rows have a say in the guess
    old = entry_of(text, "late")
    assert changed(text, old, replace(old, answer="c;d")) == text.replace("a,b", "c;d,b")
    assert "would be read with another delimiter" in why_not(text, old, replace(old, answer="c;d;e;f;,"))
