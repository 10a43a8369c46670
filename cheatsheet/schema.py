"""From what a file holds to an Entry: every key known, every value of its type, every fault with its place."""

import keyword
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cheatsheet.entry import ENTRY_KEYS, Entry, Proposal, Source, Suppression, Wording
from cheatsheet.errors import Fault
from cheatsheet.field import Field, FieldType
from cheatsheet.nodes import Block, Items, Node, Place
from cheatsheet.reader import Reader, kind
from cheatsheet.status import Status
from cheatsheet.text import VOWEL_MARKS, slug

ID = re.compile(rf"[\w{VOWEL_MARKS}][\w{VOWEL_MARKS}.-]*")  # every slug is one
FIELD_NAME = re.compile(r"[a-z_][a-z0-9_]*")
RESERVED_NAMES = frozenset({"customer", "order", "agent", "company", "facts", "today", "body", "loop"})
JINJA_WORDS = frozenset({"true", "false", "none", "defined", "undefined"})
BUCKETS = ("1", "2", "3", "4")
BY_NAME = {str(status): status for status in Status}
KNOWN = dict.fromkeys(ENTRY_KEYS)  # looked up without going through all
PROPOSABLE = tuple(key for key in ENTRY_KEYS if key != "proposed")
PLACED = ("id", "complaint", "answer", "subject", "lint", "review_by", "approved_by", "proposed")


def from_mapping(
    block: Block,
    file: str,
    faults: list[Fault],
    *,
    default_status: Status = Status.APPROVED,
    extra: Mapping[str, str] | None = None,
    path: str = "",
) -> Entry | None:
    """The entry that `block` describes; None, and at least one more fault, where it does not."""
    before = len(faults)
    read = Reader(block, file, faults, path)
    read.only(KNOWN)
    complaint, answer = read.required("complaint"), read.required("answer")
    others: dict[str, Any] = {key: READERS[key](read) for key in block if key in READERS}
    others["status"] = others.get("status") or default_status
    entry = Entry(
        id=entry_id(read, complaint),
        complaint=complaint,
        answer=answer,
        extra=extra or {},
        source=Source(file=file, line=block.place.line, places=text_places(block)),
        **others,
    )
    return entry if len(faults) == before else None


def entry_id(read: Reader, complaint: str) -> str:
    """The id that is written down, else the slug of the complaint."""
    written = read.text("id")
    if written is None:
        made = slug(complaint)
        if complaint and not made:
            read.fault("complaint", "has no letter to make an id of", "give it an `id` of its own")
        return made
    if not ID.fullmatch(written):
        read.fault(
            "id",
            f"is {written!r}: an id is letters, digits, `-`, `_` and `.`",
            f"for instance {slug(written)!r}",
        )
    return written


def wording(read: Reader) -> Wording:
    """One item of `languages`."""
    read.only(("answer", "subject", "channels"))
    return Wording(answer=read.required("answer"), subject=read.text("subject"), channels=read.text_map("channels"))


def entry_fields(read: Reader) -> dict[str, Field]:
    """The entry's own fields; a name that a template could not use is a fault."""
    keys_at = read.mapping("fields").keys_at
    for name, place in keys_at.items():
        if not FIELD_NAME.fullmatch(name) or name in RESERVED_NAMES | JINJA_WORDS or keyword.iskeyword(name):
            hint = "lower-case letters, digits and _; not a reserved word"
            read.note(place, f"a field cannot be called {name!r}", hint)
    return {name: one_field(name, inner) for name, inner in read.blocks("fields").items()}


def one_field(name: str, read: Reader) -> Field:
    """One item of `fields`, its default checked against its type."""
    read.only(("prompt", "type", "choices", "default"))
    type_name = read.one_of("type", [str(t) for t in FieldType])
    choices = read.texts("choices")
    found = Field(
        name=name,
        prompt=read.text("prompt") or name.replace("_", " "),
        type=FieldType(type_name or ("choice" if choices else "text")),
        choices=choices,
        default=read.text("default"),
    )
    if found.type is FieldType.CHOICE and not choices:
        read.fault("choices", "is missing: a choice needs its choices")
    elif found.default is not None:
        try:
            found.convert(found.default)
        except ValueError as error:
            read.fault("default", str(error))
    return found


def proposal(read: Reader) -> Proposal | None:
    """The change that waits for approval; a key without a value is one that is to go."""
    block = read.mapping("proposed")
    if not block:
        return None
    inner = Reader(block, read.file, read.faults, "proposed.")
    inner.only((*PROPOSABLE, "by", "on"))
    wanted = check_proposed(inner)
    changes = {key: bare(value) for key, value in block.items() if key not in {"by", "on"}}
    if wanted is not None and "bucket" in changes:
        changes["bucket"] = wanted.bucket  # a number, as in the entry
    return Proposal(changes=changes, by=inner.text("by"), on=inner.day("on"))


