"""How many years of school an English text asks for: by the length of its sentences and words (Flesch-Kincaid)."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from cheatsheet.entry import Entry
from cheatsheet.letter import GREETS, SIGNS
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.normal import OPAQUE
from cheatsheet.lint.phrases import SENTENCE_END
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.sentences import KEPT, sentences

MOST = 6.0
FEWEST_WORDS = 30  # of fewer, the grade says little
LONG_SENTENCE = 15  # words on average; below, it is the words that are hard
SHORTEST = FEWEST_WORDS * 2  # characters that so many words take
CLOSING = 70  # characters of the longest line of "Best regards,"
SIGNED_LINES = 7  # lines of a signature at most, with that one
# What a token counts for, in one number, so that a text is one sum: syllables below, then words, then sentence ends.
WORD, END = 1 << 20, 1 << 40
AROUND = "\"'()[]*_\u2022,;:"
LETTERS = "[a-z']+"
VOWELS = "(?:[aeiou]|y(?![aeiou]))+"
# late, sale, not table; times, not boxes; asked, called, not wanted, settled; careful, someone; every, safety
SILENT = (
    r"(?:[^aeioul]|[aeiouly]l|[gq]u)e$|(?:[^aeioulscxzgh]|[aeiouly]l)es$|(?:[^aeioutdl]|[aeiouly]l|[gq]u)ed$"
    r"|(?<=[^aeiou])e(?=(?:ful|ment|ly|less|ness|where|thing|times?|body|how|what|house)s?$)"
    r"|(?<=ev)e(?=r[yi])|(?<=saf)e(?=t)|(?<=bus)i(?=ness)"
)
# media, not special; radio, not station; actual, not quality; going, buying; create, idea; carrier; isn't
APART = (
    r"(?<![cstg])ia(?!ge)|(?<![cstgx])iou|(?<![ctsgn])io(?!n|us)|(?<![gqs])u[ao]|[aeiou]ing|[^aeiou]ying|[^aeiou]ism"
    r"|creat|deo|ium|[^aeiou]ea(?:s?$|l[il])|(?<=[lrst])iers?(?:'s)?$|(?<=[ds])n't$|quiet|usual"
)
SPOKEN_OTHERWISE = {"people": 2, "colleague": 2, "colleagues": 2, "area": 3, "areas": 3}
ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "e.g", "i.e", "approx", "vs", "etc", "p.m", "a.m"}
)


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:  # noqa: ARG001
    """A warning on an English text of an entry that is hard to read, at its hardest sentence."""
    if entry is None or len(prose.source) < SHORTEST or prose.language.partition("-")[0] != "en":
        return
    hardest, words, at = 0.0, 0.0, None
    for reading, said in zip(prose.normals, prose.sentences, strict=True):
        own = body(reading.text)
        grade, length = graded(said if own is reading.text else sentences(own))
        if grade > hardest:
            hardest, words, at = grade, length, reading
    if at is None or hardest <= MOST:
        return
    message = f"reads at grade {hardest:.1f}; up to grade {MOST:.0f} is easy for everyone"
    hint = (
        f"cut the sentences: they have {words:.0f} words on average" if words > LONG_SENTENCE else "use shorter words"
    )
    yield Finding("shape/reading-grade", *at.span(*hardest_sentence(at.text)), message, hint)


def body(text: str) -> str:
    """A text in the comparable form without a greeting and a signature of its own."""
    greeting = GREETS.match(text)
    if greeting:
        text = text[greeting.end() :]
    if any(0 < len(line) <= CLOSING for line in text.rsplit("\n", SIGNED_LINES)[-SIGNED_LINES:-1]):
        signature = SIGNS.search(text.rstrip())
        text = text[: signature.start()] if signature else text
    return text


def graded(said: Iterable[str]) -> tuple[float, float]:
    """The grade of sentences and their words on average; nothing where there is too little to judge."""
    total = sum(map(weight_of_all, said))
    ended, words, syllables = total // END, total % END // WORD, total % WORD
    if words < FEWEST_WORDS:
        return 0.0, 0.0
    return 0.39 * words / ended + 11.8 * syllables / words - 15.59, words / ended


@lru_cache(maxsize=KEPT)
def weight_of_all(sentence: str) -> int:
    """What the tokens of a sentence count for; with a line break at its end it ends whatever stands there."""
    tokens = sentence.split()
    said = sum(map(weight, tokens))
    return said + END if said >= WORD and sentence.endswith("\n") and weight(tokens[-1]) < END else said


@cache
def weight(token: str) -> int:
    """What a token counts for: its syllables, WORD if it is one, END if it ends a sentence.

    Values, addresses and links count for nothing; a number is one short word.
    """
    bare = token.strip(AROUND)
    end = END if bare.endswith(("!", "?", "\u2026")) or (bare.endswith(".") and ends(bare)) else 0
    if OPAQUE in token or "@" in token or "://" in token or token.startswith("www."):
        return end
    parts = compiled(LETTERS).findall(bare)
    if not any(map(str.isalnum, bare)):
        return end
    return end + WORD + (sum(map(syllables, parts)) or 1)


def ends(token: str) -> bool:
    """Whether a token with a full stop ends a sentence."""
    word = token.rstrip(".")
    return word not in ABBREVIATIONS and not (len(word) == 1 and word.isalpha())


def syllables(word: str) -> int:
    """How many syllables a word has: its groups of vowels, less those that are not spoken."""
    spoken, silent, apart = (len(compiled(each).findall(word)) for each in (VOWELS, SILENT, APART))
    return SPOKEN_OTHERWISE.get(word) or max(1, spoken - silent + apart)


def hardest_sentence(text: str) -> tuple[int, int]:
    """The offsets of the sentence with the most syllables."""
    ends_at = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    sentences = pairwise(ends_at)
    start, end = max(sentences, key=lambda each: sum(map(weight, text[each[0] : each[1]].split())) % WORD)
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())
