"""`import`: what is taken in, what is said of each item, what is written where."""

import json
from pathlib import Path

import pytest

from cheatsheet.sheet_file import Written, update
from tests.conftest import SHEET, Run, Workspace

OLD = """\
Answers of the shop,,
Question,Reply,Notes
Where is my lamp?,"Hi [Customer Name], it left on [Ship Date].",old
I want my money back,You will have it on Monday.,
,an answer for nothing,
"""
REQUIRED = '[review]\nrequired = true\n[agent]\nname = "Lee"\n'


@pytest.fixture
def old(library: Path) -> Path:
    """The spreadsheet of before, beside the library."""
    path = library / "old.csv"
    path.write_text(OLD, encoding="utf-8")
    return path


def sheet(folder: Path, name: str = "sheet.yaml") -> str:
    """A file of the library."""
    return (folder / "responses" / name).read_text(encoding="utf-8")


def test_each_item_is_reported_with_its_place(run: Run, library: Path, old: Path) -> None:
    result = run("import", "old.csv")
    assert result.code == 0
    assert [line.split("\t")[:4] for line in result.out.splitlines()] == [
        ["added", "where-is-my-lamp", "Where is my lamp?", "row 3"],
        ["changed", "refund", "I want my money back", "row 4"],
        ["skipped", "", "", "row 5"],
    ]
    assert "1 added, 1 changed, 1 skipped" in result.err


def test_new_entries_go_into_a_file_of_the_name_of_the_source(run: Run, library: Path, old: Path) -> None:
    run("import", "old.csv")
    made = json.loads(run("show", "where-is-my-lamp", "--json").out)
    assert made["file"] == "responses/old.yaml"
    assert made["answer"] == "Hi {{ customer.name }}, it left on {{ ship_date }}."
    assert (made["fields"]["ship_date"]["prompt"], made["note"]) == ("Ship Date", "old")
    assert "You will have it on Monday." in sheet(library)


def test_new_entries_go_where_file_says(run: Run, library: Path, old: Path) -> None:
    assert run("import", "old.csv", "--file", "lamps/new.yaml").code == 0
    assert "Where is my lamp?" in sheet(library, "lamps/new.yaml")


def test_a_second_import_changes_nothing(run: Run, library: Path, old: Path) -> None:
    run("import", "old.csv")
    before = sheet(library), sheet(library, "old.yaml")
    result = run("import", "old.csv")
    assert "3 skipped" in result.err
    assert (sheet(library), sheet(library, "old.yaml")) == before


def test_a_dry_run_reports_and_writes_nothing(run: Run, library: Path, old: Path) -> None:
    result = run("import", "old.csv", "--dry-run")
    assert (result.code, "added\twhere-is-my-lamp" in result.out, "nothing was written" in result.err) == (
        0,
        True,
        True,
    )
    assert sheet(library) == SHEET
    assert not (library / "responses/old.yaml").exists()


def test_the_report_as_json(run: Run, library: Path, old: Path) -> None:
    found = json.loads(run("import", "old.csv", "--json").out)
    assert (found["format"], found["counts"]) == ("csv", {"added": 1, "merged": 0, "changed": 1, "skipped": 1})
    assert [item["outcome"] for item in found["items"]] == ["added", "changed", "skipped"]
    assert found["items"][2]["why"] == "has no complaint"


def test_standard_input_is_read(run: Run, library: Path) -> None:
    macros = {"macros": [{"title": "Lamp hums", "active": True, "actions": [
        {"field": "comment_value", "value": "Hi {{ticket.requester.first_name}}, I look."},
        {"field": "status", "value": "solved"},
    ]}]}  # fmt: skip
    result = run("import", "-", "--format", "zendesk", stdin=json.dumps(macros))
    assert result.code == 0
    assert "lost: " in result.out
    shown = json.loads(run("show", "lamp-hums", "--json").out)
    assert shown["answer"] == "Hi {{ customer.first_name }}, I look."


def test_one_undo_takes_an_import_of_one_file_back(run: Run, library: Path) -> None:
    (library / "new.csv").write_text("Complaint,Answer\nThe lamp hums,I look.\nThe hat is lost,I look for it.\n")
    run("import", "new.csv")
    assert run("undo").code == 0
    assert not (library / "responses/new.yaml").exists()


def test_the_teams_own_placeholders_are_known(run: Run, workspace: Workspace) -> None:
    folder = workspace({
        "responses/sheet.yaml": SHEET,
        "cheatsheet.toml": '[placeholders]\n"ticket.ticket_field_7" = "order.number"\n',
    })  # fmt: skip
    text = '[{"short_code": "lamp", "content": "Your order {{ticket.ticket_field_7}} is on its way."}]'
    (folder / "canned.json").write_text(text)
    assert run("import", "canned.json", "--format", "chatwoot").code == 0
    assert "order {{ order.number }} is on its way" in sheet(folder, "canned.yaml")


def test_where_review_is_required_all_waits_for_it(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": REQUIRED, "responses/sheet.yaml": SHEET + "  status: approved\n"})
    (folder / "old.csv").write_text(OLD)
    run("import", "old.csv")
    made = json.loads(run("show", "where-is-my-lamp", "--json").out)
    assert (made["status"], made["owner"]) == ("draft", "Lee")
    assert run("review", "approve", "where-is-my-lamp", "--by", "lee").code == 2


@pytest.mark.parametrize(
    ("typed", "kinds"), [("a\n", ["added"]), ("p\n", ["merged"]), ("x\ns\n", ["skipped"]), ("P\n", ["merged"])]
)
def test_a_person_says_what_becomes_of_a_near_complaint(
    typed: str, kinds: list[str], run: Run, library: Path
) -> None:
    (library / "near.csv").write_text("Complaint,Answer\nI want all my money back,On Monday.\n")
    result = run("import", "near.csv", keyboard=True, stdin=typed)
    assert [line.split("\t")[0] for line in result.out.splitlines()] == kinds
    assert "near 'I want my money back' (refund)" in result.err


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("gone.csv", None, "cannot be read"),
        ("notes.bin", b"\x00\x01\x02", "its format is not known"),
        ("macros.json", b'{"macros": [', "macros.json:1:"),
        ("old.csv", b'Complaint,Answer\n"open,x\n', "old.csv:2"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    file: str, content: bytes | None, said: str, run: Run, library: Path
) -> None:
    if content is not None:
        (library / file).write_bytes(content)
    result = run("import", file)
    assert (result.code in {2, 4}, said in result.err, result.out) == (True, True, ""), result.err
    assert sorted(path.name for path in (library / "responses").iterdir()) == ["sheet.yaml"]


@pytest.mark.parametrize("name", ["lamps.csv", "lamps.tsv", "lamps.json", "lamps.yaml", "lamps.bin"])
def test_a_workbook_under_another_name_is_refused_with_its_own(name: str, run: Run, library: Path) -> None:
    run("export", "out.xlsx")
    (library / "out.xlsx").rename(library / name)
    result = run("import", name)
    assert (result.code, result.out) == (4, "")
    assert f"{name}: is a workbook (.xlsx)" in result.err
    assert "rename it to lamps.xlsx" in result.err
    assert run("import", name, "--format", "xlsx").code == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and no more", "is a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook of the old Excel format"),
    ],
)
def test_an_archive_is_read_as_no_text(data: bytes, said: str, run: Run, library: Path) -> None:
    (library / "lamps.csv").write_bytes(data)
    result = run("import", "lamps.csv")
    assert (result.code, said in result.err) == (4, True), result.err
    assert run("import", "-", "--format", "csv", stdin=data).code == 4


def test_a_workbook_is_known_on_standard_input_by_its_content(run: Run, library: Path) -> None:
    run("export", "out.xlsx")
    found = json.loads(run("import", "-", "--json", stdin=(library / "out.xlsx").read_bytes()).out)
    assert (found["format"], found["counts"]["skipped"]) == ("xlsx", 2)


def test_an_unknown_format_names_the_nearest(run: Run, library: Path, old: Path) -> None:
    result = run("import", "old.csv", "--format", "zendsk")
    assert (result.code, "did you mean 'zendesk'?" in result.err) == (2, True)


def test_where_a_file_cannot_be_written_those_before_are_as_they_were(
    run: Run, library: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = list[Path]()

    def stopped(path: Path, *arguments: object, **named: object) -> Written:
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return update(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("cheatsheet.commands.importing.update", stopped)
    assert run("import", "old.csv").code == 130
    assert (len(calls), sheet(library)) == (2, SHEET)
    assert not (library / "responses/old.yaml").exists()


@pytest.mark.parametrize("into", ["hats.yaml", "hats.csv"])
def test_a_column_that_no_entry_has_is_kept(into: str, run: Run, library: Path) -> None:
    (library / "hats.csv").write_text("Complaint,Answer,Priority\nThe hat is lost,I look for it.,high\n")
    result = run("import", "hats.csv", "--file", into)
    assert (result.code, "unknown column `Priority` goes into the note" in result.err) == (0, True)
    assert "high" in sheet(library, into)


@pytest.mark.parametrize("into", ["hats.yaml", "hats.csv"])
def test_a_row_with_a_nul_in_a_column_that_no_entry_has_is_skipped(into: str, run: Run, library: Path) -> None:
    rows = "Complaint,Answer,Priority\nThe hat is lost,I look for it.,hi\0gh\nThe hat is torn,I mend it.,low\n"
    (library / "hats.csv").write_text(rows)
    found = json.loads(run("import", "hats.csv", "--file", into, "--json").out)
    assert [(item["place"], item["outcome"], item["why"]) for item in found["items"]] == [
        ("row 2", "skipped", "`Priority` holds a NUL character"),
        ("row 3", "added", ""),
    ]


def test_one_malformed_record_does_not_keep_the_others_out(run: Run, library: Path) -> None:
    macros = [
        {"title": "Hat is lost", "actions": "x"},
        {"title": "Lamp hums", "actions": [{"field": "comment_value", "value": "I look."}]},
    ]
    result = run("import", "-", "--format", "zendesk", stdin=json.dumps({"macros": macros}))
    assert result.code == 0
    assert result.out.startswith("skipped\t\tHat is lost\tmacros[0]\t`actions` must be a list, not text (line 1)\n")
    assert "1 added, 1 skipped" in result.err


def test_the_old_text_of_what_is_changed_is_told(run: Run, library: Path, old: Path) -> None:
    result = run("import", "old.csv", "--dry-run")
    assert "its answer was: You will have it by {{ today" in result.out


def test_a_colleagues_proposal_is_not_written_over(run: Run, workspace: Workspace) -> None:
    waits = "  status: approved\n  proposed: {answer: Soon., by: zed}\n"
    folder = workspace({"cheatsheet.toml": REQUIRED, "responses/sheet.yaml": SHEET + waits})
    (folder / "old.csv").write_text(OLD)
    result = run("import", "old.csv")
    assert "zed proposed it" in result.out
    assert json.loads(run("show", "refund", "--json").out)["proposed"]["answer"] == "Soon."


def test_a_change_that_needs_a_name_asks_for_it(run: Run, workspace: Workspace) -> None:
    folder = workspace({
        "cheatsheet.toml": "[review]\nrequired = true\n", "responses/sheet.yaml": SHEET + "  status: approved\n",
    })  # fmt: skip
    (folder / "old.csv").write_text(OLD)
    result = run("import", "old.csv")
    assert (result.code, "`name` under [agent]" in result.err) == (2, True)
