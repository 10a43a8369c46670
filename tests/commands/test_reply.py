"""`reply`: a complaint in, a finished reply out; what is missing, unsure or unsafe never gets that far."""

import json
import shlex
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW, SHEET, Result, Run, Workspace

KEYS = {"id", "score", "channel", "subject", "body", "missing", "check", "copied", "copied_by"}
KNOWN = ("--name", "Dana Smith", "--order", "1042")
LATE = ("reply", "my parsel never arived and nobody answers me!!")
COPYING_OFF = '[agent]\nname = "Robin"\n[clipboard]\nvia = "off"\n'
COPYING_FAILS = '[agent]\nname = "Robin"\n[clipboard]\nvia = "tmux"\n'
MORE = """\
- id: lamp
  complaint: The lamp flickers
  answer: |
    Your {{ order.item }} will be replaced by {{ due | date }}. {{ carrier }} brings it.
  fields:
    due: {prompt: When?, type: date}
    carrier: {prompt: Which carrier?, type: choice, choices: [DHL, UPS]}
- {id: blank, complaint: The kettle leaks, answer: "Your [Product Name] will be replaced."}
- {id: german, complaint: I speak German, answer: Fine., languages: {de: {answer: Gut.}}, channels: {sms: Short.}}
- {id: draft, complaint: Purple umbrellas fade, answer: Lovely., status: draft}
- {id: gone, complaint: Bicycles squeak loudly, answer: Oil it., status: retired}
- {id: greets, complaint: My radio hums, answer: "Dear {{ customer.name }},\\n\\nSorry.\\n\\nKind regards,\\nLee"}
"""


@pytest.fixture
def desk(library: Path, workspace: Workspace) -> Path:
    """The small library with a few entries more."""
    return workspace({"responses/more.yaml": MORE})


def parsed(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.out)
    return found


def now() -> datetime:
    """The real time: the age of the last reply is that of its file."""
    return datetime.now(UTC)


def test_the_readme_s_complaint_comes_out_complete_from_two_names_and_an_order(run: Run) -> None:
    result = run(*LATE, *KNOWN, "--set", "agent.name=Robin")
    assert result.code == 0
    assert result.out.startswith("Hi Dana,\n\n")
    assert "1042" in result.out
    assert result.out.rstrip().endswith("Robin")
    assert "parcel-not-arrived" in result.err
    assert "starter library" in result.err


def test_stdout_is_exactly_the_body(run: Run, desk: Path) -> None:
    result = run(*LATE, *KNOWN)
    assert result.code == 0
    assert result.out == parsed(run(*LATE, *KNOWN, "--json"))["body"] + "\n"
    assert result.out.startswith("Hi Dana,\n\nI am sorry that order 1042 is late.\n\n")
    assert result.out.endswith("Kind regards,\nRobin\n")


def test_stderr_says_where_it_came_from_and_what_to_check(run: Run, desk: Path) -> None:
    err = run("reply", "my parcel has not arrived and I want my money", *KNOWN, "--id", "parcel-late").err
    assert "no complaint" in err
    err = run("reply", "where is my order, my parcel and my money", *KNOWN).err
    assert "parcel-late" in err
    assert "responses/sheet.yaml:1" in err
    assert "score" in err
    assert '"where is my order"' in err
    assert "refund (" in err.split("runners-up")[1]
    assert "before you send:\n  - Tracking shows no scan" in err
    assert "subject: Your order 1042" in err


def test_json_has_the_keys_and_types_of_the_contract(run: Run, desk: Path) -> None:
    result = run(*LATE, *KNOWN, "--json")
    found = parsed(result)
    assert result.code == 0
    assert found.keys() >= KEYS
    assert (found["id"], found["channel"], found["subject"]) == ("parcel-late", "email", "Your order 1042")
    assert 0 < found["score"] <= 100
    assert (found["missing"], found["check"]) == ([], ["Tracking shows no scan"])
    assert (found["copied"], found["copied_by"]) == (False, None)


