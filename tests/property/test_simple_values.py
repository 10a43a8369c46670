"""What lint takes for a plain value without parsing it is one: the parser and its allow-list agree."""

from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.templates import SIMPLE
from cheatsheet.nodes import Place
from cheatsheet.template import Checker
from cheatsheet.template_text import FILTER_NAMES, Text

NAMES = ["customer.first_name", "today", "order.total", "x", "nothing", "trueish", "a.b.c", "not_yet", "True", "none"]
PIECES = [" ", "| ", "|", "-", "(", ")", "1", "9999", "'a b'", '"it\'s"', "''", ", ", "\n", "fake", *FILTER_NAMES]
CHECKER = Checker(filters=frozenset(FILTER_NAMES))


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_simple_value_is_what_the_parser_finds(name: str, tail: str) -> None:
    source = "{{ " + name + tail + " }}"
    found = SIMPLE.fullmatch(source)
    if found:
        checked = CHECKER.check(Text(source=source, file="", place=Place(1, 1)))
        assert found[1] in checked.used
        assert all(found[1] == used or found[1].startswith(f"{used}.") for used in checked.used)


@given(st.sampled_from(NAMES[:6]), st.lists(st.sampled_from(FILTER_NAMES), max_size=5), st.sampled_from(["", "(3)"]))
def test_values_through_filters_are_simple(name: str, filters: list[str], argument: str) -> None:
    assert SIMPLE.fullmatch("{{ " + " | ".join([name, *(f"{each}{argument}" for each in filters)]) + " }}")
