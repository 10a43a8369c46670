"""Workbooks come in as they are shown, hostile ones are refused, and what goes out comes back and prints well."""

import builtins
import io
import re
import struct
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given, settings
from python_calamine import CalamineWorkbook

from cheatsheet.convert import csv_format
from cheatsheet.convert.formula import plain_of_ours, safe
from cheatsheet.convert.item import Item, Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.workbook import read, recognises, write_rows, written
from cheatsheet.entry import Entry
from cheatsheet.errors import Invalid, UsageError
from tests.conftest import make_entry
from tests.convert.sheets import ENTRIES, entries_of, random_cells

TABLE = Table.load()
HEADER = ["Question", "Answer", "Notes"]
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
TEXT_CELL = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'


def book(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets, numbers as numbers."""
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                sheet.write(number, at, cell)
    made.close()
    return data.getvalue()


def changed(data: bytes, name: str, pattern: str, text: str) -> bytes:
    """A workbook in which a file says something else."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member).decode()
            if member == name:
                content, count = re.subn(pattern, text, content)
                assert count, content
            new.writestr(member, content)
    return out.getvalue()


def archive(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def ods(table: str) -> bytes:
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{MANIFEST}"/>'
    return archive({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": ODS.format(table)})


def ods_text(text: str) -> str:
    """A cell of an .ods, a paragraph a line."""
    return TEXT_CELL.format("", text.replace("\n", "</text:p><text:p>"))


def ods_with_note(cell: str) -> bytes:
    """A sheet with one answer and a cell beside it."""
    head, row = ("".join(map(ods_text, texts)) for texts in (HEADER, ["It is late", "Sorry."]))
    lines = f"<table:table-row>{head}</table:table-row><table:table-row>{row}{cell}</table:table-row>"
    return ods(f'<table:table table:name="A">{lines}</table:table>')


def with_format(form: str, number: float) -> bytes:
    """A workbook with one answer and a number beside it in this format."""
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["It is late", "Sorry."])
    sheet.write_number(1, 2, number, made.add_format({"num_format": form}))
    made.close()
    return data.getvalue()


def read_book(data: bytes) -> Source:
    return read(data, "book.xlsx", TABLE)


def with_note(note: object) -> Item:
    """What becomes of a cell."""
    return read_book(book(A=[HEADER, ["It is late", "Sorry.", note]])).items[0]


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as raised:
        read(data, "book.xlsx", TABLE)
    return str(raised.value.faults[0])


@given(ENTRIES)
@settings(max_examples=60, deadline=None)
def test_what_is_exported_comes_back(entries: list[Entry]) -> None:
    exported = written(entries)
    assert exported.losses == ()
    source = read_book(exported.data)
    assert entries_of(source.items) == entries
    assert source.losses == ()


@given(ENTRIES)
@settings(max_examples=60, deadline=None)
def test_our_csv_that_a_spreadsheet_saved_as_a_workbook_comes_back(entries: list[Entry]) -> None:
    rows = csv_format.read_rows(csv_format.written(entries).data, "x.csv", [])
    assert entries_of(read_book(write_rows(rows)).items) == entries


def test_apostrophes_inside_a_foreign_workbook_stay() -> None:
    [item] = read_book(book(A=[HEADER, ["It is late", "Say\n'-5' to it"]])).items
    assert item.values["answer"] == "Say\n'-5' to it"


def test_apostrophes_inside_an_ods_of_ours_go() -> None:
    rows = (
        ["Complaint", "Answer", "phrases", "id"],
        ["It is late", "Sorry.", "late\n'-minus\n'@at\n'＝full", "late"],
    )
    lines = "".join(f"<table:table-row>{''.join(map(ods_text, row))}</table:table-row>" for row in rows)
    source = read(ods(f'<table:table table:name="A">{lines}</table:table>'), "book.ods", TABLE)
    assert source.items[0].values["phrases"] == ["late", "-minus", "@at", "＝full"]


def test_ten_thousand_random_cells_come_back() -> None:
    rows = random_cells(10_000, seed=66)
    data = write_rows([["a"] * 4, *([*map(safe, row)] for row in rows)])
    there = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [[plain_of_ours(str(cell)) for cell in row] for row in there[1:]] == rows


def test_the_same_entries_make_the_same_file() -> None:
    assert written([make_entry()]).data == written([make_entry()]).data


def test_every_cell_of_ours_is_a_text() -> None:
    entry = make_entry(
        id="it-is-late", complaint="=It is late", answer="007", note="https://example.com", owner="1e3"
    )
    with ZipFile(io.BytesIO(written([entry]).data)) as made:
        sheet = made.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in made.namelist() if "hyperlink" in name.lower()]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert set(re.findall(r'<c [^>]*t="(\w+)"', sheet)) == {"s"}
    assert "<v>" not in re.sub(r'<c [^>]*t="s"[^>]*><v>\d+</v>', "", sheet)


def test_our_sheet_prints_as_the_two_columns_that_it_started_as() -> None:
    with ZipFile(io.BytesIO(written([make_entry(tags=["a"]), make_entry(id="b")]).data)) as made:
        sheet = made.read("xl/worksheets/sheet1.xml").decode()
        names = made.read("xl/workbook.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'state="frozen"' in sheet
    assert "Answers!$A$1:$B$3" in names
    assert "Answers!$1:$1" in names
    assert re.findall(r'<col [^>]*width="(\d+)', sheet)[:2] == ["40", "90"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7.0, "7"),
        (7, "7"),
        (0.1 + 0.2, "0.3"),
        (-12.5, "-12.5"),
        (date(2026, 11, 22), "2026-11-22"),
        (True, "yes"),
        (False, "no"),
        ("007", "007"),
        ("“Ask” – Ana\nor Bo", "“Ask” – Ana\nor Bo"),
    ],
)
def test_a_cell_comes_in_as_it_is_shown(cell: object, text: str) -> None:
    item = with_note(cell)
    assert (item.values["note"], item.losses) == (text, ())


@pytest.mark.parametrize(
    ("cell", "form", "text"),
    [
        (datetime(2026, 11, 22, 14, 30), "yyyy-mm-dd hh:mm", "2026-11-22 14:30"),  # noqa: DTZ001 (cells have no zone)
        (datetime(2026, 11, 22, 14, 30, 5), "yyyy-mm-dd hh:mm:ss", "2026-11-22 14:30:05"),  # noqa: DTZ001
        (time(9, 5), "hh:mm", "09:05"),
    ],
)
def test_a_time_comes_in_as_a_text(cell: object, form: str, text: str) -> None:
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["It is late", "Sorry."])
    sheet.write_datetime(1, 2, cell, made.add_format({"num_format": form}))
    made.close()
    assert read_book(data.getvalue()).items[0].values["note"] == text


