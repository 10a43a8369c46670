"""What another way of writing does not change: wrapping, curling, capitals, entities, contractions, order."""

import json
import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cheatsheet.lint import privacy, signs
from cheatsheet.lint.gather import from_text
from cheatsheet.lint.linter import Choice, Linter
from cheatsheet.lint.normal import normal
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.prose import Prose
from tests.conftest import make_entry
from tests.lint.desk import built_in, hits, make_check, make_rule

BOOK = PhraseBook(rules=built_in())
PARTS = [
    ("are", "'re"),
    ("not", "n't"),
    ("will", "'ll"),
    ("have", "'ve"),
    ("is", "'s"),
    ("am", "'m"),
    ("would", "'d"),
]
CONTRACTED = re.compile(r"\b(i|you|we|they|it|that)('re|'ve|'ll|'s|'m|'d)\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should)n't\b", re.IGNORECASE)
APART = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|would|could|should) not\b", re.IGNORECASE)


def curled(text: str) -> str:
    return re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’")


def expanded(text: str) -> str:
    """With every contraction written out."""
    text = re.sub(r"\bcan't\b", "cannot", re.sub(r"\bwon't\b", "will not", text))
    tails = {tail: word for word, tail in PARTS}
    text = CONTRACTED.sub(lambda found: f"{found[1]} {tails[found[2].lower()]}", text)
    return NEGATED.sub(r"\1 not", text)


def contracted(text: str) -> str:
    """With every "not", "are" and "will" drawn into the word before."""
    tails = dict(PARTS)
    text = re.sub(r"\b([Cc])annot\b", r"\1an't", text)
    text = re.sub(r"\b([Yy]ou|[Ww]e|[Tt]hey) are\b", r"\1're", re.sub(r"\bI am\b", "I'm", text))
    text = re.sub(r"\b(I|[Yy]ou|[Ww]e|[Tt]hey) (will|have)\b", lambda found: found[1] + tails[found[2]], text)
    return APART.sub(r"\1n't", text)


WAYS: Mapping[str, Callable[[str], str]] = {
    "wrapped": lambda text: text.replace(" ", "\n"),
    "wrapped and indented": lambda text: text.replace(" ", "\n    "),
    "wrapped as on Windows": lambda text: text.replace(" ", "\r\n"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "curled": curled,
    "capitals": str.upper,
    "small": str.lower,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break spaces": lambda text: text.replace(" ", "\u202f"),
    "entities": lambda text: text.replace("'", "&#39;").replace(" ", "&nbsp;"),
    "named entities": lambda text: text.replace("'", "&rsquo;").replace('"', "&quot;"),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in text),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z])(?=[a-z])", "\u00ad", text),
    "expanded": expanded,
    "contracted": contracted,
}
RULES = [rule for rule in built_in() if rule.language == "en"]


def comparable(said: str) -> str:
    """Words as they are compared: in small letters, written out, one space between them."""
    tails = {tail: word for word, tail in PARTS}
    words = expanded(normal(said).text).split()
    return " ".join([tails.get(words[0], words[0]), *words[1:]])


def found(text: str) -> set[tuple[str, str]]:
    """The rules that object, and to which words."""
    return {(each.rule, comparable(text[each.start : each.end])) for each in BOOK.check(Prose.of(source=text))}


def rules_of(text: str) -> set[str]:
    return {rule for rule, _ in found(text)}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_writing_hides_a_phrase(way: str) -> None:
    texts = [(rule.name, WAYS[way](text)) for rule in RULES for text in rule.bad]
    assert [(name, text) for name, text in texts if name not in rules_of(text)] == []


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_writing_makes_a_phrase_of_a_good_example(way: str) -> None:
    texts = [(rule.name, WAYS[way](text)) for rule in RULES for text in rule.good]
    assert [(name, text) for name, text in texts if name in rules_of(text)] == []


