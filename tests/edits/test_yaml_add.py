"""A new entry stands in its file as if a person had written it there."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from cheatsheet.edits.yaml_edit import added
from cheatsheet.entry import Entry
from cheatsheet.errors import Unwritable
from tests.conftest import make_entry
from tests.edits.test_yaml_edit import read

ONE = "- id: a\n  complaint: b\n  answer: c\n"
TWO = ONE.replace("id: a", "id: z")
NEW = make_entry(id="new", complaint="d", answer="e", phrases=["f g"], tags=["h", "i"], channels={"sms": "j\nk"})
WRITTEN = """\
- id: new
  complaint: d
  phrases:
    - f g
  answer: e
  channels:
    sms: |
      j
      k
  tags: [h, i]
  status: approved
"""
PLAIN = {"id": "new", "complaint": "d", "phrases": ["f g"], "answer": "e", "channels": {"sms": "j\nk"},
         "tags": ["h", "i"], "status": "approved"}  # fmt: skip


def with_new(text: str, entry: Entry = NEW, after: str | None = None) -> str:
    """The text with an entry more, read back and compared."""
    before, written = read(text), added(text, entry, after=after)
    at = len(before) if after is None else [each.id for each in before].index(after) + 1
    assert read(written) == [*before[:at], entry, *before[at:]]
    return written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", WRITTEN),
        ("\n\n", f"\n\n{WRITTEN}"),
        ("# the sheet", f"# the sheet\n\n{WRITTEN}"),
        ("# the sheet\n\n", f"# the sheet\n\n{WRITTEN}"),
        ("---\n", f"---\n{WRITTEN}"),
        ("---", f"---\n{WRITTEN}"),
        ("---\n# c\n...\n# d\n", f"---\n# c\n\n{WRITTEN}...\n# d\n"),
        ("%YAML 1.1\n---\n", f"%YAML 1.1\n---\n{WRITTEN}"),
        ("# c\n[]\n", f"# c\n{WRITTEN}"),
        (ONE, f"{ONE}\n{WRITTEN}"),
        (ONE.removesuffix("\n"), f"{ONE}\n{WRITTEN}"),
        (f"{ONE}\n\n", f"{ONE}\n{WRITTEN}\n\n"),
        (f"{ONE}  # of a\n\n# the end\n", f"{ONE}  # of a\n\n{WRITTEN}\n# the end\n"),
        (f"{ONE}# the end", f"{ONE}\n{WRITTEN}# the end"),
        (f"---\n{ONE}...\n", f"---\n{ONE}\n{WRITTEN}...\n"),
        (f"{ONE}{TWO}", f"{ONE}{TWO}{WRITTEN}"),
        (f"{ONE}  note: |\n    x\n    # y\n", f"{ONE}  note: |\n    x\n    # y\n\n{WRITTEN}"),
        (f"{ONE}  note: |+\n    x\n\n\n", f"{ONE}  note: |+\n    x\n\n{WRITTEN}\n\n"),
        ("- {id: a, complaint: b, answer: c}   # d\n", f"- {{id: a, complaint: b, answer: c}}   # d\n\n{WRITTEN}"),
        (f'{ONE}  note: "Do\n\n- id: this\n\n- then: that"\n',
         f'{ONE}  note: "Do\n\n- id: this\n\n- then: that"\n\n{WRITTEN}'),
    ],
)  # fmt: skip
def test_a_new_entry_goes_to_the_end(text: str, expected: str) -> None:
    assert with_new(text) == expected


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_it_has_the_line_ends_of_the_file(newline: str) -> None:
    assert with_new(ONE.replace("\n", newline)) == f"{ONE}\n{WRITTEN}".replace("\n", newline)


def test_it_goes_behind_another() -> None:
    text = f"# top\n{ONE}\n# on z\n{TWO}"
    assert with_new(text, after="a") == f"# top\n{ONE}\n{WRITTEN}\n# on z\n{TWO}"
    assert with_new(text, after="z") == f"{text}\n{WRITTEN}"


def test_it_is_laid_out_as_those_beside_it() -> None:
    text = (
        "  -   id: a\n      complaint: b\n      answer: |\n          c\n      tags:\n      -   x\n      channels: \n"
    )
    text += "         fax: d\n"
    assert with_new(text) == text + (
        "\n  -   id: new\n      complaint: d\n      phrases:\n      -   f g\n      answer: e\n      channels:\n"
        "         sms: |\n             j\n             k\n      tags:\n      -   h\n      -   i\n"
        "      status: approved\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"note": "It's fine, no. 1."}, "  note: It's fine, no. 1.\n"),
        ({"note": "Dear customer: hello"}, '  note: "Dear customer: hello"\n'),
        ({"note": 'say "no": never'}, "  note: 'say \"no\": never'\n"),
        ({"note": "null"}, '  note: "null"\n'),
        ({"note": "~"}, '  note: "~"\n'),
        ({"note": "007"}, '  note: "007"\n'),
        ({"note": "- dash"}, '  note: "- dash"\n'),
        ({"note": "{{ x }}"}, '  note: "{{ x }}"\n'),
        ({"note": "@home"}, '  note: "@home"\n'),
        ({"note": "`tick`"}, '  note: "`tick`"\n'),
        ({"note": "%x"}, '  note: "%x"\n'),
        ({"note": "emoji 😀 שלום a\u00a0b"}, "  note: emoji 😀 שלום a\u00a0b\n"),
        ({"note": "a\u2028b"}, '  note: "a\\u2028b"\n'),
        ({"note": "a\u0085b\nc"}, '  note: "a\\u0085b\\nc"\n'),
        ({"note": "a\x1b[0m"}, '  note: "a\\u001b[0m"\n'),
        ({"note": "a\tb\n\n\tc  \n---\n# d"}, "  note: |\n    a\tb\n\n    \tc  \n    ---\n    # d\n"),
        ({"note": "word " * 20 + "end"}, f"  note: |\n    {'word ' * 20}end\n"),
        ({"note": "  \n\n  x  \n"}, "  note: x\n"),
        ({"reviewed": "2026-01-31"}, "  reviewed: 2026-01-31\n"),
        ({"bucket": 2}, "  bucket: 2\n"),
        ({"check": ["w"]}, "  check:\n    - w\n"),
        ({"check": ["one\ntwo", "word " * 20 + "end"]},
         f"  check:\n    - |\n      one\n      two\n    - {'word ' * 20}end\n"),
        ({"tags": ["a, b", "no"]}, '  tags: ["a, b", "no"]\n'),
        ({"tags": ["a tag that is as long as a sentence"]}, "  tags:\n    - a tag that is as long as a sentence\n"),
        ({"languages": {"no": {"answer": "x", "channels": {"a: b": "y"}}}},
         '  languages:\n    no:\n      answer: x\n      channels:\n        "a: b": y\n'),
        ({"fields": {"item": {"type": "choice", "choices": ["a", "b"]}}},
         "  fields:\n    item:\n      prompt: item\n      type: choice\n      choices: [a, b]\n"),
        ({"lint": [{"ignore": "x/y", "until": "2026-01-31"}]},
         "  lint:\n    - ignore: x/y\n      until: 2026-01-31\n"),
        ({"proposed": {"answer": "x\ny", "note": None, "on": "2026-01-31"}},
         "  proposed:\n    answer: |-\n      x\n      y\n    note: null\n    on: 2026-01-31\n"),
    ],
)  # fmt: skip
def test_values_are_written_as_a_person_would(changes: Mapping[str, object], line: str) -> None:
    written = with_new("", make_entry(**changes)).replace("  status: approved\n", "")
    assert written == f"- id: late\n  complaint: My parcel is late\n  answer: It comes tomorrow.\n{line}"


@pytest.mark.parametrize("text", ["[]", "[]\n", "[\n]\n", " [ ]"])
def test_the_first_entry_of_an_empty_json_list_is_json(text: str) -> None:
    written = with_new(text)
    assert json.loads(written) == [PLAIN]
    assert written.strip() == json.dumps([PLAIN], indent=2)


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("after", [None, "a"])
def test_json_is_laid_out_as_it_was(indent: int | str | None, separators: tuple[str, str], after: str | None) -> None:
    separators = (separators[0] if indent is None else ",", separators[1])
    before = [{"id": name, "complaint": "b 😀", "answer": "[c] #"} for name in "az"]
    text = json.dumps(before, indent=indent, separators=separators, ensure_ascii=False)
    meant = [*before, PLAIN] if after is None else [before[0], PLAIN, before[1]]
    assert with_new(text, after=after) == json.dumps(meant, indent=indent, separators=separators, ensure_ascii=False)


A, Z = "{id: a, complaint: b, answer: c}", "{id: z, complaint: b, answer: c}"
FLOW = '{id: new, complaint: d, phrases: [f g], answer: e, channels: {sms: "j\\nk"}, tags: [h, i], status: approved}'


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        (f"[{A}, {Z}]", None, f"[{A}, {Z}, {FLOW}]"),
        (f"[{A},{Z}]", "a", f"[{A},{FLOW},{Z}]"),
        (f"[\n  {A},  # on a\n  {Z}  # on z\n]\n", None, f"[\n  {A},  # on a\n  {Z},  # on z\n  {FLOW}\n]\n"),
        (f"[\n  {A},  # on a\n  {Z},\n]\n# e\n", None, f"[\n  {A},  # on a\n  {Z},\n  {FLOW},\n]\n# e\n"),
        (f"[\n  {A},  # on a\n  {Z}\n]\n", "a", f"[\n  {A},  # on a\n  {FLOW},\n  {Z}\n]\n"),
        ("--- [] # c\n", None, f"--- [{FLOW}] # c\n"),
        ("[ # c\n]\n", None, f"[{FLOW} # c\n]\n"),
    ],
)
def test_a_list_between_brackets_stays_one(text: str, after: str | None, expected: str) -> None:
    assert with_new(text, after=after) == expected


BRIEF = make_entry(id="new", complaint="d", answer="e", tags=["h"], lint=[{"ignore": "x/y"}])
SHORT = """\
- id: new
  complaint: d
  answer: e
  tags: [h]
  status: approved
  lint:
    - ignore: x/y
