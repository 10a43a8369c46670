"""Options that several commands have in common."""

from typing import Annotated

import typer

from cheatsheet.commands import completion

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", autocompletion=completion.tags, help="Only entries with this tag."),
]
Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status", metavar="STATUS", autocompletion=completion.statuses, help="Only entries of this status."
    ),
]
