"""The last reply, for `reply --last`: the only customer text that is ever kept, for an hour at most."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cheatsheet.atomic import replace_file

MAX_AGE = 3600.0  # seconds
FILE_NAME = "last-reply.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReply:
    """What is needed to copy a reply again, or to render it for another channel."""

    id: str
    score: float | None
    channel: str
    language: str
    subject: str | None
    body: str
    check: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReplyStore:
    """One file of mode 0600 in the user's runtime folder, else the state folder."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the reply lies."""
        return self.folder / FILE_NAME

    def save(self, reply: LastReply, now: float) -> None:
        """Replaces the reply that was kept; raises OSError where the folder cannot be written."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(self.path, json.dumps(asdict(reply)).encode(), time=int(now * 1e9))  # mode 0600

    def load(self, now: float) -> LastReply | None:
        """The reply that is kept, if it is no older than an hour; `now` is in seconds since the epoch."""
        self.sweep(now)
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            kept = LastReply(**{**data, "check": tuple(data["check"])})
            texts = (kept.id, kept.channel, kept.language, kept.body, kept.subject or "", *kept.check)
            whole = all(isinstance(text, str) for text in (*texts, *kept.given, *kept.given.values()))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return kept if whole else None

    def sweep(self, now: float) -> None:
        """Removes the reply once its hour is over, also after the clock was set back.

        Drafts and texts that a killed editor left behind go with it.
        """
        for pattern in (FILE_NAME, f".{FILE_NAME}-*", "reply-*.txt", "draft-*.eml"):
            for path in self.folder.glob(pattern):
                with suppress(OSError):
                    if not -60 <= now - path.stat().st_mtime <= MAX_AGE:
                        path.unlink()

    def forget(self) -> None:
        """Removes the reply."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
