"""Rules on what an English answer must say: an acknowledgement of a fault, a next step, a way out of bad news."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache, reduce
from operator import or_

from cheatsheet.entry import Entry
from cheatsheet.lint import english
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.normal import Normal, normal
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose
from cheatsheet.lint.sentences import KEPT, clues_in

STOP = r"[.!?]\s|\n\s*\n"
FEELS, AHEAD, CHOICE, REFUSES = 1, 2, 4, 8
CUES = {FEELS: english.FEELING, AHEAD: english.AHEAD, CHOICE: english.CHOICE}
MANY_WORDS = 30  # so long an answer says what comes next; a shorter one if it is about trouble


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:  # noqa: ARG001
    """Warnings on an answer in English, in each of its readings."""
    if entry is None or not prose.key.endswith("answer") or prose.language.partition("-")[0] != "en":
        return
    found: dict[str, Finding] = {}
    for reading, said in zip(prose.normals, prose.sentences, strict=True):
        for finding in lacking(reading, said, entry):
            found.setdefault(finding.rule, finding)
    yield from found.values()


def lacking(reading: Normal, said: Collection[str], entry: Entry) -> Iterator[Finding]:
    """What one reading of an answer lacks."""
    if not said:
        return
    cues = reduce(or_, map(cues_of, said))
    text = reading.text.replace("\n", " ")
    feeling = bool(cues & FEELS)
    if not feeling and tells_a_fault(entry) and not has(english.ACKNOWLEDGEMENT, text):
        message = "the complaint tells of a fault, and the answer does not acknowledge it"
        hint = "open with the concern in your own words and an apology: I'm sorry that …"
        yield Finding("shape/no-acknowledgement", *reading.span(*sentence(reading.text, 0)), message, hint)
    if not cues & AHEAD and lacks_a_step(reading.text, text, entry, trouble=feeling):
        message = "no sentence says what happens next or what to do"
        hint = "say who does what, and by when: I will … by …"
        last = sentence(reading.text, len(text.rstrip()) - 1)
        yield Finding("shape/no-next-step", *reading.span(*last), message, hint)
    if cues & REFUSES and not cues & CHOICE and not has_way_out(text) and (refusal := refusal_in(text)):
        message = f"bad news without a way out: {refusal.group()}"
        yield Finding("shape/no-alternative", *reading.span(*refusal.span()), message, "say what you can do instead")


def lacks_a_step(written: str, text: str, entry: Entry, *, trouble: bool) -> bool:
    """Whether an answer that needs a next step has none; `written` has its line breaks."""
    if "?" in text or has(english.STEP, text) or has(english.BY_THEN, text) or has(english.COMMAND, written):
        return False
    needed = trouble or len(text.split()) >= MANY_WORDS or tells_a_fault(entry)
    return needed and not has(english.PRAISE, one_line(entry.complaint))


@lru_cache(maxsize=KEPT)
def cues_of(sentence: str) -> int:
    """What the words of a sentence tell: FEELS, AHEAD, CHOICE, REFUSES (be it in one case), or several."""
    words = clues_in(sentence)
    cues = 0
    for cue, telling in CUES.items():
        if not words.isdisjoint(telling):
            cues |= cue
    negated = "not" in words or "'t" in words  # the parts of "can't" are "can" and "'t"
    hinted = not words.isdisjoint(english.REFUSING) or (
        negated and any(hint in sentence for hint in english.NOT_HINTS)
    )
    return cues | REFUSES if hinted and has(english.REFUSAL, sentence) else cues


def refusal_in(text: str) -> re.Match[str] | None:
    """Where an answer refuses something in every case, if it does."""
    refusals = compiled(english.REFUSAL).finditer(text)
    return next((found for found in refusals if not is_condition(text, found.start())), None)


def is_condition(text: str, at: int) -> bool:
    """Whether the sentence of an offset begins with an "if"."""
    start = max(text.rfind(stop, 0, at) for stop in ".!?")
    return bool(compiled(english.ONLY_IF).search(text, max(start, 0), at))


def has_way_out(text: str) -> bool:
    """Whether an answer says what can be done, apart from a closing that offers help with something else."""
    return any(has(english.WAY_OUT, said) and not has(english.CLOSING, said) for said in compiled(STOP).split(text))


def tells_a_fault(entry: Entry) -> bool:
    """Whether a complaint tells of a fault of ours, or is no question or wish and half of its other wordings do."""
    complaint = one_line(entry.complaint)
    if compiled(english.QUESTION).match(complaint):
        return False
    if is_fault(complaint):
        return True
    if not entry.phrases or compiled(english.WISH).match(complaint):
        return False
    enough = (len(entry.phrases) + 1) // 2
    faults = 0
    for number, phrase in enumerate(entry.phrases):
        faults += is_fault(one_line(phrase))
        if faults >= enough or len(entry.phrases) - number - 1 < enough - faults:
            break
    return faults >= enough


def one_line(text: str) -> str:
    """A text of a customer in the comparable form on one line."""
    return " ".join(normal(text).text.split())


def is_fault(said: str) -> bool:
    """Whether what a customer said tells of a fault that is not their own doing."""
    return has(english.GONE_WRONG, said) and not has(english.OWN_DOING, said)


def has(expression: str, text: str) -> bool:
    """Whether a text has one of the expressions of a cue."""
    return bool(compiled(expression).search(text))


def sentence(text: str, at: int) -> tuple[int, int]:
    """The offsets of the sentence at an offset, without the white space around it."""
    ends = [found.end() for found in compiled(STOP).finditer(text)]
    start = max((end for end in ends if end <= at), default=0)
    end = min((end for end in ends if end > at), default=len(text))
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), start + max(len(said.rstrip()), 1)
