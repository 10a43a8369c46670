"""Messages as people type them to customer service and to assistants, from the grammar in messages.yaml."""

import random
import re
from collections.abc import Iterator
from typing import Any

Slots = dict[str, list[str]]
CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)(?::(ing|ed))?\}")


class Grammar:
    """Expands frames into messages."""

    def __init__(self, data: dict[str, Any], seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 (texts, not secrets)
        self.shared: Slots = data["slots"]
        self.frames: Slots = data["frames"]
        self.domains: dict[str, Any] = data["domains"]
        self.style: dict[str, Any] = data["style"]
        self.past: dict[str, str] = self.style["past"]
        self.doubled: set[str] = set(self.style["doubled"])

    def inflect(self, phrase: str, form: str) -> str:
        """Put the first word (a verb) of a phrase into its -ing or past form."""
        verb, _, rest = phrase.partition(" ")
        stem = verb + verb[-1] if verb in self.doubled else verb
        if form == "ing":
            drop = stem.endswith("e") and not stem.endswith(("ee", "oe", "ye"))
            word = (stem[:-1] if drop else stem) + "ing"
        elif verb in self.past:
            word = self.past[verb]
        elif verb.endswith("e"):
            word = verb + "d"
        elif re.search(r"[^aeiou]y$", verb):
            word = verb[:-1] + "ied"
        else:
            word = stem + "ed"
        return f"{word} {rest}".strip()

    def expand(self, text: str, slots: Slots) -> str:
        """Fill [a|b] choices and {slot} references, recursively."""
        while CHOICE.search(text):
            text = CHOICE.sub(lambda m: self.rng.choice(m[1].split("|")), text)

        def fill(match: re.Match[str]) -> str:
            options = slots.get(match[1]) or self.shared[match[1]]
            phrase = self.expand(self.rng.choice(options), slots)
            return self.inflect(phrase, match[2]) if match[2] else phrase

        return SLOT.sub(fill, text)

    def contract(self, text: str) -> str:
        """Sometimes spell contractions out or drop their apostrophes."""
        roll = self.rng.random()
        if roll < 0.15:
            return text.replace("'", "")
        if roll < 0.35:
            for short, full in self.style["contractions"].items():
                text = re.sub(rf"\b{short}\b(?! (i|you|it|the|my|we)\b)", full, text)
        return text

    def polish(self, text: str, slots: Slots) -> str:
        """Add an opener or closer and vary spelling, capitals and punctuation."""
        rng = self.rng
        question = text.endswith("?")
        text = self.contract(text.rstrip("?"))
        text = re.sub(r"\b([Aa]) (?=(?!u[sn]i|uti|uku|eur|one)[aeiouAEIO]|hour|honest|M[RO][IT])", r"\1n ", text)
        text = re.sub(
            r"\b(for|by|of|until|before|about) (on|in|at|during|over|after|before) "
            r"(?=the|two|\w+day|\w+mas|Easter|noon|[A-Z])",
            r"\2 ",
            text,
        )
        mark = rng.choice(["?", "?", ""] if question else [".", ".", ".", "", "", "", "!"])
        if rng.random() < 0.18:
            text = f"{self.expand('{opener}', slots)}{rng.choice([' ', ', ', ', '])}{text}"
        if rng.random() < 0.12:
            text, mark = f"{text}{mark or ','} {self.expand('{closer}', slots)}", ""
        text = re.sub(r"\s+", " ", text + mark).strip()
        text = re.sub(r" ([,.?!])", r"\1", text)
        roll = rng.random()
        if roll < 0.5:
            return text.lower()
        if roll < 0.52:
            return text.upper()
        text = re.sub(r"\bi\b", "I", text)
        text = re.sub(r"([.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text)
        return text[0].upper() + text[1:]

    def message(self, name: str) -> str:
        """Make one message of a domain, from its own or the shared frames."""
        domain = self.domains[name]
        frames = self.frames[domain["kind"]] if self.rng.random() < 0.4 else domain["frames"]
        return self.polish(self.expand(self.rng.choice(frames), domain["slots"]), domain["slots"])

    def messages(self, count: int) -> Iterator[str]:
        """Yield unique messages, taking the domains in turn."""
        seen: set[str] = set()
        names = list(self.domains)
        while len(seen) < count:
            for name in names[: count - len(seen)]:
                text = self.message(name)
                while text in seen:
                    text = self.message(name)
                seen.add(text)
                yield text
