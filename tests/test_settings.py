"""Settings: which file wins, what is refused, and on which line."""

from datetime import date
from pathlib import Path

import pytest

from cheatsheet.errors import Invalid
from cheatsheet.settings import KEYS, SECTIONS, Settings, load_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def load(folder: Path, team: str | bytes = "", user: str | bytes = "", **environ: str) -> Settings:
    team_file, user_file = folder / "cheatsheet.toml", folder / "config.toml"
    for path, content in ((team_file, team), (user_file, user)):
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_settings(team_file, user_file, environ, {team_file: team_file.name, user_file: user_file.name})


def faults_of(folder: Path, team: str | bytes = "", user: str | bytes = "") -> list[str]:
    with pytest.raises(Invalid) as raised:
        load(folder, team, user)
    assert raised.value.exit_code == 4
    return [str(fault) for fault in raised.value.faults]


def origin(settings: Settings, name: str) -> tuple[object, str]:
    return settings.known[name].value, settings.known[name].origin


def test_without_files_the_defaults_hold(folder: Path) -> None:
    settings = load_settings(folder / "none.toml", None, {}, {})
    assert settings.known == load_settings(None, folder / "none.toml", {}, {}).known
    assert {found.origin for found in settings.known.values()} == {"default"}
    assert origin(settings, "agent.channel") == ("email", "default")
    assert settings.text("library.responses") == "responses"
    assert settings.number("match.wanted_precision") == 0.9
    assert settings.number("review.months") == 6
    assert settings.flag("reply.keep_last")
    assert settings.flag("journal.keep")
    assert not settings.flag("review.required")
    assert settings.text("agent.name") == ""
    assert settings.table("company") == {}


@pytest.mark.parametrize(
    ("name", "team", "user", "winner"),
    [
        ("agent.name", '"Team"', '"Robin"', "config.toml"),
        ("agent.channel", '"email"', '"chat"', "config.toml"),
        ("clipboard.via", '"tmux"', '"off"', "config.toml"),
        ("journal.keep", "true", "false", "config.toml"),
        ("library.language", '"de"', '"en"', "cheatsheet.toml"),
        ("match.wanted_precision", "0.95", "0.6", "cheatsheet.toml"),
        ("review.required", "true", "false", "cheatsheet.toml"),
        ("lint.fail_on", '"note"', '"error"', "cheatsheet.toml"),
        ("company.name", '"Acme"', '"Mine"', "cheatsheet.toml"),
        ("facts.return_days", "30", "60", "cheatsheet.toml"),
        ("orders.source", '"a.csv"', '"b.csv"', "cheatsheet.toml"),
    ],
)
def test_the_user_decides_on_the_agent_and_the_clipboard_and_the_team_on_the_rest(
    folder: Path, name: str, team: str, user: str, winner: str
) -> None:
    assert origin(load(folder, f"{name} = {team}", f"{name} = {user}"), name)[1] == winner
    assert origin(load(folder, f"{name} = {team}"), name)[1] == "cheatsheet.toml"
    assert origin(load(folder, "", f"{name} = {user}"), name)[1] == "config.toml"


def test_the_environment_wins_over_both_files(folder: Path) -> None:
    files = ('[agent]\nname = "Team"\n', '[agent]\nname = "Robin"\n')
    assert origin(load(folder, *files, CHEATSHEET_AGENT="Dana"), "agent.name") == ("Dana", "$CHEATSHEET_AGENT")
    assert origin(load(folder, *files, CHEATSHEET_AGENT="  "), "agent.name") == ("Robin", "config.toml")


def test_the_settings_of_the_contract_are_accepted(folder: Path) -> None:
    settings = load(
        folder,
        """\
[library]
responses = "responses"
templates = "templates"
language = "en"
[agent]
name = "Robin"
channel = "email"
[clipboard]
via = "auto"
[journal]
keep = true
[company]
name = "Acme"
opening_hours = "9 to 5"
[facts]
return_days = 30
free_from = 49.90
since = 2020-02-29
weekends = false
[match]
wanted_precision = 0.9
semantic = "auto"
[review]
required = false
months = 6
self_approval = false
[lint]
fail_on = "error"
packs = ["phrases.yaml"]
[orders]
source = "orders.csv"
key = "Order No"
email_key = "Email"
query = "select 1"
command = ["crm", "get", "{order}"]
[orders.columns]
"customer.name" = "Buyer"
"order.number" = "Order No"
""",
    )
    assert settings.table("company") == {"name": "Acme", "opening_hours": "9 to 5"}
    assert settings.table("facts") == {
        "return_days": 30,
        "free_from": 49.90,
        "since": date(2020, 2, 29),
        "weekends": False,
    }
    assert settings.table("orders.columns") == {"customer.name": "Buyer", "order.number": "Order No"}
    assert settings.known["orders.command"].value == ["crm", "get", "{order}"]


def test_every_key_has_a_section_and_a_word_on_what_it_is_for() -> None:
    assert all(key.doc and key.name.split(".")[0] in SECTIONS for key in KEYS)


