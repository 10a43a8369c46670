"""The language of banned phrases: one line of words -> what finds every way to write it.

you are wrong           any white space between the words; contractions: you're, youre
{settle|simmer} down    one of these; {right |} leaves out
~contact the *2 team    contact, contacts, contacted, contacting; up to two words between
<participle>            one word of a named set; a set has words, *ed for an ending
^no,  no$               at the start of a sentence, at its end; other signs stand for themselves
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cheatsheet.lint.normal import normal
from cheatsheet.lint.prose import OPAQUE, WORD

TOKEN = re.compile(r"(?P<choice>\{)|~(?P<verb>[^\W_]+)|\*(?P<gap>\d?)|<(?P<set>\w+)>|(?P<edge>[\^$])"
                   r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)|(?P<space>\s+)|(?P<sign>.)")  # fmt: skip
ANY_WORD = rf"[\w{OPAQUE}]+(?:['-][\w{OPAQUE}]+)*"
LONGEST_GAP = 6
# A word that may be drawn into the one before it: what it becomes, with the apostrophe and (last) without.
DRAWN: Mapping[str, tuple[str, ...]] = {
    "are": ("'re", "re"), "am": ("'m", "m"), "is": ("'s",), "has": ("'s",), "have": ("'ve", "ve"), "will": ("'ll",),
    "would": ("'d",), "had": ("'d",), "not": ("n't", "nt"),
}  # fmt: skip
# What is formed otherwise: how it is found, and the words of which one is there then.
NEGATIVES: Mapping[str, tuple[str, frozenset[str]]] = {
    "cannot": (r"can(?:\s*not|'?t)", frozenset({"can", "cannot", "cant"})),
    "won't": (r"(?:will\s+not|won'?t)", frozenset({"will", "won", "wont"})),
    "shan't": (r"(?:shall\s+not|shan'?t)", frozenset({"shall", "shan", "shant"})),
}
NEGATIVE = re.compile(r"\b(?:(can(?: ?not|'?t))|(will not|won't)|(shall not|shan't))(?!\w)")
TAILS: Mapping[str, str] = {
    "n't": "not", "'re": "are", "'m": "am", "'ve": "have", "'ll": "will", "'s": "is", "'d": "would"
}  # fmt: skip
IRREGULAR: Mapping[str, str] = {
    "be": "be am is are was were been being 's 're 'm", "have": "have has had having 've", "do": "do does did done doing",
    "go": "go goes went gone going", "lose": "lose loses lost losing", "send": "send sends sent sending",
    "tell": "tell tells told telling", "know": "know knows knew known knowing", "break": "break breaks broke broken breaking",
    "get": "get gets got gotten getting", "make": "make makes made making", "take": "take takes took taken taking",
    "say": "say says said saying", "give": "give gives gave given giving", "speak": "speak speaks spoke spoken speaking",
    "write": "write writes wrote written writing", "read": "read reads reading", "forget": "forget forgets forgot forgotten forgetting",
    "let": "let lets letting", "put": "put puts putting", "keep": "keep keeps kept keeping", "find": "find finds found finding",
    "think": "think thinks thought thinking", "see": "see sees saw seen seeing", "leave": "leave leaves left leaving",
    "understand": "understand understands understood understanding", "misunderstand": "misunderstand misunderstands misunderstood misunderstanding",
    "mistake": "mistake mistakes mistook mistaken mistaking", "choose": "choose chooses chose chosen choosing",
    "buy": "buy buys bought buying", "pay": "pay pays paid paying", "come": "come comes came coming",
}  # fmt: skip
VOWELS = frozenset("aeiou")


class BadPhrase(ValueError):
    """A phrase that cannot be read, and why."""


class Pattern(NamedTuple):
    """A phrase, ready to be looked for: `needs` has, for each of its words, the words of which one must be there."""

    phrase: str
    expression: str
    needs: tuple[frozenset[str], ...]
    starts_sentence: bool = False
    ends_sentence: bool = False

    def find(self, text: str) -> Iterator["re.Match[str]"]:
        """Every stretch of a comparable text that the expression fits, overlapping ones too."""
        compiled = re.compile(self.expression)
        at = 0
        while found := compiled.search(text, at):
            yield found
            at = found.start() + 1


Sets = Mapping[str, Sequence[str]]


def parse(phrase: str, sets: Sets | None = None) -> Pattern:
    """A phrase as a pattern; raises BadPhrase."""
    text = normal(" ".join(phrase.split())).text
    text = NEGATIVE.sub(lambda found: list(NEGATIVES)[(found.lastindex or 1) - 1], text)
    tokens = list(tokens_of(text, sets or {}))
    edges = [token for token in tokens if token.edge]
    starts = bool(tokens) and tokens[0].edge == "^"
    ends = bool(tokens) and tokens[-1].edge == "$"
    if len(edges) != starts + ends:
        raise BadPhrase(f"{phrase!r}: ^ stands at the start and $ at the end")
    tokens = [token for token in tokens if not token.edge]
    needs = needs_of(tokens)
    if not needs and not any(token.expression.strip() for token in tokens):
        raise BadPhrase(f"{phrase!r} has no word")
    return Pattern(phrase, joined(tokens), needs, starts, ends)


class Token(NamedTuple):
    """A part of a phrase: its expression, the words of which one must be there, and how it joins to what is before."""

    expression: str
    needs: frozenset[str] = frozenset()
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
            yield choice(text[start + 1 : at - 1], sets)._replace(apart=apart)
        elif kind == "word":
            for number, word in enumerate(expanded(found["word"]).split()):
                yield word_token(word)._replace(apart=apart or number > 0)
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
            return Token(rf"(?:\s+{ANY_WORD}){{0,{most}}}", gap=True)
        case "set":
            if found["set"] not in sets:
                raise BadPhrase(f"{found.string!r}: there is no set <{found['set']}>")
            return set_token(sets[found["set"]])
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


def needs_of(tokens: Sequence[Token]) -> tuple[frozenset[str], ...]:
    """For each of the tokens that must be there, the words of which one must be."""
    return tuple(filter(None, (needed(*pair) for pair in zip(tokens, [*tokens[1:], None], strict=True))))


def needed(token: Token, after: Token | None) -> frozenset[str]:
    """The words of which one must be there; the next word may be drawn into this one: don't, dont."""
    drawn = after.drawn if after and not token.gap else ()
    together = (word + form.partition("'")[0] for word in token.needs for form in drawn)
    return token.needs.union(together)


