"""Laws of sections: what is packed is read, and damage is never read as something else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.sections import MAGIC, BrokenSections, Keys, Sections, pack, pack_keys, unpack

RELAXED = settings(deadline=None)
NAME = st.text(max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME, inner, max_size=3),
    max_leaves=8,
)
HEAD = st.dictionaries(NAME, JSON, max_size=4)
PARTS = st.dictionaries(NAME, st.binary(max_size=200), max_size=5)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def same(found: Sections, head: object, parts: dict[str, bytes]) -> bool:
    return found.head == head and {name: bytes(part) for name, part in found.parts.items()} == parts


def end_of_head(data: bytes | bytearray) -> int:
    at = len(MAGIC)
    return at + 8 + int.from_bytes(data[at : at + 4], "little")


@RELAXED
@given(head=HEAD, parts=PARTS)
def test_what_is_packed_is_read(head: dict[str, object], parts: dict[str, bytes]) -> None:
    assert same(unpack(memoryview(b"".join(pack(head, parts)))), head, parts)


@RELAXED
@given(head=HEAD, parts=PARTS)
def test_the_same_sections_are_packed_alike(head: dict[str, object], parts: dict[str, bytes]) -> None:
    assert b"".join(pack(head, parts)) == b"".join(pack(dict(head), dict(parts)))


@RELAXED
@given(head=HEAD, parts=PARTS, share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_is_cut_off_anywhere_is_broken_or_whole(
    head: dict[str, object], parts: dict[str, bytes], share: float
) -> None:
    data = b"".join(pack(head, parts))
    try:
        found = unpack(memoryview(data[: int(share * len(data))]))
    except BrokenSections:
        return
    assert same(found, head, parts)


@RELAXED
@given(head=HEAD, parts=PARTS, share=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_changed_byte_of_the_head_is_noticed_or_harmless(
    head: dict[str, object], parts: dict[str, bytes], share: float, flip: int
) -> None:
    data = bytearray(b"".join(pack(head, parts)))
    data[int(share * end_of_head(data))] ^= flip
    try:
        found = unpack(memoryview(data))
    except BrokenSections:
        return
    assert same(found, head, parts)


@RELAXED
@given(data=st.binary(max_size=300), named=st.booleans())
def test_any_bytes_are_broken_or_sections(data: bytes, named: bool) -> None:
    try:
        found = unpack(memoryview(MAGIC + data if named else data))
    except BrokenSections:
        return
    assert b"".join(pack(found.head, found.parts))


@RELAXED
@given(texts=st.lists(TEXT, max_size=30), asked=st.lists(TEXT, max_size=10))
def test_keys_are_found_exactly_where_they_were_packed(texts: list[str], asked: list[str]) -> None:
    found = Keys.of(unpack(memoryview(b"".join(pack({}, pack_keys("words", texts))))), "words")
    assert list(found) == sorted(set(texts), key=str.encode)
    for text in (*texts, *asked):
        number = found.find(text)
        assert (number is not None) is (text in set(texts)) is (text in found)
        assert number is None or found[number] == text
