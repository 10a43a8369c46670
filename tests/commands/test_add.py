"""`add`: from flags, standard input, questions and the editor; what is shown before it is saved."""

import json
from pathlib import Path

import pytest

from tests.conftest import SHEET, Run, Workspace

ADD = (
    "add",
    "--complaint",
    "The lamp flickers",
    "--answer",
    "I am sorry that it flickers. I will send a new one today.",
)


def sheet(folder: Path, name: str = "sheet.yaml") -> str:
    """A file of the library."""
    return (folder / "responses" / name).read_text(encoding="utf-8")


def test_an_entry_is_added_behind_the_others_and_nothing_else_changes(run: Run, library: Path) -> None:
    result = run(
        *ADD, "--file", "sheet.yaml", "--tag", "lamps", "--phrase", "it blinks", "--phrase", "light goes off"
    )
    assert (result.code, result.out) == (0, "")
    assert sheet(library).startswith(SHEET)
    (made,) = [e for e in json.loads(run("list", "--json").out) if e["id"] == "the-lamp-flickers"]
    assert (made["phrases"], made["tags"], made["status"]) == (["it blinks", "light goes off"], ["lamps"], "approved")
    assert f"responses/sheet.yaml:{made['line']}" in result.err


def test_the_next_find_sees_it(run: Run, library: Path) -> None:
    run("find", "lamp flickers")
    run(*ADD)
    assert json.loads(run("find", "lamp flickers", "--json").out)["matches"][0]["id"] == "the-lamp-flickers"


def test_neighbours_findings_and_the_difference_are_shown_and_block_nothing(run: Run, library: Path) -> None:
    result = run("add", "--complaint", "My parcel has not arrived yet", "--answer", "Please calm down.")
    assert result.code == 0
    assert "is it one of these?" in result.err
    assert "cheatsheet edit parcel-late --phrase 'My parcel has not arrived yet'" in result.err
    assert "phrase/commanding-calm" in result.err
    assert "+  complaint: My parcel has not arrived yet" in result.err
    assert "my-parcel-has-not-arrived-yet" in run("list").out


def test_what_another_entry_says_already_is_a_finding(run: Run, library: Path) -> None:
    complaint = json.loads(run("show", "parcel-late", "--json").out)["complaint"]
    result = run(*ADD, "--phrase", complaint)
    assert "error: this phrase is in `parcel-late` (responses/sheet.yaml:" in result.err
    assert "library/duplicate" in result.err


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Run, library: Path) -> None:
    result = run(*ADD, "--dry-run")
    assert result.code == 0
    assert "+  complaint: The lamp flickers" in result.out
    assert sheet(library) == SHEET


def test_a_new_entry_goes_beside_its_nearest_neighbour(run: Run, workspace: Workspace) -> None:
    other = "- {id: lamp, complaint: The lamp is broken, answer: I am sorry. I send a new one.}\n"
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": SHEET, "responses/lamps.yaml": other})
    run(*ADD)
    assert "The lamp flickers" in sheet(folder, "lamps.yaml")


def test_a_file_that_is_named_is_created(run: Run, library: Path) -> None:
    assert run(*ADD, "--file", "lamps/new.yaml").code == 0
    assert "The lamp flickers" in sheet(library, "lamps/new.yaml")


def test_an_empty_library_gets_its_first_file(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/.keep": ""})
    assert run(*ADD).code == 0
    assert "The lamp flickers" in sheet(folder, "answers.yaml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--complaint", "x"], "give --answer"),
        (["--complaint", "x", "--answer", "y", "--id", "refund"], "'refund' is taken"),
        (["--complaint", "x", "--answer", "y", "--bucket", "7"], "bucket"),
        (["--complaint", "x", "--answer", "y", "--status", "retired"], "cheatsheet retire x --reason"),
        (["--complaint", "x", "--answer", "y", "--answer-file", "z"], "both give the answer"),
        (["--complaint", "x", "--answer-file", "nowhere.txt"], "nowhere.txt"),
        (["--complaint", "x", "--answer", "y", "--file", "../a.yaml"], "below"),
        (["--complaint", "x", "--answer", "y", "--file", "a.xlsx"], "name it a.yaml"),
        (["--complaint", "x", "--answer", "y", "--file", "_a.yaml"], "not read"),
        ([], "nothing was given"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], said: str, run: Run, library: Path) -> None:
    result = run("add", *arguments)
    assert result.code == 2
    assert said in result.err
    assert sheet(library) == SHEET


