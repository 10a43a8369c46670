"""Files of a library: which are read, in which encoding, and what each gave."""

import os
from pathlib import Path

import pytest

from cheatsheet.errors import Fault
from cheatsheet.files import MAX_BYTES, SheetFile, read_file
from cheatsheet.folder import entry_files, shown
from cheatsheet.status import Status
from tests.conftest import Workspace

YAML = "- complaint: late\n  answer: It comes.\n"
CSV = "Complaint,Answer\nlate,It comes.\n"


def read(folder: Path, name: str, content: str | bytes) -> SheetFile:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, name)


def only_fault(sheet: SheetFile) -> Fault:
    assert sheet.entries == ()
    assert len(sheet.faults) == 1, sheet.faults
    return sheet.faults[0]


def test_every_sheet_below_the_folder_is_found_in_a_fixed_order(workspace: Workspace) -> None:
    names = ["b.yaml", "a.csv", "c.yml", "d.json", "e.tsv", "F.YAML", "deep/er/z.yaml", "deep/a.yaml", "g.xlsx"]
    passed_over = ["_draft.yaml", ".hidden.yaml", "_old/a.yaml", ".git/a.yaml", "README.md", "notes.txt", "a.yaml~"]
    folder = workspace(dict.fromkeys([*names, *passed_over], ""))
    found = [path.relative_to(folder).as_posix() for path in entry_files(folder)]
    assert sorted(found) == sorted(names)
    assert found == [
        "F.YAML",
        "a.csv",
        "b.yaml",
        "c.yml",
        "d.json",
        "deep/a.yaml",
        "deep/er/z.yaml",
        "e.tsv",
        "g.xlsx",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_back_up_is_walked_once(workspace: Workspace) -> None:
    folder = workspace({"deep/a.yaml": ""})
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    assert [path.name for path in entry_files(folder)] == ["a.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_nowhere_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (path,) = entry_files(tmp_path)
    assert "cannot be read: No such file" in only_fault(read_file(path, "gone.yaml")).message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", YAML),
        ("a.YML", YAML.replace("\n", "\r\n")),
        ("a.json", '[{"complaint": "late", "answer": "It comes."}]'),
        ("a.yaml", b"\xef\xbb\xbf" + YAML.encode()),
        ("a.yaml", YAML.encode("utf-16")),
        ("a.csv", CSV),
        ("a.CSV", CSV.replace("\n", "\r\n")),
        ("a.csv", b"\xef\xbb\xbf" + CSV.encode()),
        ("a.csv", CSV.encode("utf-16")),
        ("a.csv", CSV.encode("utf-16-le")),
        ("a.csv", b"\xfe\xff" + CSV.encode("utf-16-be")),
        ("a.tsv", CSV.replace(",", "\t").encode("utf-16")),
        ("a.csv", f"sep=;\n{CSV.replace(',', ';')}"),
    ],
)
def test_every_usual_form_of_a_sheet_gives_its_entry(tmp_path: Path, name: str, content: str | bytes) -> None:
    sheet = read(tmp_path, name, content)
    assert (sheet.faults, sheet.warnings) == ((), ())
    assert [(entry.id, entry.complaint, entry.answer) for entry in sheet.entries] == [("late", "late", "It comes.")]
    assert sheet.entries[0].source.file == name


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.json", "a.csv", "a.tsv"])
@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_a_valid_empty_sheet(tmp_path: Path, name: str, content: str) -> None:
    assert read(tmp_path, name, content) == SheetFile(entries=(), faults=(), warnings=())


def test_a_windows_csv_is_read_with_a_warning_at_its_first_odd_byte(tmp_path: Path) -> None:
    sheet = read(tmp_path, "a.csv", "Complaint,Answer\nlate,ok\ncafé,it’s “on” for 5 €\n".encode("cp1252"))
    assert (sheet.entries[1].complaint, sheet.entries[1].answer) == ("café", "it’s “on” for 5 €")
    assert sheet.faults == ()
    assert [str(warning) for warning in sheet.warnings] == [
        "a.csv:3:4: not UTF-8; read as Windows cp1252 (check accents and quotes; save it as UTF-8)"
    ]


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_a_yaml_that_is_not_utf_8_is_a_fault(tmp_path: Path, name: str) -> None:
    fault = only_fault(read(tmp_path, name, f"# sheet\n{YAML}# café".encode("cp1252")))
    assert (fault.line, fault.message) == (4, "not UTF-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", f"{YAML}# \x00\n"),
        ("a.yaml", f"{YAML}# \x00x\n"),
        ("a.csv", f"{CSV}\x00,\n"),
        ("a.csv", f"{CSV}\x00x,\n"),
    ],
)
def test_a_nul_byte_is_a_fault_at_its_line(tmp_path: Path, name: str, content: str) -> None:
    fault = only_fault(read(tmp_path, name, content))
    assert (fault.line, fault.message) == (3, "holds a NUL byte")


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.numbers", "A.XLSX"])
def test_a_spreadsheet_is_not_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    sheet = read(tmp_path, name, b"PK\x03\x04")
    assert [str(warning) for warning in sheet.warnings] == [
        f"{name}: a spreadsheet is not read (save it as CSV beside it)"
    ]
    assert sheet.faults == ()


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "split it" in str(only_fault(read_file(path, "huge.yaml")))


