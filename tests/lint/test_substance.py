"""What an English answer must say: that the trouble was understood, what comes next, what can be done instead."""

import pytest

from cheatsheet.lint.substance import check, tells_a_fault
from tests.conftest import make_entry
from tests.lint.judged import findings, rules, said

LATE = "My parcel has not arrived"
QUESTION = "Which sizes do you have"


@pytest.mark.parametrize(
    "complaint",
    [
        LATE, "my parsel is late again", "The vase arrived broken", "You sent me the wrong item",
        "Two bottles are missing",         "I was charged twice", "Your agent was rude to me",
        "I have been waiting for weeks", "It doesn't work",
        "Nobody answers my messages", "The technician didn’t come", "Why is my order delayed?",
        "the screen is cracked", "Someone cut me off", "You lost my parcel", "My order never\ncame",
    ],
)  # fmt: skip
def test_a_complaint_that_tells_a_fault_of_ours(complaint: str) -> None:
    assert tells_a_fault(make_entry(complaint=complaint))


@pytest.mark.parametrize(
    "complaint",
    [
        "How do I return a damaged item", "Can I change a wrong address", "Is it too late to cancel",
        "I ordered the wrong size", "What do I do if it arrives broken", "I want a refund", "I lost my receipt",
        "Where is my order", "I love it", "Which size is right for me",
    ],
)  # fmt: skip
def test_a_complaint_that_tells_none(complaint: str) -> None:
    assert not tells_a_fault(make_entry(complaint=complaint))


def test_the_other_wordings_tell_a_fault_where_most_of_them_do() -> None:
    broken, calm = "it came broken", "about the vase"
    assert tells_a_fault(make_entry(complaint="The vase", phrases=[broken, broken, calm]))
    assert tells_a_fault(make_entry(complaint="The vase", phrases=[broken, calm]))
    assert not tells_a_fault(make_entry(complaint="The vase", phrases=[broken, calm, calm]))
    assert not tells_a_fault(make_entry(complaint="I want a new vase", phrases=[broken, broken]))
    assert not tells_a_fault(make_entry(complaint="How do I send it back", phrases=[broken, broken]))


@pytest.mark.parametrize(
    "answer",
    [
        "Your parcel is with the carrier. It will be with you by Friday.",
        "Please send a photo. We will replace it.",
        "Please understand that this can happen. It will come tomorrow.",
        "Thank you for your patience. It will come tomorrow.",
    ],
)
def test_an_answer_to_a_fault_that_does_not_acknowledge_it(answer: str) -> None:
    assert rules(check, answer, complaint=LATE) == {"no-acknowledgement"}
    assert rules(check, answer, complaint=QUESTION) == set()


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry. I will look into it today.",
        "We apologise for the wait. It will come tomorrow.",
        "I can see how long you have waited. I will look into it today.",
        "Thank you for telling us. I will look into it today.",
        "You are right. I will look into it today.",
        "That must be annoying. I will look into it today.",
        "I understand. I will look into it today.",
        "We let you\ndown. I will look into it today.",
        "The slip was ours. I will look into it today.",
        "This should not have happened. I will look into it today.",
    ],
)
def test_an_acknowledgement_comes_in_many_words(answer: str) -> None:
    assert rules(check, answer, complaint=LATE) == set()


def test_the_missing_acknowledgement_stands_at_the_first_sentence() -> None:
    answer = "\nYour parcel is with the carrier. It will come."
    assert said(check, answer, complaint=LATE) == ["Your parcel is with the carrier."]


@pytest.mark.parametrize(
    "answer",
    [
        "I'm sorry that your parcel is late. We know how annoying that is.",
        "We apologise for the delay. Thank you for your patience.",
        "We are sorry for the inconvenience. Please accept our apologies.",
        "I'm sorry that order {{ order.number }} is late.",
        "I'm sorry. Your order was shipped from our new hall.",
    ],
)
def test_an_answer_to_trouble_that_says_nothing_of_what_comes(answer: str) -> None:
    assert rules(check, answer, complaint=LATE) == {"no-next-step"}
    assert rules(check, answer, complaint=QUESTION) == {"no-next-step"}


