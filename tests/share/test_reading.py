"""A version of a file is read as if it were read whole, though only what differs from another one is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.errors import Invalid
from cheatsheet.share.reading import File, Format
from cheatsheet.status import Status

FORM = Format(".yaml", Status.APPROVED)
PIECES = st.sampled_from(
    [
        *(f"- id: e{number}\n  complaint: C\n  answer: A\n" for number in range(6)),
        "- complaint: |\n    - id: x\n    # y\n  answer: A\n",
        '- complaint: "D\n- id: e1"\n  answer: A\n',
        "  note: |\n\n    N\n\n",
        "  tags:\n  - a\n",
        "# a remark\n",
        "\n",
        '- complaint: "\n',
        "  note: '\n",
        "'\n",
        "...\n",
        "---\n",
        "<<<<<<< ours\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=6).map("".join)


def entries(*numbers: int) -> st.SearchStrategy[str]:
    """Some of these entries, with anything that may stand in or below one."""
    each = st.tuples(st.sampled_from(numbers), st.sampled_from(["", "", "  note: |\n    N\n    - n\n\n", "# x\n\n"]))
    return st.lists(each, unique_by=lambda drawn: drawn[0], max_size=3).map(
        lambda drawn: "".join(f"- id: e{number}\n  complaint: C\n  answer: A\n{more}" for number, more in drawn)
    )


def whole(text: str) -> object:
    try:
        return [(entry, entry.source.line) for entry in FORM.read(text, "side").values()]
    except Invalid as error:
        return [str(fault) for fault in error.faults]


def by_window(text: str, like: str) -> object:
    try:
        known = File(like, FORM.read(like, "like"))
    except Invalid:
        return whole(text)
    try:
        return [(entry, entry.source.line) for entry in FORM.read(text, "side", known).values()]
    except Invalid as error:
        return [str(fault) for fault in error.faults]


@given(start=entries(0, 1, 2), text=TEXTS | entries(1, 3, 4, 6), like=entries(3, 4, 5), end=entries(6, 7, 8))
def test_a_text_is_read_as_if_it_were_read_whole(start: str, text: str, like: str, end: str) -> None:
    assert by_window(start + text + end, start + like + end) == whole(start + text + end)


@pytest.mark.parametrize("line", ["...\n", "---\n", "%YAML 1.1\n", '  note: "\n', "<<<<<<< ours\n", "- id: e0\n"])
def test_a_fault_that_reaches_beyond_what_differs_is_found(line: str) -> None:
    start, end = (f"- id: {each}\n  complaint: C\n  answer: A\n" for each in ("e0", "e1"))
    text = f"{start}{end.replace('e1', 'e2')}{line}{end}"
    assert isinstance(whole(text), list)
    assert by_window(text, f"{start}{end.replace('e1', 'e2')}{end}") == whole(text)


def test_only_what_differs_is_read() -> None:
    text = "".join(f"- id: e{number}\n  complaint: C\n  answer: A\n" for number in range(100))
    known = File(text, FORM.read(text, "like"))
    window = FORM.window(text.replace("- id: e50\n", "- id: e50\n  note: N\n"), text, [*known.entries.values()])
    assert window
    assert (window.first, window.last, window.moved) == (50, 51, 1)
