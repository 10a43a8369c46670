"""CSV in every form that a spreadsheet program writes, each cell with its place."""

import csv
import io

import pytest

from cheatsheet.csv_text import Row, guess_delimiter, parse
from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, Items, Place

PLAIN = {"complaint": "late", "answer": "It comes."}


def read_all(text: str) -> tuple[list[Row], list[Fault], list[Fault]]:
    faults: list[Fault] = []
    warnings: list[Fault] = []
    rows = parse(text, "sheet.csv", faults, warnings)
    return rows, faults, warnings


def read(text: str) -> list[Row]:
    rows, faults, warnings = read_all(text)
    assert (faults, warnings) == ([], [])
    return rows


@pytest.mark.parametrize(
    "header",
    ["Complaint,Answer", "complaint,answer", "COMPLAINT,ANSWER", " Complaint , Answer ", '"Complaint","Answer"'],
)
def test_two_columns_suffice_in_any_case(header: str) -> None:
    assert [row.block for row in read(f"{header}\nlate,It comes.\n")] == [PLAIN]


def test_the_order_of_the_columns_is_free() -> None:
    assert read("answer,complaint\nIt comes.,late\n")[0].block == PLAIN


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_every_delimiter_and_line_break_reads_alike(delimiter: str, line_break: str, end: str) -> None:
    text = f"Complaint{delimiter}Answer{line_break}late{delimiter}It comes.{line_break if end else ''}"
    assert [row.block for row in read(text)] == [PLAIN]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("Complaint,Answer", ","),
        ("Complaint;Answer", ";"),
        ("Complaint\tAnswer", "\t"),
        ("id,complaint,answer,phrases,tags,bucket,status", ","),
        ("ID;Complaint;Answer;Tags;Notes, internal", ";"),
        ('"Complaint (short, in their words)";"Answer, as sent";Tags', ";"),
        ('"Complaint; as typed","Answer; as sent"', ","),
        ("Complaint\tAnswer, ready to paste\tchannels.sms\tchannels.phone", "\t"),
        ("  ;;;\nComplaint;Answer;;;", ";"),
        (",,,,,\n\nComplaint,Answer,Owner;Team", ","),
        ('"Notes ""a;b;c;d"""\tComplaint\tAnswer', "\t"),
        ('"Notes\n(internal)";Complaint;Answer', ";"),
        ('"ID"\t"Complaint"\t"Answer"', "\t"),
        ("Complaint", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_parts_the_header(header: str, delimiter: str) -> None:
    assert guess_delimiter(f"{header}\na;b,c\td;e;f;g,h,i,j\tk\tl\tm\n") == delimiter


def test_the_rows_have_no_say_in_the_delimiter() -> None:
    assert read('Complaint,Answer\nlate,"a;b;c;d;e;f"\n')[0].block["answer"] == "a;b;c;d;e;f"


@pytest.mark.parametrize(
    ("first", "delimiter"),
    [("sep=;\n", ";"), ("SEP=;\r\n", ";"), ("sep=,\n", ","), ("sep=\t\n", "\t"), ("sep=|\n", "|")],
)
def test_excels_separator_line_is_obeyed_and_counted(first: str, delimiter: str) -> None:
    row = read(f"{first}Complaint{delimiter}Answer\nlate{delimiter}It comes.\n")[0]
    assert row.block == PLAIN
    assert row.block.place.line == 3


@pytest.mark.parametrize("line", ['sep="\n', "sep=\r\n", "sep=\n", "sep=x\n", "sep= \n"])
def test_an_odd_separator_line_is_passed_over_or_a_fault(line: str) -> None:
    rows, faults, _ = read_all(f"{line}Complaint,Answer\nlate,It comes.\n")
    assert faults or [row.block for row in rows] == [PLAIN]


@pytest.mark.parametrize("text", ["", "\n\n", "Complaint,Answer\n", " , \n,,\n"])
def test_a_sheet_without_rows_has_none(text: str) -> None:
    assert read(text) == []


def test_blank_rows_are_passed_over_and_counted() -> None:
    rows = read("\n,\nComplaint,Answer\n\n , \nlate,It comes.\n")
    assert [(row.block, row.block.place.line) for row in rows] == [(PLAIN, 6)]


def test_short_rows_are_valid() -> None:
    rows = read("Complaint,Answer,Tags,Owner\nlate,It comes.\nbroken\n")
    assert [row.block for row in rows] == [PLAIN, {"complaint": "broken"}]


def test_empty_cells_are_left_out() -> None:
    assert read("Complaint,Answer,Tags,channels.sms\nlate,It comes., ,\n")[0].block == PLAIN


@pytest.mark.parametrize(
    "cell", ["007", "no", "~", "null", "1e3", "12:30:45", "+15551234567", "2024-02-30", "=1+1", "# x", "- x"]
)
def test_a_cell_stays_the_text_that_was_written(cell: str) -> None:
    assert read(f"Complaint,Answer\nlate,{cell}\n")[0].block["answer"] == cell


def test_quotes_delimiters_and_line_breaks_in_cells() -> None:
    row = read('Complaint,Answer\r\n"my ""new"" lamp, broken","one\r\n\r\ntwo; three"\r\n')[0]
    assert row.block == {"complaint": 'my "new" lamp, broken', "answer": "one\n\ntwo; three"}


def test_a_quote_in_the_middle_of_a_cell_is_a_quote() -> None:
    assert read('Complaint,Answer\nmy 24" screen is late,ok\n')[0].block["complaint"] == 'my 24" screen is late'


def test_a_cell_over_128_kb_is_read_and_the_limit_put_back() -> None:
    before = csv.field_size_limit()
    answer = "a very long answer, " * 20_000
    assert read(f'Complaint,Answer\nlate,"{answer}"\n')[0].block["answer"] == answer
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("column", ["phrases", "Check", "TAGS"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_list_has_one_item_a_line(column: str, line_break: str) -> None:
    cell = line_break.join(["one, two", "", " three "])
    row = read(f'Complaint,Answer,{column}\nlate,It comes.,"{cell}"\n')[0]
    items = row.block[column.lower()]
    assert isinstance(items, Items)
    assert items == ["one, two", "three"]
    assert [place.line for place in items.places] == [2, 4]


def test_dotted_columns_are_maps() -> None:
    header = "Complaint,Answer,Channels.SMS,channels.phone,languages.de.answer,fields.carrier.choices"
    block = read(f'{header}\nlate,It comes.,soon,spoken,bald,"DHL\nUPS"\n')[0].block
    assert block["channels"] == {"sms": "soon", "phone": "spoken"}
    assert block["languages"] == {"de": {"answer": "bald"}}
    assert block["fields"] == {"carrier": {"choices": ["DHL", "UPS"]}}


def test_an_unknown_column_is_kept_with_a_warning_that_names_the_nearest() -> None:
    rows, faults, warnings = read_all("Complaint,Answer,Ownr,Ärger\nlate,It comes.,dana, viel \n")
    assert rows[0].extra == {"Ownr": "dana", "Ärger": " viel "}
    assert (rows[0].block, faults) == (PLAIN, [])
    assert [(warning.line, warning.column) for warning in warnings] == [(1, 18), (1, 23)]
    assert "unknown column `Ownr`" in str(warnings[0])
    assert "did you mean 'owner'?" in str(warnings[0])


def test_cells_under_no_name_do_not_vanish_in_silence() -> None:
    _, faults, warnings = read_all("Complaint,Answer,\nlate,It comes.,and mind the dog\n")
    assert [*faults, *warnings] != []


def test_an_empty_column_without_a_name_is_nothing() -> None:
    assert read("Complaint,Answer,,\nlate,It comes.,,\n")[0].block == PLAIN


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("Question,Reply\na,b\n", 1, 1, "no column `Complaint` and no column `Answer`"),
        ("\n\nComplaint,Reply\na,b\n", 3, 1, "no column `Answer`"),
        ("Complaint,Answer,answer\na,b,c\n", 1, 18, "column `answer` stands twice"),
        ("Complaint,Answer,Mine,Mine\na,b,c,d\n", 1, 23, "column `Mine` stands twice"),
        ("Complaint,Answer\na,b\nlate,yes, it comes\n", 3, 10, "the row has 3 cells, the header 2"),
        ('Complaint,Answer\na,"b\n\n', 2, 3, "a quote that opens in this row is not closed"),
        ('Complaint,Answer\n"x\ny",b\na,"b\nc,d\ne,f\n', 4, 3, "a quote that opens in this row is not closed"),
        ('Complaint,Answer\na,"b" c\n', 2, 3, "broken row"),
        ('Complaint,Answer\na,"b\nc,"d"\ne,f\n', 2, 3, "broken row"),
        ('"Complaint,Answer\na,b\n', 1, 1, "a quote that opens in this row is not closed"),
    ],
)
def test_a_broken_sheet_is_a_fault_at_its_place(text: str, line: int, column: int, says: str) -> None:
    _, faults, _ = read_all(text)
    assert [(fault.line, fault.column) for fault in faults] == [(line, column)]
    assert says in str(faults[0])


def test_rows_with_too_many_cells_are_all_named_and_the_others_read() -> None:
    rows, faults, _ = read_all("Complaint,Answer\na,b,c\nlate,It comes.\nd,e,f,g\nx,y,,\n")
    assert [fault.line for fault in faults] == [2, 4]
    assert [row.block for row in rows] == [PLAIN, {"complaint": "x", "answer": "y"}]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_cell_and_line_of_a_cell_knows_its_place(line_break: str) -> None:
    lines = ["Complaint,Tags,Answer", "first,,one", '"a', 'b","x', 'y","', "", "hello", "", 'there"', "last,,end"]
    rows = read(line_break.join(lines))
    second = rows[1].block
    assert (second.place, second["answer"]) == (Place(3, 1), "\n\nhello\n\nthere")
    assert second.places["complaint"].lines == (3, 4)
    assert (second.places["answer"].line, second.places["answer"].column) == (5, 4)
    assert second.places["answer"].lines == (7, 8, 9)
    assert rows[2].block.place.line == 10
    assert rows[2].block.places["answer"] == Place(10, 7)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_pythons_writer_writes_is_read(delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    rows = [["Complaint", "Answer"], ['a "b"', "one\ntwo,;\tthree"], [" padded ", "x" * 200_000]]
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    assert [list(row.block.values()) for row in read(buffer.getvalue())] == rows[1:]


def test_a_row_is_a_block_with_the_place_of_each_key() -> None:
    block = read("Complaint,Answer,channels.sms\nlate,It comes.,soon\n")[0].block
    channels = block["channels"]
    assert isinstance(channels, Block)
    assert channels.places["sms"] == Place(2, 16)
    assert block.keys_at["answer"] == Place(2, 6)
