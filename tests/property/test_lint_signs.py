"""Laws of characters: one that nobody sees is found wherever it stands, and taking out what is found leaves none."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.lint.signs import LINE_BREAKS, check
from tests.lint.judged import findings

PLAIN = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd", "Po", "Zs"], max_codepoint=0x24F))
# Joiners and selectors may belong to what stands before them; none of that is in PLAIN.
UNSEEN = st.sampled_from(
    "\x00\x08\x1f\x7f\xad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064"
    "\u2066\u2067\u2068\u2069\ufe00\ufeff\ufff9\ue000\U000e0001\U000e0020\U000e0100\U0010fffd"
)


@given(PLAIN, UNSEEN, PLAIN)
def test_an_invisible_character_is_found_at_its_offset(before: str, sign: str, after: str) -> None:
    found = [each for each in findings(check, before + sign + after) if each.rule == "text/invisible"]
    assert any(each.start <= len(before) < each.end for each in found)


@given(PLAIN)
def test_plain_text_has_none(text: str) -> None:
    assert [each for each in findings(check, text) if each.rule == "text/invisible"] == [] or "\xad" in text


@given(st.text())
def test_what_was_mended_is_clean(text: str) -> None:
    mended = text
    for each in reversed([each for each in findings(check, text) if each.fix is not None]):
        mended = mended[: each.start] + (each.fix or "") + mended[each.end :]
    left = [each for each in findings(check, mended) if each.rule == "text/invisible"]
    assert {mended[each.start : each.end] for each in left} <= LINE_BREAKS


@given(st.text(st.characters(categories=["Cc", "Cf", "Co", "Cs"]), min_size=1))
def test_only_what_nobody_sees_is_taken_out(text: str) -> None:
    for each in findings(check, f"a{text}b"):
        assert re.sub(r"[\t\n\r]", "", f"a{text}b"[each.start : each.end])
        assert all(
            unicodedata.category(sign)[0] == "C" or sign.isascii() for sign in f"a{text}b"[each.start : each.end]
        )
