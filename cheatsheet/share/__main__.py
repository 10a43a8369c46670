"""git's merge driver: `python -m cheatsheet.share BASE OURS THEIRS PATH`. Exit 0 merged into OURS, 1 by hand."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePosixPath

from cheatsheet.encoding import bytes_of, text_of
from cheatsheet.errors import CheatsheetError
from cheatsheet.git import Git
from cheatsheet.place import find_library
from cheatsheet.settings import load_settings
from cheatsheet.share.conflict import Conflict
from cheatsheet.share.merge import merged
from cheatsheet.share.sync import CONFLICTS, OURS, THEIRS
from cheatsheet.status import Status

HEADS = "GITHEAD_"  # what git's variables begin with that name the commits of a merge


def main(base: str, ours: str, theirs: str, path: str) -> int:
    """Merges three files into OURS; where they are no sheets, as git merges any text."""
    try:
        texts = [text_of(Path(each).read_bytes(), Path(path)) for each in (base, ours, theirs)]
        (before, _), (own, encoding), (other, _) = texts
        ours_by, by = authors()
        found = merged(
            before,
            own,
            other,
            PurePosixPath(path).suffix.lower(),
            default_status=status_of(path),
            by=by or "the other side",
            ours_by=ours_by or "this side",
            on=datetime.now().astimezone().date(),
        )
        Path(ours).write_bytes(bytes_of(found.text, encoding, Path(path)))
    except (CheatsheetError, OSError) as error:
        sys.stderr.write(f"{path}: {error}; merged line by line\n")
        return min(subprocess.run(["git", "merge-file", "-q", ours, base, theirs], check=False).returncode, 1)
    tell(found.conflicts, path)
    return 0


def authors() -> tuple[str, str]:
    """Who wrote this side, and who the other: as `sync` says, else as git knows; "" where nobody does."""
    if THEIRS in os.environ:
        return os.environ.get(OURS, ""), os.environ[THEIRS]
    git = Git(folder=Path.cwd(), environ=os.environ)
    head = git.says("rev-parse", "HEAD")
    merging = [each.removeprefix(HEADS) for each in os.environ if each.startswith(HEADS)]  # not in a rebase
    others = [each for each in merging if each != head]
    ours, *theirs = (git.says("log", "-1", "--format=%an", each) for each in (head, *others[:1]))
    return (ours, theirs[0]) if theirs else ("", "")


def status_of(path: str) -> Status:
    """The status of an entry that names none, in the library of a file."""
    place = find_library(None, {}, Path.cwd() / Path(path).parent, starter_allowed=True)
    settings = load_settings(place.settings_file, None, {}, {})
    return Status.DRAFT if settings.flag("review.required") else Status.APPROVED


def tell(conflicts: Sequence[Conflict], path: str) -> None:
    """Writes what clashed where `sync` reads it, else to a person."""
    log = os.environ.get(CONFLICTS)
    if not log:
        for each in conflicts:
            sys.stderr.write(f"{path}: both sides changed `{each.key}` of {each.id}: {each.kept}\n")
        return
    with Path(log).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(each)) + "\n" for each in conflicts)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
