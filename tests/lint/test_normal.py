"""The comparable form of a text, and the way back to each of its characters."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cheatsheet.lint.normal import normal


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("You’re “Wrong”", 'you\'re "wrong"'),
        ("‘a’ ´b´ `c` ʼd", "'a' 'b' 'c' 'd"),
        ("«a» „b‟", '"a" "b"'),
        ("a–b—c‐d−e", "a-b-c-d-e"),
        ("a\u00a0b\u202fc\u3000d\u2028e\u0085f", "a b c d e f"),
        ("STRASSE ß", "strasse ss"),
        ("ＡＢＣ", "abc"),
        ("\ufb01ne", "fine"),
        ("cafe\u0301 CAFÉ", "café café"),
        ("ca\u00adlm\u200b do\u2060wn\ufeff", "calm down"),
        ("a&nbsp;b&#39;c&rsquo;d&#x2019;e&amp;f", "a b'c'd'e&f"),
        ("&shy;a&zwnj;b", "ab"),
        ("&nosuch; & &; &#; &#xZ; AT&T", "&nosuch; & &; &#; &#xz; at&t"),
        ("&NBSP; &Eacute;", "&nbsp; é"),
        ("a…b", "a.b"),
        ("\U0001d41c\U0001d41a", "ca"),
        ("", ""),
        ("tab\tand\r\nbreak", "tab\tand\r\nbreak"),
        ("**So** it _is_, *not*\n__here__", "  so   it  is ,  not \n  here  "),
        ("* one\n* two", "* one\n* two"),
        ("snake_case, 2 * 3, **", "snake_case, 2 * 3, **"),
    ],
)
def test_what_looks_alike_is_alike(text: str, form: str) -> None:
    assert normal(text).text == form


@pytest.mark.parametrize(
    ("text", "said", "source"),
    [
        ("I say you’re wrong.", "you're wrong", "you’re wrong"),
        ("the \ufb01ne print", "fine", "\ufb01ne"),
        ("the \ufb01ne print", "ine", "\ufb01ne"),
        ("a&nbsp;b", "a b", "a&nbsp;b"),
        ("so &#99;alm", "calm", "&#99;alm"),
        ("cafe\u0301!", "café", "cafe\u0301"),
        ("x ca\u00adlm y", "calm", "ca\u00adlm"),
        ("Straße", "strasse", "Straße"),
        ("😀 ca\u00adlm", "calm", "ca\u00adlm"),
        ("\u200bcalm\u200b", "calm", "calm"),
    ],
)
def test_a_stretch_leads_back_to_what_was_written(text: str, said: str, source: str) -> None:
    form = normal(text)
    start = form.text.index(said)
    assert text[slice(*form.span(start, start + len(said)))] == source


texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("&;#x39‘’“”\u00a0\u00ad\u0301\u200bßﬁＡ e\u1100\u1161"),
    ),
    max_size=40,
)


@given(text=texts)
@example(text="&#39;&nbsp;&amp;&Eacute;\u0301")
@example(text="\u0301a")
def test_every_character_leads_back_to_a_stretch_in_order(text: str) -> None:
    form = normal(text)
    assert form.starts is None or len(form.starts) == len(form.text)
    spans = [form.span(at, at + 1) for at in range(len(form.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(text=st.text(st.characters(max_codepoint=127), max_size=60).filter(lambda text: not {*"&<`*_"} & {*text}))
def test_plain_text_changes_in_case_alone(text: str) -> None:
    assert normal(text).text == text.lower()
    assert normal(text).starts is None


@given(text=st.text(st.characters(max_codepoint=127), max_size=60).filter(lambda text: not {*"&<`*_"} & {*text}))
def test_beside_a_letter_of_another_language_plain_text_is_what_it_is_alone(text: str) -> None:
    form = normal(f"é{text}é")
    assert form.text == f"é{text.lower()}é"
    assert [form.span(at, at + 1) for at in range(len(form.text))] == [(at, at + 1) for at in range(len(text) + 2)]


@given(text=texts.filter(lambda text: "&" not in text))
def test_the_form_of_a_text_does_not_depend_on_how_its_letters_are_composed(text: str) -> None:
    one, other = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert normal(one).text == normal(other).text
