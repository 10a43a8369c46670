"""From a file's mapping to an entry: the whole format, and every way to get it wrong."""

from datetime import date

import pytest

from cheatsheet.entry import ENTRY_KEYS, Entry, Proposal, Suppression, Wording
from cheatsheet.errors import Fault
from cheatsheet.field import Field, FieldType
from cheatsheet.nodes import Block, Items, Place
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status
from cheatsheet.yaml_text import parse

WHOLE = """\
- id: parcel-not-arrived
  complaint: My parcel has not arrived
  phrases:
    - where is my order
    - tracking has not moved for days
  answer: |
    I'm sorry that order {{ order.number }} has not reached you.

    It comes tomorrow.
  subject: Your order {{ order.number }}
  channels: {sms: "It comes {{ today }}.", phone: "I'm sorry"}
  languages: {de: {answer: "Tut mir leid.", subject: Ihre Bestellung, channels: {sms: bald}}}
  fields:
    carrier: {prompt: Which carrier?, type: choice, choices: [DHL, UPS], default: DHL}
    since: {type: date}
    amount: {prompt: How much?, type: number, default: 1e3}
    signed: {prompt: Signed?, type: yes/no, default: no}
    item_2: {}
  check: [Tracking shows no scan for 3 working days]
  tags: [shipping]
  bucket: 2
  status: in_review
  owner: dana
  written_by: [kim]
  waiting_since: 2026-09-01
  approved_by: sam
  reviewed: 2026-10-01
  review_by: 2027-04-01
  proposed: {answer: "Better.", tags: [a], by: lee, on: 2026-11-02}
  reason: too long
  lint: [{ignore: phrase/flat-no, match: "no", reason: "quoted", until: 2027-01-31}]
  note: internal
"""


def read_all(text: str, status: Status = Status.APPROVED) -> tuple[Entry | None, list[Fault]]:
    faults: list[Fault] = []
    items = parse(text, "sheet.yaml", faults)
    assert isinstance(items, Items)
    block = items[0]
    assert isinstance(block, Block)
    return from_mapping(block, "sheet.yaml", faults, default_status=status), faults


def read(text: str, status: Status = Status.APPROVED) -> Entry:
    entry, faults = read_all(text, status)
    assert entry is not None, faults
    return entry


def test_the_whole_format_is_read() -> None:
    entry = read(WHOLE)
    assert entry == Entry(
        id="parcel-not-arrived",
        complaint="My parcel has not arrived",
        answer="I'm sorry that order {{ order.number }} has not reached you.\n\nIt comes tomorrow.",
        phrases=("where is my order", "tracking has not moved for days"),
        subject="Your order {{ order.number }}",
        channels={"sms": "It comes {{ today }}.", "phone": "I'm sorry"},
        languages={"de": Wording(answer="Tut mir leid.", subject="Ihre Bestellung", channels={"sms": "bald"})},
        fields={
            "carrier": Field(
                name="carrier", prompt="Which carrier?", type=FieldType.CHOICE, choices=("DHL", "UPS"), default="DHL"
            ),
            "since": Field(name="since", prompt="since", type=FieldType.DATE),
            "amount": Field(name="amount", prompt="How much?", type=FieldType.NUMBER, default="1e3"),
            "signed": Field(name="signed", prompt="Signed?", type=FieldType.YES_NO, default="no"),
            "item_2": Field(name="item_2", prompt="item 2"),
        },
        check=("Tracking shows no scan for 3 working days",),
        tags=("shipping",),
        bucket=2,
        status=Status.IN_REVIEW,
        owner="dana",
        written_by=("kim",),
        waiting_since=date(2026, 9, 1),
        approved_by="sam",
        reviewed=date(2026, 10, 1),
        review_by=date(2027, 4, 1),
        proposed=Proposal(changes={"answer": "Better.", "tags": ["a"]}, by="lee", on=date(2026, 11, 2)),
        reason="too long",
        lint=(Suppression(ignore="phrase/flat-no", match="no", reason="quoted", until=date(2027, 1, 31)),),
        note="internal",
    )


def test_the_whole_format_uses_every_key() -> None:
    assert all(f"\n  {key}:" in f"\n  {WHOLE[2:]}" for key in ENTRY_KEYS)


