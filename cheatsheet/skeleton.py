"""What a person sees in the editor: an entry to fill in or to change, the faults in it, and the way back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cheatsheet import yaml_text
from cheatsheet.edits.yaml_writer import dump
from cheatsheet.entry import Entry, plain
from cheatsheet.errors import Fault, Invalid
from cheatsheet.nodes import Block, Items, Node, Place
from cheatsheet.reader import kind
from cheatsheet.schema import from_mapping
from cheatsheet.status import Status

NAME = "your text"  # how messages call what is in the editor
MARK = "#! "  # begins each line that tells a fault
NEW = """\
# A new entry. Save it and close the editor to add it; leave it as it is, or empty the file, to give up.
# Lines that begin with # are not kept.
#
# complaint: what customers say, as they would say it.
# answer: the body of the reply. It has no greeting and no sign-off: the channel's layout adds both.
#   It goes on the lines below `answer: |`, each with two spaces in front.
#
# These are filled in when the reply is made:
#   {{ customer.first_name }}  {{ customer.name }}  {{ order.number }}  {{ order.item }}  {{ order.date }}
#   {{ order.total }}  {{ order.status }}  {{ order.tracking_url }}  {{ agent.name }}  {{ company.name }}
#   {{ today | working_days(3) | date }}
"""
CHANGED = """\
# The entry {id}{where}. Save it and close the editor to change it; leave it as it is to change nothing.
# Only values that differ are written. Comments stay in the file as they are there, whatever happens to them here.
"""
OPTIONAL = '# What follows can be left out. Take away the "# " in front of what you use.\n'
EXAMPLES: Mapping[str, str] = {
    "phrases": """\
phrases:  # other ways in which customers say it
  - where is my order
  - tracking has not moved for days
""",
    "subject": "subject: Your order {{ order.number }}  # of the email\n",
    "channels": """\
channels:  # another wording for one channel: sms, chat, phone, social
  sms: Sorry that your parcel is late. We are looking for it and write to you tomorrow.
""",
    "check": """\
check:  # what to make sure of before it is sent
  - Tracking shows no scan for 3 working days
""",
    "tags": "tags: [shipping]\n",
    "note": "note: Ask the carrier first.  # for colleagues, never sent\n",
}
NEEDED = ("complaint", "answer")
LABELS = frozenset({"id", "tags", "bucket", "status", "owner"})  # with nothing else, nobody wrote an entry
COUNTED_AS_BREAKS = re.compile("[\r\x85\u2028\u2029]")  # by libyaml, and not by an editor
NO_KEY = "could not find expected ':'"
INDENT = "put two spaces in front of every line of a text, as in `answer: |`"


def new_entry_text(known: Mapping[str, object]) -> str:
    """An entry to fill in, with what is known already under its YAML keys and the rest as commented examples."""
    given = {key: value for key, value in known.items() if value not in (None, "", (), [], {})}
    first = [key for key in ("id", *NEEDED) if key in given or key in NEEDED]
    further = [key for key in (*EXAMPLES, *given) if key in given and key not in first]
    parts = [NEW, "\n", *(in_yaml(key, given.get(key)) for key in first), "\n"]
    parts += [in_yaml(key, given[key]) for key in dict.fromkeys(further)]
    unused = "".join(example for key, example in EXAMPLES.items() if key not in given)
    if unused:
        parts += ["\n" if further else "", OPTIONAL, *(f"# {line}\n" for line in unused.splitlines())]
    return "".join(parts)


def entry_text(entry: Entry, chunk: str | None) -> str:
    """An entry to change: `chunk`, its own lines in its YAML file, without dash and margin; written out where None.

    Lines that do not say what `entry` says, or that are JSON, are not shown: then it is written out too.
    """
    place = ":".join([entry.source.file, *([str(entry.source.line)] if entry.source.line else [])])
    header = CHANGED.format(id=entry.id, where=f" in {one_line(place)}" if place else "")
    own = without_dash(chunk) if chunk is not None else None
    if own is None or not says(own, entry):
        mapping = replace(entry, extra={}).to_mapping()
        own = "".join(in_yaml(key, value) for key, value in mapping.items())
    return f"{header}\n{own}"


def read_back(
    text: str, name: str = NAME, *, default_status: Status = Status.APPROVED, was: Entry | None = None
) -> Entry | None:
    """The entry that a person wrote: a mapping, or a list of one; None where nothing is written: giving up.

    `was` is the entry that is edited: its id stays where none is written, and its unknown CSV columns.
    Raises Invalid, with the lines of `text`.
    """
    faults: list[Fault] = []
    try:
        root, place = yaml_text.parse_document(text, name, faults)
        block = the_entry(root, place, name, faults)
    except yaml_text.YamlFault as error:
        raise Invalid([*faults, explained(error.fault, text)]) from None
    if block is None and not faults:
        return None
    extra = was.extra if was else None
    entry = from_mapping(block, name, faults, default_status=default_status, extra=extra) if block else None
    if entry is None or faults:
        raise Invalid(explained(fault, text) for fault in faults)
    return replace(entry, id=was.id) if was and "id" not in entry.source.places else entry


def with_faults(text: str, faults: Sequence[Fault], name: str = NAME) -> str:
    """`text` with its faults as comments above it, in place of those of the round before.

    The lines named there are those of the new text; faults of other files than `name` are told with their file.
    """
    count = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
    told = [f"{count} to mend, nothing is saved yet. Mend, save and close; or change nothing to stop here."]
    for fault in moved(text, faults, name):
        column = f", column {fault.column}" if fault.column > 1 else ""
        place = f"line {fault.line}{column}: " if fault.line else ""
        hint = f" ({fault.hint})" if fault.hint else ""
        told.append(f"{place}{fault.message}{hint}" if fault.file == name else str(fault))
    return "".join(f"{MARK}{one_line(line)}\n" for line in told) + without_faults(text)


def moved(text: str, faults: Sequence[Fault], name: str = NAME) -> list[Fault]:
    """The faults of `text` with the lines that they have in `with_faults` of it."""
    marks = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(MARK)]
    added = 1 + len(faults)
    return [
        fault._replace(line=fault.line + added - sum(mark <= fault.line for mark in marks))
        if fault.file == name and fault.line
        else fault
        for fault in faults
    ]


def without_faults(text: str) -> str:
    """`text` without the comments of `with_faults`."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(MARK))


