"""The sandbox: one rendering, its filters, and what it finds missing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cheatsheet.errors import Invalid
from cheatsheet.filters import filters_for, shown
from cheatsheet.nodes import Place
from cheatsheet.sandbox import MAX_ITEMS, Sandbox, Values
from cheatsheet.template import Checked, Checker
from cheatsheet.template_text import FILTER_NAMES, Text

TODAY = date(2026, 11, 23)
CONTEXT: Mapping[str, Any] = {
    "order": Values("order", {"number": "1042", "items": "two lamps"}),
    "customer": Values("customer", {}),
    "facts": Values("facts", {"days": 30, "fee": Decimal("2.50")}),
    "today": TODAY,
    "paid": True,
    "tags": ["a", "b"],
}


def sandbox() -> Sandbox:
    return Sandbox(filters_for(TODAY, "en", "€"), shown)


def checked(source: str, *, macros: bool = False, calls: frozenset[str] = frozenset()) -> Checked:
    checker = Checker(filters=frozenset(FILTER_NAMES), calls=calls, macros_allowed=macros)
    return checker.check(Text(source=source, file="sheet.yaml", place=Place(1, 1)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Order {{ order.number }}", "Order 1042"),
        ("{{ order['number'] }}", "1042"),
        pytest.param("{{ order.items }}", "two lamps", id="a key is a key, not a method"),
        ("{{ today | working_days(2) | date }}", "Wednesday 25 November"),
        ("{{ today }}", "2026-11-23"),
        ("{{ facts.fee }} {{ facts.fee | money }}", "2.50 €2.50"),
        ("{{ facts.days + 1 }} {{ facts.days * 2 }} {{ facts.days / 4 }} {{ -facts.days }}", "31 60 7.5 -30"),
        ("{{ paid }}{% if paid %}!{% endif %}", "yes!"),
        ("{% for tag in tags %}{{ loop.index }}{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}", "1a, 2b"),
        ("{{ customer.name | default('there') }}", "there"),
        ("{% if customer.name is defined %}x{% else %}y{% endif %}", "y"),
        ("a\n{% if paid %}\nb\n{% endif %}\nc", "a\nb\nc"),
        ("{{ '<b>' }} & {{ order.number | default('') }}", "<b> & 1042"),
    ],
)
def test_an_answer_is_filled(source: str, expected: str) -> None:
    page = sandbox()
    assert page.render(checked(source), CONTEXT) == expected
    assert list(page.missing) == []


def test_all_that_is_missing_is_found_in_one_rendering() -> None:
    page = sandbox()
    page.render(
        checked("{{ customer.first_name }} {{ order.item | upper }} {{ carrier }} {{ facts.x + 1 }}"), CONTEXT
    )
    assert list(page.missing) == ["customer.first_name", "order.item", "carrier", "facts.x"]


@pytest.mark.parametrize(
    "source",
    [
        "{% if carrier %}x{% endif %}",
        "{% if carrier == 'DHL' %}x{% endif %}",
        "{% if carrier != 'DHL' %}x{% endif %}",
        "{% if not carrier %}x{% endif %}",
        "{% for c in carrier %}x{% endfor %}",
        "{{ carrier | date }}",
        "{{ 'a' if carrier else 'b' }}",
        "{{ today | working_days(carrier) }}",
        "{{ -carrier }}",
        "{{ 1 + carrier }}",
    ],
)
def test_a_missing_value_is_noted_wherever_it_decides_what_is_said(source: str) -> None:
    page = sandbox()
    page.render(checked(source), CONTEXT)
    assert list(page.missing) == ["carrier"]


def test_what_a_customer_wrote_is_data_and_never_run() -> None:
    order = Values("order", {"number": "{{ 7 * 7 }}{% for x in y %}"})
    assert sandbox().render(checked("{{ order.number }}"), {"order": order}) == "{{ 7 * 7 }}{% for x in y %}"


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("fine\n{{ order.number + 1 }}", 2, "`+` is for numbers, not for text"),
        ("fine\n\n{{ order.number | date }}", 3, "is not a date"),
        ("{{ facts.days / 0 }}", 1, "fails"),
        ("{{ today | working_days(9999) }}", 1, "0 to 366"),
        ("{% for x in order.number %}{% endfor %}", 1, "a loop walks a list"),
    ],
)
def test_a_template_that_fails_says_where(source: str, line: int, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        sandbox().render(checked(source), CONTEXT)
    fault = caught.value.faults[0]
    assert (fault.file, fault.line) == ("sheet.yaml", line)
    assert said in fault.message


def test_a_loop_is_bounded() -> None:
    source = "{% for x in tags %}{{ x }}{% endfor %}"
    assert len(sandbox().render(checked(source), {"tags": ["a"] * MAX_ITEMS})) == MAX_ITEMS
    with pytest.raises(Invalid, match="1 fault"):
        sandbox().render(checked(source), {"tags": ["a"] * (MAX_ITEMS + 1)})


def test_macros_see_the_values_and_each_other() -> None:
    page = sandbox()
    source = "{% macro a(x) %}{{ x }}-{{ order.number }}{% endmacro %}{% macro b() %}<{{ a('z') }}>{% endmacro %}"
    bound = page.macros(checked(source, macros=True, calls=frozenset({"a"})), CONTEXT)
    assert set(bound) == {"a", "b"}
    assert page.render(checked("{{ b() }}", calls=frozenset({"b"})), {**CONTEXT, **bound}) == "<z-1042>"


def test_rendering_changes_nothing_that_it_was_given() -> None:
    before = {name: dict(value) if isinstance(value, Values) else value for name, value in CONTEXT.items()}
    sandbox().render(checked("{{ order.number }} {% for t in tags %}{{ t }}{% endfor %}"), CONTEXT)
    assert before == CONTEXT
