"""What a template may say: its parsed tree is held against an allow-list before anything is compiled.

Jinja's own sandbox stops attribute tricks but not cost: `'a' * 10**9` takes 2 GB, `10 ** 10**9` hangs
while it is compiled. What is not on these lists cannot be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cheatsheet.template_text import Text
from cheatsheet.text import RESERVED, did_you_mean

MAX_SOURCE = 50_000  # bytes
MAX_TOKENS = 3_600
MAX_LOOP_NODES = 4_000  # of a loop, its body counted once for each item
MAX_NODES = 2_000
MAX_DIGITS = 30
PREFIXES = frozenset({"-", "+"})
MAX_DEPTH = 40
MAX_IFS = 10  # one in another
LARGEST = 10**15

STRUCTURE = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For)
VALUES = (nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.List, nodes.Tuple)
OPERATORS = (
    nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos,
    nodes.Call, nodes.Keyword,
)  # fmt: skip
ALLOWED = STRUCTURE + VALUES + OPERATORS
TESTS = frozenset({"defined", "undefined", "none", "true", "false", "number", "string"})
WORDS_FOR: Mapping[str, str] = {
    "Assign": "`set`", "AssignBlock": "`set`", "Block": "`block`", "CallBlock": "`call`", "Concat": "`~`",
    "Dict": "a dictionary", "Extends": "`extends`", "FilterBlock": "`filter`", "FromImport": "`from … import`",
    "Import": "`import`", "Include": "`include`", "Macro": "`macro`", "Pow": "`**`", "Slice": "a slice",
    "Call": "a call", "With": "`with`", "Scope": "`autoescape`",
    "EvalContextModifier": "`autoescape`", "ScopedEvalContextModifier": "`autoescape`",
}  # fmt: skip
HINTS: Mapping[str, str] = {
    "Concat": "write the two beside each other: {{ a }}{{ b }}",
    "Macro": "see macros.j2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A parsed template that may run; `used` has the first line of each dotted value."""

    text: Text
    tree: nodes.Template
    used: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """Parses templates and holds them against the allow-list; `calls` are the macros that may be called."""

    filters: frozenset[str]
    calls: frozenset[str] = frozenset()
    macros_allowed: bool = False  # in macros.j2 alone

    def check(self, text: Text) -> Checked:
        """The parsed template; raises Invalid with the first thing that is not allowed."""
        if len(text.source.encode(errors="replace")) > MAX_SOURCE:
            raise text.fault(1, f"the template is longer than {MAX_SOURCE:,} bytes")
        try:
            check_tokens(text)
            tree = PARSER.parse(text.source)
        except TemplateSyntaxError as error:
            raise text.fault(error.lineno, f"template syntax: {error.message}", syntax_hint(error)) from None
        return Checked(text=text, tree=tree, used=self._walk(tree, text))

    def _walk(self, tree: nodes.Template, text: Text) -> dict[str, int]:
        used: dict[str, int] = {}
        waiting: list[tuple[nodes.Node, int, int, int, int]] = [(tree, 1, 0, 0, 0)]
        count = 0
        while waiting:
            node, line, depth, ifs, loops = waiting.pop()
            line = node.lineno or next((n.lineno for n in node.find_all(nodes.Node) if n.lineno), line)
            count += 1
            ifs += isinstance(node, (nodes.If, nodes.CondExpr))
            loops += isinstance(node, nodes.For)
            if count > MAX_NODES or depth > MAX_DEPTH or ifs > MAX_IFS or loops > 1:
                raise text.fault(line, "the template is too complex", "an answer is text with a few values")
            problem, hint = self._problem(node)
            if problem:
                raise text.fault(line, f"{problem} in a template", hint)
            path = dotted(node)
            if path:
                used[path] = min(line, used.get(path, line))
            if isinstance(node, nodes.For):
                if loop_size(node) > MAX_LOOP_NODES:
                    raise text.fault(line, "the loop is too long", "an answer is text with a few values")
                children: list[nodes.Node] = [node.iter, *node.body, *node.else_]
                node.iter = nodes.Filter(node.iter, "loop_items", [], [], None, None, lineno=node.lineno)
            else:
                children = list(node.iter_child_nodes())
            waiting.extend((child, line, depth + 1, ifs, loops) for child in reversed(children))
        return used

    def _problem(self, node: nodes.Node) -> tuple[str, str]:
        """What is not allowed about a node, and a hint; ("", "") if it is."""
        name = type(node).__name__
        if isinstance(node, nodes.Macro) and self.macros_allowed:
            return "", ""
        if not isinstance(node, ALLOWED):
            return f"{WORDS_FOR.get(name, name)} is not allowed", HINTS.get(name, "")
        match node:
            case nodes.Filter() if node.node is None or node.name not in self.filters:
                return f"unknown filter `{node.name}`", did_you_mean(node.name, self.filters)
            case nodes.Test() if node.name not in TESTS:
                return f"unknown test `is {node.name}`", did_you_mean(node.name, TESTS)
            case nodes.Getattr() if node.attr.startswith("_"):
                return f"`.{node.attr}` is not allowed", ""
            case nodes.Getitem(arg=nodes.Const(value=str(key))):
                return (f"`.{key}` is not allowed", "") if key.startswith("_") else ("", "")
            case nodes.Getitem():
                return "an index is not allowed", "write the name: order.number"
            case nodes.Name() if node.name.startswith("_") or node.name == "self" or self._sets(node):
                return f"`{node.name}` is not allowed", ""
            case nodes.TemplateData(data=str(said)) | nodes.Const(value=str(said)) if RESERVED.search(said):
                return "a private-use character U+E000 to U+E00F is not allowed", "remove it: nobody can see it"
            case nodes.Const() if isinstance(node.value, (int, float)) and not abs(node.value) < LARGEST:
                return "a number this large is not allowed", ""
            case nodes.For() if node.recursive or node.test or not isinstance(node.target, nodes.Name):
                return "this kind of loop is not allowed", "{% for item in list %}"
            case nodes.Call():
                return self._call_problem(node)
        return "", ""

    def _sets(self, node: nodes.Name) -> bool:
        """Whether a name is set here, and not as an argument of a macro."""
        return node.ctx != "load" and not (node.ctx == "param" and self.macros_allowed)

    def _call_problem(self, node: nodes.Call) -> tuple[str, str]:
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return "a call is not allowed", "values are written without brackets"
        if node.node.name not in self.calls:
            return f"unknown macro `{node.node.name}`", did_you_mean(node.node.name, self.calls)
        return "", ""