def test_a_number_of_too_many_digits_is_a_loss() -> None:
    data = book(A=[HEADER, ["It is late", "Sorry.", 5]])
    [item] = read_book(changed(data, "xl/worksheets/sheet1.xml", "<v>5<", "<v>1.2345678901234568E+17<")).items
    assert item.values["note"] == "123456789012345680"
    assert item.losses == (
        "C2: 123456789012345680 has more than 15 digits: may have been changed by the spreadsheet",
    )


def test_zeros_that_are_only_shown_are_read_and_named() -> None:
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["It is late", "Sorry."])
    sheet.write_number(1, 2, 42, made.add_format({"num_format": "00000"}))
    made.close()
    [item] = read_book(data.getvalue()).items
    assert item.values["note"] == "00042"
    assert item.losses == ("C2: the number 42 is shown, and was read, as 00042: check its zeros",)


def test_numbers_among_texts_with_zeros_are_named() -> None:
    source = read_book(book(A=[HEADER, ["a", "b", "007"], ["c", "d", 8], ["e", "f", "none"]]))
    assert source.losses == (
        "sheet `A`: zeros in front may be lost in C3: the column has texts like 007, and these are numbers",
    )


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])  # openpyxl writes an empty one
def test_a_formula_without_a_value_is_a_loss(value: str) -> None:
    data = book(A=[HEADER, ["It is late", "Sorry.", "=1+1"], ["It broke", "=A1", ""]])
    data = changed(data, "xl/worksheets/sheet1.xml", r"(</f>)<v>0</v>", rf"\1{value}")
    items = read_book(data).items
    assert items[0].losses == ("C2 is a formula without a stored value: open and save it in the spreadsheet",)
    assert (items[1].skipped, items[1].losses[0][:15]) == ("has no answer", "B3 is a formula")


