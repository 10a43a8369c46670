"""The reading grade: near what a dictionary of syllables gives, and what is left out of it."""

import pytest

from cheatsheet.lint.grade import check, graded, syllables
from cheatsheet.lint.sentences import sentences
from tests.lint.judged import findings, rules, said

EASY = "I am sorry that it is late. I will look for it today. You will hear from me by Friday. " * 3
HARD = (
    "The aforementioned consignment is subject to comprehensive investigation by the responsible department. "
    "Administrative circumstances affecting international transportation necessitate considerable patience. "
    "Appropriate notification concerning the outcome will subsequently be communicated to your registered address."
)


def grade_of(text: str) -> tuple[float, float]:
    """The grade of a text, and the words of its sentences."""
    return graded(sentences(text))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("late", 1), ("table", 2), ("times", 1), ("boxes", 2), ("asked", 1), ("wanted", 2),
        ("settled", 2),         ("careful", 2), ("every", 2), ("safety", 2), ("business", 2), ("people", 2),
        ("colleague", 2), ("special", 2),
        ("media", 3), ("station", 2), ("radio", 3), ("quality", 3), ("actual", 3), ("going", 2), ("buying", 2),
        ("playing", 2), ("player", 2), ("yes", 1), ("you", 1), ("carrier", 3), ("isn't", 2), ("can't", 1),
        ("they're", 1),         ("apologise", 4), ("delivery", 4), ("refund", 2), ("warehouse", 2), ("tomorrow", 3),
        ("information", 4),
        ("create", 2), ("idea", 3), ("video", 3), ("usual", 3), ("someone", 2), ("reply", 2), ("hmm", 1),
    ],
)  # fmt: skip
def test_syllables_are_those_of_a_dictionary(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_formula_is_the_one_of_flesch_and_kincaid() -> None:
    words, syllables_of_all, sentences = 30, 36, 3
    text = "We look into it today and you hear from me. " * 3
    assert grade_of(text.lower())[0] == pytest.approx(
        0.39 * words / sentences + 11.8 * syllables_of_all / words - 15.59, abs=0.01
    )


def test_a_hard_text_is_found_and_an_easy_one_is_not() -> None:
    assert rules(check, HARD) == {"reading-grade"}
    assert rules(check, EASY) == set()


def test_the_hardest_sentence_is_shown() -> None:
    assert said(check, EASY[:60] + HARD) == [HARD.split(". ")[2]]


def test_what_to_do_depends_on_what_makes_it_hard() -> None:
    assert [each.suggestion for each in findings(check, HARD)] == ["use shorter words"]
    long = "and then we go and look for it in the big red hall " * 4 + "."
    assert [each.suggestion for each in findings(check, long)] == ["cut the sentences: they have 52 words on average"]


def test_fewer_than_thirty_words_are_not_judged() -> None:
    assert rules(check, HARD.split(". ", maxsplit=1)[0] + ".") == set()
    assert grade_of("word " * 29)[0] == 0
    assert grade_of("word " * 30)[0] != 0


def test_values_greeting_and_signature_are_left_out() -> None:
    around = f"Dear valued representative {{{{ customer.name }}}},\n\n{HARD}\n\nKind regards,\nAnastasia Papadopoulou"
    assert findings(check, around)[0].message == findings(check, HARD)[0].message
    filled = HARD.replace("the outcome", "{{ facts.administrative_responsibility | default('organisation') }}")
    assert grade_of(HARD.replace("the outcome", "").lower())[0] == pytest.approx(
        float(findings(check, filled)[0].message.split()[3].rstrip(";")), abs=0.06
    )


@pytest.mark.parametrize(
    "other",
    [
        EASY.replace("today", "at 9 a.m. today"),
        EASY.replace("from me", "from Mr. Lee"),
        EASY.replace(". ", ".\n\n"),
        EASY.replace("I will look", '"I will look').replace("today.", 'today."'),
        EASY + "\n\n- one thing\n- two things\n1. three things",
        EASY + " See https://shop.example/responsibility/administration or mail administration@shop.example.",
    ],
)
def test_signs_do_not_make_a_text_hard(other: str) -> None:
    assert grade_of(other.lower())[0] == pytest.approx(grade_of(EASY.lower())[0], abs=0.8)


def test_items_of_a_list_are_sentences() -> None:
    items = "\n".join(f"- the {number} parcel that we have sent to you in the last few days" for number in range(5))
    assert grade_of(items)[1] == 14
    assert grade_of(items.replace("- ", "3. "))[1] == 14


def test_the_hardest_reading_counts() -> None:
    assert rules(check, EASY + "{% if order.number is defined %}" + HARD * 2 + "{% endif %}") == {"reading-grade"}


def test_only_english_texts_of_entries_are_judged() -> None:
    assert rules(check, HARD, "languages.de.answer", language="de") == set()
    assert rules(check, HARD, "languages.en-GB.answer", language="en-GB") == {"reading-grade"}
    assert rules(check, HARD, "channels.phone") == {"reading-grade"}
    assert rules(check, HARD, layout=True) == set()
