"""What `lint` works with: the files, the rules, the layouts, what is kept of unchanged files."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cheatsheet.commands.session import Session
from cheatsheet.errors import NoLibrary, UsageError
from cheatsheet.folder import shown
from cheatsheet.lint.about import About
from cheatsheet.lint.gather import LintedFile, from_text, library_files, named_files, read
from cheatsheet.lint.packs import BUILT_IN, BUILT_IN_NAME, PhraseRule
from cheatsheet.lint.ready import mark_of, ready_rules
from cheatsheet.lint.rules import levels
from cheatsheet.place import LibraryPlace
from cheatsheet.settings import FILE_NAME

if TYPE_CHECKING:
    from cheatsheet.commands.lint_reports import Reporter
    from cheatsheet.lint.check import FileReport
    from cheatsheet.lint.linter import Choice, Linter
    from cheatsheet.lint.problem import Problem
    from cheatsheet.match import Finder


def packs_of(session: Session) -> list[tuple[Path, str]]:
    """The files of the rules on wording, with their names: the built-in one, the team's own."""
    root = session.place.root
    setting = session.settings.known["lint.packs"]
    names = setting.value if isinstance(setting.value, list) else []
    packs = [root / name for name in names if setting.origin != "default" or (root / name).is_file()]
    return [(BUILT_IN, BUILT_IN_NAME), *((path, shown(path, session.outside.cwd)) for path in packs)]


def rules_of(session: Session) -> tuple[PhraseRule, ...]:
    """The rules on wording: the built-in ones, the team's own over them."""
    return ready_rules(packs_of(session), session.outside.cache_folder)


def about_of(session: Session) -> About:
    """What rules may know besides the text."""
    return About(settings=session.settings, layouts=session.layouts, today=session.today)


