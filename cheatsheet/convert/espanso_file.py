"""Entries as a file of espanso's: each a match with a form for its values."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from cheatsheet.convert.espanso_values import DATE_CODES, KNOWN, MARK, WEEKDAY
from cheatsheet.convert.item import Exported, Loss
from cheatsheet.convert.names import field_name
from cheatsheet.edits.yaml_writer import Layout, pair
from cheatsheet.entry import Entry
from cheatsheet.field import Field, FieldType
from cheatsheet.status import Status
from cheatsheet.template import PARSER, dotted
from cheatsheet.values import GROUPS

TRIGGER = ":"
LIVE = ("{{", "}}", "[[", "$|$", "\\{", "\\}")  # signs that espanso would read in wording
CODES = {ours: theirs for theirs, ours in DATE_CODES.items()} | {"%e": "%-d"}
KEPT = frozenset({"id", "complaint", "answer", "phrases", "fields", "status"})


class Untranslatable(Exception):
    """What a template says that espanso cannot."""


class Blank(NamedTuple):
    """A value in a text: the name of its form field, or of its date variable with a format."""

    name: str
    default: str = ""
    format: str = ""


class Match(NamedTuple):
    """A match, and what it could not hold."""

    mapping: Mapping[str, object]
    losses: tuple[str, ...]


def written(entries: Sequence[Entry]) -> Exported:
    """The approved entries as a match file; the others, and those with conditions, are left out and named."""
    matches: list[Mapping[str, object]] = []
    losses: list[Loss] = []
    for entry in entries:
        if entry.status is not Status.APPROVED:
            losses.append(Loss(entry.id, f"left out: its status is {entry.status}"))
            continue
        try:
            match = match_of(entry)
        except Untranslatable as error:
            losses.append(Loss(entry.id, f"left out: {error}"))
            continue
        matches.append(match.mapping)
        losses += [Loss(entry.id, what) for what in match.losses]
    losses += hidden_triggers([str(each["trigger"]) for each in matches])
    text = pair("matches", matches, 0, Layout(flow_tags=False), exact=True) if matches else "matches: []"
    return Exported(f"{MARK}\n{text}\n".encode(), tuple(losses))


def hidden_triggers(triggers: Sequence[str]) -> list[Loss]:
    """The matches that nobody can type, as another's trigger is the start of theirs."""
    found, shorter = [], ""
    for trigger in sorted(triggers):
        if shorter and trigger.startswith(shorter):
            what = f"{trigger} cannot be typed, as {shorter} comes first: it is found by its label"
            found.append(Loss(trigger.removeprefix(TRIGGER), what))
        else:
            shorter = trigger
    return found


def match_of(entry: Entry) -> Match:
    """An entry as a match; raises Untranslatable."""
    losses: list[str] = []
    parts = parts_of(entry, losses)
    blanks = [part for part in parts if isinstance(part, Blank)]
    fields = {part.name: spec_of(part, entry, losses) for part in blanks if not part.format}
    dates = {part.name: part.format for part in blanks if part.format}
    variables: list[object] = [
        {"name": name, "type": "date", "params": {"format": form}} for name, form in dates.items()
    ]
    mapping: dict[str, object] = {"trigger": f"{TRIGGER}{entry.id}", "label": entry.complaint}
    if entry.phrases:
        mapping["search_terms"] = list(entry.phrases)
    specs = {name: spec for name, spec in fields.items() if spec}
    if fields and not dates:
        mapping["form"] = "".join(part if isinstance(part, str) else f"[[{part.name}]]" for part in parts)
        mapping |= {"form_fields": specs} if specs else {}
    else:
        mapping["replace"] = "".join(part if isinstance(part, str) else as_variable(part) for part in parts)
    if fields and dates:
        layout = "\n".join(f"{name.replace('_', ' ')}: [[{name}]]" for name in fields)
        params = {"layout": layout} | ({"fields": specs} if specs else {})
        variables.append({"name": "form1", "type": "form", "params": params})
    if variables:
        mapping["vars"] = variables
    unkept = [key for key in entry.to_mapping() if key not in KEPT]
    if unkept:
        losses.append(f"espanso has no place for {', '.join(f'`{key}`' for key in unkept)}")
    return Match(mapping, tuple(dict.fromkeys(losses)))


def as_variable(blank: Blank) -> str:
    """A blank in a text that has variables."""
    return f"{{{{{blank.name}}}}}" if blank.format else f"{{{{form1.{blank.name}}}}}"