def the_entry(root: Node, place: Place, name: str, faults: list[Fault]) -> Block | None:
    """The one mapping that a person wrote; None where nothing is written, or after a fault."""
    if isinstance(root, Items) and len(root) > 1:
        second = root.places[1]
        message, hint = "a second entry starts here", "one at a time: save the first, then add the next"
        faults.append(Fault(name, message, second.line, second.column, hint))
        return None
    if isinstance(root, Items):
        root, place = (root[0], root.places[0]) if root else (None, place)
    if root is None:
        return None
    if not isinstance(root, Block):
        message, hint = f"an entry must be a mapping, not {kind(root)}", "write `complaint: …` and `answer: …`"
        faults.append(Fault(name, message, place.line, place.column, hint))
        return None
    return root if any(says_something(value) for key, value in root.items() if key not in LABELS) else None


def says_something(value: Node) -> bool:
    """Whether a value holds any text."""
    match value:
        case Block():
            return any(says_something(item) for item in value.values())
        case Items():
            return any(says_something(item) for item in value)
        case _:
            return bool(value and value.strip())


def explained(fault: Fault, text: str) -> Fault:
    """A fault in the words of somebody who fills in an entry: a text without its two spaces is the usual slip."""
    if fault.message.startswith(NO_KEY):  # libyaml notices a line too late
        before = text.split("\n")[: max(fault.line - 1, 0)]
        written = [n for n, line in enumerate(before, 1) if line.strip() and not line.lstrip().startswith("#")]
        message = "this line is neither `key: value` nor part of the text above it"
        return fault._replace(line=written[-1] if written else fault.line, column=1, message=message, hint=INDENT)
    unknown = re.match(r"unknown key `[^`]* ", fault.message)
    if unknown or fault.message.startswith("found a tab character where"):
        return fault._replace(hint=INDENT)
    return fault


def without_dash(chunk: str) -> str | None:
    """The one item of a YAML list as a mapping at the left margin, comments and all.

    None where it is no such item in block style, one key a line.
    """
    text = chunk.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        root = None if COUNTED_AS_BREAKS.search(text) else yaml_text.parse(text, NAME, [])
    except yaml_text.YamlFault:
        return None
    item = root[0] if isinstance(root, Items) and len(root) == 1 else root
    if not isinstance(item, Block):
        return None
    lines, first = text.split("\n"), item.place
    if lines[first.line - 1][first.column - 1] == "{":
        return None
    if isinstance(root, Items):
        number, dash = root.place.line - 1, root.place.column - 1
        if lines[number][dash] != "-":
            return None
        lines[number] = f"{lines[number][:dash]} {lines[number][dash + 1 :]}"
    margin = first.column - 1
    above = [line.strip() for line in lines[: first.line - 1]]
    own = [line[min(margin, len(line) - len(line.lstrip(" "))) :] for line in lines[first.line - 1 :]]
    return "\n".join([*above, *own]).strip("\n") + "\n"


def says(text: str, entry: Entry) -> bool:
    """Whether a text is read as exactly this entry."""
    try:
        return read_back(text, default_status=entry.status, was=entry) == entry
    except Invalid:
        return False


def in_yaml(key: str, value: object) -> str:
    """One key of an entry as lines of YAML; the answer below its key, also where it has one line."""
    if value is None:
        return f"{key}: |\n\n" if key == "answer" else f"{key}:\n"
    if key == "answer" and isinstance(value, str):
        lines = value.strip().split("\n")
        written = f"{key}: |\n" + "".join(f"  {line}\n" if line else "\n" for line in lines)
        if reads_as(written, key, value.strip()):
            return written
    return without_dash(dump([{key: plain(value)}])) or ""


def reads_as(written: str, key: str, text: str) -> bool:
    """Whether YAML gives the text back under its key."""
    try:
        found = yaml_text.parse(written, NAME, [])
    except yaml_text.YamlFault:
        return False
    value = found.get(key) if isinstance(found, Block) else None
    return isinstance(value, str) and value.strip() == text


def one_line(text: str) -> str:
    """A text on one line, without characters that a comment in YAML cannot hold."""
    return "".join(character if character.isprintable() else "?" for character in " ".join(text.split()))
