"""What a person sees in the editor, and what is made of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid
from cheatsheet.files import read_file
from cheatsheet.skeleton import (
    EXAMPLES,
    MARK,
    NAME,
    OPTIONAL,
    entry_text,
    moved,
    new_entry_text,
    read_back,
    with_faults,
    without_faults,
)
from cheatsheet.status import Status
from cheatsheet.template_text import FILTER_NAMES as FILTERS
from cheatsheet.values import GROUPS, NAMES

Make = Callable[..., Entry]
FILLED = "complaint: My lamp is broken\nanswer: |\n  I'm sorry about the lamp.\n"
UNINDENTED = "complaint: a\nanswer: |\nI am sorry.\nBye.\n# phrases: x\n"


def faults_of(text: str) -> list[tuple[int, str]]:
    """The lines and messages of what is wrong with a text."""
    with pytest.raises(Invalid) as caught:
        read_back(text)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_a_new_entry_left_as_it_is_gives_up() -> None:
    assert read_back(new_entry_text({})) is None


def test_a_new_entry_that_is_filled_in_is_an_entry() -> None:
    text = new_entry_text({}).replace("complaint:\n", "complaint: My lamp is broken\n")
    found = read_back(text.replace("answer: |\n", "answer: |\n  I'm sorry.\n\n  It was our fault.\n"))
    assert found is not None
    assert (found.id, found.answer) == ("my-lamp-is-broken", "I'm sorry.\n\nIt was our fault.")
    assert found.phrases == ()


def test_the_examples_are_valid_once_their_signs_are_taken_away() -> None:
    examples = new_entry_text({}).split(OPTIONAL)[1].splitlines()
    found = read_back(FILLED + "\n".join(line.removeprefix("# ") for line in examples))
    assert found is not None
    assert set(found.to_mapping()) == {"id", "complaint", "answer", "status", *EXAMPLES}
    assert found.subject == "Your order {{ order.number }}"
    assert found.channels["sms"].startswith("Sorry")


def test_every_value_and_filter_that_the_skeleton_names_exists() -> None:
    named = re.findall(r"{{ ([\w.]+)((?: \| \w+(?:\(\d\))?)*) }}", new_entry_text({}))
    assert len(named) > 8
    assert {name for name, _ in named} <= {*NAMES, "company.name", "today"}
    assert {name.split(".")[0] for name, _ in named} <= {*GROUPS, "today"}
    assert set(re.findall(r"\| (\w+)", " ".join(pipes for _, pipes in named))) == {"working_days", "date"}
    assert {"working_days", "date"} <= set(FILTERS)


def test_what_is_known_is_filled_in_and_no_example_any_more() -> None:
    known = {
        "complaint": "My lamp: it is broken",
        "answer": "Sorry.",
        "tags": ("lamps",),
        "owner": "dana",
        "note": "",
    }
    text = new_entry_text(known)
    assert "# tags:" not in text
    assert "# note:" in text
    found = read_back(text)
    assert found is not None
    assert found.to_mapping() == {
        "id": "my-lamp-it-is-broken",
        "complaint": "My lamp: it is broken",
        "answer": "Sorry.",
        "tags": ["lamps"],
        "owner": "dana",
        "status": "approved",
    }


@given(
    st.dictionaries(
        st.sampled_from(["complaint", "answer", "subject", "note", "owner"]),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
        .map(str.strip)
        .filter(lambda text: text and "\x00" not in text),
        min_size=5,
    )
)
def test_whatever_is_known_comes_back_as_it_was(known: dict[str, str]) -> None:
    found = read_back(new_entry_text({"id": "x", **known}))
    assert found is not None
    assert {key: getattr(found, key) for key in known} == known


def test_an_answer_stands_below_its_key_without_escapes() -> None:
    text = new_entry_text({"answer": 'Hi \\o/: "yes"\n\n  # indented\nBye'})
    assert 'answer: |\n  Hi \\o/: "yes"\n\n    # indented\n  Bye\n' in text


CHUNK = """\
  # above
  - id: late  # own id
    complaint: "My parcel is late"

    answer: |2
        It comes
      tomorrow.
  # at the margin
    note: >-
      two
      lines
"""


def test_an_entry_is_edited_in_its_own_lines(entry: Make) -> None:
    note, answer = "two lines", "It comes\ntomorrow."
    text = entry_text(entry(answer=answer, note=note), CHUNK)
    assert (
        text.split("\n\n", 1)[1]
        == """\
# above
id: late  # own id
complaint: "My parcel is late"

