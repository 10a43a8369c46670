"""What a cell says beside its value: links, percentages, errors, tabs, merged cells and comments are not lost."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cheatsheet.convert.item import Source
from cheatsheet.convert.placeholders import Table
from cheatsheet.convert.workbook import read
from tests.convert.test_workbook import HEADER, TEXT_CELL, ods

TABLE = Table.load()
CELL = "<table:table-cell {}>{}</table:table-cell>"
STRING = 'office:value-type="string"'


def xlsx(fill: Callable[[Workbook, Worksheet], object]) -> Source:
    """What is read of a workbook with one row, which is filled up."""
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["It is late", "Sorry."])
    fill(made, sheet)
    made.close()
    return read(data.getvalue(), "book.xlsx", TABLE)


def from_ods(*rows: str) -> Source:
    """What is read of a sheet with these rows of cells under the header."""
    head = "".join(TEXT_CELL.format("", cell) for cell in HEADER)
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in (head, *rows))
    return read(ods(f'<table:table table:name="A">{lines}</table:table>'), "book.ods", TABLE)


def note(source: Source) -> object:
    return source.items[0].values.get("note")


@pytest.mark.parametrize(("number", "form", "text"), [
    (0.15, "0%", "15%"), (0.155, "0.0%", "15.5%"), (0.07, '0"-"%', "7%"), (-1, "0%", "-100%"),
])  # fmt: skip
def test_a_percentage_is_read_as_it_is_shown(number: float, form: str, text: str) -> None:
    found = xlsx(lambda book, sheet: sheet.write_number(1, 2, number, book.add_format({"num_format": form})))
    assert (note(found), found.items[0].losses) == (text, ())


def test_a_percentage_of_an_ods_is_read_as_it_is_shown() -> None:
    cell = CELL.format('office:value-type="percentage" office:value="0.15"', "<text:p>15%</text:p>")
    assert note(from_ods(TEXT_CELL.format("", "a") + TEXT_CELL.format("", "b") + cell)) == "15%"


@pytest.mark.parametrize(
    ("link", "said", "text"),
    [
        ("https://a.example/help", "our page", "our page (https://a.example/help)"),
        ("https://a.example/", "https://a.example", "https://a.example"),
        ("mailto:us@a.example", "Write", "Write (us@a.example)"),
        ("internal:'Sheet1'!A1", "above", "above"),
    ],
)
def test_a_link_of_a_cell_keeps_its_address(link: str, said: str, text: str) -> None:
    assert note(xlsx(lambda _, sheet: sheet.write_url(1, 2, link, string=said))) == text


def test_a_link_that_is_a_formula_keeps_its_address() -> None:
    formula = '=HYPERLINK("https://a.example/x", "here")'
    assert note(xlsx(lambda _, sheet: sheet.write_formula(1, 2, formula, None, "here"))) == (
        "here (https://a.example/x)"
    )


def test_links_and_tabs_in_an_ods_stay_where_they_are() -> None:
    text = (
        "<text:p>See <text:a xlink:href='https://a.example/x'>here</text:a> and<text:tab/>there</text:p>"
        "<text:p>two<text:s text:c='2'/>lines</text:p>"
    )
    found = from_ods(TEXT_CELL.format("", "a") + CELL.format(STRING, text))
    assert found.items[0].values["answer"] == "See here (https://a.example/x) and\tthere\ntwo  lines"


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!"])
def test_an_error_in_a_workbook_is_named(error: str) -> None:
    [item] = xlsx(lambda _, sheet: sheet.write_formula(1, 1, "=1/0", None, error)).items
    assert (item.skipped, item.losses) == ("has no answer", (f"`answer` is the spreadsheet's error {error}",))


@pytest.mark.parametrize("error", ["#DIV/0!", "Err:502"])
def test_an_error_in_an_ods_is_named(error: str) -> None:
    values = f'table:formula="of:=1/0" {STRING} office:string-value="" office:value-type2="x"'
    cell = CELL.format(
        values.replace('office:value-type2="x"', 'xmlns:c="urn:calcext" c:value-type="error"'),
        f"<text:p>{error}</text:p>",
    )
    [item] = from_ods(TEXT_CELL.format("", "a") + cell).items
    assert (item.skipped, item.losses) == ("has no answer", (f"`answer` is the spreadsheet's error {error}",))


def test_a_merged_cell_of_an_ods_speaks_for_all_its_rows() -> None:
    first = TEXT_CELL.format('table:number-rows-spanned="2"', "It is late") + TEXT_CELL.format("", "Sorry.")
    second = "<table:covered-table-cell/>" + TEXT_CELL.format("", "It comes.")
    items = from_ods(first, second).items
    assert [(item.place, item.title, item.values["answer"]) for item in items] == [
        ("row 2", "It is late", "Sorry."),
        ("row 3", "It is late", "It comes."),
    ]


def test_a_merged_cell_says_in_all_rows_what_it_shows() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_row(2, 0, ["It broke", "Sorry."])
        sheet.merge_range(1, 2, 2, 2, 0.5, book.add_format({"num_format": "0%"}))

    assert [item.values["note"] for item in xlsx(fill).items] == ["50%", "50%"]


def test_a_comment_on_a_cell_of_an_ods_is_told_and_is_no_part_of_it() -> None:
    remark = "<office:annotation><text:p>is this right?</text:p></office:annotation>"
    text = "<text:p>Sorry<text:tab/>you</text:p>"
    found = from_ods(TEXT_CELL.format("", "a") + CELL.format(STRING, remark + text))
    assert found.items[0].values["answer"] == "Sorry\tyou"
    assert found.losses == ("sheet `A`: the comments on B2 are not read",)


def test_cells_that_are_repeated_all_have_their_link() -> None:
    text = "<text:p><text:a xlink:href='https://a.example/x'>here</text:a></text:p>"
    cell = CELL.format(f'{STRING} table:number-columns-repeated="2"', text)
    [item] = from_ods(TEXT_CELL.format("", "a") + cell).items
    assert item.values["answer"] == item.values["note"] == "here (https://a.example/x)"
