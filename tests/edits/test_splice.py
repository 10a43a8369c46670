"""Several entries added at once: what comes out is what comes of adding them one by one."""

import pytest

from cheatsheet.edits import splice
from tests.conftest import make_entry

ONE = make_entry(id="hat", complaint="My hat is lost", answer="I look for it.\n\nToday.", tags=["hats", "lost"])
TWO = make_entry(id="lamp", complaint="The lamp hums", answer="I send a bulb.", phrases=["it buzzes", "a hum"])


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("", ".yaml"),
        ("# ours\n", ".yaml"),
        ("# ours\n[]\n", ".yaml"),
        ("- id: a\n  complaint: It is late\n  answer: Soon.\n  tags: [x]\n", ".yaml"),
        ("- complaint: It is late\r\n  answer: Soon.\r\n\r\n- complaint: It is wet\r\n  answer: Sorry.", ".yaml"),
        ("[{id: a, complaint: It is late, answer: Soon.}]\n", ".yaml"),
        ('[\n  {\n    "id": "a",\n    "complaint": "It is late",\n    "answer": "Soon."\n  }\n]\n', ".json"),
        ("Complaint,Answer\nIt is late,Soon.\n", ".csv"),
        ("Complaint;Answer;Tags\nIt is late;Soon.;x", ".csv"),
    ],
)
def test_several_are_added_as_one_by_one(text: str, suffix: str) -> None:
    one_by_one = splice.added(splice.added(text, suffix, ONE), suffix, TWO)
    at_once = splice.added(text, suffix, ONE, TWO)
    if suffix == ".csv":  # the columns of all rows are known before the first is written
        assert at_once.count("\n") == one_by_one.count("\n")
        assert "it buzzes" in at_once
    else:
        assert at_once == one_by_one


def test_the_first_entry_of_an_empty_list_is_yaml_in_yaml_and_json_in_json() -> None:
    assert splice.added("[]\n", ".yaml", TWO).startswith("- id: lamp\n")
    assert splice.added("[]\n", ".json", TWO).startswith('[\n  {\n    "id": "lamp"')


def test_no_entry_changes_nothing() -> None:
    assert splice.added("# ours\n", ".yaml") == "# ours\n"
