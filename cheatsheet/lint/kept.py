"""What files gave, kept in the cache folder by their content: a run after one change reads one file."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import cheatsheet
from cheatsheet.atomic import replace_file
from cheatsheet.lint.about import About
from cheatsheet.lint.amounts import Amount
from cheatsheet.lint.check import FileReport
from cheatsheet.lint.facts import Facts, Where
from cheatsheet.lint.gather import LintedFile
from cheatsheet.lint.policies import Claim
from cheatsheet.lint.problem import Fix, Level, Problem
from cheatsheet.lint.suppress import Accepted

FORMAT = 4  # of what is kept, and of what the rules find


class KeptReports(NamedTuple):
    """The reports of one library's files in a file; `made_by` says by which rules, settings and layouts."""

    path: Path
    made_by: str

    @classmethod
    def at(cls, path: Path, wording: Sequence[str], about: About, default_status: str) -> "KeptReports":
        """The reports that were made by the rule files of these marks (ready.mark_of) in these circumstances."""
        settings = sorted((name, str(found.value)) for name, found in about.settings.known.items())
        layouts = [*about.layouts.built_in.items(), *about.layouts.own.items()]
        sources = [(name, text.file, text.source) for name, text in layouts]
        made_by = repr((cheatsheet.__version__, FORMAT, default_status, settings, sources, *wording))
        return cls(path, sha256(made_by.encode("utf-8", "surrogatepass")).hexdigest())

    def reports(self, files: Sequence[LintedFile], make: Callable[[LintedFile], FileReport]) -> list[FileReport]:
        """The report of each file: as it was kept, else made and kept; a cache that fails is no reason to stop."""
        kept = self.load()
        found: list[FileReport] = []
        rows: dict[str, bytes] = {}
        for file in files:
            mark = sha256(f"{file.name}\0{file.faults}\0{file.text}".encode("utf-8", "surrogatepass")).hexdigest()
            report = unpacked(kept[mark]) if mark in kept else None
            row = kept[mark] if report else b""
            report = report or make(file)
            found.append(report)
            rows[mark] = row or packed(report)
        if rows != kept:
            self.save(rows)
        return found

    def load(self) -> dict[str, bytes]:
        """The reports by the marks of their files, as they were written; {} where there are none of these rules."""
        try:
            made_by, _, rest = self.path.read_bytes().partition(b"\n")
        except OSError:
            return {}
        if made_by != self.head(rest):  # of others, or spoiled
            return {}
        head, _, rest = rest.partition(b"\n")
        rows, at = {}, 0
        for mark, size in zip(*[iter(head.decode("ascii", "replace").split())] * 2, strict=False):
            end = at + int(size) if size.isdecimal() else at
            rows[mark] = rest[at:end]
            at = end
        return rows

    def save(self, rows: dict[str, bytes]) -> None:
        """Keeps the reports, if that is possible."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            sizes = " ".join(f"{mark} {len(row)}" for mark, row in rows.items())
            data = b"".join([sizes.encode(), b"\n", *rows.values()])
            replace_file(self.path, self.head(data) + b"\n" + data, prefix="")
        except OSError:
            return

    def head(self, data: bytes) -> bytes:
        """The first line of the file, which tells when it is of other rules, or not what was written."""
        return f"{self.made_by} {crc32(data):08x}".encode()


def packed(report: FileReport) -> bytes:
    """A report as it is written: a line of JSON, then the answers as they are, as they are most of it."""
    rows = [report.problems, report.accepted, [each[1:] for each in report.facts]]
    answers = "\0".join(each.answer for each in report.facts)
    line = json.dumps(rows, separators=(",", ":"), default=sorted, check_circular=False)
    return line.encode() + b"\n" + answers.encode("utf-8", "surrogatepass")


def unpacked(row: bytes) -> FileReport | None:
    """A report as it was written; None where it is spoiled."""
    try:
        line, _, answers = row.partition(b"\n")
        problems, accepted, facts = json.loads(line)
        said = answers.decode("utf-8", "surrogatepass").split("\0") if facts else []
        return FileReport(
            problems=[problem_of(each) for each in problems],
            accepted=[accepted_of(each) for each in accepted],
            facts=[facts_of(answer, each) for answer, each in zip(said, facts, strict=True)],
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def problem_of(row: Any) -> Problem:
    """A problem as it was written."""
    found = Problem(*row)
    return found._replace(level=Level(found.level), fix=Fix(*found.fix) if found.fix else None)


def accepted_of(row: Any) -> Accepted:
    """A suppression as it was written."""
    found = Accepted(*row)
    return found._replace(where=Where(*found.where))


def facts_of(answer: str, row: Any) -> Facts:
    """The facts of an entry as they were written."""
    found = Facts(answer, *row)
    return found._replace(
        said=tuple(found.said),
        texts=tuple(found.texts),
        tags=tuple(found.tags),
        channels=tuple(found.channels),
        languages=tuple(found.languages),
        places={key: tuple(place) for key, place in found.places.items()},
        claims=tuple(Claim(policy, frozenset(scope), Amount(*own)) for policy, scope, own in found.claims or ()),
    )
