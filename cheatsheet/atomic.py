"""Replacing a file as a whole: a crash leaves the old content or the new one, never half of it."""

import os
from pathlib import Path


def replace_file(
    path: Path, data: bytes, *, mode: int = 0o600, time: int | None = None, prefix: str = ".", suffix: str = ""
) -> None:
    """Writes `data` beside `path` and moves it there; raises OSError and leaves nothing behind.

    `time` is the file's time in ns since the epoch; `prefix` and `suffix` are those of the temporary name.
    """
    import tempfile  # only who writes pays for it

    handle, temporary = tempfile.mkstemp(prefix=f"{prefix}{path.name}-", suffix=suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:  # what mkstemp gives
            os.chmod(temporary, mode)  # noqa: PTH101 (a name, not a path)
        if time is not None:
            os.utime(temporary, ns=(time, time))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
