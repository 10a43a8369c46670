"""espanso's match files: each match an answer, its label the complaint, its variables values and fields."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from cheatsheet.convert.espanso_values import MARK, Values
from cheatsheet.convert.item import Exported, Item, Source
from cheatsheet.convert.live import assembled
from cheatsheet.convert.placeholders import Table
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault, Invalid
from cheatsheet.folder import YAML_SUFFIXES
from cheatsheet.nodes import Block, Items
from cheatsheet.reader import Reader, kind
from cheatsheet.schema import ID
from cheatsheet.text import decode, printable, without_reserved
from cheatsheet.yaml_text import YamlFault, parse

START = re.compile(r"""^(?:\{\s*)?["']?(?:matches|global_vars)["']?\s*:""", re.MULTILINE)
SAMPLE = 100_000  # bytes in which the list of matches is looked for
CURSOR = "$|$"
BODIES = ("replace", "form", "markdown", "html")
READ = frozenset({
    *BODIES, "image_path", "trigger", "triggers", "regex", "label", "search_terms", "vars", "form_fields", "comment",
})  # fmt: skip
TYPING = frozenset({"word", "left_word", "right_word", "force_mode", "force_clipboard"})  # nobody types triggers here
FILE_KEYS = frozenset({"matches", "global_vars", "imports"})
MARKDOWN = re.compile(r"\*\*|__|\]\(|^#{1,6} |`", re.MULTILINE)
SEPARATORS = re.compile(r"[\s_-]+")
MAX_TITLE = 80


def recognises(name: str, data: bytes) -> bool:
    """Whether a file is one of matches: by its name and its list of them."""
    return PurePath(name).suffix.lower() in {*YAML_SUFFIXES, ""} and bool(START.search(decode(data[:SAMPLE])[0]))


def read(data: bytes, name: str, table: Table) -> Source:
    """The matches of a file as items; raises Invalid where it is broken or of another shape."""
    text = decode(data)[0]
    faults: list[Fault] = []
    try:
        root = parse(text, name, faults)
    except YamlFault as error:
        raise Invalid([error.fault]) from None
    if root is not None and not isinstance(root, Block):
        faults.append(Fault(name, f"must be a mapping with a list of `matches`, not {kind(root)}", 1, 1))
    root = root if isinstance(root, Block) else Block()
    matches = blocks(root, "matches", name, faults)
    shared = blocks(root, "global_vars", name, faults)
    readers = (Reader(block, name, faults, f"matches[{number}].") for number, block in enumerate(matches))
    found = [item_of(reader, shared, table, ours=text.startswith(MARK)) for reader in readers]
    if faults:
        raise Invalid(faults)
    imports = root.get("imports")
    losses = [f"the imported file {each} is not read" for each in imports] if isinstance(imports, Items) else []
    losses += [f"`{key}` is not read" for key in root if key not in FILE_KEYS]
    return Source(tuple(found), tuple(losses))


def written(entries: Sequence[Entry]) -> Exported:
    """The approved entries as a match file; the others, and those with conditions, are left out and named."""
    from cheatsheet.convert.espanso_file import (
        written,
    )  # templates are parsed there: nobody who reads waits for Jinja

    return written(entries)


def blocks(root: Block, key: str, file: str, faults: list[Fault]) -> list[Block]:
    """A list of mappings; what is none is a fault."""
    items = root.get(key)
    if items is None:
        return []
    if not isinstance(items, Items):
        place = root.places[key]
        faults.append(Fault(file, f"`{key}` must be a list, not {kind(items)}", place.line, place.column))
        return []
    for item, place in zip(items, items.places, strict=True):
        if not isinstance(item, Block):
            faults.append(
                Fault(file, f"an item of `{key}` must be a mapping, not {kind(item)}", place.line, place.column)
            )
    return [item for item in items if isinstance(item, Block)]


def item_of(reader: Reader, shared: Sequence[Block], table: Table, *, ours: bool) -> Item:
    """A match as an item."""
    block = reader.block
    variables = {str(each.get("name") or ""): each for each in shared}
    for each in blocks(block, "vars", reader.file, reader.faults):
        if each.get("type") != "global":
            variables[str(each.get("name") or "")] = each
    values = Values(table, variables, block.get("form_fields"), ours=ours)
    losses = [f"option `{key}`" for key in block if key not in READ | TYPING]
    answer = body_of(reader, values, losses)
    triggers = [*reader.texts("trigger"), *reader.texts("triggers")]
    terms = list(reader.texts("search_terms"))
    label = reader.text("label")
    complaint, phrases = named(label, terms, triggers, answer)
    found: dict[str, object] = {"complaint": complaint, "answer": answer}
    if ours and len(triggers) == 1 and ID.fullmatch(triggers[0].removeprefix(":")):
        found["id"] = triggers[0].removeprefix(":")
        triggers = []
    if phrases:
        found["phrases"] = phrases
    if values.draft:
        found["status"] = "draft"
    if values.fields:
        found["fields"] = values.fields
    pattern = reader.text("regex")
    typed = ", ".join([*triggers, *([f"the pattern {pattern}"] if pattern else [])])
    note = "\n".join(filter(None, [reader.text("comment"), f"espanso: {typed}" if typed else ""]))
    if note:
        found["note"] = note
    skipped = "is a picture" if "image_path" in block else "has no answer" if not answer else ""
    return Item(values=found, place=reader.path.rstrip("."), losses=(*losses, *values.losses), skipped=skipped)


def body_of(reader: Reader, values: Values, losses: list[str]) -> str:
    """The text of a match as a template of ours."""
    key = next((each for each in BODIES if each in reader.block), "replace")
    text = reader.text(key) or ""
    if key == "html":
        from cheatsheet.convert.html_text import plain_text

        text, lost = plain_text(text)
        losses += lost
    elif key == "markdown" and MARKDOWN.search(text):
        losses.append("markdown: its marks stand in the text")
    if CURSOR in text:
        losses.append("the place of the cursor")
    losses += [f"its `{other}` is not read" for other in BODIES if other in reader.block and other != key]
    template, stray = assembled(values.all_pieces(without_reserved(printable(text.replace(CURSOR, "")))))
    losses += [f"`{sign}` means nothing here and stands as it was: mend the text before it is sent" for sign in stray]
    return template.strip()


def named(label: str | None, terms: list[str], triggers: list[str], answer: str) -> tuple[str, list[str]]:
    """The complaint of a match, and the phrases: its label, else its search terms, trigger or first line."""
    if label:
        return label, terms
    if terms:
        if all(len(term.split()) == 1 for term in terms):
            return " ".join(terms), []  # keywords: together they say what it is about
        return terms[0], terms[1:]
    words = (SEPARATORS.sub(" ", re.sub(r"^\W+|\W+$", "", trigger)).strip() for trigger in triggers)
    said = next((each for each in words if each), "")
    return said or answer.partition("\n")[0][:MAX_TITLE], []
