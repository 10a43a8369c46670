"""Writing one setting into the user's own file; comments and everything else in it stay as they are."""

from pathlib import Path

from cheatsheet.atomic import replace_file


def remember(path: Path, section: str, key: str, value: str) -> None:
    """Sets `key` under [section]; the file and its folder are made where they are not there."""
    import tomlkit

    real = path.resolve()
    text = real.read_bytes().decode("utf-8-sig") if real.is_file() else ""
    document = tomlkit.parse(text)
    table = document.setdefault(section, tomlkit.table())
    table[key] = value
    real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = real.stat().st_mode & 0o777 if real.exists() else 0o600
    replace_file(real, tomlkit.dumps(document).encode(), mode=mode)
