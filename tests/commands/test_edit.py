"""`edit`, `retire` and `undo`: one entry changes, nothing else in its file."""

import json
from pathlib import Path

import pytest

from tests.conftest import SHEET, Run, Workspace

REQUIRED = '[review]\nrequired = true\n[agent]\nname = "Lee"\n'
APPROVED = SHEET.replace("  tags:", "  status: approved\n  tags:")


def sheet(folder: Path) -> str:
    """The only file of the library."""
    return (folder / "responses/sheet.yaml").read_text(encoding="utf-8")


def test_a_phrase_is_added_to_those_there_are(run: Run, library: Path) -> None:
    result = run("edit", "parcel-late", "--phrase", "nothing came")
    assert (result.code, result.out) == (0, "")
    assert sheet(library) == SHEET.replace("[where is my order]", "[where is my order, nothing came]")


def test_only_the_line_that_changes_is_written(run: Run, library: Path) -> None:
    run("edit", "refund", "--answer", "You will have it tomorrow.")
    assert sheet(library) == SHEET.replace(
        "You will have it by {{ today | working_days(5) | date }}.", "You will have it tomorrow."
    )


def test_an_edit_of_the_complaint_writes_the_old_id_down(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/sheet.yaml": "- complaint: Late\n  answer: Soon.\n"})
    assert run("edit", "late", "--complaint", "It is late").code == 0
    assert sheet(folder) == "- id: late\n  complaint: It is late\n  answer: Soon.\n"


def test_a_field_is_taken_away(run: Run, library: Path) -> None:
    assert run("edit", "parcel-late", "--unset", "subject").code == 0
    assert sheet(library) == SHEET.replace("  subject: Your order {{ order.number }}\n", "")


def test_a_dry_run_writes_nothing(run: Run, library: Path) -> None:
    result = run("edit", "refund", "--note", "ask Sam", "--dry-run")
    assert "+  note: ask Sam" in result.out
    assert sheet(library) == SHEET


def test_an_edit_that_changes_nothing_says_so(run: Run, library: Path) -> None:
    result = run("edit", "refund", "--tag", "money")
    assert (result.code, "like that already" in result.err, sheet(library)) == (0, True, SHEET)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope", "--note", "x"], "no entry has the id 'nope'"),
        (["refnd", "--note", "x"], "did you mean 'refund'?"),
        (["refund", "--id", "parcel-late"], "is taken"),
        (["refund", "--unset", "answer"], "needs its answer"),
        (["refund", "--status", "retired"], "--reason"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], said: str, run: Run, library: Path) -> None:
    result = run("edit", *arguments)
    assert (result.code, said in result.err, sheet(library)) == (2, True, SHEET)


def test_an_editor_changes_an_entry(run: Run, library: Path, tmp_path: Path) -> None:
    editor = tmp_path / "ed"
    editor.write_text("#!/bin/sh\nsed -i 's/I want my money back/Money back, please/' \"$1\"\n")
    editor.chmod(0o755)
    result = run("edit", "refund", environ={"EDITOR": str(editor), "PATH": "/usr/bin:/bin"})
    assert result.code == 0, result.err
    assert sheet(library) == SHEET.replace("I want my money back", "Money back, please")


def test_where_review_is_required_an_edit_is_a_proposal_and_agents_keep_the_text(
    run: Run, workspace: Workspace
) -> None:
    folder = workspace({"cheatsheet.toml": REQUIRED, "responses/sheet.yaml": APPROVED})
    assert run("edit", "refund", "--answer", "It is on its way, and you will have it on Friday.").code == 0
    assert "proposed:\n" in sheet(folder)
    shown = json.loads(run("show", "refund", "--json").out)
    assert shown["proposed"]["answer"] == "It is on its way, and you will have it on Friday."
    assert (shown["proposed"]["by"], shown["status"]) == ("Lee", "approved")
    assert "You will have it by" in run("reply", "--id", "refund", "--name", "Dana").out


def test_retire_keeps_the_text_and_the_reason(run: Run, library: Path) -> None:
    result = run("retire", "refund", "--reason", "no longer offered")
    assert (result.code, result.out) == (0, "")
    assert sheet(library) == SHEET + "  status: retired\n  reason: no longer offered\n"
    assert json.loads(run("find", "I want my money back", "--json").out)["matches"] == [] or "refund" not in [
        match["id"] for match in json.loads(run("find", "I want my money back", "--json").out)["matches"]
    ]
    again = run("retire", "refund", "--reason", "x")
    assert (again.code, "already" in again.err) == (2, True)


def test_retire_without_a_reason_is_refused(run: Run, library: Path) -> None:
    assert run("retire", "refund").code == 2
    assert run("retire", "refund", "--reason", " ").code == 2
    assert sheet(library) == SHEET