def expanded(word: str) -> str:
    """A contraction written out: you're -> you are."""
    if word in NEGATIVES:
        return word
    tail = next((tail for tail in TAILS if word.endswith(tail) and len(word) > len(tail)), None)
    return f"{word.removesuffix(tail)} {TAILS[tail]}" if tail else word


def word_token(word: str) -> Token:
    """One word; some are also written together with the word before."""
    if word in NEGATIVES:
        return Token(*NEGATIVES[word], word=True)
    drawn = DRAWN.get(word, ())  # of "dont" neither "do" nor "not" is a word: what may be drawn is never needed
    return Token(re.escape(word), frozenset() if drawn else frozenset({word}), word=True, drawn=drawn)


def words_token(words: Sequence[str]) -> Token:
    """One of several words; those with an apostrophe are written together with the word before."""
    plain = [word for word in words if not word.startswith("'")]
    drawn = tuple(word for word in words if word.startswith("'"))
    return Token(either(map(re.escape, plain)), frozenset() if drawn else frozenset(plain), word=True, drawn=drawn)


def set_token(words: Sequence[str]) -> Token:
    """One word of a set; `*ed` is any word with that ending."""
    plain = [normal(word).text for word in words]
    endings = [rf"[^\W_]{{2,}}{re.escape(word[1:])}" for word in plain if word.startswith("*")]
    whole = [re.escape(word) for word in plain if not word.startswith("*")]
    needs = frozenset() if endings else frozenset(plain)
    return Token(either([*whole, *endings]), needs, word=True)


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
    first = [needs_of(each) for each in tokens]
    needs = frozenset() if optional or not all(first) else frozenset().union(*(each[0] for each in first))
    drawn = tuple(form for each in tokens if len(each) == 1 for form in each[0].drawn)
    return Token(
        expression=either(wordy) if wordy else "",
        needs=frozenset() if drawn else needs,
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
            pieces.append(first(token, inside=inside))
        else:
            pieces.append(following(token, before))
        before = before if token.gap or token.optional else token
    if tokens and tokens[-1].word and not inside:
        pieces.append(r"(?!\w)" if not tokens[-1].glued else r"(?:(?<!\w)|(?!\w))")
    return "".join(pieces)


def first(token: Token, *, inside: bool) -> str:
    """The expression of a token with which a phrase begins."""
    lead = "" if inside else r"(?<!\w)"
    forms = [f"{lead}{token.expression}"] if token.word else []
    expression = either([*forms, *([token.glued] if token.glued else []), *([token.expression] * (not token.word))])
    return rf"(?:{expression}\s+)?" if token.optional else expression


def following(token: Token, before: Token) -> str:
    """The expression of a token after another."""
    forms = [rf"\s+{token.expression}"] if token.word else []
    forms += [drawn_form(form) for form in token.drawn if before.word]
    forms += [token.glued] if token.glued else []
    if not token.word and not token.glued:
        forms.append((r"\s*" if token.apart else "") + token.expression)
    return f"(?:{either(forms)})?" if token.optional else either(forms)


def drawn_form(form: str) -> str:
    """The expression of a form that is written together with the word before."""
    return "(?<!we)re" if form == "re" else re.escape(form)  # "were" is another word


def either(expressions: "Iterator[str] | Sequence[str] | map[str]") -> str:
    """One of several expressions, the longest first."""
    found = sorted(dict.fromkeys(expressions), key=lambda each: (-len(each), each))
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def forms(verb: str) -> list[str]:
    """The forms of an English verb, or of a noun: contact, contacts, contacted, contacting."""
    if verb in IRREGULAR:
        return IRREGULAR[verb].split()
    found = {verb}
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        found.add(f"{verb}es")
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        found.add(f"{verb[:-1]}ies")
    else:
        found.add(f"{verb}s")
    if verb.endswith("e"):
        return sorted(found | {f"{verb}d", f"{verb[:-1]}ing"})
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return sorted(found | {f"{verb[:-1]}ied", f"{verb}ing"})
    short = len(verb) > 2 and verb[-1] not in VOWELS | set("wxy") and verb[-2] in VOWELS and verb[-3] not in VOWELS
    doubled = {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"} if short else set()
    return sorted(found | doubled | {f"{verb}ed", f"{verb}ing"})
