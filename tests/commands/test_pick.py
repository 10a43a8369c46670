"""`pick`: what is taken on the screen is handed over as by `reply`; without a terminal nothing opens."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cheatsheet.commands.picking import ROWS
from cheatsheet.picker import Choice, Found, Offer, Preview
from tests.conftest import NOW, Result, Run, Workspace
from tests.picker.play import Played, Step, pasted, play, typed

TERMINAL = {"TERM": "xterm-256color"}
NO_TERMINAL = "the picker needs a terminal"
CALM = """\
- id: noisy
  complaint: The shop is noisy
  answer: "Please calm down, {{ customer.first_name }}."
- id: hums
  complaint: The radio hums
  answer: "It is here by {{ today | working_days(900) | date }}."
- id: lamp
  complaint: The lamp flickers
  answer: "{{ carrier }} brings it by {{ due | date }} for {{ price | money }}. {% if gift %}Wrapped.{% endif %}"
  fields:
    due: {prompt: When?, type: date}
    carrier: {prompt: Which carrier?, type: choice, choices: [DHL, UPS]}
    price: {prompt: How much?, type: number}
    gift: {prompt: Is it a gift?, type: yes/no}
- {id: draft, complaint: Purple umbrellas fade, answer: Lovely., status: draft}
"""
Pick = Callable[..., Result]
Look = Callable[[Offer], Choice | None]


@pytest.fixture
def desk(library: Path, workspace: Workspace) -> Path:
    """The small library with a few entries more."""
    return workspace({"responses/more.yaml": CALM})


@pytest.fixture
def played() -> list[Played]:
    """How the picker was played."""
    return []


@pytest.fixture
def pick(run: Run, monkeypatch: pytest.MonkeyPatch, played: list[Played]) -> Pick:
    """Runs `pick` with its arguments at a terminal and plays `steps` on its screen."""

    def call(
        *arguments: str, steps: tuple[Step, ...] = (), command: tuple[str, ...] = ("pick",), now: datetime = NOW
    ) -> Result:
        def on_screen(offer: Offer) -> Choice | None:
            played.append(play(offer, *steps))
            return played[-1].choice

        monkeypatch.setattr("cheatsheet.commands.pick.run", on_screen)
        return run(*command, *arguments, keyboard=True, screen=True, environ=TERMINAL, now=now)

    return call


@pytest.fixture
def look(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Result, Offer]]:
    """Runs `pick`; gives what the picker was opened with."""

    def call(*arguments: str) -> tuple[Result, Offer]:
        offers: list[Offer] = []
        monkeypatch.setattr("cheatsheet.commands.pick.run", offers.append)
        return run("pick", *arguments, keyboard=True, screen=True, environ=TERMINAL), offers[0]

    return call


def ids(found: Found) -> list[str]:
    return [row.id for row in found.rows]


def shown(offer: Offer, entry_id: str, channel: str = "email", **values: str) -> Preview:
    """The preview of an entry that was listed."""
    offer.search(entry_id)
    offer.search("")
    return offer.preview(entry_id, channel, {name.replace("_", "."): value for name, value in values.items()})


def test_without_a_terminal_it_is_a_usage_error_that_says_what_to_do(run: Run, library: Path) -> None:
    for keyboard, screen in ((False, True), (True, False), (False, False)):
        result = run("pick", "parcel", keyboard=keyboard, screen=screen, environ=TERMINAL)
        assert (result.code, result.out) == (2, "")
        assert NO_TERMINAL in result.err
        assert "cheatsheet reply" in result.err


@pytest.mark.skipif("sys.platform == 'win32'", reason="there TERM is not set")
@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {}])
def test_a_terminal_that_cannot_draw_is_refused_in_words(run: Run, library: Path, environ: dict[str, str]) -> None:
    result = run("pick", keyboard=True, screen=True, environ=environ)
    assert result.code == 2
    assert "TERM" in result.err


def test_the_help_names_its_flags_and_not_those_of_scripts(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pick", "--help").code == 0
    said = capsys.readouterr().out
    for flag in (
        "--name",
        "--order",
        "--set",
        "--channel",
        "--lang",
        "--status",
        "--copy",
        "--edit",
        "--eml",
        "--open",
    ):
        assert flag in said
    for flag in ("--json", "--yes", "--id", "--last"):
        assert flag not in said


def test_the_program_alone_opens_it_in_a_terminal(pick: Pick, library: Path) -> None:
    result = pick(steps=(typed("money"), "enter", pasted("Dana"), "enter"), command=())
    assert result.code == 0
    assert result.out.startswith("Hi Dana,")


@pytest.mark.parametrize(("keyboard", "screen"), [(True, False), (False, True), (False, False)])
def test_the_program_alone_prints_its_help_elsewhere(
    run: Run, capsys: pytest.CaptureFixture[str], keyboard: bool, screen: bool
) -> None:
    assert run(keyboard=keyboard, screen=screen, environ=TERMINAL).code == 0
    assert "Usage: cheatsheet" in capsys.readouterr().out


def test_the_program_alone_prints_its_help_at_a_terminal_that_cannot_draw(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(keyboard=True, screen=True, environ={"TERM": "dumb"}).code == 0
    assert "Usage: cheatsheet" in capsys.readouterr().out


def test_what_is_taken_is_handed_over_as_by_reply(pick: Pick, run: Run, library: Path) -> None:
    flags = ("--name", "Dana Smith", "--order", "1042", "--no-copy")
    taken = pick("my parcel has not arrived", *flags, steps=("enter",))
    replied = run("reply", "my parcel has not arrived", *flags, keyboard=True, screen=True, environ=TERMINAL)
    assert (taken.code, taken.out, taken.err) == (replied.code, replied.out, replied.err)


def test_what_was_typed_fills_the_reply_and_the_agent_s_name_is_remembered(pick: Pick, workspace: Workspace) -> None:
    workspace(
        {"cheatsheet.toml": "", "responses/a.yaml": "- {complaint: It is late, answer: 'Sorry, {{ order.number }}.'}"}
    )
    steps = ("enter", pasted("007"), "enter", pasted("Dana"), "enter", pasted("Robin"), "enter")
    result = pick("--no-copy", steps=steps)
    assert result.code == 0
    assert "007" in result.out
    assert "Robin" in result.out
    assert "your name is kept in" in result.err


def test_leaving_prints_nothing_and_exits_130(pick: Pick, library: Path) -> None:
    result = pick("parcel", steps=("ctrl+c",))
    assert (result.code, result.out) == (130, "")
    assert "nothing was copied" in result.err


def test_a_use_is_noted_and_the_reply_kept(pick: Pick, run: Run, library: Path) -> None:
    assert pick("money", "--name", "Dana", "--no-copy", steps=("enter",), now=datetime.now(UTC)).code == 0
    again = run("reply", "--last", "--json", now=datetime.now(UTC))
    assert again.code == 0, again.err
    assert json.loads(again.out)["id"] == "refund"


def test_the_entries_that_are_used_most_come_first(
    pick: Pick, look: Callable[..., tuple[Result, Offer]], desk: Path
) -> None:
    _, before = look()
    assert ids(before.search("")) == ["noisy", "hums", "lamp", "parcel-late", "refund"]
    pick("money", "--name", "Dana", "--no-copy", steps=("enter",))
    _, after = look()
    assert ids(after.search("  ")) == ["refund", "noisy", "hums", "lamp", "parcel-late"]


def test_it_ranks_as_find_does(run: Run, look: Callable[..., tuple[Result, Offer]], desk: Path) -> None:
    _, offer = look()
    for text in ("parcel", "teh lamp flikkers", "where is my order", "Hello,\nI want my money back.\nBest,\nDana"):
        found = json.loads(run("find", text, "--json", "-n", str(ROWS)).out)
        assert ids(offer.search(text)) == [match["id"] for match in found["matches"]]
        assert any(row.sure for row in offer.search(text).rows) == found["confident"]


def test_only_approved_entries_are_offered_unless_others_are_asked_for(
    look: Callable[..., tuple[Result, Offer]], desk: Path
) -> None:
    assert "draft" not in ids(look()[1].search("purple umbrellas fade"))
    offer = look("--status", "draft")[1]
    assert ids(offer.search("purple umbrellas fade")) == ["draft"]
    assert "this entry is draft, not approved" in shown(offer, "draft").notes


def test_the_preview_is_the_reply_as_it_would_be_sent(
    run: Run, look: Callable[..., tuple[Result, Offer]], desk: Path
) -> None:
    preview = shown(look("--name", "Dana")[1], "parcel-late", order_number="7")
    reply = json.loads(run("reply", "--id", "parcel-late", "--name", "Dana", "--order", "7", "--json").out)
    assert (preview.body, preview.subject, list(preview.check)) == (reply["body"], reply["subject"], reply["check"])
    assert not preview.questions


def test_what_is_missing_is_marked_in_the_preview(look: Callable[..., tuple[Result, Offer]], desk: Path) -> None:
    preview = shown(look()[1], "parcel-late")
    assert preview.subject == "Your order ‹order number›"
    assert "Hi ‹customer's first name›," in preview.body
    assert [question.name for question in preview.questions] == ["order.number", "customer.name"]


def test_values_of_every_type_are_marked_where_they_would_stand(
    look: Callable[..., tuple[Result, Offer]], desk: Path
) -> None:
    preview = shown(look("--name", "Dana")[1], "lamp")
    assert "‹Which carrier?› brings it by ‹When?› for ‹How much?›. ‹Is it a gift?›" in preview.body
    asked = {question.name: question for question in preview.questions}
    assert asked["carrier"].choices == ("DHL", "UPS")
    assert asked["gift"].choices == ("yes", "no")
    assert asked["due"].hint == "2026-11-22"


def test_an_answer_is_checked_as_reply_checks_it(look: Callable[..., tuple[Result, Offer]], desk: Path) -> None:
    offer = look()[1]
    offer.search("")
    assert "is not a date like" in offer.problem("lamp", "due", "soon")
    assert offer.problem("lamp", "due", "2026-12-24") == ""
    assert "a value is needed" in offer.problem("lamp", "customer.name", "n/a")


def test_a_channel_changes_the_reply_and_an_sms_says_its_size(
    look: Callable[..., tuple[Result, Offer]], library: Path
) -> None:
    preview = shown(look("--name", "Dana")[1], "refund", "sms")
    assert preview.subject is None
    assert "1 SMS segment" in preview.notes[-1]


def test_an_unknown_channel_is_said_before_the_screen_opens(run: Run, library: Path) -> None:
    result = run("pick", "--channel", "fax", keyboard=True, screen=True, environ=TERMINAL)
    assert (result.code, "fax" in result.err) == (2, True)


def test_a_planted_phrase_warns_before_it_is_copied(pick: Pick, desk: Path, played: list[Played]) -> None:
    warned = pick("the shop is noisy", "--name", "Dana", steps=("enter", "enter"))
    assert (warned.out, played[-1].ended) == ("", False)
    assert "phrase/commanding-calm" in played[-1].screen
    taken = pick("the shop is noisy", "--name", "Dana", "--no-copy", steps=("enter", "down", "down", "enter"))
    assert taken.code == 0
    assert "calm down" in taken.out
    assert "phrase/commanding-calm" in taken.err


def test_a_blank_that_was_filled_in_warns_no_more(pick: Pick, library: Path, workspace: Workspace) -> None:
    workspace(
        {"responses/kettle.yaml": "- {complaint: The kettle leaks, answer: 'Your [Product Name] is on its way.'}"}
    )
    result = pick("kettle", "--name", "Dana", "--no-copy", steps=("enter", pasted("red kettle"), "enter"))
    assert result.code == 0
    assert "Your red kettle is on its way." in result.out


def test_a_fault_of_a_template_is_words_in_the_preview(pick: Pick, desk: Path, played: list[Played]) -> None:
    pick("the radio hums", "--name", "Dana", steps=("enter",))
    assert not played[-1].ended
    assert "366" in played[-1].screen
    assert "more.yaml:6" in played[-1].screen


def test_a_library_with_a_fault_opens_nothing(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": "- complaint: It is late\n  answr: Sorry."})
    result = run("pick", keyboard=True, screen=True, environ=TERMINAL)
    assert result.code == 4
    assert "answr" in result.err


def test_a_fault_in_a_file_of_rules_opens_nothing(run: Run, library: Path, workspace: Workspace) -> None:
    workspace({"phrases.yaml": "- {rule: x"})
    result = run("pick", keyboard=True, screen=True, environ=TERMINAL)
    assert result.code == 4
    assert "phrases.yaml" in result.err


def test_an_empty_library_says_so(look: Callable[..., tuple[Result, Offer]], workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/README": ""})
    offer = look()[1]
    for text in ("", "parcel"):
        assert offer.search(text).rows == ()
        assert "no entries yet" in offer.search(text).note


def test_a_library_of_drafts_says_that_they_wait(
    look: Callable[..., tuple[Result, Offer]], workspace: Workspace
) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": "- {complaint: A, answer: B, status: draft}"})
    assert "cheatsheet review" in look()[1].search("").note


def test_the_starter_library_answers_where_there_is_none(look: Callable[..., tuple[Result, Offer]]) -> None:
    result, offer = look()
    assert "starter library" in result.err
    assert len(offer.search("").rows) == ROWS


def test_a_value_that_an_entry_cannot_use_is_said_and_left_out(pick: Pick, desk: Path, played: list[Played]) -> None:
    flags = ("--name", "Dana", "--set", "carrier=DHL", "--no-copy")
    assert pick("I want my money back", *flags, steps=("enter",)).code == 0
    pick("I want my money back", *flags)
    assert "this entry has no value 'carrier'" in played[-1].screen


def test_an_entry_that_is_gone_meanwhile_is_a_fault_and_no_crash(
    look: Callable[..., tuple[Result, Offer]], desk: Path
) -> None:
    offer = look()[1]
    offer.search("")
    (desk / "responses" / "more.yaml").write_text("[]\n")
    assert "lamp" in offer.preview("lamp", "email", {}).fault
    (desk / "responses" / "sheet.yaml").unlink()
    assert offer.preview("refund", "email", {}).fault


def test_nothing_is_printed_while_the_screen_is_open(pick: Pick, workspace: Workspace) -> None:
    sheet = "Complaint,Answer,Colour\nIt is late,Sorry.,red\n"
    workspace({"cheatsheet.toml": '[agent]\nname = "R"\n', "responses/a.csv": sheet})
    before = pick("late", "--name", "D", "--no-copy", steps=("enter",)).err
    assert before.count("Colour") == 1
