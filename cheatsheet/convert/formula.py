"""Cells that a spreadsheet would run as a formula: made harmless on the way out, as they were on the way in."""

import re

# What starts a formula, also behind white space and after apostrophes; a tab, CR, LF or NUL in front is cut away by
# some programs, and what stands behind it is run. Full-width and small forms are folded to the plain signs.
SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
RISKY = re.compile(f"'*(?:[\t\r\n\0]|\\s*[{SIGNS}])")


def safe(cell: str) -> str:
    """The text of a cell that no spreadsheet takes for a formula: an apostrophe in front where one could."""
    return f"'{cell}" if RISKY.match(cell) else cell


def plain(cell: str) -> str:
    """The text that `safe` was given: `plain(safe(text)) == text` for every text."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell
