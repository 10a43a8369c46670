"""What holds for every format: its golden file, and that no text from a file breaks it."""

import json
import re
import subprocess
import sys
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.formats import FORMATS, renderer
from cheatsheet.lint.problem import Fix, Level, Problem
from cheatsheet.text import UNSAFE
from tests.lint.formats.sample import PROBLEMS, SAMPLE, golden, report

HOSTILE = st.text(st.characters() | st.sampled_from("\x1b\x9b\r\n\u2028\u202e\ud800\udcff\ufffe%:,]<&\"'`{}[\\"))
OWN_COLOUR = re.compile("\x1b\\[[0-9]+m")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_its_golden_file(name: str) -> None:
    assert renderer(name)(SAMPLE) == golden(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_ends_with_one_line_break_or_is_empty(name: str) -> None:
    for each in (report(), report(PROBLEMS[0])):
        document = renderer(name)(each)
        assert document == "" or (document.endswith("\n") and not document.endswith("\n\n"))


@pytest.mark.parametrize("name", FORMATS)
def test_only_a_colour_of_its_own_makes_a_difference(name: str) -> None:
    plain, coloured = renderer(name)(SAMPLE), renderer(name)(SAMPLE._replace(colour=True))
    assert OWN_COLOUR.sub("", coloured) == plain
    assert (coloured != plain) is (name == "full")


@pytest.mark.parametrize("name", FORMATS)
@given(text=HOSTILE, line=HOSTILE)
def test_nothing_that_a_terminal_would_obey_passes(name: str, text: str, line: str) -> None:
    problem = Problem("a/b", Level.ERROR, text, 1, 2, 1, 4, text, text, text, text, Fix(0, 1, text))
    document = renderer(name)(report(problem, problem, lines=lambda *_: line, version=text))
    assert not UNSAFE.search(document)
    document.encode()


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
@given(text=HOSTILE)
def test_json_stays_json(name: str, text: str) -> None:
    problem = PROBLEMS[0]._replace(file=text, entry=text, message=text, suggestion=text, said=text)
    json.loads(renderer(name)(report(problem)))


@given(text=HOSTILE)
def test_xml_stays_xml(text: str) -> None:
    problem = PROBLEMS[0]._replace(file=text, entry=text, message=text, suggestion=text)
    assert len(fromstring(renderer("junit")(report(problem))).findall(".//failure")) == 1  # noqa: S314, our own


@pytest.mark.parametrize("name", ["concise", "github"])
@given(text=HOSTILE)
def test_a_problem_is_one_line(name: str, text: str) -> None:
    problem = PROBLEMS[0]._replace(file=text, message=text, suggestion=text)
    assert len(re.split("[\r\n]", renderer(name)(report(problem, problem)))) == 3


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"sarif"}))
def test_pages_are_read_for_sarif_alone(name: str) -> None:
    def pages() -> dict[str, object]:
        raise AssertionError

    assert renderer(name)(SAMPLE._replace(pages=pages))  # type: ignore[arg-type]


def test_an_unknown_format_is_no_format() -> None:
    with pytest.raises(KeyError):
        renderer("xlsx")


def test_a_run_loads_only_the_format_that_it_needs() -> None:
    code = (
        "import sys; from cheatsheet.lint.formats import FORMATS, renderer; renderer('concise');"
        "print(*sorted(m.rsplit('.')[-1] for m in sys.modules if m.startswith('cheatsheet.lint.formats.')),"
        "'xml.etree' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["concise", "safe", "False"]
