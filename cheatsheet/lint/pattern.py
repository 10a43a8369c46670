"""The language of banned phrases: one line of words -> what finds every way to write it.

you are wrong           any white space between the words; contractions: you're, youre
{settle|simmer} down    one of these; {right |} leaves out
~contact the *2 team    contact, contacts, contacted, contacting; up to two words between
<participle>            one word of a named set; a set has words, *ed for an ending
^no,  no$               at the start of a sentence, at its end; other signs stand for themselves
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cheatsheet.lint.clues import Clue, clues_of
from cheatsheet.lint.normal import normal
from cheatsheet.lint.tokens import NEGATIVE, NEGATIVES, BadPhrase, Sets, Token, joined, tokens_of

STOPS = {re.escape(sign) for sign in ".!?"}
compiled_once = cache(re.compile)  # re's own cache holds fewer than a pack has phrases


class Pattern(NamedTuple):
    """A phrase, ready to be looked for: of each of its clues a text that has the phrase has one at least."""

    phrase: str
    expression: str
    clues: tuple[Clue, ...]
    starts_sentence: bool = False
    ends_sentence: bool = False
    goes_on: bool = False  # behind the end of a sentence

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator["re.Match[str]"]:
        """Every stretch of a comparable text that the expression fits, overlapping ones too.

        That no word goes on before it is looked at afterwards: an expression that begins with a letter is found
        several times as fast as one that begins with a condition.
        """
        search = compiled_once(self.expression).search
        end = len(text) if end is None else end
        while found := search(text, start, end):
            start = found.start() + 1
            if begins_word(found):
                yield found

    def at(self, text: str, start: int, end: int) -> "re.Match[str] | None":
        """The stretch that the expression fits and that begins at an offset."""
        found = compiled_once(self.expression).match(text, start, end)
        return found if found and begins_word(found) else None


def begins_word(found: "re.Match[str]") -> bool:
    """Whether no word goes on before what was found, where that begins with a letter or digit."""
    text, start = found.string, found.start()
    before = text[start - 1 : start] if start else ""
    return not (before.isalnum() or before == "_") or not text[start].isalnum()


def parse(phrase: str, sets: Mapping[str, Sequence[str]] | Sets | None = None) -> Pattern:
    """A phrase as a pattern; raises BadPhrase."""
    sets = sets if isinstance(sets, Sets) else Sets(sets or {})
    text = normal(" ".join(phrase.split()), markup=False).text
    text = NEGATIVE.sub(lambda found: list(NEGATIVES)[(found.lastindex or 1) - 1], text)
    tokens = list(tokens_of(text, sets))
    edges = [token for token in tokens if token.edge]
    starts = bool(tokens) and tokens[0].edge == "^"
    ends = bool(tokens) and tokens[-1].edge == "$"
    if len(edges) != starts + ends:
        raise BadPhrase(f"{phrase!r}: ^ stands at the start and $ at the end")
    tokens = [token for token in tokens if not token.edge]
    if all(token.gap or token.optional or not (token.expression or token.glued) for token in tokens):
        raise BadPhrase(f"{phrase!r} has no word that must be there")
    return Pattern(phrase, joined(tokens), clues_of(tokens), starts, ends, goes_on(tokens))


def goes_on(tokens: Sequence[Token], *, last: bool = True) -> bool:
    """Whether something may follow a stop among these tokens; `last` tells that nothing follows them."""
    for number, token in enumerate(tokens, 1):
        at_end = last and number == len(tokens)
        if token.expression in STOPS and not at_end:
            return True
        if any(goes_on(each, last=at_end) for each in token.inside):
            return True
    return False
