"""Safe mends: braces, quotes in templates, invisible characters. Wording is never touched."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cheatsheet.atomic import replace_file
from cheatsheet.errors import UsageError
from cheatsheet.lint.problem import Fix, Problem
from cheatsheet.text import decode

MARK = b"\xef\xbb\xbf"


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


def write_fixed(path: Path, fixes: Sequence[Fix]) -> None:
    """Mends a file in place: its encoding, mark, line ends, mode and links stay; raises UsageError."""
    real = path.resolve()
    try:
        data = real.read_bytes()
        mode = real.stat().st_mode & 0o7777
        text, encoding = decode(data)
        mark = MARK if data.startswith(MARK) else b""
        if mark + text.encode(encoding, "strict") != data:
            raise UsageError(f"{path}: is {encoding}; --fix mends files in UTF-8", "save it as UTF-8 first")
        replace_file(real, mark + fixed(text, fixes).encode(encoding), mode=mode)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path}: cannot be mended: {error}") from None


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
