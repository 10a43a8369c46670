"""The command line: its commands, and the one boundary where errors become words and exit codes."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

import cheatsheet
from cheatsheet.commands.outside import Outside
from cheatsheet.commands.session import Session
from cheatsheet.errors import INTERRUPTED, CheatsheetError, UsageError
from cheatsheet.output import Printer, leave_stdout
from cheatsheet.text import decode, did_you_mean

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter

# A command is imported when it is called: registering them all costs a quarter of the start-up.
COMMANDS: dict[str, str] = {
    "find": "Rank the entries for a complaint.",
    "reply": "Match a complaint, fill the answer, print and copy it.",
    "pick": "Search on the full screen, see the reply, fill it in, copy it.",
    "show": "Show one entry whole.",
    "list": "List the entries of the library.",
    "add": "Add an entry.",
    "edit": "Change an entry.",
    "retire": "Take an entry out of use, with the reason.",
    "undo": "Take back the last change that this program wrote.",
    "review": "Go through what waits: drafts, changes, what is due.",
    "lint": "Find banned phrases, broken templates and doubtful entries.",
    "import": "Take in answers of a spreadsheet or another tool.",
    "export": "Write the library for a spreadsheet or another tool.",
    "sync": "Share the library through git: commit, merge entry by entry, push.",
    "init": "Make a new library with a few examples.",
    "doctor": "Check what works on this machine.",
    "config": "Show the effective settings and where each comes from.",
}


class LazyCommands(TyperGroup):
    """Commands by name, each in the module of its name; only the one that is called is imported."""

    def list_commands(self, _ctx: "Context") -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: "Context", cmd_name: str) -> "Command | None":
        if cmd_name not in COMMANDS:
            raise UsageError(f"there is no command {cmd_name!r}", did_you_mean(cmd_name, COMMANDS) or "see --help")
        module = import_module(f"cheatsheet.commands.{cmd_name}{'_' if iskeyword(cmd_name) else ''}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(cmd_name, help=module.command.__doc__, short_help=COMMANDS[cmd_name])(module.command)
        return typer.main.get_command(single)

    def format_commands(self, _ctx: "Context", formatter: "HelpFormatter") -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=LazyCommands,
    invoke_without_command=True,
    rich_markup_mode=None,  # plain help: Rich alone costs as much as all the rest of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def print_version(asked: bool) -> None:
    """Prints the version and ends the program."""
    if asked:
        typer.echo(f"cheatsheet {cheatsheet.__version__}")
        raise typer.Exit


@app.callback()
def main(
    ctx: typer.Context,
    library: Annotated[
        str | None,
        typer.Option(
            "--library",
            metavar="DIR",
            help="The library: the folder of its cheatsheet.toml or of its entry files.",
        ),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Your own settings, instead of config.toml."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> int:
    """From a typed complaint to an email-ready reply on the clipboard."""
    del library, config, version  # a Session reads the first two from the context
    sweep(ctx)
    if ctx.invoked_subcommand is None:
        return pick_or_help(ctx)
    return 0


def pick_or_help(ctx: typer.Context) -> int:
    """In a terminal that can draw, the picker; elsewhere the help."""
    outside = Session(ctx).outside
    command = ctx.command
    if outside.stdin.isatty() and outside.stdout.isatty() and isinstance(command, TyperGroup):
        from cheatsheet.commands.pick import what_hinders

        picker = command.get_command(ctx, "pick")
        if picker and not what_hinders(outside):
            with picker.make_context("pick", [], parent=ctx) as own:
                return int(picker.invoke(own))
    typer.echo(ctx.get_help())
    return 0


def sweep(ctx: typer.Context) -> None:
    """Removes customer text whose hour is over, whatever the command; next to nothing where there is none."""
    session = Session(ctx)
    folder = session.outside.runtime_folder
    if folder.is_dir() and any(folder.iterdir()):
        session.last_reply.sweep(session.outside.clock().timestamp())


def run_from_shell() -> int:
    """Runs the program with the world as it is; the exit code."""
    try:
        outside = Outside.real()
    except FileNotFoundError:
        sys.stderr.write("the current folder does not exist any more\n")
        return 2
    code = run([as_written(argument) for argument in sys.argv[1:]], outside)
    try:
        outside.stdout.flush()
    except OSError:
        leave_stdout()
    return code


def as_written(argument: str) -> str:
    """An argument whose bytes the locale could not decode (LC_ALL=C), decoded as any other input."""
    return decode(os.fsencode(argument))[0] if any("\ud800" <= c <= "\udfff" for c in argument) else argument


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Runs one command; every error becomes words on stderr and an exit code."""
    printer = Printer(out=outside.stdout, err=outside.stderr, environ=outside.environ)
    try:
        command: Any = typer.main.get_command(app)
        result = command.main(list(arguments), prog_name="cheatsheet", standalone_mode=False, obj=outside)
        if result == INTERRUPTED:
            printer.say()
        return result if isinstance(result, int) else 0
    except CheatsheetError as error:
        printer.problem(error.lines())
        return error.exit_code
    except typer.TyperException as error:
        printer.problem(usage_lines(error))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        printer.say()
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # Typer turns a closed pipe into SystemExit, and nothing else
        leave_stdout()
        return 0
    except OSError as error:
        return failed_system_call(error, printer)


def usage_lines(error: typer.TyperException) -> list[str]:
    """A usage error as a person reads it, with the way to the help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "cheatsheet"
    return [error.format_message(), f"see `{path} --help`"]


def failed_system_call(error: OSError, printer: Printer) -> int:
    """A full disk, a folder that is gone: one line, exit 2."""
    where = f"{error.filename}: " if error.filename else ""
    leave_stdout()
    with suppress(OSError):
        printer.problem([f"{where}{error.strerror or error}"])
    return 2
