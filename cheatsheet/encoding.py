"""How the bytes of a file become text, and text the same kind of bytes again."""

from pathlib import Path
from typing import NamedTuple

from cheatsheet.errors import Unwritable
from cheatsheet.text import decode, place_of_bad_byte

MARKS = {"utf-8": (b"\xef\xbb\xbf",), "utf-16": (b"\xff\xfe", b"\xfe\xff")}
NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows cp1252"}


class Encoding(NamedTuple):
    """A codec of Python's that adds no mark of its own, and the mark in front of the text."""

    codec: str
    mark: bytes

    @property
    def name(self) -> str:
        """What people call it."""
        return NAMES[self.codec]


def text_of(data: bytes, path: Path) -> tuple[str, Encoding]:
    """A file's text and its encoding; Unwritable where the text does not give the same bytes again."""
    text, codec = decode(data)
    mark = next((mark for mark in MARKS.get(codec, ()) if data.startswith(mark)), b"")
    if codec == "utf-16":
        codec = "utf-16-le" if mark == MARKS["utf-16"][0] else "utf-16-be"
    encoding = Encoding(codec, mark)
    try:
        same = mark + text.encode(codec) == data
    except UnicodeEncodeError:
        same = False
    if not same:
        place = ":".join(map(str, place_of_bad_byte(data))) if codec in {"utf-8", "cp1252"} else "1:1"
        message = f"{path}:{place}: has bytes that are no text in {encoding.name}"
        raise Unwritable(message, "mend them, and save the file as UTF-8")
    return text, encoding


def bytes_of(text: str, encoding: Encoding, path: Path) -> bytes:
    """Text in a file's encoding; Unwritable where it cannot hold it, or where it would be read as another text."""
    try:
        data = encoding.mark + text.encode(encoding.codec)
    except UnicodeEncodeError as error:
        message = f"{path}: {encoding.name}, its encoding, cannot hold {text[error.start : error.start + 1]!a}"
        raise Unwritable(message, "save the file as UTF-8 first") from None
    if text and decode(data)[0] != text:
        raise Unwritable(f"{path}: would be read in another encoding after that", "save it as UTF-8 first")
    return data