PARSER = ImmutableSandboxedEnvironment(optimized=False, trim_blocks=True, lstrip_blocks=True, cache_size=0)


def loop_size(loop: nodes.For) -> int:
    """How many nodes a loop over a written list runs through; once the body for any other loop."""
    items = len(loop.iter.items) if isinstance(loop.iter, (nodes.List, nodes.Tuple)) else 1
    return items * sum(1 + sum(1 for _ in node.find_all(nodes.Node)) for node in loop.body)


def check_tokens(text: Text) -> None:
    """Refuses what would keep the parser busy or overflow its stack, before it starts; raises Invalid."""
    open_brackets = open_blocks = runs = count = 0
    begins = False
    for line, kind, value in PARSER.lexer.tokeniter(text.source, None):
        if kind == "whitespace":
            continue
        count += 1
        if kind == "operator":
            open_brackets += (value in "([{") - (value in ")]}")
        elif kind == "name" and begins:
            open_blocks += (value in {"if", "for"}) - (value in {"endif", "endfor"})
        elif kind in {"integer", "float"} and len(value) > MAX_DIGITS:
            raise text.fault(line, "the template holds a number that is too large")
        runs = runs + 1 if (kind == "operator" and value in PREFIXES) or value == "not" else 0
        if max(open_brackets, open_blocks, runs) > MAX_DEPTH:
            raise text.fault(line, "the template is nested too deep")
        if count > MAX_TOKENS:
            raise text.fault(line, "the template is too complex", "an answer is text with a few values")
        begins = kind == "block_begin"


def dotted(node: nodes.Node) -> str:
    """`order.number` of such an expression, also of `order["number"]`, else ""."""
    match node:
        case nodes.Name() if node.ctx == "load":
            return node.name
        case nodes.Getattr():
            before = dotted(node.node)
            return f"{before}.{node.attr}" if before else ""
        case nodes.Getitem(arg=nodes.Const(value=str(key))):
            before = dotted(node.node)
            return f"{before}.{key}" if before else ""
    return ""


def syntax_hint(error: TemplateSyntaxError) -> str:
    """What to do about a syntax error."""
    return "a value is written {{ like.this }}, a condition {% if … %}…{% endif %}" if error.message else ""
