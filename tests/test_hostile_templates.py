"""Templates that want too much: each is refused at once, with its file and line, and nothing is printed."""

import re
import statistics
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

import pytest

from cheatsheet.errors import Invalid, MissingValues
from cheatsheet.layouts import Layouts
from cheatsheet.library import Library
from cheatsheet.place import starter_folder
from cheatsheet.reply import Reply, compose
from cheatsheet.settings import Settings
from tests.conftest import Run, Workspace

FOLDER = Path(__file__).parent / "fixtures" / "hostile_templates"
SHEET = "responses/hostile.yaml"
HEAD = "- id: hostile\n  complaint: A hostile template\n  answer: |\n"
FIRST_LINE = HEAD.count("\n") + 1
LONG = "x" * 9_900  # of a value; 10,000 characters are the most
VALUES = {"customer.name": "Dana Smith", "order.number": "1042", "order.item": LONG, "agent.name": "Robin"}
GIVEN = ("--name", "Dana Smith", "--order", "1042", "--set", "agent.name=Robin", "--set", f"order.item={LONG}")
OF_PYTHON = re.compile(r"Traceback|<class|<locals>|NoneType|has no attribute|positional argument|between instances")
CPU_SECONDS = 0.05


def between_two_lines(text: str) -> str:
    """A template with `text` on its second line."""
    return f"Thank you for your patience.\n{text}\nWe will write again.\n"


BLANKS = " ".join(f"[a{''.join(letters)}]" for letters in islice(product(ascii_lowercase, repeat=3), 5_000))
GENERATED = {  # too large to be stored
    "blanks_5000": between_two_lines(BLANKS),
    "brackets_30000_open": between_two_lines("{{ " + "[" * 30_000),
    "date_pattern_of_40_kb": between_two_lines("{{ today | date('" + "%A" * 20_000 + "') }}"),
    "digits_40000": between_two_lines("{{ " + "9" * 40_000 + " }}"),
    "elifs_3000": between_two_lines("{% if 0 %}" + "{% elif 0 %}" * 3_000 + "{% endif %}"),
    "ifs_3000_open": between_two_lines("{% if true %}" * 3_000),
    "list_of_20000_numbers": between_two_lines("{{ [1" + ",1" * 20_000 + "] }}"),
    "minus_30000": between_two_lines("{{ " + "-" * 30_000 + "1 }}"),
    "not_10000": between_two_lines("{{ " + "not " * 10_000 + "true }}"),
    "parentheses_24000": between_two_lines("{{ " + "(" * 24_000 + "1" + ")" * 24_000 + " }}"),
    "prints_6000": between_two_lines("{{ 1 }}" * 6_000),
    "source_over_50_kb": "All of it again. " * 3_000,
    "sum_of_20000_numbers": between_two_lines("{{ 1" + "+1" * 20_000 + " }}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A template and what must become of it; `line` is the template's line that the fault names."""

    name: str
    source: str
    code: int
    message: str
    line: int

    @property
    def sheet(self) -> str:
        """A sheet whose one answer is the template."""
        lines = self.source.splitlines(keepends=True)
        return HEAD + "".join(f"    {line}" if line.strip() else line for line in lines)

    @property
    def file_line(self) -> int:
        """The line of the sheet that the fault names."""
        return FIRST_LINE + self.line - 1


EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
STORED = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.j2")}
SOURCES: Mapping[str, str] = {**STORED, **GENERATED}
HOSTILE = [
    Hostile(name=name, source=SOURCES[name], **expected) for name, expected in EXPECTED.items() if name in SOURCES
]
every_hostile = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)


def test_every_template_has_its_expectation() -> None:
    assert STORED.keys().isdisjoint(GENERATED)
    assert SOURCES.keys() == EXPECTED.keys()


@every_hostile
def test_a_hostile_template_gives_no_reply_and_names_its_place(
    run: Run, workspace: Workspace, hostile: Hostile
) -> None:
    workspace({"cheatsheet.toml": "", SHEET: hostile.sheet})
    result = run("reply", "--id", "hostile", *GIVEN)
    assert (result.code, result.out) == (hostile.code, "")
    assert hostile.message in result.err
    # what is missing is listed under the entry, what is wrong under its own line
    assert (f"{SHEET}:{hostile.file_line}: " if hostile.code == 4 else f"{SHEET}:1") in result.err
    assert not OF_PYTHON.search(result.err)


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if h.code == 5], ids=lambda hostile: hostile.name)
def test_a_missing_value_knows_the_line_that_needs_it(workspace: Workspace, hostile: Hostile) -> None:
    refused = refusal(load(workspace, hostile))
    assert isinstance(refused, MissingValues)
    assert {(missing.file, missing.line) for missing in refused.missing} == {(SHEET, hostile.file_line)}


