"""The tokens of a phrase: words, verbs, gaps, sets, alternatives, signs; each with how it is found and told apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cheatsheet.lint.normal import OPAQUE, normal
from cheatsheet.lint.verbs import forms

TOKEN = re.compile(r"(?P<choice>\{)|~(?P<verb>[^\W_]+)|\*(?P<gap>\d?)|<(?P<set>\w+)>|(?P<edge>[\^$])"
                   r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)|(?P<space>\s+)|(?P<sign>.)")  # fmt: skip
SPACE = r"\s+"
ANY_WORD = rf"[\w{OPAQUE}]+(?:['-][\w{OPAQUE}]+)*"
LONGEST_GAP = 6
# A word that may be drawn into the one before it: what it becomes, with the apostrophe and (last) without.
DRAWN: Mapping[str, tuple[str, ...]] = {
    "are": ("'re", "re"), "am": ("'m", "m"), "is": ("'s",), "has": ("'s",), "have": ("'ve", "ve"), "will": ("'ll",),
    "would": ("'d",), "had": ("'d",), "not": ("n't", "nt"),
}  # fmt: skip
# What is formed otherwise: how it is found, and the words of which one is there then.
NEGATIVES: Mapping[str, str] = {  # what is formed otherwise
    "cannot": r"can(?:\s*not|'?t)", "won't": r"(?:will\s+not|won'?t)", "shan't": r"(?:shall\s+not|shan'?t)"
}  # fmt: skip
BARE = {"'re": ("re",), "'m": ("m",), "'ve": ("ve",)}  # the forms without an apostrophe that are no other word
NEGATIVE = re.compile(r"\b(?:(can(?: ?not|'?t))|(will not|won't)|(shall not|shan't))(?!\w)")
TAILS: Mapping[str, str] = {
    "n't": "not", "'re": "are", "'m": "am", "'ve": "have", "'ll": "will", "'s": "is", "'d": "would"
}  # fmt: skip


class Sets:
    """The named sets of a rule file; braces that were read once are not read again."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.words = words
        self.choices: dict[str, Token] = {}


class BadPhrase(ValueError):
    """A phrase that cannot be read, and why."""


class Token(NamedTuple):
    """A part of a phrase: its expression, the words of which one must be there, how it joins to what is before."""

    expression: str
    words: frozenset[str] | None = None  # of a single word: what it may be, None where that is open
    inside: "tuple[tuple[Token, ...], ...]" = ()  # the alternatives between braces
    word: bool = False  # joined by white space; else it follows at once
    drawn: tuple[str, ...] = ()  # forms that are written together with the word before
    gap: bool = False
    edge: str = ""
    glued: str = ""  # forms that follow at once: signs among alternatives
    apart: bool = False  # white space is written before it
    optional: bool = False


def tokens_of(text: str, sets: Sets) -> Iterator[Token]:
    """The tokens of a phrase in the comparable form."""
    apart, at = False, 0
    while found := TOKEN.match(text, at):
        kind, start, at = found.lastgroup, at, found.end()
        if kind == "space":
            apart = True
            continue
        if kind == "choice":
            at = closing(text, start)
            inside = text[start + 1 : at - 1]
            if inside not in sets.choices:
                sets.choices[inside] = choice(inside, sets)
            yield sets.choices[inside]._replace(apart=apart)
        elif kind == "word":
            yield from word_tokens(found["word"], apart=apart)
        else:
            yield single(found, sets)._replace(apart=apart)
        apart = False


def single(found: "re.Match[str]", sets: Sets) -> Token:
    """A token of one part: a verb, a gap, a set, an edge, a sign."""
    match found.lastgroup:
        case "verb":
            return words_token(forms(found["verb"]))
        case "gap":
            most = int(found["gap"] or 1)
            if not 1 <= most <= LONGEST_GAP:
                raise BadPhrase(f"{found.string!r}: a gap has 1 to {LONGEST_GAP} words")
            return Token(rf"(?:{SPACE}{ANY_WORD}){{0,{most}}}", gap=True)
        case "set":
            if found["set"] not in sets.words:
                raise BadPhrase(f"{found.string!r}: there is no set <{found['set']}>")
            return set_token(tuple(sets.words[found["set"]]))
        case "edge":
            return Token("", edge=found["edge"])
        case _:
            if found["sign"] in "{}~<>|":
                raise BadPhrase(f"{found.string!r}: {found['sign']!r} is not closed, or stands alone")
            return Token(re.escape(found["sign"]))


def closing(text: str, start: int) -> int:
    """The end of the braces that open at an offset."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at + 1
    raise BadPhrase(f"{text!r}: a brace is not closed")


def alternatives(inside: str) -> list[str]:
    """The alternatives between braces; those of inner braces stay together."""
    found, depth = [""], 0
    for sign in inside:
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return [each.strip() for each in found]


def expanded(word: str) -> str:
    """A contraction written out: you're -> you are."""
    if word in NEGATIVES:
        return word
    tail = next((tail for tail in TAILS if word.endswith(tail) and len(word) > len(tail)), None)
    return f"{word.removesuffix(tail)} {TAILS[tail]}" if tail else word


