"""The only text folding: bytes to text, text to comparable words, a pasted mail to its complaint."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

COMBINING_ACCENT = re.compile("[\u0300-\u036f]")
APOSTROPHE = re.compile("['\u2018\u2019\u02bc\u00b4`]")
# Scripts whose vowels are marks (Arabic, Indic, Thai): those marks.
VOWEL_MARKS = (
    "\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c04"
    "\u0c3e-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
WORD = re.compile(f"(?:[^\\W_]|[{VOWEL_MARKS}])+")
PARTED = bytes(sign if chr(sign).isalnum() else ord(" ") for sign in range(128)) + bytes(128)  # the same, in ASCII
# C0 but newline and tab, DEL, C1, overrides and marks of direction, lone surrogates.
# What emoji and scripts need (joiners, variation selectors, tags of flags) stays.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
RESERVED = re.compile("[\ue000-\ue00f]")  # see values.shield; they mean nothing in a text
LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
ESCAPE_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, bracketed paste
    # OSC and DCS (titles, clipboard) only where they end on their line: a stray byte eats no text
    "|(?:\x1b[\\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)


def printable(text: str) -> str:
    """`text` without anything that a terminal or a paste would obey: escapes, control, bidi characters.

    Every kind of line break becomes LF. Applying it twice changes nothing more.
    """
    if text.isprintable():  # most are, and this is asked of every cell
        return text
    return UNSAFE.sub("", LINE_BREAK.sub("\n", ESCAPE_SEQUENCE.sub("", text)))


def without_reserved(text: str) -> str:
    """`text` without the private-use characters that shield customers' words while a reply is checked."""
    return RESERVED.sub("", text)


def fold(text: str) -> str:
    """`text` for comparison: compatibility forms, case, Latin accents and apostrophes folded away.

    Idempotent: `fold(fold(x)) == fold(x)`. Marks of scripts that need them (Devanagari, Thai) stay.
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    folded = text
    while True:
        step = unicodedata.normalize("NFKD", folded).casefold()
        step = unicodedata.normalize("NFKC", COMBINING_ACCENT.sub("", step))
        step = APOSTROPHE.sub("", step).replace("ı", "i")
        if step == folded:
            return folded
        folded = step


def words(text: str) -> list[str]:
    """The folded words of `text`, in order; digits count as words."""
    folded = fold(text)
    return folded.encode().translate(PARTED).decode().split() if folded.isascii() else WORD.findall(folded)


def same_name(name: str) -> str:
    """A person's name for comparison."""
    return " ".join(name.casefold().split())


def slug(text: str) -> str:
    """`text` as an id: folded words joined by hyphens, at most 60 characters."""
    joined = "-".join(words(text))
    return joined[:60].rstrip("-")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, or None."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    choices = sorted(known)
    found = process.extractOne(name, choices, scorer=OSA.normalized_similarity, processor=str.casefold)
    return found[0] if found and found[1] >= 0.6 else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, else ""."""
    near = nearest(name, known)
    return f"did you mean {near!r}?" if near else ""


def place_of_bad_byte(data: bytes) -> tuple[int, int]:
    """Line and column (1-based) of the first byte that is not UTF-8; (0, 0) if there is none."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return before.count("\n") + 1, len(before) - before.rfind("\n")
    return 0, 0


def decode(data: bytes) -> tuple[str, str]:
    """Bytes of any usual encoding as text, and the encoding's name: BOM, UTF-16, UTF-8, else cp1252.

    Undefined cp1252 bytes become U+FFFD; raises nothing.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace"), "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    if b"\x00" in data[:200] and len(data) % 2 == 0:
        # UTF-16 without a mark: mostly-Latin text has its zero bytes on one side only.
        low, high = data[0:200:2].count(0), data[1:200:2].count(0)
        side = "utf-16-le" if high > low else "utf-16-be"
        if max(low, high) * 4 > len(data[:200]):
            with suppress(UnicodeDecodeError):
                return data.decode(side), side
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"
