"""Laws of reading: what is written is read again, at the line where it stands; no text or bytes raise."""

import csv
import io
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import assume, example, given
from hypothesis import strategies as st

from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import Entry, Proposal, Suppression, Wording
from cheatsheet.field import Field, FieldType
from cheatsheet.files import CONFLICT_MARKER, read_file
from cheatsheet.mail import complaint_of
from cheatsheet.schema import ID
from cheatsheet.status import Status
from cheatsheet.text import decode, fold, printable, slug, words

BIDI = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
TRICKY = (
    "007", "0123456", "12:30:45", "no", "Yes", "on", "1_000", "1.10", "1e3", "+15551234567", "2024-02-30",
    "2026-11-22", "~", "null", "Null", "true", "=", "<<", ".inf", "0x1F", "- dash", "-", "--- ", "...", "? what",
    ": colon", "a: b", "it: 'is'", "# hash", "order #123", "a #b", "'single'", '"double"', "it's", 'say "no"',
    "\\", "\\n", "{{ x }}", "{a: b}", "[a, b]", "| pipe", "> quote", "%YAML 1.2", "@home", "`tick`", "!tag",
    "&anchor", "*alias", "!!str x", "😀", "👩\u200d👩\u200d👧", "🇩🇪", "naïve Ärger", "שלום", "می\u200cخواهم",
    "日本語", "a\u00a0b", "x" * 150, "word " * 40 + "end", "two  spaces", "sep=;", "a,b;c", "=1+1",
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])


line = st.one_of(
    st.sampled_from(TRICKY), st.text(CHARACTERS, max_size=40), st.text("ab #:-'\"\\{}[]|>&*!%@`,?\u00e9", max_size=30)
)
one_line = line.map(str.strip).filter(bool)
many_lines = (
    st.lists(st.one_of(line, line.map(lambda words_: f"  {words_}"), st.just("")), min_size=1, max_size=8)
    .map("\n".join)
    .map(str.strip)
    .filter(bool)
)
some_text = st.one_of(one_line, many_lines).filter(lambda text: not CONFLICT_MARKER.search(text))
optional_text = st.none() | some_text
texts = st.lists(some_text, max_size=3).map(tuple)
days = st.none() | st.dates()
ids = st.from_regex(r"\w[\w.-]{0,30}", fullmatch=True) | st.sampled_from(
    ["007", "no", "1e3", "null", "2026-11-22", "0x1F"]
)
names = st.sampled_from(["email", "sms", "de", "no", "007", "~", "null", "pt-BR"]) | one_line
field_names = st.sampled_from(["carrier", "item_2", "since", "on", "yes", "null"])


def text_maps() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(names, some_text, max_size=3)


@st.composite
def fields(draw: st.DrawFn, name: str) -> Field:
    choices = tuple(draw(st.lists(some_text, min_size=1, max_size=3)))
    type_, default = draw(
        st.one_of(
            st.tuples(st.just(FieldType.TEXT), optional_text),
            st.tuples(st.just(FieldType.CHOICE), st.none() | st.sampled_from(choices)),
            st.tuples(st.just(FieldType.DATE), st.none() | st.dates().map(str)),
            st.tuples(st.just(FieldType.NUMBER), st.none() | st.sampled_from(["007", "1e3", "1_000", "-1.10"])),
            st.tuples(st.just(FieldType.YES_NO), st.none() | st.sampled_from(["yes", "no", "on", "0"])),
        )
    )
    prompt = draw(some_text)
    return Field(name=name, prompt=prompt, type=type_, choices=choices, default=default)


def wordings() -> st.SearchStrategy[Wording]:
    return st.builds(Wording, answer=some_text, subject=optional_text, channels=text_maps())


def field_maps() -> st.SearchStrategy[dict[str, Field]]:
    drawn = st.lists(field_names, unique=True, max_size=2)
    return drawn.flatmap(lambda chosen: st.fixed_dictionaries({name: fields(name) for name in chosen}))