def test_undo_takes_back_one_write_after_another(run: Run, library: Path) -> None:
    run("edit", "refund", "--note", "ask Sam")
    after_first = sheet(library)
    run("retire", "refund", "--reason", "old")
    dry = run("undo", "--dry-run")
    assert "-  reason: old" in dry.out
    result = run("undo")
    assert (result.code, "retired refund" in result.err, sheet(library)) == (0, True, after_first)
    assert (run("undo").code, sheet(library)) == (0, SHEET)
    nothing = run("undo")
    assert (nothing.code, "nothing to undo" in nothing.err) == (2, True)


def test_undo_of_a_new_file_removes_it(run: Run, library: Path) -> None:
    run("add", "--complaint", "x y", "--answer", "z", "--file", "new.yaml")
    assert (library / "responses/new.yaml").exists()
    assert run("undo").code == 0
    assert not (library / "responses/new.yaml").exists()


def test_undo_leaves_what_others_wrote_since(run: Run, library: Path) -> None:
    run("edit", "refund", "--note", "ask Sam")
    path = library / "responses/sheet.yaml"
    path.write_text("# mine\n" + sheet(library))
    assert run("undo").code == 0
    assert sheet(library) == "# mine\n" + SHEET


def test_undo_refuses_where_the_same_lines_were_changed_since(run: Run, library: Path) -> None:
    run("edit", "refund", "--note", "ask Sam")
    path = library / "responses/sheet.yaml"
    path.write_text(sheet(library).replace("ask Sam", "ask Kim"))
    before = sheet(library)
    result = run("undo")
    assert (result.code, "sheet.yaml" in result.err, sheet(library)) == (2, True, before)


def test_undo_does_not_mind_a_change_in_the_entry_before(run: Run, library: Path) -> None:
    run("edit", "refund", "--note", "ask Sam")
    path = library / "responses/sheet.yaml"
    path.write_text(sheet(library).replace("I am sorry that order", "Sorry that order"))
    assert run("undo").code == 0
    assert sheet(library) == SHEET.replace("I am sorry that order", "Sorry that order")


def test_an_entry_that_is_brought_back_has_no_reason_to_be_retired(run: Run, library: Path) -> None:
    run("retire", "refund", "--reason", "old")
    assert run("edit", "refund", "--status", "approved").code == 0
    assert sheet(library) == SHEET + "  status: approved\n"


def test_findings_of_a_text_that_stays_are_not_said_again(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": "- {id: a, complaint: It is late, answer: Calm down.}\n"})
    assert "commanding-calm" not in run("edit", "a", "--note", "x").err
    assert "commanding-calm" in run("edit", "a", "--answer", "Please calm down now.").err
    assert "commanding-calm" not in run("retire", "a", "--reason", "rude").err


def test_an_entry_is_changed_from_standard_input(run: Run, library: Path) -> None:
    text = "id: refund\ncomplaint: I want my money back\nanswer: You will have it tomorrow.\ntags: [money]\n"
    assert run("edit", "refund", stdin=text).code == 0
    assert sheet(library) == SHEET.replace(
        "You will have it by {{ today | working_days(5) | date }}.", "You will have it tomorrow."
    )


def test_what_an_approval_sets_is_refused_in_the_editor_which_opens_again(
    run: Run, workspace: Workspace, tmp_path: Path
) -> None:
    folder = workspace({
        "cheatsheet.toml": '[review]\nrequired = true\n[agent]\nname = "Sam"\n',
        "responses/sheet.yaml": "- complaint: It is late\n  answer: I look for it.\n  status: approved\n"
        "  review_by: 2027-01-01\n",
    })  # fmt: skip
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nif grep -q "^#! " "$1"; then sed -i s/2028/2027/ "$1"\n'
        'else sed -i "s/2027/2028/; s/I look for it/I found it/" "$1"; fi\n'
    )
    editor.chmod(0o700)
    environ = {"EDITOR": str(editor), "PATH": "/usr/bin:/bin"}
    result = run("edit", "it-is-late", keyboard=True, screen=True, stdin="y\n", environ=environ)
    assert (result.code, "the editor opens again" in result.err) == (0, True)
    assert "answer: I found it." in sheet(folder)
    assert "2028" not in sheet(folder)


def test_undo_does_not_mind_a_change_a_few_lines_above(run: Run, workspace: Workspace) -> None:
    text = "- complaint: base one\n  answer: a.\n\n- complaint: base two\n  answer: b2.\n"
    folder = workspace({"cheatsheet.toml": "", "responses/sheet.yaml": text})
    run("add", "--complaint", "new a", "--answer", "na")
    run("retire", "new-a", "--reason", "gone")
    path = folder / "responses/sheet.yaml"
    path.write_text(sheet(folder).replace("b2.", "b2 by hand."))
    assert run("undo").code == 0
    assert "reason: gone" not in sheet(folder)
    assert run("undo").code == 0
    assert sheet(folder) == text.replace("b2.", "b2 by hand.")
