"""`review`: the queue, the decisions, the walk in a terminal."""

import json
from pathlib import Path

import pytest

from cheatsheet.commands.session import Session
from tests.conftest import Run, Workspace

SETTINGS = '[review]\nrequired = true\nmonths = 3\n[agent]\nname = "Sam"\n'
SHEET = """\
# the team's sheet
- id: late
  complaint: My parcel is late
  answer: I will find it today.   # short
  status: approved
  owner: dana
  reviewed: 2026-01-02
  review_by: 2026-07-02
- id: refund
  complaint: I want my money back
  answer: You will have it on Friday.
  status: approved
  owner: dana
  proposed:
    answer: You will have it on Monday.
    by: lee
    on: 2026-11-02
- id: lamp
  complaint: The lamp hums
  answer: I will send a bulb today.
  status: draft
  owner: lee
"""


@pytest.fixture
def team(workspace: Workspace) -> Path:
    """A library where review is required."""
    return workspace({"cheatsheet.toml": SETTINGS, "responses/sheet.yaml": SHEET})


def sheet(folder: Path) -> str:
    """The only file of the library."""
    return (folder / "responses/sheet.yaml").read_text(encoding="utf-8")


def test_the_queue_has_what_waits_oldest_first_with_what_it_would_change(run: Run, team: Path) -> None:
    queue = json.loads(run("review", "--json").out)
    assert [(each["id"], each["kind"], each["since"]) for each in queue] == [
        ("lamp", "draft", None), ("late", "due", "2026-07-02"), ("refund", "proposed", "2026-11-02"),
    ]  # fmt: skip
    text = run("review").out
    assert "-answer: You will have it on Friday." in text
    assert "+answer: You will have it on Monday." in text
    assert "+complaint: The lamp hums" in text


def test_what_lint_says_of_it_stands_beside_what_waits(run: Run, team: Path) -> None:
    text = (
        sheet(team)
        .replace("You will have it on Monday.", "Calm down.")
        .replace("The lamp hums", "my parcel is late!")
    )
    (team / "responses/sheet.yaml").write_text(text, encoding="utf-8")
    queue = {each["id"]: each["findings"] for each in json.loads(run("review", "--json").out)}
    assert [(found["rule"], found["level"]) for found in queue["refund"][:1]] == [("phrase/commanding-calm", "error")]
    assert [found["rule"] for found in queue["lamp"]].count("library/duplicate") == 1
    listed = run("review").out
    assert "  error: “Calm down”" in listed
    assert "this complaint is in `late` (responses/sheet.yaml:3) as well (library/duplicate" in listed


def test_a_new_draft_takes_its_place_in_the_queue_by_its_day(run: Run, team: Path) -> None:
    assert run("add", "--complaint", "The lamp smells", "--answer", "I will send a new one today.").code == 0
    assert run("edit", "lamp", "--answer", "I will send two bulbs today.").code == 0
    queue = json.loads(run("review", "--json").out)
    assert [(each["id"], each["since"]) for each in queue] == [
        ("lamp", None), ("late", "2026-07-02"), ("refund", "2026-11-02"), ("the-lamp-smells", "2026-11-23"),
    ]  # fmt: skip
    assert "the-lamp-smells: draft, since 2026-11-23, by Sam" in run("review").out
    assert run("review", "approve", "the-lamp-smells", "--by", "kim").code == 0
    assert "waiting_since" not in sheet(team)


def test_only_what_is_due(run: Run, team: Path) -> None:
    assert [each["id"] for each in json.loads(run("review", "--due", "--json").out)] == ["late"]


def test_approve_moves_the_proposal_in(run: Run, team: Path) -> None:
    result = run("review", "approve", "refund", "--by", "sam")
    assert (result.code, result.out) == (0, "")
    shown = json.loads(run("show", "refund", "--json").out)
    assert (shown["answer"], shown["proposed"]) == ("You will have it on Monday.", None)
    assert (shown["approved_by"], shown["reviewed"], shown["review_by"]) == ("sam", "2026-11-23", "2027-02-23")
    kept, _, _ = SHEET.partition("- id: refund")
    assert sheet(team).startswith(kept)


@pytest.mark.parametrize("by", ["lee", "Dana", " DANA "])
def test_owner_and_proposer_cannot_approve(by: str, run: Run, team: Path) -> None:
    result = run("review", "approve", "refund", "--by", by)
    assert (result.code, "cannot approve" in result.err, sheet(team)) == (2, True, SHEET)


def test_the_settings_may_allow_it(run: Run, team: Path) -> None:
    (team / "cheatsheet.toml").write_text(SETTINGS.replace("months = 3", "months = 3\nself_approval = true"))
    assert run("review", "approve", "refund", "--by", "lee").code == 0


def test_reject_needs_a_reason_that_stays(run: Run, team: Path) -> None:
    assert run("review", "reject", "refund").code == 2
    assert run("review", "reject", "refund", "--reason", "Monday is a holiday").code == 0
    shown = json.loads(run("show", "refund", "--json").out)
    assert (shown["answer"], shown["proposed"], shown["reason"]) == (
        "You will have it on Friday.", None, "Monday is a holiday",
    )  # fmt: skip