def test_a_formula_whose_value_is_an_empty_text_is_no_loss() -> None:
    data = book(A=[HEADER, ["It is late", "Sorry.", "=1+1"]])
    data = changed(data, "xl/worksheets/sheet1.xml", r'(<c r="C2")(.*</f>)<v>0</v>', r'\1 t="str"\2<v></v>')
    [item] = read_book(data).items
    assert ("note" in item.values, item.losses) == (False, ())


def test_formulas_without_a_value_that_lie_apart_take_no_room() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><f>A1</f><v/></c></row></sheetData>'
    rows = [HEADER, ["It is late", "Sorry."]]
    source = read_book(changed(book(A=rows), "xl/worksheets/sheet1.xml", "</sheetData>", far))
    assert source.losses == ("XFD1048576 is a formula without a stored value: open and save it in the spreadsheet",)


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("[$€-407]#,##0.00", 12.5, "12.5"),
        ('"€"0.00', 12, "12"),
        ('0 "days"', 3, "3"),
        ("0.00", 12.5, "12.5"),
        ("0.00%", 0.125, "12.5%"),
        ('0.00"%"', 0.15, "0.15"),
        ("000-000", 12345, "12345"),
        ("#,##0,", 12000, "12000"),
        ('_-* #,##0.00 "€"_-;-* #,##0.00 "€"_-', 12.55, "12.55"),
        ("0", 12.7, "12.7"),
    ],
)
def test_what_a_number_format_shows_besides_the_number_is_named(form: str, number: float, text: str) -> None:
    [item] = read_book(with_format(form, number)).items
    assert item.values["note"] == text
    assert item.losses == (f"C2: shown with the number format `{form}`, and read as {text}: check it",)


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("0.00", 12.55),
        ("0%", 0.25),
        ("0.0#", 12.5),
        ("#,##0", 1200),
        ("General", 12.5),
        ("0.00E+00", 12.5),
        ("@", 7),
        ('0;"none"', 3),
        ("[Red]0.0_)", 12.5),
    ],
)
def test_a_number_that_is_read_as_it_is_shown_is_no_loss(form: str, number: float) -> None:
    [item] = read_book(with_format(form, number)).items
    assert item.losses == ()


def test_a_formula_with_a_value_is_its_value() -> None:
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER[:2])
    sheet.write(1, 0, "It is late")
    sheet.write_formula(1, 1, '="So"&"rry."', None, "Sorry.")
    made.close()
    [item] = read_book(data.getvalue()).items
    assert (item.values["answer"], item.losses) == ("Sorry.", ())


def test_a_merged_cell_speaks_for_all_its_rows() -> None:
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.merge_range(0, 0, 0, 2, "Answers of the shop")
    sheet.write_row(1, 0, HEADER)
    sheet.merge_range(2, 1, 3, 1, "Sorry.")
    sheet.write_column(2, 0, ["It is late", "It broke"])
    made.close()
    source = read_book(data.getvalue())
    assert [(item.place, item.values["complaint"], item.values["answer"]) for item in source.items] == [
        ("row 3", "It is late", "Sorry."),
        ("row 4", "It broke", "Sorry."),
    ]
    assert source.losses == ("row 1 stands above the header: 'Answers of the shop'",)


def test_sheets_are_topics_and_hidden_ones_are_named() -> None:
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    for name in ("Parcels", "Returns", "Old"):
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [f"{name}?", "Sorry."])
    sheet.hide()
    made.add_worksheet("Empty")
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"values": "=Old!$A$1:$A$2"})
    made.add_chartsheet("Chart").set_chart(chart)
    made.close()
    source = read_book(data.getvalue())
    assert [(item.place, item.values["tags"]) for item in source.items] == [
        ("Parcels!row 2", ["parcels"]),
        ("Returns!row 2", ["returns"]),
    ]
    assert source.losses == ("sheet `Old` is hidden and is not read", "`Chart` is no sheet of cells and is not read")


