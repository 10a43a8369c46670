"""Made-up sheets of any size, worded as customers and shops word things; the same seed gives the same sheet.

    python benchmarks/sheets.py FOLDER [--entries 10000] [--files 100]

A few hundred everyday words in every sheet, and names of brands, places and people that grow with it: a few
are everywhere, most are rare.
"""

import argparse
import os
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slips import with_slips

PHRASES = 5  # an entry
RARENESS = 0.25  # of a Pareto draw: the lower, the more names are rare


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The wording of words.toml."""

    things: tuple[str, ...]
    parts: tuple[str, ...]
    days: tuple[str, ...]
    starts: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]
    faults: tuple[str, ...]
    frames: tuple[str, ...]
    sentences: tuple[str, ...]

    @classmethod
    def read(cls) -> "Words":
        """Reads the file beside this one: lists as they are, texts by their words."""
        found = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
        return cls(**{key: tuple(value.split() if isinstance(value, str) else value) for key, value in found.items()})


WORDS = Words.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is measured of an entry: its id and the ways in which customers say it."""

    id: str
    complaint: str
    phrases: tuple[str, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What one entry, or one message, is about."""

    brand: str
    thing: str
    part: str
    fault: str


def chance(seed: int | str) -> random.Random:
    """A stream of draws that can be drawn again; nothing here is to be secret."""
    return random.Random(seed)  # noqa: S311


def name(rng: random.Random) -> str:
    """A name: the first few come often, thousands of others once in a while."""
    total = len(WORDS.starts) * len(WORDS.middles) * len(WORDS.ends)
    number = int(rng.paretovariate(RARENESS)) * 7919 % total
    number, end = divmod(number, len(WORDS.ends))
    start, middle = divmod(number, len(WORDS.middles))
    return (WORDS.starts[start] + WORDS.middles[middle] + WORDS.ends[end]).capitalize()


def topic(rng: random.Random) -> Topic:
    """Something that can be complained about."""
    part = rng.choice(WORDS.parts)
    fault = rng.choice(WORDS.faults).format(part=part)
    return Topic(brand=name(rng), thing=rng.choice(WORDS.things), part=part, fault=fault)


def worded(frame: str, about: Topic, rng: random.Random) -> str:
    """A frame filled for a topic, with places, people and times drawn anew."""
    return frame.format(
        brand=about.brand,
        thing=about.thing,
        part=about.part,
        fault=about.fault,
        place=name(rng),
        person=name(rng),
        day=rng.choice(WORDS.days),
        number=rng.randrange(2, 60),
    )


def entries(count: int, seed: int = 1) -> Iterator[Entry]:
    """The entries of a sheet, one at a time: the largest does not fit in a small memory."""
    rng = chance(seed)
    for number in range(count):
        about = topic(rng)
        yield Entry(
            id=f"{about.thing}-{number:06d}",
            complaint=f"My {about.brand} {about.thing} {about.fault}",
            phrases=tuple(worded(frame, about, rng) for frame in rng.sample(WORDS.frames, PHRASES)),
            answer=" ".join(worded(sentence, about, rng) for sentence in WORDS.sentences[: rng.randrange(2, 7)]),
        )


def messages(count: int, seed: int = 2) -> Iterator[str]:
    """Messages about such things, not all on the sheet; half are in small letters, a third have slips."""
    rng = chance(f"messages-{seed}")
    for _ in range(count):
        text = worded(rng.choice(WORDS.frames), topic(rng), rng)
        text = text.lower() if rng.random() < 1 / 2 else text
        yield with_slips(text, rng) if rng.random() < 1 / 3 else text


def as_yaml(entry: Entry) -> str:
    """An entry as a team writes it; phrases come last, so that a line more is a phrase more."""
    lines = [
        f"- id: {entry.id}",
        f"  complaint: {entry.complaint}",
        "  answer: |",
        f"    {entry.answer}",
        f"  subject: Your {entry.id.partition('-')[0]}, order {{{{ order.number }}}}",
        f"  tags: [{entry.id.partition('-')[0]}, goods]",
        "  status: approved",
        "  owner: care-team",
        "  reviewed: 2026-10-01",
        "  phrases:",
        *(f"    - {phrase}" for phrase in entry.phrases),
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int, files: int = 100, seed: int = 1) -> list[Path]:
    """Writes a sheet of `count` entries into files of equal size, dated a day back: nobody edits them just now."""
    folder.mkdir(parents=True)
    written = [folder / f"sheet-{number:03d}.yaml" for number in range(files)]
    sheet = entries(count, seed)
    for number, path in enumerate(written):
        share = count * (number + 1) // files - count * number // files
        with path.open("w", encoding="utf-8") as file:
            file.writelines(as_yaml(next(sheet)) for _ in range(share))
        yesterday = path.stat().st_mtime - 86_400
        os.utime(path, (yesterday, yesterday))
    return written


def main() -> None:
    """Writes a sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.entries, options.files, options.seed)


if __name__ == "__main__":
    main()
