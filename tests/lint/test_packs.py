"""Rule files: what a team writes, every fault at its place, later rules over earlier ones."""

from pathlib import Path

import pytest

from cheatsheet.errors import Fault, Invalid
from cheatsheet.lint.packs import BUILT_IN, load_packs, names_of
from cheatsheet.lint.problem import Level
from tests.conftest import Run, Workspace
from tests.lint.desk import built_in, hits

RULE = """\
rules:
  - name: own/sorry-not
    level: warning
    message: says no
    suggestion: say yes
    reason: It hurts.
    phrases: [sorry not sorry, "<bad> luck"]
    unless:
      - {in: sentence, phrases: [so called]}
      - {in: next 2, phrases: [we will]}
      - {in: previous, phrases: [they said]}
    bad: [Sorry not sorry!]
    good: [Sorry.]
sets:
  bad: [tough, hard]
"""


def faults_of(text: str, tmp_path: Path) -> list[Fault]:
    """What is wrong with a rule file."""
    path = tmp_path / "own.yaml"
    path.write_text(text)
    try:
        load_packs([(path, "own.yaml")])
    except Invalid as error:
        return list(error.faults)
    return []


def test_a_rule_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(RULE)
    (rule,) = load_packs([(tmp_path / "own.yaml", "own.yaml")])
    assert (rule.name, rule.level, rule.language, rule.message) == ("own/sorry-not", Level.WARNING, "en", "says no")
    assert (rule.suggestion, rule.reason, rule.file, rule.line) == ("say yes", "It hurts.", "own.yaml", 2)
    assert [(each.where, each.reach) for each in rule.unless] == [("sentence", 1), ("next", 2), ("previous", 1)]
    assert hits([rule], "Tough luck.") == [("own/sorry-not", "Tough luck")]


def test_a_later_pack_replaces_a_rule_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(RULE.replace("own/sorry-not", "phrase/filler"))
    rules = load_packs([(BUILT_IN, "built-in"), (tmp_path / "own.yaml", "own.yaml")])
    assert names_of(rules) == names_of(built_in())
    (filler,) = (rule for rule in rules if rule.name == "phrase/filler")
    assert (filler.level, filler.file) == (Level.WARNING, "own.yaml")
    assert ("phrase/filler", "sorry not sorry") in hits(rules, "sorry not sorry, honestly")
    assert ("phrase/filler", "honestly") not in hits(rules, "sorry not sorry, honestly")


