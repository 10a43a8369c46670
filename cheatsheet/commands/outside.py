"""The world outside of the program, as one value that is passed in."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Outside(NamedTuple):
    """Everything outside of the program: streams, environment, current folder, clock, the user's folders."""

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]
    cwd: Path
    config_folder: Path
    state_folder: Path
    cache_folder: Path
    clock: Callable[[], datetime] = utc_now

    @classmethod
    def real(cls) -> "Outside":
        """The world as it is."""
        import os

        from platformdirs import PlatformDirs

        folders = PlatformDirs("cheatsheet", appauthor=False)
        nowhere = Path(os.devnull)  # a stream that was closed by the caller is None
        return cls(
            stdin=sys.stdin.buffer if sys.stdin else nowhere.open("rb"),
            stdout=sys.stdout or nowhere.open("w", encoding="utf-8"),
            stderr=sys.stderr or nowhere.open("w", encoding="utf-8"),
            environ=os.environ,
            cwd=Path.cwd(),
            config_folder=folders.user_config_path,
            state_folder=folders.user_state_path,
            cache_folder=folders.user_cache_path,
        )

    @property
    def runtime_folder(self) -> Path:
        """The folder that ends with the user's session, else the state folder."""
        runtime = self.environ.get("XDG_RUNTIME_DIR", "")
        return Path(runtime) / "cheatsheet" if runtime and Path(runtime).is_dir() else self.state_folder
