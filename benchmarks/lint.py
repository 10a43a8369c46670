"""What `cheatsheet lint` costs on 10,000 replies, and what it finds, beside its targets and other prose linters.

    python benchmarks/lint.py [--markdown] [--quick] [--only NAME...] [--wording again|new ...]

Makes the replies (replies.py) twice: of sentences that come again, and with nearly every sentence new, which is the
hard case, as nothing that was found in a sentence helps with the next. Each set stands in a temporary folder with a
cache of its own. Runs in turn what is compared, and prints medians: CPU is user and system time of the whole process.
"Cold" is with an empty cache, "quickly" without `library/near-duplicate` and `library/shadowed`. The peers read the
same replies in plain words, in turn with it, slow ones once: write-good both sets, the others the first (linters.py
says how to install them). --quick takes fewer runs and leaves the slow peers out.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import linters
import replies
from bench import Bench, Row, at_most, milliseconds
from processes import CHEATSHEET, Command, Cost, Place, Unusable, median
from recall import recall
from replies import Reply
from report import heading, say, table
from wording import WORDINGS, Wording

COUNT, FILES = 10_000, 100
MOST = 0.33  # of a peer's CPU
FEW, PHRASES = 1_000, 5  # entries with phrases, and how many each has
ABOUT = {"again": "sentences that come again", "new": "nearly every sentence new"}  # for each wording
ON_BOTH = "write-good"  # the peer that reads both sets
QUICKLY = ("--ignore", "library/near-duplicate", "--ignore", "library/shadowed")
BANNED = """
- id: squirrel-{number}
  complaint: A squirrel ate acorn number {number}
  answer: |
    I'm sorry about acorn {number}. Please calm down about acorn {number}.
