"""`config`: the effective settings."""

from datetime import date
from typing import Any

import typer

from cheatsheet.commands.options import AsJson
from cheatsheet.commands.session import Session
from cheatsheet.settings import BY_NAME


def command(
    ctx: typer.Context,
    as_json: AsJson = False,
) -> int:
    """Show the effective settings and where each comes from: a file, the environment or the default."""
    session = Session(ctx)
    settings = session.settings
    if as_json:
        found = {name: {"value": s.value, "from": s.origin} for name, s in settings.known.items()}
        session.printer.json(found)
        return 0
    session.printer.table(
        ("setting", "value", "from", "what it is"),
        (
            (name, as_toml(found.value), found.origin, BY_NAME[name].doc if name in BY_NAME else "")
            for name, found in settings.known.items()
        ),
    )
    user = session.user_file
    session.printer.say(f"your own settings: {user}" + ("" if user.is_file() else " (not there yet)"), "dim")
    return 0


def as_toml(value: Any) -> str:
    """A value as it is written in TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list():
            return "[" + ", ".join(as_toml(item) for item in value) + "]"
        case date():
            return value.isoformat()
        case _:
            return str(value)
