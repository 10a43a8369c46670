"""What a run of the linter found, ready to be written in any format."""

import hashlib
import posixpath
from collections.abc import Callable, Mapping, Sequence
from pathlib import PureWindowsPath
from typing import NamedTuple

from cheatsheet.lint.problem import Problem
from cheatsheet.lint.rules import Page


class Report(NamedTuple):
    """The problems by file, line, column and rule, and what a format may tell of them and of the run.

    `lines` gives a line of a file by the file's name and the line's number, "" where it is not known; `root` is the
    current folder as the repository sees it ("" at its top).
    """

    problems: Sequence[Problem]
    pages: Callable[[], Mapping[str, Page]]
    lines: Callable[[str, int], str]
    checked: int
    files: int
    version: str
    colour: bool = False
    root: str = ""

    def in_repository(self, file: str) -> str:
        """A file's name as seen from the top of the repository; an absolute one as it is."""
        return file if is_absolute(file) else posixpath.normpath(posixpath.join(self.root, file))


def is_absolute(file: str) -> bool:
    """Whether a name with forward slashes starts at a root or a drive, on any platform."""
    return file.startswith("/") or PureWindowsPath(file).is_absolute()


def fingerprint(problem: Problem) -> str:
    """By what services know a problem again: its content, so that a moved line or entry is nothing new."""
    said = " ".join((problem.said or problem.message).split())
    content = (problem.rule, problem.entry or problem.file, said)
    return hashlib.sha256("\0".join(content).encode("utf-8", "surrogatepass")).hexdigest()
