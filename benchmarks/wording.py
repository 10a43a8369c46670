"""The sentences that made-up replies are put together from, by where they stand: two wordings with one shape.

"Again" is the starter library's own (responses/), so that each sentence comes again in many replies, as it does where
a team writes in one voice. "New" is replies.toml's, filled with names, things and days, so that there are hardly two
of the same: the hard case.
"""

import json
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import CHEATSHEET, Command, Place

HERE = Path(__file__).parent
AT_PLACES = (("sorry", "first"), ("middle", "middle", "middle"), ("last", "last"))
BY_ROLE = (("sorry", "found"), ("doing", "ask", "choice"), ("when", "close"))
MARKED = re.compile(r"\[(.+)\]")
TAG = re.compile(r"\{\{\s*([\w.]+).*?\}\}")
CONDITION = re.compile(r"\{% if .*?%\}(.*?)\{% else %\}.*?\{% endif %\}", re.DOTALL)
BETWEEN = re.compile(r"(?<=[.?!])\s+")
WHOLE = re.compile(r"(?:[A-Z]|\{\{)[^%]*[.?!]")  # no item of a list, no part of a condition
SORRY = re.compile(r"\b(?:sorry|apologi[sz]e)\b")
PLAIN = {
    "agent.name": "Sam",
    "customer.email": "robin@example.com",
    "customer.first_name": "Robin",
    "facts.delivery_working_days": "5",
    "facts.dispatch_working_days": "2",
    "facts.exchange_days": "30",
    "facts.investigation_working_days": "5",
    "facts.loyalty_working_days": "3",
    "facts.price_match_days": "14",
    "facts.refund_working_days": "5",
    "facts.repair_working_days": "10",
    "facts.return_days": "30",
    "facts.warranty_months": "24",
    "order.date": "Monday",
    "order.item": "it",
    "order.number": "A-1042",
    "order.total": "€49.90",
    "order.tracking_url": "https://example.com/track",
    "today": "Friday",
}


def values_replaced(template: str) -> str:
    """A template as it may be sent: values replaced, the first arm of each condition."""
    return TAG.sub(lambda found: PLAIN[found[1]], CONDITION.sub(r"\1", template))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each on one line."""
    return [" ".join(sentence.split()) for sentence in BETWEEN.split(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Sentences by role, the roles of each paragraph, and sentences with a banned phrase as (rule, sentence)."""

    sentences: Mapping[str, Sequence[str]]
    paragraphs: Sequence[Sequence[str]]
    planted: Sequence[tuple[str, str]]
    more: Sequence[str]

    @property
    def banned(self) -> list[str]:
        """All banned phrases: those that are planted, and more."""
        return [*(found[1] for _, sentence in self.planted if (found := MARKED.search(sentence))), *self.more]


def new() -> Wording:
    """The wording of replies.toml, of which nearly every sentence is new once it is filled."""
    found = tomllib.loads((HERE / "replies.toml").read_text(encoding="utf-8"))
    planted = [(rule, sentence) for rule, own in found.pop("planted").items() for sentence in own]
    more = found.pop("phrases")["more"]
    return Wording(sentences=found, paragraphs=BY_ROLE, planted=planted, more=more)


def again() -> Wording:
    """The wording of the starter library, with the banned phrases of replies.toml."""
    own, base = by_place(starter_answers()), new()
    return Wording(sentences=own, paragraphs=AT_PLACES, planted=base.planted, more=base.more)


def starter_answers() -> list[str]:
    """The answers of the starter library, as the program reads them."""
    with tempfile.TemporaryDirectory() as folder:
        command = Command(arguments=(*CHEATSHEET, "--library", str(HERE.parent), "list", "--json"))
        printed = Place(folder=Path(folder)).run(command).output
    return [entry["answer"] for entry in json.loads(printed)]


def by_place(answers: Iterable[str]) -> dict[str, list[str]]:
    """The different sentences of first, middle and last paragraphs that say something on their own.

    Those of a first paragraph that apologise stand apart: made-up complaints are all of something that went wrong.
    """
    found: dict[str, dict[str, None]] = {"sorry": {}, "first": {}, "middle": {}, "last": {}}
    for answer in answers:
        first, *middle, last = answer.strip().split("\n\n")
        for sentence in whole([first]):
            found["sorry" if SORRY.search(sentence) else "first"][sentence] = None
        found["middle"].update(dict.fromkeys(whole(middle)))
        found["last"].update(dict.fromkeys(whole([last])))
    return {place: list(own) for place, own in found.items()}


def whole(paragraphs: Iterable[str]) -> Iterator[str]:
    """The whole sentences of these paragraphs with values that are known, ready to be filled as templates."""
    for sentence in (sentence for paragraph in paragraphs for sentence in sentences(paragraph)):
        if WHOLE.fullmatch(sentence) and PLAIN.keys() >= set(TAG.findall(sentence)):
            yield sentence.replace("$", "$$")


WORDINGS: Mapping[str, Callable[[], Wording]] = {"again": again, "new": new}
