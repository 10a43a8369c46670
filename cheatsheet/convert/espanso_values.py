"""What stands for espanso's variables and form fields here: values and fields. Nothing of them is ever run."""

import re
from collections.abc import Iterator, Mapping, Sequence

from cheatsheet.convert.foreign import with_foreign
from cheatsheet.convert.live import Piece, quoted
from cheatsheet.convert.names import Names, Table, field_name, prompt_of
from cheatsheet.nodes import Block, Items, Node
from cheatsheet.values import GROUPS, NAMES

MARK = "# exported by cheatsheet"  # by which a file of ours is known when it comes back
BLANK = re.compile(r"\{\{\s*(?P<name>\w+(?:\.\w+)?)\s*\}\}|\[\[\s*(?P<field>\w+)\s*\]\]")
CODE = re.compile(r"%-d|%[a-zA-Z%]|%-?.")
DATE_CODES = {code: code for code in ("%A", "%a", "%d", "%e", "%B", "%b", "%m", "%Y", "%y")} | {
    "%-d": "%e", "%h": "%b", "%F": "%Y-%m-%d", "%D": "%m/%d/%y",
}  # fmt: skip
WEEKDAY = "%A %-d %B"  # as our dates are shown by themselves
DAY = 24 * 60 * 60
KNOWN = {name.replace(".", "_"): name for name in NAMES}
MAX_SHOWN = 80
MAX_DEPTH = 5  # of variables in variables
ASKED = {
    "clipboard": "what is on the clipboard",
    "shell": "what the command {name} said",
    "script": "what the script {name} said",
    "match": "the text of {name}",
}


