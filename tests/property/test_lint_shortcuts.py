"""Shortcuts of lint lose nothing: what is found line by line or sign by sign is found the short way too."""

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint import privacy, shape, shouting, signs
from cheatsheet.lint.prose import find_tags, odd_in, tags_in
from cheatsheet.lint.sentences import sentences
from cheatsheet.lint.source import PLAIN_LINE, YAML_LINE, line_starts

LINES = st.text(st.sampled_from("ab \n\n\n\r\x0b\x0c\x1c\x85\u2028"))
PROSE = st.lists(
    st.sampled_from(["calm ", "CALM ", "I ", "4", "12 ", "(", ")", "-", "TODO", "X", "__", "!", "?", "\x07", "\x7f",
                     "é", "\n", "  ", "[a]", "@", "{", "}", ". ", ", ", "'"]), max_size=14
).map("".join)  # fmt: skip
TEMPLATE = st.lists(
    st.sampled_from(
        ["{{ x }}", "{{ x", "}}", "{", "}", "{% if x %}", "{% endif %}", "{# c #}", "{{ '}}' }}", " a ", "\n"]
    ),
    max_size=8,
).map("".join)


@given(LINES, st.sampled_from([YAML_LINE, PLAIN_LINE]))
def test_lines_start_where_the_expression_finds_them(text: str, line: re.Pattern[str]) -> None:
    assert line_starts(text, line) == [*accumulate(map(len, line.findall(text)), initial=0)]


@pytest.mark.parametrize("expression", [shouting.CAPITALS, shouting.MARKS, privacy.FIVE_DIGITS])
@given(PROSE)
def test_what_is_odd_in_a_text_shows_where_to_look(expression: str, text: str) -> None:
    assert re.search(expression, odd_in(text)) or not re.search(expression, text)


@given(PROSE)
def test_what_is_left_to_fill_in_is_odd(text: str) -> None:
    assert {sign for sign in shape.LEFT_SIGNS if sign in text} <= {
        sign for sign in shape.LEFT_SIGNS if sign in odd_in(text)
    }


@given(PROSE.map(lambda text: text.replace("é", "")))
def test_what_nobody_sees_is_what_is_left_without_what_anyone_sees(text: str) -> None:
    assert bool(text.encode().translate(None, signs.SEEN)) == bool(re.search(signs.SUSPECT, text))


@given(TEMPLATE)
def test_plain_values_are_the_tags_that_a_closer_look_finds(source: str) -> None:
    assert tags_in(source) == tuple(find_tags(source))


@given(PROSE)
def test_sentences_are_the_same_with_every_space_doubled(text: str) -> None:
    assert sentences(text.replace(" ", "  ")) == sentences(text)
