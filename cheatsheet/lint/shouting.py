"""The rule shape/shouting: words in capitals and rows of exclamation marks."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cheatsheet.entry import Entry
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.normal import OPAQUE
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose

MARKS = r"(?<![!?])[!?]{2,}"
CAPITAL = "[A-Z\xc0-\xd6\xd8-\xde]"
CAPITALS = f"{CAPITAL}{CAPITAL}{{3}}"
WORD = rf"{CAPITAL}+(?:['\u2019]{CAPITAL}+)?"
LOUD = rf"(?<![\w&@#./:{OPAQUE}-]){WORD}(?:[\s,]+{WORD})*(?![\w@/&{OPAQUE}]|[.-]\w)"
BETWEEN = r"[\s,]+"
LONG, SHORT = 5, 4  # letters of a word that is loud alone, and of one that is loud among others
# What stands in quotes or brackets, and a key to press or a code to type, is written as it stands on the thing.
QUOTES = frozenset("\"'`*[]<>\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb")
LABEL_BEFORE = (
    r"(?i)\b(?:codes?|vouchers?|reply|text|send|press|type|enter|choose|select|click|tap|hold|says?|reads|labelled|marked"
    r"|buttons?|keys?|mode|brand|model|words?)\b[^.!?\n]{0,25}$"
)
LABEL_AFTER = r"\s(?:buttons?|keys?|codes?|switch|mode|light|sign|label|menu|tab|option|icon|model)\b"
BEFORE = 50  # characters in which to look for such a word
# English words or not, these are written so: names, and what is spelled out.
NAMES = frozenset(
    {"visa", "swift", "radar", "laser", "samsung", "adidas", "nike", "lego", "ikea", "bosch", "asus", "fedex", "nasa",
     "mastercard", "paypal", "klarna", "iban", "sepa", "imei", "gdpr", "dsgvo", "covid", "https", "unicef", "weee",
     "hdmi", "wlan", "oled", "puma", "dell"}
)  # fmt: skip
ENGLISH = Path(__file__).parent.parent / "data" / "english.txt"


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:  # noqa: ARG001
    """Words in capitals, and marks in a row."""
    text, odd = prose.read, prose.odd
    if "!!" in odd or "?!" in odd or "!?" in odd:
        for found in compiled(MARKS).finditer(text):
            if "!" not in found.group():
                continue
            message = f"`{found.group()}` reads as shouting"
            yield Finding("shape/shouting", *found.span(), message, "one mark is enough, a full stop is calmer")
    if not compiled(CAPITALS).search(odd):
        return
    for found in compiled(LOUD).finditer(text):
        if is_loud(compiled(BETWEEN).split(found.group()), prose.language) and not is_label(text, *found.span()):
            message = f"capitals read as shouting: {' '.join(found.group().split())}"
            yield Finding("shape/shouting", *found.span(), message, "write it in small letters")


def is_loud(words: list[str], language: str) -> bool:
    """Whether words in capitals are shouted: one of five letters, or several of which one has four."""
    sizes = [len(word) for word in words if is_word(word.lower(), language)]
    longest = max(sizes, default=0)
    return longest >= LONG or (longest == SHORT and len(sizes) > 1)


def is_label(text: str, start: int, end: int) -> bool:
    """Whether words are quoted, or name a key, a code or what to reply with."""
    if text[start - 1 : start] in QUOTES and text[end : end + 1] in QUOTES:
        return True
    before = compiled(LABEL_BEFORE)
    return bool(before.search(text, max(start - BEFORE, 0), start) or compiled(LABEL_AFTER).match(text, end))


@lru_cache(maxsize=1024)
def is_word(word: str, language: str) -> bool:
    """Whether a word is an ordinary one, no name or acronym; in other languages than English every long one is."""
    if word in NAMES:
        return False
    if language.partition("-")[0] != "en":
        return len(word) >= SHORT
    stem = word.replace("\u2019", "'").partition("'")[0]
    return f"\n{stem}\n".encode() in english()


@lru_cache(maxsize=1)
def english() -> bytes:
    """The English words, one a line; read only where a text has capitals."""
    return b"\n" + ENGLISH.read_bytes()
