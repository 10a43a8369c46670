"""CSV of every dialect comes in, and what goes out comes back."""

import csv
import io

import pytest
from hypothesis import given, settings

from cheatsheet.convert.csv_format import BACKSLASHES, read, read_rows, recognises, write_rows, written
from cheatsheet.convert.formula import plain_of_ours, safe
from cheatsheet.convert.placeholders import Table
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid
from tests.conftest import make_entry
from tests.convert.sheets import ENTRIES, PLAIN, entries_of, random_cells

TABLE = Table.load()
ROWS = [["Complaint", "Answer"], ["It is late; very", "Sorry, it is.\nIt comes |soon|."], ["It broke", 'A 5" one']]


def two(data: bytes) -> list[tuple[object, object]]:
    source = read(data, "sheet.csv", TABLE)
    assert source.losses == ()
    return [(item.values["complaint"], item.values["answer"]) for item in source.items]


@given(ENTRIES)
@settings(max_examples=150, deadline=None)
def test_what_is_exported_comes_back(entries: list[Entry]) -> None:
    exported = written(entries)
    assert exported.losses == ()
    source = read(exported.data, "sheet.csv", TABLE)
    assert entries_of(source.items) == entries
    assert source.losses == ()


@given(PLAIN)
@settings(max_examples=150, deadline=None)
def test_a_sheet_of_two_columns_comes_back(entries: list[Entry]) -> None:
    exported = written(entries)
    assert read_rows(exported.data, "x.csv", [])[0] in (["Complaint", "Answer"], ["Complaint", "Answer", "id"])
    assert entries_of(read(exported.data, "sheet.csv", TABLE).items) == entries


def test_ten_thousand_random_cells_come_back() -> None:
    rows = random_cells(10_000, seed=6)
    there = read_rows(
        write_rows([["Complaint", "Answer", "a", "b"], *([*map(safe, row)] for row in rows)]), "x.csv", []
    )
    assert [[*map(plain_of_ours, row)] for row in there[1:]] == rows


def test_a_sheet_of_plain_answers_is_two_columns_that_excel_opens() -> None:
    exported = written(
        [make_entry(complaint="My parcel is late", id="my-parcel-is-late", answer="=Sorry,\n“it” is.")]
    )
    assert exported.data == '\ufeffComplaint,Answer\r\nMy parcel is late,"\'=Sorry,\n“it” is."\r\n'.encode()


def test_further_columns_are_those_in_use_and_unknown_ones_come_back() -> None:
    entry = make_entry(id="my-parcel-is-late", tags=["a", "b, c"], channels={"sms": "+late"})
    exported = written([entry])
    assert exported.data.decode().splitlines()[0] == "\ufeffComplaint,Answer,id,channels.sms,tags"
    assert entries_of(read(exported.data, "x.csv", TABLE).items) == [entry]


def test_an_unknown_column_comes_back() -> None:
    source = read(b"Complaint,Answer,Priority,=Cost\nLate,Sorry,high,-5\n", "x.csv", TABLE)
    [entry] = entries_of(source.items)
    again = read(written([entry]).data, "x.csv", TABLE)
    assert entries_of(again.items) == [entry]
    assert entry.extra == {"Priority": "high", "=Cost": "-5"}
    assert source.losses == again.losses != ()


def test_a_blank_in_an_answer_of_ours_stays_a_blank() -> None:
    entry = make_entry(answer="It was sent to [Address], {{ customer.name }}.")
    assert entries_of(read(written([entry]).data, "x.csv", TABLE).items) == [entry]


@pytest.mark.parametrize(
    ("changes", "loss"),
    [
        ({"lint": [{"ignore": "phrase/flat-no", "match": "no"}]}, "has a `match`"),
        ({"proposed": {"subject": None}}, "to take something away"),
        ({"channels": {"a.b": "x"}}, "a dot parts"),
        ({"languages": {"pt-BR": {"answer": "x"}}}, "in lower case"),
        ({"answer": "x" * 32_767}, "Excel cuts a cell"),
    ],
)
def test_what_no_cell_holds_is_a_loss(changes: dict[str, object], loss: str) -> None:
    exported = written([make_entry(**changes)])
    assert [(one.id, loss in one.what) for one in exported.losses] == [("late", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "{0}{0}\n", "Answers of the team{0}\n\n", "Shop, questions; and more | so\n"])
def test_any_dialect_comes_in(encoding: str, delimiter: str, newline: str, before: str) -> None:
    rows = newline.join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
    data = (before.format(delimiter).replace("\n", newline) + rows + newline).encode(encoding)
    found = read(data, "sheet.csv", TABLE).items
    assert [[item.values["complaint"], item.values["answer"]] for item in found] == ROWS[1:]


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"sep=|\r\nComplaint|Answer\r\nLate, very|Sorry, we are\r\n", [("Late, very", "Sorry, we are")]),
        (b"sep=:\nLate:Sorry, we are\nLost:Oh, no\n", [("Late", "Sorry, we are"), ("Lost", "Oh, no")]),
        (b'Complaint, Answer\n"Late, very", "Sorry, we are"\n', [("Late, very", "Sorry, we are")]),
        (b"It is late;Sorry, it is\nIt broke;Oh, no\n", [("It is late", "Sorry, it is"), ("It broke", "Oh, no")]),
        ("Complaint,Answer\nZu spät,Tut uns leid\n".encode("utf-16-le"), [("Zu spät", "Tut uns leid")]),
        (b"", []),
        (b"\r\n,\r\n", []),
    ],
)
def test_a_dialect_comes_in(data: bytes, rows: list[tuple[str, str]]) -> None:
    assert two(data) == rows


