"""A template as a customer reads it, at the same offsets."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.normal import OPAQUE
from cheatsheet.lint.prose import Prose


def read(source: str) -> str:
    """The text, a value as one sign a character."""
    return Prose.of(source=source).read.replace(OPAQUE, "x")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Sorry.", "Sorry."),
        ("Hi {{ a }}!", "Hi xxxxxxx!"),
        ("{# no #}a{% if b %}c{% endif %}", "        a          c           "),
        ("{{ '}}' }}a", "x" * 10 + "a"),
        ('{{ "{%" }}a', "x" * 10 + "a"),
        ("{{ {'a': 1}.a }}b", "x" * 16 + "b"),
        ("{#\na\n#}b", "  \n \n  b"),
        ("{{ a", "{{ a"),
        ("a }} {% b", "a }} {% b"),
        ("{%- if a -%} b {%- endif -%}", "             b              "),
        ("{# {{ a }} #}b", "             b"),
    ],
)
def test_syntax_is_covered(source: str, text: str) -> None:
    assert read(source) == text


@pytest.mark.parametrize(
    ("source", "arms"),
    [
        ("a", ["a"]),
        ("{% if x %}a{% endif %}b", ["ab", "b"]),
        ("{% if x %}a{% else %}b{% endif %}c", ["ac", "bc"]),
        ("{% if x %}a{% elif y %}b{% elif z %}c{% else %}d{% endif %}", ["a", "b", "c", "d"]),
        ("{% if x %}a{% endif %}{% if y %}b{% else %}c{% endif %}", ["ab", "c"]),
        ("{% for i in x %}a{% endfor %}", ["a"]),
        ("{% endif %}a{% else %}b", ["ab"]),
        ("{% if x %}a", ["a"]),
        ("{%- if x -%}a{%- else -%}b{%- endif -%}", ["a", "b"]),
    ],
)
def test_every_arm_is_read(source: str, arms: list[str]) -> None:
    assert ["".join(arm.split()) for arm in Prose.of(source=source).arms] == arms


def test_an_arm_of_a_nested_if_is_read_in_every_place() -> None:
    source = (
        "{% if a %}{% if b %}one{% else %}two{% endif %}{% else %}{% if c %}three{% else %}four{% endif %}{% endif %}"
    )
    assert {word for arm in Prose.of(source=source).arms for word in arm.split()} == {"one", "two", "three", "four"}


def test_no_arm_is_read_together_with_its_other() -> None:
    source = "{% if a %}{% if b %}one{% else %}two{% endif %}{% elif c %}three{% else %}four{% endif %}"
    assert all(len(arm.split()) <= 1 for arm in Prose.of(source=source).arms)


def nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(children, min_size=1, max_size=4)
    return st.tuples(parts, st.booleans()).map(
        lambda drawn: (
            "{% if a %}" + "{% elif b %}".join(drawn[0]) + ("{% else %}z" if drawn[1] else "") + "{% endif %}"
        )
    ) | parts.map("".join)


@given(source=st.recursive(st.just("WORD "), nested, max_leaves=14))
def test_every_word_is_read_in_some_arm(source: str) -> None:
    count = source.count("WORD")
    for number in range(count):
        source = source.replace("WORD", f"w{number:03}", 1)
    seen = {word for arm in Prose.of(source=source).arms for word in arm.split()}
    assert {f"w{number:03}" for number in range(count)} <= seen


@given(source=st.text("ab{}%#'\"\n if\\|", max_size=60))
def test_what_is_read_stands_where_it_was_written(source: str) -> None:
    prose = Prose.of(source=source)
    for text in (prose.read, *prose.arms):
        assert len(text) == len(source)
        assert all(said in {was, " ", OPAQUE} for said, was in zip(text, source, strict=True))
        assert [at for at, sign in enumerate(text) if sign == "\n" and source[at] != "\n"] == []


@pytest.mark.parametrize("sign", ["{{ ", "{% ", "{# ", "{{ '", "{% if ", "{"])
def test_syntax_that_never_ends_is_read_in_no_time(sign: str) -> None:
    start = process_time()
    assert len(Prose.of(source=sign * 6_000).arms[0]) == len(sign) * 6_000
    assert process_time() - start < 4  # it took 15 s when each opening looked for its end
