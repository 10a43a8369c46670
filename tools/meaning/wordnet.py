"""Texts from WordNet: its glosses, examples and lemmas, and its words in the frames of everyday questions."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

NOUN, VERB, ADJECTIVE = "1", "2", "3"
FILES = {NOUN: "noun", VERB: "verb", ADJECTIVE: "adj", "4": "adv"}
QUESTION = re.compile(r"(how|what|where|when|why|who|which|can|could|do|does|is|are|am|will|did|has|have)\b")
OPENERS = ("hi ", "hello ", "please help, ", "excuse me ", "hey ")
LEAST_USES = 2  # of a word in WordNet's tagged texts; rarer ones read oddly in a frame


def own_texts(folder: Path) -> list[str]:
    """Every gloss, example and lemma once, in file order."""
    found: dict[str, str] = {}
    for name in FILES.values():
        for line in (folder / f"data.{name}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            lemmas = [fields[4 + 2 * i].replace("_", " ").split("(")[0] for i in range(int(fields[3], 16))]
            texts = [re.split(r';\s*"', gloss.strip())[0], *re.findall(r'"([^"]+)"', gloss)]
            for text in (*texts, *(lemma for lemma in lemmas if not lemma[0].isupper())):
                joined = " ".join(text.split())
                if joined:
                    found.setdefault(joined.lower(), joined)
    return list(found.values())


def uses(folder: Path) -> Counter[tuple[str, str]]:
    """(lemma, part of speech) -> how often it stands in the tagged texts."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        key, _, number = line.split()
        lemma, rest = key.split("%")
        counted[lemma.replace("_", " "), rest[0]] += int(number)
    return counted


def framed(folder: Path, frames: list[str], count: int, seed: int) -> Iterator[str]:
    """`count` different texts: frames with N, V, Vd, Ving and J filled by words, common ones more often."""
    rng = random.Random(seed)  # noqa: S311 (texts, not secrets)
    counted = uses(folder)
    chosen = {
        part: {
            lemma: 1 + n**0.5
            for (lemma, own), n in sorted(counted.items())
            if own == part and n >= LEAST_USES and len(lemma) > 2 and re.fullmatch("[a-z ]+", lemma)
        }
        for part in (NOUN, VERB, ADJECTIVE)
    }
    words = {part: (list(table), list(table.values())) for part, table in chosen.items()}
    seen: set[str] = set()
    while len(seen) < count:
        text = filled(rng.choice(frames), words, rng)
        if text not in seen:
            seen.add(text)
            yield text


def filled(frame: str, words: dict[str, tuple[list[str], list[float]]], rng: random.Random) -> str:
    """One frame with its slots filled."""
    forms = {"N": (NOUN, str), "J": (ADJECTIVE, str), "V": (VERB, str), "Vd": (VERB, past), "Ving": (VERB, doing)}
    out = []
    for slot in frame.split():
        if slot in forms:
            part, form = forms[slot]
            out.append(form(rng.choices(*words[part])[0]))
        else:
            out.append(slot)
    text = " ".join(out)
    if QUESTION.match(text) and rng.random() < 0.5:
        text += "?"
    return rng.choice(OPENERS) + text if rng.random() < 0.15 else text


def doing(verb: str) -> str:
    """The -ing form, near enough."""
    first, *rest = verb.split()
    if first.endswith("ie"):
        first = first[:-2] + "y"
    elif first.endswith("e") and not first.endswith(("ee", "oe", "ye")):
        first = first[:-1]
    return " ".join([first + "ing", *rest])


def past(verb: str) -> str:
    """The -ed form, near enough."""
    first, *rest = verb.split()
    if first.endswith("y") and first[-2:-1] not in "aeiou":
        first = first[:-1] + "i"
    return " ".join([first + ("d" if first.endswith("e") else "ed"), *rest])