answer: |2
    It comes
  tomorrow.
# at the margin
note: >-
  two
  lines
"""
    )


@pytest.mark.parametrize(
    "chunk",
    [
        "-\n  # inside\n  id: late\n  complaint: My parcel is late\n  answer: It comes tomorrow.\n",
        "-   id: late\n    complaint: My parcel is late\n    answer: It comes tomorrow.\n",
        "- id: late\r\n  complaint: My parcel is late\r\n  answer: It comes tomorrow.\r\n",
        "id: late\ncomplaint: My parcel is late\nanswer: It comes tomorrow.\n",
        "- id: late\n  complaint: 'My parcel\nis late'\n  answer: It comes tomorrow.",
    ],
)
def test_lines_of_any_block_style_are_shown_at_the_left_margin(entry: Make, chunk: str) -> None:
    text = entry_text(entry(), chunk)
    assert "\nid: late\n" in text
    assert "\nanswer: It comes tomorrow.\n" in text
    assert read_back(text) == entry()


@pytest.mark.parametrize(
    "chunk",
    [
        None,
        '{"id": "late", "complaint": "My parcel is late", "answer": "It comes tomorrow."}',
        "- {id: late, complaint: My parcel is late, answer: It comes tomorrow.}",
        "[{id: late, complaint: My parcel is late, answer: It comes tomorrow.}]",
        "- id: late\n  complaint: somebody else's\n  answer: It comes tomorrow.",
        "- id: late\n  complaint: My parcel is late\n  answer: It comes\u2028tomorrow.",
        "- id: late\n  'unclosed",
        "- id: late\n- id: later\n",
        "text",
    ],
)
def test_an_entry_without_own_lines_is_written_out(entry: Make, chunk: str | None) -> None:
    text = entry_text(entry(), chunk)
    assert text.endswith(
        "\nid: late\ncomplaint: My parcel is late\nanswer: |\n  It comes tomorrow.\nstatus: approved\n"
    )


def test_every_kind_of_value_comes_back_as_it_was(entry: Make) -> None:
    whole = entry(
        phrases=["no: yes", "- dash", "#hash"],
        answer="One\n\n  two  \nthree: {{ order.number }}",
        subject="{{ order.number }} is late",
        channels={"sms": "yes", "phone": "two\nlines"},
        languages={"de": {"answer": "Morgen.\nBestimmt.", "subject": "007"}},
        fields={"carrier": {"prompt": "Which?", "choices": ["DHL", "1e3"], "default": "DHL"}},
        check=["12:30:45"],
        tags=["a", "null"],
        bucket="2",
        reviewed="2026-11-02",
        proposed={"answer": "Soon.", "by": "lee", "on": "2026-11-02"},
        lint=[{"ignore": "phrase/flat-no", "until": "2027-01-31"}],
    )
    assert read_back(entry_text(whole, None)) == whole


def test_the_starter_library_is_edited_in_its_own_lines() -> None:
    path = Path(__file__).parents[1] / "responses" / "delivery.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    entries = read_file(path, "delivery.yaml").entries
    starts = [found.source.line - 1 for found in entries]
    assert len(starts) > 5
    for found, start, stop in zip(entries, starts, [*starts[1:], len(lines)], strict=True):
        text = entry_text(found, "".join(lines[start:stop]))
        assert f"in delivery.yaml:{found.source.line}." in text
        assert "".join(line.removeprefix("  ") for line in lines[start + 1 : stop]).strip() in text
        assert read_back(text) == found


def test_columns_that_only_a_csv_sheet_has_stay_with_their_entry(entry: Make) -> None:
    row = replace(entry(), extra={"Colour code": "red"})
    text = entry_text(row, None)
    assert "Colour" not in text
    assert read_back(text, was=row) == row


def test_the_id_stays_where_none_is_written(entry: Make) -> None:
    found = read_back(FILLED, was=entry())
    assert found is not None
    assert (found.id, found.complaint) == ("late", "My lamp is broken")
    renamed = read_back(f"id: lamp\n{FILLED}", was=entry())
    assert renamed is not None
    assert renamed.id == "lamp"


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# only\n# comments", "complaint:\nanswer: |\n\n", "[]", "-", "~", "tags: [a]\ncomplaint: ''\n"],
)
def test_nothing_written_is_giving_up(text: str) -> None:
    assert read_back(text) is None


def test_phrases_without_a_complaint_are_a_fault_and_not_given_up() -> None:
    assert faults_of("complaint:\nanswer:\nphrases: [where is it]\n") == [
        (1, "`complaint` is empty"),
        (2, "`answer` is empty"),
    ]


def test_a_list_of_one_is_an_entry() -> None:
    assert read_back("- " + FILLED.replace("\n", "\n  ").rstrip(" ")) == read_back(FILLED)


def test_a_status_that_is_left_out_is_the_library_s() -> None:
    found = read_back(FILLED, default_status=Status.DRAFT)
    assert found is not None
    assert found.status is Status.DRAFT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# one\ncomplaint: a\n", [(2, "`answer` is missing")]),
        (f"# one\n{FILLED}anser: x\n", [(5, "unknown key `anser`")]),
        (f"{FILLED}note: [a]\nbucket: 9\n", [(4, "`note` must be text, not a list"), (5, "`bucket` is '9'")]),
        (f"{FILLED}note: &x y\n", [(4, "anchor `&x`")]),
        ("- complaint: a\n  answer: b\n- complaint: c\n  answer: d\n", [(3, "a second entry starts here")]),
        ("# x\njust text\n", [(2, "an entry must be a mapping, not text")]),
        ('complaint: "a\nanswer: b\n', [(1, "found unexpected end of stream, while scanning a quoted scalar")]),
        ("complaint: a\x07\n", [(1, "character U+0007 is not allowed in YAML")]),
    ],
)
def test_a_fault_has_the_line_of_the_text(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults_of(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (UNINDENTED, 3),
        ("complaint: a\nanswer: |\n  One.\n\nTwo.\n# phrases:\n", 5),
        ("complaint: a\nanswer: |\nI am sorry: it is late.\n", 3),
        ("complaint: a\nanswer: |\n\tI am sorry.\n", 3),
    ],
)
def test_a_text_without_its_margin_is_told_to_get_one(text: str, line: int) -> None:
    with pytest.raises(Invalid) as caught:
        read_back(text)
    assert [fault.line for fault in caught.value.faults if "two spaces" in fault.hint] == [line]


def test_faults_stand_above_the_text_with_its_new_lines() -> None:
    with pytest.raises(Invalid) as caught:
        read_back(UNINDENTED)
    text = with_faults(UNINDENTED, caught.value.faults)
    assert (
        text
        == (
            "#! 1 fault to mend, nothing is saved yet. Mend, save and close; or change nothing to stop here.\n"
            "#! line 5: this line is neither `key: value` nor part of the text above it "
            "(put two spaces in front of every line of a text, as in `answer: |`)\n"
        )
        + UNINDENTED
    )


def test_faults_of_the_round_before_are_taken_off() -> None:
    first = with_faults(FILLED + "anser: x\nbuckt: 1\n", [Fault(NAME, "one", 4), Fault(NAME, "two", 5, 3)])
    again = with_faults(first, [Fault(NAME, "two", 8, 3)])
    assert again.count(MARK) == 2
    assert "line 7, column 3: two\n" in again
    assert without_faults(again) == without_faults(first) == FILLED + "anser: x\nbuckt: 1\n"


def test_a_fault_of_another_file_keeps_its_place() -> None:
    taken = Fault("sheet.yaml", "the id `late` is taken", 9, 3, "edit that one")
    assert "#! sheet.yaml:9:3: the id `late` is taken (edit that one)\n" in with_faults(FILLED, [taken])


def test_a_fault_without_a_line_is_told_without_one() -> None:
    assert "#! too long\n" in with_faults(FILLED, [Fault(NAME, "too long")])


@given(
    st.lists(st.sampled_from(["a: b", "#! old", "", "  #! text", "# c", "x"]), min_size=1, max_size=12),
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
)
def test_a_fault_points_at_the_same_line_after_it_was_told(lines: list[str], numbers: list[int]) -> None:
    text = "\n".join(lines)
    own = [number for number in numbers if number <= len(lines) and not lines[number - 1].startswith(MARK)]
    faults = [Fault(NAME, "wrong", number) for number in own]
    new = with_faults(text, faults).split("\n")
    assert [new[fault.line - 1] for fault in moved(text, faults)] == [lines[number - 1] for number in own]


def test_a_fault_whose_words_hold_control_characters_can_be_read_as_a_comment() -> None:
    with pytest.raises(Invalid) as caught:
        read_back(FILLED + '"a\\a\\n\\u2028b": c\n')
    text = with_faults(FILLED, caught.value.faults)
    assert text.count("\n") == 2 + FILLED.count("\n")
    assert read_back(text) == read_back(FILLED)
