"""An edit in a YAML or JSON file changes the lines of what it is about, and not a byte beside them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

import pytest

from cheatsheet.edits.yaml_edit import changed
from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import ENTRY_KEYS, Entry
from cheatsheet.errors import Fault, Unwritable
from cheatsheet.files import read_entries
from cheatsheet.status import Status
from tests.conftest import make_entry

SHEET = """\
# The sheet of the care team.
#\ttab in a comment: "here", and {there}

- id: late   # do not rename
  complaint: My parcel is late
  # how people say it
  phrases:
    - where is it   # the usual one
    - 'it''s not here'

    # - an old one
    - "still \\"nothing\\""
  answer: >-
    I am sorry that your parcel is late.
    It comes tomorrow
    or on the day after.

    Best wishes
  tags: [shipping, late]  # two
  channels: {sms: "Sorry", phone: Hello}
  note: |+   # internal
     keep

     this

- {complaint: "Broken: my lamp", answer: 'It''s on us', tags: [a, b], reviewed: 2026-01-31}   # all in one line
-   "complaint" : Where's my
      money
    answer: "You have it
      tomorrow."
    fields:
        carrier:   # asked for
            prompt: Which?
            type: choice
            choices:
            - DHL
            - UPS
    lint:
    - ignore: phrase/flat-no
      reason: said so   # by dana
    status: draft
    owner: ~

    # what was said: nothing
    bucket: '2'
    review_by: 2026-12-24