def test_an_old_encoding_comes_in_with_a_warning() -> None:
    source = read("Complaint,Answer\nLate,Sorry – “it” is\n".encode("cp1252"), "sheet.csv", TABLE)
    assert source.items[0].values["answer"] == "Sorry – “it” is"
    assert source.losses == ("not UTF-8 (line 2); read as Windows cp1252: check accents and quotes",)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'Complaint,Answer\nLate,"Sorry\nit is', "sheet.csv:2:6: "),
        (b'Complaint,Answer\nLate,"Sorry" it is\n', "sheet.csv:2:6: "),
        (b'sep=;\nComplaint;Answer\nA;B\nLate;"Sorry" it is\n', "sheet.csv:4:6: "),
    ],
)
def test_a_broken_quote_is_named_with_its_line(data: bytes, place: str) -> None:
    with pytest.raises(Invalid) as raised:
        read(data, "sheet.csv", TABLE)
    assert str(raised.value.faults[0]).startswith(place)


def test_a_row_that_is_too_long_is_not_cut() -> None:
    [item] = read(b"Complaint,Answer\nLate,Sorry, it is\n", "sheet.csv", TABLE).items
    assert item.skipped == "has 3 cells, and the header 2: put quotes around a text with a separator in it"


def test_a_row_is_counted_as_a_spreadsheet_counts_it() -> None:
    items = read(b'Complaint,Answer\n"a","b\nc"\n\nLate,Sorry\n', "sheet.csv", TABLE).items
    assert [item.place for item in items] == ["row 2", "row 4"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b""), ("a.TSV", b"x"), ("a.txt", b"Question;Reply\n"), ("-", b"Complaint,Answer\n")],
)
def test_a_sheet_of_text_is_recognised(name: str, data: bytes) -> None:
    assert recognises(name, data)


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"Hello, you\n"), ("a.json", b"Complaint,Answer\n"), ("", b"")])
def test_another_file_is_not_taken_for_one(name: str, data: bytes) -> None:
    assert not recognises(name, data)


@pytest.mark.parametrize(
    "cell", ["a;=1+1", "a\t@b", "a|+1", "a\n=1+1\nb", "a\r-1", "a; '=b", "- b\n- cmd|' /C x'!A0"]
)
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_no_program_that_splits_elsewhere_runs_a_formula(cell: str, delimiter: str) -> None:
    data = write_rows([["Complaint", "Answer"], ["Late", safe(cell)]])
    there = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert not [part for row in there for part in row if part.lstrip()[:1] in {*"=+-@"} - {""}]
    assert f'"{safe(cell)}"'.encode() in data
    assert plain_of_ours(read_rows(data, "x.csv", [])[1][1]) == cell


def test_quotes_behind_a_backslash_are_quotes_and_told() -> None:
    data = rb"""Complaint,Answer
"He said \"hi\", ok","Sorry, it is C:\lamps of 5\""
"It broke","Sorry"
"""
    source = read(data, "x.csv", TABLE)
    assert [(item.values["complaint"], item.values["answer"]) for item in source.items] == [
        ('He said "hi", ok', 'Sorry, it is C:\\lamps of 5"'),
        ("It broke", "Sorry"),
    ]
    assert source.losses == (BACKSLASHES,)


def test_a_backslash_at_the_end_of_a_sound_cell_stays() -> None:
    assert two(b'Complaint,Answer\n"It is C:\\","Sorry"\n') == [("It is C:\\", "Sorry")]


def test_a_broken_quote_behind_a_backslash_is_named_where_it_stands() -> None:
    with pytest.raises(Invalid) as raised:
        read(b'Complaint,Answer\n"He \\"said,x\n', "x.csv", TABLE)
    assert str(raised.value.faults[0]).startswith("x.csv:2:1: broken row")


def test_a_list_on_its_lines_stays_as_people_write_it() -> None:
    answer = "We do:\n- today we ask\n+ tomorrow you know (or Friday)"
    assert safe(answer) == answer


def test_a_foreign_sheet_keeps_its_apostrophes() -> None:
    assert two(b"Question,Answer\nLate,Say 'a'; '-5' is it\n") == [("Late", "Say 'a'; '-5' is it")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_single_quotes_are_quotes_where_every_cell_has_them(delimiter: str, newline: str) -> None:
    rows = [["Complaint", "Answer", "Note"], ["It's, late", "Sorry;\nwe are", ""]]
    text = newline.join(
        delimiter.join("'" + cell.replace("'", "''") + "'" if cell else "" for cell in row) for row in rows
    )
    assert two(f"{text}{newline}".encode()) == [("It's, late", "Sorry;\nwe are")]


def test_single_quotes_of_some_cells_stay_and_are_told() -> None:
    source = read(b"'Complaint','Answer'\n'Late','Sorry'\nIt broke,Sorry\n", "x.csv", TABLE)
    assert source.items[0].values["answer"] == "'Sorry'"
    assert source.losses == (
        "4 cells are in single quotes, which stay, as other cells are not: CSV has double quotes",
    )