@pytest.mark.parametrize(
    ("name", "before", "marker", "after"),
    [
        ("a.yaml", YAML, "<<<<<<< HEAD", "- complaint: b\n  answer: c\n"),
        ("a.yaml", YAML, ">>>>>>> feature/refunds", ""),
        ("a.yaml", "- complaint: late\n  answer: |\n", "    <<<<<<< HEAD", "    It comes.\n"),
        ("a.yaml", "- complaint: late\n  answer: |\n", "\t>>>>>>> 8f1cde6 (Better words)", "    It comes.\n"),
        ("a.csv", CSV, "<<<<<<< HEAD", "b,c\n"),
        ("a.csv", 'Complaint,Answer\nlate,"It\n', ">>>>>>> theirs", 'comes"\n'),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_conflict_marker_of_git_is_a_fault(
    tmp_path: Path, name: str, before: str, marker: str, after: str, line_break: str
) -> None:
    fault = only_fault(read(tmp_path, name, f"{before}{marker}\n{after}".replace("\n", line_break)))
    assert fault.line == before.count("\n") + 1
    assert fault.column == len(marker) - len(marker.lstrip()) + 1
    assert "conflict marker" in fault.message


def test_every_conflict_marker_is_named(tmp_path: Path) -> None:
    text = "<<<<<<< ours\n- complaint: a\n=======\n- complaint: b\n>>>>>>> theirs\n"
    assert [fault.line for fault in read(tmp_path, "a.yaml", text).faults] == [1, 5]


@pytest.mark.parametrize("text", ["see <<<<<<< HEAD", "<<<<<< six", "<<<<<<<< eight", "<<<<<<<HEAD", ">> quoted"])
def test_a_text_that_only_looks_like_a_marker_is_a_text(tmp_path: Path, text: str) -> None:
    sheet = read(tmp_path, "a.yaml", f"- complaint: late\n  answer: |\n    {text}\n")
    assert [entry.answer for entry in sheet.entries] == [text]


@pytest.mark.parametrize(
    ("name", "content", "place", "says"),
    [
        ("a.yaml", "complaint: late\nanswer: ok\n", (1, 1), "must be a list of entries, not a mapping"),
        ("a.yaml", "just words\n", (1, 1), "must be a list of entries, not text"),
        ("a.yaml", "- just words\n", (1, 3), "an entry must be a mapping, not text"),
        ("a.yaml", "- [a]\n", (1, 3), "an entry must be a mapping, not a list"),
        ("a.yaml", "-\n", (1, 2), "an entry must be a mapping, not nothing"),
        ("a.json", '{"entries": []}', (1, 1), "must be a list of entries, not a mapping"),
        ("a.yaml", "- complaint: 'late\n", (1, 14), "a quote or bracket is not closed"),
        ("a.csv", 'Complaint,Answer\nlate,"It\n', (2, 6), "not closed"),
        ("a.csv", "Complaint,Answer,Status\nlate,It comes.,aproved\n", (2, 16), "did you mean 'approved'?"),
        ("a.csv", "Complaint,Answer\nlate\n", (2, 1), "`answer` is missing"),
        ("a.csv", "Complaint,Answer,channels.sms.x\nlate,ok,x\n", (2, 9), "`channels.sms` must be text"),
        ("a.csv", "Complaint,Answer,channels\nlate,ok,x\n", (2, 9), "`channels` must be a mapping, not text"),
    ],
)
def test_a_broken_sheet_is_a_fault_at_its_place(
    tmp_path: Path, name: str, content: str, place: tuple[int, int], says: str
) -> None:
    fault = only_fault(read(tmp_path, name, content))
    assert (fault.file, fault.line, fault.column) == (name, *place)
    assert says in str(fault)


def test_the_good_entries_of_a_file_with_faults_are_read(tmp_path: Path) -> None:
    sheet = read(tmp_path, "a.yaml", f"{YAML}- complaint: x\n- no entry\n- complaint: y\n  answer: z\n")
    assert [entry.id for entry in sheet.entries] == ["late", "y"]
    assert sorted(fault.line for fault in sheet.faults) == [3, 4]


def test_lines_of_an_answer_in_a_csv_cell_are_lines_of_the_file(tmp_path: Path) -> None:
    sheet = read(
        tmp_path, "a.csv", 'Complaint,Answer\n"late",\n"broken","\nfirst\n\nlast\n"\n'.replace('"late",\n', "")
    )
    place = sheet.entries[0].source.place("answer")
    assert [place.line_of(number) for number in (1, 2, 3)] == [3, 4, 5]


def test_unknown_columns_of_a_csv_stay_with_the_entry(tmp_path: Path) -> None:
    sheet = read(tmp_path, "a.csv", "Complaint,Answer,Region\nlate,ok,EU\n")
    assert sheet.entries[0].extra == {"Region": "EU"}
    assert "unknown column `Region`" in str(sheet.warnings[0])


@pytest.mark.parametrize("name", ["a.yaml", "a.csv"])
def test_entries_without_a_status_get_that_of_the_team(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(YAML if name.endswith("yaml") else CSV)
    sheet = read_file(path, name, default_status=Status.DRAFT)
    assert [entry.status for entry in sheet.entries] == [Status.DRAFT]


def test_a_path_is_shown_from_the_current_folder_where_it_lies_below(tmp_path: Path) -> None:
    below, beside = tmp_path / "responses" / "a.yaml", tmp_path.parent / "a.yaml"
    assert shown(below, tmp_path) == str(Path("responses/a.yaml"))
    assert shown(Path("responses/a.yaml"), tmp_path) == str(Path("responses/a.yaml"))
    assert shown(beside, tmp_path) == str(beside)
