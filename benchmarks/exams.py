"""Exams from sets of real customer messages: a sheet drawn from a set, and messages to find the entries for.

A set is a folder with train.csv and test.csv (columns text,label) and, where there are any, oos.csv (column
text: messages that no entry answers). Name, K and seed decide every draw, so that figures can be compared.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sheets import Entry, chance
from slips import with_slips

Labelled = tuple[str, str]  # a message, and its label or the id of its entry
ANSWER = "Hello {{ customer.first_name }}, thank you for telling us about this. We will reply to you today."


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """The messages of one folder; `outside` is empty where the set has no oos.csv."""

    name: str
    train: tuple[Labelled, ...]
    test: tuple[Labelled, ...]
    outside: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path) -> "DataSet":
        """Reads a folder; raises OSError or KeyError where it is not one of these sets."""
        oos = folder / "oos.csv"
        return cls(
            name=folder.resolve().name,
            train=labelled(folder / "train.csv"),
            test=labelled(folder / "test.csv"),
            outside=tuple(row["text"] for row in rows(oos)) if oos.exists() else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """One sheet and the messages asked of it: `inside` with the id of the right entry, `outside` without one."""

    name: str
    k: int
    entries: tuple[Entry, ...]
    inside: tuple[Labelled, ...]
    outside: tuple[str, ...]

    @property
    def messages(self) -> list[str]:
        """Everything that is asked, those inside first, each on one line and none blank."""
        texts = [*(text for text, _ in self.inside), *self.outside]
        return [" ".join(text.split()) or "." for text in texts]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labelled(path: Path) -> tuple[Labelled, ...]:
    """The messages of a CSV file with their labels."""
    return tuple((row["text"], row["label"]) for row in rows(path))


def draw(data: DataSet, others: Sequence[DataSet], *, k: int, seed: int, most: int, typos: bool) -> Exam:
    """An exam: K phrases an entry, at most `most` messages of either kind.

    A set without messages of its own that no entry answers is asked those of the other sets.
    """
    rng = chance(f"{data.name}-{k}-{seed}")
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in data.train:
        by_label[label].append(text)
    ids = {label: f"entry-{number:04d}" for number, label in enumerate(sorted(by_label))}
    entries = tuple(
        Entry(id=ids[label], complaint=spoken(label), phrases=tuple(rng.sample(texts, min(k, len(texts)))))
        for label, texts in sorted(by_label.items())
    )
    known = [(text, ids[label]) for text, label in data.test if label in ids]
    inside = rng.sample(known, min(most, len(known)))
    outside = rng.sample(data.outside, min(most, len(data.outside)))
    if typos:
        inside = [(with_slips(text, rng), entry) for text, entry in inside]
        outside = [with_slips(text, rng) for text in outside]
    return Exam(
        name=data.name,
        k=k,
        entries=entries,
        inside=tuple(inside),
        outside=tuple(outside) or strangers(others, f"{data.name}-{k}-{seed}-outside", len(inside), typos=typos),
    )


def strangers(others: Sequence[DataSet], seed: str, count: int, *, typos: bool) -> tuple[str, ...]:
    """Messages of other sets, from a stream of their own: they leave the draws of the exam as they are."""
    rng = chance(seed)
    texts = [text for other in others for text, _ in other.test]
    drawn = rng.sample(texts, min(count, len(texts)))
    return tuple(with_slips(text, rng) for text in drawn) if typos else tuple(drawn)


def spoken(label: str) -> str:
    """A label in words."""
    return label.replace("_", " ").replace("-", " ").replace("/", " ").lower()


def write_sheet(responses: Path, entries: Sequence[Entry]) -> None:
    """Writes entries as one file of JSON, which is YAML."""
    responses.mkdir(parents=True)
    written = [
        {
            "id": entry.id,
            "complaint": entry.complaint,
            "phrases": list(entry.phrases),
            "answer": ANSWER,
            "status": "approved",
        }
        for entry in entries
    ]
    text = json.dumps(written, indent=1, ensure_ascii=False)
    (responses / "library.yaml").write_text(text, encoding="utf-8")
