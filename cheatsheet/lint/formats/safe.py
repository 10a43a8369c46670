"""Words from files made safe for where they go: a line of a terminal, a log, a document of JSON or XML."""

import json
import re

from cheatsheet.lint.problem import Problem
from cheatsheet.text import UNSAFE, printable

SURROGATE = re.compile("[\ud800-\udfff]")
INVISIBLE = re.compile(f"{UNSAFE.pattern}|[\ufffe\uffff]")
NOT_ASCII = re.compile("[^\n -~]+")


def one_line(text: str) -> str:
    """`text` for one line of a terminal."""
    return printable(text).replace("\n", " ")


def visible(text: str) -> str:
    """`text` with an escape such as \\x1b for every character that a terminal would obey or XML forbids."""
    return INVISIBLE.sub(escape, text)


def escape(found: re.Match[str]) -> str:
    """A character as its number."""
    number = ord(found.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def sentence(problem: Problem) -> str:
    """The message with its suggestion, for formats that have no place for the latter."""
    return f"{problem.message} ({problem.suggestion})" if problem.suggestion else problem.message


def json_document(value: object) -> str:
    """A JSON document in ASCII: it survives a standard output of any encoding.

    Half of a surrogate pair, which strict parsers refuse, stands in it as the text of its escape.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    whole = SURROGATE.sub(lambda half: "\\" + escape(half), text)
    return NOT_ASCII.sub(lambda found: json.dumps(found.group())[1:-1], whole) + "\n"
