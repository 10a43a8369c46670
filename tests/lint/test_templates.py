"""Rules on templates: what would not render, what would be sent as it stands, what is never filled."""

import pytest

from cheatsheet.lint.fix import fixed, fixes_of
from cheatsheet.lint.problem import Problem
from tests.lint.desk import make_check

CHECK = make_check()


def problems(answer: str, more: str = "") -> list[Problem]:
    """What the rules on templates say of an answer."""
    lines = answer.replace("\n", "\n    ")
    text = f"- id: late\n  complaint: x y\n  answer: |-\n    {lines}\n{more}"
    return [each for each in CHECK.entries(text, ".yaml", "a.yaml").problems if each.rule.startswith("template/")]


def told(answer: str, more: str = "") -> list[tuple[str, str]]:
    return [(each.rule, each.said) for each in problems(answer, more)]


@pytest.mark.parametrize(
    "answer",
    [
        "Sorry.", "{{ customer.name }}", "{{customer.first_name}}", "{{ order.number | upper }}",
        "{{ today | date }}", "{% if order.number %}a{% else %}b{% endif %}", "{# {{ nothing }} { a.b } #}",
        "{{ '}}' }}", "Use {c} braces",
        "a { b", "a } b", "{}", "{ }", "100%", "{{ company.name | default('us') }}", "f(x) = {x: 1}",
        "{% if company.phone is defined %}{{ company.phone }}{% endif %}",
        "{% if order.item == '%}' %}a{% endif %}",
    ],
)  # fmt: skip
def test_a_fine_answer_is_fine(answer: str) -> None:
    assert told(answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        "{{ order.number.__class__ }}",
        "{{ order._x }}",
        "{{ company.__class__ }}",
        "{{ customer }}",
        "{{ facts | upper }}",
    ],
)
def test_what_rendering_would_refuse_is_told_without_a_parser_too(answer: str) -> None:
    assert [rule for rule, _ in told(answer)] == ["template/refused"]


def test_all_curly_quotes_of_a_text_are_told_at_once() -> None:
    answer = "{{ order.item | default(\u201ca\u201d) }} {{ 'x\u201dy' }} {{ order.number | default(\u2018b\u2019) }}"
    found = problems(answer)
    assert [each.said for each in found] == [
        "{{ order.item | default(\u201ca\u201d) }}",
        "{{ order.number | default(\u2018b\u2019) }}",
    ]
    assert all(each.fix for each in found)


@pytest.mark.parametrize(
    ("answer", "said", "mended"),
    [
        ("Hi { customer.name }}!", "{ customer.name }}", "Hi {{ customer.name }}!"),
        ("Hi {{ customer.name }!", "{{ customer.name }", "Hi {{ customer.name }}!"),
        ("Hi { customer.name }!", "{ customer.name }", "Hi {{ customer.name }}!"),
        (
            "Hi {{ customer.name }, {{ order.number }}",
            "{{ customer.name }",
            "Hi {{ customer.name }}, {{ order.number }}",
        ),
        ("{{ order.number | upper }", "{{ order.number | upper }", "{{ order.number | upper }}"),
        ("{ order.number | default('x') }}", "{ order.number | default('x') }}", "{{ order.number | default('x') }}"),
        ("Hi {{ customer.name", "{{", None),
        ("Hi customer.name }}", "}}", None),
        ("a {% if", "{%", None),
        ("a #}", "#}", None),
    ],
)
def test_half_a_pair_of_braces_is_told_and_mended_where_it_is_clear(
    answer: str, said: str, mended: str | None
) -> None:
    found = problems(answer)
    rule = "template/syntax" if said.startswith(("{{", "{%")) else "template/half-open"  # the rest would be sent
    assert [(each.rule, each.said) for each in found] == [(rule, said)]
    if mended is not None:
        text = f"- id: late\n  complaint: x y\n  answer: |-\n    {answer}\n"
        assert mended in fixed(text, fixes_of(found)["a.yaml"])
        assert told(mended) == []
    else:
        assert found[0].fix is None


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("{% if order.number %}a", "syntax"), ("{% endif %}", "syntax"), ("{{ }}", "syntax"), ("{{ a b }}", "syntax"),
        ("{% else %}", "syntax"), ("{% nothing %}", "syntax"), ("{{ order.number | }}", "syntax"),
        ("{{ order.number | nosuch }}", "refused"), ("{{ ''.__class__ }}", "refused"), ("{% set x = 1 %}", "refused"),
        ("{{ 10 ** 9 }}", "refused"), ("{% include 'x' %}", "refused"), ("{{ range(9) }}", "refused"),
        ("{{ custmer.name }}", "unknown-value"), ("{{ customer.nam }}", "unknown-value"),
        ("{{ name }}", "unknown-value"),
        ("{{ company.nosuch }}", "unknown-value"), ("{{ facts.nosuch | upper }}", "unknown-value"),
        ("{% if custmer.name %}a{% endif %}", "unknown-value"),
    ],
)  # fmt: skip
def test_what_would_not_render_is_told_once(answer: str, rule: str) -> None:
    assert [each for each, _ in told(f"Sorry.\nWell {answer}")] == [f"template/{rule}"]


