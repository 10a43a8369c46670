"""A template of ours in Zendesk's Liquid: what has an equal there, and for the rest a blank that says what it was."""

import re
from collections.abc import Mapping, Sequence

from jinja2 import TemplateSyntaxError, nodes

from cheatsheet.convert.names import Table
from cheatsheet.field import Field
from cheatsheet.template import PARSER, dotted
from cheatsheet.values import PROMPTS

THEIRS = ("ticket.", "current_user.")
LIVE = re.compile(r"\{[{%]|\{\Z")  # a brace at the end may meet one
NOW = "'now'"
FILTERS = {"upper": "upcase", "lower": "downcase", "title": "capitalize"}
SIGNS = {"eq": "==", "ne": "!="}


class ToLiquid:
    """Writes one entry's templates; `unsure` where the text no longer says the same."""

    def __init__(self, table: Table, fields: Mapping[str, Field]) -> None:
        self.table = table
        self.fields = fields
        self.losses: dict[str, None] = {}
        self.unsure = False

    def text(self, source: str) -> str:
        """A template as Liquid; one that is none, as the text that stands there."""
        try:
            tree = PARSER.parse(source)
        except TemplateSyntaxError:
            self.doubt("its template has a fault: it stands as it is")
            return literal(source)
        return self.body(tree.body)

    def doubt(self, what: str) -> None:
        """Notes a loss after which the text must not be sent unseen."""
        self.losses[what] = None
        self.unsure = True

    def body(self, body: Sequence[nodes.Node]) -> str:
        """Texts, values and conditions, one after another."""
        return "".join(self.node(node) for node in body)

    def node(self, node: nodes.Node) -> str:
        """One text, value or condition."""
        match node:
            case nodes.Output():
                return "".join(
                    literal(part.data) if isinstance(part, nodes.TemplateData) else self.value(part)
                    for part in node.nodes
                )
            case nodes.If():
                return self.choice(node)
            case nodes.For():
                self.doubt("a loop: its text stands once")
                return self.body([*node.body, *node.else_])
        self.doubt(f"`{type(node).__name__.lower()}`: it is left out")
        return ""

    def choice(self, node: nodes.If) -> str:
        """A condition; its texts one after another where Zendesk cannot hold it."""
        negated = isinstance(node.test, nodes.Not) and not node.elif_ and not self.condition(node.test)
        test = node.test.node if negated and isinstance(node.test, nodes.Not) else node.test
        word = "unless" if negated else "if"
        branches = [(self.condition(test), node.body), *((self.condition(n.test), n.body) for n in node.elif_)]
        if not all(condition for condition, _ in branches):
            self.doubt("a condition that Zendesk cannot hold: all its texts stand, one after another")
            return self.body([*node.body, *(part for n in node.elif_ for part in n.body), *node.else_])
        written = [
            f"{{% {'elsif' if number else word} {condition} %}}{self.body(body)}"
            for number, (condition, body) in enumerate(branches)
        ]
        if node.else_:
            written.append(f"{{% else %}}{self.body(node.else_)}")
        return f"{''.join(written)}{{% end{word} %}}"

    def condition(self, node: nodes.Node) -> str:
        """A condition in Liquid, which has no brackets and reads from the right; "" where it cannot say it."""
        match node:
            case nodes.And() | nodes.Or():
                operands = sorted(flat(node, type(node)), key=lambda one: isinstance(one, (nodes.And, nodes.Or)))
                if sum(isinstance(one, (nodes.And, nodes.Or)) for one in operands) > 1:
                    return ""
                written = [self.condition(one) for one in operands]
                joint = " and " if isinstance(node, nodes.And) else " or "
                return joint.join(written) if all(written) else ""
            case nodes.Not():
                return opposite(self.condition(node.node)) if not isinstance(node.node, (nodes.And, nodes.Or)) else ""
            case nodes.Test(name="defined" | "undefined"):
                theirs = self.theirs(dotted(node.node))
                return f"{theirs} == blank" if theirs and node.name == "undefined" else theirs
            case nodes.Compare(ops=[nodes.Operand(op=op, expr=right)]):
                if op == "in":
                    theirs, what = self.theirs(dotted(right)), string(node.expr)
                    return f"{theirs} contains {what}" if theirs and what else ""
                theirs, what = self.theirs(dotted(node.expr)), string(right)
                return f"{theirs} {SIGNS[op]} {what}" if theirs and what and op in SIGNS else ""
        return self.theirs(dotted(node))

    def theirs(self, ours: str) -> str:
        """Zendesk's name for a value or a field of ours; "" where it has none."""
        return self.table.theirs(ours, *THEIRS) if ours and ours != "today" else ""

    def value(self, node: nodes.Node) -> str:
        """`{{ name | filters }}`, or a blank that says what stood there."""
        if isinstance(node, nodes.Const):
            return literal(str(node.value))
        written = self.expression(node)
        if written:
            return f"{{{{{written}}}}}" if written != NOW else f'{{{{{NOW} | date: "%Y-%m-%d"}}}}'
        path = next((dotted(n) for n in [node, *node.find_all((nodes.Getattr, nodes.Name))] if dotted(n)), "a value")
        if isinstance(node, nodes.Filter) and node.name == "default" and node.args:
            instead = node.args[0]
            if isinstance(instead, nodes.Const):
                self.losses[f"{path}: Zendesk has no such value, its default {instead.value!s} is written out"] = None
                return literal(str(instead.value))
        field = self.fields.get(path)
        blank = "a date" if path == "today" else field.prompt if field else PROMPTS.get(path, path.replace(".", " "))
        blank = blank.replace("_", " ").strip("[]{}")
        self.losses[f"{path}: Zendesk has no such value, [{blank}] stands for it"] = None
        return literal(f"[{blank}]")

    def expression(self, node: nodes.Node) -> str:
        """A value with its filters in Liquid; "" where it cannot say it."""
        if dotted(node):
            return NOW if dotted(node) == "today" else self.theirs(dotted(node))
        if not isinstance(node, nodes.Filter) or node.node is None or node.kwargs or len(node.args) > 1:
            return ""
        inner = self.expression(node.node)
        if not inner:
            return ""
        argument = string(node.args[0]) if node.args else ""
        if node.name in FILTERS and not node.args:
            if node.name == "title" and dotted(node.node) != "customer.first_name":
                self.losses["title: Zendesk's capitalize gives the first word alone a capital"] = None
            return f"{inner} | {FILTERS[node.name]}"
        if node.name == "default" and argument:
            return f"{inner} | default: {argument}"
        if node.name == "date" and (argument or not node.args):
            return f"{inner} | date: {argument.replace('%e', '%-d') or quoted('%A %-d %B')}"
        return ""


