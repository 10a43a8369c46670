"""Their names and ours: the one table of placeholders, shipped and extended by a team."""

import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cheatsheet.errors import Invalid, UsageError
from cheatsheet.nodes import Block
from cheatsheet.schema import FIELD_NAME, JINJA_WORDS, RESERVED_NAMES
from cheatsheet.text import did_you_mean, fold, printable, without_reserved
from cheatsheet.values import GROUPS, NAMES
from cheatsheet.yaml_text import YamlFault, parse

SHIPPED = Path(__file__).with_name("placeholders.yaml")
DIALECTS = ("liquid", "mustache", "zammad", "osticket", "helpscout", "brackets", "espanso")
AROUND = re.compile(r"\A(?:[#%]?\{[{%]?|\[+)\s*|\s*(?:[%}]?\}|\]+)\Z")  # of {{name}}, #{name}, {%name%}, [name]
# A macro of the layouts wins over a field of the same name.
MACROS = frozenset({
    "greeting", "short_greeting", "apology", "next_step", "closing", "company_line", "contact_line", "sign_off",
    "subject",
})  # fmt: skip
TAKEN = RESERVED_NAMES | JINJA_WORDS | MACROS
DYNAMIC = re.compile(r"dc\.(.+)", re.IGNORECASE)
CUSTOM = re.compile(r"(contact|conversation)\.custom_attributes?\.(.+)", re.IGNORECASE)
MAX_NAME = 40
MAX_PROMPT = 150


class Target(NamedTuple):
    """What stands for a placeholder: `value` of ours, or a `field` that is asked for by its prompt."""

    value: str = ""
    field: str = ""
    prompt: str = ""
    type: str = ""
    loss: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Which of our values stands for a placeholder of theirs: targets by dialect and folded name."""

    own: Mapping[str, Target]
    listed: Mapping[str, Mapping[str, Target]]  # by dialect, a team's own included

    @classmethod
    def load(cls, extra: Mapping[str, str] | None = None) -> "Table":
        """The shipped table with a team's own in front: `{"ticket.x": "order.number", "[Ref]": "reference"}`.

        UsageError for a name that is neither a value of ours nor can be a field's.
        """
        own = {folded(AROUND.sub("", name)): own_target(name, ours) for name, ours in (extra or {}).items()}
        groups = shipped_groups()
        listed = {dialect: {**groups["any"], **groups.get(dialect, {}), **own} for dialect in (*DIALECTS, "any")}
        return cls(own=own, listed=listed)

    def find(self, theirs: str, dialect: str) -> Target | None:
        """What stands for a name, written without its brackets; None where the table does not know it."""
        listed = self.listed[dialect]
        return listed.get(theirs) or listed.get(folded(theirs))

    def theirs(self, ours: str, *starts: str) -> str:
        """The first name with one of these beginnings that stands for a value or a field of ours; "" for none."""
        for group in (self.own, self.listed["any"]):
            for name, target in group.items():
                if ours in (target.value, target.field) and not target.loss and name.startswith(starts):
                    return name
        return ""


class Names:
    """Finds our names for those of one item's texts, and notes what they need and cost."""

    def __init__(self, table: Table, dialect: str) -> None:
        self.table = table
        self.dialect = dialect
        self.fields: dict[str, dict[str, str]] = {}
        self.losses: dict[str, None] = {}
        self._found: dict[tuple[str, str], str] = {}
        self._owners: dict[str, str] = {}

    def ours(self, theirs: str, dialect: str = "", *, told: bool = True) -> str:
        """The value or the field that a template of ours names; a field is noted, and so is a loss.

        An unknown name is a loss where it is `told`; `dialect` is said where it is another than the text's.
        """
        dialect = dialect or self.dialect
        name = folded(theirs)
        if (dialect, name) not in self._found:
            listed = self.table.find(theirs, dialect)
            target = listed or unknown(theirs)
            if target.loss:
                self.losses[target.loss] = None
            owner = target.field if listed else f"their {spoken(name) if dialect == 'brackets' else name}"
            ours = target.value or self._field(target, owner)
            if told and not listed and not target.loss:
                self.losses[f"`{short(theirs)}` is not known here: it is asked for as the field `{ours}`"] = None
            self._found[dialect, name] = ours
        return self._found[dialect, name]

    def known(self, theirs: str, dialect: str = "") -> str:
        """The value of ours that stands for a name, without a note; "" where that is a field."""
        target = self.table.find(theirs, dialect or self.dialect)
        return target.value if target else ""

    def asked(self, prompt: str) -> str:
        """A field for what no name stands for."""
        return self.ours(prompt if prompt.strip() else "what stands here", told=False)

    def _field(self, target: Target, owner: str) -> str:
        name, number = target.field, 2
        while self._owners.setdefault(name, owner) != owner:  # another placeholder has this name
            name, number = f"{target.field}_{number}", number + 1
        self.fields.setdefault(name, {"prompt": target.prompt} | ({"type": target.type} if target.type else {}))
        return name


