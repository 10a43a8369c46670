"""Placeholders and length, and that one check asks every rule on shape."""

import pytest

from cheatsheet.library import Library
from cheatsheet.lint.check import texts_of
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.shape import check, placeholders, too_long
from cheatsheet.place import starter_folder
from tests.lint.desk import about
from tests.lint.judged import findings, rules, said


def left_over(text: str, *, layout: bool = False) -> list[str]:
    return said(lambda prose, *_: placeholders(prose), text, layout=layout)


def long_for(text: str, key: str, language: str = "en") -> list[Finding]:
    return findings(lambda prose, *_: too_long(prose), text, key, language=language)


@pytest.mark.parametrize(
    "placeholder",
    ["[Product Name]", "[product\nname]", "[ ]", "[...]", "[?]", "[Name, if known]", "XXX", "XXXXX", "TODO", "TBD",
     "FIXME", "<name>", "<Order Number>", "____", "{name}", "{ product name }", "［商品名］"],
)  # fmt: skip
def test_a_placeholder_is_found_where_it_stands(placeholder: str) -> None:
    assert left_over(f"Dear {placeholder} thank you.") == [placeholder]


@pytest.mark.parametrize(
    "text",
    [
        "Hi {{ customer.first_name }}, see {# [a note] TODO #}it.",
        "{% if order.number is defined %}Order {{ order.number }}{% endif %}",
        "See [our page](https://shop.example/help) or [write](mailto:help@shop.example).",
        "See [your parcel]({{ order.tracking_url }}).",
        "See note [1] and [12].",
        "Size XXL, XXXL or XX.",
        "5 < 6 and 7 > 6",
        "snake_case and a__b",
        "A mastodon and a todo list",
        "Write [{{ order.number }}].",
    ],
)
def test_what_is_no_placeholder_is_left_alone(text: str) -> None:
    assert left_over(text) == []


def test_half_a_pair_of_braces_is_told_by_another_rule() -> None:
    assert left_over("Hi { customer.name }}, {{ customer.name } and {customer.name} and }}") == []


def test_both_arms_and_layouts_are_read() -> None:
    assert left_over("{% if a %}[One]{% else %}[Two]{% endif %}") == ["[One]", "[Two]"]
    assert left_over("{{ body }}\n[Your Name]", layout=True) == ["[Your Name]"]


def test_a_placeholder_is_named_in_the_message() -> None:
    found = findings(check, "I'm sorry about [Product\n  Name]. I will write by Friday.")
    assert [each.message for each in found] == ["`[Product Name]` is still to be filled in: a customer would read it"]


@pytest.mark.parametrize(
    ("key", "fits", "size"),
    [
        ("channels.phone", "word " * 150, "word " * 151),
        ("channels.in-person", "word " * 150, "word " * 151),
        ("languages.de.channels.phone", "Wort " * 150, "Wort " * 151),
        ("answer", "word " * 300, "word " * 301),
        ("languages.de.answer", "Wort " * 300, "Wort " * 301),
        ("channels.sms", "x" * 306, "x" * 307),
        ("channels.sms", "“" + "x" * 133, "“" + "x" * 134),
        ("channels.social", "x" * 280, "x" * 281),
    ],
)
def test_a_text_is_as_long_as_its_channel_bears(key: str, fits: str, size: str) -> None:
    assert long_for(fits, key) == []
    assert [each.rule for each in long_for(size, key)] == ["shape/too-long"]


def test_a_value_counts_as_one_word_or_ten_characters() -> None:
    assert long_for("{{ today | working_days(2) | date }} " * 150, "channels.phone") == []
    assert long_for("{{ today | working_days(facts.days | default(2)) | date }}" + "x" * 270, "channels.social") == []
    assert long_for("{{ order.number }}" + "x" * 271, "channels.social")


def test_the_longest_reading_counts() -> None:
    arms = "{% if a %}" + "word " * 100 + "{% else %}" + "word " * 100 + "{% endif %}"
    assert long_for(arms, "channels.phone") == []
    assert long_for("word " * 60 + arms, "channels.phone")


def test_other_channels_have_no_limit() -> None:
    assert long_for("word " * 299, "channels.chat") == []
    assert long_for("word " * 500, "subject") == []


def test_a_long_text_is_measured_in_the_unit_of_its_channel() -> None:
    assert "takes 80 seconds to say" in long_for("word " * 200, "channels.phone")[0].message
    assert "3 SMS segments" in long_for("x" * 400, "channels.sms")[0].message
    assert "301 words" in long_for("word " * 301, "answer")[0].message


def test_a_finding_on_a_whole_text_stands_at_its_first_line() -> None:
    assert said(check, "\n  First line.\nI will come. " + "x" * 300, "channels.social") == ["First line."]


def test_one_check_asks_every_rule() -> None:
    everything = (
        "Hello,\n\nthe aforementioned consignment, regarding which considerable dissatisfaction was communicated, is "
        "subject to comprehensive investigation by the responsible department, notwithstanding administrative "
        "circumstances affecting international transportation generally [Name]!! We cannot refund it."
    )
    assert rules(check, everything) == {
        "placeholder", "shouting", "no-name", "reading-grade", "no-acknowledgement", "no-next-step", "no-alternative",
    }  # fmt: skip


def test_an_empty_text_is_fine() -> None:
    assert rules(check, "") <= {"no-name"}
    assert rules(check, " \n ") <= {"no-name"}


def test_the_starter_library_and_its_layouts_are_clean() -> None:
    folder = starter_folder("responses")
    library = Library.load(folder, folder.parent)
    found = [
        (entry.id, prose.key, finding.rule, finding.message)
        for entry in library.entries
        for prose in texts_of(entry, "en")
        for finding in check(prose, entry, about())
    ]
    assert found == []
    layouts = about().layouts.built_in.values()
    assert [each for layout in layouts for each in findings(check, layout.source, layout=True)] == []
