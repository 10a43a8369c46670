"""Safe mends: braces, quotes in templates, invisible characters. Wording is never touched."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from cheatsheet.errors import CheatsheetError, UsageError
from cheatsheet.lint.problem import Fix, Problem
from cheatsheet.sheet_file import Written, do_nothing, update


def fixes_of(problems: Iterable[Problem]) -> dict[str, list[Fix]]:
    """The fixes by file, in order, none over another."""
    found: dict[str, list[Fix]] = {}
    for problem in problems:
        if problem.fix is not None:
            found.setdefault(problem.file, []).append(problem.fix)
    return {file: apart(sorted(set(fixes))) for file, fixes in found.items()}


def apart(fixes: Sequence[Fix]) -> list[Fix]:
    """The fixes without those that begin before the one in front of them ends."""
    kept: list[Fix] = []
    for fix in fixes:
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept


def fixed(text: str, fixes: Sequence[Fix]) -> str:
    """A file's text with its fixes; every other character stays."""
    for fix in sorted(fixes, reverse=True):
        text = text[: fix.start] + fix.text + text[fix.end :]
    return text


def write_fixed(
    path: Path,
    fixes: Sequence[Fix],
    linted: str | None = None,
    *,
    before_write: Callable[[Written], None] = do_nothing,
) -> None:
    """Mends a file in place: its encoding, mark, line ends, mode and links stay; raises UsageError.

    `linted` is the text that the fixes are for: a file that says something else by now is left alone.
    """

    def mended(text: str) -> str:
        if linted is not None and text != linted:
            raise UsageError(f"{path} was changed after it was checked", "check it again")
        return fixed(text, fixes)

    try:
        update(path, mended, before_write=before_write, suffixes=frozenset({path.suffix.lower()}))
    except CheatsheetError as error:
        raise UsageError(f"--fix: {error.message}", error.hint) from None


def diff(texts: Mapping[str, str], fixes: Mapping[str, Sequence[Fix]]) -> str:
    """What the fixes would change, as a unified diff."""
    found: list[str] = []
    for file in sorted(fixes):
        before = texts[file]
        after = fixed(before, fixes[file])
        found += difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), named("a", file), named("b", file)
        )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found)


def named(side: str, file: str) -> str:
    """A file's name in a diff; a name with a space ends with a tab, as git writes it and patch wants it."""
    return f"{side}/{file}" + ("\t" if " " in file else "")