def short(name: str) -> str:
    """A name for a message."""
    return " ".join(printable(name).split())[:MAX_PROMPT]


def spoken(name: str) -> str:
    """A name by its words alone: in a sheet `Order Number` and `order_number` are one."""
    return " ".join(re.findall(r"[^\W_]+", name))


def folded(name: str) -> str:
    """A name for comparison."""
    return " ".join(name.casefold().split())


def unknown(theirs: str) -> Target:
    """A field for a name that the table does not have."""
    dynamic, custom = DYNAMIC.fullmatch(theirs.strip()), CUSTOM.fullmatch(theirs.strip())
    if dynamic:
        loss = f"dynamic content `{dynamic[1]}` is in the other tool: its text is asked for"
        name = field_name(f"dc_{dynamic[1]}")
        return Target(field=name, prompt=prompt_of(f"the text of dynamic content {dynamic[1]}"), loss=loss)
    if custom:
        whose = "the customer" if custom[1].casefold() == "contact" else "the conversation"
        return Target(field=field_name(custom[2]), prompt=prompt_of(f"{custom[2]} of {whose}"))
    return Target(field=field_name(theirs), prompt=prompt_of(theirs))


def field_name(text: str) -> str:
    """A name that a template can use, made of any text."""
    plain = fold(unicodedata.normalize("NFKD", text)).encode("ascii", "ignore").decode()
    name = "_".join(re.findall("[a-z0-9]+", plain))[:MAX_NAME].strip("_") or "what"
    if name[0].isdigit() or name in TAKEN or keyword.iskeyword(name):
        name = f"the_{name}"
    return name


def prompt_of(text: str) -> str:
    """What an agent is asked by, made of a placeholder's name."""
    words = re.sub(r"(?<=\w)[._](?=\w)", " ", without_reserved(printable(text)))
    return " ".join(words.split())[:MAX_PROMPT] or "what stands here"


def own_target(theirs: str, ours: str) -> Target:
    """What a team wrote for a placeholder; UsageError where that can be no name of ours."""
    group, _, key = ours.partition(".")
    if ours in NAMES or ours == "today" or (group in GROUPS and re.fullmatch(r"[a-z]\w*", key)):
        return Target(value=ours)
    if FIELD_NAME.fullmatch(ours) and ours not in TAKEN and not keyword.iskeyword(ours):
        return Target(field=ours, prompt=prompt_of(AROUND.sub("", theirs)))
    hint = did_you_mean(ours, NAMES) or "a value is like order.number, a field's name has letters, digits and _"
    raise UsageError(f"{theirs!r} cannot become {ours!r}: it is no value, and no name of a field", hint)


def shipped_groups() -> dict[str, dict[str, Target]]:
    """The shipped table; raises Invalid where it is damaged."""
    try:
        root = parse(SHIPPED.read_text(encoding="utf-8"), str(SHIPPED), [])
    except YamlFault as error:
        raise Invalid([error.fault]) from None
    groups = root if isinstance(root, Block) else {}
    return {
        dialect: {folded(name): target_of(spec) for name, spec in group.items()}
        for dialect, group in groups.items()
        if isinstance(group, Block)
    }


def target_of(spec: object) -> Target:
    """One line of the shipped table."""
    return Target(**{key: str(item) for key, item in spec.items()}) if isinstance(spec, Block) else Target(str(spec))
