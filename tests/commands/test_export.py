"""`export`: the library for a spreadsheet or another tool, and back."""

import json
from pathlib import Path

import pytest

from tests.conftest import SHEET, Run


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.yaml"])
def test_what_is_exported_and_imported_again_is_there_already(name: str, run: Run, library: Path) -> None:
    assert run("export", name).code == 0
    found = json.loads(run("import", name, "--json").out)
    assert found["counts"] == {"added": 0, "merged": 0, "changed": 0, "skipped": 2}
    assert (library / "responses/sheet.yaml").read_text() == SHEET


@pytest.mark.parametrize(("name", "format_"), [("out.json", "zendesk"), ("match.yml", "espanso")])
def test_other_tools_formats_say_what_is_lost(name: str, format_: str, run: Run, library: Path) -> None:
    result = run("export", name, "--format", format_, "--json")
    told = json.loads(result.out)
    assert (result.code, told["format"], told["entries"]) == (0, format_, 2)
    found = json.loads(run("import", name, "--format", format_, "--dry-run", "--json").out)
    left_out = [loss for loss in told["losses"] if loss["what"].startswith("left out")]
    assert len(found["items"]) + len(left_out) == 2


def test_an_edit_in_the_spreadsheet_comes_back_as_a_change(run: Run, library: Path) -> None:
    run("export", "out.csv")
    path = library / "out.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("I want my money back", "Please give me my money"), encoding="utf-8"
    )
    found = json.loads(run("import", "out.csv", "--json").out)
    assert found["counts"]["changed"] == 1
    assert json.loads(run("show", "refund", "--json").out)["complaint"] == "Please give me my money"


def test_no_cell_runs_as_a_formula(run: Run, library: Path) -> None:
    run("add", "--complaint", "=1+1 is on my bill", "--answer", "-- I look at it today.")
    run("export", "out.csv")
    text = (library / "out.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1 is on my bill" in text
    assert "'-- I look" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["out.doc"], "say it: --format csv|xlsx|yaml|zendesk|espanso"),
        (["out.csv", "--format", "xslx"], "did you mean 'xlsx'?"),
        (["responses/out.csv"], "lies among the entries"),
        (["nowhere/out.csv"], "was not written"),
        (["-"], "say it: --format"),
        (["-", "--format", "csv", "--json"], "name a file"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], said: str, run: Run, library: Path) -> None:
    result = run("export", *arguments)
    assert (result.code, said in result.err) == (2, True), result.err


def test_a_person_is_asked_before_a_file_is_replaced(run: Run, library: Path) -> None:
    (library / "out.csv").write_text("mine\n")
    assert run("export", "out.csv", keyboard=True, stdin="n\n").code == 0
    assert (library / "out.csv").read_text() == "mine\n"
    assert run("export", "out.csv", keyboard=True, stdin="y\n").code == 0
    assert "I want my money back" in (library / "out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_a_file_that_is_there_stays_where_nobody_is_asked(
    arguments: tuple[str, ...], run: Run, library: Path
) -> None:
    (library / "out.csv").write_text("mine\n")
    result = run("export", "out.csv", *arguments)
    assert (result.code, "out.csv exists already" in result.err, "--force" in result.err) == (2, True, True)
    assert (library / "out.csv").read_text() == "mine\n"


def test_force_writes_over_a_file_that_is_there(run: Run, library: Path) -> None:
    (library / "out.csv").write_text("mine\n")
    assert run("export", "out.csv", "--force").code == 0
    assert "I want my money back" in (library / "out.csv").read_text(encoding="utf-8")


def test_a_minus_writes_standard_output(run: Run, library: Path) -> None:
    result = run("export", "-", "--format", "csv")
    run("export", "out.csv")
    assert (result.code, "to standard output (csv)" in result.err) == (0, True)
    assert result.out.encode().replace(b"\r\n", b"\n") == (library / "out.csv").read_bytes().replace(b"\r\n", b"\n")
    assert not (library / "-").exists()
    assert json.loads(run("export", "-", "--format", "csv", "--json", "--dry-run").out)["file"] == "-"


def test_a_dry_run_says_what_would_be_lost_and_writes_nothing(run: Run, library: Path) -> None:
    result = run("export", "match.yml", "--format", "espanso", "--dry-run")
    assert (result.code, "parcel-late: espanso has no place" in result.err, "would be written" in result.err) == (
        0,
        True,
        True,
    )
    assert not (library / "match.yml").exists()


def test_an_empty_file_is_written_without_a_question(run: Run, library: Path) -> None:
    (library / "out.csv").write_text("")
    assert run("export", "out.csv").code == 0
    assert (library / "out.csv").read_text(encoding="utf-8-sig").startswith("Complaint,Answer")
