"""The prose linters that a team would use otherwise, each as its authors mean it to be run, over the plain replies.

write-good, the fastest, also reads the files of the library as they are, as a team does that prepares nothing for it.

They are looked for in $PEERS, else ~/.cache/cheatsheet-peers:

    npm install --prefix PEERS write-good alex textlint textlint-rule-prh
    python -m venv PEERS/proselint && PEERS/proselint/bin/pip install proselint

Two of them can be given banned phrases: textlint by a rule for it, write-good by a module of one's own, written here
as its authors write theirs. Both get all phrases, as they are typed. All peers find something in the replies: one
that ends as if there were nothing has not read them. (write-good ends with the number of findings, cut to a byte.)
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from processes import Command

HEADING = "# "  # an id, in the plain replies
PARSEABLE = re.compile(r"(?P<file>.+?):(?P<line>\d+):\d+:")
PHRASE_MODULE = """
const banned = new RegExp("(" + {pattern} + ")", "gi");
const fn = text => [...text.matchAll(banned)].map(found => ({{ index: found.index, offset: found[0].length }}));
module.exports = {{ phrases: {{ fn, explanation: "is banned" }} }};
"""
ALL_SAID = '"$@" > "$0"; code=$?; cat "$0"; exit $code'  # write-good ends before a pipe has taken all that it says

Places = Callable[[str], Iterator[tuple[str, int]]]  # what a linter printed -> files and lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A linter; `places` reads what a list of phrases found."""

    name: str
    command: Command
    slow: bool = False
    places: Places | None = None


def folder() -> Path:
    """Where the peers are installed."""
    return Path(os.environ.get("PEERS") or Path.home() / ".cache" / "cheatsheet-peers")


def peers(made: Path, phrases: Sequence[str]) -> tuple[list[Peer], list[str]]:
    """The peers that are installed, given a folder of replies and these phrases, and a note for each that is not."""
    home = folder()
    files = [str(path) for path in sorted(made.glob("plain/*.md"))]
    library = [str(path) for path in sorted(made.glob("library/responses/*.yaml"))]
    found = []
    if (home / "node_modules/write-good").is_dir():
        found += write_good(home, files, library, phrases)
    if (home / "proselint/bin/proselint").is_file():
        said = Command(arguments=(str(home / "proselint/bin/proselint"), "check", *files), exits=(1,))
        found.append(Peer(name=" ".join(["proselint", *proselint_version(home)]), command=said))
    if (home / "node_modules/textlint-rule-prh").is_dir():
        found.append(textlint(home, files, phrases))
    if (home / "node_modules/alex").is_dir():
        said = Command(arguments=(binary(home, "alex"), *files), exits=(1,))
        found.append(Peer(name=f"alex {version(home, 'alex')}", command=said, slow=True))
    missing = {"write-good", "proselint", "textlint", "alex"} - {peer.name.split()[0] for peer in found}
    return found, [f"{name} is not installed in {home} (see benchmarks/linters.py)" for name in sorted(missing)]


def write_good(home: Path, files: Sequence[str], library: Sequence[str], phrases: Sequence[str]) -> list[Peer]:
    """write-good with its own checks, and with a list of phrases in their place; its exit code is a count.

    With a module, it takes but one file.
    """
    name = f"write-good {version(home, 'write-good')}"
    module = Path(files[0]).parent / "phrases.js"
    pattern = json.dumps("|".join(re.sub(r"[.*+?^${}()|\[\]\\]", r"\\\g<0>", phrase) for phrase in phrases))
    module.write_text(PHRASE_MODULE.format(pattern=pattern), encoding="utf-8")
    whole = module.with_name("replies.txt")
    whole.write_text("".join(Path(file).read_text(encoding="utf-8") for file in files), encoding="utf-8")
    said = str(module.with_name("write-good.txt"))
    program, count = binary(home, "write-good"), range(256)
    given = ("sh", "-c", ALL_SAID, said, program, str(whole), f"--checks={module}", "--parse")
    return [
        Peer(name=name, command=Command(arguments=(program, *files), exits=count)),
        Peer(name=f"{name} on the library's files", command=Command(arguments=(program, *library), exits=count)),
        Peer(
            name=f"{name} with {len(phrases)} phrases alone",
            command=Command(arguments=given, exits=(255,)),
            places=places_of_lines,
        ),
    ]


def textlint(home: Path, files: Sequence[str], phrases: Sequence[str]) -> Peer:
    """textlint with a rule a phrase."""
    beside = Path(files[0]).parent
    rules = [{"expected": "(nothing)", "pattern": phrase} for phrase in phrases]
    (beside / "phrases.yml").write_text(json.dumps({"version": 1, "rules": rules}), encoding="utf-8")
    settings = beside / "textlint.json"
    settings.write_text(json.dumps({"rules": {"prh": {"rulePaths": ["./phrases.yml"]}}}), encoding="utf-8")
    options = ("--config", str(settings), "--rules-base-directory", str(home / "node_modules"), "--format", "json")
    return Peer(
        name=f"textlint {version(home, 'textlint')} with {len(phrases)} phrases",
        command=Command(arguments=(binary(home, "textlint"), *options, *files), exits=(1,)),
        slow=True,
        places=places_of_json,
    )


def binary(home: Path, name: str) -> str:
    """The program of a package."""
    return str(home / "node_modules" / ".bin" / name)


def version(home: Path, name: str) -> str:
    """The version of a package."""
    return str(json.loads((home / "node_modules" / name / "package.json").read_text(encoding="utf-8"))["version"])


def proselint_version(home: Path) -> list[str]:
    """The version of proselint, if it can be told."""
    return [path.stem.split("-")[1] for path in home.glob("proselint/lib/*/site-packages/proselint-*.dist-info")]


def places_of_lines(output: str) -> Iterator[tuple[str, int]]:
    """What `write-good --parse` found: FILE:LINE:COLUMN:REASON."""
    for line in output.splitlines():
        found = PARSEABLE.match(line)
        if found:
            yield found["file"], int(found["line"])


def places_of_json(output: str) -> Iterator[tuple[str, int]]:
    """What `textlint --format json` found."""
    for file in json.loads(output):
        yield from ((file["filePath"], message["line"]) for message in file["messages"])


def replies_at(places: Iterable[tuple[str, int]]) -> set[str]:
    """The ids of the plain replies at these places."""
    by_file: dict[str, set[int]] = {}
    for file, line in places:
        by_file.setdefault(file, set()).add(line)
    return {ids[line - 1] for file, lines in by_file.items() for ids in [by_line(Path(file))] for line in lines}


def by_line(path: Path) -> list[str]:
    """For each line of a file, the id that stands above it."""
    found, last = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        last = line.removeprefix(HEADING) if line.startswith(HEADING) else last
        found.append(last)
    return found
