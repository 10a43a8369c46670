"""`find`: ranked entries for a person, for a program, for a whole batch."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result, Run, Workspace

QUERY_KEYS = {"query", "confident", "matches"}
MATCH_KEYS = {"id", "complaint", "score", "phrase", "status", "file", "line"}
STATUSES = """\
- {id: live, complaint: The lamp flickers, answer: Sorry., tags: [lamp, home]}
- {id: old, complaint: The lamp flickered, answer: Sorry., tags: [lamp], status: retired}
- {id: new, complaint: The lamp is flickering, answer: Sorry., status: draft}
- {id: waiting, complaint: My lamp flickers, answer: Sorry., status: in_review}
- {id: other, complaint: The kettle leaks, answer: Sorry., tags: [home]}
"""
MAIL = """\
From: Kim Doe <kim@example.org>
Subject: help

Hello there,

my parcel has still not arrived!

Best regards,
Kim

Sent from my phone

> I want my money back
"""


def ids(result: Result) -> list[str]:
    return [match["id"] for match in json.loads(result.out)["matches"]]


def test_the_entry_is_found_in_spite_of_typos(run: Run, library: Path) -> None:
    result = run("find", "my parsel has not arived", "--json")
    found = json.loads(result.out)
    assert result.code == 0
    assert found["matches"][0]["id"] == "parcel-late"
    assert found["confident"] is True


def test_json_has_the_keys_and_types_of_the_contract(run: Run, library: Path) -> None:
    found = json.loads(run("find", "where is my order", "--json").out)
    assert found.keys() >= QUERY_KEYS
    assert isinstance(found["confident"], bool)
    first: dict[str, Any] = found["matches"][0]
    assert first.keys() >= MATCH_KEYS
    assert found["query"] == "where is my order"
    assert {key: first[key] for key in ("id", "complaint", "phrase", "status", "file", "line")} == {
        "id": "parcel-late",
        "complaint": "My parcel has not arrived",
        "phrase": "where is my order",
        "status": "approved",
        "file": "responses/sheet.yaml",
        "line": 1,
    }
    assert isinstance(first["score"], (int, float))
    assert 0 <= first["score"] <= 100


def test_json_is_one_document_on_stdout_and_nothing_else(run: Run, library: Path) -> None:
    result = run("find", "my money", "--json", screen=True)
    assert json.loads(result.out)
    assert result.err == ""


def test_words_without_quotes_are_one_complaint(run: Run, library: Path) -> None:
    assert json.loads(run("find", "where", "is", "my", "order", "--json").out)["query"] == "where is my order"


@pytest.mark.parametrize("arguments", [("find", "-", "--json"), ("find", "--json")])
def test_a_pasted_mail_is_read_from_standard_input(run: Run, library: Path, arguments: tuple[str, ...]) -> None:
    assert ids(run(*arguments, stdin=MAIL))[0] == "parcel-late"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_standard_input_may_have_any_usual_encoding(run: Run, library: Path, encoding: str) -> None:
    stdin = "wó ist it? my parcel has not arrived".encode(encoding)
    assert ids(run("find", "-", "--json", stdin=stdin))[0] == "parcel-late"


@pytest.mark.parametrize("stdin", ["", "  \n\t\n"])
@pytest.mark.parametrize("arguments", [("find",), ("find", "-")])
def test_an_empty_complaint_is_a_usage_error(run: Run, library: Path, arguments: tuple[str, ...], stdin: str) -> None:
    result = run(*arguments, stdin=stdin)
    assert (result.code, result.out) == (2, "")


def test_no_complaint_at_a_keyboard_is_a_usage_error(run: Run, library: Path) -> None:
    result = run("find", keyboard=True)
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("complaint", ["zebra quantum", "qqqq zzzz", "数数", "lorem ipsum dolor sit amet"])
def test_a_complaint_that_is_not_on_the_sheet_is_answered_without_confidence(
    run: Run, library: Path, complaint: str
) -> None:
    result = run("find", complaint, "--json")
    assert result.code == 0
    assert json.loads(result.out)["confident"] is False


def test_a_person_is_told_that_nothing_fits(run: Run, library: Path) -> None:
    result = run("find", "数数")
    assert (result.code, result.out) == (0, "")
    assert "nothing on the sheet is like this" in result.err


def test_a_pipe_gets_a_line_an_entry(run: Run, library: Path) -> None:
    first = run("find", "where is my order").out.splitlines()[0]
    assert first.split("\t")[1:] == [
        "parcel-late",
        "My parcel has not arrived",
        "where is my order",
        "responses/sheet.yaml:1",
    ]


def test_a_terminal_gets_a_table_with_headings(run: Run, library: Path) -> None:
    result = run("find", "where is my order", screen=True, environ={"NO_COLOR": "1"})
    assert "score" in result.out.splitlines()[0]
    assert "parcel-late" in result.out


@pytest.mark.parametrize(("limit", "count"), [("1", 1), ("2", 2), ("100", 2)])
def test_no_more_than_limit_entries(run: Run, workspace: Workspace, limit: str, count: int) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": STATUSES})
    assert len(ids(run("find", "the lamp and the kettle", "-n", limit, "--json"))) == count
    assert len(ids(run("find", "the lamp and the kettle", "--limit", limit, "--json"))) == count


@pytest.mark.parametrize("limit", ["0", "-1", "101", "many"])
def test_a_limit_that_cannot_be_is_a_usage_error(run: Run, library: Path, limit: str) -> None:
    assert run("find", "x", "-n", limit).code == 2


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ((), {"live", "other"}),
        (("--status", "approved"), {"live", "other"}),
        (("--status", "draft"), {"new"}),
        (("--status", "retired"), {"old"}),
        (("--status", "in_review"), {"waiting"}),
        (("--status", "draft", "--status", "retired"), {"new", "old"}),
        (("--tag", "lamp"), {"live"}),
        (("--tag", "home"), {"live", "other"}),
        (("--tag", "home", "--tag", "lamp"), {"live"}),
        (("--tag", "lamp", "--status", "retired"), {"old"}),
    ],
)
def test_only_what_is_asked_for_is_searched(
    run: Run, workspace: Workspace, flags: tuple[str, ...], expected: set[str]
) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": STATUSES})
    assert set(ids(run("find", "the lamp flickers and the kettle leaks", "--json", *flags))) == expected


@pytest.mark.parametrize(("flags", "hint"), [(("--tag", "lmap"), "'lamp'"), (("--status", "aproved"), "'approved'")])
def test_an_unknown_tag_or_status_names_the_nearest(
    run: Run, workspace: Workspace, flags: tuple[str, ...], hint: str
) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": STATUSES})
    result = run("find", "x", *flags)
    assert result.code == 2
    assert hint in result.err


def test_explain_tells_how_the_message_was_read(run: Run, library: Path) -> None:
    result = run("find", "-", "--explain", stdin=MAIL.replace("parcel", "parsel"))
    assert "my parsel has still not arrived!" in result.err
    assert "'parsel' as 'parcel'" in result.err
    assert "Kim" not in result.err
    explained = json.loads(run("find", "my parsel", "--explain", "--json").out)["explain"]
    assert explained["repairs"] == {"parsel": "parcel"}
    assert explained["terms"] == list(explained["weights"]) == ["my", "parcel"]
    first = explained["matches"][0]
    assert (first["id"], first["said"], first["phrase"]) == ("parcel-late", "my parsel", "My parcel has not arrived")
    assert first.keys() >= {"meaning", "words", "likeness", "cosine"}


def test_a_message_that_is_too_long_is_said_to_be_cut(run: Run, library: Path) -> None:
    result = run("find", "-", stdin="my parcel has not arrived " * 20_000)
    assert result.code == 0
    assert "only its beginning was matched" in result.err


@pytest.mark.parametrize("source", ["-", "queue.txt"])
def test_a_batch_gives_an_object_a_line_for_blank_lines_too(run: Run, library: Path, source: str) -> None:
    text = "where is my order\n\n[bold]my umbrella\r\n   \nqqqq\n"
    (library / "queue.txt").write_text(text, newline="")
    result = run("find", "--batch", source, stdin=text if source == "-" else "")
    found = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 0
    assert [one["query"] for one in found] == ["where is my order", "", "[bold]my umbrella", "", "qqqq"]
    assert all(one.keys() >= QUERY_KEYS for one in found)
    assert [one["confident"] for one in found] == [True, False, False, False, False]
    assert [one["matches"] for one in found if not one["query"]] == [[], []]


def test_a_batch_answers_as_a_single_call_does(run: Run, library: Path) -> None:
    alone = json.loads(run("find", "where is my order", "--json").out)
    assert json.loads(run("find", "--batch", "-", stdin="where is my order").out) == alone


def test_an_empty_batch_gives_nothing(run: Run, library: Path) -> None:
    result = run("find", "--batch", "-", stdin="")
    assert (result.code, result.out) == (0, "")


def test_a_batch_with_a_zero_byte_keeps_its_lines(run: Run, library: Path) -> None:
    result = run("find", "--batch", "-", stdin=b"a\x00\nwhere is my order\n")
    assert [json.loads(line)["query"] for line in result.out.splitlines()] == ["a\x00", "where is my order"]


def test_an_unreadable_batch_is_not_success(run: Run, library: Path) -> None:
    result = run("find", "--batch", "nowhere.txt")
    assert (result.code, result.out) == (2, "")
    assert "nowhere.txt" in result.err


def test_a_batch_and_a_complaint_are_a_usage_error(run: Run, library: Path) -> None:
    assert run("find", "x", "--batch", "-").code == 2


def test_an_empty_library_answers(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/.gitkeep": ""})
    result = run("find", "my parcel", "--json")
    assert result.code == 0
    assert json.loads(result.out) == {"query": "my parcel", "confident": False, "matches": []}


@pytest.mark.parametrize("flags", [(), ("--json",), ("--batch", "-")])
def test_the_starter_library_answers_where_there_is_none_and_says_so(run: Run, flags: tuple[str, ...]) -> None:
    text = () if "--batch" in flags else ("my parcel has not arrived",)
    result = run("find", *text, *flags, stdin="my parcel has not arrived")
    assert result.code == 0
    assert "parcel-not-arrived" in result.out
    assert "starter library" in result.err


def test_every_fault_of_the_library_is_listed(run: Run, workspace: Workspace) -> None:
    workspace(
        {
            "cheatsheet.toml": "",
            "responses/a.yaml": "- {complaint: x, answr: y}\n- {complaint: z}\n",
            "responses/b.yaml": "- {id: q, id: q, complaint: x, answer: y}\n",
        }
    )
    result = run("find", "x", "--json")
    assert (result.code, result.out) == (4, "")
    assert "responses/a.yaml:1" in result.err
    assert "answer" in result.err
    assert "responses/a.yaml:2" in result.err
    assert "responses/b.yaml:1" in result.err


@pytest.mark.parametrize("screen", [True, False])
@pytest.mark.parametrize("flags", [(), ("--json",), ("--explain",)])
def test_escapes_and_markup_in_the_sheet_are_never_obeyed(
    run: Run, workspace: Workspace, screen: bool, flags: tuple[str, ...]
) -> None:
    hostile = '- {id: x, complaint: "parcel \\e]0;owned\\a[red]late[/red]", answer: a, phrases: ["\\u202eparcel"]}\n'
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": hostile})
    result = run("find", "parcel \x1b[31m late", *flags, screen=screen, environ={"NO_COLOR": "1"})
    assert result.code == 0
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(result.out + result.err)
    assert "[red]late[/red]" in result.out


SAME = """\
- {id: bulb, complaint: The bulb is broken, answer: Sorry., phrases: [lamp does not light]}
- {id: wire, complaint: The wire is broken, answer: Sorry., phrases: [Lamp does not light!]}
- {id: late, complaint: My parcel is late, answer: Sorry.}
"""


@pytest.mark.parametrize("command", ["find", "reply"])
def test_entries_that_have_the_same_phrase_are_named_as_why_none_is_sure(
    run: Run, workspace: Workspace, command: str
) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": SAME})
    result = run(command, "lamp does not light")
    assert result.code == {"find": 0, "reply": 3}[command]
    assert "these have exactly this phrase: bulb, wire; leave it in one of them" in result.err
    assert "exactly this phrase" not in run(command, "wire").err