def parts_of(entry: Entry, losses: list[str]) -> list[str | Blank]:
    """The answer as wording and blanks; raises Untranslatable."""
    try:
        tree = PARSER.parse(entry.answer)
    except TemplateSyntaxError:
        raise Untranslatable("its answer is no template") from None
    found: list[str | Blank] = []
    formats: list[str] = []
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            raise Untranslatable("its answer has a condition or a loop")
        for child in node.nodes:
            said = said_by(child, formats, losses)
            if isinstance(said, Blank) and not said.format and said.name in entry.fields and said.name in KNOWN:
                raise Untranslatable(f"its field `{said.name}` would be taken for {KNOWN[said.name]}")
            found.append(said)
    wording = "".join(part if isinstance(part, str) else "\0" for part in found)
    sign = next((sign for sign in LIVE if sign in wording), None)
    if sign:
        raise Untranslatable(f"its wording has {sign}, which espanso would read")
    return found


def said_by(node: nodes.Node, formats: list[str], losses: list[str]) -> str | Blank:
    """A part of an answer: wording, or a blank; raises Untranslatable."""
    match node:
        case nodes.TemplateData(data=str(text)) | nodes.Const(value=str(text)):
            return text
        case nodes.Filter(name="date", node=nodes.Name(name="today"), args=[]):
            return date_blank(WEEKDAY, formats)
        case nodes.Filter(name="date", node=nodes.Name(name="today"), args=[nodes.Const(value=str(pattern))]):
            for ours, theirs in CODES.items():
                pattern = pattern.replace(ours, theirs)
            return date_blank(pattern, formats)
        case nodes.Name(name="today"):
            return date_blank("%Y-%m-%d", formats)
        case nodes.Filter(
            name="default", node=nodes.Node() as inner, args=[nodes.Const(value=str() | int() as text)]
        ):
            return Blank(name_of(inner), str(text).strip())
        case nodes.Filter(node=nodes.Node() as inner) if inner_name(inner):
            losses.append(f"the filter `{node.name}` of `{inner_name(inner)}`")
            return Blank(name_of(inner))
        case nodes.Filter():
            asked = " ".join(words_of(node))
            losses.append(f"`{asked}` is computed here, and asked for there")
            return Blank(field_name(asked))
        case _:
            return Blank(name_of(node))


def words_of(node: nodes.Node | None) -> list[str]:
    """What a computed value is, in words that tell it from others; raises Untranslatable for more than filters."""
    match node:
        case nodes.Filter(name="working_days", node=nodes.Name(name="today"), args=[nodes.Node() as count]):
            days = " ".join(words_of(count)).rpartition(".")[2].replace("_", " ")
            return ["date in", days if days.endswith("days") else f"{days} working days"]
        case nodes.Filter(name="default" | "date", node=inner):
            return words_of(inner)
        case nodes.Filter(node=inner, args=args):
            return [*words_of(inner), node.name, *(word for each in args for word in words_of(each))]
        case nodes.Const():
            return [str(node.value)]
        case nodes.Node() if dotted(node):
            return [dotted(node)]
        case _:
            raise Untranslatable("its answer computes something")


def date_blank(form: str, formats: list[str]) -> Blank:
    """A date variable; one name for one format."""
    if form not in formats:
        formats.append(form)
    number = formats.index(form)
    return Blank(f"date{number + 1}" if number else "date", format=form)


def inner_name(node: nodes.Node) -> str:
    """The value that a filter is used on; "" for what is computed, and for today."""
    return "" if dotted(node) == "today" else dotted(node)


def name_of(node: nodes.Node) -> str:
    """A value's name as a form has it; raises Untranslatable for what is no plain value."""
    name = inner_name(node)
    group, dot, key = name.partition(".")
    if not name or "." in key or (dot and group not in GROUPS):
        raise Untranslatable("its answer computes something")
    return name.replace(".", "_")


def spec_of(blank: Blank, entry: Entry, losses: list[str]) -> dict[str, object]:
    """What a form says of a field; {} where it needs nothing."""
    field = entry.fields.get(blank.name)
    spec: dict[str, object] = {}
    if field is not None:
        spec = choices_of(field)
        if field.type in {FieldType.DATE, FieldType.NUMBER}:
            losses.append(f"the type {field.type} of `{field.name}`")
        if field.prompt != field.name.replace("_", " "):
            losses.append(f"the question of `{field.name}`")
    default = blank.default or (field.default if field else "")
    return spec | ({"default": default} if default else {})


def choices_of(field: Field) -> dict[str, object]:
    """The choices of a field as a form has them."""
    choices = ["yes", "no"] if field.type is FieldType.YES_NO else list(field.choices)
    return {"type": "choice", "values": choices} if choices else {}
