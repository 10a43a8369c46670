"""SARIF: its structure always, and the standard's own schema where it lies beside the project."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from cheatsheet.lint.formats.sarif import first_sentence, render
from cheatsheet.lint.problem import Fix, Level, Problem
from tests.lint.formats.sample import PAGES, PROBLEMS, SAMPLE, report

SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "sarif" / "sarif-schema-2.1.0.json"
PLAIN = PROBLEMS[3]


def run_of(*problems: Problem, **changes: object) -> dict[str, Any]:
    """The one run of a log."""
    log = json.loads(render(report(*problems, **changes)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def physical(problem: Problem, **changes: object) -> dict[str, Any]:
    """The one place of the result for a problem."""
    (result,) = run_of(problem, **changes)["results"]
    (location,) = result["locations"]
    found: dict[str, Any] = location["physicalLocation"]
    return found


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema is no part of the project")
@pytest.mark.parametrize("log", [SAMPLE, report()], ids=["problems", "none"])
def test_the_standard_s_schema_accepts_it(log: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    errors = jsonschema.Draft4Validator(schema).iter_errors(json.loads(render(log)))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_the_tool_is_named_with_its_version() -> None:
    driver = run_of()["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("cheatsheet", "1.2.3")


def test_every_result_points_at_its_rule() -> None:
    run = run_of(*PROBLEMS)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(run["results"]) == len(PROBLEMS)
    for problem, result in zip(PROBLEMS, run["results"], strict=True):
        assert result["ruleId"] == problem.rule
        assert rules[result["ruleIndex"]]["id"] == problem.rule
        assert result["level"] == problem.level
        assert result["message"]["text"]


def test_every_rule_that_was_checked_is_told() -> None:
    assert [rule["id"] for rule in run_of()["tool"]["driver"]["rules"]] == list(PAGES)


def test_a_rule_tells_its_reason_its_examples_and_its_level() -> None:
    rule = run_of()["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "Nobody calms down because they are told to."
    assert rule["fullDescription"]["text"] == PAGES[rule["id"]].reason
    assert rule["defaultConfiguration"]["level"] == "error"
    for help_text in rule["help"].values():
        assert all(
            part in help_text
            for part in ("say that you understand", "Please calm down.", "I see why this is annoying.")
        )


def test_the_level_of_a_result_may_differ_from_its_rule_s() -> None:
    run = run_of(PROBLEMS[0]._replace(level=Level.NOTE))
    assert run["results"][0]["level"] == "note"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "error"


def test_an_example_cannot_close_its_fence() -> None:
    markdown = run_of()["tool"]["driver"]["rules"][0]["help"]["markdown"]
    assert "````text\n```\nCalm down.\n```\n````" in markdown


def test_a_short_description_is_the_first_sentence() -> None:
    assert first_sentence("Say e.g. so. Then\nthat.") == "Say e.g. so."
    assert first_sentence("One\n  sentence only") == "One sentence only"


def test_columns_are_code_points() -> None:
    assert run_of()["columnKind"] == "unicodeCodePoints"
    wide = PROBLEMS[7]
    region = physical(wide)["region"]
    line = SAMPLE.lines(wide.file, wide.line)
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "冷静一下"


def test_a_span_over_lines_has_both_ends() -> None:
    assert physical(PROBLEMS[5])["region"] == {"startLine": 9, "startColumn": 27, "endLine": 10, "endColumn": 18}


def test_a_problem_of_a_whole_file_has_no_region() -> None:
    assert "region" not in physical(PROBLEMS[2])


@pytest.mark.parametrize("file", ["a b.yaml", "100%, really: yes.yaml", "a#b?c.yaml", "您好.yaml", "a:b.yaml"])
def test_a_relative_file_is_a_relative_uri(file: str) -> None:
    location = physical(PLAIN._replace(file=file), root="support")["artifactLocation"]
    parts = urlsplit(location["uri"])
    assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
    assert location["uri"].isascii()
    assert unquote(parts.path) == f"support/{file}"
    assert location["uriBaseId"] == "%SRCROOT%"
    assert "%SRCROOT%" in run_of()["originalUriBaseIds"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [("/srv/a b.yaml", "file:///srv/a%20b.yaml"), ("C:/srv/a:b.yaml", "file:///C:/srv/a%3Ab.yaml")],
)
def test_an_absolute_file_is_an_absolute_uri(file: str, uri: str) -> None:
    assert physical(PLAIN._replace(file=file), root="support")["artifactLocation"] == {"uri": uri}


def test_a_file_name_that_is_not_text_keeps_its_bytes() -> None:
    assert physical(PLAIN._replace(file="caf\udce9.yaml"))["artifactLocation"]["uri"] == "caf%E9.yaml"


def test_a_problem_that_moved_keeps_its_fingerprint() -> None:
    before, after = run_of(PLAIN, PLAIN._replace(line=90, end_line=90))["results"]
    assert before["partialFingerprints"] == after["partialFingerprints"]


def test_another_text_has_another_fingerprint() -> None:
    before, after = run_of(PLAIN, PLAIN._replace(said="{ other }}"))["results"]
    assert before["partialFingerprints"] != after["partialFingerprints"]


def test_the_entry_is_the_logical_place() -> None:
    (result,) = run_of(PLAIN)["results"]
    assert result["locations"][0]["logicalLocations"] == [{"name": "late"}]


def test_a_fix_mends_the_text() -> None:
    text = "- answer: Hello { name }}, bye"
    start = text.index("{ name }}")
    (result,) = run_of(PLAIN._replace(fix=Fix(start, start + 9, "{{ name }}")))["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    at, length = replacement["deletedRegion"]["charOffset"], replacement["deletedRegion"]["charLength"]
    mended = text[:at] + replacement["insertedContent"]["text"] + text[at + length :]
    assert mended == "- answer: Hello {{ name }}, bye"
    assert change["artifactLocation"] == result["locations"][0]["physicalLocation"]["artifactLocation"]


def test_a_problem_without_a_fix_has_none() -> None:
    assert "fixes" not in run_of(PROBLEMS[0])["results"][0]
