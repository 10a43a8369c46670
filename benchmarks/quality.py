"""How often `cheatsheet find` puts the right entry first, beside its peers, on real customer messages.

    python benchmarks/quality.py DATA_DIR... [-k 1 5] [--seeds 3] [--max 1000] [--typos] [--markdown]

exams.py says what a data folder holds and how sheets and messages are drawn from it. The same messages are asked
of `find --batch`, through the command line, and of the peers (peers.py) over the same phrases.
"""

import argparse
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exams import DataSet, Exam, draw, write_sheet
from figures import Answer, Trust, bands, found, mean, trust
from peers import BEST, peers
from processes import CHEATSHEET, Command, Place, Unusable, settings_file
from report import heading, say, table

OWN = "cheatsheet find"
TRUST_HEAD = (
    "K", "set", "outside", "auroc", "kept at 90 % refused", "of these right", "confident", "of these right",
    "outside refused",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One exam taken by all: the entries found by each method, and our first answers with their scores."""

    exam: Exam
    ranked: dict[str, list[list[str]]]  # method -> for each message inside, the ids found
    inside: list[Answer]
    outside: list[Answer]


def sit(exam: Exam, semantic: str) -> Sitting:
    """Has the exam taken by `cheatsheet find` and by the peers."""
    with tempfile.TemporaryDirectory() as name:
        place = Place(folder=Path(name))
        write_sheet(place.folder / "sheet" / "responses", exam.entries)
        settings_file(place.folder / "sheet", {"match": {"semantic": semantic}})
        arguments = ("--library", "sheet", "find", "--batch", "-", "--json", "--limit", str(BEST))
        cost = place.run(Command(arguments=(*CHEATSHEET, *arguments), stdin="\n".join(exam.messages) + "\n"))
    said = cost.json_lines()
    if len(said) != len(exam.messages):
        raise Unusable(f"{len(exam.messages)} messages, {len(said)} answers")
    found_ids = [[str(match["id"]) for match in document["matches"]] for document in said]
    right = [entry for _, entry in exam.inside] + [""] * len(exam.outside)
    answers = [
        Answer(
            score=float(document["matches"][0]["score"]) if ids else 0.0,
            right=ids[:1] == [entry],
            confident=bool(document["confident"]),
            answered=bool(ids),
        )
        for document, ids, entry in zip(said, found_ids, right, strict=True)
    ]
    count = len(exam.inside)
    ranked = {OWN: found_ids[:count]}
    for method, build in peers()[0].items():
        rank = build(exam.entries)
        ranked[method] = [rank(message) for message in exam.messages[:count]]
    return Sitting(exam=exam, ranked=ranked, inside=answers[:count], outside=answers[count:])


def sittings(sets: Sequence[DataSet], options: argparse.Namespace) -> Iterator[Sitting]:
    """Every set, K and seed in turn."""
    for data in sets:
        others = [other for other in sets if other is not data]
        for k in options.k:
            for seed in range(options.seeds):
                exam = draw(data, others, k=k, seed=seed, most=options.max, typos=options.typos)
                say(f"{data.name} K={k} seed {seed}: {len(exam.inside)} messages inside, {len(exam.outside)} outside")
                yield sit(exam, options.semantic)


def percent(value: float) -> str:
    """A share as a percentage, "-" for none."""
    return "-" if math.isnan(value) else f"{100 * value:.1f}"


def ranking_rows(taken: Sequence[Sitting], k: int, names: Sequence[str]) -> Iterator[list[str]]:
    """A row a method: top-1 and top-3, the mean over sets first, then each set's mean over seeds."""
    for method in taken[0].ranked:
        figures = []
        for name in names:
            own = [s for s in taken if s.exam.name == name and s.exam.k == k]
            right = [[entry for _, entry in s.exam.inside] for s in own]
            figures.append(
                [mean([found(s.ranked[method], r, n) for s, r in zip(own, right, strict=True)]) for n in (1, 3)]
            )
        columns = [[mean(values) for values in zip(*figures, strict=True)], *figures]
        yield [str(k), method, *(f"{percent(one)} / {percent(three)}" for one, three in columns)]


def trust_rows(taken: Sequence[Sitting], k: int, sets: Sequence[DataSet]) -> Iterator[list[str]]:
    """A row a set, then their mean: how far our own first answers can be trusted."""
    by_set: dict[str, list[Trust]] = defaultdict(list)
    for s in taken:
        if s.exam.k == k:
            by_set[s.exam.name].append(trust(s.inside, s.outside))
    for data in sets:
        yield [str(k), data.name, "own" if data.outside else "other sets", *trust_cells(by_set[data.name])]
    if len(sets) > 1:
        yield [str(k), "all", "", *trust_cells([figure for figures in by_set.values() for figure in figures])]


def trust_cells(figures: Sequence[Trust]) -> list[str]:
    """The means over exams."""
    shares = [
        mean([getattr(figure, name) for figure in figures])
        for name in ("kept", "kept_right", "sure", "sure_right", "refused")
    ]
    ranking = mean([figure.auroc for figure in figures])
    return ["-" if math.isnan(ranking) else f"{ranking:.3f}", *map(percent, shares)]


def band_rows(taken: Sequence[Sitting], k: int) -> Iterator[list[str]]:
    """A row for every ten points of score, over all sets."""
    for band in bands([(s.inside, s.outside) for s in taken if s.exam.k == k]):
        upper = f"{band.low + 9.9:.1f}" if band.low < 90 else "100"
        shown = "-" if math.isnan(band.mean) else f"{band.mean:.1f}"
        yield [str(k), f"{band.low} to {upper}", str(band.count), shown, percent(band.right)]


def show(taken: Sequence[Sitting], sets: Sequence[DataSet], options: argparse.Namespace) -> None:
    """Prints the three tables."""
    names = [data.name for data in sets]
    asked = "with one or two slips of the keyboard" if options.typos else "as they were written"
    print(f"{heading()}\n")
    print(f"Top-1 / top-3 in percent; {options.seeds} seeds, messages {asked}, semantic = {options.semantic}\n")
    rows = [row for k in options.k for row in ranking_rows(taken, k, names)]
    print(table(("K", "method", "mean", *names), rows, markdown=options.markdown))
    print(f"\n`{OWN}`: messages outside (that no entry answers) against those inside, percent\n")
    rows = [row for k in options.k for row in trust_rows(taken, k, sets)]
    print(table(TRUST_HEAD, rows, markdown=options.markdown))
    print(f"\n`{OWN}`: is the score the chance of being right? (a fifth of all messages outside, and so wrong)\n")
    rows = [row for k in options.k for row in band_rows(taken, k)]
    print(table(("K", "score", "first answers", "mean score", "right"), rows, markdown=options.markdown))
    for note in peers()[1]:
        print(f"\nLeft out: {note}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA_DIR")
    parser.add_argument("-k", type=int, nargs="+", default=[1, 5], help="phrases an entry")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--max", type=int, default=1000, help="messages of either kind, a set and seed")
    parser.add_argument("--typos", action="store_true", help="one or two slips in every message")
    parser.add_argument("--semantic", choices=("never", "auto", "always"), default="auto")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    try:
        sets = [DataSet.read(folder) for folder in options.data]
        taken = list(sittings(sets, options))
    except (OSError, KeyError, Unusable) as error:
        sys.exit(f"quality: {error}")
    show(taken, sets, options)


if __name__ == "__main__":
    main()