@pytest.mark.parametrize(
    "step",
    [
        "I will write to you.", "I'll write to you.", "It comes by {{ today | date }}.", "Please send us a photo.",
        "You can exchange it.", "Let me look into it.", "What happened?", "Hold the button for ten seconds.",
        "First, open the lid.", "I am sending a label.", "It is on its way.", "You should receive it on Friday.",
        "It arrives on Monday.", "- Close the app.\n- Open it again.", "1. Close the app.",
        "The label follows by post.", "You have two options.",
    ],
)  # fmt: skip
def test_a_step_comes_in_many_words(step: str) -> None:
    assert rules(check, f"I'm sorry that it is late.\n\n{step}", complaint=LATE) == set()


def test_a_short_answer_to_a_question_needs_no_step() -> None:
    assert rules(check, "The shirt is 100% cotton.", complaint=QUESTION) == set()
    assert rules(check, "The shirt has stripes. " * 10, complaint=QUESTION) == {"no-next-step"}


def test_thanks_for_praise_need_no_step() -> None:
    thanks = "Thank you so much. It made our day, and we were happy to hear it. " * 4
    assert rules(check, thanks, complaint="I love your shop") == set()
    assert rules(check, thanks, complaint="I'm not happy with your shop") == {"no-next-step"}


def test_the_missing_step_stands_at_the_last_sentence() -> None:
    assert said(check, "I'm sorry. We know how it is.\n", complaint=LATE) == ["We know how it is."]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ("We cannot refund opened items.", "We cannot refund"),
        ("We cannot refund it. Please let us know if you have any questions.", "We cannot refund"),
        ("We can’t change the address.", "We can’t change"),
        ("I'm sorry, we are unable to send it.", "unable to send"),
        ("The lamp is no\nlonger available.", "is no\nlonger available"),
        ("The lamp is sold out.", "sold out"),
        ("We must decline your request.", "decline your"),
        ("Your claim was rejected.", "claim was rejected"),
        ("We don't deliver there.", "We don't deliver"),
        ("That is not possible. Please understand.", "is not possible"),
        ("We cannot refund it. We can see why you ask.", "We cannot refund"),
    ],
)
def test_bad_news_without_a_way_out(answer: str, refusal: str) -> None:
    found = [each for each in findings(check, answer, complaint=QUESTION) if each.rule == "shape/no-alternative"]
    assert [answer[each.start : each.end] for each in found] == [refusal]


@pytest.mark.parametrize(
    "answer",
    [
        "We cannot refund it, but you can exchange it.",
        "The lamp is sold out. I can send the blue one.",
        "The lamp is sold out. Would you like the blue one?",
        "We don't deliver there. What I can do is send it to a friend.",
        "We are unable to send it today. It will leave us tomorrow.",
        "It is not possible in the app. Please write to me.",
        "It is discontinued. There is an alternative.",
        "The lamp is sold out; a new batch comes on Monday.",
        "If green is sold out, blue is still there.",
        "I cannot see your order yet. What is its number?",
        "Your parcel is not here. I'm sorry.",
    ],
)
def test_bad_news_with_a_way_out_and_what_is_no_bad_news(answer: str) -> None:
    assert "no-alternative" not in rules(check, answer, complaint=QUESTION)


def test_each_reading_is_judged() -> None:
    answer = "I'm sorry that it is late. {% if order.number is defined %}I will write today.{% else %}Bye.{% endif %}"
    assert rules(check, answer, complaint=LATE) == {"no-next-step"}
    assert said(check, answer, complaint=LATE) == ["Bye."]


def test_only_answers_in_english_are_judged() -> None:
    bad = "I'm sorry that it is late."
    assert rules(check, bad, "languages.en-GB.answer", language="en-GB", complaint=LATE) == {"no-next-step"}
    assert rules(check, bad, "languages.de.answer", language="de", complaint=LATE) == set()
    assert rules(check, bad, "channels.sms", complaint=LATE) == set()
    assert rules(check, bad, "subject", complaint=LATE) == set()
    assert rules(check, bad, layout=True) == set()
