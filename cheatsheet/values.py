"""The values of a reply: what the flags and the settings give, as plain groups for a template."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cheatsheet.entry import Entry
from cheatsheet.errors import UsageError
from cheatsheet.field import FieldType
from cheatsheet.settings import Settings
from cheatsheet.text import did_you_mean, printable, without_reserved

GROUPS = ("customer", "order", "agent", "company", "facts")
CUSTOMERS = frozenset({"customer", "order"})
NAMES = (
    "customer.name", "customer.first_name", "customer.email", "order.number", "order.item", "order.date",
    "order.total", "order.status", "order.tracking_url", "agent.name",
)  # fmt: skip
PROMPTS: Mapping[str, str] = {
    "customer.name": "the customer's name",
    "customer.first_name": "the customer's first name",
    "customer.email": "the customer's email address",
    "order.number": "the order number",
    "order.item": "the item",
    "order.date": "the date of the order",
    "order.total": "the total of the order",
    "order.status": "the status of the order",
    "order.tracking_url": "the tracking link",
    "agent.name": "your own name",
}
MAX_LENGTH = 10_000
BLANK_TO_FILL = re.compile(r"\[[^\[\]\n]{1,150}\]")
# What stands where a value should: [Name], <name>, TODO, XXX, n/a, ???, a dash or a line to write on.
PLACEHOLDER = re.compile(
    r"[\[［][^\[\]]*[\]］]|<[^<>]*>|to-?do|tbd|tba|fixme|x{3,20}|n/?a|none|null|nan|undefined", re.IGNORECASE
)
FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by name that nobody sees
# What a customer wrote is no blank of ours: `shield` keeps its signs and words apart, in characters of private
# use, until the finished reply is checked.
SIGNS: Mapping[int, str] = {ord(sign): chr(0xE000 + number) for number, sign in enumerate("[]{}<>［］")}
APART = "\ue00f"
WORDS = re.compile(r"X{3,}|TODO|FIXME|TBD|_{3,}")
UNSHIELDED: Mapping[int, str] = {ord(shielded): chr(sign) for sign, shielded in SIGNS.items()} | {ord(APART): ""}
TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "herr", "frau", "mme", "m", "sr", "sra"}
)


def parse_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """`KEY=VALUE` arguments of --set by key; UsageError for one without a key."""
    given = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"--set {pair!r} is not KEY=VALUE", "for instance --set order.item=Lamp")
        given[key.strip()] = value
    return given


def clean(value: str) -> str | None:
    """A value as it may stand in a reply; None for a blank one and for one that is a placeholder itself."""
    text = printable(value).strip()
    if len(text) > MAX_LENGTH:
        raise UsageError(f"a value has {len(text):,} characters; at most {MAX_LENGTH:,} fit in a reply")
    said = any(character.isalnum() and character not in FILLERS for character in text)
    return text if said and not PLACEHOLDER.fullmatch(text) else None


def shield(text: str) -> str:
    """A customer's text with nothing in it that could be taken for a blank or a left-over of ours."""
    return WORDS.sub(lambda found: APART.join(found.group()), without_reserved(text).translate(SIGNS))


def unshield(text: str) -> str:
    """The text as it was written."""
    return text.translate(UNSHIELDED)


def check_names(given: Iterable[str], entry: Entry) -> None:
    """UsageError for a name that no template can use."""
    for name in given:
        group, dot, key = name.partition(".")
        if name in entry.fields or (dot and key and group in GROUPS) or BLANK_TO_FILL.fullmatch(name):
            continue
        hint = did_you_mean(name, [*NAMES, *entry.fields]) or f"groups are {', '.join(GROUPS)}"
        raise UsageError(f"there is no value {name!r}", hint)


def template_values(entry: Entry, given: Mapping[str, str], settings: Settings, today: date) -> dict[str, Any]:
    """What a template sees: groups of texts, `today`, and the entry's fields by their type.

    Blank values are left out, so that they count as missing. UsageError for a field's value of a wrong type.
    """
    check_names(given, entry)
    groups: dict[str, dict[str, Any]] = {name: {} for name in GROUPS}
    for name in ("company", "facts"):
        groups[name] = {key: as_plain(value) for key, value in settings.table(name).items() if value != ""}
    groups["agent"] = {"name": as_plain(settings.text("agent.name"))}
    for name, value in given.items():
        group, dot, key = name.partition(".")
        if dot and group in groups:
            theirs = group in CUSTOMERS and clean(value) is not None
            groups[group][key] = shield(printable(value)) if theirs else without_reserved(value)
    groups = {name: without_blanks(values) for name, values in groups.items()}
    customer = groups["customer"]
    if "name" in customer:
        customer.setdefault("first_name", first_name(customer["name"]))
    return {**groups, "today": today, **field_values(entry, given)}


def first_name(name: str) -> str:
    """The first word of a name; titles are passed over, and `Smith, Dana` is turned round.

    A title with one word behind it stays whole: `Mr Smith`.
    """
    family, _, given = name.partition(",")
    written = given.split() or family.split()
    if not written:
        return name
    without_titles = [word for word in written if word.rstrip(".").casefold() not in TITLES]
    if len(without_titles) == len(written) or len(without_titles) > 1:
        return without_titles[0]
    return " ".join(written)


def without_blanks(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a group that say something, texts on one line."""
    lines = {key: one_line(value) if isinstance(value, str) else value for key, value in values.items()}
    return {key: value for key, value in lines.items() if value is not None}


def one_line(value: str) -> str | None:
    """A value on one line: a name with a line break in it would write a header into a mail."""
    text = clean(value)
    return " ".join(text.split()) if text else None


def as_plain(value: Any) -> Any:
    """A setting as a template sees it: floats become decimals."""
    if isinstance(value, str):
        return without_reserved(value)
    return Decimal(str(value)) if isinstance(value, float) else value


def field_values(entry: Entry, given: Mapping[str, str]) -> dict[str, Any]:
    """The entry's own fields, given or by default, converted."""
    values = {}
    for name, field in entry.fields.items():
        text = clean(given.get(name, field.default or ""))
        if text is None:
            continue
        theirs = name in given and field.type is FieldType.TEXT
        text = shield(text) if theirs else without_reserved(text)
        try:
            values[name] = field.convert(text)
        except ValueError as error:
            raise UsageError(f"{name} ({field.prompt}): {error}") from None
    return values


def prompt_for(name: str, entry: Entry) -> str:
    """What a missing value is, in words."""
    if name in entry.fields:
        return entry.fields[name].prompt
    if BLANK_TO_FILL.fullmatch(name):
        return f"a blank that the answer leaves: {name}"
    return PROMPTS.get(name, name.replace(".", ": ").replace("_", " "))
