"""A reply as a mail draft that any mail program opens."""

import os
import tempfile
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import typer


def draft(subject: str, body: str, to: str) -> bytes:
    """An unsent message (RFC 5322, `X-Unsent` for Outlook); a recipient that is no address is left out."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(subject.split())
    if to:
        try:
            message["To"] = " ".join(to.split())
        except (MessageError, ValueError):
            del message["To"]
    message["X-Unsent"] = "1"
    message.set_content(body + "\n")
    return message.as_bytes()


def open_draft(mail: bytes, folder: Path) -> str:
    """Opens a draft in the mail program; says what was done. The file lies in the user's own folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.glob("draft-*.eml"):
        old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix="draft-", suffix=".eml", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(mail)
    code = typer.launch(name)
    return "opened in the mail program" if code == 0 else f"no program opens {name}"