# the end
"""
OWN = {  # the lines of each key, from and to
    "late": {"id": (4, 4), "complaint": (5, 5), "phrases": (7, 12), "answer": (13, 18), "tags": (19, 19),
             "channels": (20, 20), "note": (21, 24)},
    "broken-my-lamp": dict.fromkeys(ENTRY_KEYS, (26, 26)),
    "wheres-my-money": {"complaint": (27, 28), "answer": (29, 30), "fields": (31, 37), "lint": (38, 40),
                        "status": (41, 41), "owner": (42, 42), "bucket": (45, 45), "review_by": (46, 46)},
}  # fmt: skip
NEW: Mapping[str, object] = {
    "complaint": "Something: else",
    "phrases": ["where is it", "still \"nothing\"", "a new one"],
    "answer": "First of all: sorry.\n\n- one\n- two # not a remark",
    "subject": "About '{{ order.number }}'",
    "channels": {"phone": "Hello there", "email": "Dear\n\nyou"},
    "languages": {"de": {"answer": "Schade.\nSehr."}},
    "fields": {"carrier": {"prompt": "Which one?", "type": "choice", "choices": ["DHL", "GLS", "DPD"]}},
    "check": ["Tracking shows no scan"],
    "tags": ["late", "new"],
    "bucket": 1,
    "status": "retired",
    "owner": "no",
    "written_by": "kim",
    "waiting_since": "2026-11-22",
    "approved_by": "sam",
    "reviewed": "2026-11-22",
    "review_by": "2027-05-22",
    "proposed": {"answer": "Soon.\n", "by": "lee", "on": "2026-11-22"},
    "reason": "007",
    "lint": [{"ignore": "phrase/flat-no", "reason": "said so", "until": "2027-01-31"}, {"ignore": "tone/shouting"}],
    "note": "  emoji 😀, שלום, a\u00a0b, \ttab\n  deeper\n---\n%x",
}  # fmt: skip
FORMS = {
    "as it is": SHEET,
    "CRLF": SHEET.replace("\n", "\r\n"),
    "CR": SHEET.replace("\n", "\r"),
    "no final line break": SHEET.removesuffix("# the end\n").removesuffix("\n"),
}


def read(text: str) -> list[Entry]:
    """The entries of a text, which must have no fault."""
    faults: list[Fault] = []
    found = read_entries(text, ".yaml", "sheet.yaml", faults, [], default_status=Status.APPROVED)
    assert not faults, [str(fault) for fault in faults]
    return found


def edited(text: str, entry_id: str, **changes: object) -> str:
    """The text with changes to one entry under their YAML keys, None for what goes; read back and compared."""
    before = read(text)
    old = next(entry for entry in before if entry.id == entry_id)
    mapping = {**old.to_mapping(), **changes}
    new = make_entry(**{"status": "approved", **{key: value for key, value in mapping.items() if value is not None}})
    written = changed(text, old, new)
    assert read(written) == [new if entry is old else entry for entry in before]
    return written


@pytest.mark.parametrize("key", [key for key in ENTRY_KEYS if key != "id"])
@pytest.mark.parametrize("entry_id", OWN)
@pytest.mark.parametrize("form", FORMS)
def test_an_edit_of_any_field_of_any_entry_touches_no_other_line(form: str, entry_id: str, key: str) -> None:
    text = FORMS[form]
    lines = text.splitlines(keepends=True)
    own = OWN[entry_id].get(key)
    written = edited(text, entry_id, **{key: NEW[key]})
    if own:
        before, after = "".join(lines[: own[0] - 1]), "".join(lines[own[1] :])
        assert written.startswith(before)
        assert written.endswith(after)
    else:
        same = next(n for n in range(len(text) + 1) if text[n : n + 1] != written[n : n + 1] or n == len(text))
        assert written.endswith(text[same:])


@pytest.mark.parametrize("key", ["phrases", "tags", "channels", "note"])
@pytest.mark.parametrize("form", FORMS)
def test_a_key_that_goes_takes_its_lines_and_leaves_the_comments_above(form: str, key: str) -> None:
    lines = FORMS[form].splitlines(keepends=True)
    start, end = OWN["late"][key]
    assert edited(FORMS[form], "late", **{key: None}) == "".join(lines[: start - 1] + lines[end:])


ONE = "- id: a\n  complaint: b\n  answer: c\n"


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("note: old   # why\n", {"note": "new"}, "note: new   # why\n"),
        ("note: old   # why\n", {"note": "two\nlines"}, "note: |   # why\n    two\n    lines\n"),
        ("note: old\n", {"note": "a: b"}, 'note: "a: b"\n'),
        ("note: old\n", {"note": "no"}, 'note: "no"\n'),
        ("note: 007\n", {"note": "008"}, "note: 008\n"),
        ("note: 'old'\n", {"note": "it's"}, "note: 'it''s'\n"),
        ('note: "old"\n', {"note": 'say "no"'}, 'note: "say \\"no\\""\n'),
        ('note: "old"\n', {"note": "a\u2028b\u0085c\u00a0d"}, 'note: "a\\u2028b\\u0085c\u00a0d"\n'),
        ("note: |2-  # why\n    x\n\n\n", {"note": "y\n z"}, "note: |2-  # why\n    y\n     z\n\n\n"),
        ("note: |\n       far\n", {"note": "y\n\nz"}, "note: |\n       y\n\n       z\n"),
        ("note: |\n    x\n", {"note": "a\u2028b"}, 'note: "a\\u2028b"\n'),
        ("note: |\n    x\n", {"note": "<<<<<<< ours\nx"}, 'note: "<<<<<<< ours\\nx"\n'),
        (
            "note: >\n    one two three\n    four five six\n",
            {"note": "seven eight nine ten eleven\ntwelve"},
            "note: >\n    seven eight\n    nine ten\n    eleven\n\n    twelve\n",
        ),
        ("note: >-\n    one line\n", {"note": "x  \n\ty"}, "note: >-\n    x  \n    \ty\n"),
        ("note: one\n    two\n", {"note": "one three four five"}, "note: one\n    three\n    four\n    five\n"),
        ("note:\n", {"note": "x"}, "note: x\n"),
        ("note:   # none yet\n", {"note": "x"}, "note: x   # none yet\n"),
        ("note: ~  # none\n", {"note": "x\ny"}, "note: |  # none\n    x\n    y\n"),
        ("note: ''\n", {"note": "x"}, "note: 'x'\n"),
        ("note: x\n      # deeper\n", {"note": "y\nz"}, 'note: "y\\nz"\n      # deeper\n'),
        ("note: x\n      # deeper\n", {"note": None}, ""),
        ("? note\n: x\n".replace("\n:", "\n  :"), {"note": "y"}, "? note\n  : y\n"),
        ("tags: [x, y]\n", {"tags": ["x", "z", "y"]}, "tags: [x, z, y]\n"),
        ("tags: [ x , y ]  # c\n", {"tags": ["y"]}, "tags: [ y ]  # c\n"),
        ("tags: ['x', 'y']\n", {"tags": ["x", "y", "z"]}, "tags: ['x', 'y', 'z']\n"),
        ("tags: [\n    x,  # ex\n    y,  # why\n  ]\n", {"tags": ["x", "y", "z"]},
         "tags: [\n    x,  # ex\n    y,  # why\n    z,\n  ]\n"),
        ("tags: [\n    x,  # ex\n    y   # why\n  ]\n", {"tags": ["x"]}, "tags: [\n    x  # ex\n  ]\n"),
        ("tags: [\n    x,  # ex\n    # on y\n    y   # why\n  ]\n", {"tags": ["y"]},
         "tags: [\n    # on y\n    y   # why\n  ]\n"),
        ("tags: x  # one\n", {"tags": ["y"]}, "tags: y  # one\n"),
        ("tags: x  # one\n", {"tags": ["x", "y"]}, "tags: [x, y]  # one\n"),
        ("phrases: x  # one\n", {"phrases": ["x", "y"]}, "phrases:  # one\n    - x\n    - y\n"),
        ("tags: []\n", {"tags": ["x"]}, "tags: [x]\n"),
        ("tags:\n  - x\n  - y  # c\n\n  # d\n", {"tags": ["x", "y", "z"]},
         "tags:\n  - x\n  - y  # c\n  - z\n\n  # d\n"),
        ("tags:\n   -   x\n", {"tags": ["w", "x"]}, "tags:\n   -   w\n   -   x\n"),
        ("tags:\n  - x  # c\n  # on y\n  - y\n", {"tags": ["y"]}, "tags:\n  # on y\n  - y\n"),
        ("tags:\n  - ''\n  - x\n  -\n", {"tags": ["x", "y"]}, "tags:\n  - ''\n  - x\n  - y\n  -\n"),
        ("check:\n    - |\n      x\n      y\n", {"check": ["x\nz", "w"]},
         "check:\n    - |\n      x\n      z\n    - w\n"),
        ("lint: [ignore: x/y]\n", {"lint": [{"ignore": "x/y", "reason": "so"}]},
         "lint: [{ignore: x/y, reason: so}]\n"),
        ("lint:\n  - ignore: x/y\n    # on z\n  - ignore: z/z\n", {"lint": [{"ignore": "z/z"}]},
         "lint:\n  - ignore: z/z\n"),
        ("lint:\n  - reason: so\n    ignore: x/y\n", {"lint": [{"ignore": "x/y"}]}, "lint:\n  - ignore: x/y\n"),
        ("channels:\n      sms: x\n", {"channels": {"sms": "x", "fax": "y"}},
         "channels:\n      sms: x\n      fax: y\n"),
        ("channels:\n      # on x\n      sms: x\n      fax: y\n", {"channels": {"fax": "y"}},
         "channels:\n      # on x\n      fax: y\n"),
        ("channels:\n      sms: x  # c\n", {"channels": {"no": "x\ny"}},
         "channels:\n      no: |\n          x\n          y\n"),
        ("channels: {sms: x}\n", {"channels": {"sms": "x\ny", "a: b": "z"}}, 'channels: {sms: "x\\ny", "a: b": z}\n'),
        ("channels: {sms: x}  # c\n", {"channels": {"fax": "y"}}, "channels: {fax: y}  # c\n"),
        ("proposed: {note: x}\n", {"proposed": {"note": None, "subject": ""}},
         'proposed: {note: null, subject: ""}\n'),
        ("proposed:\n      note: |\n        x\n", {"proposed": {"note": "x"}},
         "proposed:\n      note: |-\n        x\n"),
        ("proposed:\n      note: |\n        x\n", {"proposed": {"note": " x\n"}},
         "proposed:\n      note: |2\n         x\n"),
    ],
)  # fmt: skip
def test_a_value_is_written_in_the_style_it_had(before: str, changes: Mapping[str, object], after: str) -> None:
    head, tail = f"# top\n{ONE}  ", f"  # below\n  owner: dana\n\n{ONE.replace('id: a', 'id: z')}"
    written = edited(f"{head}{before}{tail}", "a", **changes)
    assert written == (f"{head}{after}" if after else head.removesuffix("  ")) + tail


@pytest.mark.parametrize(
    ("text", "changes", "after"),
    [
        (ONE, {"tags": ["x"]}, f"{ONE}  tags: [x]\n"),
        (ONE, {"subject": "s", "phrases": ["p"]},
         "- id: a\n  complaint: b\n  phrases:\n    - p\n  answer: c\n  subject: s\n"),
        ("- answer: c\n  id: a\n  complaint: b\n", {"owner": "dana"},
         "- answer: c\n  owner: dana\n  id: a\n  complaint: b\n"),
        ("- complaint: b\n  answer: c", {"complaint": "d"}, "- id: b\n  complaint: d\n  answer: c"),
        ("-\n  # on b\n  complaint: b\n  answer: c", {"complaint": "d"},
         "-\n  # on b\n  id: b\n  complaint: d\n  answer: c"),
        ("- {complaint: b, answer: c}", {"complaint": "d"}, "- {id: b, complaint: d, answer: c}"),
        ("- tags: [x]  # c\n\n  complaint: b\n  answer: c\n", {"tags": None}, "- complaint: b\n  answer: c\n"),
        ("- tags: [x]\n  # on b\n  complaint: b\n  answer: c\n", {"tags": None},
         "- \n  # on b\n  complaint: b\n  answer: c\n"),
        ("- complaint: b\n  answer: c\n  note: d", {"note": None}, "- complaint: b\n  answer: c"),
        ("- complaint: b\n  answer: |\n    c\n\n\n", {"note": "d"},
         "- complaint: b\n  answer: |\n    c\n  note: d\n\n\n"),
    ],
)  # fmt: skip
def test_keys_come_and_go_in_their_order(text: str, changes: Mapping[str, object], after: str) -> None:
    assert edited(text, read(text)[0].id, **changes) == after


def test_a_new_key_is_laid_out_as_the_other_entries_are() -> None:
    text = "-   id: a\n    complaint: b\n    answer: c\n-   id: z\n    complaint: b\n    answer: |\n          c\n"
    text += "    tags:\n    -   x\n    channels:\n       sms: y\n"
    assert edited(text, "a", tags=["x"], channels={"sms": "x"}, note="d\ne").startswith(
        "-   id: a\n    complaint: b\n    answer: c\n    channels:\n       sms: x\n    tags:\n    -   x\n"
        "    note: |\n          d\n          e\n-   id: z\n"
    )


JSON_ENTRIES: list[dict[str, object]] = [
    {"id": "a", "complaint": "b 😀", "answer": "c", "channels": {"sms": "y"}, "tags": ["x"], "bucket": 2},
    {"id": "z", "complaint": "b", "answer": "c"},
]


@pytest.mark.parametrize("indent", [None, 1, 2, "\t"])
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_stays_json_as_it_was_laid_out(
    indent: int | str | None, separators: tuple[str, str], ascii_only: bool
) -> None:
    separators = (separators[0] if indent is None else ",", separators[1])
    before = json.dumps(JSON_ENTRIES, indent=indent, separators=separators, ensure_ascii=ascii_only)
    first, second = JSON_ENTRIES
    answer, sms = 'say "no"\n\tu\u2028v 😀', "null"
    new = {**first, "answer": answer, "bucket": 3, "tags": ["x", "y"], "channels": {"sms": sms}, "note": "n"}
    written = edited(before, "a", answer=answer, bucket=3, tags=["x", "y"], channels={"sms": sms}, note="n")
    assert json.loads(written) == [new, second]
    expected = json.dumps([new, second], indent=indent, separators=separators, ensure_ascii=False)
    expected = expected.replace("\u2028", "\\u2028")
    assert written == (expected.replace("b 😀", "b \\ud83d\\ude00") if ascii_only else expected)


SENTENCES = ["it was said three times over", "and then it was said again", "and again"]


def braced(*lines: str, margin: str = "  ") -> str:
    """Two entries in braces on lines of their own, the second one with lists; more lines go into the first."""
    own, line = ["complaint: b", "answer: c"], f",\n{margin}  "
    entries = (line.join(["id: a", *own]), line.join(["id: z", *own, *lines]))
    return "".join(f"- {{\n{margin}  {keys}\n{margin}}}\n" for keys in entries)


@pytest.mark.parametrize("margin", ["  ", "", "      "])
@pytest.mark.parametrize(
    ("sample", "changes", "lines"),
    [
        ((), {"tags": ["z"]}, ["tags: [z]"]),
        ((), {"tags": ["y", "z"]}, ["tags: [y, z]"]),
        ((), {"channels": {"sms": "j\nk"}}, ['channels: {sms: "j\\nk"}']),
        ((), {"lint": [{"ignore": "x/y", "reason": "so"}]}, ["lint: [{ignore: x/y, reason: so}]"]),
        (("tags: [x]",), {"check": SENTENCES},
         [f"check: [{', '.join(SENTENCES)}]"]),
        ((), {"check": SENTENCES},
         ["check: [", *(f"  {each}," for each in SENTENCES[:2]), f"  {SENTENCES[2]}", "]"]),
        ((), {"channels": {"sms": SENTENCES[0], "fax": SENTENCES[1]}},
         ["channels: {", f"  sms: {SENTENCES[0]},", f"  fax: {SENTENCES[1]}", "}"]),
    ],
)  # fmt: skip
def test_a_new_list_or_mapping_between_braces_is_short_or_closed_below_its_key(
    sample: tuple[str, ...], changes: Mapping[str, object], lines: list[str], margin: str
) -> None:
    text = braced(*sample, margin=margin)
    said = f"\n{margin}  ".join(lines)
    expected = text.replace("answer: c", f"answer: c,\n{margin}  {said}", 1)
    assert edited(text, "a", **changes) == expected


@pytest.mark.parametrize(
    "text", ["- {id: a, complaint: b,\n   answer: c}\n", "- {id: a,\n   complaint: b,\n   answer: c}\n"]
)
def test_where_keys_hang_below_a_brace_what_is_new_stands_on_one_line(text: str) -> None:
    written = edited(text, "a", channels={"sms": "x"}, check=SENTENCES)
    assert written == text.replace("c}", f"c,\n   channels: {{sms: x}},\n   check: [{', '.join(SENTENCES)}]}}")


def test_json_without_a_list_of_its_own_takes_the_layout_of_those_in_other_entries() -> None:
    keys = ('"id": "a"', '"id": "z"', '"channels": {"sms": "y"}', '"tags": ["x"]')
    own = '"complaint": "b",\n    "answer": "c"'
    text = f"[\n  {{\n    {keys[0]},\n    {own}\n  }},\n"
    text += f"  {{\n    {keys[1]},\n    {own},\n    {keys[2]},\n    {keys[3]}\n  }}\n]\n"
    written = edited(text, "a", channels={"sms": "x"}, tags=["x", "y"])
    assert written == text.replace('"c"\n', '"c",\n    "channels": {"sms": "x"},\n    "tags": ["x", "y"]\n', 1)


def test_a_mapping_that_is_written_anew_behind_the_dash_is_closed_below_its_key() -> None:
    text = "- channels: {\n      sms: x\n    }\n  complaint: b\n  answer: c\n"
    long = {"fax": SENTENCES[0], "phone": SENTENCES[1]}
    assert edited(text, "b", channels=long) == text.replace(
        "sms: x", f"fax: {SENTENCES[0]},\n      phone: {SENTENCES[1]}"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- { id: a, complaint: b, answer: c", ", tags: [z], lint: [{ ignore: x/y }] }"),
        ("- { id: a, complaint: b, phrases: [ x ], answer: c", ", tags: [ z ], lint: [ { ignore: x/y } ] }"),
        ("- {id: a, complaint: b, phrases: [ x, y ], answer: c", ", tags: [ z ], lint: [ {ignore: x/y} ]}"),
        ('[{ "id": "a", "complaint": "b", "answer": "c"', ', "tags": ["z"], "lint": [{ "ignore": "x/y" }] }'),
    ],
)
def test_brackets_keep_the_space_that_others_have_within(before: str, after: str) -> None:
    end = (" }" if after.endswith(" }") else "}") + ("]\n" if before[0] == "[" else "\n")
    written = edited(before + end, "a", tags=["z"], lint=[{"ignore": "x/y"}])
    assert written == before + after.removesuffix("}").removesuffix(" ") + end


def test_brackets_have_the_space_of_those_in_other_entries() -> None:
    text = (
        "- {id: a, complaint: b, answer: c}\n- {id: z, complaint: b, answer: c, tags: [ x ], channels: { sms: y }}\n"
    )
    written = edited(text, "a", channels={"sms": "x"}, tags=["x", "y"])
    assert written == text.replace("c}", "c, channels: {sms: x}, tags: [ x, y ]}", 1)


def test_what_is_equal_gives_the_very_same_text() -> None:
    entry = read(SHEET)[0]
    assert changed(SHEET, entry, replace(entry)) is SHEET


def test_an_entry_is_found_by_its_id_where_its_line_moved() -> None:
    old = read(SHEET)[2]
    text = f"# one more line\n{SHEET}"
    for moved in (text, f"{ONE * 3}".replace("id: a", "complaint: x\n  id: q") + SHEET):
        written = changed(moved, old, replace(old, bucket=1))
        assert written == moved.replace("bucket: '2'", "bucket: '1'")


def test_a_line_that_only_looks_like_the_entry_is_not_taken_for_it() -> None:
    text = f'- complaint: x\n  answer: "\n- id: a\n  complaint: b\n\n"\n{ONE}'
    entry = read(text)[1]
    wrong = replace(entry, source=replace(entry.source, line=3))
    assert changed(text, wrong, replace(entry, note="n")) == f"{text}  note: n\n"


def test_what_others_changed_in_the_meantime_stays() -> None:
    old = read(SHEET)[0]
    text = SHEET.replace("My parcel is late", "My parcel is very late").replace('sms: "Sorry"', "sms: Oh")
    written = changed(text, old, replace(old, tags=("x",)))
    assert written == text.replace("[shipping, late]", "[x]")


def test_the_same_value_changed_twice_is_refused() -> None:
    old = read(SHEET)[0]
    text = SHEET.replace("[shipping, late]", "[other]")
    with pytest.raises(Unwritable, match=r"`tags` of 'late' was changed in sheet\.yaml in the meantime"):
        changed(text, old, replace(old, tags=("x",)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "has no entry 'a' any more"),
        ("- id: b\n  complaint: b\n  answer: c\n", "has no entry 'a' any more"),
        ("# c\n- complaint: A\n  answer: c\n- complaint: a\n  answer: d\n", "2 entries of the file have the id 'a'"),
        ("- id: a\n  complaint: b\n  answr: c\n", "'a' in the file has faults"),
        ("id: a\ncomplaint: b\n", "is not a list of entries"),
        ("- id: [a\n", "is not readable"),
    ],
)
def test_an_entry_that_is_not_there_is_refused(text: str, reason: str) -> None:
    old = make_entry(id="a", complaint="b", answer="c")
    old = replace(old, source=replace(old.source, file="", line=99))
    with pytest.raises(Unwritable, match=reason) as refused:
        changed(text, old, replace(old, note="x"))
    assert refused.value.hint


@pytest.mark.parametrize("note", ["a\x00b", "a\ud800b"])
def test_what_no_file_can_hold_is_refused(note: str) -> None:
    entry = read(ONE)[0]
    with pytest.raises(Unwritable):
        changed(ONE, entry, replace(entry, note=note))


@pytest.mark.parametrize("as_json", [False, True])
def test_an_edit_in_a_large_file_reads_one_entry_and_not_all(as_json: bool) -> None:
    mappings = [
        {
            "id": f"e{n}",
            "complaint": f"late {n}",
            "phrases": ["where is it"] * 8,
            "answer": "Sorry.\n\n" * 20 + "Bye.",
        }
        for n in range(3000)
    ]
    text = json.dumps(mappings, indent=2) if as_json else dump(mappings)
    start = perf_counter()
    entry = read(text)[2000]
    read_at = perf_counter()
    changed(text, entry, replace(entry, note="x"))
    assert perf_counter() - read_at < (read_at - start) / 5