"""


def cpu(costs: Sequence[Cost]) -> float:
    """The median CPU time."""
    return median(costs, lambda cost: cost.cpu)


@dataclass(frozen=True, kw_only=True)
class LintBench:
    """The replies to lint, of one wording, made when they are first needed."""

    bench: Bench
    name: str

    @property
    def place(self) -> Place:
        """Where programs run."""
        return self.bench.place

    @property
    def title(self) -> str:
        """What the rows are about."""
        return f"{COUNT:,} replies in {FILES} files, {ABOUT[self.name]}: {replies.shape(self.made)}"

    @cached_property
    def wording(self) -> Wording:
        """What the replies are put together from."""
        return WORDINGS[self.name]()

    @cached_property
    def made(self) -> list[Reply]:
        """The replies, in the folder `replies`."""
        say(f"making {COUNT:,} replies, {ABOUT[self.name]}")
        made = list(replies.replies(self.wording, COUNT))
        replies.write(self.place.folder / "replies", made, FILES)
        return made

    @property
    def files(self) -> list[Path]:
        """The files of the replies."""
        return sorted((self.place.folder / "replies/library/responses").glob("*.yaml"))

    def lint(self, *arguments: str, library: str = "replies") -> Command:
        """`lint` on one of the libraries."""
        return Command(arguments=(*CHEATSHEET, "--library", f"{library}/library", "lint", *arguments), exits=(0, 1))

    def cold(self, *calls: Sequence[str], runs: int, library: str = "replies") -> list[list[Cost]]:
        """Runs with an empty cache, in turn; the cache is full afterwards."""
        costs: list[list[Cost]] = [[] for _ in calls]
        for _ in range(runs):
            for call, own in zip(calls, costs, strict=True):
                self.bench.forget()
                own.append(self.place.run(self.lint(*call, library=library)))
        return costs

    @cached_property
    def first(self) -> list[Cost]:
        """First runs on all replies, quickly."""
        say(f"linting {len(self.made):,} replies")
        self.place.run(self.lint(*QUICKLY))  # for nothing: bytecode and file caches
        return self.cold(QUICKLY, runs=self.bench.few)[0]


def first(bench: LintBench) -> list[Row]:
    """The first run on all replies: CPU and memory."""
    spent, peak = cpu(bench.first), median(bench.first, lambda cost: cost.peak)
    what = f"all, {ABOUT[bench.name]}, cold, quickly"
    return [
        Row(what=f"{what}, CPU", measured=milliseconds(spent), target="≤ 2,000 ms", met=spent <= 2),
        Row(what=f"{what}, peak memory", measured=f"{peak:.0f} MB", target="≤ 150 MB", met=peak <= 150),
    ]


def clean(bench: LintBench) -> list[Row]:
    """The first run on such replies without a banned phrase, as of a library that was linted before."""
    made = list(replies.replies(bench.wording, COUNT, plant=False))
    replies.write(bench.place.folder / "clean", made, FILES)
    spent = cpu(bench.cold(QUICKLY, runs=bench.bench.few, library="clean")[0])
    bench.bench.forget()  # what is kept of these is nothing to the runs that follow
    what = f"all, {ABOUT[bench.name]}, none of them banned, cold, quickly, CPU"
    return [Row(what=what, measured=milliseconds(spent), target="≤ 2,000 ms", met=spent <= 2)]


def second(bench: LintBench) -> list[Row]:
    """The next runs: with nothing changed, and with a banned phrase more in one file."""
    what = f"second run, 1 file of {FILES} changed, CPU"
    files = bench.files if bench.first else []
    (same,) = bench.place.in_turn([bench.lint(*QUICKLY)], bench.bench.few)
    changed = []
    for number, path in enumerate(files[: bench.bench.few]):
        text = path.read_text(encoding="utf-8")
        path.write_text(text + BANNED.format(number=number), encoding="utf-8")
        changed.append(bench.place.run(bench.lint(*QUICKLY)))
        path.write_text(text, encoding="utf-8")
        if f"calm down about acorn {number}" not in changed[-1].output:
            raise Unusable(f"{path.name} was changed, lint did not see it")
        bench.place.run(bench.lint(*QUICKLY))
    spent = cpu(changed)
    return [
        Row(what=what, measured=milliseconds(spent), target="≤ 500 ms", met=spent <= 0.5),
        Row(what="second run, nothing changed, CPU", measured=milliseconds(cpu(same))),
    ]


def one(bench: LintBench) -> list[Row]:
    """A file by its name, of as many replies as it has."""
    path = str(bench.files[0]) if bench.made else ""
    quick, whole = bench.place.in_turn([bench.lint(*QUICKLY, path), bench.lint(path)], bench.bench.runs)
    what = f"one file of {COUNT // FILES} replies"
    return [
        Row(
            what=f"{what}, quickly, CPU", measured=milliseconds(cpu(quick)), target="≤ 250 ms", met=cpu(quick) <= 0.25
        ),
        Row(what=f"{what}, all rules, CPU", measured=milliseconds(cpu(whole))),
    ]


def near(bench: LintBench) -> list[Row]:
    """What near-duplicates cost more."""
    say(f"near-copies among {len(bench.made):,} replies")
    quick, with_it = bench.cold(QUICKLY, ("--ignore", "library/shadowed"), runs=1 if bench.bench.quick else 3)
    more = cpu(with_it) - cpu(quick)
    what = f"library/near-duplicate on {COUNT:,} replies, cold, CPU more"
    return [Row(what=what, measured=milliseconds(more), target="≤ 5,000 ms", met=more <= 5)]


def shadowed(bench: LintBench) -> list[Row]:
    """What the real ranking costs, for each complaint and phrase that is asked."""
    phrased = list(replies.replies(bench.wording, FEW, PHRASES, seed=2))
    replies.write(bench.place.folder / "phrased", phrased, FILES // 10)
    return [
        a_phrase(bench, "replies", f"{len(bench.made):,} entries without phrases", len(bench.made)),
        a_phrase(bench, "phrased", f"{FEW:,} entries with {PHRASES} phrases", FEW * (PHRASES + 1)),
    ]


def a_phrase(bench: LintBench, library: str, what: str, count: int) -> Row:
    """What `library/shadowed` costs more than a rule that costs nothing, by the phrase."""
    rules = ("library/self-approved", "library/shadowed")
    commands = [bench.lint("--select", rule, library=library) for rule in rules]
    without, with_it = bench.place.in_turn(commands, 1 if bench.bench.quick else 2)
    each = (cpu(with_it) - cpu(without)) / count
    return Row(
        what=f"library/shadowed, {what}, CPU more a phrase",
        measured=f"{1000 * each:.2f} ms",
        target="≤ 1 ms",
        met=each <= 1 / 1000,
    )


def found(bench: LintBench) -> list[Row]:
    """Which of the banned phrases are found, and what else is."""
    output = bench.place.run(bench.lint("--format", "json", *QUICKLY)).output if bench.made else ""
    problems = json.loads(output or "[]")
    said = {(problem["entry"], problem["rule"]) for problem in problems if problem["rule"].startswith("phrase/")}
    rows = recall("cheatsheet lint", bench.made, {each for each, _ in said}, said=said, least=0.95)
    others = Counter(problem["rule"] for problem in problems if not problem["rule"].startswith("phrase/"))
    listed = ", ".join(f"{rule} {count}" for rule, count in others.most_common())
    return [*rows, Row(what="other findings", measured=listed or "none")]


def beside(bench: LintBench) -> list[Row]:
    """The peers on the same replies, and what those find that can be given phrases."""
    made = bench.made
    peers, notes = linters.peers(bench.place.folder / "replies", bench.wording.banned)
    rows, recalls = [], []
    for peer in peers:
        if bench.name == "new" and not peer.name.startswith(ON_BOTH):
            continue
        if peer.slow and bench.bench.quick:
            rows.append(Row(what=peer.name, measured="left out: slow"))
            continue
        say(f"running {peer.name}")
        ours, costs = [], []
        for _ in range(1 if peer.slow else bench.bench.few):  # in turn, so that a busy machine is busy for both
            ours += bench.cold(QUICKLY, runs=1)[0]
            costs.append(bench.place.run(peer.command))
        what = f"all, {ABOUT[bench.name]}, cold, quickly / {peer.name}, CPU"
        rows.append(at_most(what, cpu(ours), cpu(costs), MOST))
        if peer.places:
            recalls += recall(peer.name, made, linters.replies_at(peer.places(costs[-1].output)))
    return [*rows, *recalls, *(Row(what=note, measured="left out") for note in notes)]


MEASUREMENTS: Mapping[str, Callable[[LintBench], list[Row]]] = {
    "first": first,
    "clean": clean,
    "second": second,
    "one": one,
    "near": near,
    "shadowed": shadowed,
    "found": found,
    "peers": beside,
}


def measure(bench: LintBench, names: Sequence[str]) -> list[Row]:
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
    parser.add_argument("--wording", nargs="+", choices=list(WORDINGS), default=list(WORDINGS), metavar="NAME",
                        help=", ".join(f"{name}: {about}" for name, about in ABOUT.items()))  # fmt: skip
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    print(heading())
    for name in options.wording:
        with tempfile.TemporaryDirectory() as folder:
            bench = LintBench(bench=Bench(place=Place(folder=Path(folder)), quick=options.quick), name=name)
            rows = measure(bench, options.only)
            print(f"\n{bench.title}\n")
        head = ("what", "measured", "target", "")
        print(table(head, [row.cells() for row in rows], markdown=options.markdown), flush=True)


if __name__ == "__main__":
    main()