class Desk:
    """One call of `lint`; each part is made when it is first needed."""

    def __init__(
        self, session: Session, paths: Sequence[str], stdin_filename: str | None, *, needs_files: bool = True
    ) -> None:
        self.session = session
        self.needs_files = needs_files
        self.cwd = session.outside.cwd
        self.paths = [path for path in paths if path != "-"]
        self.stdin_filename = stdin_filename
        self.choice: Choice | None = None
        self.checked = 0  # entries
        if "-" in paths and stdin_filename is None:
            raise UsageError("standard input has no name", "add --stdin-filename NAME.yaml")
        if (self.paths and stdin_filename is not None) or len(paths) > len(self.paths) + 1:
            raise UsageError("--stdin-filename lints standard input alone", "leave the paths out")
        self.find_library()

    def find_library(self) -> None:
        """Settles on the library: as any command does, else the one that holds the named files, else none."""
        try:
            _ = self.session.place
        except NoLibrary:
            near = [*self.paths, *([self.stdin_filename] if self.stdin_filename else [])]
            if not near and self.needs_files:
                raise
            roots = {root for path in near or ["."] if (root := self.root_of(path))}
            if len(roots) > 1:  # each has rules and settings of its own
                names = " and ".join(sorted(shown(each, self.cwd) for each in roots))
                raise UsageError(f"{names} are libraries of their own", "lint them one by one") from None
            root = next(iter(roots), None)
            file = root / FILE_NAME if root else None
            none = LibraryPlace(root=self.cwd, settings_file=None, responses=self.cwd)
            self.session.__dict__["place"] = LibraryPlace(root=root, settings_file=file) if root else none

    def root_of(self, path: str) -> Path | None:
        """The library that a named file or folder lies in."""
        start = (self.cwd / path).resolve()
        return next((each for each in (start, *start.parents) if (each / FILE_NAME).is_file()), None)

    @cached_property
    def templates(self) -> Path:
        """The folder of the team's own layouts."""
        return self.session.own_folder("library.templates")

    @cached_property
    def files(self) -> list[LintedFile]:
        """The files to lint; UsageError where there is none."""
        if self.stdin_filename is not None:
            text = self.session.read_stdin()
            if not text.strip():
                raise UsageError("there is nothing to lint", "standard input is empty")
            return [from_text(text, self.stdin_filename)]
        if self.paths:
            packs = {path.resolve() for path, _ in packs_of(self.session)}  # of rules, not of entries
            named = named_files(self.paths, self.cwd)
            found = read((path for path in named if path.resolve() not in packs), self.cwd)
        else:
            found = read(library_files(self.session.responses, self.templates), self.cwd)
        if not found:
            where = ", ".join(self.paths) or str(self.session.responses)
            raise UsageError("there is nothing to lint", f"no file of entries and no layout in {where}")
        return found

    @cached_property
    def rules(self) -> tuple[PhraseRule, ...]:
        """The rules on wording."""
        return rules_of(self.session)

    @cached_property
    def about(self) -> About:
        """What rules may know besides the text."""
        return about_of(self.session)

    @cached_property
    def linter(self) -> "Linter":
        """What lints."""
        from cheatsheet.lint.check import FileCheck
        from cheatsheet.lint.linter import Choice, Linter
        from cheatsheet.lint.phrases import PhraseBook

        check = FileCheck(
            about=self.about,
            book=PhraseBook(rules=self.rules),
            levels=levels(self.rules),
            default_status=self.session.default_status,
        )
        return Linter(check=check, choice=self.choice or Choice(), finder=self.finder)

    def choose(self, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
        """Which rules are wanted; UsageError for an unknown one."""
        from cheatsheet.lint.linter import Choice

        self.choice = Choice(select=select, ignore=ignore)
        self.choice.check(levels(self.rules))

    def finder(self) -> "Finder | None":
        """The real ranking of the files that are linted."""
        from cheatsheet.files import read_entries
        from cheatsheet.index import Index
        from cheatsheet.lint.gather import TEMPLATE_SUFFIX
        from cheatsheet.match import Finder

        entries = [
            entry
            for file in self.files
            if file.text is not None and file.suffix != TEMPLATE_SUFFIX
            for entry in read_entries(
                file.text, file.suffix, file.name, [], [], default_status=self.session.default_status
            )
        ]
        first = {entry.id: entry for entry in reversed(entries)}
        return Finder(index=Index.of(first.values(), self.about.language)) if first else None

    def reporter(self) -> "Reporter":
        """What writes reports of the files."""
        from cheatsheet.commands.lint_reports import Reporter

        return Reporter(cwd=self.cwd, files=self.files, rules=self.rules, checked=self.checked)

    def problems(self) -> "list[Problem]":
        """The problems of the files."""
        reports = self.reports()
        self.checked = sum(len(report.facts) for report in reports)
        return self.linter.lint(self.files, reports)

    def reports(self) -> "list[FileReport]":
        """What each file gives, as it was kept where neither it nor the rules changed."""
        from cheatsheet.lint.kept import KeptReports
        from cheatsheet.store import Store

        outside = self.session.outside
        now = int(outside.clock().timestamp() * 1e9)
        path = Store(outside.cache_folder, str(self.session.place.root.resolve()), now).path("lint")
        wording = [mark_of(pack, name) for pack, name in packs_of(self.session)]
        kept = KeptReports.at(path, wording, self.about, str(self.session.default_status))
        if self.paths or self.stdin_filename is not None:  # a part of a library must not push the rest out
            return [self.linter.report(file) for file in self.files]
        return kept.reports(self.files, self.linter.report)

    def new_since(self, revision: str, problems: "list[Problem]") -> "list[Problem]":
        """The problems that were not there at a revision."""
        from cheatsheet.lint.baseline import without
        from cheatsheet.lint.report import fingerprint
        from cheatsheet.lint.since import files_at

        folder, names = self.tracked()
        found = files_at(revision, folder, names)
        old = self.linter.lint([file._replace(name=shown(folder / file.name, self.cwd)) for file in found])
        return without(problems, map(fingerprint, old))

    def tracked(self) -> tuple[Path, list[str]]:
        """The folder that git is asked about, and the files or folders below it."""
        if not self.paths:
            root = self.session.place.root
            below = (self.session.responses, self.templates)
            return root, [each.relative_to(root).as_posix() for each in below if each.is_relative_to(root)]
        found = [(self.cwd / path).resolve() for path in self.paths]
        folder = self.cwd.resolve()
        outside = next((path for path in found if not path.is_relative_to(folder)), None)
        if outside is not None:
            raise UsageError(f"--new-since: {outside} does not lie below {folder}", "call it from above the files")
        return folder, ["."]  # all below: what is named now may have had another name

    def without_baseline(self, name: str, problems: "list[Problem]") -> "list[Problem]":
        """The problems that the baseline does not know."""
        from cheatsheet.lint.baseline import read_baseline, without

        return without(problems, read_baseline(self.cwd / name, name))

    def write_baseline(self, name: str, problems: "list[Problem]") -> None:
        """Writes the baseline."""
        from cheatsheet.lint.baseline import write_baseline

        write_baseline(self.cwd / name, name, problems)
        self.session.printer.say(f"{name}: {len(problems)} problems are known from now on")

    def diff(self, problems: "list[Problem]") -> str:
        """What --fix would change."""
        from cheatsheet.lint.fix import diff, fixes_of

        return diff({file.name: file.text or "" for file in self.files}, fixes_of(problems))

    def fix(self, problems: "list[Problem]") -> "list[Problem]":
        """Mends what can be mended safely; the problems that are left."""
        from cheatsheet.commands.record import recorder
        from cheatsheet.lint.fix import fixes_of, write_fixed

        fixes = fixes_of(problems)
        paths = {file.name: file.path for file in self.files}
        texts = {file.name: file.text for file in self.files}
        if None in (paths[name] for name in fixes):
            raise UsageError("--fix cannot mend standard input", "use --diff")
        for name, each in fixes.items():
            path = paths[name]
            if path is not None:
                write_fixed(path, each, texts[name], before_write=recorder(self.session, f"mended {name}"))
        count = sum(map(len, fixes.values()))
        self.session.printer.say(
            f"mended {count} problem{'s' * (count != 1)} in {len(fixes)} file{'s' * (len(fixes) != 1)}"
        )
        if not fixes:
            return problems
        again = Desk(self.session, self.paths, None)
        again.choice = self.choice
        left = again.problems()
        self.files[:] = again.files
        return left
