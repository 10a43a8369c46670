"""Slips of the keyboard."""

import random

NEIGHBOURS = {  # on an English keyboard
    "a": "qs", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip


def with_slips(text: str, rng: random.Random) -> str:
    """`text` with one or two slips of the keyboard: a neighbour, a swap, a dropped or a doubled letter."""
    for _ in range(rng.choice((1, 2))):
        spots = [at for at, letter in enumerate(text) if letter.lower() in NEIGHBOURS]
        if not spots:
            return text
        at = rng.choice(spots)
        kind = rng.randrange(4)
        if kind == 0:
            text = text[:at] + rng.choice(NEIGHBOURS[text[at].lower()]) + text[at + 1 :]
        elif kind == 1 and at + 1 < len(text):
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif kind == 2:
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + text[at] + text[at:]
    return text
