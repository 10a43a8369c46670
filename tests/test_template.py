"""What a template may say, and what the checker learns of one that may."""

import pytest

from cheatsheet.errors import Invalid
from cheatsheet.nodes import Place
from cheatsheet.template import Checked, Checker
from cheatsheet.template_text import Text

CHECKER = Checker(filters=frozenset({"date", "default", "upper", "working_days"}), calls=frozenset({"greeting"}))


def check(source: str, *, checker: Checker = CHECKER, line: int = 7) -> Checked:
    return checker.check(Text(source=source, file="sheet.yaml", place=Place(line, 3)))


@pytest.mark.parametrize(
    "source",
    [
        "plain text, 100 % of it, with a # and { braces }",
        "{{ order.number }}",
        "{{ order['number'] }}",
        "{{ today | working_days(5) | date }}",
        "{{ customer.first_name | default('there') | upper }}",
        "{% if order.item is defined %}the {{ order.item }}{% else %}your order{% endif %}",
        "{% if a is defined and not b or c == 'x' %}y{% elif d > 3 %}z{% endif %}",
        "{% for item in ['a', 'b'] %}{{ loop.index }} {{ item }}{% endfor %}",
        "{{ facts.days + 2 * 3 - 1 }} {{ -facts.days }}",
        "{{ 'yes' if paid else 'no' }}",
        "{# a comment #}text",
        "{{ greeting() }}",
    ],
)
def test_what_an_answer_needs_may_be_written(source: str) -> None:
    assert check(source).text.source == source


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ order.number | datee }}", "unknown filter `datee` in a template (did you mean 'date'?)"),
        ("{{ greting() }}", "unknown macro `greting` in a template (did you mean 'greeting'?)"),
        ("{% if a is definde %}{% endif %}", "unknown test `is definde`"),
        ("{{ a ~ b }}", "write the two beside each other"),
        ("{% set a = 1 %}", "`set` is not allowed"),
        ("{% include 'x' %}", "`include` is not allowed"),
        ("{% macro m() %}{% endmacro %}", "see macros.j2"),
        ("{{ order.number", "template syntax:"),
        ("{% if a %}", "template syntax:"),
    ],
)
def test_what_is_not_allowed_is_named_with_a_way_out(source: str, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        check(source)
    assert message in str(caught.value.faults[0])


def test_a_fault_stands_at_the_line_of_the_file() -> None:
    with pytest.raises(Invalid) as caught:
        check("one\ntwo {{ a }}\nthree {{ b | nope }}")
    assert (caught.value.faults[0].file, caught.value.faults[0].line) == ("sheet.yaml", 9)


def test_the_values_that_a_template_uses_are_known_with_their_first_line() -> None:
    used = check(
        "{{ order.number }}\n{% if company.name is defined %}{{ order.number }}{% endif %}\n{{ carrier }}"
    ).used
    assert {name: used[name] for name in ("order.number", "company.name", "carrier")} == {
        "order.number": 1,
        "company.name": 2,
        "carrier": 3,
    }


def test_macros_may_be_defined_in_the_file_of_macros_alone() -> None:
    source = "{% macro greeting(name) %}Hi {{ name }}{% endmacro %}"
    assert check(source, checker=Checker(filters=frozenset(), macros_allowed=True)).text.source == source
    with pytest.raises(Invalid, match="1 fault"):
        check(source)


def test_a_block_tag_leaves_no_empty_line() -> None:
    """Layouts are written a tag a line; the reply must not show where the tags stood."""
    tree = check("a\n{% if b is defined %}\nc\n{% endif %}\nd").tree
    assert tree.body
