"""Banned phrases in a text: exceptions where they are near enough, the longest of what overlaps."""

import pytest

from cheatsheet.lint.examples import failures
from cheatsheet.lint.phrases import PhraseBook
from cheatsheet.lint.prose import Prose
from tests.lint.desk import built_in, hits, make_rule


@pytest.mark.parametrize(
    ("unless", "text", "found"),
    [
        (("before", 1, ["if"]), "if we cannot", False),
        (("before", 1, ["if"]), "if,\nwe cannot", True),
        (("before", 1, ["if"]), "if so, we cannot", True),
        (("after", 1, ["wait"]), "we cannot  wait", False),
        (("after", 1, ["wait"]), "we cannot and wait", True),
        (("after", 1, ["wait"]), "we cannot waiting", True),
        (("sentence", 1, ["because"]), "We cannot, because it rains.", False),
        (("sentence", 1, ["because"]), "Because it rains, we cannot.", False),
        (("sentence", 1, ["because"]), "We cannot. Because it rains.", True),
        (("sentence", 1, ["because"]), "Because it rains! We cannot.", True),
        (("sentence", 1, ["because"]), "Because it rains, Mr. Doe, we cannot.", False),
        (("next", 1, ["we can"]), "We cannot. What we can do is this.", False),
        (("next", 1, ["we can"]), "We cannot. Sorry. We can do this.", True),
        (("next", 2, ["we can"]), "We cannot. Sorry. We can do this.", False),
        (("next", 1, ["we can"]), "We can do this. We cannot.", True),
        (("next", 1, ["we can"]), "We cannot.\n\nWe can do this.", False),
        (("next", 1, ["we can"]), "We cannot; we can not.", True),
        (("previous", 1, ["we can"]), "We can do this. We cannot.", False),
        (("previous", 1, ["we can"]), "We can do this. Sorry. We cannot.", True),
        (("previous", 1, ["we can"]), "We cannot. We can do this.", True),
        (("sentence", 1, ["cannot"]), "We cannot.", True),
    ],
)
def test_an_exception_counts_where_it_is_near_enough(
    unless: tuple[str, int, list[str]], text: str, found: bool
) -> None:
    assert bool(hits([make_rule("we cannot", unless=[unless])], text)) is found


def test_a_not_that_is_the_phrase_does_not_negate_what_stands_before_it() -> None:
    rules = [make_rule("not a big deal", unless=[("before", 1, ["told it is"])])]
    assert hits(rules, "You were told it is not a big deal.") == []
    assert len(hits(rules, "It is not a big deal.")) == 1


def test_of_what_overlaps_the_longest_is_told_and_other_rules_too() -> None:
    rules = [make_rule("calm down", "please calm down now"), make_rule("down now", name="phrase/other")]
    assert hits(rules, "Please calm down now, calm down.") == [
        ("phrase/planted", "Please calm down now"),
        ("phrase/other", "down now"),
        ("phrase/planted", "calm down"),
    ]


def test_which_of_two_is_told_does_not_depend_on_the_space_between_words() -> None:
    rules = [make_rule("need to speak to", "speak to another team")]
    tight, loose = "You need to speak to another team.", "You need to  speak  to   another    team."
    assert [" ".join(said.split()) for _, said in hits(rules, loose)] == [said for _, said in hits(rules, tight)]


def test_a_message_quotes_what_was_found() -> None:
    (found,) = PhraseBook(rules=[make_rule("calm * down")]).check(Prose.of(source="Calm\n  {{ x }} down."))
    assert found.message.startswith("“Calm … down”")


def test_every_rule_finds_its_bad_examples_and_none_of_its_good_ones() -> None:
    assert [str(each) for each in failures(built_in())] == []


@pytest.mark.parametrize(
    "text",
    [
        "I don't know yet, but I will find out and write to you by Friday.",
        "Choose whatever size suits you.", "It is 100% cotton.", "You should receive it on Friday.",
        "We wish you a calm evening.", "There is no extra cost.",
        "You are not only right, you helped us mend the page.",
        "We cannot repair it. What we can do is send a new one.",
        "", " ", "{{ customer.name }}", "您好", "....", "No.1 in Europe",
    ],
)  # fmt: skip
def test_what_the_domain_calls_fine_is_fine(text: str) -> None:
    assert hits(built_in(), text) == []


@pytest.mark.parametrize(
    "text", ["**Calm** down.", "_Calm down_ now", "Please *calm* **down**", "- *Calm\n  down*", "so __calm down__!"]
)
def test_emphasis_hides_no_phrase(text: str) -> None:
    assert "phrase/commanding-calm" in {name for name, _ in hits(built_in(), text)}


@pytest.mark.parametrize("text", ["Press calm_down.", "calm\n* down", "calm * down", "so calm*down"])
def test_what_only_looks_like_emphasis_keeps_words_apart(text: str) -> None:
    assert hits(built_in(), text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("You should have read it.", "blames-customer"), ("You are wrong.", "contradiction"),
        ("You are frankly mistaken.", "contradiction"), ("You are admittedly wrong.", "contradiction"),
        ("I'm not sure.", "ignorance"), ("I have no idea.", "ignorance"), ("That's not my job.", "not-my-job"),
        ("Whatever.", "dismissal"),
        ("We can't refund it.", "flat-no"), ("The carrier lost it.", "blames-others"),
        ("We guarantee it.", "overpromise"),
        ("I will write soon.", "vague-time"), ("You'll have to call the carrier.", "cold-transfer"),
        ("To be honest, it is gone.", "filler"), ("Act now!", "pressure"), ("Please calm down.", "commanding-calm"),
        ("I'm not allowed to do that.", "flat-no"),
    ],
)  # fmt: skip
def test_every_kind_is_found(text: str, rule: str) -> None:
    assert f"phrase/{rule}" in {name for name, _ in hits(built_in(), text)}


def test_each_arm_of_an_if_is_told_of_though_another_one_spans_it() -> None:
    source = "Please {% if order.item is defined %}calm down{% else %}relax{% endif %}. I will write by Friday."
    found = PhraseBook(rules=built_in()).check(Prose.of(source=source))
    said = [source[each.start : each.end] for each in found if each.rule == "phrase/commanding-calm"]
    assert "calm down" in [each.rpartition("%}")[2] for each in said]
    assert any(each.endswith("relax") for each in said)
