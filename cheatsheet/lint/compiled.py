"""Regular expressions are compiled when a text first needs them: together they would cost 30 ms at every start."""

import re
from functools import cache


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """An expression, ready to be looked for; re's own memory is small, and phrases fill it."""
    return re.compile(expression)