def test_the_answer_comes_from_a_file_or_from_standard_input(run: Run, library: Path) -> None:
    (library / "answer.txt").write_text("Line one.\n\nLine two.\n")
    run("add", "--complaint", "One", "--answer-file", "answer.txt")
    run("add", "--complaint", "Two", "--answer-file", "-", stdin="Über alles.\n")
    shown = {entry["id"]: entry["answer"] for entry in json.loads(run("list", "--json").out)}
    assert (shown["one"], shown["two"]) == ("Line one.\n\nLine two.", "Über alles.")
    assert "  answer: |\n    Line one.\n\n    Line two.\n" in sheet(library)


@pytest.mark.parametrize(
    "given",
    [
        "complaint: The lamp flickers\nanswer: I will look into it today.\n",
        "# one\n- complaint: The lamp flickers\n  answer: I will look into it today.\n",
        '[{"complaint": "The lamp flickers", "answer": "I will look into it today."}]',
    ],
)
def test_entries_are_piped_in_as_yaml(given: str, run: Run, library: Path) -> None:
    assert run("add", stdin=given).code == 0
    assert run("show", "the-lamp-flickers").code == 0


def test_what_is_wrong_in_piped_yaml_is_said_with_its_place(run: Run, library: Path) -> None:
    result = run("add", stdin="- complaint: x\n  anser: y\n")
    assert result.code == 4
    assert "standard input:2:3: unknown key `anser`" in result.err


def test_a_csv_sheet_of_two_columns_stays_one(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/sheet.csv": "Complaint,Answer\r\nLate,Soon.\r\n"})
    assert run("add", "--complaint", "Broken, sadly", "--answer", "I send a new one today.").code == 0
    assert (folder / "responses/sheet.csv").read_bytes() == (
        b'Complaint,Answer\r\nLate,Soon.\r\n"Broken, sadly",I send a new one today.\r\n'
    )


def test_where_review_is_required_it_is_a_draft(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "[review]\nrequired = true\n", "responses/sheet.yaml": SHEET})
    assert run(*ADD).code == 0
    assert json.loads(run("show", "the-lamp-flickers", "--json").out)["status"] == "draft"
    refused = run(*ADD, "--id", "other", "--status", "approved")
    assert (refused.code, "review approve" in refused.err) == (2, True)


def test_a_person_may_say_no(run: Run, library: Path) -> None:
    result = run(*ADD, keyboard=True, stdin="n\n")
    assert (result.code, "nothing was saved" in result.err, sheet(library)) == (0, True, SHEET)


def test_a_person_is_asked_for_what_is_missing(run: Run, library: Path) -> None:
    typed = "I am sorry.\n  I send a new one today.\n.\nit blinks\n\nlamps, light\ny\n"
    assert run("add", "--complaint", "The lamp flickers", keyboard=True, stdin=typed).code == 0
    made = json.loads(run("show", "the-lamp-flickers", "--json").out)
    assert made["answer"] == "I am sorry.\n  I send a new one today."
    assert (made["phrases"], made["tags"]) == (["it blinks"], ["lamps", "light"])


def test_no_library_is_said(run: Run, tmp_path: Path) -> None:
    result = run(*ADD)
    assert (result.code, "cheatsheet init" in result.err) == (2, True)


def test_a_miss_becomes_an_entry_without_the_customers_data(run: Run, library: Path) -> None:
    typed = "0\ny\n\nPlease tell me the model and I will send a bulb today.\n.\n\n\ny\n"
    message = "Hello, my name is John Smith, the ceiling lamp in order 998877 hums all night"
    result = run("reply", message, keyboard=True, stdin=typed)
    assert result.code == 3
    made = run("list").out
    assert "hums" in made
    assert "998877" not in sheet(library)
    assert "John" not in sheet(library)


def test_a_miss_that_nobody_adds_stays_a_miss(run: Run, library: Path) -> None:
    result = run("reply", "the ceiling lamp hums", keyboard=True, stdin="0\n\n")
    assert (result.code, sheet(library)) == (3, SHEET)


def test_find_leads_to_add_too(run: Run, library: Path) -> None:
    typed = "y\nThe lamp hums\nI will send a bulb today.\n.\n\n\ny\n"
    assert run("find", "the ceiling lamp hums", keyboard=True, screen=True, stdin=typed).code == 0
    assert "The lamp hums" in sheet(library)


def kept(folder: Path) -> list[str]:
    """What was kept of what nobody saved."""
    home = folder.parent / f"{folder.name}-home"
    return [path.read_text() for path in sorted((home / "state/unsaved").glob("*.yaml"))]


