"""What one file gives: findings in every text, its own places, what is accepted, what library rules know."""

from cheatsheet.errors import Fault
from cheatsheet.lint.facts import Where
from cheatsheet.lint.normal import OPAQUE
from tests.lint.desk import make_check, make_rule, stretch

CHECK = make_check(make_rule("calm down", language="*"), make_rule("nur ruhig", name="phrase/deutsch", language="de"))
TEXT = """\
- id: late
  complaint: Late
  phrases: [where, " and  when? "]
  answer: Calm down, {{ customer.name }}.
  subject: Calm down
  channels:
    sms: Calm down
  languages:
    de:
      answer: Nur ruhig, calm down.
      subject: Nur ruhig
      channels: {chat: Nur ruhig}
  tags: [a]
  owner: ana
  approved_by: bo
  review_by: 2026-01-01
  proposed: {answer: Calm down., by: kim}
"""


def planted(text: str) -> list[tuple[str, str, str]]:
    """Key, rule and the words of the file for each finding of a phrase."""
    found = CHECK.entries(text, ".yaml", "a.yaml").problems
    return [(each.key, each.rule, stretch(text, each)) for each in found if each.rule.startswith("phrase/")]


def test_every_text_that_a_customer_may_read_is_linted() -> None:
    assert planted(TEXT) == [
        ("answer", "phrase/planted", "Calm down"),
        ("subject", "phrase/planted", "Calm down"),
        ("channels.sms", "phrase/planted", "Calm down"),
        ("languages.de.answer", "phrase/deutsch", "Nur ruhig"),
        ("languages.de.answer", "phrase/planted", "calm down"),
        ("languages.de.subject", "phrase/deutsch", "Nur ruhig"),
        ("languages.de.channels.chat", "phrase/deutsch", "Nur ruhig"),
        ("proposed.answer", "phrase/planted", "Calm down"),
    ]


def test_what_no_customer_reads_is_not() -> None:
    others = "note: calm down, check: [calm down], owner: calm down"
    text = f"- {{id: calm, complaint: calm down, phrases: [calm down], answer: x, {others}}}"
    assert planted(text) == []


def test_library_rules_know_an_entry_by_its_facts() -> None:
    (facts,) = CHECK.entries(TEXT, ".yaml", "a.yaml").facts
    assert (facts.id, facts.file, facts.status) == ("late", "a.yaml", "approved")
    assert facts.said == ("Late", "where", "and  when?")
    assert facts.texts == ("late", "where", "and when")
    assert facts.answer == f"Calm down, {OPAQUE * 19}."
    assert (facts.channels, facts.languages, facts.tags) == (("sms",), ("de",), ("a",))
    assert (facts.owner, facts.approved_by, facts.review_by) == ("ana", "bo", "2026-01-01")
    assert facts.place("phrases.1")[:2] == (3, 20)
    assert facts.place("answer")[:2] == (4, 11)
    assert facts.place("nosuch") == Where(1, 1, 1, 1)


def test_a_faulty_entry_is_told_and_the_others_are_linted() -> None:
    text = "- {id: a, complaint: x}\n- {id: b, complaint: y z, answer: Calm down.}\n"
    report = CHECK.entries(text, ".yaml", "a.yaml")
    assert [(each.rule, each.line) for each in report.problems if each.rule != "shape/no-name"][:1] == [
        ("library/invalid", 1)
    ]
    assert planted(text) == [("answer", "phrase/planted", "Calm down")]
    assert [facts.id for facts in report.facts] == ["b"]


def test_a_file_that_could_not_be_read_is_told() -> None:
    report = CHECK.entries("", ".yaml", "a.yaml", [Fault(file="a.yaml", message="cannot be read")])
    assert [(each.rule, each.file, each.line, each.message) for each in report.problems] == [
        ("library/invalid", "a.yaml", 0, "cannot be read")
    ]


def test_a_layout_is_linted_with_its_own_places() -> None:
    text = "Hi,\n\n{{ body }}\n\tplease  calm\ndown\n"
    (found,) = (
        each for each in CHECK.layout(text, "email.j2", "email", "en").problems if each.rule == "phrase/planted"
    )
    assert (found.entry, found.line, found.column, found.end_line, found.end_column) == ("", 4, 10, 5, 5)
