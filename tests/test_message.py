"""A message as it is searched: its sentences, and not what only this customer has."""

import re

import pytest

from cheatsheet.message import (
    LONG,
    MAX_CHARACTERS,
    MAX_SENTENCES,
    MAX_WORDS,
    Message,
    is_particular,
    names_in,
    sentences,
    without_particulars,
)
from cheatsheet.text import words

MAIL = """\
Hi there,

My lamp came broken.

Kind regards,
Dana

On Mon, 2 Nov 2026 at 10:00, Acme <care@acme.example> wrote:
> Where shall we send your refund?
"""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("write to dana.smith+x@mail.example.org please", "write to please", id="mail address"),
        pytest.param("see https://acme.example/o/1?x=y#z now", "see now", id="web address"),
        pytest.param("see www.acme.example now", "see now", id="web address without scheme"),
        pytest.param("see WWW.ACME.EXAMPLE now", "see now", id="web address in capitals"),
        pytest.param("ordered on 2026-11-03 and waiting", "ordered on and waiting", id="ISO date"),
        pytest.param("ordered on 3/11/2026 and waiting", "ordered on and waiting", id="date with slashes"),
        pytest.param("ordered on 03.11.26 and waiting", "ordered on and waiting", id="date with full stops"),
        pytest.param("ordered on 3 May and waiting", "ordered on and waiting", id="day and month"),
        pytest.param("ordered on 3rd of november 2026 and waiting", "ordered on and waiting", id="day of a month"),
        pytest.param("ordered on May 3rd, 2026 and waiting", "ordered on and waiting", id="month and day"),
        pytest.param("ordered on Sept. 12 and waiting", "ordered on and waiting", id="a short month"),
        pytest.param("my name is Dana Smith and it broke", "and it broke", id="a name"),
        pytest.param("My name's José Núñez, it broke", "it broke", id="a name with accents"),
        pytest.param("my name’s Dana, it broke", "it broke", id="a name, as a telephone types it"),
        pytest.param("I am called Dana. It broke", "It broke", id="called"),
        pytest.param("This is Dana Smith from Leeds, it broke", "from Leeds it broke", id="introduced"),
    ],
)
def test_what_only_this_customer_has_is_left_out(text: str, kept: str) -> None:
    assert words(without_particulars(text)) == words(kept)


@pytest.mark.parametrize(
    "text",
    [
        "my 3 novels never arrived",
        "2 separate parcels came",
        "I decided 2 weeks ago to return it",
        "2 marble lamps came broken",
        "it takes maybe 3 days",
        "the 2 junk mails that you sent",
        "THIS IS NOT THE LAMP THAT WAS ORDERED",
        "This is my third complaint",
        "this is unacceptable",
        "on the 3rd lamp the switch is broken",
        "I paid 12.50 for 2 lamps",
        "it is 50% off and 3/4 full",
        "size 10-12 please",
    ],
)
def test_what_the_complaint_says_stays(text: str) -> None:
    assert words(without_particulars(text)) == words(text)


@pytest.mark.parametrize(
    ("word", "known", "particular"),
    [
        ("2026", False, True),
        ("48213377", True, True),
        ("ab12345", True, True),
        ("12", False, True),
        ("12", True, False),
        ("xl2", False, True),
        ("xl2", True, False),
        ("lamp", False, False),
        ("größe", True, False),
        ("", False, False),
        ("١٢٣٤", True, True),
    ],
)
def test_a_number_is_the_customers_where_it_is_long_or_unknown(word: str, known: bool, particular: bool) -> None:
    assert is_particular(word, known) is particular


def test_a_short_message_has_no_sentences() -> None:
    message = Message.of("My lamp is broken. I want my money back!")
    assert message.sentences == ()
    assert (message.complaint, message.cut) == ("My lamp is broken. I want my money back!", False)


def test_a_message_of_25_words_is_short_and_one_of_26_is_long() -> None:
    said = ["My lamp is broken."] * 6
    assert not Message.of(" ".join([*said, "now"])).sentences
    assert len(words(" ".join([*said, "now"]))) == LONG
    assert len(Message.of(" ".join([*said, "right now"])).sentences) > 1


def test_a_long_message_is_cut_into_its_sentences_as_written() -> None:
    filler = "I have been a customer of yours for a very long time and always was happy."
    message = Message.of(f"{filler} My LAMP came broken! {filler}\nWhere's my money, please?")
    assert message.sentences == (filler, "My LAMP came broken!", filler, "Where's my money, please?")


def test_the_sentences_of_a_message_have_none_of_the_particulars() -> None:
    filler = "I have been a customer of yours for a very long time and always was happy with it."
    message = Message.of(f"{filler} My name is Dana. I ordered on 3 May 2026. Mail dana@mail.example about my lamp.")
    said = " ".join((message.bare, *message.sentences))
    assert not {"dana", "2026", "example"} & set(words(said))
    assert "lamp" in words(said)
    assert "dana@mail.example" in message.complaint


