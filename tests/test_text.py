"""Folding, decoding, and the filter that keeps a terminal safe."""

import pytest

from cheatsheet.text import decode, did_you_mean, fold, nearest, printable, slug, words


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("PARCEL", "parcel"),
        ("Café", "cafe"),
        ("Cafe\u0301", "café"),
        ("Straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("Ｈｅｌｌｏ", "hello"),
        ("it’s", "its"),
        ("it`s", "it's"),
        ("İstanbul", "istanbul"),
        ("ıstanbul", "istanbul"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_two_spellings_of_one_word_fold_to_the_same(written: str, same_as: str) -> None:
    assert fold(written) == fold(same_as)


@pytest.mark.parametrize("word", ["हिन्दी", "ที่นี่", "заказ", "注文"])
def test_a_script_that_needs_its_marks_keeps_them(word: str) -> None:
    assert fold(word) == word


def test_words_are_folded_and_digits_count() -> None:
    assert words("Don't  ship order_no #1042, PLEASE—thanks!") == [
        "dont",
        "ship",
        "order",
        "no",
        "1042",
        "please",
        "thanks",
    ]


def test_a_text_without_a_letter_has_no_words() -> None:
    assert words(" …!? 😀 ") == []


def test_a_slug_is_folded_words_joined_by_hyphens() -> None:
    assert slug("  My parcel hasn’t arrived — Überraschung! ") == "my-parcel-hasnt-arrived-uberraschung"


def test_a_slug_has_at_most_sixty_characters_and_no_hyphen_at_its_end() -> None:
    made = slug("abcde " * 30)
    assert len(made) <= 60
    assert not made.endswith("-")


def test_a_slug_of_signs_is_empty() -> None:
    assert slug("!!! …") == ""


@pytest.mark.parametrize(("typed", "meant"), [("anser", "answer"), ("Phrase", "phrases"), ("chanels", "channels")])
def test_a_misspelt_name_is_recognised(typed: str, meant: str) -> None:
    known = ("answer", "channels", "phrases")
    assert nearest(typed, known) == meant
    assert did_you_mean(typed, known) == f"did you mean {meant!r}?"


@pytest.mark.parametrize("known", [(), ("answer", "channels")])
def test_a_name_like_no_other_has_no_hint(known: tuple[str, ...]) -> None:
    assert nearest("zzqqx", known) is None
    assert did_you_mean("zzqqx", known) == ""


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        ("naïve".encode(), "naïve", "utf-8"),
        (b"\xef\xbb\xbf" + "naïve".encode(), "naïve", "utf-8"),
        ("naïve €".encode("utf-16"), "naïve €", "utf-16"),
        (b"\xfe\xff" + "naïve".encode("utf-16-be"), "naïve", "utf-16"),
        ("Complaint,Answer".encode("utf-16-le"), "Complaint,Answer", "utf-16-le"),
        ("Complaint,Answer".encode("utf-16-be"), "Complaint,Answer", "utf-16-be"),
        (b"caf\xe9 \x93quoted\x94", "café “quoted”", "cp1252"),
        (b"\x81\xff", "\ufffdÿ", "cp1252"),
    ],
)
def test_bytes_are_read_in_the_encoding_that_they_have(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    "data", [b"my parcel is late\x00", b"my parcel\x00 is late", b"a\x00 my parcel is really late"]
)
def test_a_stray_nul_does_not_turn_a_message_into_another_script(data: bytes) -> None:
    assert decode(data) == (data.decode(), "utf-8")


def test_a_torn_utf_16_file_is_read_as_far_as_it_goes() -> None:
    assert decode("late".encode("utf-16")[:-1]) == ("lat\ufffd", "utf-16")


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]52;c;cm0gLXJm\x1b\\text", "text"),
        ("\x9d52;c;cm0gLXJm\x9ctext", "text"),
        ('\x1bP$q"p\x1b\\text', "text"),
        ("paste\x1b[201~rm -rf", "pasterm -rf"),
        ("\x1bcreset", "reset"),
        ("a\x00b\x08c\x7fd\x84e", "abcde"),
        ("\u202egnp.exe\u2066x\u2069\u200f\u061c", "gnp.exex"),
        ("\ufeffbom \ud800", "bom "),
        ("\x1b\x1b[31m[31mnested", "[31mnested"),
    ],
)
def test_nothing_that_a_terminal_obeys_gets_through(hostile: str, left: str) -> None:
    assert printable(hostile) == left


def test_an_escape_that_does_not_end_takes_no_text_with_it() -> None:
    assert "the rest of the answer" in printable("\x1b]0;open\nthe rest of the answer")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_break_becomes_a_plain_one(line_break: str) -> None:
    assert printable(f"a{line_break}b\tc") == "a\nb\tc"


@pytest.mark.parametrize(
    "text", ["👩‍👩‍👧 ❤️ 🇩🇪", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "می‌خواهم", "שלום"]
)
def test_joiners_of_emoji_and_scripts_stay(text: str) -> None:
    assert printable(text) == text
