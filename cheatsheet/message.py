"""A message as it is searched: the complaint in it, its sentences, without what only this customer has."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from cheatsheet.text import words

MAX_CHARACTERS = 12_000  # of one message; what follows is not matched
MAX_WORDS = 400
LONG = 25  # words: a longer message is also matched sentence by sentence
MAX_SENTENCES = 120
SHORT_SENTENCE = 3  # words; a shorter one is joined to the next
GREETINGS = ("hi", "hey", "hello", "helo", "hallo", "dear", "good", "greeting", "to")  # first words of a greeting
LONG_NUMBER = 4  # digits and more are an order number, a date or a telephone number

# Patterns are compiled where a text may hold what they look for: most messages are a few plain words.
ADDRESS = r"(?i)\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\bwww\.\S+"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DATE = (
    rf"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?\b"
    rf"|\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?|\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}\b"
)
ORDER = r"\b[A-Z]{1,5}[-/#]\d{4,}\b"  # a number with the letters in front of it
NUMBERED = (
    r"(?i)\b(order|invoice|ticket|booking|parcel|case|reference|ref)(?:\s+(?:no\.?|number|nr\.?)|:)?\s*#?\s*\d+\b"
    r"(?!\s*(?:%|days?|weeks?|hours?|months?|times?))"
)
TIME = r"(?i)\b\d{1,2}(?::\d{2}(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)"
NAMED = r"(?i)\b(?:my name(?: is|['’]s|s)|i am(?: called)?|i['’]?m|this is|mr|mrs|ms|miss|dr)\b\.?\s+"
STREET = (
    r"\b\d{1,5}[A-Za-z]?\s+(?:[^\W\d_]+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Hill|Way|Close|Square)\b"
    r"(?:,\s*[A-Z][^\W\d_]+(?:\s+[A-Z][^\W\d_]+)*)*"
    r"|\bP\.?O\.?\s?Box\s+\d+(?:,\s*[A-Z][^\W\d_]+(?:\s+[A-Z][^\W\d_]+)*)*"
    r"|\b\d{1,5},?\s+(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Vv]ia|[Cc]alle)\s+(?:d[eu]s?\s+|del\s+|l[ae]s?\s+)*"
    r"[A-ZÀ-Þ][^\W\d_]+(?:,\s*[A-Z][^\W\d_]+)*"
)
NAME = r"(?<=[a-z0-9,;&] )[A-ZÀ-Þ][a-zß-ÿ]+"
SMALL = r"\b[a-zß-ÿ]+\b"
WRAPPED = r"(?m)^(.{45,})\n(?=[a-zß-ÿ])"  # a line that was broken by its length alone
SENTENCE_END = r"(?<=[.!?;。！？])\s+|\n+"


class Message(NamedTuple):
    """`complaint` is what is matched; `sentences` are its parts as written, none for a short message.

    `names` are words that stand with a capital in the middle of a sentence only: never slips of the finger.
    """

    complaint: str
    sentences: tuple[str, ...]
    names: frozenset[str]
    cut: bool  # the message was too long to be matched whole

    @classmethod
    def of(cls, text: str, *, english: bool = True) -> "Message":
        """The message in a text: three words or a whole pasted mail. Only in English do capitals show names."""
        unquoted = text if len(text) <= MAX_CHARACTERS else without_quotes(text)
        complaint = complaint_in(unquoted[:MAX_CHARACTERS])
        bare = without_particulars(complaint)
        count = len(words(bare))
        return cls(
            complaint=complaint,
            sentences=tuple(sentences(bare)) if count > LONG else (),
            names=names_in(bare) if english else frozenset(),
            cut=len(unquoted) > MAX_CHARACTERS or count > MAX_WORDS,
        )

    @property
    def bare(self) -> str:
        """The complaint without addresses, dates and the customer's name."""
        return without_particulars(self.complaint)


def complaint_in(text: str) -> str:
    """The complaint in a text: three words, or a whole pasted mail."""
    if is_plain(text):
        return text.strip()
    from cheatsheet.mail import complaint_of

    return complaint_of(text)


def without_quotes(text: str) -> str:
    """A long text without its quoted lines, so that its own words come first; all of it if nothing is left."""
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(">"))
    return kept if kept.strip() else text


def without_particulars(text: str) -> str:
    """`text` without mail and web addresses, dates, and a name that introduces itself."""
    if "@" in text or "www." in text.lower() or "://" in text:
        text = re.sub(ADDRESS, " ", text)
    if any(letter.isdigit() for letter in text):
        text = re.sub(TIME, " ", re.sub(DATE, " ", re.sub(ORDER, " ", text)))
        text = re.sub(NUMBERED, r"\1", text)
    if not any(letter.isupper() for letter in text):
        return text
    return without_names(re.sub(STREET, " ", text))


def without_names(text: str) -> str:
    """`text` without the capitalised words that follow "my name is" or "Mr"."""
    kept, at = [], 0
    for found in re.finditer(NAMED, text):
        name = re.match(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", text[found.end() :])
        said = name.group().split(" ") if name else []
        own = list(takewhile(lambda word: word[:1].isupper() and not word[1:].isupper(), said))
        if own and found.start() >= at:
            kept.append(text[at : found.start()])
            at = found.end() + len(" ".join(own))
    return " ".join([*kept, text[at:]])


def is_particular(word: str, known: bool) -> bool:
    """Whether a folded word is a number of this customer's: long, or one that the library does not know."""
    digits = sum(letter.isdigit() for letter in word)
    return digits >= LONG_NUMBER or (digits > 0 and not known)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, short ones joined to what follows; at most MAX_SENTENCES."""
    waiting, told = "", 0
    for sentence in re.split(SENTENCE_END, re.sub(WRAPPED, r"\1 ", text)):
        waiting = f"{waiting} {sentence}".strip()
        if len(words(waiting)) >= SHORT_SENTENCE:
            yield waiting
            waiting, told = "", told + 1
        if told == MAX_SENTENCES:
            return
    if waiting:
        yield waiting


def names_in(text: str) -> frozenset[str]:
    """The folded words that stand with a capital in the middle of a sentence only."""
    if not any(letter.isupper() for letter in text[1:]):
        return frozenset()
    capital = {word for found in re.findall(NAME, text) for word in words(found)}
    return frozenset(capital - {word for found in re.findall(SMALL, text) for word in words(found)})


def is_plain(text: str) -> bool:
    """Whether a text is one line that no mail begins with: nothing of it is taken away."""
    first = text.lstrip().partition(" ")[0].rstrip(",!.").lower()
    one_line = not any(mark in text for mark in "\n\r:")
    return one_line and first.isalnum() and not first.startswith(GREETINGS)