"""


@pytest.mark.parametrize(
    "entry",
    [
        A,
        "{\n    id: a,\n    complaint: b,\n    answer: c\n  }",
        "{\n    id: a,\n    complaint: b,\n    answer: c,\n    tags: [x, y],\n  }",
        "{\n      id: a,\n      complaint: b,\n      answer: c,\n      tags: [\n          x\n      ]\n  }",
        "{id: a, complaint: b,\n   answer: c}",
        "{id: a,\n   complaint: b,\n   answer: c}",
    ],
)
def test_below_entries_in_braces_on_many_lines_a_short_list_stands_on_one(entry: str) -> None:
    assert with_new(f"- {entry}\n", BRIEF) == f"- {entry}\n\n{SHORT}"


LONG_LIST = ["a phrase that is quite long", "another one of the same kind", "and a third one"]
HANGING = "{id: new,\n  complaint: d,\n  phrases: [p],\n  answer: e,\n  status: approved}"


@pytest.mark.parametrize(
    ("sample", "phrases", "lines"),
    [
        ("", ["p"], ["phrases: [p],"]),
        ("tags: [x, y]", ["p"], ["phrases: [p],"]),
        ("tags: [x,y]", ["p", "q"], ["phrases: [p,q],"]),
        ("tags: [x, y]", LONG_LIST, [f"phrases: [{', '.join(LONG_LIST)}],"]),
        ("tags: [\n            x\n        ]", ["p"], ["phrases: [", "    p", "],"]),
        ("", LONG_LIST, ["phrases: [", *(f"    {each}," for each in LONG_LIST[:2]), f"    {LONG_LIST[2]}", "],"]),
    ],
)
def test_a_list_in_a_new_entry_in_braces_is_laid_out_as_others_are(
    sample: str, phrases: list[str], lines: list[str]
) -> None:
    entry = make_entry(id="new", complaint="d", answer="e", phrases=phrases)
    keys = ["id: a", "complaint: b", "answer: c", *filter(None, [sample])]
    text = "[\n    {\n        " + ",\n        ".join(keys) + "\n    }\n]\n"
    said = ["id: new,", "complaint: d,", *lines, "answer: e,", "status: approved"]
    block = "".join(f"        {line}\n" for line in said)
    assert with_new(text, entry) == text.removesuffix("\n]\n") + f",\n    {{\n{block}    }}\n]\n"


@pytest.mark.parametrize(
    ("sample", "said"), [("[ x ]", "[ h, i ]"), ("[x,y]", "[h,i]"), ("[\n    x\n  ]", "[h, i]"), ('["x"]', "[h, i]")]
)
def test_a_short_list_in_a_block_has_the_spaces_of_those_beside_it(sample: str, said: str) -> None:
    text = f"{ONE}  tags: {sample}\n"
    entry = make_entry(id="new", complaint="d", answer="e", tags=["h", "i"])
    written = SHORT.replace("[h]", said).partition("  lint")[0]
    assert with_new(text, entry) == f"{text}\n{written}"


@pytest.mark.parametrize(
    ("form", "margin"),
    [
        ("{id: ID,\n   complaint: b,\n   answer: c\n  }", "   "),
        ("{id: ID,\n   complaint: b,\n   answer: c,\n  }", "   "),
        ("{\n   id: ID,\n   complaint: b,\n   answer: c}", "   "),
        ("{\n     id: ID,\n     complaint: b,\n     answer: c,  # c\n  }", "     "),
    ],
)
def test_braces_and_commas_of_a_new_entry_stand_where_others_have_them(form: str, margin: str) -> None:
    text = f"[\n  {form.replace('ID', 'a')}\n]\n"
    new = form.replace("ID", "new").replace("  # c", "").replace("r: c", f"r: c,\n{margin}status: approved")
    written = with_new(text, make_entry(id="new", complaint="b", answer="c"))
    assert written == text.removesuffix("\n]\n") + f",\n  {new}\n]\n"


def test_an_entry_whose_keys_hang_below_its_brace_is_followed_by_one_like_it() -> None:
    entry = make_entry(id="new", complaint="d", answer="e", phrases=["p"])
    first = "{id: a,\n  complaint: b,\n  answer: c}"
    assert with_new(f"[{first}]\n", entry) == f"[{first}, {HANGING}]\n"
    both = f"[{first},\n {first.replace('id: a', 'id: z')}"
    assert with_new(f"{both}]\n", entry) == f"{both},\n {HANGING}]\n"


@pytest.mark.parametrize(
    ("text", "entry", "after", "reason"),
    [
        (ONE, NEW, "x", "has no entry 'x' any more"),
        ("id: a\n", NEW, None, "is not a list of entries"),
        ("~\n", NEW, None, "is not a list of entries"),
        ("- a: [\n", NEW, None, "is not readable"),
        (ONE, replace(NEW, note="a\x00b"), None, "NUL"),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, entry: Entry, after: str | None, reason: str) -> None:
    with pytest.raises(Unwritable, match=reason):
        added(text, entry, after=after)