def test_what_is_beside_the_cells_is_named() -> None:
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["It is late", "Sorry."])
    sheet.write_comment(1, 1, "is this right?")
    made.close()
    assert read_book(data.getvalue()).losses == ("the comments on cells are not read",)


def test_an_ods_comes_in() -> None:
    rows = (["Question", "Answer"], ["It is late", "Sorry."])
    lines = "".join(
        f"<table:table-row>{''.join(TEXT_CELL.format('', cell) for cell in row)}</table:table-row>" for row in rows
    )
    source = read(ods(f'<table:table table:name="A">{lines}</table:table>'), "book.ods", TABLE)
    assert [(item.place, item.values) for item in source.items] == [
        ("row 2", {"complaint": "It is late", "answer": "Sorry."})
    ]


def test_what_an_ods_has_lost_is_named() -> None:
    zeros = '<table:table-cell office:value-type="float" office:value="42"><text:p>00042</text:p></table:table-cell>'
    formula = '<table:table-cell table:formula="of:=[.A1]"/>'
    head = "".join(TEXT_CELL.format("", cell) for cell in HEADER)
    rows = "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (head, TEXT_CELL.format("", "It is late") + TEXT_CELL.format("", "Sorry.") + zeros, formula * 3)
    )
    source = read(ods(f'<table:table table:name="A">{rows}</table:table>'), "book.ods", TABLE)
    assert source.items[0].values["note"] == "00042"
    assert source.items[0].losses == ("C2: the number 42 is shown, and was read, as 00042: check its zeros",)
    assert "A3 is a formula without a stored value: open and save it in the spreadsheet" in source.losses


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell table:formula="of:=[.A1]"/>',
        '<table:table-cell table:formula="of:=[.A1]" office:value-type="string"/>',
        '<table:table-cell table:formula="of:=[.A1]" office:value-type="float"><text:p>5</text:p></table:table-cell>',
    ],
)
def test_a_formula_without_a_value_is_a_loss_in_an_ods_too(cell: str) -> None:
    [item] = read(ods_with_note(cell), "book.ods", TABLE).items
    assert item.losses == ("C2 is a formula without a stored value: open and save it in the spreadsheet",)


@pytest.mark.parametrize(
    ("values", "shown", "text", "losses"),
    [
        ('office:value-type="currency" office:value="12.5"', "€12.50", "12.5", 1),
        ('office:value-type="float" office:value="12.5"', "12,50", "12.5", 1),
        ('office:value-type="percentage" office:value="0.125"', "12.50%", "12.5%", 1),
        ('office:value-type="percentage" office:value="0.125"', "12,5 %", "12.5%", 0),
        ('office:value-type="float" office:value="1234.5"', "1.234,5", "1234.5", 0),
        ('office:value-type="float" office:value="-5"', "−5", "-5", 0),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE", "yes", 0),
        ('office:value-type="float" office:value="1" table:formula="of:=TRUE()"', "TRUE", "yes", 0),
        ('office:value-type="float" office:value="0"', "FALSE", "no", 0),
        ('office:value-type="float" office:value="1"', "WAHR", "1", 1),
    ],
)
def test_a_number_of_an_ods_that_is_shown_otherwise_is_named(values: str, shown: str, text: str, losses: int) -> None:
    cell = f"<table:table-cell {values}><text:p>{shown}</text:p></table:table-cell>"
    [item] = read(ods_with_note(cell), "book.ods", TABLE).items
    assert item.values["note"] == text
    assert item.losses == (f"C2: shown as {shown}, and read as {text}: check it",)[:losses]


def test_a_yes_among_texts_with_zeros_has_none_to_lose() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>TRUE</text:p></table:table-cell>'
    zeros = "".join(TEXT_CELL.format("", text) for text in ("It broke", "Sorry.", "007"))
    assert read(ods_with_note(f"{cell}</table:table-row><table:table-row>{zeros}"), "book.ods", TABLE).losses == ()


