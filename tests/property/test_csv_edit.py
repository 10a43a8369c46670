"""Laws of writing sheets: any edits of any sheet are read as they were meant, and touch no other cell by a byte."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheatsheet.edits.csv_edit import added, changed
from cheatsheet.entry import Entry, Proposal, Suppression, Wording
from cheatsheet.field import Field, FieldType
from cheatsheet.files import CONFLICT_MARKER
from cheatsheet.schema import ID
from cheatsheet.status import Status
from cheatsheet.text import slug
from tests.edits.test_csv_edit import RawRow, entries_of, raw_rows, together

RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TRICKY = (
    '"', '""', '"quoted"', "a,b", "a;b", "a\tb", ",", ";", "=1+1", "@x", "-", "+49", "007", "5\" pipe", "sep=;",
    "a  b", "{{ order.number }}", "Ärger 😀", "a\u2028b", "a\x0bb", "x--y", "#", "'", "|", "\\",
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n")
line = (st.sampled_from(TRICKY) | st.text(CHARACTERS, max_size=8) | st.text('ab ",;\t=', max_size=8)).map(str.strip)
one_line = line.filter(bool)
some_text = (
    st.lists(line, min_size=1, max_size=4)
    .map("\n".join)
    .map(str.strip)
    .filter(lambda text: bool(text) and not CONFLICT_MARKER.search(text))
)
complaints = some_text.filter(lambda text: ID.fullmatch(slug(f"0 {text}")))  # its id can be written down
lists = st.lists(one_line.filter(lambda text: not CONFLICT_MARKER.search(text)), max_size=3).map(tuple)
optional_text = st.none() | some_text
optional_day = st.none() | st.dates()
channels = st.dictionaries(st.sampled_from(["sms", "phone", "live chat"]), some_text, max_size=2)
wordings = st.builds(Wording, answer=some_text, subject=optional_text, channels=channels)
carriers = st.one_of(
    st.builds(Field, name=st.just("carrier"), prompt=some_text, choices=lists),
    st.just(Field(name="carrier", prompt="carrier", type=FieldType.CHOICE, choices=("DHL", "UPS"), default="UPS")),
    st.just(Field(name="carrier", prompt="carrier", type=FieldType.DATE, default="2026-11-22")),
)
suppressions = st.builds(
    Suppression,
    ignore=st.sampled_from(["no-sorry", "phrase/flat-no", "a,b"]),
    until=optional_day,
    reason=st.none() | one_line,
)
proposals = st.builds(
    Proposal,
    changes=st.fixed_dictionaries(
        {"answer": some_text}, optional={"tags": lists.filter(bool).map(list), "note": some_text}
    ),
    by=optional_text,
    on=optional_day,
)
VALUES: dict[str, st.SearchStrategy[object]] = {
    "answer": some_text,
    "phrases": lists,
    "subject": optional_text,
    "channels": channels,
    "languages": st.dictionaries(st.sampled_from(["de", "pt"]), wordings, max_size=1),
    "fields": st.just({}) | carriers.map(lambda field: {"carrier": field}),
    "check": lists,
    "tags": lists,
    "bucket": st.sampled_from([None, 1, 2, 3, 4]),
    "status": st.sampled_from(Status),
    "owner": optional_text,
    "reviewed": optional_day,
    "proposed": st.none() | proposals,
    "reason": optional_text,
    "lint": st.lists(suppressions, max_size=2).map(tuple),
    "note": optional_text,
    "extra": st.dictionaries(st.sampled_from(["Mine", "Ärger; so", 'The "x"']), some_text, max_size=2),
}
some_values = st.sets(st.sampled_from([*VALUES]), max_size=3).flatmap(
    lambda chosen: st.fixed_dictionaries({key: VALUES[key] for key in sorted(chosen)})
)
CELLS: dict[str, st.SearchStrategy[str]] = {
    "answer": some_text,
    "tags": lists.map("\n".join),
    "phrases": lists.map("\n \n".join),
    "channels.sms": st.just("") | some_text,
    "languages.de.answer": st.just("") | some_text,
    "fields.carrier.choices": st.sampled_from(["", "DHL\nUPS", "GLS"]),
    "bucket": st.sampled_from(["", "1", "4"]),
    "status": st.sampled_from(["", "draft", "approved"]),
    "review_by": st.sampled_from(["", "2027-04-01"]),
    "proposed.answer": st.just("") | some_text,
    "lint": st.sampled_from(["", "no-sorry", "ignore long until 2027-01-31 -- it is"]),
    "Mine": st.just("") | some_text,
    "": st.just(""),
}
FREE = ("Mine", "", "proposed.answer")  # columns in which space around a text counts


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, str]:
    """A sheet as some program or person wrote it, and its delimiter."""
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    inner = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quotes = draw(st.sampled_from(["all", "some", "none"]))
    more = draw(st.lists(st.sampled_from([key for key in CELLS if key != "answer"]), unique=True, max_size=5))
    columns = draw(st.permutations(["complaint", "answer", *draw(st.sampled_from([[], ["id"]])), *more]))
    blank_rows = st.lists(st.sampled_from(["", " ", delimiter, f" {delimiter}"]), max_size=2)

    def written(text: str, column: str) -> str:
        must = any(mark in text for mark in (delimiter, '"', "\n"))
        if must or quotes == "all" or (quotes == "some" and draw(st.booleans())):
            return '"' + text.replace('"', '""').replace("\n", inner) + '"'
        padded = text and column not in FREE and draw(st.booleans())
        return f" {text} " if padded else text

    style: Callable[[str], str] = draw(st.sampled_from([str.lower, str.capitalize, str.upper]))
    lines = [delimiter.join(written(name if name in FREE else style(name), "") for name in columns)]
    for number in range(draw(st.integers(0, 4))):
        values = {
            "complaint": f"{number} {draw(complaints)}",
            "id": draw(st.sampled_from(["", f"id-{number}"])),
            **{column: draw(CELLS[column]) for column in columns if column in CELLS},
        }
        cells = [written(values[column], column) for column in columns]
        while len(cells) > max(columns.index("complaint"), columns.index("answer")) + 1 and draw(st.booleans()):
            if not values[columns[len(cells) - 1]]:
                cells.pop()
        lines += [*draw(blank_rows), delimiter.join(cells)]
    first = draw(st.sampled_from([f"sep={delimiter}\n", f"sep={delimiter}\r\n", end, ""]))
    last = draw(st.sampled_from(["", end, end * 2]))
    return first + end.join(lines) + last, delimiter


def as_written(entry: Entry) -> Entry:
    """The entry as any file holds it: nothing that stands nowhere."""
    return replace(entry, extra={key: text for key, text in entry.extra.items() if text.strip()})


def with_values(entry: Entry, values: Mapping[str, object]) -> Entry:
    return as_written(replace(entry, **values))  # type: ignore[arg-type]


def is_blank(row: RawRow) -> bool:
    return not any(cell.strip('" ') for cell in row.cells)


def names_of(rows: list[RawRow]) -> tuple[int, list[str]]:
    """Which row the header is, and its names in lower case."""
    index = next(
        number for number, row in enumerate(rows) if not is_blank(row) and not row.cells[0].lower().startswith("sep=")
    )
    return index, [unquoted(cell).strip().casefold() for cell in rows[index].cells]


def needless(row: RawRow, delimiter: str) -> list[str]:
    """The cells of a row that hold a text which can be without quotes."""
    return [
        cell
        for cell in row.cells
        if (text := unquoted(cell)) == text.strip() != "" and not any(mark in text for mark in (delimiter, *'"\r\n'))
    ]


def unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def columns_that_differ(old: Entry, new: Entry) -> set[str]:
    """The heads of the columns that an edit may touch, in lower case."""
    before, after = old.to_mapping(), new.to_mapping()
    return {key.casefold() for key in before | after if before.get(key) != after.get(key)}


def check_other_cells(before: str, after: str, delimiter: str, touched: set[str]) -> None:
    """One row at most differs, in the touched columns only; new names stand at the header's end, each with a text."""
    was, now = raw_rows(before, delimiter), raw_rows(after, delimiter)
    assert together(now, delimiter) == after
    assert len(was) == len(now)
    head, names = names_of(now)
    assert now[head].cells[: len(was[head].cells)] == was[head].cells
    assert [row.end for row in now] == [row.end for row in was]
    others = [number for number in range(len(was)) if number != head and now[number] != was[number]]
    assert len(others) <= 1
    assert others or before == after
    for number in others:
        for index, cell in enumerate(now[number].cells):
            there = was[number].cells[index] if index < len(was[number].cells) else None
            if cell != there and not (there is None and cell in {"", '""'}):
                assert {names[index].split(".")[0], names[index]} & touched
                assert not (there and there.startswith('"') and not cell.startswith('"'))
        assert all(unquoted(cell).strip() for cell in now[number].cells[len(was[head].cells) : len(now[head].cells)])