def flat(node: nodes.Node, kind: type[nodes.Node]) -> list[nodes.Node]:
    """The operands of `a and b and c`."""
    if isinstance(node, kind) and isinstance(node, nodes.BinExpr):
        return [*flat(node.left, kind), *flat(node.right, kind)]
    return [node]


def opposite(clause: str) -> str:
    """A clause that is true where the other is not; "" where Liquid has none."""
    if clause.endswith(" == blank"):
        return clause.removesuffix(" == blank")
    name, sign, rest = [*clause.split(" ", 2), "", ""][:3]
    if sign in {"==", "!="}:
        return f"{name} {'!=' if sign == '==' else '=='} {rest}"
    return f"{name} == blank" if name and not sign else ""


def string(node: nodes.Node) -> str:
    """A constant text as Liquid's string; "" for anything else, and for what Liquid cannot quote."""
    if not isinstance(node, nodes.Const) or not isinstance(node.value, (str, int)) or isinstance(node.value, bool):
        return ""
    return quoted(str(node.value))


def quoted(text: str) -> str:
    """A text as Liquid's string; "" where it cannot be one."""
    if any(sign in text for sign in ("{", "}", "%}", "\n")) or ('"' in text and "'" in text):
        return ""
    return f"'{text}'" if '"' in text else f'"{text}"'


def literal(text: str) -> str:
    """Wording in Liquid: what it would obey is shown as it is."""
    return f"{{% raw %}}{text}{{% endraw %}}" if LIVE.search(text) else text
