"""An entry as the cells of a sheet: a text a column, lists one item a line, maps as dotted columns."""

from collections.abc import Collection, Iterator

from cheatsheet.entry import ENTRY_KEYS, Entry
from cheatsheet.errors import Unwritable
from cheatsheet.nodes import Block, Items, Node, from_plain
from cheatsheet.status import Status
from cheatsheet.text import slug

ELSEWHERE = "say it another way, or keep this entry in a YAML file"
ON_ITS_OWN = "take it away where the entry is approved, or keep this entry in a YAML file"


def cells(entry: Entry) -> dict[str, str]:
    """The text of each column that the entry fills, in file order; raises Unwritable for what no cell can hold.

    Line breaks are LF, but in unknown columns, which stay as they are.
    """
    found: dict[str, str] = {}
    for key, value in plain_values(entry).items():
        if key not in entry.extra:
            found.update(leaves((key,), value))
        elif is_known(key.casefold()):
            raise Unwritable(f"a column called `{key}` would be read as the entry's own {key.casefold()}", ELSEWHERE)
        else:
            found[key] = str(value)
    return found


def plain_values(entry: Entry) -> dict[str, Node]:
    """The entry under its YAML keys, each value a text, a list or a mapping; blank texts are not set."""
    mapping = {key: from_plain(value) for key, value in entry.to_mapping().items()}
    return {key: value for key, value in mapping.items() if not (isinstance(value, str) and not value.strip())}


def is_known(column: str) -> bool:
    """Whether a column, by its name in lower case, is one of the entry's own."""
    return column.split(".", maxsplit=1)[0] in ENTRY_KEYS


def leaves(path: tuple[str, ...], value: Node) -> Iterator[tuple[str, str]]:
    """The columns under a key, each with the text of its cell."""
    column = ".".join(path)
    if value is None:  # of a proposal
        raise Unwritable(f"`{column}` is to take something away, and an empty cell says nothing", ON_ITS_OWN)
    if not value or (isinstance(value, str) and not value.strip()):
        raise Unwritable(f"`{column}` is empty, and an empty cell says nothing", ELSEWHERE)
    if isinstance(value, Block):
        for name, item in value.items():
            if "." in name:
                raise Unwritable(f"`{column}` has the name {name!r}: a dot parts the name of a column", ELSEWHERE)
            yield from leaves((*path, name), item)
        return
    if column != column.strip().casefold():
        message = f"`{column}` would be a column, and names of columns are read in lower case"
        raise Unwritable(message, ELSEWHERE)
    if isinstance(value, Items):
        yield column, "\n".join(line_of(item, column) for item in value)
    else:
        yield column, value


def line_of(item: Node, column: str) -> str:
    """An item of a list as the one line that it is in its cell."""
    text = suppression_line(item, column) if isinstance(item, Block) else str(item or "")
    if not text.strip():
        raise Unwritable(f"`{column}` has an empty item, and a blank line in a cell is none", ELSEWHERE)
    if "\n" in text or "\r" in text:
        raise Unwritable(f"`{column}` has an item of several lines, and a cell has one item a line", ELSEWHERE)
    return text


def suppression_line(item: Block, column: str) -> str:
    """An item of `lint` as its cell has it: `RULE until DATE -- reason`."""
    if item.get("match"):
        raise Unwritable(f"`{column}` has a `match`, and a cell has no place for one", ELSEWHERE)
    until, reason = item.get("until"), item.get("reason")
    return f"{item.get('ignore')}{f' until {until}' if until else ''}{f' -- {reason}' if reason else ''}"


def unsaid(entry: Entry) -> dict[str, str]:
    """What a sheet says of the entry with no cell at all: the id, the status, the types of its fields."""
    return {"id": slug(entry.complaint), "status": str(Status.APPROVED), **unsaid_types(entry)}


def unsaid_types(entry: Entry) -> dict[str, str]:
    """The type that each field has where its `type` is left out, by column."""
    return {f"fields.{name}.type": "choice" if item.choices else "text" for name, item in entry.fields.items()}


def changed_cells(old: Entry, new: Entry) -> dict[str, str]:
    """The text of each column in which the two differ; "" where `new` has nothing."""
    before, after, types = cells(old), cells(new), unsaid_types(new)
    found = {column: after.get(column, "") for column in before | after if before.get(column) != after.get(column)}
    for name in new.fields:
        column, choices = f"fields.{name}.type", f"fields.{name}.choices"
        if after[column] != types[column] and choices in found:
            found[column] = after[column]  # left out, it would be another with these choices
        elif after[column] == types[column] and name not in old.fields:
            del found[column]
    return found


def in_file_order(columns: Collection[str]) -> list[str]:
    """The columns in the order of an entry's keys, unknown ones last."""
    heads = [*ENTRY_KEYS]
    return sorted(columns, key=lambda column: heads.index(column.split(".")[0]) if is_known(column) else len(heads))
