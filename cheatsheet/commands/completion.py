"""What the shell offers for ids, tags, statuses and channels."""

from contextlib import suppress

import typer

from cheatsheet.commands.session import Session
from cheatsheet.errors import CheatsheetError


def ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids that start with what is typed."""
    with suppress(CheatsheetError, OSError):
        return [entry.id for entry in Session(ctx).library.entries if entry.id.startswith(incomplete)]
    return []


def tags(ctx: typer.Context, incomplete: str) -> list[str]:
    """The tags that start with what is typed."""
    with suppress(CheatsheetError, OSError):
        return [tag for tag in Session(ctx).library.tags() if tag.startswith(incomplete)]
    return []


def statuses(incomplete: str) -> list[str]:
    """The statuses that start with what is typed."""
    from cheatsheet.status import Status

    return [str(status) for status in Status if status.startswith(incomplete)]


def channels(ctx: typer.Context, incomplete: str) -> list[str]:
    """The channels that start with what is typed."""
    with suppress(CheatsheetError, OSError):
        return [name for name in Session(ctx).layouts.channels if name.startswith(incomplete)]
    return []