@cache
def word_tokens(word: str, *, apart: bool) -> tuple[Token, ...]:
    """The tokens of a word, of a contraction those that it stands for; `apart` is of the first."""
    first, *others = map(word_token, expanded(word).split())
    return first._replace(apart=apart), *(each._replace(apart=True) for each in others)


def word_token(word: str) -> Token:
    """One word; some are also written together with the word before."""
    if word in NEGATIVES:
        drawn = () if word == "cannot" else ("'ll not",)
        return Token(NEGATIVES[word], frozenset({word}), word=True, drawn=drawn)
    return Token(re.escape(word), frozenset({word}), word=True, drawn=DRAWN.get(word, ()))


def words_token(words: Sequence[str]) -> Token:
    """One of several words; those with an apostrophe are written together with the word before."""
    plain = [word for word in words if not word.startswith("'")]
    drawn = tuple(form for word in words if word.startswith("'") for form in (word, *BARE.get(word, ())))
    return Token(either(map(re.escape, plain)), frozenset(plain), word=True, drawn=drawn)


@cache
def set_token(words: tuple[str, ...]) -> Token:
    """One word of a set; `*ed` is any word with that ending."""
    if not words:
        raise BadPhrase("a set has no words")
    plain = [" ".join(normal(word, markup=False).text.split()) for word in words]
    endings = [re.escape(word[1:]) for word in plain if word.startswith("*")]
    whole = [re.escape(word).replace(r"\ ", r"\s+") for word in plain if not word.startswith("*")]
    open_ = endings or not all(map(str.isalnum, plain))
    ending = [rf"[^\W_]{{2,}}{either(endings)}"] if endings else []
    return Token(either([*whole, *ending]), None if open_ else frozenset(plain), word=True)


def choice(inside: str, sets: Sets) -> Token:
    """One of several alternatives, each a phrase of its own; an empty one leaves it out."""
    parts = alternatives(inside)
    tokens = [list(tokens_of(part, sets)) for part in parts if part]
    if not tokens:
        raise BadPhrase("empty braces")
    optional = "" in parts
    if any(token.edge for each in tokens for token in each):
        raise BadPhrase(f"{inside!r}: ^ and $ stand outside of braces")
    wordy = [joined(each, inside=True) for each in tokens if each[0].word]
    signs = [joined(each, inside=True) for each in tokens if not each[0].word]
    drawn = tuple(form for each in tokens if len(each) == 1 for form in each[0].drawn)
    return Token(
        expression=either(wordy) if wordy else "",
        inside=tuple(map(tuple, tokens)),
        word=bool(wordy),
        drawn=drawn,
        glued=either(signs) if signs else "",
        optional=optional,
    )


def joined(tokens: Sequence[Token], *, inside: bool = False) -> str:
    """The expression of tokens one after the other, whole words only."""
    pieces: list[str] = []
    before: Token | None = None  # what must stand before, to which white space leads
    for token in tokens:
        if token.gap:
            pieces.append(token.expression)
        elif before is None:
            pieces.append(first(token))
        else:
            piece = following(token, before)
            if token.optional and pieces[-1] == piece:  # {<adv> |}{<adv> |}: half as long to compile
                pieces[-1] = piece.removesuffix("?") + "{0,2}"
            else:
                pieces.append(piece)
        before = before if token.gap or token.optional else token
    if tokens and (tokens[-1].word or tokens[-1].glued) and not inside:
        pieces.append(r"(?!\w)" if not tokens[-1].glued else r"(?:(?<=[,;:])|(?!\w|\s*\d))")
    return "".join(pieces)


def first(token: Token) -> str:
    """The expression of a token with which a phrase begins; that no word goes on before it is for Pattern.find."""
    forms = [re.escape(form) for form in token.drawn if form.startswith("'")]  # "are not" in "we're not"
    forms += [token.glued] if token.glued else []
    expression = either([token.expression, *forms] if token.expression else forms)
    return rf"(?:{expression}{SPACE})?" if token.optional else expression


def following(token: Token, before: Token) -> str:
    """The expression of a token after another."""
    space = SPACE if token.apart or before.word else ""  # "mix-up" has none behind its sign
    forms = [f"{space}{token.expression}"] if token.word else []
    forms += [drawn_form(form) for form in token.drawn if before.word]
    forms += [rf"\s*{token.glued}"] if token.glued else []
    if not token.word and not token.glued:
        forms.append((r"\s*" if token.apart else "") + token.expression)
    return f"(?:{either(forms)})?" if token.optional else either(forms)


def drawn_form(form: str) -> str:
    """The expression of a form that is written together with the word before."""
    return "(?<!we)re" if form == "re" else re.escape(form).replace(r"\ ", r"\s+")  # "were" is another word


def either(expressions: "Iterator[str] | Sequence[str] | map[str]") -> str:
    """One of several expressions, the longest first."""
    found = sorted(dict.fromkeys(expressions), key=lambda each: (-len(each), each))
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
