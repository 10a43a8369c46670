"""Writing one setting into the user's own file; comments and everything else in it stay as they are."""

import os
import tempfile
from pathlib import Path


def remember(path: Path, section: str, key: str, value: str) -> None:
    """Sets `key` under [section]; the file and its folder are made where they are not there."""
    import tomlkit

    real = path.resolve()
    text = real.read_bytes().decode("utf-8-sig") if real.is_file() else ""
    document = tomlkit.parse(text)
    table = document.setdefault(section, tomlkit.table())
    table[key] = value
    real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(real, tomlkit.dumps(document))


def write_atomically(path: Path, text: str) -> None:
    """Replaces a file as a whole: a crash leaves the old text or the new one, never half of it."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)  # noqa: PTH101 (a name, not a path)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
