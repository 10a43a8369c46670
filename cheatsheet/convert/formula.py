"""Cells that a spreadsheet would run as a formula: made harmless on the way out, as they were on the way in."""

import re

# What starts a formula, also behind white space and after apostrophes; a tab, CR, LF or NUL in front is cut away by
# some programs, and what stands behind it is run. Full-width and small forms are folded to the plain signs.
SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
RISKY = re.compile(f"'*(?:[\t\r\n]|\\s*[\0{SIGNS}])")

# A program that splits at `;` takes `Late,"a` for one cell, what stands behind the `;` for the next, and a line break
# for a new row. A line of a list, `- today we ask`, calls nothing and stays as people write it.
FORMULA = rf"'*[^\S;\t|\r\n]*[{SIGNS}]"
LISTED = r"'*[-+] [^\W\d](?![^\r\n]*(?:\||\w\())"
AT_START = rf"(?:(?<=[;\t|])|(?<=[\r\n])(?!'?{LISTED}))"
INSIDE = re.compile(rf"{AT_START}(?={FORMULA})")
MADE_SAFE = re.compile(rf"{AT_START}'(?={FORMULA})")


def safe(cell: str) -> str:
    """The text of a cell that no program takes for a formula, nor a part of it where one splits it elsewhere."""
    return INSIDE.sub("'", f"'{cell}" if RISKY.match(cell) else cell)


def plain(cell: str) -> str:
    """The text of a cell of somebody's sheet without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def plain_of_ours(cell: str) -> str:
    """The text that `safe` was given: `plain_of_ours(safe(text)) == text` for every text."""
    return plain(MADE_SAFE.sub("", cell))
