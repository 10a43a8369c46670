"""A file of sections: what was packed is read, what was damaged is noticed."""

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from cheatsheet.sections import ALIGNED, MAGIC, BrokenSections, Keys, Sections, by_byte, pack, pack_keys, unpack


def opened(data: bytes) -> Sections:
    return unpack(memoryview(data))


def keys(*texts: str) -> Keys:
    return Keys.of(opened(b"".join(pack({}, pack_keys("words", texts)))), "words")


@pytest.fixture
def packed() -> bytes:
    return b"".join(pack({"name": "größe"}, {"one": b"\x00\x01\x02", "none": b"", "many": bytes(range(200))}))


def test_sections_are_read_as_they_were_packed(packed: bytes) -> None:
    found = opened(packed)
    assert found.head == {"name": "größe"}
    assert {name: bytes(part) for name, part in found.parts.items()} == {
        "one": b"\x00\x01\x02",
        "none": b"",
        "many": bytes(range(200)),
    }


def test_every_section_starts_at_a_multiple_of_64_bytes(packed: bytes) -> None:
    assert len(packed) % ALIGNED == 0
    assert packed.index(b"\x00\x01\x02\x00") % ALIGNED == 0
    assert packed.index(bytes(range(200))) % ALIGNED == 0


def test_sections_are_read_where_they_lie(packed: bytes) -> None:
    data = memoryview(packed)
    assert all(part.obj is data.obj for part in unpack(data).parts.values())


def test_a_file_of_no_sections_has_its_head() -> None:
    found = opened(b"".join(pack({"count": 0}, {})))
    assert (found.head, dict(found.parts)) == ({"count": 0}, {})


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [("I", [0, 1, 2**32 - 1]), ("Q", [2**64 - 1]), ("b", [-128, 127]), ("H", [65535]), ("I", [])],
)
def test_numbers_are_read_by_their_type(kind: Literal["H", "I", "Q", "b"], numbers: list[int]) -> None:
    data = memoryview(array(kind, numbers)).cast("B")
    assert opened(b"".join(pack({}, {"them": data}))).numbers("them", kind).tolist() == numbers


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:0], id="empty"),
        pytest.param(lambda data: b"\x00" * len(data), id="zeros"),
        pytest.param(lambda data: data[: len(MAGIC)], id="its name only"),
        pytest.param(lambda data: MAGIC + bytes(len(data)), id="its name and zeros"),
        pytest.param(lambda data: b"x" + data[1:], id="another name"),
        pytest.param(lambda data: data.replace(b"sections 1", b"sections 2", 1), id="another version"),
        pytest.param(lambda data: data[:-1], id="one byte short"),
        pytest.param(lambda data: data[:-ALIGNED], id="one block short"),
        pytest.param(lambda data: data[:60], id="cut in the head"),
        pytest.param(lambda data: data + b"\x00", id="one byte long"),
        pytest.param(lambda data: data + data, id="twice"),
        pytest.param(lambda data: data.replace(b'"many"', b'"manx"', 1), id="a changed head"),
        pytest.param(lambda data: b"SQLite format 3\x00" + data, id="another format"),
    ],
)
def test_what_is_not_whole_is_broken(packed: bytes, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BrokenSections):
        opened(damage(packed))


def test_pieces_may_be_written_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.index"
    pieces = pack({"n": 1}, {"them": memoryview(array("I", [1, 2, 3]))})
    with path.open("wb") as file:
        file.writelines(pieces)
    assert opened(path.read_bytes()).numbers("them", "I").tolist() == [1, 2, 3]


def test_keys_are_found_by_their_number_in_the_order_of_their_bytes() -> None:
    found = keys("zug", "lamp", "größe", "lampe", "数", "a", "lamp")
    assert list(found) == ["a", "größe", "lamp", "lampe", "zug", "数"]
    assert [found.find(text) for text in found] == list(range(len(found)))


@pytest.mark.parametrize("text", ["", "lam", "lamps", "LAMP", "gro", "\U0010ffff", "zzz", "\x00"])
def test_a_text_that_is_no_key_is_not_found(text: str) -> None:
    found = keys("lamp", "größe", "zug")
    assert found.find(text) is None
    assert text not in found


@pytest.mark.parametrize("asked", [0, b"0", None])
def test_only_texts_are_among_the_keys(asked: object) -> None:
    assert (asked in list[object](keys("0"))) is (asked in keys("0")) is False


def test_no_keys_hold_nothing() -> None:
    found = keys()
    assert (len(found), list(found), found.find("lamp"), found.find("")) == (0, [], None, None)


def test_the_empty_text_can_be_a_key() -> None:
    found = keys("", "a")
    assert (found.find(""), found.find("a"), len(found)) == (0, 1, 2)


def test_texts_by_byte_are_there_once() -> None:
    assert by_byte(["b", "ä", "a", "b"]) == ["a", "b", "ä"]