@RELAXED
@given(sheet=sheets(), data=st.data())
def test_an_edit_is_read_as_it_was_meant_and_touches_its_own_cells_only(
    sheet: tuple[str, str], data: st.DataObject
) -> None:
    text, delimiter = sheet
    entries = entries_of(text)
    for _ in range(3 if entries else 0):
        index = data.draw(st.integers(0, len(entries) - 1))
        old = entries[index]
        values = data.draw(some_values)
        if data.draw(st.booleans()):
            values["complaint"] = f"{index} {data.draw(complaints)}"
        new = with_values(old, values)
        after = changed(text, old, new)
        meant = [*entries[:index], new, *entries[index + 1 :]]
        assert entries_of(after) == meant
        touched = columns_that_differ(old, new) | ({"id"} if "complaint" in values else set())
        check_other_cells(text, after, delimiter, touched)
        if data.draw(st.booleans()):  # otherwise the other entries are those of an earlier version of the text
            meant = entries_of(after)
        text, entries = after, meant


@RELAXED
@given(sheet=sheets(), data=st.data())
def test_rows_are_added_where_they_were_meant_and_every_other_row_stays(
    sheet: tuple[str, str], data: st.DataObject
) -> None:
    text, delimiter = sheet
    entries = entries_of(text)
    for number in range(3):
        plain = Entry(id=f"new-{number}", complaint=data.draw(some_text), answer=data.draw(some_text))
        entry = with_values(plain, data.draw(some_values))
        above = data.draw(st.none() | st.sampled_from(entries)) if entries else None
        after = added(text, entry, after=above.id if above else None)
        place = entries.index(above) + 1 if above else len(entries)
        entries.insert(place, entry)
        assert entries_of(after) == entries
        was, now = raw_rows(text, delimiter), raw_rows(after, delimiter)
        assert together(now, delimiter) == after
        head, names = names_of(now)
        at = next(index for index, row in enumerate(now) if f"new-{number}" in "".join(row.cells))
        assert now[at].end
        assert len(now[at].cells) == len(names)
        habit = {cell.startswith('"') for row in was[names_of(was)[0] + 1 :] for cell in needless(row, delimiter)}
        if len(habit) == 1:
            assert {cell.startswith('"') for cell in needless(now[at], delimiter)} <= habit
        without = [*now[:at], *now[at + 1 :]]
        assert [row.cells for index, row in enumerate(without) if index != head] == [
            row.cells for index, row in enumerate(was) if index != head
        ]
        assert without[head].cells[: len(was[head].cells)] == was[head].cells
        assert [row.end for row in without] == [row.end or without[index].end for index, row in enumerate(was)]
        text = after


@RELAXED
@given(
    made=st.lists(st.tuples(some_text, some_values), min_size=1, max_size=4),
    blank=st.sampled_from(["", "\n", " \r\n"]),
)
def test_a_sheet_that_begins_with_nothing_holds_all_that_was_added(
    made: list[tuple[str, dict[str, object]]], blank: str
) -> None:
    text, entries = blank, []
    for number, (words, values) in enumerate(made):
        entry = with_values(Entry(id=f"new-{number}", complaint=words, answer=words), values)
        text = added(text, entry)
        entries.append(entry)
        assert entries_of(text) == entries
    assert text.startswith(blank)
