"""Laws of messages: particulars go at once, no word of few sentences is lost, a cut is said."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.mail import complaint_of
from cheatsheet.message import (
    LONG,
    MAX_CHARACTERS,
    MAX_SENTENCES,
    MAX_WORDS,
    SENTENCE_END,
    Message,
    complaint_in,
    sentences,
    without_particulars,
)
from cheatsheet.text import words

RELAXED = settings(deadline=None, max_examples=300)
SAYING = "my lamp is Broken and I want Refund 2 48213377 größe 数 , . ? ! - ' the Parcel"
PLAIN = st.sampled_from(["\n", *SAYING.split()])
PARTICULAR = st.sampled_from(
    [
        "dana@mail.example", "https://acme.example/a?b=c", "www.acme.example", "3 May 2026", "May 3rd, 2026",
        "2026-11-03", "3/11/26", "my name is Dana Smith", "This is Dana", "the 1st of december",
    ]
)  # fmt: skip
SAID = st.lists(st.one_of(PLAIN, PARTICULAR, st.text(max_size=6)), max_size=30).map(" ".join)


@RELAXED
@given(text=SAID)
def test_taking_particulars_out_twice_takes_no_more(text: str) -> None:
    once = without_particulars(text)
    assert without_particulars(once) == once


@RELAXED
@given(before=PLAIN, particular=PARTICULAR.filter(lambda text: " is " not in text.lower()), after=PLAIN)
def test_a_particular_leaves_the_words_around_it(before: str, particular: str, after: str) -> None:
    left = words(without_particulars(f"we {before} so {particular} then {after} it"))
    for word in words(f"we {before} so then {after} it"):
        assert word in left
    assert not {"example", "2026", "11", "acme", "december"} & set(left)


@RELAXED
@given(text=st.one_of(SAID, st.text()).filter(lambda text: len(re.split(SENTENCE_END, text)) < MAX_SENTENCES))
def test_no_word_of_fewer_than_24_sentences_is_lost(text: str) -> None:
    found = list(sentences(text))
    assert words(" ".join(found)) == words(text)
    assert all(sentence == sentence.strip() != "" for sentence in found)


@RELAXED
@given(text=SAID)
def test_sentences_are_told_of_long_messages_only(text: str) -> None:
    message = Message.of(text)
    assert bool(message.sentences) is (len(words(message.bare)) > LONG)
    assert len(message.sentences) <= MAX_SENTENCES


@settings(deadline=None, max_examples=60)
@given(word=st.sampled_from(["lamp", "x", "数", "größe" * 30]), count=st.integers(1, 900))
def test_a_message_that_is_cut_is_said_to_be_cut(word: str, count: int) -> None:
    text = " ".join([word] * count)
    message = Message.of(text)
    read = len(words(message.bare)[:MAX_WORDS])
    assert message.cut is (read < count or len(text) > MAX_CHARACTERS)


OF_A_MAIL = st.sampled_from(["Kind regards,", "Hi there,", "Sent from my phone", "> ", "--", "wrote:"])
PARTS = st.lists(st.one_of(SAID, OF_A_MAIL), max_size=3)


@RELAXED
@given(parts=PARTS, between=st.sampled_from([" ", "\n", "\r\n"]))
def test_a_plain_line_is_read_as_any_mail_is(parts: list[str], between: str) -> None:
    text = between.join(part.replace("\r", " ") for part in parts)
    assert complaint_in(text) == complaint_of(text)
