"""`lint`: what is wrong with the wording, the templates and the entries of a library."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cheatsheet.commands.lint_reports import check_format, page
from cheatsheet.commands.linting import Desk
from cheatsheet.commands.session import Session
from cheatsheet.errors import UsageError
from cheatsheet.output import leave_stdout
from cheatsheet.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cheatsheet.lint.problem import Level, Problem

LEVELS = ("error", "warning", "note")


def command(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files or folders; else the library.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="full|concise|json|sarif|github|gitlab|junit")
    ] = "full",
    outputs: Annotated[
        list[str] | None, typer.Option("--output", "-o", metavar="FORMAT=PATH", help="Also write a report.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="RULES", help="Only these rules or families.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULES", help="Not these rules or families.")
    ] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="LEVEL", help="Lowest level that fails: error|warning|note.")
    ] = None,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Leave out the problems of this baseline.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the problems of now into the baseline.")
    ] = False,
    new_since: Annotated[
        str | None, typer.Option("--new-since", metavar="REV", help="Leave out what was there at a git revision.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend braces, quotes and invisible characters.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the problems by rule.")] = False,
    explain: Annotated[str | None, typer.Option("--explain", metavar="RULE", help="Say what a rule is for.")] = None,
    test_rules: Annotated[bool, typer.Option("--test-rules", help="Run the rules' own examples.")] = False,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="Lint standard input as this file.")
    ] = None,
) -> int:
    """Find banned phrases, broken templates and doubtful entries before a customer reads them.

    Exit 0: nothing at or above --fail-on. Exit 1: problems. Exit 2: nothing to lint, or a wrong
    call. Exit 4: a rule file or the settings are invalid.
    """
    session = Session(ctx)
    desk = Desk(session, paths or [], stdin_filename, needs_files=explain is None and not test_rules)
    if explain is not None:
        session.printer.data(page(explain, desk.rules))
        return 0
    if test_rules:
        return tested(session, desk)
    if update_baseline and baseline is None:
        raise UsageError("--update-baseline writes no file", "name it with --baseline FILE")
    check_format(format_)
    reports = [parse_output(each) for each in outputs or []]
    lowest = checked_level(fail_on or session.settings.text("lint.fail_on"))
    desk.choose(listed(select), listed(ignore))
    problems = desk.problems()
    if new_since is not None:
        problems = desk.new_since(new_since, problems)
    if baseline is not None and update_baseline:
        desk.write_baseline(baseline, problems)
        return 0
    if baseline is not None:
        problems = desk.without_baseline(baseline, problems)
    if diff:
        session.printer.document(desk.diff(problems))
    elif fix:
        problems = desk.fix(problems)
    for name, target in reports:
        desk.reporter().write_report(name, target, problems)
    try:
        if not diff:
            colour = session.printer.colours(session.outside.stdout)
            session.printer.document(desk.reporter().render(format_, problems, colour=colour))
    except BrokenPipeError:  # who reads the head of a report alone still learns how it ended
        leave_stdout()
    if statistics:
        count_by_rule(session, problems)
    return int(any(problem.level.at_least(lowest) for problem in problems))


def listed(values: list[str] | None) -> tuple[str, ...]:
    """The names in a repeatable option, also with commas between them."""
    return tuple(name.strip() for value in values or [] for name in value.split(",") if name.strip())


def parse_output(value: str) -> tuple[str, Path]:
    """FORMAT=PATH; UsageError for anything else."""
    name, equals, path = value.partition("=")
    if not (equals and path):
        raise UsageError(f"-o {value!r} is not FORMAT=PATH", "for instance -o sarif=lint.sarif")
    check_format(name)
    if path == "-":
        raise UsageError(f"-o {value}: - is no file", f"--format {name} writes standard output")
    return name, Path(path)


def checked_level(name: str) -> "Level":
    """A level by its name; UsageError for an unknown one."""
    from cheatsheet.lint.problem import Level

    if name not in LEVELS:
        raise UsageError(
            f"--fail-on {name!r} is no level", did_you_mean(name, LEVELS) or f"one of {', '.join(LEVELS)}"
        )
    return Level(name)


def count_by_rule(session: Session, problems: "Sequence[Problem]") -> None:
    """How many problems each rule found, the most first."""
    for rule, count in sorted(Counter(each.rule for each in problems).items(), key=lambda each: (-each[1], each[0])):
        session.printer.say(f"{count:>5}  {rule}")


def tested(session: Session, desk: Desk) -> int:
    """Runs the rules' own examples; 1 where one fails."""
    from cheatsheet.lint.examples import WAYS, failures

    failed = list(failures(desk.rules))
    for each in failed:
        session.printer.data(str(each))
    count = sum(len(rule.bad) + len(rule.good) for rule in desk.rules)
    session.printer.say(f"{len(desk.rules)} rules, {count} examples in {len(WAYS)} ways, {len(failed)} failed")
    return int(bool(failed))