changes = st.fixed_dictionaries(
    {},
    optional={
        "answer": some_text,
        "note": st.none() | st.text(CHARACTERS | st.just("\n"), max_size=40),
        "subject": st.none() | st.text(CHARACTERS, max_size=40),
    },
).filter(bool)
entries = st.builds(
    Entry,
    id=ids,
    complaint=some_text,
    phrases=texts,
    answer=some_text,
    subject=optional_text,
    channels=text_maps(),
    languages=st.dictionaries(names, wordings(), max_size=2),
    fields=field_maps(),
    check=texts,
    tags=texts,
    bucket=st.sampled_from([None, 1, 2, 3, 4]),
    status=st.sampled_from(Status),
    owner=optional_text,
    approved_by=optional_text,
    reviewed=days,
    review_by=days,
    proposed=st.none() | st.builds(Proposal, changes=changes, by=optional_text, on=days),
    reason=optional_text,
    lint=st.lists(
        st.builds(Suppression, ignore=some_text, match=optional_text, reason=optional_text, until=days), max_size=2
    ).map(tuple),
    note=optional_text,
)


def read_back(name: str, content: bytes) -> list[Entry]:
    """The entries of a file of this content, which must have no fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        sheet = read_file(path, name)
    assert sheet.faults == (), [str(fault) for fault in sheet.faults]
    assert sheet.warnings == ()
    return list(sheet.entries)


def written(entry: Entry) -> str:
    """The entry as a YAML file; not one in which a text reads as a conflict marker of git."""
    text = dump([entry.to_mapping()])
    assume(not CONFLICT_MARKER.search(text))
    return text


@given(entry=entries)
def test_an_entry_that_is_written_is_read_again(entry: Entry) -> None:
    assert read_back("sheet.yaml", written(entry).encode()) == [entry]


@given(entry=entries, encoding=st.sampled_from(["utf-8-sig", "utf-16"]))
def test_an_entry_is_read_again_from_another_encoding(entry: Entry, encoding: str) -> None:
    assert read_back("sheet.yaml", written(entry).encode(encoding)) == [entry]


@given(answer=some_text, before=one_line)
def test_every_line_of_a_written_answer_is_found_where_it_stands(answer: str, before: str) -> None:
    entry = Entry(id="late", complaint=before, answer=f"{before}\n{answer}".strip(), note="the end")
    text = written(entry)
    (found,) = read_back("sheet.yaml", text.encode())
    place, file = found.source.place("answer"), text.split("\n")
    if "answer: |" in text:
        for number, words_ in enumerate(found.answer.split("\n"), 1):
            assert words_.strip() in file[place.line_of(number) - 1]


letters = st.text("abcdefghijklm '\"\\:#\u00e9\u00df😀,-", min_size=1, max_size=30).map(str.strip).filter(bool)
numbered = st.lists(st.lists(letters, min_size=1, max_size=3), min_size=1, max_size=6)
blanks = st.integers(min_value=0, max_value=3)


def marked(paragraphs: list[list[str]]) -> list[list[str]]:
    """The pieces of each paragraph, each begun with a mark that stands once in the file."""
    return [[f"x{i}y{k}z {piece}" for k, piece in enumerate(pieces)] for i, pieces in enumerate(paragraphs)]


def block_scalar(paragraphs: list[list[str]], gap: int) -> str:
    lines = ["", *[" ".join(pieces) for pieces in paragraphs]]
    return "|\n" + "\n" * gap + "\n".join(f"    {text}" if text else "" for text in lines)


def folded(paragraphs: list[list[str]], gap: int) -> str:
    return ">\n" + "\n" * gap + "\n\n".join("\n".join(f"    {piece}" for piece in pieces) for pieces in paragraphs)


def quoted(paragraphs: list[list[str]], gap: int) -> str:
    inner = "\n\n".join("\n    ".join(pieces) for pieces in paragraphs).replace("\n\n", "\n\n    ")
    return "\n" * gap + "    '" + inner.replace("'", "''") + "'"


def double_quoted(paragraphs: list[list[str]], gap: int) -> str:
    inner = "\n\n    ".join("\n    ".join(pieces) for pieces in escaped(paragraphs))
    return "\n" * gap + f'    "{inner}"'


def double_quoted_with_escapes(paragraphs: list[list[str]], gap: int) -> str:
    """Line breaks as \\n, pieces joined over escaped line breaks, letters beyond ASCII as \\u."""
    joined = "\\n\\\n    ".join(" \\\n    ".join(pieces) for pieces in escaped(paragraphs))
    inner = joined.replace("\u00e9", "\\u00e9").replace("\u00df", "\\xdf").replace("😀", "\\U0001F600")
    return "\n" * gap + f'    "{inner}"'


def escaped(paragraphs: list[list[str]]) -> list[list[str]]:
    return [[piece.replace("\\", "\\\\").replace('"', '\\"') for piece in pieces] for pieces in paragraphs]


def plain(paragraphs: list[list[str]], gap: int) -> str:
    """A text without quotes, of letters that mean nothing in YAML."""
    kept = [
        ["".join(c for c in piece if c.isalnum() or c == " ").strip() for piece in pieces] for pieces in paragraphs
    ]
    return "\n" * gap + "    " + "\n\n    ".join("\n    ".join(pieces) for pieces in kept)


STYLES = (block_scalar, folded, quoted, double_quoted, double_quoted_with_escapes, plain)


def check_places(
    paragraphs: list[list[str]], gap: int, style: Callable[[list[list[str]], int], str], newline: str
) -> None:
    """Every line of the answer stands on the line of the file that its place names."""
    scalar = style(marked(paragraphs), gap)
    space = " " if scalar[0] in "|>" else "\n"
    text = f"# a remark\n- complaint: |\n    late\n  answer:{space}{scalar}\n  note: the end\n"
    (entry,) = read_back("sheet.yaml", text.replace("\n", newline).encode())
    place, file = entry.source.place("answer"), text.split("\n")
    for number, words_ in enumerate(entry.answer.split("\n"), 1):
        if words_.strip():
            mark = words_.split()[0]
            assert mark in file[place.line_of(number) - 1], (number, place)


@given(paragraphs=numbered, gap=blanks, newline=st.sampled_from(["\n", "\r\n"]))
def test_lines_of_a_block_scalar_are_found(paragraphs: list[list[str]], gap: int, newline: str) -> None:
    check_places(paragraphs, gap, block_scalar, newline)


@given(paragraphs=numbered, gap=blanks, newline=st.sampled_from(["\n", "\r\n"]))
def test_lines_of_a_folded_text_are_found(paragraphs: list[list[str]], gap: int, newline: str) -> None:
    check_places(paragraphs, gap, folded, newline)


@given(paragraphs=numbered, gap=blanks, newline=st.sampled_from(["\n", "\r\n"]))
def test_lines_of_a_quoted_text_are_found(paragraphs: list[list[str]], gap: int, newline: str) -> None:
    check_places(paragraphs, gap, quoted, newline)


@given(paragraphs=numbered, gap=blanks, newline=st.sampled_from(["\n", "\r\n"]))
def test_lines_of_a_double_quoted_text_are_found(paragraphs: list[list[str]], gap: int, newline: str) -> None:
    check_places(paragraphs, gap, double_quoted, newline)


@given(paragraphs=numbered, gap=blanks, newline=st.sampled_from(["\n", "\r\n"]))
def test_lines_of_a_text_with_escapes_are_found(paragraphs: list[list[str]], gap: int, newline: str) -> None:
    check_places(paragraphs, gap, double_quoted_with_escapes, newline)


@given(paragraphs=numbered, gap=blanks, newline=st.sampled_from(["\n", "\r\n"]))
def test_lines_of_a_text_without_quotes_are_found(paragraphs: list[list[str]], gap: int, newline: str) -> None:
    check_places(paragraphs, gap, plain, newline)


rows = st.lists(st.tuples(some_text, some_text, texts, optional_text), min_size=1, max_size=4)


@given(
    rows=rows,
    delimiter=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_csv_that_python_writes_reads_back(
    rows: list[tuple[str, str, tuple[str, ...], str | None]],
    delimiter: str,
    newline: str,
    encoding: str,
    quoting: int,
) -> None:
    wanted = [
        Entry(
            id=f"n{n}", complaint=complaint, answer=answer, tags=lines_of(tags), channels={"sms": sms} if sms else {}
        )
        for n, (complaint, answer, tags, sms) in enumerate(rows)
    ]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["ID", "Complaint", "Answer", "Tags", "channels.sms"])
    for entry in wanted:
        writer.writerow(
            [entry.id, entry.complaint, entry.answer, "\n".join(entry.tags), entry.channels.get("sms", "")]
        )
    assume(not CONFLICT_MARKER.search(buffer.getvalue()))
    found = read_back("sheet.csv", buffer.getvalue().encode(encoding))
    assert found == wanted
    file = buffer.getvalue().split("\n")
    for entry in found:
        place = entry.source.place("answer")
        for number, words_ in enumerate(entry.answer.split("\n"), 1):
            assert words_.replace('"', '""') in file[place.line_of(number) - 1].replace('""', '"').replace('"', '""')


def lines_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """The items that a cell with one a line holds."""
    return tuple(item.strip() for value in values for item in value.split("\n") if item.strip())


@given(text=st.text())
@example("ﬁ İ ı ſ ẞ ΐ Ǆ ㎏ ½")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=st.text())
def test_words_of_a_text_are_its_own_words(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(text=st.text())
def test_a_slug_is_its_own_slug_and_fits(text: str) -> None:
    assert slug(slug(text)) == slug(text)
    assert len(slug(text)) <= 60


terminal_text = st.text(
    st.characters() | st.sampled_from("\x1b[]\\\x07\x9b\x9d\x9c;m0\r\n\t\u202e\u2066\u200f\u061c\x85")
)


@given(text=terminal_text)
@example("\x1b\x1b[m[31m")
@example("\r\x1b[m\n")
def test_what_is_printable_stays_and_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    for character in shown:
        assert character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in BIDI
        assert character not in "\u200e\u200f\u061c\ufeff"


mail_lines = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "Hi,", "hello", "Dear Sir", "Thanks", "Best regards,", "-- ", "Sent from my iPhone", "> quoted", ">", "|",
            "On 2 Nov 2026 Sam wrote:", "From: x", "To: y", "Subject: Re: lamp", "Subject:", "____________________",
            "-----Original Message-----", "Begin forwarded message:", "", " ", "Hi Sam, the lamp is broken",
        ]
    ),
)  # fmt: skip


@given(lines=st.lists(mail_lines, max_size=8), newline=st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_message_with_a_letter_has_a_complaint(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    found = complaint_of(text)
    if any(character.isalpha() for character in text):
        assert any(character.isalnum() for character in found)


@given(
    data=st.binary()
    | st.text().map(str.encode)
    | st.text(st.characters(exclude_categories=["Cs"])).map(lambda t: t.encode("utf-16"))
)
def test_any_bytes_are_text(data: bytes) -> None:
    text, encoding = decode(data)
    assert encoding in {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"}
    assert text.encode("utf-8", "surrogatepass") or not data.strip(b"\xef\xbb\xbf\xff\xfe")


@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_text_is_decoded_from_what_it_was_encoded_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text.removeprefix("\ufeff" if encoding == "utf-8" else "")


@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    suffix=st.sampled_from(["yaml", "json", "csv", "tsv"]),
)
def test_no_file_raises_and_none_is_passed_over_in_silence(content: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sheet.{suffix}"
        path.write_bytes(content)
        sheet = read_file(path, path.name)
    for fault in (*sheet.faults, *sheet.warnings):
        assert fault.file == path.name
        assert fault.message
        assert fault.line <= decode(content)[0].count("\n") + decode(content)[0].count("\r") + 2


@given(entry=entries)
def test_an_entry_is_not_changed_by_being_written(entry: Entry) -> None:
    before = replace(entry)
    written(entry)
    assert entry == before


@given(st.text())
def test_every_slug_is_an_id(text: str) -> None:
    assert not slug(text) or ID.fullmatch(slug(text))
