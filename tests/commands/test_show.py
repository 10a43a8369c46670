"""`show`: one entry, whole."""

import json
from datetime import date
from pathlib import Path

import pytest

from cheatsheet.library import Library
from tests.conftest import Run, Workspace

KEYS = {
    "id", "complaint", "phrases", "answer", "subject", "channels", "languages", "fields", "check", "tags", "bucket",
    "status", "owner", "approved_by", "reviewed", "review_by", "proposed", "reason", "lint", "note", "file", "line",
}  # fmt: skip
FULL = """\
- id: full
  complaint: My parcel is late
  phrases: [late again]
  answer: |
    I am sorry.

    It comes on {{ due | date }}.
  subject: Your order
  channels: {sms: "Sorry."}
  languages: {de: {answer: Es kommt.}}
  fields: {due: {prompt: When?, type: date}, carrier: {prompt: Who?, type: choice, choices: [DHL, UPS], default: DHL}}
  check: [Tracking shows no scan]
  tags: [shipping]
  bucket: 2
  status: retired
  owner: dana
  approved_by: sam
  reviewed: 2026-10-01
  review_by: 2027-04-01
  proposed: {answer: New., by: lee, on: 2026-11-02}
  reason: out of date
  lint: [{ignore: phrase/flat-no, reason: a quote, until: 2027-01-31}]
  note: internal
"""


@pytest.fixture
def full(workspace: Workspace) -> Path:
    return workspace({"cheatsheet.toml": "", "responses/sheet.yaml": FULL})


def test_json_has_every_key_of_an_entry(run: Run, full: Path) -> None:
    shown = json.loads(run("show", "full", "--json").out)
    assert shown.keys() >= KEYS
    assert shown["answer"].strip() == "I am sorry.\n\nIt comes on {{ due | date }}."
    assert shown["phrases"] == ["late again"]
    assert shown["channels"] == {"sms": "Sorry."}
    assert shown["languages"] == {"de": {"answer": "Es kommt."}}
    assert shown["fields"]["carrier"] == {
        "prompt": "Who?",
        "type": "choice",
        "choices": ["DHL", "UPS"],
        "default": "DHL",
    }
    assert shown["bucket"] == 2
    assert (shown["status"], shown["reason"]) == ("retired", "out of date")
    assert date.fromisoformat(shown["review_by"]) == date(2027, 4, 1)
    assert shown["proposed"] == {"answer": "New.", "by": "lee", "on": "2026-11-02"}
    assert shown["lint"] == [{"ignore": "phrase/flat-no", "reason": "a quote", "until": "2027-01-31"}]
    assert (shown["file"], shown["line"]) == ("responses/sheet.yaml", 1)


def test_json_of_a_small_entry_has_the_same_keys(run: Run, library: Path) -> None:
    shown = json.loads(run("show", "refund", "--json").out)
    assert shown.keys() >= KEYS
    assert (shown["phrases"], shown["channels"], shown["owner"], shown["bucket"]) == ([], {}, None, None)


def test_what_is_shown_to_a_person_reads_back_as_the_same_entry(run: Run, full: Path, tmp_path: Path) -> None:
    result = run("show", "full")
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "sheet.yaml").write_text(result.out)
    assert Library.load(copy, tmp_path).entries == Library.load(full / "responses", full).entries
    assert "responses/sheet.yaml:1" in result.err


def test_an_unknown_id_names_the_nearest(run: Run, library: Path) -> None:
    result = run("show", "parcel-lat")
    assert (result.code, result.out) == (2, "")
    assert "'parcel-late'" in result.err


def test_an_id_like_no_other_says_where_ids_are_listed(run: Run, library: Path) -> None:
    result = run("show", "zzz", "--json")
    assert (result.code, result.out) == (2, "")
    assert "cheatsheet list" in result.err


def test_no_id_is_a_usage_error(run: Run, library: Path) -> None:
    assert run("show").code == 2


def test_the_starter_library_is_named(run: Run) -> None:
    result = run("show", "parcel-not-arrived")
    assert result.code == 0
    assert "starter library" in result.err


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_escapes_in_an_entry_are_never_obeyed(run: Run, workspace: Workspace, flags: tuple[str, ...]) -> None:
    sheet = '- {id: x, complaint: a, answer: "\\e[31mred\\e]52;c;aGk=\\a \\u202eback [red]x[/red]"}\n'
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": sheet})
    result = run("show", "x", *flags, screen=True, environ={"NO_COLOR": "1"})
    assert result.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(result.out + result.err)
    assert "[red]x[/red]" in result.out
