"""Invisible characters are found and taken out; what emoji and other scripts need stays."""

import pytest

from cheatsheet.lint.signs import check
from tests.lint.judged import findings, rules, said

FINE = {
    "plain text": "Plain text,\n\tindented.\r\n",
    "letters and signs": "café naïve “quotes” – — … € ½ ™",
    "emoji": "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f⃣ 👍🏽 ©\ufe0f 🏳\ufe0f\u200d🌈 👩🏽\u200d💻 ✔\ufe0e 🇩🇪",
    "flag of Wales": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "Persian": "می\u200cخواهم",
    "Hindi": "क्\u200dष क्\u200cष",
    "Sinhala": "ශ්\u200dරී",
    "Thai": "ข้อ\u200bความ",
    "Hebrew with a mark": "שלום\u200f (abc)\u200e 12",
    "Arabic letter mark": "مرحبا \u061c12-34",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ\u180b",
    "an ideograph of a certain shape": "葛\U000e0100城",
    "Japanese": "数量を変える、ありがとう。",
    "units": "50 μg, 3 kΩ, Δt = 5 µm, α-carotene, TGFβ1",
    "Russian with English": "Привет, SMSки и USB-кабель",
    "Greek": "Καλημέρα, Acme",
}

UNSEEN = (
    *(0x00, 0x07, 0x1C, 0x7F, 0x9F, 0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A),
    *(0x202E, 0x2060, 0x2063, 0x2066, 0x2069, 0x206F, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFC, 0xD83D, 0xE000, 0xF8FF),
    *(0xE0041, 0xE0100, 0xF0000),
)


@pytest.mark.parametrize("text", FINE.values(), ids=FINE.keys())
def test_what_a_script_needs_is_fine(text: str) -> None:
    assert findings(check, text) == []


@pytest.mark.parametrize("number", UNSEEN, ids=hex)
def test_an_invisible_character_is_found_and_taken_out(number: int) -> None:
    text = f"Your par{chr(number)}cel is here."
    found = findings(check, text)
    assert [(each.rule, each.start, each.end, each.fix) for each in found] == [("text/invisible", 8, 9, "")]
    assert f"U+{number:04X}" in found[0].message


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\u2800", "\u3164", "\uffa0"])
def test_a_blank_that_keeps_words_apart_becomes_a_space(sign: str) -> None:
    assert [each.fix for each in findings(check, f"your{sign}parcel")] == [" "]
    assert [each.fix for each in findings(check, f"your {sign}parcel{sign}")] == ["", ""]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_strange_line_break_is_not_mended_by_itself(sign: str) -> None:
    found = findings(check, f"One.{sign}Two.\u200b")
    assert [(each.start, each.end, each.fix) for each in found] == [(4, 5, None), (9, 10, "")]


def test_a_row_is_one_finding() -> None:
    found = findings(check, "x\U000e0068\U000e0069\U000e0021\U000e007fy\u200b")
    assert [(each.start, each.end) for each in found] == [(1, 5), (6, 7)]
    assert found[0].message.startswith("4 characters that nobody sees: U+E0068 (tag latin small letter h), U+E0069")
    assert found[0].message.endswith("…")


def test_an_escape_sequence_is_taken_out_whole() -> None:
    assert said(check, "a \x1b[31mred\x1b[0m lamp") == ["\x1b[31m", "\x1b[0m"]
    assert said(check, "é \x1b[31mred") == ["\x1b[31m"]


def test_a_joiner_that_joins_nothing_is_found() -> None:
    assert said(check, "❤\ufe0f\u200d and") == ["\u200d"]
    assert said(check, "a\ufe0f") == ["\ufe0f"]
    assert said(check, "\U0001f3f4\U000e0067 x") == ["\U000e0067"]


def test_a_mark_of_direction_belongs_to_its_line() -> None:
    assert said(check, "שלום\u200f\nHello\u200f") == ["\u200f"]
    assert said(check, "שלום \u202eabc\u202c") == ["\u202e", "\u202c"]


def test_template_syntax_and_layouts_are_read_too() -> None:
    assert said(check, "{{ order\u200b.number }}") == ["\u200b"]
    assert said(check, "{{ body }}\ufeff", layout=True) == ["\ufeff"]


@pytest.mark.parametrize(
    ("word", "script"),
    [("pаypal", "Latin"), ("Αcme", "Latin"), ("оrder", "Latin"), ("rеfund2", "Latin"), ("Пpивет", "Cyrillic"),
     ("Kαλημέρα", "Greek")],
)  # fmt: skip
def test_a_word_of_two_scripts_is_found(word: str, script: str) -> None:
    text = f"Dear {word}, hello"
    found = findings(check, text)
    assert [(each.rule, text[each.start : each.end], each.fix) for each in found] == [
        ("text/mixed-script", word, None)
    ]
    assert script in found[0].suggestion
    assert "U+0" in found[0].message


def test_a_value_beside_a_word_is_no_other_script() -> None:
    assert rules(check, "Заказ{{ order.number }}") == set()