@pytest.mark.parametrize("table", SECTIONS)
def test_an_empty_table_is_no_fault(folder: Path, table: str) -> None:
    assert load(folder, f"[{table}]\n").known == load(folder).known


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[agent]\n\nnmae = 'x'\n", "cheatsheet.toml:3:1: unknown setting `agent.nmae` (did you mean 'agent.name'?)"),
        ("agent.nmae = 'x'\n", "cheatsheet.toml:1:1: unknown setting `agent.nmae`"),
        ("# x\n[agnet]\nname = 'x'\n", "cheatsheet.toml:2:1: unknown section `[agnet]` (did you mean 'agent'?)"),
        ("\n[agnet]\n", "cheatsheet.toml:2:1: unknown section `[agnet]`"),
        ("name = 'x'\n", "cheatsheet.toml:1:1: unknown section `[name]`"),
        ("[agent]\nname = 7\n", "cheatsheet.toml:2:1: `agent.name` must be text"),
        ("[agent] # us\n'name' = 7\n", "cheatsheet.toml:2:1: `agent.name` must be text"),
        ("[library]\nresponses = ['a']\n", "cheatsheet.toml:2:1: `library.responses` must be text"),
        ("[clipboard]\nvia = 'fax'\n", "2:1: `clipboard.via` is 'fax'; it is one of auto, tmux, osc52, desktop, off"),
        ("[match]\nwanted_precision = 1\n", "2:1: `match.wanted_precision` must lie between 0.5 and 0.99"),
        ("[match]\nwanted_precision = nan\n", "2:1: `match.wanted_precision` must lie between 0.5 and 0.99"),
        ("[match]\nwanted_precision = 'high'\n", "2:1: `match.wanted_precision` must be a number"),
        ("[match]\nwanted_precision = true\n", "2:1: `match.wanted_precision` must be a number"),
        ("[review]\nrequired = 'yes'\n", "2:1: `review.required` must be true or false"),
        ("[review]\nmonths = 1.5\n", "2:1: `review.months` must be a whole number"),
        ("[review]\nmonths = true\n", "2:1: `review.months` must be a whole number"),
        ("[journal]\nkeep = 'no'\n", "2:1: `journal.keep` must be true or false"),
        ("[lint]\npacks = 'a'\n", "2:1: `lint.packs` must be a list of texts"),
        ("[lint]\npacks = ['a', 1]\n", "2:1: `lint.packs` must be a list of texts"),
        ("[facts]\ndays = [1]\n", "2:1: `facts.days` must be a text, a number, a date or true/false"),
        ("[company.address]\nstreet = 'x'\n", "1:1: `company.address` must be a text, a number"),
        ("[orders.columns]\n'order.number' = ['x']\n", "2:1: `orders.columns.order.number` must be a text"),
        ("[agent]\nname = \n", "cheatsheet.toml:2:8: Invalid value (not readable as TOML)"),
        ("[agent]\nname = 'x'\nname = 'y'\n", "cheatsheet.toml:3:11: Cannot overwrite a value"),
        ("[agent\n", "cheatsheet.toml:1:7: "),
        ("a = [", "not readable as TOML"),
        ("a = " + "[" * 5000, "cheatsheet.toml"),
        ("[agent]\r\nname = 7\r\n", "cheatsheet.toml:2:1: `agent.name` must be text"),
        ("agent = 'Robin'\n", "cheatsheet.toml:1:1: "),
        ("[[company]]\nname = 'x'\n", "cheatsheet.toml:"),
    ],
)
def test_a_wrong_setting_is_one_fault_with_its_line(folder: Path, text: str, fault: str) -> None:
    found = faults_of(folder, text)
    assert len(found) == 1
    assert fault in found[0]


def test_all_faults_of_both_files_are_named_at_once(folder: Path) -> None:
    found = faults_of(folder, "[agent]\nname = 7\n[lint]\nfail_on = 'x'\n", "[agent\n")
    assert [fault.split(": ")[0] for fault in found] == [
        "cheatsheet.toml:2:1",
        "cheatsheet.toml:4:1",
        "config.toml:1:7",
    ]


@pytest.mark.parametrize("data", ["[company]\nname = 'café'\n".encode("cp1252"), "[company]\n".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_a_fault(folder: Path, data: bytes) -> None:
    assert "not UTF-8" in faults_of(folder, data)[0]


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    assert load(folder, "\ufeff[agent]\r\nname = 'Robin'\r\n").text("agent.name") == "Robin"


def test_a_file_that_cannot_be_read_is_a_fault(folder: Path) -> None:
    with pytest.raises(Invalid, match="1 fault"):
        load_settings(folder, None, {}, {folder: "cheatsheet.toml"})


def test_known_settings_come_in_the_order_of_the_table_then_open_ones_by_name(folder: Path) -> None:
    settings = load(folder, "[facts]\nb = 1\na = 2\n[agent]\nname = 'x'\n[company]\nname = 'y'\n")
    names = list(settings.known)
    assert names == [*[key.name for key in KEYS if key.name in names], "company.name", "facts.a", "facts.b"]