def test_an_archive_that_is_too_large_is_not_opened() -> None:
    assert "50,000,001 bytes unpacked" in refusal(archive({"a": b"\0" * 50_000_001}))


def test_an_archive_of_too_many_files_is_not_opened() -> None:
    assert "10,001 files" in refusal(archive({str(number): b"" for number in range(10_001)}))


def test_an_archive_that_says_less_than_it_holds_is_refused() -> None:
    data = bytearray(archive({"content.xml": b"\0" * 1_000_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refusal(bytes(data)).startswith("book.xlsx: is broken")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and no more", "is broken, or no spreadsheet"),
        (b"Question,Answer", "is broken, or no spreadsheet"),
        (b"", "is broken, or no spreadsheet"),
        (archive({"hello.txt": "Hello"}), "cannot be read"),
        (
            archive({"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"}),
            "xl/workbook.xml in it is broken",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook of the old Excel format"),
        (archive({"META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": ""}), "is encrypted"),
        (book(A=[HEADER])[:-30], "is broken"),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_reason(data: bytes, message: str) -> None:
    assert refusal(data).startswith(f"book.xlsx: {message}")


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(book(A=[HEADER]))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)).startswith("book.xlsx: is encrypted")


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    data = changed(book(A=[HEADER]), "xl/worksheets/sheet1.xml", "<worksheet", bomb)
    assert "declares entities" in refusal(data)


def test_cells_that_lie_too_far_apart_are_refused() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = changed(book(A=[HEADER]), "xl/worksheets/sheet1.xml", "</sheetData>", far)
    assert "as far away as row 1,048,576, column 16,384" in refusal(data)


def test_cells_that_are_repeated_without_end_are_refused() -> None:
    cell = TEXT_CELL.format('table:number-columns-repeated="16384"', "x")
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert "repeats its cells" in refusal(ods(f'<table:table table:name="A">{row}</table:table>'))


def test_a_count_that_is_too_large_is_refused() -> None:
    data = changed(book(A=[HEADER]), "xl/sharedStrings.xml", 'uniqueCount="3"', 'uniqueCount="4294967296"')
    assert "xl/sharedStrings.xml in it declares more than it can hold" in refusal(data)


def test_an_empty_row_that_is_repeated_to_the_end_is_no_harm() -> None:
    row = "<table:table-row>{}</table:table-row>".format("".join(TEXT_CELL.format("", cell) for cell in HEADER))
    end = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    assert read(ods(f'<table:table table:name="A">{row}{end}</table:table>'), "a.ods", TABLE) == Source(())


def test_an_answer_that_no_cell_holds_is_left_out_and_named() -> None:
    exported = written([make_entry(answer="x" * 32_768), make_entry(id="b")])
    assert [item.values["id"] for item in read_book(exported.data).items] == ["b"]
    assert [(loss.id, loss.what[:9]) for loss in exported.losses] == [("late", "left out:")]


@pytest.mark.parametrize("text", ["_x0041_x0042_", "\uffff"])
def test_signs_that_no_workbook_holds_are_named(text: str) -> None:
    [loss] = written([make_entry(note=f"a {text}")]).losses
    assert loss.id == "late"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data, real = book(A=[HEADER]), builtins.__import__

    def missing(name: str, *rest: object) -> object:
        if name in {"python_calamine", "xlsxwriter"}:
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    for call in (lambda: read_book(data), lambda: written([])):
        with pytest.raises(UsageError) as raised:
            call()
        assert raised.value.hint == 'pip install "cheatsheet[sheets]"'


@pytest.mark.parametrize(
    ("name", "start"), [("a.xlsx", b"PK\x03\x04"), ("a.ODS", b"PK\x03\x04"), ("a.xls", b"\xd0\xcf\x11\xe0")]
)
def test_a_workbook_is_recognised(name: str, start: bytes) -> None:
    assert recognises(name, start)
    assert not recognises(name, b"Question,Answer")
    assert recognises("standard input", start)
    assert not recognises("a.csv", start)