class Values:
    """Translates the texts of one match; `fields` are those that the entry needs, `losses` what was lost."""

    def __init__(self, table: Table, variables: Mapping[str, Block], fields: Node, *, ours: bool) -> None:
        self.table = table
        self.variables = variables
        self.form = fields if isinstance(fields, Block) else Block()
        self.ours = ours
        self.fields: dict[str, dict[str, object]] = {}
        self.losses: dict[str, None] = {}
        self.draft = False

    def all_pieces(self, text: str) -> list[Piece]:
        """The pieces of a whole body, placeholders of other tools translated too where it is no file of ours."""
        if self.ours:
            return list(self.pieces(text))
        names = Names(self.table, "espanso")
        found = list(with_foreign(self.pieces(text), names, self._lose_foreign))
        self.losses |= names.losses
        self.fields = {**{name: dict(field) for name, field in names.fields.items()}, **self.fields}
        return found

    def _lose_foreign(self, what: str, draft: bool) -> None:
        self.lose(what)
        self.draft = self.draft or draft

    def pieces(self, text: str, depth: int = 0) -> Iterator[Piece]:
        """Wording, and a value or a field for each variable in it."""
        end = 0
        for found in BLANK.finditer(text):
            yield Piece(text[end : found.start()])
            yield from (
                self.field(found["field"], self.form) if found["field"] else self.variable(found["name"], depth)
            )
            end = found.end()
        yield Piece(text[end:])

    def variable(self, name: str, depth: int) -> Iterator[Piece]:
        """What stands for a variable."""
        name, _, part = name.partition(".")
        spec = self.variables.get(name)
        kind = str(spec.get("type") or "") if spec else ""
        params = spec.get("params") if spec else None
        params = params if isinstance(params, Block) else Block()
        match kind:
            case "echo" if depth < MAX_DEPTH:
                yield from self.pieces(str(params.get("echo") or ""), depth + 1)
            case "date":
                yield self.date(name, params)
            case "choice":
                self.lose_labels(name, params.get("values"))
                yield self.asked(name, choices=options(params.get("values")))
            case "random":
                choices = options(params.get("choices"))
                self.lose(f"`{name}` was a random choice: it is asked for")
                yield self.asked(name, choices=choices, default=choices[0] if choices else "")
            case "form":
                self.lose_layout(name, str(params.get("layout") or ""))
                inner = params.get("fields")
                yield from self.field(part or name, inner if isinstance(inner, Block) else Block())
            case _ if kind in ASKED:
                self.lose(f"`{name}` is of type {kind}, which is not run: it is asked for")
                yield self.asked(name, ASKED[kind].format(name=name))
            case _:
                if not self.table.find(name, "espanso") and name not in KNOWN:
                    self.lose(
                        f"`{name}` is of type {kind}: it is asked for" if kind else f"`{name}` is not in this file"
                    )
                yield self.asked(name)

    def field(self, name: str, specs: Mapping[str, Node]) -> Iterator[Piece]:
        """What stands for a field of a form."""
        spec = specs.get(name)
        spec = spec if isinstance(spec, Block) else Block()
        default = str(spec.get("default") or "").strip()
        yield self.asked(name, choices=options(spec.get("values")), default=default)

    def date(self, name: str, params: Block) -> Piece:
        """Today in our syntax, where the format can be said in it."""
        form, offset = str(params.get("format") or "%Y-%m-%d"), str(params.get("offset") or "0").strip()
        codes = CODE.findall(form)
        if offset in {"0", "-0"} and all(code in DATE_CODES for code in codes) and "locale" not in params:
            pattern = CODE.sub(lambda code: DATE_CODES[code.group()], form)
            return Piece(
                "{{ today | date }}" if form == WEEKDAY else f"{{{{ today | date({quoted(pattern)}) }}}}", live=True
            )
        days = int(offset) // DAY if offset.lstrip("-").isdecimal() and int(offset) % DAY == 0 else 0
        when = (
            f"the date {abs(days)} day{'s' if abs(days) != 1 else ''} {'from now' if days > 0 else 'ago'}"
            if days
            else name
        )
        self.lose(
            f"`{name}`, a date with the format {form!r}{f' and offset {offset}' if offset != '0' else ''}: asked for"
        )
        return self.asked(name, f"{when}, like {form}")

    def asked(self, name: str, prompt: str = "", *, choices: Sequence[str] = (), default: str = "") -> Piece:
        """A value of ours where the name means one, else a field."""
        value = self.value(name)
        if value:
            return Piece(
                f"{{{{ {value} | default({quoted(default)}) }}}}" if default else f"{{{{ {value} }}}}", live=True
            )
        target = self.table.find(name, "espanso")
        spec: dict[str, object] = {
            "prompt": prompt or (target and target.prompt) or prompt_of(name.replace("_", " "))
        }
        if choices:
            spec |= {"type": "choice", "choices": list(choices)}
        if default and (not choices or default in choices):
            spec["default"] = default
        base = (target and target.field) or field_name(name)
        found, number = base, 2
        while self.fields.setdefault(found, spec) != spec:
            found, number = f"{base}_{number}", number + 1
        return Piece(f"{{{{ {found} }}}}", live=True)

    def value(self, name: str) -> str:
        """The value of ours that a name means; "" for none."""
        target = self.table.find(name, "espanso")
        if target and target.value:
            if target.loss:
                self.lose(target.loss)
            return target.value
        group, _, key = name.partition("_")
        if self.ours and group in GROUPS and key:
            return f"{group}.{key}"
        return KNOWN.get(name, "")

    def lose_layout(self, name: str, layout: str) -> None:
        """Notes the wording of a form, which is no part of the answer."""
        wording = " ".join(BLANK.sub("…", layout).split())
        if not self.ours and re.search(r"\w", wording):
            self.lose(f"the wording of the form `{name}`: {wording[:MAX_SHOWN]}")

    def lose_labels(self, name: str, choices: Node) -> None:
        """Notes the labels by which choices are known, where another text is inserted."""
        pairs = [
            (str(item["label"]), str(item["id"]))
            for item in (choices if isinstance(choices, Items) else ())
            if isinstance(item, Block) and item.get("id") and item.get("label") not in {None, item.get("id")}
        ]
        if pairs:
            said = ", ".join(f"{label} for {inserted}" for label, inserted in pairs)
            self.lose(f"the labels of the choices of `{name}`, now the texts they insert: {said[:MAX_SHOWN]}")

    def lose(self, what: str) -> None:
        """Notes a loss."""
        self.losses[what] = None


def options(node: Node) -> list[str]:
    """The choices of a list, or of a text with one a line; of a choice with a label, what it inserts."""
    if isinstance(node, str):
        return [line.strip() for line in node.splitlines() if line.strip()]
    said = [item.get("id") or item.get("label") if isinstance(item, Block) else item for item in node or ()]
    return (
        [text.strip() for text in said if isinstance(text, str) and text.strip()] if isinstance(node, Items) else []
    )
