"""The starter library as a new user gets it: complete, findable, fit to be sent in every channel."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cheatsheet.entry import Entry
from cheatsheet.field import Field, FieldType
from cheatsheet.index import Index
from cheatsheet.layouts import Layouts
from cheatsheet.library import Library
from cheatsheet.match import Finder
from cheatsheet.place import starter_folder
from cheatsheet.reply import Reply, compose
from cheatsheet.settings import Setting, Settings
from cheatsheet.sms import segments
from cheatsheet.status import Status
from cheatsheet.text import words

TODAY = date(2026, 11, 23)
NAMES: Mapping[str, str] = {"customer.name": "Dana Smith", "order.number": "1042"}
SETTINGS = Settings(known={"agent.name": Setting(value="Robin", origin="test")})
SAMPLES: Mapping[FieldType, str] = {
    FieldType.TEXT: "the corner shop",
    FieldType.DATE: "2026-12-01",
    FieldType.NUMBER: "12.50",
    FieldType.YES_NO: "yes",
}
# What never reaches a customer, by family. Some may be written where the way out stands beside them.
TRIGGERS: Mapping[str, Sequence[str]] = {
    "contradiction": (
        r"you(?:'re| are) (?:wrong|mistaken)",
        r"that(?:'s| is) incorrect",
        r"you (?:have )?misunderst(?:an|oo)d",
    ),
    "ignorance": (r"i do(?:n't| not) know", r"no idea", r"(?:i|we)(?:'m|'re| am| are) not sure"),
    "commanding calm": (r"calm down", r"relax\b", r"settle down"),
    "not my job": (r"not my (?:job|department)", r"i can(?:'t|not| not) help", r"nothing (?:that )?(?:i|we) can do"),
    "dismissal": (r"\bwhatever\b(?=[.!,])", r"does(?:n't| not) matter", r"not a big deal", r"no problem"),
    "flat no": (
        r"(?:^|[.!?] )no[.,!] ",
        r"not allowed",
        r"(?:company|our) policy",
        r"unable to",
        r"not possible",
    ),
    "blame the customer": (
        r"you should have \w+(?:ed|en|ad|nt|de)\b",
        r"you failed to",
        r"you did(?:n't| not)",
        r"you must have",
        r"as (?:i|we) already said",
        r"like i said",
        r"per my last",
    ),
    "blame others": (
        r"messed up",
        r"(?:their|the carrier's|the courier's|ups's) fault",
        r"(?:carrier|courier|ups|fedex|dhl) lost",
        r"is to blame",
    ),
    "overpromise": (
        r"\bguarantee(?!d? period)",
        r"\bdefinitely\b",
        r"100 ?%",
        r"\b(?:i|we) promise\b",
        r"\balways\b",
        r"\bnever\b(?= (?:happen|be|again))",
    ),
    "vague time": (
        r"\bsoon\b",
        r"\bshortly\b",
        r"as soon as possible",
        r"\basap\b",
        r"in due course",
        r"timely manner",
    ),
    "cold transfer": (
        r"you(?:'ll| will) have to (?:call|contact)",
        r"please (?:call|contact) (?:the|our) \w+ (?:department|team)",
        r"you need to (?:speak|talk) to",
    ),
    "scripted filler": (
        r"\bu[mh]\b",
        r"to be honest",
        r"\bhonestly\b",
        r"\bactually\b",
        r"\bobviously\b",
        r"(?:^|[.!?] )unfortunately",
    ),
    "pressure": (r"act now", r"last chance", r"before it(?:'s| is) too late"),
    "shouting": (r"!!", r"\b[A-Z]{6,}\b"),
}


@cache
def library() -> Library:
    return Library.load(starter_folder("responses"), starter_folder("responses").parent)


@cache
def finder() -> Finder:
    return Finder(index=Index.of(library().entries))


@cache
def layouts() -> Layouts:
    return Layouts.load(starter_folder("templates"), None, Path.cwd())


ENTRIES: Sequence[Entry] = library().entries
EACH = pytest.mark.parametrize("entry", ENTRIES, ids=[entry.id for entry in ENTRIES])


def sample(field: Field) -> str:
    return field.default or (field.choices[0] if field.choices else SAMPLES[field.type])


def reply(entry: Entry, channel: str) -> Reply:
    given = {**NAMES, **{name: sample(field) for name, field in entry.fields.items()}}
    return compose(entry, given, SETTINGS, layouts(), channel=channel, language="en", today=TODAY)


def texts(entry: Entry) -> list[str]:
    """Everything of an entry that a customer may read."""
    return [entry.answer, *entry.channels.values(), entry.subject or ""]


def test_there_are_at_least_80_entries_by_topic() -> None:
    assert len(ENTRIES) >= 80
    assert len({entry.source.file for entry in ENTRIES}) >= 5
    assert library().warnings == ()


def test_one_topic_is_a_csv_sheet() -> None:
    by_kind = Counter(Path(entry.source.file).suffix for entry in ENTRIES)
    assert by_kind[".csv"] >= 3
    assert by_kind[".yaml"] > by_kind[".csv"]


@EACH
def test_an_entry_has_what_a_team_needs(entry: Entry) -> None:
    assert 5 <= len(entry.phrases) <= 10
    assert entry.check
    assert entry.tags
    assert entry.subject
    assert entry.bucket in {1, 2, 3, 4}
    assert entry.status is Status.APPROVED
    assert entry.review_by is not None


@EACH
def test_an_entry_keeps_to_the_channels_that_there_are(entry: Entry) -> None:
    assert set(entry.channels) <= set(layouts().channels)


@EACH
def test_every_text_renders_in_every_channel_once_its_fields_are_given(entry: Entry) -> None:
    for channel in layouts().channels:
        made = reply(entry, channel)
        assert made.body.strip()
        assert "Robin" in made.body
        assert "Dana" in made.body
        assert bool(made.subject) is (channel == "email")


@EACH
def test_no_blank_is_left_to_fill_by_hand(entry: Entry) -> None:
    left = re.compile(r"\[[A-Za-z][^\]]*\](?!\()|\bX{3,}\b|\bTODO\b|\bTBD\b|_{3,}|<[a-z ]+>")
    assert [text for text in texts(entry) if left.search(text)] == []
    bodies = [reply(entry, channel).body for channel in layouts().channels]
    assert [body for body in bodies if left.search(body) or "{" in body] == []


@EACH
def test_a_field_that_is_asked_for_is_used(entry: Entry) -> None:
    used = " ".join(texts(entry))
    assert [name for name in entry.fields if not re.search(rf"\b{name}\b", used)] == []


@EACH
def test_the_complaint_and_every_phrase_find_their_entry_first(entry: Entry) -> None:
    lost = []
    for text in (entry.complaint, *entry.phrases):
        best = finder().rank(text).best
        if best is None or best.card.id != entry.id:
            lost.append((text, best and best.card.id))
    assert lost == []


@EACH
def test_the_complaint_is_found_with_confidence(entry: Entry) -> None:
    assert finder().rank(entry.complaint).confident is True


def test_no_phrase_stands_in_two_entries() -> None:
    said = Counter(
        key for entry in ENTRIES for key in {" ".join(words(text)) for text in (entry.complaint, *entry.phrases)}
    )
    assert [text for text, count in said.items() if count > 1] == []


def test_no_phrase_stands_twice_in_one_entry() -> None:
    folded = {entry.id: [" ".join(words(t)) for t in (entry.complaint, *entry.phrases)] for entry in ENTRIES}
    assert [name for name, said in folded.items() if len(set(said)) < len(said)] == []


def test_no_two_entries_share_an_answer() -> None:
    answers = Counter(" ".join(words(entry.answer)) for entry in ENTRIES)
    assert [text for text, count in answers.items() if count > 1] == []


@pytest.mark.parametrize("entry", [e for e in ENTRIES if "sms" in e.channels], ids=lambda entry: str(entry.id))
def test_a_text_message_fits_two_segments_with_its_layout(entry: Entry) -> None:
    found = segments(reply(entry, "sms").body)
    assert (found.count, found.costly) in {(1, ""), (2, "")}


def test_phone_and_text_message_have_own_wordings_where_it_matters() -> None:
    urgent = [entry for entry in ENTRIES if entry.bucket == 1]
    assert urgent
    assert [entry.id for entry in urgent if not {"phone", "sms"} & set(entry.channels)] == []
    assert sum("sms" in entry.channels for entry in ENTRIES) >= 10


@pytest.mark.parametrize("entry", [e for e in ENTRIES if "phone" in e.channels], ids=lambda entry: str(entry.id))
def test_a_spoken_answer_takes_at_most_a_minute(entry: Entry) -> None:
    """150 words a minute; the layout's opening and spelling are the agent's own pace."""
    rendered = re.sub(r"{%.*?%}|{{.*?}}", "word", entry.channels["phone"])
    assert len(rendered.split()) <= 150


def triggers(text: str) -> Iterable[str]:
    plain = " ".join(text.replace("’", "'").split())
    for family, patterns in TRIGGERS.items():
        flags = re.NOFLAG if family == "shouting" else re.IGNORECASE
        yield from (f"{family}: {found.group()}" for found in re.finditer("|".join(patterns), plain, flags))


@EACH
def test_no_trigger_phrase_reaches_a_customer(entry: Entry) -> None:
    assert [found for text in texts(entry) for found in triggers(text)] == []


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("You’re wrong about that.", "contradiction"),
        ("I don't know.", "ignorance"),
        ("Please calm\ndown.", "commanding calm"),
        ("There is nothing I can do.", "not my job"),
        ("It doesn't matter.", "dismissal"),
        ("No, that is how it is.", "flat no"),
        ("You should have opened it.", "blame the customer"),
        ("The warehouse messed up.", "blame others"),
        ("I guarantee it.", "overpromise"),
        ("It comes soon.", "vague time"),
        ("You need to speak to sales.", "cold transfer"),
        ("Unfortunately it broke.", "scripted filler"),
        ("Act now.", "pressure"),
        ("This is PERFECT for you.", "shouting"),
    ],
)
def test_the_trigger_list_finds_its_own_examples(text: str, family: str) -> None:
    assert [found.split(":")[0] for found in triggers(text)] == [family]


@EACH
def test_an_answer_leaves_greeting_and_sign_off_to_the_layout(entry: Entry) -> None:
    body = reply(entry, "email").body
    assert body.startswith("Hi Dana,\n\n")
    assert body.endswith("Kind regards,\nRobin")
    assert body.count("Robin") == 1 + entry.answer.count("agent.name")


@EACH
def test_the_next_step_has_a_time(entry: Entry) -> None:
    timed = (
        r"\b(?:today|tomorrow|(?:working )?days?|(?:Mon|Tues|Wednes|Thurs|Fri)day|weeks?|months?|hours?|minutes?"
        r"|right now)\b"
    )
    assert re.search(timed, reply(entry, "email").body)


def test_parcel_not_arrived_is_complete_from_name_order_and_agent_alone() -> None:
    entry = library().get("parcel-not-arrived")
    for channel in layouts().channels:
        body = compose(entry, NAMES, SETTINGS, layouts(), channel=channel, language="en", today=TODAY).body
        assert "Dana" in body
        assert ("1042" in body) is (channel != "social")  # that channel is public


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("my parsel never arived and nobody answers me!!", {"parcel-not-arrived"}),
        ("it says delivered but theres nothing here", {"delivered-not-received"}),
        ("the vase arrived in pieces", {"arrived-damaged"}),
        ("why was my card charged two times", {"charged-twice"}),
        ("my account is blocked and I cannot sign in", {"account-locked"}),
    ],
)
def test_situations_of_every_shop_are_on_the_sheet(complaint: str, expected: set[str]) -> None:
    best = finder().rank(complaint).best
    assert best is not None
    assert best.card.id in expected
