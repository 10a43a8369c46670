"""What files gave, kept in the cache folder by their content: a run after one change reads one file."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import cheatsheet
from cheatsheet.atomic import replace_file
from cheatsheet.lint.about import About
from cheatsheet.lint.check import FileReport
from cheatsheet.lint.facts import Facts, Where
from cheatsheet.lint.gather import LintedFile
from cheatsheet.lint.packs import PhraseRule
from cheatsheet.lint.problem import Fix, Level, Problem
from cheatsheet.lint.ready import as_row
from cheatsheet.lint.suppress import Accepted

FORMAT = 1  # of what is kept, and of what the rules find


class KeptReports(NamedTuple):
    """The reports of one library's files in a file; `made_by` says by which rules, settings and layouts."""

    path: Path
    made_by: str

    @classmethod
    def at(cls, path: Path, rules: Sequence[PhraseRule], about: About, default_status: str) -> "KeptReports":
        """The reports that these rules made in these circumstances."""
        settings = sorted((name, str(found.value)) for name, found in about.settings.known.items())
        layouts = [*about.layouts.built_in.items(), *about.layouts.own.items()]
        sources = [(name, text.file, text.source) for name, text in layouts]
        wording = [as_row(rule) for rule in rules]
        made_by = repr((cheatsheet.__version__, FORMAT, default_status, settings, sources, wording))
        return cls(path, sha256(made_by.encode("utf-8", "surrogatepass")).hexdigest())

    def reports(self, files: Sequence[LintedFile], make: Callable[[LintedFile], FileReport]) -> list[FileReport]:
        """The report of each file: as it was kept, else made and kept; a cache that fails is no reason to stop."""
        kept = self.load()
        found: list[FileReport] = []
        known: dict[str, Any] = {}
        for file in files:
            mark = sha256(f"{file.name}\0{file.faults}\0{file.text}".encode("utf-8", "surrogatepass")).hexdigest()
            row = kept.get(mark)
            report = None if row is None else unpacked(row)
            found.append(report or make(file))
            known[mark] = row if report else found[-1]
        if known.keys() != kept.keys():
            self.save(known)
        return found

    def load(self) -> dict[str, Any]:
        """The reports by file, as they were written; {} where there are none of these rules."""
        try:
            made_by, rows = json.loads(self.path.read_bytes())
        except (OSError, ValueError, TypeError, RecursionError):
            return {}
        return rows if made_by == self.made_by and isinstance(rows, dict) else {}

    def save(self, rows: dict[str, Any]) -> None:
        """Keeps the reports, if that is possible."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self.path, json.dumps([self.made_by, rows], separators=(",", ":")).encode(), prefix="")
        except OSError:
            return


def unpacked(row: Any) -> FileReport | None:
    """A report as it was written; None where it is spoiled."""
    try:
        problems, accepted, facts = row
        return FileReport(
            problems=[problem_of(each) for each in problems],
            accepted=[accepted_of(each) for each in accepted],
            facts=[facts_of(each) for each in facts],
        )
    except (ValueError, TypeError, AttributeError):
        return None


def problem_of(row: Any) -> Problem:
    """A problem as it was written."""
    found = Problem(*row)
    return found._replace(level=Level(found.level), fix=Fix(*found.fix) if found.fix else None)


def accepted_of(row: Any) -> Accepted:
    """A suppression as it was written."""
    found = Accepted(*row)
    return found._replace(where=Where(*found.where))


def facts_of(row: Any) -> Facts:
    """The facts of an entry as they were written."""
    found = Facts(*row)
    return found._replace(
        said=tuple(found.said),
        texts=tuple(found.texts),
        tags=tuple(found.tags),
        channels=tuple(found.channels),
        languages=tuple(found.languages),
        places={key: tuple(place) for key, place in found.places.items()},
    )
