"""A spreadsheet's text: `{{names}}` become values and fields, a template of ours stays one."""

import re
from collections.abc import Collection

from cheatsheet.convert.foreign import is_helpscout
from cheatsheet.convert.live import Found, Piece, names_used, wrong_template
from cheatsheet.convert.names import Names, field_name
from cheatsheet.values import GROUPS, NAMES

TAG = re.compile(r"\{\{(?P<output>[^{}]*)\}\}|\{%[^{}]*?%\}|\{#(?:[^{#]|#(?!\})|\{(?!#))*#\}")
SIMPLE = re.compile(r"\s*(?P<name>[^\W\d][\w.' -]*?)\s*(?P<filters>\|.*)?", re.DOTALL)
RAW = re.compile(r"\{%[-+]?\s*raw\b")
LOOP_NAME = re.compile(r"\{%[-+]?\s*for\s+(\w+)")
FREE = ("company.", "facts.", "loop.")
CONSTANTS = frozenset({"true", "false", "none", "True", "False", "None"})


def bracket_pieces(source: str, names: Names, *, blocks: bool = True) -> Found:
    """The pieces of a text of a sheet; without `blocks` nothing of it is a template but plain values."""
    own = frozenset(LOOP_NAME.findall(source))
    ours = blocks and is_ours(source, names, own)
    if ours and RAW.search(source):
        return Found([Piece(source, live=True)])
    pieces: list[Piece] = []
    losses: dict[str, None] = {}
    end = 0
    for found in TAG.finditer(source):
        pieces.append(Piece(source[end : found.start()]))
        end = found.end()
        value = value_of(found["output"] or "", names, own)
        if value:
            pieces.append(Piece(value, live=True))
        elif is_helpscout(found.group(), names):
            pieces.append(Piece(found.group()))
        elif ours:
            pieces.append(Piece(found.group(), live=True))
        else:
            pieces.append(Piece(found.group()))
            losses[f"untranslated: {' '.join(found.group().split())[:80]}: it stands as it was"] = None
    pieces.append(Piece(source[end:]))
    return Found(pieces, tuple(losses), draft=bool(losses))


def is_ours(source: str, names: Names, own: Collection[str]) -> bool:
    """Whether a text is a template of ours but for its plain values; fields that its conditions use are noted."""
    if "{%" not in source and "{{" not in source and "{#" not in source:
        return False
    rest = source
    if not RAW.search(source):
        rest = TAG.sub(lambda tag: "" if is_plain(tag, names, own) else tag.group(), source)
    used = names_used(rest)
    if used is None:
        return False
    strangers = [name for name in used if not is_value(name) and name not in own and name not in GROUPS]
    if any(field_name(name) != name or names.known(name) for name in strangers):
        return False
    for name in strangers:
        names.ours(name, told=False)
    return True


def is_plain(tag: "re.Match[str]", names: Names, own: Collection[str]) -> bool:
    """Whether a tag is a plain value, ours or another tool's."""
    return bool(value_of(tag["output"] or "", names, own)) or is_helpscout(tag.group(), names)


def is_value(name: str) -> bool:
    """Whether a template of ours may name it, whatever its entry."""
    return name in NAMES or name == "today" or name.startswith(FREE)


def value_of(said: str, names: Names, own: Collection[str]) -> str:
    """`{{ name | filters }}` of ours; "" for what is more than a name, and for a name of its `own`."""
    found = SIMPLE.fullmatch(said)
    if not found or found["name"] in CONSTANTS or found["name"] in own:
        return ""
    name, filters = found["name"], (found["filters"] or "").strip()
    if re.search(r"[ '-]", name) and not wrong_template(f"{{{{ {name} }}}}"):
        return ""  # a calculation
    if filters and wrong_template(f"{{{{ x {filters} }}}}"):
        return ""
    if is_value(name):
        return f"{{{{{said}}}}}"
    ours = names.ours(name, told="." in name)
    return f"{{{{ {ours} {filters} }}}}" if filters else f"{{{{ {ours} }}}}"
