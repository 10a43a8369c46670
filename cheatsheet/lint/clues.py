"""What must be in a text that has a phrase: words, and pairs of neighbours. Most texts are done with by these."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

from cheatsheet.lint.tokens import Token

Clue = frozenset[str | tuple[str, str]]  # one of these words, or of these pairs of words, must be there

MOST = 400  # ways of one pair
NEGATED = {
    "cannot": (frozenset({"cannot", "can't", "cant"}), ("can", "not")),
    "won't": (frozenset({"won't", "wont"}), ("will", "not")),
    "shan't": (frozenset({"shan't", "shant"}), ("shall", "not")),
}
WORDS = Path(__file__).parent / "reply-words.txt"
RARE = 0.01  # the share of replies that have a word which is not in that list
OFTEN = 0.35  # words that stand in so many replies are often neighbours too: "I will"
BESIDE = 0.2  # of texts with two other words, those in which they are neighbours


class Slot(NamedTuple):
    """A place of a phrase: the words with which it may begin and end (None where that is open), and its clue."""

    firsts: frozenset[str] | None
    lasts: frozenset[str] | None
    clue: Clue


OPEN = Slot(None, None, frozenset())


def clues_of(tokens: Sequence[Token]) -> tuple[Clue, ...]:
    """The clues of a phrase, the one that the fewest texts have first."""
    return clues_in_slots(slots_of(tokens))


def clues_in_slots(slots: Sequence[Slot]) -> tuple[Clue, ...]:
    """The clues that the places of a phrase give, the one that the fewest texts have first."""
    found = [slot.clue for slot in slots if slot.clue]
    for one, other in pairwise(slots):
        if one.lasts and other.firsts and len(one.lasts) * len(other.firsts) <= MOST:
            found.append(frozenset(product(one.lasts, other.firsts)))
    return tuple(sorted(dict.fromkeys(found), key=commonness))


def commonness(clue: Clue) -> tuple[float, int]:
    """In how many texts a clue is there, roughly: what is rare tells sooner that a phrase is not there."""
    return round(sum(sorted(map(share, clue))), 6), len(clue)


@cache
def share(each: str | tuple[str, str]) -> float:
    """The share of texts that have a word, or a pair of words, roughly."""
    if isinstance(each, str):
        return shares().get(each, RARE)
    one, other = map(share, each)
    return one * other if min(one, other) >= OFTEN else BESIDE * one * other


@cache
def shares() -> dict[str, float]:
    """The words that many replies have, and in which share of them they stand."""
    lines = (line.split() for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {word: int(percent) / 100 for word, percent in lines}


def slots_of(tokens: Sequence[Token]) -> list[Slot]:
    """The places of a phrase; what may be left out, and what stands for any words, is open."""
    slots: list[Slot] = []
    for token in tokens:
        if token.drawn:
            draw(slots, token.drawn)
        slots.append(OPEN if token.gap or token.optional or not token.word else slot_of(token, slots))
    return slots


def slot_of(token: Token, before: Sequence[Slot]) -> Slot:
    """The place of a token that must be there."""
    own = either(token.inside) if token.inside and not token.glued else word_slot(token)
    if not token.drawn:
        return own
    if not before:  # "are not allowed" is found in "we're not allowed" too
        forms = frozenset(form for form in token.drawn if form.startswith("'"))
        return Slot(None, own.lasts | forms if own.lasts else None, own.clue | forms if own.clue else own.clue)
    # Written apart, or together with the word before: then that word ends with it.
    if token.words is not None and token.words <= NEGATED.keys():
        return Slot(None, own.lasts, own.clue)
    joined = before[-1].lasts
    if joined is None or own.lasts is None:
        return OPEN
    lasts = own.lasts | {each for each in joined if is_drawn(each, token.drawn)}
    return Slot(None, lasts, frozenset(lasts))


def word_slot(token: Token) -> Slot:
    """The place of a single word."""
    if token.words is None:
        return OPEN
    (word, *others) = token.words
    if not others and word in NEGATED:
        whole, pair = NEGATED[word]
        drawn = {("'ll", "not")} if token.drawn else set()
        return Slot(whole | {pair[0]}, whole | {pair[1]}, whole | {pair} | drawn)
    return Slot(token.words, token.words, frozenset(token.words))


def is_drawn(word: str, drawn: Sequence[str]) -> bool:
    """Whether a word ends with one of the forms that are written together with the word before."""
    return word.endswith(tuple(drawn))


def draw(slots: list[Slot], drawn: Sequence[str]) -> None:
    """Adds to the nearest place that must be there the words that it makes with the forms that follow it."""
    for number in range(len(slots) - 1, -1, -1):
        slot = slots[number]
        if slot == OPEN:
            continue
        if slot.lasts is None:  # its last word is open, and may be written together with what follows
            slots[number] = Slot(slot.firsts, None, frozenset())
            return
        together = {word + form for word in slot.lasts for form in drawn}
        firsts = slot.firsts | together if slot.firsts is not None else None
        slots[number] = Slot(firsts, slot.lasts | together, slot.clue | together if slot.clue else slot.clue)
        return


def either(alternatives: Sequence[Sequence[Token]]) -> Slot:
    """The place of alternatives: what each of them may begin and end with, and the best clue of each."""
    slots = [slots_of(each) for each in alternatives]
    firsts = [each[0].firsts for each in slots]
    lasts = [each[-1].lasts for each in slots]
    clues = [next(iter(clues_in_slots(each)), None) for each in slots]
    return Slot(
        frozenset().union(*(each or () for each in firsts)) if all(firsts) else None,
        frozenset().union(*(each or () for each in lasts)) if all(lasts) else None,
        frozenset().union(*(each or () for each in clues)) if all(clues) else frozenset(),
    )
