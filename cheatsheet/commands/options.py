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

# What `reply` and `pick` can be told of a reply.
Name = Annotated[str | None, typer.Option("--name", metavar="NAME", help="The customer's name.")]
Order = Annotated[str | None, typer.Option("--order", metavar="NUMBER", help="The order number.")]
Values = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Any other value, e.g. order.item=Lamp."),
]
Channel = Annotated[
    str | None,
    typer.Option(
        "--channel", metavar="CHANNEL", autocompletion=completion.channels, help="email, chat, sms, phone, social."
    ),
]
Language = Annotated[str | None, typer.Option("--lang", metavar="LANG", help="The language of the answer, e.g. de.")]
Copy = Annotated[
    bool | None, typer.Option("--copy/--no-copy", help="Copy the reply; by default where stdout is a terminal.")
]
Edit = Annotated[bool, typer.Option("--edit", help="Change the reply in $VISUAL or $EDITOR before it is copied.")]
Eml = Annotated[str | None, typer.Option("--eml", metavar="FILE", help="Also write a mail draft.")]
OpenMail = Annotated[bool, typer.Option("--open", help="Open the draft in the mail program.")]

# What `add` and `edit` can be told of an entry.
Complaint = Annotated[str | None, typer.Option("--complaint", metavar="TEXT", help="What the customer says.")]
Answer = Annotated[str | None, typer.Option("--answer", metavar="TEXT", help="The answer, without greeting.")]
AnswerFile = Annotated[
    str | None, typer.Option("--answer-file", metavar="FILE|-", help="The answer from a file; - reads it.")
]
Phrases = Annotated[
    list[str] | None, typer.Option("--phrase", metavar="TEXT", help="Another way to say it; again for more.")
]
OwnTags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", autocompletion=completion.tags, help="A tag; again for more."),
]
Checks = Annotated[
    list[str] | None,
    typer.Option("--check", metavar="TEXT", help="What to verify before sending; again for more."),
]
Subject = Annotated[str | None, typer.Option("--subject", metavar="TEXT", help="The subject of the mail.")]
Bucket = Annotated[
    str | None, typer.Option("--bucket", metavar="1-4", help="How urgent: 1 critical … 4 nice to know.")
]
Owner = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Who keeps it true.")]
OwnStatus = Annotated[
    str | None,
    typer.Option(
        "--status", metavar="STATUS", autocompletion=completion.statuses, help="draft, in_review, approved."
    ),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="For colleagues; never sent.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