def test_json_is_all_that_is_on_stdout_of_a_terminal_too(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": COPYING_OFF, "responses/sheet.yaml": SHEET})
    assert parsed(run(*LATE, *KNOWN, "--json", screen=True))["id"] == "parcel-late"


def test_an_entry_chosen_by_id_has_no_score(run: Run, desk: Path) -> None:
    found = parsed(run("reply", "--id", "parcel-late", *KNOWN, "--json"))
    assert (found["id"], found["score"]) == ("parcel-late", None)


@pytest.mark.parametrize("arguments", [("reply", "-"), ("reply",)])
def test_a_whole_pasted_mail_is_read_from_standard_input(run: Run, desk: Path, arguments: tuple[str, ...]) -> None:
    mail = "Hello,\n\nwhere is my order?\n\nBest regards,\nKim\n\n> I want my money back\n"
    found = parsed(run(*arguments, *KNOWN, "--json", stdin=mail))
    assert found["id"] == "parcel-late"


@pytest.mark.parametrize("arguments", [("reply",), ("reply", "-"), ("reply", "--json")])
def test_nothing_on_standard_input_is_a_usage_error(run: Run, desk: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin=" \n")
    assert (result.code, result.out) == (2, "")


def test_no_complaint_at_a_keyboard_is_a_usage_error(run: Run, desk: Path) -> None:
    assert run("reply", keyboard=True).code == 2


@pytest.mark.parametrize(
    "arguments", [("where is it", "--id", "refund"), ("where is it", "--last"), ("--last", "--id", "x")]
)
def test_two_ways_of_choosing_are_a_usage_error(run: Run, desk: Path, arguments: tuple[str, ...]) -> None:
    result = run("reply", *arguments)
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_an_unknown_id_names_the_nearest(run: Run, desk: Path, flags: tuple[str, ...]) -> None:
    result = run("reply", "--id", "parcel-lte", *flags)
    assert (result.code, result.out) == (2, "")
    assert "'parcel-late'" in result.err


def test_every_fault_of_the_library_is_listed(run: Run, workspace: Workspace) -> None:
    workspace(
        {
            "cheatsheet.toml": "",
            "responses/a.yaml": "- {complaint: x, answr: y}\n- {complaint: z}\n",
            "responses/b.csv": "Complaint,Answer\nx,\n",
        }
    )
    result = run("reply", "x")
    assert (result.code, result.out) == (4, "")
    assert all(place in result.err for place in ("responses/a.yaml:1", "responses/a.yaml:2", "responses/b.csv:2"))


def test_a_template_that_may_not_run_names_its_line(run: Run, workspace: Workspace) -> None:
    sheet = "- id: bad\n  complaint: x\n  answer: |\n    fine\n    {{ 'a' * 10 ** 9 }}\n"
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": sheet})
    result = run("reply", "--id", "bad", "--name", "Dana")
    assert (result.code, result.out) == (4, "")
    assert "responses/sheet.yaml:5" in result.err


@pytest.mark.parametrize("complaint", ["qqqq zzzz", "the capital of France", "zebra quantum", "数数"])
def test_a_poor_match_is_no_reply(run: Run, desk: Path, complaint: str) -> None:
    result = run("reply", complaint, *KNOWN)
    assert (result.code, result.out) == (3, "")
    assert "nothing was copied" in result.err


def test_a_poor_match_lists_the_near_misses(run: Run, desk: Path) -> None:
    result = run("reply", "lamp or kettle or radio", *KNOWN)
    assert (result.code, result.out) == (3, "")
    assert "The lamp flickers" in result.err
    assert "The kettle leaks" in result.err


def test_a_poor_match_is_printed_as_json(run: Run, desk: Path) -> None:
    result = run("reply", "lamp or kettle or radio", *KNOWN, "--json")
    found = parsed(result)
    assert result.code == 3
    assert found.keys() >= KEYS
    assert (found["id"], found["body"], found["subject"]) == (None, None, None)
    assert (found["missing"], found["check"]) == ([], [])
    assert (found["copied"], found["copied_by"]) == (False, None)


def test_near_misses_of_the_starter_library_are_said_to_be_its(run: Run) -> None:
    result = run("reply", "lamp kettle radio", *KNOWN)
    assert result.code == 3
    assert "starter library" in result.err


@pytest.mark.parametrize("complaint", ["Purple umbrellas fade", "Bicycles squeak loudly"])
def test_what_is_not_approved_is_not_offered(run: Run, desk: Path, complaint: str) -> None:
    result = run("reply", complaint, *KNOWN)
    assert (result.code, result.out) == (3, "")
    assert complaint not in result.err


def test_an_entry_that_waits_for_approval_answers_with_its_approved_text(run: Run, workspace: Workspace) -> None:
    sheet = "- {id: a, complaint: My hat is lost, answer: Old., proposed: {answer: New., by: lee}}\n"
    workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\n', "responses/sheet.yaml": sheet})
    out = run("reply", "my hat is lost", *KNOWN).out
    assert "Old." in out
    assert "New." not in out


def test_a_draft_is_used_only_by_who_asks_for_drafts(run: Run, desk: Path) -> None:
    refused = run("reply", "--id", "draft", *KNOWN)
    assert (refused.code, refused.out) == (2, "")
    assert "draft is draft, not approved yet" in refused.err
    assert "--status draft uses it as it is" in refused.err
    asked = run("reply", "--id", "draft", "--status", "draft", *KNOWN)
    assert asked.code == 0
    assert "draft, not approved" in asked.err


def test_a_complaint_is_matched_with_drafts_where_they_are_asked_for(run: Run, desk: Path) -> None:
    result = run("reply", "Purple umbrellas fade", "--status", "draft", *KNOWN)
    assert result.code == 0
    assert "draft, not approved" in result.err


def test_a_retired_entry_says_why_it_is_not_used(run: Run, library: Path) -> None:
    run("retire", "refund", "--reason", "we use another one")
    refused = run("reply", "--id", "refund", *KNOWN)
    assert (refused.code, "refund is retired (we use another one)" in refused.err) == (2, True)


@pytest.mark.parametrize(("typed", "picked"), [("1\n", 0), ("2\n", 1), ("9\nx\n-1\n 2 \n", 1)])
def test_a_near_miss_is_picked_by_number(run: Run, desk: Path, typed: str, picked: int) -> None:
    complaint = "my radio or an order"
    near = [match["id"] for match in parsed(run("find", complaint, "--json"))["matches"]]
    result = run("reply", complaint, *KNOWN, "--set", "order.item=Lamp", keyboard=True, stdin=typed)
    assert result.code == 0
    assert f"{near[picked]}  responses/" in result.err


@pytest.mark.parametrize("typed", ["0\n", "\n", "n\n"])
def test_none_of_these_copies_nothing(run: Run, desk: Path, typed: str) -> None:
    result = run("reply", "lamp or kettle or radio", *KNOWN, keyboard=True, stdin=typed)
    assert (result.code, result.out) == (3, "")
    assert "none of these" in result.err


def test_the_end_of_input_at_a_question_is_an_interruption(run: Run, desk: Path) -> None:
    result = run("reply", "lamp or kettle or radio", *KNOWN, keyboard=True, stdin="")
    assert (result.code, result.out) == (130, "")


def test_all_missing_values_are_listed_at_once(run: Run, desk: Path) -> None:
    result = run("reply", "--id", "lamp")
    assert (result.code, result.out) == (5, "")
    assert all(name in result.err for name in ("--name", "order.item", "due", "carrier", "Which carrier?"))


def test_missing_values_are_printed_as_json(run: Run, desk: Path) -> None:
    result = run("reply", "the lamp flickers", "--json")
    found = parsed(result)
    assert result.code == 5
    assert found.keys() >= KEYS
    assert (found["id"], found["body"], found["subject"]) == ("lamp", None, None)
    assert isinstance(found["score"], (int, float))
    assert set(found["missing"]) == {"order.item", "due", "carrier", "customer.first_name"}
    assert (found["copied"], found["copied_by"]) == (False, None)


@pytest.mark.parametrize("name", ["", "  ", "\t", "\x1b[0m", "[Customer Name]"])
def test_a_blank_name_is_missing(run: Run, desk: Path, name: str) -> None:
    result = run("reply", "--id", "refund", "--name", name, "--json")
    assert result.code == 5
    assert parsed(result)["missing"] == ["customer.first_name"]


@pytest.mark.parametrize("order", ["", " "])
def test_a_blank_order_is_missing(run: Run, desk: Path, order: str) -> None:
    result = run(*LATE, "--name", "Dana", "--order", order, "--json")
    assert result.code == 5
    assert parsed(result)["missing"] == ["order.number"]


def test_a_placeholder_of_the_answer_is_missing_until_it_is_set(run: Run, desk: Path) -> None:
    result = run("reply", "the kettle leaks", *KNOWN)
    assert (result.code, result.out) == (5, "")
    assert "[Product Name]" in result.err
    filled = run("reply", "the kettle leaks", *KNOWN, "--set", "[Product Name]=Kettle 3000")
    assert "Your Kettle 3000 will be replaced." in filled.out


@pytest.mark.parametrize("flags", [("--yes",), ("--json",)])
def test_who_wants_no_question_gets_none(run: Run, desk: Path, flags: tuple[str, ...]) -> None:
    typed = "Lamp\n2026-12-01\nDHL\nDana\n"
    assert run("reply", "--id", "lamp", *flags, keyboard=True, stdin=typed).code == 5
    assert run("reply", "lamp or kettle or radio", *flags, keyboard=True, stdin="1\n").code == 3


def test_nothing_is_asked_where_standard_input_is_no_terminal(run: Run, desk: Path) -> None:
    """The values lie ready on the pipe, and nobody reads them as answers."""
    assert run("reply", "--id", "lamp", stdin="Lamp\n2026-12-01\nDHL\nDana\n", screen=False).code == 5
    assert run("reply", "lamp or kettle or radio", *KNOWN, stdin="1\n").code == 3


def test_missing_values_are_asked_for_at_a_keyboard(run: Run, desk: Path) -> None:
    typed = "Lamp\n2026-12-01\nups\nDana Smith\n"
    result = run("reply", "--id", "lamp", keyboard=True, stdin=typed)
    assert result.code == 0
    assert "Your Lamp will be replaced by Tuesday 1 December. UPS brings it." in result.out
    assert result.out.startswith("Hi Dana,")
    assert "Which carrier? (DHL, UPS): " in result.err


def test_an_answer_that_cannot_be_is_asked_for_again(run: Run, desk: Path) -> None:
    typed = "\n  \n[Item]\nLamp\ntomorrow\n2026-12-01\nFedEx\nDHL\nDana\n"
    result = run("reply", "--id", "lamp", keyboard=True, stdin=typed)
    assert result.code == 0
    assert "Your Lamp will be replaced by Tuesday 1 December. DHL brings it." in result.out
    assert "is not a date" in result.err


def test_giving_up_a_question_prints_no_reply(run: Run, desk: Path) -> None:
    result = run("reply", "--id", "lamp", keyboard=True, stdin="Lamp\n2026-12")
    assert (result.code, result.out) == (130, "")


def test_the_agent_is_asked_once_and_remembered(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": SHEET})
    first = run("reply", "--id", "refund", "--name", "Dana", keyboard=True, stdin="Robin\n")
    assert first.code == 0
    assert first.out.rstrip().endswith("Robin")
    assert "config.toml" in first.err
    second = run("reply", "--id", "refund", "--name", "Dana")
    assert second.out == first.out


def test_remembering_the_agent_keeps_the_rest_of_the_file(run: Run, workspace: Workspace) -> None:
    root = workspace(
        {"cheatsheet.toml": "", "responses/sheet.yaml": SHEET, "my.toml": "# mine\n[agent]\nchannel = 'chat'\n"}
    )
    result = run("--config", "my.toml", "reply", "--id", "refund", "--name", "Dana", keyboard=True, stdin="Robin\n")
    assert result.code == 0
    text = (root / "my.toml").read_text()
    assert text.startswith("# mine\n[agent]\nchannel = 'chat'\n")
    assert 'name = "Robin"' in text


def test_an_agent_given_by_a_flag_is_not_remembered(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/sheet.yaml": SHEET})
    assert run("reply", "--id", "refund", "--name", "Dana", "--set", "agent.name=Robin").code == 0
    assert run("reply", "--id", "refund", "--name", "Dana").code == 5


@pytest.mark.parametrize(
    ("pair", "hint"),
    [
        ("custmer.name=x", "'customer.name'"),
        ("carier=DHL", "'carrier'"),
        ("nonsense", "KEY=VALUE"),
        ("due=soon", "2026-11-22"),
    ],
)
def test_a_value_that_no_template_takes_is_a_usage_error(run: Run, desk: Path, pair: str, hint: str) -> None:
    result = run("reply", "--id", "lamp", *KNOWN, "--set", pair)
    assert (result.code, result.out) == (2, "")
    assert hint in result.err


@pytest.mark.parametrize("name", ["{{7*7}}", "{% raw %}", "[bold]Dana[/bold]", "{name}", "$(reboot)", "O'Neil & <b>"])
def test_a_name_stays_literal(run: Run, desk: Path, name: str) -> None:
    result = run("reply", "--id", "refund", "--name", name, screen=False)
    assert result.code == 0
    assert result.out.startswith(f"Hi {name.split(maxsplit=1)[0]},")


@pytest.mark.parametrize("flags", [(), ("--json",)])
@pytest.mark.parametrize("channel", ["email", "phone", "sms"])
def test_escapes_in_values_are_never_obeyed(run: Run, desk: Path, channel: str, flags: tuple[str, ...]) -> None:
    hostile = "Da\x1b]52;c;aGk=\x07na\u202e\x9b31m\r\n\x1b[201~rm"
    result = run("reply", "--id", "parcel-late", "--name", hostile, "--order", hostile, "--channel", channel, *flags)
    assert result.code == 0
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\r"} & set(result.out + result.err)


def test_escapes_and_markup_in_the_sheet_are_never_obeyed(run: Run, workspace: Workspace) -> None:
    sheet = '- {id: x, complaint: "a \\e[2Jlost hat", answer: "b \\e]0;t\\a[red]c[/red]", check: ["d \\e[31me"]}\n'
    workspace({"cheatsheet.toml": COPYING_OFF, "responses/sheet.yaml": sheet})
    result = run("reply", "lost hat", *KNOWN, "--set", "[red]=[red]x", screen=True, environ={"NO_COLOR": "1"})
    assert not {"\x1b", "\x07"} & set(result.out + result.err)


@pytest.mark.parametrize("channel", ["email", "chat", "sms", "phone", "social"])
def test_the_subject_is_for_mails_alone(run: Run, desk: Path, channel: str) -> None:
    found = parsed(run(*LATE, *KNOWN, "--channel", channel, "--json"))
    assert found["channel"] == channel
    assert found["subject"] == ("Your order 1042" if channel == "email" else None)


def test_the_agent_s_channel_is_the_default(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\nchannel = "chat"\n', "responses/sheet.yaml": SHEET})
    assert parsed(run(*LATE, *KNOWN, "--json"))["channel"] == "chat"
    assert parsed(run(*LATE, *KNOWN, "--channel", "sms", "--json"))["channel"] == "sms"


def test_an_unknown_channel_is_a_usage_error(run: Run, desk: Path) -> None:
    result = run(*LATE, *KNOWN, "--channel", "emial")
    assert (result.code, result.out) == (2, "")
    assert "'email'" in result.err


def test_a_text_message_says_how_many_segments_it_takes(run: Run, desk: Path) -> None:
    assert "1 SMS segment (" in run("reply", "--id", "german", "--channel", "sms", *KNOWN).err


def test_a_text_that_was_written_for_mail_is_said_to_be(run: Run, desk: Path) -> None:
    assert "no own wording for sms" in run("reply", "--id", "refund", "--channel", "sms", *KNOWN).err
    assert "no own wording" not in run("reply", "--id", "german", "--channel", "sms", *KNOWN).err
    assert "no own wording" not in run("reply", "--id", "refund", *KNOWN).err


def test_a_language_is_chosen_by_flag(run: Run, desk: Path) -> None:
    assert "Gut." in run("reply", "--id", "german", "--lang", "de", *KNOWN).out
    other = run("reply", "--id", "german", "--lang", "fr", *KNOWN)
    assert "Fine." in other.out
    assert "'fr'" in other.err


def test_an_answer_that_greets_and_signs_is_sent_as_it_is(run: Run, desk: Path) -> None:
    assert run("reply", "--id", "greets", *KNOWN).out == "Dear Dana Smith,\n\nSorry.\n\nKind regards,\nLee\n"


def test_nothing_is_copied_where_stdout_is_no_terminal(run: Run, workspace: Workspace) -> None:
    """A way of copying that would fail is not even tried."""
    workspace({"cheatsheet.toml": COPYING_OFF, "responses/sheet.yaml": SHEET})
    result = run(*LATE, *KNOWN)
    assert result.code == 0
    assert "copied" not in result.err


@pytest.mark.parametrize("screen", [True, False])
@pytest.mark.parametrize("via", [COPYING_OFF, COPYING_FAILS])
def test_copying_that_was_asked_for_and_fails_exits_6_with_the_reply_printed(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, via: str, screen: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))
    workspace({"cheatsheet.toml": via, "responses/sheet.yaml": SHEET})
    result = run(*LATE, *KNOWN, "--copy", screen=screen)
    assert result.code == 6
    assert result.out.startswith("Hi Dana,")


def test_a_failed_copy_is_printed_as_json(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": COPYING_OFF, "responses/sheet.yaml": SHEET})
    result = run(*LATE, *KNOWN, "--copy", "--json")
    found = parsed(result)
    assert result.code == 6
    assert (found["id"], found["copied"], found["copied_by"]) == ("parcel-late", False, None)
    assert found["body"].startswith("Hi Dana,")


def test_copying_that_nobody_asked_for_is_tried_on_a_terminal_and_may_fail(
    run: Run, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))
    workspace({"cheatsheet.toml": COPYING_FAILS, "responses/sheet.yaml": SHEET})
    result = run(*LATE, *KNOWN, screen=True)
    assert result.code == 0
    assert result.out.startswith("Hi Dana,")
    assert "warning" in result.err
    assert "not copied" in result.err


def test_no_copy_does_not_try(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": COPYING_FAILS, "responses/sheet.yaml": SHEET})
    result = run(*LATE, *KNOWN, "--no-copy", screen=True)
    assert result.code == 0
    assert "not copied" not in result.err


def test_the_last_reply_comes_again(run: Run, desk: Path) -> None:
    first = run(*LATE, *KNOWN, now=now())
    again = run("reply", "--last", now=now())
    assert (again.code, again.out) == (0, first.out)
    assert "before you send" in again.err
    as_json = parsed(run("reply", "--last", "--json", now=now()))
    assert as_json.keys() >= KEYS
    assert (as_json["id"], as_json["body"], as_json["subject"]) == ("parcel-late", first.out[:-1], "Your order 1042")


def test_the_last_reply_is_filled_again_for_another_channel(run: Run, desk: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    result = run("reply", "--last", "--channel", "sms", now=now())
    assert result.out == "Hi Dana. I am sorry that order 1042 is late. - Robin\n"
    assert run("reply", "--last", now=now()).out == result.out


def test_the_last_reply_is_filled_again_with_another_value(run: Run, desk: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    assert "order 7 is late" in run("reply", "--last", "--order", "7", now=now()).out


def test_the_last_reply_is_replaced_by_the_next(run: Run, desk: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    run("reply", "--id", "refund", "--name", "Kim", now=now())
    assert run("reply", "--last", now=now()).out.startswith("Hi Kim,")


def test_a_reply_that_could_not_be_copied_can_be_copied_again(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": COPYING_OFF, "responses/sheet.yaml": SHEET})
    assert run(*LATE, *KNOWN, "--copy", now=now()).code == 6
    assert run("reply", "--last", now=now()).out.startswith("Hi Dana,")
    assert run("reply", "--last", "--copy", now=now()).code == 6


def test_the_last_reply_is_gone_after_an_hour(run: Run, desk: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    assert run("reply", "--last", now=now() + timedelta(minutes=59)).code == 0
    late = run("reply", "--last", now=now() + timedelta(minutes=61))
    assert (late.code, late.out) == (2, "")
    assert run("reply", "--last", now=now()).code == 2


def test_the_last_reply_is_private_and_the_only_text_that_is_kept(run: Run, desk: Path, tmp_path: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    home = tmp_path.parent / f"{tmp_path.name}-home"
    files = {path.name: path for path in home.rglob("*") if path.is_file()}
    kept = files["last-reply.json"]
    assert [name for name, path in files.items() if b"Dana" in path.read_bytes()] == [kept.name]
    assert {path.suffix for path in files.values()} == {".json", ".db", ".index", ".stamps", ".ready"}
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent == home / "state"


def test_the_last_reply_lies_in_the_runtime_folder_where_there_is_one(run: Run, desk: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    run(*LATE, *KNOWN, now=now(), environ={"XDG_RUNTIME_DIR": str(runtime)})
    assert [path for path in runtime.rglob("*") if path.is_file()]


def test_the_last_reply_is_not_kept_where_the_setting_says_so(run: Run, desk: Path, tmp_path: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    (desk / "cheatsheet.toml").write_text('[agent]\nname = "Robin"\n[reply]\nkeep_last = false\n')
    run(*LATE, *KNOWN, now=now())
    assert run("reply", "--last", now=now()).code == 2
    home = tmp_path.parent / f"{tmp_path.name}-home"
    assert [path.name for path in (home / "state").rglob("*")] == ["journal.db"]


def test_a_reply_that_was_never_finished_is_not_the_last(run: Run, desk: Path) -> None:
    assert run("reply", "--id", "lamp", now=now()).code == 5
    assert run("reply", "zzzz", now=now()).code == 3
    assert run("reply", "--last", now=now()).code == 2


def editor(tmp_path: Path, code: str) -> dict[str, str]:
    script = tmp_path / "editor.py"
    script.write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n{code}\n")
    return {"EDITOR": shlex.join([sys.executable, str(script)])}


def test_an_edited_reply_is_what_is_printed_and_kept(run: Run, desk: Path, tmp_path: Path) -> None:
    environ = editor(tmp_path, "file.write_text(file.read_text().replace('late', 'very late'))")
    result = run(*LATE, *KNOWN, "--edit", environ=environ, now=now())
    assert "order 1042 is very late." in result.out
    assert run("reply", "--last", now=now()).out == result.out


@pytest.mark.parametrize(("text", "code"), [("", 2), ("Dear [Name], sorry.", 5)])
def test_an_edited_reply_with_a_blank_in_it_is_not_copied(
    run: Run, desk: Path, tmp_path: Path, text: str, code: int
) -> None:
    result = run(*LATE, *KNOWN, "--edit", environ=editor(tmp_path, f"file.write_text({text!r})"))
    assert (result.code, result.out) == (code, "")


def test_a_mail_draft_is_written_but_never_over_a_file(run: Run, desk: Path) -> None:
    result = run(*LATE, *KNOWN, "--set", "customer.email=dana@example.org", "--eml", "out.eml")
    assert result.code == 0
    mail = message_from_bytes((desk / "out.eml").read_bytes(), policy=default)
    assert (mail["Subject"], mail["To"]) == ("Your order 1042", "dana@example.org")
    assert mail.get_content().replace("\r\n", "\n") == result.out
    before = (desk / "out.eml").read_bytes()
    assert run("reply", "--id", "refund", *KNOWN, "--eml", "out.eml").code == 2
    assert (desk / "out.eml").read_bytes() == before


def test_any_command_removes_the_last_reply_once_its_hour_is_over(run: Run, library: Path, tmp_path: Path) -> None:
    start = now()
    assert run(*LATE, *KNOWN, now=start).code == 0
    kept = list((tmp_path.parent / f"{tmp_path.name}-home").rglob("last-reply.json"))
    assert len(kept) == 1
    run("list", now=start + timedelta(minutes=59))
    assert kept[0].exists()
    run("list", now=start + timedelta(minutes=61))
    assert not kept[0].exists()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Where `run` keeps the journal."""
    return tmp_path.parent / f"{tmp_path.name}-home" / "state" / "journal.db"


def noted(journal: Path) -> list[tuple[str, float | None, int]]:
    """The uses in the journal: entry, score, time."""
    if not journal.exists():
        return []
    with closing(sqlite3.connect(journal)) as database:
        return database.execute("select entry, score, at from uses order by rowid").fetchall()


def test_each_reply_is_noted_with_its_score_and_time(run: Run, desk: Path, journal: Path) -> None:
    score = parsed(run(*LATE, *KNOWN, "--json"))["score"]
    run(*LATE, *KNOWN, now=NOW + timedelta(minutes=5))
    run("reply", "--id", "refund", "--name", "Kim")
    at = int(NOW.timestamp())
    entries = [(entry, at) for entry, _, at in noted(journal)]
    assert entries == [("parcel-late", at), ("parcel-late", at + 300), ("refund", at)]
    assert noted(journal)[0][1] == pytest.approx(score, abs=0.1)
    assert noted(journal)[2][1] is None


def test_the_journal_has_no_word_of_the_message_or_the_customer(run: Run, desk: Path, journal: Path) -> None:
    """In its raw bytes, not only in its rows."""
    pairs = ("--set", "order.item=Chandelier", "--set", "customer.email=dana@example.org")
    assert run(*LATE, *KNOWN, *pairs).code == 0
    data = journal.read_bytes().lower()
    assert b"parcel-late" in data
    words = [
        "parsel",
        "arived",
        "nobody",
        "chandelier",
        "order",
        "dana",
        "smith",
        "1042",
        "example.org",
        "robin",
        "sorry",
    ]
    assert [word for word in words if word.encode() in data] == []
    assert str(desk).encode().lower() not in data


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("zzzz",), 3),
        (("zzzz", "--json"), 3),
        (("--id", "lamp"), 5),
        (("--id", "lamp", "--json"), 5),
        (("--id", "nowhere"), 2),
        (("--id", "refund", "--name", "Kim", "--channel", "fax"), 2),
        (("--id", "refund", "--name", "Kim", "--edit"), 5),
    ],
)
def test_what_was_not_handed_over_is_not_noted(
    run: Run, desk: Path, journal: Path, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    environ = editor(tmp_path, "file.write_text('Dear [Name], sorry.')")
    assert run("reply", *arguments, environ=environ).code == code
    assert not journal.exists()


def test_the_last_reply_again_is_no_second_use(run: Run, desk: Path, journal: Path) -> None:
    run(*LATE, *KNOWN, now=now())
    for more in ((), ("--channel", "sms"), ("--order", "7"), ("--json",)):
        assert run("reply", "--last", *more, now=now()).code == 0
    assert len(noted(journal)) == 1


def test_a_reply_that_was_printed_but_not_copied_is_noted(run: Run, workspace: Workspace, journal: Path) -> None:
    workspace({"cheatsheet.toml": COPYING_OFF, "responses/sheet.yaml": SHEET})
    assert run(*LATE, *KNOWN, "--copy").code == 6
    assert [entry for entry, _, _ in noted(journal)] == ["parcel-late"]


@pytest.mark.parametrize("where", ["cheatsheet.toml", "own.toml"])
def test_nothing_is_noted_where_a_setting_says_so(run: Run, desk: Path, journal: Path, where: str) -> None:
    (desk / "own.toml").write_text("")
    with (desk / where).open("a") as file:
        file.write("[journal]\nkeep = false\n")
    assert run("--config", "own.toml", *LATE, *KNOWN).code == 0
    assert not journal.exists()


@pytest.mark.parametrize("flags", [(), ("--json",)])
@pytest.mark.parametrize("kind", ["damaged", "folder", "file above", "from the future"])
def test_a_journal_that_cannot_be_used_is_one_line_of_warning(
    run: Run, desk: Path, journal: Path, kind: str, flags: tuple[str, ...]
) -> None:
    fine = run(*LATE, *KNOWN, *flags)
    spoil(journal, kind)
    before = contents(journal.parent)
    result = run(*LATE, *KNOWN, *flags)
    assert (result.code, result.out) == (0, fine.out)
    extra = [line for line in result.err.splitlines() if line not in fine.err.splitlines()]
    assert len(extra) == 1
    assert extra[0].startswith("warning: this use was not noted: ")
    assert str(journal.parent) in extra[0]
    assert contents(journal.parent) == before


def spoil(journal: Path, kind: str) -> None:
    """Puts something in the place of the journal that is none."""
    match kind:
        case "damaged":
            journal.write_bytes(b"no database" * 1000)
        case "folder":
            journal.unlink()
            journal.mkdir()
        case "file above":
            for path in journal.parent.iterdir():
                path.unlink()
            journal.parent.rmdir()
            journal.parent.write_text("a file")
        case "from the future":
            with closing(sqlite3.connect(journal)) as database:
                database.execute("pragma user_version = 99")


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder but the last reply, or the file that is in its place."""
    files = [folder] if folder.is_file() else [path for path in folder.iterdir() if path.is_file()]
    return {path.name: path.read_bytes() for path in files if path.name != "last-reply.json"}


@pytest.mark.parametrize(
    "arguments",
    [("find", "where is my order"), ("show", "refund"), ("list",), ("doctor",), ("config",), ("--help",)],
)
def test_only_a_reply_makes_a_journal(run: Run, desk: Path, journal: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 0
    assert not journal.parent.exists()


BANNED = """\
- id: late
  complaint: My parcel is late
  answer: |
    I am sorry that it is late. Please calm
    down. I will write to you by Friday.
- id: accepted
  complaint: My lamp is late
  answer: "I am sorry. {# lint: ignore phrase/commanding-calm -- a song title #}Calm down is on its way."
"""


def test_a_text_with_an_error_is_warned_of_before_it_is_copied(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": BANNED})
    result = run("reply", "--id", "late", "--name", "Dana", environ={"CHEATSHEET_AGENT": "Robin"})
    assert result.code == 0, result.err
    assert "warning: “calm down”: this tells the customer how to feel (phrase/commanding-calm; " in result.err
    assert "calm\ndown" in result.out


def test_an_accepted_wording_is_not_warned_of(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": BANNED})
    result = run("reply", "--id", "accepted", "--name", "Dana", environ={"CHEATSHEET_AGENT": "Robin"})
    assert result.code == 0, result.err
    assert "warning" not in result.err
    assert "Calm down is on its way" in result.out


def test_a_blank_that_was_filled_in_is_nothing_to_warn_of(run: Run, workspace: Workspace) -> None:
    sheet = '- {id: broken, complaint: It broke, answer: "I will mend your [Product Name] today."}\n'
    workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\n', "responses/sheet.yaml": sheet})
    result = run("reply", "--id", "broken", "--name", "Dana", "--set", "[Product Name]=lamp")
    assert (result.code, "mend your lamp today" in result.out, "warning" in result.err) == (0, True, False)


CALM = {
    "a layout": {"templates/email.j2": "Please calm down, {{ customer.first_name }}.\n\n{{ body }}\n"},
    "a fact": {"cheatsheet.toml": '[agent]\nname = "Robin"\n[facts]\nline = "please calm down"\n'},
    "a value": {},
}


@pytest.mark.parametrize("files", CALM.values(), ids=CALM)
def test_what_the_layout_the_facts_and_the_values_say_is_warned_of(
    files: dict[str, str], run: Run, workspace: Workspace
) -> None:
    answer = "{{ order.item }} I will write by Friday." + (" {{ facts.line }}." if "cheatsheet.toml" in files else "")
    sheet = f"- {{id: a, complaint: A, answer: '{answer}'}}\n"
    workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\n', "responses/sheet.yaml": sheet, **files})
    item = "Hello." if files else "Please calm down."
    result = run("reply", "--id", "a", "--name", "Dana", "--set", f"order.item={item}", screen=True)
    assert (result.code, result.err.count("phrase/commanding-calm")) == (0, 1)
    assert run("reply", "--last").err.count("phrase/commanding-calm") == 1


def test_what_the_entry_or_the_layout_accepts_is_not_warned_of(run: Run, workspace: Workspace) -> None:
    sheet = "- id: a\n  complaint: A\n  answer: Our tea is called calm down.\n  lint:\n"
    sheet += "  - {ignore: phrase/commanding-calm, reason: a tea}\n"
    workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\n', "responses/sheet.yaml": sheet})
    result = run("reply", "--id", "a", "--name", "Dana", screen=True)
    assert (result.code, "phrase/" in result.err) == (0, False)
    assert "phrase/" not in run("reply", "--last").err


def test_a_card_number_that_was_written_into_a_reply_is_warned_of(
    run: Run, workspace: Workspace, tmp_path: Path
) -> None:
    sheet = "- {id: a, complaint: A, answer: I will write by Friday.}\n"
    workspace({"cheatsheet.toml": '[agent]\nname = "Robin"\n', "responses/sheet.yaml": sheet})
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/by Friday/to 4111 1111 1111 1111 and dana@example.com/" "$1"\n')
    editor.chmod(0o700)
    environ = {"EDITOR": str(editor), "PATH": "/usr/bin:/bin"}
    result = run("reply", "--id", "a", "--name", "Dana", "--edit", screen=True, environ=environ)
    assert "privacy/card" in result.err
    assert "privacy/email" not in result.err