def test_every_rule_of_the_issue_is_there() -> None:
    names = {
        "contradiction", "ignorance", "commanding-calm", "not-my-job", "dismissal", "flat-no", "blames-customer",
        "blames-others", "overpromise", "vague-time", "cold-transfer", "filler", "pressure",
    }  # fmt: skip
    assert {f"phrase/{name}" for name in names} <= set(names_of(built_in()))
    warnings = {rule.name for rule in built_in() if rule.level is Level.WARNING}
    assert {"phrase/filler", "phrase/vague-time"} <= warnings


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("rules:", "rulez:", 1, "did you mean 'rules'?"),
        ("    message:", "    mesage:", 4, "did you mean 'message'?"),
        ("    level: warning", "    level: warn", 3, "one of error, warning, note"),
        ("    level: warning", "    level: [warning]", 3, "level"),
        ("own/sorry-not", "sorry-not", 2, "family/name"),
        ("own/sorry-not", "own/Sorry", 2, "family/name"),
        ("own/sorry-not", "own/", 2, "family/name"),
        ("own/sorry-not", "own/a/b", 2, "family/name"),
        ("own/sorry-not", "own/so rry", 2, "family/name"),
        ("own/sorry-not", "template/syntax", 2, "one of the program's own rules"),
        ("own/sorry-not", "''", 2, "name"),
        ("    bad: [Sorry not sorry!]\n", "", 2, "tested by its own examples"),
        ("    good: [Sorry.]\n", "", 2, "tested by its own examples"),
        ("    good: [Sorry.]", "    good: []", 2, "tested by its own examples"),
        ("    phrases: [sorry not sorry, \"<bad> luck\"]\n", "", 2, "phrases"),
        ("    message: says no\n", "", 2, "message"),
        ("    suggestion: say yes\n", "", 2, "suggestion"),
        ("    reason: It hurts.\n", "", 2, "reason"),
        ("{in: sentence,", "{in: sentense,", 9, "sentence, next 1"),
        ("{in: next 2,", "{in: next two,", 10, "sentence, next 1"),
        ("{in: sentence,", "{in: sentence 2,", 9, "sentence, next 1"),
        ("{in: sentence,", "{", 9, "in"),
        ("in: sentence, phrases:", "in: sentence, phrase:", 9, "did you mean 'phrases'?"),
        ("[so called]", "[]", 9, "phrases"),
        ("[so called]", "['{so called']", 9, "a brace is not closed"),
        ("<bad>", "<worse>", 7, "there is no set <worse>"),
        ("sorry not sorry,", "'{sorry',", 7, "a brace is not closed"),
        ("  bad: [tough, hard]", "  bad: {tough: hard}", 15, "list of texts"),
        ("    unless:", "    unless: [x]\n    unles:", 8, "mapping"),
        ("sets:", "set:", 14, "did you mean 'sets'?"),
        ("Sorry.]", "Sorry.]\n  - oops", 14, "mapping"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line_and_a_hint(old: str, new: str, line: int, said: str, tmp_path: Path) -> None:
    assert old in RULE
    faults = faults_of(RULE.replace(old, new, 1), tmp_path)
    assert any(said in str(fault) and fault.line == line and fault.column > 0 for fault in faults), list(
        map(str, faults)
    )
    assert all(fault.file == "own.yaml" for fault in faults)


@pytest.mark.parametrize("text", ["", "- a", "rules", "rules: x", "rules: {a: b}", "{", "rules: []", "sets: {}"])
def test_a_file_without_rules_is_a_fault(text: str, tmp_path: Path) -> None:
    assert faults_of(text, tmp_path)


def test_a_rule_that_stands_twice_in_one_file_is_a_fault(tmp_path: Path) -> None:
    body = RULE[RULE.index("  - name") : RULE.index("sets:")]
    faults = faults_of(RULE.replace("sets:", f"{body}sets:"), tmp_path)
    assert [(fault.line, "stands twice" in fault.message) for fault in faults] == [(14, True)]


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(RULE.replace("level: warning", "level: warn").replace("reason", "reson"))
    with pytest.raises(Invalid) as caught:
        load_packs([(tmp_path / "a", "a"), (tmp_path / "b", "b"), (tmp_path / "none", "none")])
    assert {(fault.file, fault.line) for fault in caught.value.faults} >= {
        ("a", 3),
        ("a", 6),
        ("b", 3),
        ("b", 6),
        ("none", 0),
    }


@pytest.mark.parametrize(
    ("language", "own", "found"),
    [
        ("en", "en", True),
        ("en", "en-GB", True),
        ("en", "de", False),
        ("de", "de-AT", True),
        ("*", "ja", True),
        ("de", "en", False),
    ],
)
def test_a_rule_is_for_texts_of_its_language(language: str, own: str, found: bool, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(RULE.replace("    level:", f"    language: '{language}'\n    level:"))
    assert bool(hits(load_packs([(path, "own.yaml")]), "Sorry not sorry.", own)) is found


def test_a_team_names_its_own_packs(run: Run, workspace: Workspace) -> None:
    toml = '[lint]\npacks = ["rules/one.yaml", "rules/two.yaml"]\n'
    other = RULE.replace("own/sorry-not", "two/x")
    workspace({"cheatsheet.toml": toml, "rules/one.yaml": RULE, "rules/two.yaml": other,
               "responses/a.yaml": "- {complaint: x y, answer: Sorry not sorry.}\n"})  # fmt: skip
    result = run("lint", "--select", "own,two", "--format", "concise", "--fail-on", "warning")
    assert result.code == 1
    assert "own/sorry-not" in result.out
    assert "two/x" in result.out


def test_a_pack_that_is_named_and_not_there_is_a_fault(run: Run, workspace: Workspace) -> None:
    workspace(
        {"cheatsheet.toml": '[lint]\npacks = ["none.yaml"]\n', "responses/a.yaml": "- {complaint: x y, answer: z}\n"}
    )
    result = run("lint")
    assert (result.code, result.out) == (4, "")
    assert "none.yaml" in result.err