def test_a_hostile_template_is_refused_in_no_time(workspace: Workspace) -> None:
    took = {}
    for hostile in HOSTILE:
        library = load(workspace, hostile)
        attempt(library)
        took[hostile.name] = min(cpu_seconds_of_attempt(library) for _ in range(3))
    usual = statistics.median(took.values())  # on a busy machine all of them take longer
    slow = {name: f"{seconds:.3f} s" for name, seconds in took.items() if seconds >= max(CPU_SECONDS, 25 * usual)}
    assert slow == {}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("It is {{ customer.name | money }}.", "It is Dana Smith."),
        ("It is {{ 'NaN' | money }}.", "It is NaN."),
        ("It is {{ '1e999999999' | money }}.", "It is 1e999999999."),
        ("It is {{ '1e-999999999' | money }}.", "It is 0.00."),
        ("It is {{ order.number | join('-') }}.", "It is 1042."),
        ("It is {{ order.items | default('nothing') }}.", "It is nothing."),
        ("It is {{ '\\x1b]52;c;eA==\\x07\\x9b2J' }}red.", "It is red."),
        ("It is {{ '\\u202e\\ud800' }}so.", "It is so."),
        ("It is in [our terms](https://example.org/terms), point [1].", "[our terms](https://example.org/terms), "),
    ],
)
def test_a_strange_but_harmless_template_is_filled(run: Run, workspace: Workspace, template: str, said: str) -> None:
    workspace({"cheatsheet.toml": "", SHEET: f"{HEAD}    {template}\n"})
    result = run("reply", "--id", "hostile", *GIVEN)
    assert result.code == 0
    assert said in result.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800]", result.out)


@pytest.mark.parametrize(
    "name", ["{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "{{ ''.__class__ }}", "Dana [sic] Smith", "TODO XXX"]
)
def test_what_a_customer_writes_is_never_a_template(run: Run, workspace: Workspace, name: str) -> None:
    workspace({"cheatsheet.toml": "", SHEET: f"{HEAD}    Dear {{{{ customer.name }}}}, it comes.\n"})
    result = run("reply", "--id", "hostile", "--name", name, "--set", "agent.name=Robin")
    assert result.code == 0
    assert f"Dear {name}, it comes." in result.out


def test_a_blank_that_is_filled_again_and_again_stays_below_the_limit(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", SHEET: f"{HEAD}    {'[Product Name] ' * 2_000}\n"})
    result = run("reply", "--id", "hostile", *GIVEN, "--set", f"[Product Name]={LONG}")
    assert (result.code, result.out) == (4, "")
    assert f"{SHEET}:{FIRST_LINE}" in result.err


def load(workspace: Workspace, hostile: Hostile) -> Library:
    """The library whose one entry answers with the template."""
    folder = workspace({SHEET: hostile.sheet})
    return Library.load(folder / "responses", folder)


def attempt(library: Library) -> Reply | Invalid | MissingValues:
    """The reply, or the refusal."""
    layouts = Layouts.load(starter_folder("templates"), None, Path(__file__).parent)
    today = date(2026, 11, 23)
    try:
        return compose(
            library.get("hostile"), VALUES, Settings(known={}), layouts, channel="email", language="en", today=today
        )
    except (Invalid, MissingValues) as error:
        return error


def refusal(library: Library) -> Invalid | MissingValues:
    """The refusal; a reply fails the test."""
    found = attempt(library)
    assert not isinstance(found, Reply), found.body[:200]
    return found


def cpu_seconds_of_attempt(library: Library) -> float:
    """The CPU time of one attempt."""
    start = time.process_time()
    attempt(library)
    return time.process_time() - start