sentences = st.sampled_from([text for rule in RULES for text in (*rule.bad, *rule.good)])
replies = st.lists(sentences, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize("way", WAYS)
@given(reply=replies)
@settings(deadline=None)
def test_a_reply_in_another_way_of_writing_has_the_same_findings(way: str, reply: str) -> None:
    lost = found(reply) - found(WAYS[way](reply))
    assert not lost


ARM = "Please calm down now."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% if order.number %}Calm down.{% endif %} Sorry.", ["Calm down"]),
        ("{% if order.number %}Sorry.{% else %}Calm down.{% endif %}", ["Calm down"]),
        ("{% if a %}Sorry.{% elif b %}Calm down.{% else %}Well.{% endif %}", ["Calm down"]),
        (
            "{% if a %}Calm down.{% elif b %}calm  down{% else %}CALM DOWN{% endif %}",
            ["Calm down", "calm  down", "CALM DOWN"],
        ),
        ("{% if a %}{% if b %}x{% else %}calm down{% endif %}{% endif %}", ["calm down"]),
        ("{% if a %}x{% else %}{% if b %}y{% elif c %}calm down{% endif %}{% endif %}", ["calm down"]),
        ("Please {% if a %}calm{% endif %} down", ["calm{% endif %} down"]),
        ("Please calm {% if a %}down{% else %}up{% endif %}", ["calm {% if a %}down"]),
        ("Please calm {% if a %}up{% else %}down{% endif %}", ["calm {% if a %}up{% else %}down"]),
        ("Please {% if a %}calm {% else %}sit {% endif %}down", ["calm {% else %}sit {% endif %}down"]),
        ("{% if a %}x{% else %}{% if b %}calm down{% endif %}{% endif %}", ["calm down"]),
        ("{% if a %}x{% elif b %}{% if c %}y{% elif d %}calm down{% endif %}{% endif %}", ["calm down"]),
        ("{% if a %}x" + "{% elif b %}x" * 20 + "{% else %}calm down{% endif %}", ["calm down"]),
        ("{% for x in order.items %}calm down {% endfor %}", ["calm down"]),
        ("calm {# a remark #}down", ["calm {# a remark #}down"]),
        ("calm {# calm down #} up", []),
        ("{% if a %}calm {% else %}down{% endif %}", []),
        ("{% if a %}calm {% endif %}{% if a %}x{% else %}down{% endif %}", []),
        ("calm {{ order.number }} down", []),
        ("{{ 'calm down' }}", []),
        ("{{ x | default('calm down') }}", []),
        ("{% if x == 'calm down' %}well{% endif %}", []),
        ("calm{{ x }} down", []),
        ("calm {{ x }}down", []),
        ("{{ x }} calm down", ["calm down"]),
        ("{{ '}}' }} calm down", ["calm down"]),
        ("{{ x }}, calm down.{{ y }}", ["calm down"]),
    ],
)
def test_template_syntax_is_no_prose_and_hides_none(source: str, said: list[str]) -> None:
    assert [words for _, words in hits([make_rule("calm down")], source)] == said


@pytest.mark.parametrize(
    "source", ["calm {{ x }} down", "calm {{ a.b | default('so, well') }} down", "calm Dr{{ x }}s down"]
)
def test_a_value_is_one_word_that_nobody_knows(source: str) -> None:
    assert len(hits([make_rule("calm * down")], source)) == 1
    assert hits([make_rule("calm down")], source) == []


def test_two_values_are_two_words() -> None:
    assert hits([make_rule("calm * down")], "calm {{ x }} {{ y }} down") == []
    assert len(hits([make_rule("calm *2 down")], "calm {{ x }} {{ y }} down")) == 1


VALUES = (
    "{{ customer.name }}",
    "{{ order.number }}",
    "{{ today | date }}",
    "{{ agent.name }}",
    "{{ company.name | default('us') }}",
)


def test_ten_thousand_answers_of_nothing_but_templates_have_no_finding() -> None:
    check = make_check(*built_in())
    answers = [
        f"{{% if order.number %}}{VALUES[n % 5]}{{% else %}}{VALUES[n % 3]}{{% endif %}} {VALUES[n % 4]}{{# {n} #}}"
        for n in range(10_000)
    ]
    entry = make_entry()
    for answer in answers:
        prose = Prose.of(source=answer)
        told = [*check.book.check(prose), *check.templates.check(prose, entry)]
        told += [*privacy.check(prose, None, check.about), *signs.check(prose, None, check.about)]
        assert told == [], answer


ENTRIES = [
    {"id": f"e{number}", "complaint": f"My {thing} is {state}", "answer": answer}
    for number, (thing, state, answer) in enumerate(
        [
            ("lamp", "broken", "Please calm down. You're wrong."),
            ("parcel", "late", "We can't do that. It will definitely come."),
            ("bill", "too high", "Unfortunately it's company policy {{ unknown.value }}"),
            ("sofa", "scratched", "That's not my job, I don't know."),
            ("sofa", "scratched", "Sorry {{ name }, act now."),
            ("phone", "dead", "Write to me@example.org, whatever.")
        ]
    )
]  # fmt: skip


def problems(files: Mapping[str, Sequence[object]]) -> list[tuple[str, str, str]]:
    """Rule, entry and words of each problem of a library, in the order in which they are told."""
    linter = Linter(
        check=make_check(*built_in()), choice=Choice(ignore=("library/shadowed", "library/near-duplicate"))
    )
    made = [from_text(json.dumps(rows), name) for name, rows in files.items()]
    return [(each.rule, each.entry, each.said) for each in linter.lint(made)]


@given(order=st.permutations(range(6)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_files_changes_nothing_at_all(order: list[int]) -> None:
    files = {f"{n}.json": [ENTRIES[n]] for n in range(6)}
    shuffled = {f"{n}.json": [ENTRIES[n]] for n in order}
    assert problems(shuffled) == problems(files)
    assert len(problems(files)) > 8


@given(order=st.permutations(range(6)))
@settings(deadline=None, max_examples=20)
@example(order=[5, 4, 3, 2, 1, 0])
def test_the_order_of_entries_loses_nothing(order: list[int]) -> None:
    def told(rows: Sequence[object]) -> set[tuple[str, str, str]]:
        rules = ("library/duplicate", "library/near-duplicate")  # told of the later of two
        return {each for each in problems({"all.json": rows}) if each[0] not in rules}

    assert told([ENTRIES[n] for n in order]) == told(ENTRIES)
