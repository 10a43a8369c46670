"""What `add` and `edit` cost in one large file, beside a command that only reads it.

    python benchmarks/keeping.py [--markdown] [--quick]

Makes one YAML file of 10,000 entries and about 8 MB in a temporary folder, with an up-to-date search index, and
runs in turn `show` (which reads the file), `edit` and `add`, each with its own process; prints medians of CPU (user
and system time). What was written is taken back before the next round, so that all of them meet the same file.
"""

from collections.abc import Sequence

import sheets
from bench import MIDDLE, Bench, Row, at_most, measured
from processes import CHEATSHEET, Command, Cost, Place, median
from report import say

MOST = 1.5  # times what reading costs
SHEET = "keeping"
FILLER = "It stands here so that the answer is as long as answers are. "
SIZE = 8_000_000  # bytes of the file


def library(place: Place) -> str:
    """A library of one file; the id of one of its entries in the middle."""
    folder = place.folder / SHEET / "responses"
    (path,) = sheets.write(folder, MIDDLE, files=1)
    text = path.read_text(encoding="utf-8")
    more = FILLER * max((SIZE - len(text)) // (MIDDLE * len(FILLER)), 0)
    path.write_text(text.replace("\n  answer: |\n    ", f"\n  answer: |\n    {more}"), encoding="utf-8")
    (place.folder / SHEET / "cheatsheet.toml").write_text('[match]\nsemantic = "never"\n', encoding="utf-8")
    say(f"one file of {path.stat().st_size:,} bytes")
    return next(entry.id for number, entry in enumerate(sheets.entries(MIDDLE)) if number == MIDDLE // 2)


def call(*arguments: str) -> Command:
    """A command on the library."""
    return Command(arguments=(*CHEATSHEET, "--library", SHEET, *arguments))


def measure(bench: Bench) -> list[Row]:
    """The ratios, and that the next `find` sees what was added."""
    entry_id = library(bench.place)
    read, find = call("show", entry_id), call("find", "the zeppelin hums", "--json")
    writes = {
        "edit": call("edit", entry_id, "--note", "ask the carrier"),
        "add": call("add", "--complaint", "the zeppelin hums", "--answer", "I will look into it today."),
    }
    bench.place.run(find)
    costs: dict[str, list[Cost]] = {"show": [], "edit": [], "add": []}
    for _ in range(bench.runs):
        for name, command in writes.items():
            costs["show"].append(bench.place.run(read))
            costs[name].append(bench.place.run(command))
            seen = bench.place.run(find).output
            if name == "add" and '"the-zeppelin-hums"' not in seen:
                raise RuntimeError("the next find does not see what was added")
            bench.place.run(call("undo"))
            bench.place.run(find)
    return [ratio(name, costs[name], costs["show"]) for name in writes]


def ratio(name: str, ours: Sequence[Cost], reading: Sequence[Cost]) -> Row:
    """What a write costs, in times of reading."""
    what = f"{name}, {MIDDLE:,} entries in one file of 8 MB / show, CPU"
    cpu = [median(costs, lambda cost: cost.cpu) for costs in (ours, reading)]
    return at_most(what, cpu[0], cpu[1], MOST)


if __name__ == "__main__":
    measured(__doc__, measure)
