"""Rules on the shape of a text: what is left to fill in, what is too long; the rest of shape/… is called here."""

from collections.abc import Iterator

from cheatsheet.entry import Entry
from cheatsheet.letter import LEFT_BLANK, LEFT_OVER
from cheatsheet.lint import grade, naming, shouting, substance
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.normal import OPAQUE
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose

LEFT_SIGNS = ("[", "<", "{", "__", "XXX", "TODO", "FIXME", "TBD", "\uff3b")  # without one of these nothing is left
BRACES = r"[{}]{2}|{%|%}|{ ?\w+(?:\.\w+)+ ?}"  # of these template/half-open tells
LINK_TO_VALUE = f"({OPAQUE}"  # [your parcel]({{ order.tracking_url }})

SPOKEN = frozenset({"phone", "in-person"})
MOST_SPOKEN = 150  # words: a minute at an easy pace
MOST_WRITTEN = 300  # words of an email
MOST_SOCIAL = 280  # characters
MOST_SEGMENTS = 2
SHORTEST_WORD = 2  # characters, with the space behind it
VALUE = f"{OPAQUE}+"
LIKELY_VALUE = "x" * 10  # as long as a value mostly is


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:
    """Every finding of shape/… in a text of an entry; in a layout, what is left to fill in and what shouts."""
    yield from placeholders(prose)
    yield from shouting.check(prose, entry, about)
    if entry is None:
        return
    yield from too_long(prose)
    yield from naming.check(prose, entry, about)
    yield from grade.check(prose, entry, about)
    yield from substance.check(prose, entry, about)


def placeholders(prose: Prose) -> Iterator[Finding]:
    """What was meant to be filled in before it is sent: [Product Name], XXX, TODO, <name>, ____."""
    odd = prose.odd
    if not any(map(odd.__contains__, LEFT_SIGNS)):
        return
    text = prose.read
    for found in LEFT_BLANK.finditer(text):
        if not text.startswith(LINK_TO_VALUE, found.end()):
            yield placeholder(prose, *found.span())
    braces = [found.span() for found in compiled(BRACES).finditer(text)]
    for found in LEFT_OVER.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in braces):
            yield placeholder(prose, *found.span())


def placeholder(prose: Prose, start: int, end: int) -> Finding:
    """The finding for one placeholder."""
    message = f"`{' '.join(prose.source[start:end].split())}` is still to be filled in: a customer would read it"
    hint = "write it out, or write a value such as {{ order.item }} or a field of the entry"
    return Finding("shape/placeholder", start, end, message, hint)


def too_long(prose: Prose) -> Iterator[Finding]:
    """A text that is longer than its channel bears, in the longest of its readings."""
    message, hint = "", ""
    if prose.key.endswith("answer"):
        words = most_words(prose, MOST_WRITTEN)
        if words > MOST_WRITTEN:
            message = f"{words} words: few people read more than {MOST_WRITTEN} in an email"
            hint = "keep what this customer needs now"
    elif "channels." not in prose.key:
        return
    elif prose.channel in SPOKEN:
        words = most_words(prose, MOST_SPOKEN)
        if words > MOST_SPOKEN:
            message = f"takes {60 * words // MOST_SPOKEN} seconds to say; after 60 a caller loses the thread"
            hint = "say what matters now, and send the rest by email"
    elif prose.channel == "sms":
        from cheatsheet.sms import segments

        size = max((segments(likely(arm)) for arm in prose.arms), key=lambda each: each.count)
        if size.count > MOST_SEGMENTS:
            message = f"takes {size}; at most {MOST_SEGMENTS} arrive as one message everywhere"
            hint = "say the one thing that matters, and email the rest"
    elif prose.channel == "social":
        size_of_longest = max(len(likely(arm)) for arm in prose.arms)
        if size_of_longest > MOST_SOCIAL:
            message = f"{size_of_longest} characters; a public reply has at most {MOST_SOCIAL}"
            hint = "thank or apologise, and go on in a private message"
    if message:
        yield Finding("shape/too-long", *prose_start(prose.read), message, hint)


def most_words(prose: Prose, limit: int) -> int:
    """The words of the longest reading, a value as one; 0 where there cannot be more than the limit."""
    if len(prose.source) <= limit * SHORTEST_WORD:
        return 0
    return max(len(arm.split()) for arm in prose.arms)


def likely(text: str) -> str:
    """A text with values of a likely length and without the white space that templates leave."""
    return compiled(VALUE).sub(LIKELY_VALUE, " ".join(text.split()))


def prose_start(text: str) -> tuple[int, int]:
    """The offsets of the first line that says something: there stands a finding on a whole text."""
    start = len(text) - len(text.lstrip())
    return start, (text + "\n").find("\n", start)
