"""Rules on single characters: what nobody sees, and letters of another script that look like ours."""

import unicodedata
from collections.abc import Iterator

from cheatsheet.entry import Entry
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose
from cheatsheet.text import ESCAPE_SEQUENCE

SEEN = b"\t\n\r" + bytes(range(0x20, 0x7F))  # what anyone sees of ASCII
BLANKS = "[\x0b\x0c\u2800\u3164\uffa0]"  # these keep two words apart
PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010ffff]"
LINE_BREAKS = frozenset("\x85\u2028\u2029")  # what to put in their place depends on the file
MOST_NAMED = 3
MARKS = frozenset("\u061c\u200e\u200f")  # of direction: at home in lines that run from right to left
# Control, soft hyphen, grapheme joiner, marks and overrides of direction, fillers, zero width, selectors, separators,
# annotations, private use, tags, half a surrogate pair, no characters at all.
UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
PICTURE = "[\xa9\xae\u203c\u2049\u2100-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
EMOJI = f"(?:{PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?\u20e3?)"
IDEOGRAPH = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
HANGUL = "[\u1100-\u115e\u1161-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]"
# Arabic and its kin, the Indic scripts to Tibetan, Myanmar, Khmer, Mongolian, Javanese and theirs: letters that join.
JOINED = (
    "[\u0600-\u06ff\u0700-\u08ff\u0900-\u109f\u1780-\u17b3\u17b6-\u180a\u1810-\u18af\u1a20-\u1cff\ua840-\ua8ff"
    "\ua980-\ua9df\uaa60-\uaa7f\uabc0-\uabff\ufb50-\ufdcf\ufe70-\ufefc]"
)
UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff]"  # Thai, Lao, Myanmar, Khmer mark words so
# What makes such a character fine stands first, so that only the others are left.
INVISIBLE = (
    "\U0001f3f4[\U000e0030-\U000e007a]+\U000e007f"  # the flags of England, Scotland, Wales
    f"|{EMOJI}(?:\u200d{EMOJI})*|[0-9#*]\ufe0f\u20e3"
    f"|{IDEOGRAPH}[\ufe00-\ufe0f\U000e0100-\U000e01ef]|[\u1000-\u109f\u3001\u3002\uff01-\uff1f][\ufe00\ufe01]"
    f"|(?<={JOINED})[\u200c\u200d]{{1,2}}|[\u200c\u200d](?={JOINED})|(?<={UNSPACED})\u200b(?={UNSPACED})"
    f"|[\u1800-\u18af][\u180b-\u180f]|[\u115f\u1160](?={HANGUL})|(?<={HANGUL})\u1160|[\u2801-\u28ff]\u2800+"
    f"|(?P<unseen>{ESCAPE_SEQUENCE.pattern}|[{UNSEEN}])"
)
SUSPECT = f"[{UNSEEN}]"  # far quicker, and most texts have none
RIGHT_TO_LEFT = "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
LATIN = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f"
OTHER = "\u0370-\u03ff\u0400-\u052f"
WORD = r"\w+"
FOREIGN = f"[{OTHER}]"
LATIN_LETTER = f"[{LATIN}]"
# Greek and Cyrillic letters that pass for Latin ones; μ, Ω, Δ and the like do not: they are units and signs.
LOOK_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορστυχАВЕЅІЈКМНОРСТУХҮԌԚԜавеѕіјкмнорсутхүһԁԛԝёїӏЁЇѵѴ")
LOOK_FOREIGN = frozenset("ABCEHIJKMOPSTXYaceijkmnoprsuvxy")


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:  # noqa: ARG001
    """Invisible characters, and words of two scripts."""
    plain = prose.source.isascii()
    if prose.source.encode().translate(None, SEEN) if plain else compiled(SUSPECT).search(prose.source):
        yield from invisible(prose.source)
    if not plain and compiled(FOREIGN).search(prose.source):
        yield from mixed_script(prose.read)


def invisible(source: str) -> Iterator[Finding]:
    """What nobody sees, a row of it at a time; fine in emoji and in the scripts that need it."""
    start = end = -1
    for found in compiled(INVISIBLE).finditer(source):
        if found.lastgroup != "unseen" or (found.group() in MARKS and runs_right_to_left(source, found.start())):
            continue
        breaks = found.group() in LINE_BREAKS or source[end - 1 : end] in LINE_BREAKS
        if found.start() != end or breaks:
            if start >= 0:
                yield unseen(source, start, end)
            start = found.start()
        end = found.end()
    if start >= 0:
        yield unseen(source, start, end)


def runs_right_to_left(source: str, at: int) -> bool:
    """Whether the line of an offset has letters that run from right to left."""
    line = source[source.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return bool(compiled(RIGHT_TO_LEFT).search(line))


def unseen(source: str, start: int, end: int) -> Finding:
    """The finding for a row of characters that nobody sees."""
    names = list(dict.fromkeys(called(sign) for sign in source[start:end]))
    said = ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])
    if source[start] in LINE_BREAKS:
        message = f"a line break that few programs know: {said}"
        return Finding("text/invisible", start, end, message, "write a plain line break")
    many = f"{end - start} characters" if end - start > 1 else "a character"
    how = "that only some fonts have" if compiled(PRIVATE).search(source, start, end) else "that nobody sees"
    between_words = source[start - 1 : start].strip() and source[end : end + 1].strip()
    fix = " " if between_words and compiled(BLANKS).search(source, start, end) else ""
    return Finding("text/invisible", start, end, f"{many} {how}: {said}", "take it out", fix)


def called(sign: str) -> str:
    """A character by its number, and by its name where it has one."""
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X} ({name.lower()})" if name else f"U+{ord(sign):04X}"


def mixed_script(text: str) -> Iterator[Finding]:
    """Words of Latin letters with a few that only look so, and the other way round."""
    for found in compiled(WORD).finditer(text):
        foreign = compiled(FOREIGN).findall(found.group())
        latin = compiled(LATIN_LETTER).findall(found.group()) if foreign else []
        if not latin:
            continue
        if LOOK_LATIN.issuperset(foreign):
            strange, script = foreign, "Latin"
        elif LOOK_FOREIGN.issuperset(latin) and len(latin) < len(foreign):
            strange, script = latin, unicodedata.name(foreign[0]).partition(" ")[0].capitalize()
        else:
            continue
        named = ", ".join(map(called, dict.fromkeys(strange)))
        message = f"`{found.group()}` has letters of another script that look the same: {named}"
        yield Finding("text/mixed-script", *found.span(), message, f"type the word again in {script} letters")