def test_a_hint_to_copy_runs_nothing_in_a_shell(run: Run, library: Path) -> None:
    result = run("add", "--complaint", "My parcel $(touch x) `id` has not arrived", "--answer", "I will look today.")
    assert "--phrase 'My parcel $(touch x) `id` has not arrived'" in result.err


def test_line_breaks_of_windows_become_plain_ones(run: Run, library: Path) -> None:
    (library / "answer.txt").write_bytes(b"Hello.\r\n\r\nI will look.\r\n")
    run("add", "--complaint", "One", "--answer-file", "answer.txt")
    assert "  answer: |\n    Hello.\n\n    I will look.\n" in sheet(library)


def test_what_was_typed_before_a_fault_or_ctrl_c_is_kept(run: Run, library: Path, tmp_path: Path) -> None:
    result = run("add", "--complaint", "The wick", "--bucket", "9", keyboard=True, stdin="Long answer.\n.\n\n\n")
    assert (result.code, "bucket" in result.err) == (2, True)
    assert "Long answer." in kept(tmp_path)[0]
    run("add", "--complaint", "The wick", keyboard=True, stdin="Other answer.\n.\n")
    assert any("Other answer." in text for text in kept(tmp_path))


def test_what_a_person_does_not_save_is_kept_apart_each_time(run: Run, library: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert "is kept in" in run(*ADD, keyboard=True, stdin="n\n").err
    assert len(kept(tmp_path)) == 2
    run(*ADD, keyboard=True, stdin="y\n")
    assert len(kept(tmp_path)) == 2


def test_a_writer_is_the_owner_where_review_is_required(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": '[review]\nrequired = true\n[agent]\nname = "Lee"\n', "responses/a.yaml": SHEET})
    run(*ADD)
    refused = run("review", "approve", "the-lamp-flickers")
    assert (refused.code, "cannot approve" in refused.err) == (2, True)


def test_cards_phones_and_the_given_name_stay_out_of_the_sheet(run: Run, library: Path) -> None:
    message = "The lawnmower hums, Dana Smith, card 4111 1111 1111 1111, call +44 7700 900123, passport C01X00T47"
    typed = "0\ny\n\nI will look today.\n.\n\n\ny\n"
    run("reply", message, "--name", "Dana Smith", keyboard=True, stdin=typed)
    assert "lawnmower hums" in sheet(library)
    assert not any(part in sheet(library) for part in ("Dana", "Smith", "4111", "7700", "C01X"))


def test_of_several_entries_all_are_added_or_none(run: Run, library: Path) -> None:
    two = "- {id: one, complaint: One, answer: A.}\n- {id: refund, complaint: Two, answer: B.}\n"
    assert run("add", stdin=two).code == 2
    assert run("add", stdin=two.replace("refund", "one")).code == 2
    assert sheet(library) == SHEET
    assert run("add", stdin=two.replace("refund", "two")).code == 0


def test_a_new_tsv_has_tabs(run: Run, library: Path) -> None:
    assert run(*ADD, "--file", "lamps.tsv").code == 0
    assert sheet(library, "lamps.tsv").startswith("Complaint\tAnswer\nThe lamp flickers\tI am sorry")


def test_neighbours_are_shown_before_an_answer_is_typed(run: Run, library: Path) -> None:
    typed = "My parcel has not arrived yet\nI will look today.\n.\n\n\ny\n"
    err = run("add", "--tag", "x", keyboard=True, stdin=typed).err
    assert err.count("is it one of these?") == 1
    assert err.index("is it one of these?") < err.index("the answer;")


def test_who_writes_for_another_owner_is_known(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": '[review]\nrequired = true\n[agent]\nname = "Lee"\n', "responses/a.yaml": SHEET})
    run(*ADD, "--owner", "kim")
    assert run("review", "approve", "the-lamp-flickers", "--by", "lee").code == 2
    assert run("review", "approve", "the-lamp-flickers", "--by", "sam").code == 0


@pytest.mark.parametrize("arguments", [(), ("--dry-run",)])
def test_the_programs_own_library_is_not_written_and_another_place_is_named(
    arguments: tuple[str, ...], run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cheatsheet.commands.saving.INSTALLED", library.resolve())
    result = run(*ADD, *arguments)
    assert (result.code, sheet(library)) == (2, SHEET)
    assert "belongs to the program" in result.err
    assert "cheatsheet init" in result.err


def test_a_warning_about_a_file_is_said_once(run: Run, workspace: Workspace) -> None:
    rows = "Complaint,Answer,Colour\nThe hat is lost,I will look.,red\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": SHEET, "responses/hats.csv": rows})
    assert run(*ADD, "--file", "a.yaml").err.count("`Colour`") == 1


@pytest.mark.parametrize(("file", "said"), [("", "--file is empty"), ("x.xlsx", "name it x.yaml")])
def test_a_file_that_cannot_be_is_said(file: str, said: str, run: Run, library: Path) -> None:
    result = run(*ADD, "--file", file)
    assert (result.code, said in result.err) == (2, True)


def test_an_id_of_its_own_is_asked_for_where_the_complaint_makes_none(run: Run, library: Path) -> None:
    result = run("add", "--complaint", "😡", "--answer", "I am sorry. I look today.")
    assert (result.code, "give it an `id` of its own" in result.err) == (2, True)


def test_a_line_that_the_terminal_cut_off_is_not_taken(run: Run, library: Path) -> None:
    long = "word " * 819
    assert len(long) == 4095
    typed = f"{long}\nI will look today.\n.\n\n\ny\n"
    result = run("add", "--complaint", "The lamp hums", keyboard=True, stdin=typed)
    assert "a line was too long for the terminal" in result.err
    assert json.loads(run("show", "the-lamp-hums", "--json").out)["answer"] == "I will look today."


def test_a_writer_without_a_name_is_asked_for_it_where_review_is_required(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "[review]\nrequired = true\n", "responses/a.yaml": SHEET})
    run(*ADD, keyboard=True, stdin="Lee\ny\n")
    assert json.loads(run("show", "the-lamp-flickers", "--json").out)["owner"] == "Lee"
    assert run("review", "approve", "the-lamp-flickers", "--by", "lee").code == 2


BROKEN_RULES = "rules: [\n"


def test_a_broken_rule_file_blocks_nothing(run: Run, library: Path) -> None:
    (library / "phrases.yaml").write_text(BROKEN_RULES)
    result = run("add", "--complaint", "The lamp hums", "--answer", "I will send a bulb today.")
    assert (result.code, "added the-lamp-hums" in result.err) == (0, True)
    assert "what lint finds is not known: phrases.yaml:2:1" in result.err


def test_what_was_typed_is_kept_when_the_name_is_not_given(run: Run, workspace: Workspace, tmp_path: Path) -> None:
    workspace({"cheatsheet.toml": "[review]\nrequired = true\n", "responses/sheet.yaml": "[]\n"})
    typed = "I will send a bulb.\n.\n\n\n"  # and then the end of input, at the question for a name
    result = run("add", "--complaint", "The lamp hums", keyboard=True, screen=True, stdin=typed)
    assert result.code == 130
    (text,) = kept(tmp_path)
    assert "I will send a bulb." in text


def test_a_file_name_that_will_not_do_is_told_before_anything_is_typed(run: Run, library: Path) -> None:
    result = run("add", "--complaint", "The lamp hums", "--file", "x.txt", keyboard=True, screen=True)
    assert (result.code, "what does" in result.err, "the answer" in result.err) == (2, False, False)


def test_an_answer_that_was_piped_in_is_kept_where_the_entry_cannot_be(
    run: Run, library: Path, tmp_path: Path
) -> None:
    flags = ("--id", "refund", "--complaint", "It is late", "--answer-file", "-")
    result = run("add", *flags, stdin="I look for it at once.")
    assert (result.code, "is taken" in result.err) == (2, True)
    (text,) = kept(tmp_path)
    assert "I look for it at once." in text


def test_a_new_json_file_is_json(run: Run, library: Path) -> None:
    assert run("add", "--complaint", "The lamp hums", "--answer", "I will come.", "--file", "new.json").code == 0
    assert run("add", "--complaint", "The fan hums", "--answer", "I will come.", "--file", "new.json").code == 0
    found = json.loads((library / "responses/new.json").read_text())
    assert [entry["id"] for entry in found] == ["the-lamp-hums", "the-fan-hums"]


def test_the_line_of_a_new_entry_is_that_of_its_id(run: Run, library: Path) -> None:
    result = run("add", "--complaint", "Late", "--answer", "I will look for it.", "--id", "l")
    line = next(number for number, text in enumerate(sheet(library).splitlines(), 1) if text.endswith("id: l"))
    assert f"added l: responses/sheet.yaml:{line}" in result.err
