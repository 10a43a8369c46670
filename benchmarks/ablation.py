"""What each part of the search adds: the same exams without it.

    python benchmarks/ablation.py DATA_DIR... [-k 5] [--seeds 3] [--max 500] [--markdown]

Parts are switched off inside this process; exams.py says what a data folder holds.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from exams import DataSet, Exam, draw
from figures import mean
from report import heading, say, table

from cheatsheet import build, head, match
from cheatsheet.entry import Entry
from cheatsheet.index import Index
from cheatsheet.match import Finder
from cheatsheet.meaning import Table
from cheatsheet.spelling import Speller

Shares = tuple[float, float]  # the right entry first, and among the first three


@contextmanager
def whole() -> Iterator[None]:
    """Nothing switched off."""
    yield


PARTS: dict[str, Callable[[], object]] = {
    "everything": whole,
    "without the meaning of words": lambda: patch.object(Table, "vector", lambda _self, _words: None),
    "without the steps of softmax": lambda: patch.object(build, "MEANINGS", build.MEANINGS._replace(steps=0)),
    "without the covariance": lambda: patch.object(build, "MEANINGS", build.MEANINGS._replace(ridge=1e4)),
    "without BM25": lambda: patch.object(match, "WORDS_WEIGHT", 0.0),
    "without the nearest phrase": lambda: patch.object(match, "PHRASE_WEIGHT", 0.0),
    "function words as heavy as others": lambda: patch("cheatsheet.index.FAINT", 1.0),
    "without spell repair": lambda: patch.object(Speller, "repair", lambda _self, _words: {}),
    "without sentences of long messages": lambda: patch.object(match, "SENTENCES", 0),
}


def shares(exam: Exam) -> Shares:
    """How an exam went."""
    index = Index.of(
        Entry(id=entry.id, complaint=entry.complaint, phrases=tuple(entry.phrases), answer="x")
        for entry in exam.entries
    )
    finder = Finder(index=index)
    found = [[each.card.id for each in finder.rank(text, limit=3).matches] for text, _ in exam.inside]
    right = [entry for _, entry in exam.inside]
    first = mean([ids[:1] == [entry] for ids, entry in zip(found, right, strict=True)])
    return first, mean([entry in ids for ids, entry in zip(found, right, strict=True)])


def rows(sets: Sequence[DataSet], k: int, seeds: int, most: int) -> Iterator[list[str]]:
    """A line a part: clean messages, then the same with typos."""
    for name, off in PARTS.items():
        say(name)
        line = [name]
        for typos in (False, True):
            with off():  # type: ignore[attr-defined]
                taken = [
                    shares(draw(data, [], k=k, seed=seed, most=most, typos=typos))
                    for data in sets
                    for seed in range(seeds)
                ]
            line += [f"{100 * mean([each[place] for each in taken]):.1f}" for place in (0, 1)]
        yield line


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("-k", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--max", type=int, default=500, dest="most")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    sets = [DataSet.read(folder) for folder in given.data]
    print(heading())
    print(f"K={given.k}, {given.seeds} seeds, phrases times entries refined up to {head.MOST:,}")
    named = ("part", "first", "among three", "typos: first", "among three")
    print(table(named, list(rows(sets, given.k, given.seeds, given.most)), markdown=given.markdown))


if __name__ == "__main__":
    main()