def test_an_entry_knows_where_its_texts_stand() -> None:
    source = read(WHOLE).source
    assert (source.file, source.line) == ("sheet.yaml", 1)
    assert source.place("complaint") == Place(2, 14)
    assert source.place("answer").lines == (7, 8, 9)
    assert (source.place("subject").line, source.place("channels.phone").line) == (10, 11)
    assert source.place("languages.de.answer").line == source.place("languages.de.channels.sms").line == 12


def test_complaint_and_answer_suffice() -> None:
    entry = read("- complaint: Where's my ORDER, Zoë?\n  answer: no\n")
    assert entry == Entry(id="wheres-my-order-zoe", complaint="Where's my ORDER, Zoë?", answer="no")
    assert entry.status is Status.APPROVED


def test_a_team_that_reviews_gets_drafts() -> None:
    plain = "- complaint: late\n  answer: soon\n"
    assert read(plain, status=Status.DRAFT).status is Status.DRAFT
    assert read(f"{plain}  status: retired\n", status=Status.DRAFT).status is Status.RETIRED


@pytest.mark.parametrize("entry_id", ["007", "no", "a.b_c-d", "zurück", "1e3", "null2"])
def test_an_id_stays_as_written(entry_id: str) -> None:
    assert read(f"- id: {entry_id}\n  complaint: late\n  answer: soon\n").id == entry_id


@pytest.mark.parametrize(
    "answer", ["no", "007", "0123456", "12:30:45", "1_000", "+15551234567", "2024-02-30", "1.10", "yes"]
)
def test_an_answer_stays_as_written(answer: str) -> None:
    assert read(f"- complaint: {answer}\n  answer: {answer}\n  phrases: [{answer}]\n") == Entry(
        id=read(f"- complaint: {answer}\n  answer: x\n").id, complaint=answer, answer=answer, phrases=(answer,)
    )


def test_a_field_with_choices_is_a_choice() -> None:
    field = read("- complaint: a\n  answer: b\n  fields: {carrier: {choices: [DHL]}}\n").fields["carrier"]
    assert (field.type, field.prompt) == (FieldType.CHOICE, "carrier")


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_a_key_that_is_to_go_is_proposed_as_nothing(nothing: str) -> None:
    entry = read(f"- complaint: late\n  answer: soon\n  subject: Hi\n  proposed: {{subject: {nothing}, by: lee}}\n")
    assert entry.proposed == Proposal(changes={"subject": None}, by="lee")
    assert entry.to_mapping()["proposed"] == {"subject": None, "by": "lee"}


def test_a_proposed_complaint_needs_no_letter_for_an_id_is_there() -> None:
    entry = read("- id: late\n  complaint: late\n  answer: soon\n  proposed: {complaint: '?!'}\n")
    assert entry.proposed == Proposal(changes={"complaint": "?!"})