def test_the_complaint_is_what_is_left_of_a_mail() -> None:
    message = Message.of(MAIL)
    assert message.complaint == "My lamp came broken."
    assert not message.cut


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One two three. Four five six!", ["One two three.", "Four five six!"], id="two"),
        pytest.param("Hello. It is broken now.", ["Hello. It is broken now."], id="a short one joins the next"),
        pytest.param("It is broken now. Help!", ["It is broken now.", "Help!"], id="a short one at the end"),
        pytest.param("first line here\nsecond line here", ["first line here", "second line here"], id="lines"),
        pytest.param(
            "It cost 12.50 or so. I paid it.", ["It cost 12.50 or so.", "I paid it."], id="a full stop inside"
        ),
        pytest.param("a; b c; d", ["a; b c;", "d"], id="semicolons"),
        pytest.param("", [], id="nothing"),
        pytest.param("   \n\n  ", [], id="blank"),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


def test_chinese_sentences_end_without_a_space() -> None:
    assert len(list(sentences("我的包裹没到。我要退款！"))) > 0
    assert words("".join(sentences("我的包裹没到。我要退款！"))) == ["我的包裹没到", "我要退款"]


def test_no_more_than_24_sentences_are_told() -> None:
    said = [f"This is sentence {number}." for number in range(40)]
    assert list(sentences(" ".join(said))) == said[:MAX_SENTENCES]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I bought an Ikea lamp", {"ikea"}),
        ("Lamp broken. Parcel late.", set()),
        ("Please ask Sean and Siobhan", {"sean", "siobhan"}),
        ("the Parsel and my parsel", set()),
        ("I WANT MY MONEY", set()),
        ("I bought, I paid", set()),
        ("ask Zoë", {"zoe"}),
        ("my order 12 Smith", {"smith"}),
        ("", set()),
    ],
)
def test_names_stand_with_a_capital_in_the_middle_of_a_sentence_only(text: str, names: set[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("lamp " * MAX_WORDS, False, id="as many words as are matched"),
        pytest.param("lamp " * (MAX_WORDS + 1), True, id="one word more"),
        pytest.param("x" * MAX_CHARACTERS, False, id="as many characters as are read"),
        pytest.param("x" * (MAX_CHARACTERS + 1), True, id="one character more"),
        pytest.param("lamp", False, id="one word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_message_that_is_too_long_is_said_to_be_cut(text: str, cut: bool) -> None:
    assert Message.of(text).cut is cut


def test_nothing_beyond_the_limit_is_matched() -> None:
    message = Message.of(f"My lamp is broken. {'x' * MAX_CHARACTERS} refund")
    assert "refund" not in words(message.complaint)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_signature_ends_a_mail_however_its_lines_end(line_break: str) -> None:
    lines = ["My lamp came broken.", "Kind regards,", "Dana"]
    assert Message.of(line_break.join(lines)).complaint == lines[0]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?!", "\x00", "> ", "Hi,", "my name is Dana"])
def test_a_message_that_says_nothing_is_a_message(text: str) -> None:
    message = Message.of(text)
    assert (message.sentences, message.cut) == ((), False)


@pytest.mark.parametrize(
    "text",
    [
        "My name is Katarzyna Wiśniewska and the box was empty",
        "the box was empty, Mr Broken Late",
        "I live at 14 Cancel Street, Refund Hill, the box was empty",
    ],
)
def test_names_and_streets_are_not_matched(text: str) -> None:
    bare = Message.of(text).bare
    assert "box was empty" in bare
    assert not re.search("Katarzyna|niewska|Broken|Late|Cancel|Refund", bare)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("I'm Mark Price, the kettle is broken", ", the kettle is broken"),
        ("I want my money back for order 30", "I want my money back for order"),
        ("order no. 31 is late", "order is late"),
        ("not arrived at 10:30", "not arrived at"),
        ("we live at 12 Rue de la Paix, Paris. It is broken", "we live at . It is broken"),
        ("it went to PO Box 12, Cash Hill", "it went to"),
        ("my order 2 weeks late", "my order 2 weeks late"),
        ("I ordered 3 lamps", "I ordered 3 lamps"),
    ],
)
def test_numbers_times_names_and_addresses_are_left_out(text: str, bare: str) -> None:
    assert " ".join(Message.of(text).bare.split()) == bare


def test_quoted_lines_do_not_push_the_complaint_out_of_a_long_message() -> None:
    message = Message.of("> something that we wrote to you before\n" * 400 + "\nMy kettle is broken.")
    assert "kettle" in message.complaint
    assert not message.cut


def test_a_line_broken_by_its_length_alone_ends_no_sentence() -> None:
    text = "I have been waiting for my parcel for three weeks now and it\nhas still not come. " * 3
    assert all("\n" not in sentence for sentence in Message.of(text).sentences)
    assert any("now and it has still not come" in sentence for sentence in Message.of(text).sentences)
