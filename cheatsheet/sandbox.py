"""The only place where a template runs: plain values, our own filters, bounded work and output."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cheatsheet.template import LARGEST, TESTS, Checked

MAX_OUTPUT = 100_000  # characters
MAX_ITEMS = 200  # of a list that a loop walks
MAX_WORK = 1_000_000  # characters that filters, macros and look-ups may pass on in one reply
STEP = 200  # what each of them costs besides
MAX_CALLS = 10  # macros, one in another
LOOP_VALUES = frozenset({"index", "index0", "first", "last", "length"})


class Values(dict[str, Any]):
    """A group of values, e.g. `order`; knows its name so that what is missing can be named."""

    def __init__(self, group: str, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.group = group


class Sandbox(ImmutableSandboxedEnvironment):
    """One rendering: its filters, what it found missing, and the work it may still do."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, filters: Mapping[str, Callable[..., Any]], finalize: Callable[[Any], Any]) -> None:
        self.missing: dict[str, None] = {}
        self.work = MAX_WORK
        self.calls = 0
        super().__init__(
            undefined=unknown_value(self.missing),
            finalize=finalize,
            optimized=False,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=0,
        )
        self.globals.clear()
        self.filters = {name: self._charged(name, function) for name, function in filters.items()}
        self.filters["loop_items"] = self._loop_items
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}

    def _charged(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that pays for what it reads and writes, and hands on what is missing."""

        def filtered(value: Any, *arguments: Any, **named: Any) -> Any:
            if name != "default":
                for used in (value, *arguments, *named.values()):
                    if isinstance(used, Undefined):
                        str(used)  # notes it as missing
                        return used
            try:
                result = function(value, *arguments, **named)
            except TypeError:
                raise SecurityError(f"the filter `{name}` takes other arguments") from None
            self.charge(value, result)
            return result

        return filtered

    def _loop_items(self, value: Any) -> Sequence[Any]:
        if isinstance(value, Undefined):
            return list(value)
        if not isinstance(value, (list, tuple)) or len(value) > MAX_ITEMS:
            raise SecurityError(f"a loop walks a list of at most {MAX_ITEMS} items")
        return value

    def charge(self, *values: Any) -> None:
        """Takes the size of `values` off the work that is left."""
        self.work -= STEP + sum(len(value) for value in values if isinstance(value, (str, list, tuple)))
        if self.work < 0:
            raise SecurityError("does too much work")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` is the item b of a; nothing else of an object can be reached."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        self.charge()
        if isinstance(obj, Undefined):
            return self.undefined(name=f"{obj._undefined_name}.{argument}")
        if isinstance(obj, LoopContext) and argument in LOOP_VALUES:
            return getattr(obj, argument)
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if not isinstance(obj, Values):
            raise SecurityError(f"a value has no `.{argument}`: it is a text, a number or a date")
        return self.undefined(name=f"{obj.group}.{argument}")

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        if isinstance(__obj, Undefined):
            return str(__obj)
        if not isinstance(__obj, Macro):
            raise SecurityError("only a macro can be called")
        if __self.calls >= MAX_CALLS:
            raise SecurityError("macros call each other without end")
        __self.calls += 1
        try:
            result = super().call(__context, __obj, *args, **kwargs)
        except TypeError as error:
            raise SecurityError(str(error)) from None
        finally:
            __self.calls -= 1
        __self.charge(result)
        return result

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for value in (left, right):
            if isinstance(value, Undefined):
                str(value)
                return value
        self.charge()
        if operator in {"/", "//", "%"} and not right:
            raise SecurityError("division by zero")
        result = super().call_binop(context, operator, number(left, operator), number(right, operator))
        if abs(result) >= LARGEST:
            raise SecurityError(f"`{operator}` gives a number that is too large")
        return result

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        if isinstance(arg, Undefined):
            str(arg)
            return arg
        self.charge()
        return super().call_unop(context, operator, number(arg, operator))

    def render(self, checked: Checked, context: Mapping[str, Any]) -> str:
        """The text of a checked template; raises Invalid with the line where it fails."""
        pieces, size = [], 0
        try:
            for piece in self.from_string(checked.tree).generate(context):
                size += len(piece)
                if size > MAX_OUTPUT:
                    raise SecurityError(f"gives more than {MAX_OUTPUT:,} characters")
                pieces.append(piece)
        except FAILURES as error:
            raise failure(checked, error) from None
        return "".join(pieces)

    def macros(self, checked: Checked, context: Mapping[str, Any]) -> dict[str, Macro]:
        """The macros of a checked file, bound to the values."""
        try:
            module = self.from_string(checked.tree).make_module(dict(context))
        except FAILURES as error:
            raise failure(checked, error) from None
        return {name: macro for name, macro in vars(module).items() if isinstance(macro, Macro)}


FAILURES = (TemplateRuntimeError, TypeError, ValueError, ArithmeticError, AttributeError)


def failure(checked: Checked, error: Exception) -> Exception:
    """An error of a running template, in words, with the line where it arose."""
    match error:
        case ArithmeticError():
            message = "a calculation without a result"
        case TypeError() | AttributeError():
            message = "a value or an argument of the wrong type"
        case _:
            message = str(error)
    return checked.text.fault(failing_line(error), f"the template fails: {message}")


def number(value: Any, operator: str) -> Decimal:
    """A number for arithmetic; SecurityError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise SecurityError(f"`{operator}` is for numbers, not for text")
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def unknown_value(missing: dict[str, None]) -> type[Undefined]:
    """An undefined value that notes its name when it is used, so that one run finds all that is missing."""

    class UnknownValue(Undefined):
        __slots__ = ()

        def _note(self) -> None:
            missing[str(self._undefined_name)] = None

        def __str__(self) -> str:
            self._note()
            return ""

        def __bool__(self) -> bool:
            self._note()
            return False

        def __iter__(self) -> Iterator[Any]:
            self._note()
            return iter(())

        def __len__(self) -> int:
            self._note()
            return 0

        def _compared(self, _other: object) -> bool:
            self._note()
            return False

        __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _compared  # type: ignore[assignment]
        __hash__ = None  # type: ignore[assignment]

    return UnknownValue


def failing_line(error: BaseException) -> int:
    """The template's line in which an error arose (not that of a macro it calls); Jinja maps lines back."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}:
            return trace.tb_lineno
        trace = trace.tb_next
    return 1