@pytest.mark.parametrize(("written", "bucket"), [("2", 2), ("'2'", 2), ("null", None), ("''", None)])
def test_a_proposed_bucket_is_a_number_as_in_the_entry(written: str, bucket: int | None) -> None:
    entry = read(f"- complaint: late\n  answer: soon\n  proposed: {{bucket: {written}}}\n")
    assert entry.proposed == Proposal(changes={"bucket": bucket})


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ("anser: x", "3:3: unknown key `anser` (did you mean 'answer'?)"),
        ("id: a b", "3:7: `id` is 'a b': an id is letters, digits, `-`, `_` and `.` (for instance 'a-b')"),
        ("id: /etc/passwd", "3:7: `id` is '/etc/passwd'"),
        ("id: [x]", "3:7: `id` must be text, not a list"),
        ("phrases: {a: b}", "3:12: `phrases` must be a list of texts, not a mapping"),
        ("channels: [a]", "3:13: `channels` must be a mapping, not a list"),
        ("channels: {sms: ''}", "3:19: `channels.sms` is empty"),
        ("languages: {de: x}", "3:19: `languages.de` must be a mapping, not text"),
        ("languages: {de: {subject: x}}", "3:19: `languages.de.answer` is missing"),
        ("languages: {de: {answer: x, anwser: y}}", "unknown key `languages.de.anwser` (did you mean 'answer'?)"),
        ("fields: {carrier: {typ: date}}", "3:22: unknown key `fields.carrier.typ` (did you mean 'type'?)"),
        ("fields: {carrier: {type: dat}}", "3:28: `fields.carrier.type` is 'dat' (did you mean 'date'?)"),
        ("fields: {carrier: {type: choice}}", "`fields.carrier.choices` is missing: a choice needs its choices"),
        ("fields: {carrier: {choices: [DHL], default: UPS}}", "`fields.carrier.default` 'UPS' is none of DHL"),
        ("fields: {on: {type: date, default: 2026-02-30}}", "3:38: `fields.on.default` '2026-02-30' is not a date"),
        ("fields: {n: {type: number, default: 1e9999999}}", "3:39: `fields.n.default` '1e9999999' is not a number"),
        ("fields: {Carrier: {}}", "a field cannot be called 'Carrier'"),
        ("fields: {order: {}}", "a field cannot be called 'order'"),
        ("fields: {for: {}}", "a field cannot be called 'for'"),
        ("fields: {a-b: {}}", "a field cannot be called 'a-b'"),
        ("fields: {carrier: {default: [x]}}", "`fields.carrier.default` must be text, not a list"),
        ("bucket: 5", "3:11: `bucket` is '5'"),
        ("bucket: high", "3:11: `bucket` is 'high'"),
        ("status: aproved", "3:11: `status` is 'aproved' (did you mean 'approved'?)"),
        ("reviewed: 2026-02-30", "3:13: `reviewed` '2026-02-30' is not a date like 2026-11-22"),
        ("review_by: next year", "3:14: `review_by` 'next year' is not a date"),
        ("proposed: better", "3:13: `proposed` must be a mapping, not text"),
        ("proposed: {anser: x}", "3:14: unknown key `proposed.anser` (did you mean 'answer'?)"),
        ("proposed: {answer: x, on: soon}", "`proposed.on` 'soon' is not a date"),
        ("proposed: {answer: ''}", "3:22: `proposed.answer` is empty"),
        ("proposed: {bucket: 5}", "3:22: `proposed.bucket` is '5'"),
        ("proposed: {proposed: {answer: x}}", "3:14: unknown key `proposed.proposed`"),
        ("lint: {ignore: x}", "3:9: `lint` must be a list of mappings, not a mapping"),
        ("lint: [x]", "3:10: `lint` must be a list of mappings; item 1 is text"),
        ("lint: [{match: x}]", "3:10: `lint[0].ignore` is missing"),
        ("lint: [{ignore: x, till: y}]", "unknown key `lint[0].till`"),
        ("note: {a: b}", "3:9: `note` must be text, not a mapping"),
    ],
)
def test_a_wrong_value_is_one_fault_at_its_place(more: str, fault: str) -> None:
    entry, faults = read_all(f"- complaint: late\n  answer: soon\n  {more}\n")
    assert entry is None
    assert len(faults) == 1, faults
    assert fault in str(faults[0])
    assert faults[0].line == 3


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("- id: x\n  answer: soon\n", ["sheet.yaml:1:3: `complaint` is missing"]),
        ("- complaint: late\n", ["sheet.yaml:1:3: `answer` is missing"]),
        ("- complaint: late\n  answer:\n", ["sheet.yaml:2:10: `answer` is empty"]),
        (
            "- complaint: '!!!'\n  answer: soon\n",
            ["sheet.yaml:1:14: `complaint` has no letter to make an id of (give it an `id` of its own)"],
        ),
    ],
)
def test_without_complaint_and_answer_there_is_no_entry(text: str, faults: list[str]) -> None:
    entry, found = read_all(text)
    assert entry is None
    assert [str(fault) for fault in found] == faults


def test_all_faults_of_an_entry_are_named_at_once() -> None:
    _, faults = read_all("- complaint: late\n  anser: x\n  bucket: 9\n  status: x\n  reviewed: y\n  tags: {a: b}\n")
    assert sorted(fault.line for fault in faults) == [1, 2, 3, 4, 5, 6]
