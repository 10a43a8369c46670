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
from cheatsheet.place import find_library
from cheatsheet.settings import load_settings
from cheatsheet.share.conflict import Conflict
from cheatsheet.share.merge import merged
from cheatsheet.share.sync import CONFLICTS, OURS, THEIRS
from cheatsheet.status import Status


def main(base: str, ours: str, theirs: str, path: str) -> int:
    """Merges three files into OURS; where they are no sheets, as git merges any text."""
    try:
        texts = [text_of(Path(each).read_bytes(), Path(path)) for each in (base, ours, theirs)]
        (before, _), (own, encoding), (other, _) = texts
        found = merged(
            before,
            own,
            other,
            PurePosixPath(path).suffix.lower(),
            default_status=status_of(path),
            by=os.environ.get(THEIRS) or "the other side",
            ours_by=os.environ.get(OURS) or "this side",
            on=datetime.now().astimezone().date(),
        )
        Path(ours).write_bytes(bytes_of(found.text, encoding, Path(path)))
    except (CheatsheetError, OSError) as error:
        sys.stderr.write(f"{path}: {error}; merged line by line\n")
        return min(subprocess.run(["git", "merge-file", "-q", ours, base, theirs], check=False).returncode, 1)
    tell(found.conflicts, path)
    return 0


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
