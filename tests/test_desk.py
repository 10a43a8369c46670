"""Where a text lies while an editor has it."""

from pathlib import Path

import pytest

from cheatsheet.desk import Desk, readable, same
from cheatsheet.errors import Invalid

FIRST = "# fill it in\ncomplaint:\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the first text on it."""
    made = Desk.within(tmp_path / "own", FIRST, "your text")
    made.put(FIRST)
    return made


def left(desk: Desk) -> list[str]:
    """What a person is told where the text is left."""
    said: list[str] = []
    desk.leave(said.append)
    return said


def test_two_texts_lie_apart(tmp_path: Path) -> None:
    one, other = (Desk.within(tmp_path, FIRST, "your text") for _ in range(2))
    assert one.path.parent != other.path.parent


def test_the_text_of_the_round_before_outlives_an_editor_that_writes_over_the_file(desk: Desk) -> None:
    desk.path.write_text("typed\n")
    desk.put("#! a fault\ntyped\n")
    with desk.path.open("r+") as file:
        file.truncate()
    assert desk.before.read_text() == "typed\n"
    assert left(desk) == [f"your text is kept in {desk.path}"]
    assert desk.path.read_text() == "typed\n"


def test_bytes_of_any_kind_come_back_as_they_were(desk: Desk) -> None:
    desk.path.write_bytes(b"caf\xe9 \xff\n")
    desk.put(desk.take())
    assert desk.path.read_bytes() == b"caf\xe9 \xff\n"
    with pytest.raises(Invalid, match="1 fault") as caught:
        readable(desk.take(), desk.name)
    assert caught.value.faults[0][2:4] == (1, 4)


def test_a_text_that_nobody_touched_is_taken_away(desk: Desk) -> None:
    assert left(desk) == []
    assert not desk.path.parent.exists()


def test_a_folder_that_is_gone_is_not_named(desk: Desk) -> None:
    desk.clear()
    assert left(desk) == []


@pytest.mark.parametrize("other", ["a\nb", "a  \r\nb\r\n\r\n", "#! 1 fault\na\nb\n"])
def test_what_an_editor_changes_by_itself_is_no_change(other: str) -> None:
    assert same("a\nb\n", other)


@pytest.mark.parametrize("other", ["a\n\nb", " a\nb", "a\nb\n# c", ""])
def test_what_a_person_changes_is_one(other: str) -> None:
    assert not same("a\nb\n", other)