@pytest.mark.parametrize(
    ("answer", "line", "column", "end"),
    [
        ("Well, {{ custmer.name }}", 4, 14, 26), ("a\nb {{ custmer.name | upper }}", 5, 10, 22),
        ("{{ customer.name }}\n{% if custmer %}a{% endif %}", 5, 11, 18),
    ],
)  # fmt: skip
def test_an_unknown_value_is_told_where_it_stands(answer: str, line: int, column: int, end: int) -> None:
    (found,) = problems(answer)
    assert (found.line, found.column, found.end_line, found.end_column) == (line, column, line, end)


@pytest.mark.parametrize("answer", ["{{ custmer.name }}", "{{ customer.nam }}", "{% if custmer %}a{% endif %}"])
def test_an_unknown_value_is_told_with_the_nearest(answer: str) -> None:
    (found,) = problems(answer)
    assert "customer" in found.suggestion


def test_curly_quotes_in_an_expression_are_mended() -> None:
    (found,) = problems("Hi {{ customer.name | default(“Sir”) }}")
    assert found.rule == "template/syntax"
    assert found.fix is not None
    assert found.fix.text == '{{ customer.name | default("Sir") }}'


FIELDS = "  fields: {carrier: {prompt: Who}, item: {prompt: What}}\n"


@pytest.mark.parametrize(
    ("answer", "unused"),
    [
        ("a", ["carrier", "item"]), ("{{ carrier }}", ["item"]), ("{{ carrier }} {{ item | upper }}", []),
        ("{% if carrier %}{{ item }}{% endif %}", []), ("{{ order.item }} {{ carrier }}", ["item"]),
        ("carrier item", ["carrier", "item"]), ("{# carrier #}{{ item }}", ["carrier"]),
        ("{{ carriers }}{{ item }}", ["carrier"]),
    ],
)  # fmt: skip
def test_a_field_that_no_text_uses_is_told_at_its_name(answer: str, unused: list[str]) -> None:
    found = [each for each in problems(answer, FIELDS) if each.rule == "template/unused-field"]
    assert [each.said for each in found] == unused
    for each in found:
        assert (each.line, each.column) == (5, FIELDS.index(f"{each.said}:") + 1)


def test_a_field_may_be_used_in_any_text() -> None:
    more = FIELDS + "  channels: {sms: '{{ carrier }}'}\n  languages: {de: {answer: '{{ item }}'}}\n"
    assert told("a", more) == []


def test_a_retired_entry_has_no_findings() -> None:
    assert told("{{ nosuch }}", "  status: retired\n") == []


def test_the_same_skeleton_in_another_entry_has_its_own_fields() -> None:
    one = "- {id: a, complaint: x y, answer: '{{ carrier }} {{ today | date }}', fields: {carrier: {prompt: Who}}}\n"
    other = "- {id: b, complaint: z y, answer: '{{ carrier }} {{ today | date }}'}\n"
    found = CHECK.entries(one + other, ".yaml", "a.yaml").problems
    assert [(each.entry, each.rule) for each in found if each.rule.startswith("template/")] == [
        ("b", "template/unknown-value")
    ]
