"""Reports of a run of `lint`: in any format, to stdout or into a file; and the page of a rule."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cheatsheet
from cheatsheet.errors import UsageError
from cheatsheet.lint.formats import FORMATS, renderer
from cheatsheet.lint.gather import LintedFile
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.rules import meant, pages
from cheatsheet.text import did_you_mean

if TYPE_CHECKING:
    from cheatsheet.lint.problem import Problem


class Reporter(NamedTuple):
    """What a report tells besides the problems: the files, the rules, how many entries were checked."""

    cwd: Path
    files: Sequence[LintedFile]
    rules: Sequence[PhraseRule]
    checked: int

    def render(self, name: str, problems: "list[Problem]", *, colour: bool = False) -> str:
        """A report."""
        from cheatsheet.lint.report import Report

        lines = {file.name: (file.text or "").split("\n") for file in self.files} if problems else {}

        def line(file: str, number: int) -> str:
            found = lines.get(file, [])
            return found[number - 1].rstrip("\r") if 0 < number <= len(found) else ""

        report = Report(
            problems=problems,
            pages=lambda: pages(self.rules),
            lines=line,
            checked=self.checked,
            files=len(self.files),
            version=cheatsheet.__version__,
            colour=colour,
            root=self.below_repository(),
        )
        return renderer(name)(report)

    def below_repository(self) -> str:
        """The current folder as its repository sees it, "" outside of one."""
        top = next((each for each in (self.cwd, *self.cwd.parents) if (each / ".git").exists()), None)
        below = self.cwd.relative_to(top).as_posix() if top else "."
        return "" if below == "." else below

    def write_report(self, name: str, path: Path, problems: "list[Problem]") -> None:
        """Writes a report into a file; UsageError where that is not possible."""
        from cheatsheet.atomic import write_result

        try:
            target = self.cwd / path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_result(target, self.render(name, problems).encode("utf-8", "replace"))
        except OSError as error:
            raise UsageError(f"-o {name}={path}: {error.strerror or error}") from None


def check_format(name: str) -> None:
    """UsageError for a format that there is not."""
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS) or f"one of {', '.join(FORMATS)}"
        raise UsageError(f"there is no format {name!r}", hint)


def page(rule: str, rules: Sequence[PhraseRule]) -> str:
    """What a rule is for; UsageError for an unknown one."""
    known = pages(rules)
    if rule not in known:
        raise UsageError(f"no rule is called {rule!r}", meant(rule, known) or f"there are {', '.join(known)}")
    found = known[rule]
    bad, good = ("\n".join([name, *(f"  {each}" for each in said)]) for name, said in
                 (("Bad:", found.bad), ("Good:", found.good)))  # fmt: skip
    return "\n\n".join([f"{found.name} ({found.level})", found.reason, bad, good, f"What to do: {found.suggestion}."])
