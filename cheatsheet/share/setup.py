"""What git is told of a library: its merge driver, which files it merges, and the hook that lints before a commit."""

import shlex
import stat
import sys
from pathlib import Path

from cheatsheet.atomic import replace_file
from cheatsheet.folder import CSV_SUFFIXES, YAML_SUFFIXES
from cheatsheet.git import Git

DRIVER = "cheatsheet"
NAME = "entry by entry, field by field"
HOOK = """\
#!/bin/sh
# Stops a commit with findings of cheatsheet lint; made by `cheatsheet init --git`. Delete it to switch it off.
[ -n "$(git ls-files -- {responses})" ] || exit 0 # no entries yet
if git rev-parse -q --verify HEAD >/dev/null; then
  exec {program} --library {library} lint --new-since HEAD
fi
exec {program} --library {library} lint
"""


def driver(program: str = sys.executable) -> dict[str, str]:
    """The settings of git that make it merge with this program."""
    command = f"{shlex.quote(program)} -m cheatsheet.share %O %A %B %P"
    return {f"merge.{DRIVER}.name": NAME, f"merge.{DRIVER}.driver": command}


def attributes(responses: str) -> str:
    """The lines of a .gitattributes that give the files of a folder to the driver."""
    prefix = f"{responses}/**/" if responses not in {"", "."} else ""
    return "".join(f"{prefix}*{suffix} merge={DRIVER}\n" for suffix in sorted(YAML_SUFFIXES | CSV_SUFFIXES))


def tell(git: Git, top: Path, responses: Path) -> None:
    """Sets the driver up in a clone, for plain `git merge` too; a file's own attributes in the repository win."""
    for key, value in driver().items():
        if git.says("config", "--local", key) != value:
            git.run("config", "--local", key, value)
    sample = responses.resolve() / "sample.yaml"
    said = git.run("check-attr", "merge", "--", str(sample))
    if said.rstrip().endswith(": unspecified"):
        path = git.own_folder / "info" / "attributes"
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        path.parent.mkdir(exist_ok=True)
        below = responses.resolve().relative_to(top.resolve()).as_posix()
        replace_file(path, (there + attributes(below)).encode())


def add_hook(git: Git, root: Path, responses: Path) -> Path | None:
    """Makes the pre-commit hook; None where there is one already, which stays."""
    path = git.hooks() / "pre-commit"
    if path.exists():
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    text = HOOK.format(
        program=f"{shlex.quote(sys.executable)} -m cheatsheet",
        library=shlex.quote(str(root)),
        responses=shlex.quote(str(responses)),
    )
    replace_file(path, text.encode())
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return path