def check_proposed(read: Reader) -> Entry | None:
    """An entry with the proposed values, each read as the entry would read it; None, and faults, where one cannot."""
    whole = Block(read.block.place)
    whole.update({"id": "what-stays", "complaint": "what stays", "answer": "what stays"})
    for key, value in read.block.items():
        if key in PROPOSABLE:
            whole[key] = value
    whole.places, whole.keys_at = read.block.places, read.block.keys_at
    return from_mapping(whole, read.file, read.faults, path="proposed.")


def suppressions(read: Reader) -> tuple[Suppression, ...]:
    """The items of `lint`."""
    value = read.block.get("lint")
    if value is None:
        return ()
    if not isinstance(value, Items):
        read.fault("lint", f"must be a list of mappings, not {kind(value)}")
        return ()
    found = []
    for index, item in enumerate(value):
        if not isinstance(item, Block):
            message = f"`lint` must be a list of mappings; item {index + 1} is {kind(item)}"
            read.note(value.places[index], message)
            continue
        inner = Reader(item, read.file, read.faults, f"lint[{index}].")
        inner.only(("ignore", "match", "reason", "until"))
        found.append(
            Suppression(
                ignore=inner.required("ignore"),
                match=inner.text("match"),
                reason=inner.text("reason"),
                until=inner.day("until"),
            )
        )
    return tuple(found)


def bare(value: Node) -> object:
    """A node as plain lists and dicts."""
    if isinstance(value, Block):
        return {key: bare(item) for key, item in value.items()}
    if isinstance(value, Items):
        return [bare(item) for item in value]
    return value


def text_places(block: Block) -> dict[str, Place]:
    """Where the texts of an entry stand, and what else a message points at: by dotted key."""
    found: dict[str, Place] = {key: block.places[key] for key in PLACED if key in block.places}
    phrases = block.get("phrases")
    if isinstance(phrases, Items):
        said = (
            place
            for item, place in zip(phrases, phrases.places, strict=True)
            if isinstance(item, str) and item.strip()
        )
        found |= {f"phrases.{number}": place for number, place in enumerate(said)}
    elif phrases:
        found["phrases.0"] = block.places["phrases"]
    proposed = block.get("proposed")
    if isinstance(proposed, Block):
        found |= {f"proposed.{key}": place for key, place in text_places(proposed).items()}
    for group in ("channels", "languages", "fields"):
        inner = block.get(group)
        if not isinstance(inner, Block):
            continue
        for name, value in inner.items():
            if group == "fields":
                found[f"fields.{name}"] = inner.keys_at.get(name, block.place)
            elif isinstance(value, Block):
                found |= {f"{group}.{name}.{key}": place for key, place in text_places(value).items()}
            elif name in inner.places:
                found[f"{group}.{name}"] = inner.places[name]
    return found


def status(read: Reader) -> Status | None:
    """The status that is written down."""
    return BY_NAME.get(read.one_of("status", BY_NAME) or "")


def bucket(read: Reader) -> int | None:
    """How bad the complaint is."""
    written = read.one_of("bucket", BUCKETS)
    return int(written) if written else None


def languages(read: Reader) -> dict[str, Wording]:
    """The wordings in other languages."""
    return {name: wording(inner) for name, inner in read.blocks("languages").items()}


def a_text(key: str) -> Callable[[Reader], str | None]:
    """Reads a text under this key."""
    return lambda read: read.text(key)


def some_texts(key: str) -> Callable[[Reader], tuple[str, ...]]:
    """Reads a list of texts under this key."""
    return lambda read: read.texts(key)


def a_day(key: str) -> Callable[[Reader], date | None]:
    """Reads a date under this key."""
    return lambda read: read.day(key)


# How each key is read that an entry may do without; those that it has not are not even asked for.
READERS: Mapping[str, Callable[[Reader], object]] = {
    "status": status,
    "bucket": bucket,
    **{key: some_texts(key) for key in ("phrases", "check", "tags", "written_by")},
    **{key: a_text(key) for key in ("subject", "owner", "approved_by", "reason", "note")},
    **{key: a_day(key) for key in ("waiting_since", "reviewed", "review_by")},
    "channels": lambda read: read.text_map("channels"),
    "languages": languages,
    "fields": entry_fields,
    "proposed": proposal,
    "lint": suppressions,
}
