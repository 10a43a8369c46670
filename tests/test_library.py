"""The library: all entries, all faults at once, each id once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid, UnknownId
from cheatsheet.library import Library
from cheatsheet.status import Status
from tests.conftest import SHEET, Workspace

MakeEntry = Callable[..., Entry]


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(Invalid) as raised:
        Library.load(folder, folder)
    assert raised.value.exit_code == 4
    return [str(fault) for fault in raised.value.faults]


def test_every_file_of_nested_folders_is_loaded(workspace: Workspace) -> None:
    folder = workspace(
        {
            "b/deep/sheet.yaml": SHEET,
            "a.csv": "Complaint,Answer\nlamp broken,We send another.\n",
            "_old/sheet.yaml": "- broken: [",
            ".trash.yaml": "- broken: [",
            "README.md": "words",
        }
    )
    library = Library.load(folder, folder)
    assert [entry.id for entry in library.entries] == ["lamp-broken", "parcel-late", "refund"]
    assert library.get("refund").source.file == str(Path("b/deep/sheet.yaml"))
    assert library.get("refund").source.line == 8


def test_an_empty_folder_is_a_valid_empty_library(tmp_path: Path) -> None:
    assert Library.load(tmp_path, tmp_path) == Library(entries=())


def test_all_faults_of_all_files_are_listed_at_once(workspace: Workspace) -> None:
    folder = workspace(
        {
            "a.yaml": "- complaint: one\n  anser: x\n- complaint: two\n  answer: ok\n  bucket: 9\n",
            "b.csv": 'Complaint,Answer\nlate,"open\n',
            "c.json": "{",
            "d.yaml": "- id: same\n  complaint: x\n  answer: y\n- id: same\n  complaint: z\n  answer: y\n",
            "e.yaml": b"- complaint: caf\xe9\n",
            "good.yaml": SHEET,
        }
    )
    found = faults_of(folder)
    assert [fault.split(": ")[0] for fault in found] == [
        "a.yaml:1:3",
        "a.yaml:2:3",
        "a.yaml:5:11",
        "b.csv:2:6",
        "c.json:2:1",
        "d.yaml:4:7",
        "e.yaml:1:17",
    ]
    assert "did you mean 'answer'?" in found[1]


def test_two_entries_with_one_id_name_each_other(workspace: Workspace) -> None:
    folder = workspace({"a.yaml": SHEET, "b/c.yaml": "- id: refund\n  complaint: Refund!\n  answer: soon\n"})
    assert faults_of(folder) == [f"{Path('b/c.yaml')}:1:7: id `refund` is taken by a.yaml:8 (write another `id:`)"]


def test_one_complaint_twice_is_a_clash_too(workspace: Workspace) -> None:
    sheet = "Complaint,Answer\nLate,one\nbroken,two\nlate,three\nLate,four\n"
    assert faults_of(workspace({"a.csv": sheet})) == [
        "a.csv:4: id `late` is taken by a.csv:2 (write another `id:`)",
        "a.csv:5: id `late` is taken by a.csv:2 (keep one of the two)",
    ]


def test_a_folder_that_is_not_there_is_no_empty_library(tmp_path: Path) -> None:
    assert "cannot be read" in faults_of(tmp_path / "nowhere")[0]


def test_warnings_are_kept_beside_the_entries(workspace: Workspace) -> None:
    folder = workspace({"a.csv": "Complaint,Answer,Region\nlate,caf\xe9,EU\n".encode("cp1252"), "b.xlsx": b"PK"})
    library = Library.load(folder, folder)
    assert [entry.id for entry in library.entries] == ["late"]
    assert [(warning.file, warning.line) for warning in library.warnings] == [
        ("a.csv", 2),
        ("a.csv", 1),
        ("b.xlsx", 0),
    ]


def test_a_team_that_reviews_loads_drafts(workspace: Workspace) -> None:
    folder = workspace({"a.yaml": SHEET})
    library = Library.load(folder, folder, default_status=Status.DRAFT)
    assert {entry.status for entry in library.entries} == {Status.DRAFT}


def test_an_unknown_id_names_the_nearest(entry: MakeEntry) -> None:
    library = Library.of([entry(id="refund"), entry(id="parcel-late")])
    with pytest.raises(UnknownId) as raised:
        library.get("parcel-lat")
    assert raised.value.exit_code == 2
    assert raised.value.lines() == ["no entry has the id 'parcel-lat'", "did you mean 'parcel-late'?"]


def test_an_unknown_id_of_an_empty_library_says_where_ids_are() -> None:
    with pytest.raises(UnknownId) as raised:
        Library.of([]).get("late")
    assert raised.value.hint == "`cheatsheet list` shows every id"


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, ["a", "b", "c"]),
        ({"tags": ["x"]}, ["a", "b"]),
        ({"tags": ["x", "y"]}, ["b"]),
        ({"tags": ["z"]}, []),
        ({"statuses": [Status.DRAFT]}, ["b"]),
        ({"statuses": [Status.DRAFT, Status.RETIRED]}, ["b", "c"]),
        ({"owner": "dana"}, ["a", "c"]),
        ({"owner": "dana", "tags": ["x"], "statuses": [Status.APPROVED]}, ["a"]),
    ],
)
def test_entries_are_selected_by_tags_status_and_owner(
    entry: MakeEntry, filters: dict[str, object], ids: list[str]
) -> None:
    library = Library.of(
        [
            entry(id="a", tags=["x"], owner="dana"),
            entry(id="b", tags=["x", "y"], status="draft"),
            entry(id="c", status="retired", owner="dana"),
        ]
    )
    assert [found.id for found in library.select(**filters)] == ids  # type: ignore[arg-type]


def test_tags_in_use_are_in_alphabetical_order(entry: MakeEntry) -> None:
    assert Library.of([entry(tags=["b", "a"]), entry(id="x", tags=["c", "a"])]).tags() == ("a", "b", "c")


def test_one_fault_is_listed_once() -> None:
    fault = Fault(file="a.yaml", line=1, message="broken")
    assert Invalid([fault, fault]).lines() == ["a.yaml:1: broken", "1 fault to mend first"]
