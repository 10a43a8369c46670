"""Number formats of a workbook: what a cell shows of a number that its digits do not say."""

import re
from collections.abc import Mapping

# Those that every workbook has without saying so, but for General, exponents and dates.
BUILT_IN: Mapping[str, str] = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "5": '"$"#,##0', "6": '"$"#,##0', "7": '"$"#,##0.00',
    "8": '"$"#,##0.00', "9": "0%", "10": "0.00%", "12": "# ?/?", "13": "# ??/??", "37": "#,##0", "38": "#,##0",
    "39": "#,##0.00", "40": "#,##0.00", "41": "#,##0", "42": '"$"#,##0', "43": "#,##0.00", "44": '"$"#,##0.00',
}  # fmt: skip
SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
LITERAL = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<bare>[$€£¥])')
UNSEEN = re.compile(r"[_*].|\[[^\]]*\]")  # room for a sign, colours, conditions
DIGIT = re.compile(r"[0#?]")
DECIMALS = re.compile(r"\.([0#?]+)")
IN_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")
EXPONENT = re.compile(r"[eE][+-]")
MEANINGLESS = frozenset(" \u00a0-+()/:.,'")  # among the signs that a format shows beside a number


def says_more(code: str, text: str) -> bool:
    """Whether a cell of this format shows more than `text`, its number, or other digits: a unit, fixed decimals."""
    section = SECTION.match(code)
    first = section[0] if section else ""
    signs = {sign for found in LITERAL.finditer(first) for sign in "".join(filter(None, found.groups()))}
    rest = UNSEEN.sub("", LITERAL.sub("", first))
    if signs - MEANINGLESS:
        return True
    if not DIGIT.search(rest) or EXPONENT.search(rest) or EXPONENT.search(text):
        return False
    whole, _, decimals = text.removesuffix("%").lstrip("-").partition(".")
    shown = DECIMALS.search(rest)
    places = shown[1] if shown else ""
    if not places.count("0") <= len(decimals) <= len(places) or IN_THOUSANDS.search(rest):
        return True
    return rest.partition(".")[0].count("0") > len(whole)


def is_shown_otherwise(shown: str, text: str) -> bool:
    """Whether what a cell shows has signs or digits that `text`, its number, has not; marks of thousands are none."""
    signs = {sign for sign in shown if not sign.isdecimal()} - MEANINGLESS - {"\u202f", "\u2212", "%"}
    return bool(signs) or "".join(filter(str.isdecimal, shown)) != "".join(filter(str.isdecimal, text))
