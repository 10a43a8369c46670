"""A baseline: problems that were there before, known by what was said and not by the line, which moves."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from cheatsheet.atomic import write_result
from cheatsheet.errors import Fault, Invalid, UsageError
from cheatsheet.lint.problem import Problem
from cheatsheet.lint.report import fingerprint

VERSION = 1


def without(problems: Sequence[Problem], known: Iterable[str]) -> list[Problem]:
    """The problems that are not among known fingerprints; of several that are alike only as many as are known go."""
    left = Counter(known)
    kept = []
    for problem in problems:
        mark = fingerprint(problem)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            kept.append(problem)
    return kept


def read_baseline(path: Path, name: str) -> list[str]:
    """The fingerprints of a baseline file; UsageError where there is none, Invalid where it is not one."""
    try:
        found = json.loads(path.read_bytes())
        if found["version"] == VERSION:
            return [str(each["fingerprint"]) for each in found["problems"]]
        message = f"is a baseline of version {found['version']}, not {VERSION}"
    except FileNotFoundError:
        raise UsageError(f"--baseline: there is no file {name}", "make it with --update-baseline") from None
    except OSError as error:
        raise UsageError(f"--baseline: {name}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        message = "is not a baseline"
    raise Invalid([Fault(file=name, message=message, hint="make it anew with --update-baseline")])


def write_baseline(path: Path, name: str, problems: Iterable[Problem]) -> None:
    """Writes the baseline of these problems, as a person can read it; UsageError where that is not possible."""
    rows = sorted(
        ({"fingerprint": fingerprint(each), "rule": each.rule, "entry": each.entry, "said": each.said}
         for each in problems),
        key=lambda row: (row["rule"], row["entry"], row["said"], row["fingerprint"]),
    )  # fmt: skip
    text = json.dumps({"version": VERSION, "problems": rows}, indent=1, ensure_ascii=False) + "\n"
    try:
        write_result(path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"--baseline: {name}: {error.strerror or error}") from None
