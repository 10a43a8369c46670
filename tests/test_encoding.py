"""A file's bytes become text and the same bytes again, or it is said why not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.encoding import bytes_of, text_of
from cheatsheet.errors import Unwritable
from cheatsheet.text import decode

PATH = Path("sheet.csv")
TEXT = "Complaint,Answer\r\nDas Paket fehlt,Grüße aus Zürich\n"
KINDS = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "utf-16 le with a mark": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf-16 be with a mark": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16 le": TEXT.encode("utf-16-le"),
    "utf-16 be": TEXT.encode("utf-16-be"),
    "cp1252": TEXT.encode("cp1252"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_text_keeps_mark_and_encoding(kind: str) -> None:
    text, encoding = text_of(KINDS[kind], PATH)
    assert text == TEXT
    assert bytes_of(text, encoding, PATH) == KINDS[kind]
    changed = bytes_of(text.replace("Zürich", "Köln"), encoding, PATH)
    codec = "cp1252" if kind == "cp1252" else encoding.codec
    assert changed == KINDS[kind].replace("Zürich".encode(codec), "Köln".encode(codec))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_an_empty_file_keeps_its_mark(data: bytes) -> None:
    text, encoding = text_of(data, PATH)
    assert (text, bytes_of("", encoding, PATH)) == ("", data)
    assert bytes_of("a", encoding, PATH).startswith(data)


@pytest.mark.parametrize(
    ("data", "place", "kind"),
    [
        (b"a,b\nGr\xfc\x81e,c\n", "2:3", "Windows cp1252"),
        (b"\xef\xbb\xbfa\xff\n", ":1:", "UTF-8"),
        (b"\xff\xfea\x00\x00\xd8b\x00", "1:1", "UTF-16"),
        (b"\xff\xfea\x00b", "1:1", "UTF-16"),
    ],
)
def test_bytes_that_are_no_text_are_not_written_over(data: bytes, place: str, kind: str) -> None:
    with pytest.raises(Unwritable) as raised:
        text_of(data, PATH)
    assert "sheet.csv:" in raised.value.message
    assert place in raised.value.message
    assert f"no text in {kind}" in raised.value.message
    assert "save the file as UTF-8" in raised.value.hint


@pytest.mark.parametrize("word", ["日本", "😀", "Łódź"])
def test_cp1252_takes_only_what_it_can_hold(word: str) -> None:
    _, encoding = text_of(KINDS["cp1252"], PATH)
    with pytest.raises(Unwritable) as raised:
        bytes_of(TEXT + word, encoding, PATH)
    assert "Windows cp1252" in raised.value.message
    assert "save the file as UTF-8" in raised.value.hint


def test_a_text_that_would_be_read_as_another_is_not_written() -> None:
    """In cp1252 the bytes of `Ã¼` are those of `ü` in UTF-8; without a mark, Japanese is no UTF-16 to a reader."""
    _, encoding = text_of("Grüße".encode("cp1252"), PATH)
    with pytest.raises(Unwritable, match="another encoding"):
        bytes_of("GrÃ¼n", encoding, PATH)
    _, encoding = text_of(KINDS["utf-16 le"], PATH)
    with pytest.raises(Unwritable, match="another encoding"):
        bytes_of("日本" * 300, encoding, PATH)
    _, encoding = text_of(b"plain", PATH)
    with pytest.raises(Unwritable, match="another encoding"):
        bytes_of("\ufeffplain", encoding, PATH)


def test_a_lone_surrogate_is_not_written() -> None:
    _, encoding = text_of(b"plain", PATH)
    with pytest.raises(Unwritable, match="UTF-8"):
        bytes_of("a\ud800", encoding, PATH)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(data=st.one_of(st.binary(max_size=60), *(texts.map(lambda t, c=c: t.encode(c, "ignore"))  # type: ignore[misc]
       for c in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"))), new=texts)  # fmt: skip
def test_the_bytes_come_back_and_what_is_written_is_what_is_read(data: bytes, new: str) -> None:
    try:
        text, encoding = text_of(data, PATH)
    except Unwritable:
        return
    assert text == decode(data)[0]
    assert encoding.mark + text.encode(encoding.codec) == data
    try:
        written = bytes_of(new, encoding, PATH)
    except Unwritable:
        return
    assert decode(written)[0] == new
    assert written.startswith(encoding.mark)