def test_submit_and_approve_a_draft(run: Run, team: Path) -> None:
    assert run("review", "submit", "lamp").code == 0
    assert json.loads(run("show", "lamp", "--json").out)["status"] == "in_review"
    assert json.loads(run("find", "the lamp hums", "--json").out)["confident"] is False
    assert run("review", "approve", "lamp").code == 0
    assert json.loads(run("find", "the lamp hums", "--json").out)["matches"][0]["id"] == "lamp"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aprove", "lamp"], "did you mean 'approve'?"), (["approve"], "which entry?"),
        (["approve", "lampe"], "did you mean 'lamp'?"), (["submit", "late"], "only a draft"),
        (["reject", "late", "--reason", "x"], "nothing of late waits"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_to_do(arguments: list[str], said: str, run: Run, team: Path) -> None:
    result = run("review", *arguments)
    assert (result.code, said in result.err, sheet(team)) == (2, True, SHEET)


def test_a_walk_goes_through_the_queue(run: Run, team: Path) -> None:
    result = run("review", keyboard=True, screen=True, stdin="a\nx\ns\nr\nnot before Tuesday\n")
    assert result.code == 0, result.err
    shown = {entry["id"]: entry for entry in json.loads(run("list", "--json").out)}
    assert shown["lamp"]["status"] == "approved"
    assert shown["late"]["reviewed"] == "2026-01-02"
    assert (shown["refund"]["proposed"], shown["refund"]["reason"]) == (None, "not before Tuesday")


def test_a_walk_is_left_with_q(run: Run, team: Path) -> None:
    assert run("review", keyboard=True, screen=True, stdin="q\n").code == 0
    assert sheet(team) == SHEET


def test_what_is_due_is_approved_again_or_retired(run: Run, team: Path) -> None:
    run("review", "--due", keyboard=True, screen=True, stdin="a\n")
    assert json.loads(run("show", "late", "--json").out)["reviewed"] == "2026-11-23"
    assert "answer: I will find it today.   # short\n" in sheet(team)


def test_an_empty_queue_says_so(run: Run, library: Path) -> None:
    assert "nothing waits" in run("review").err
    assert run("review", "--json").out == "[]\n"


def test_an_approved_entry_stays_approved_until_a_review_decides(run: Run, team: Path) -> None:
    result = run("edit", "late", "--status", "draft")
    assert (result.code, "stays approved" in result.err, sheet(team)) == (2, True, SHEET)


def test_a_proposal_has_a_name(run: Run, team: Path) -> None:
    (team / "cheatsheet.toml").write_text("[review]\nrequired = true\n")
    result = run("edit", "late", "--answer", "I will find it at once.")
    assert (result.code, "has a name" in result.err, sheet(team)) == (2, True, SHEET)


def test_in_the_walk_another_persons_proposal_becomes_that_of_who_changes_it(run: Run, team: Path) -> None:
    environ = {"EDITOR": "sed -i s/Monday/Tuesday/", "PATH": "/usr/bin:/bin"}
    run("review", keyboard=True, screen=True, stdin="s\ns\ne\ny\na\nq\n", environ=environ)
    shown = json.loads(run("show", "refund", "--json").out)
    assert shown["proposed"] == {"answer": "You will have it on Tuesday.", "by": "Sam", "on": "2026-11-23"}
    assert shown["written_by"] == ["lee"]


def test_nobody_approves_what_they_wrote_into_a_colleagues_draft(run: Run, team: Path) -> None:
    assert run("edit", "lamp", "--answer", "I will send a lamp today.").code == 0
    assert json.loads(run("show", "lamp", "--json").out)["written_by"] == ["Sam"]
    refused = run("review", "approve", "lamp")
    assert (refused.code, "Sam is the writer of lamp, and cannot approve it" in refused.err) == (2, True)
    assert run("review", "approve", "lamp", "--by", "kim").code == 0
    assert "written_by" not in sheet(team)


def test_a_draft_that_is_given_away_is_still_known_to_be_its_writers(run: Run, team: Path) -> None:
    assert run("edit", "lamp", "--owner", "kim").code == 0
    refused = run("review", "approve", "lamp", "--by", "Lee")
    assert (refused.code, "cannot approve" in refused.err) == (2, True)


def test_a_note_makes_nobody_a_writer(run: Run, team: Path) -> None:
    run("edit", "lamp", "--note", "ask the maker")
    assert run("review", "approve", "lamp").code == 0


def test_a_rejected_draft_waits_for_its_writer(run: Run, team: Path) -> None:
    run("review", "reject", "lamp", "--reason", "which bulb?")
    queue = json.loads(run("review", "--json").out)
    assert (queue[-1]["id"], queue[-1]["kind"]) == ("lamp", "rejected")
    assert "which bulb?" in run("review").out
    assert "1 of 2  late" in run("review", keyboard=True, screen=True, stdin="q\n").err
    run("edit", "lamp", "--answer", "I will send an E27 bulb today.")
    again = json.loads(run("review", "--json").out)[-1]
    assert (again["id"], again["kind"], again["since"]) == ("lamp", "draft", "2026-11-23")


def test_a_walk_asks_who_decides_and_remembers_it(run: Run, team: Path) -> None:
    (team / "cheatsheet.toml").write_text("[review]\nrequired = true\n")
    result = run("review", keyboard=True, screen=True, stdin="Kim\na\nq\n")
    assert "your name" in result.err
    assert json.loads(run("show", "lamp", "--json").out)["approved_by"] == "Kim"
    assert json.loads(run("config", "--json").out)["agent.name"]["value"] == "Kim"


def test_a_walk_takes_no_empty_reason(run: Run, team: Path) -> None:
    run("review", keyboard=True, screen=True, stdin="r\n\nwhich bulb?\nq\n")
    assert json.loads(run("show", "lamp", "--json").out)["reason"] == "which bulb?"


def test_a_decision_is_told_as_json(run: Run, team: Path) -> None:
    shown = json.loads(run("review", "approve", "lamp", "--json").out)
    assert (shown["id"], shown["status"], shown["approved_by"]) == ("lamp", "approved", "Sam")
    assert run("review", "reject", "refund", "--reason", "no", "--json", "--dry-run").code == 2


def test_who_first_proposed_a_text_does_not_approve_what_another_made_of_it(run: Run, team: Path) -> None:
    environ = {"EDITOR": "sed -i s/Monday/Tuesday/", "PATH": "/usr/bin:/bin"}
    run("review", keyboard=True, screen=True, stdin="s\ns\ne\ny\nq\n", environ=environ)
    assert run("review", "approve", "refund", "--by", "lee").code == 2
    assert run("review", "approve", "refund", "--by", "kim").code == 0


def test_a_text_written_while_retired_is_not_approved_by_its_writer(run: Run, team: Path) -> None:
    run("retire", "late", "--reason", "old")
    run("edit", "late", "--answer", "Sam's own text.")
    run("edit", "late", "--status", "draft")
    assert run("review", "approve", "late", "--by", "sam").code == 2
    assert run("review", "approve", "late", "--by", "kim").code == 0


def test_nobody_allows_themselves_to_approve_their_own_text(run: Run, team: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[review]\nself_approval = true\n")
    assert run("--config", str(own), "review", "approve", "lamp", "--by", "lee").code == 2


def test_a_walk_names_the_drafts_that_wait_for_their_writer(run: Run, team: Path) -> None:
    run("review", "reject", "lamp", "--reason", "which bulb?")
    assert "which bulb?" in run("review", keyboard=True, screen=True, stdin="q\n").err


def test_an_approval_does_not_give_an_id_twice(run: Run, team: Path) -> None:
    lee = {"CHEATSHEET_AGENT": "lee"}
    assert run("edit", "late", "--id", "slow", environ=lee).code == 0
    assert run("add", "--id", "slow", "--complaint", "It is slow", "--answer", "I will hurry.").code == 0
    before = sheet(team)
    result = run("review", "approve", "late", "--by", "kim")
    assert (result.code, "the id 'slow' is taken meanwhile" in result.err, sheet(team)) == (2, True, before)


def test_only_the_letter_or_the_word_decides(run: Run, team: Path) -> None:
    result = run("review", keyboard=True, screen=True, stdin="abort\napp\nq\n")
    assert "a, r, e, s, q, please" in result.err
    assert sheet(team) == SHEET
    run("review", keyboard=True, screen=True, stdin="approve\nq\n", environ={"CHEATSHEET_AGENT": "kim"})
    assert sheet(team) != SHEET


def test_an_item_that_another_decided_on_meanwhile_is_passed_over(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = Session.ask, []

    def ask(self: Session, prompt: str) -> str:
        asked.append(prompt)
        if len(asked) == 1:
            assert run("review", "approve", "lamp", "--by", "kim").code == 0
        return real(self, prompt)

    monkeypatch.setattr(Session, "ask", ask)
    result = run("review", keyboard=True, screen=True, stdin="a\ns\nq\n")
    assert "lamp waits no longer" in result.err
    assert "2 of 3" in result.err
    assert "approved_by: kim" in sheet(team)


def test_a_reason_that_was_typed_is_said_again_where_it_came_too_late(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = Session.ask, []

    def ask(self: Session, prompt: str) -> str:
        asked.append(prompt)
        if len(asked) == 2:
            assert run("edit", "lamp", "--tag", "bulbs").code == 0
        return real(self, prompt)

    monkeypatch.setattr(Session, "ask", ask)
    result = run("review", keyboard=True, screen=True, stdin="r\nwhich bulb is it?\nq\n")
    assert "your reason was: which bulb is it?" in result.err
    assert "which bulb" not in sheet(team)
