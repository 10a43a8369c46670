"""Made-up replies of about 91 words, with a known number of banned phrases; the same seed gives the same replies.

    python benchmarks/replies.py FOLDER [--wording again|new] [--replies 10000] [--files 100] [--phrases 0]

Their sentences come again, or nearly every one is new (wording.py). Writes a library (FOLDER/library) and the same
replies in plain words (FOLDER/plain, Markdown), for tools that know no templates. One reply in five has a banned
phrase: half of these as typed, a quarter with curly quotes, a quarter wrapped over a line.
"""

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import sheets
from processes import settings_file
from wording import CONDITION, MARKED, TAG, WORDINGS, Wording, sentences, values_replaced

WORDS = range(85, 98)  # a reply, each value is a word
PLANTED_EVERY = 5  # replies
KINDS = ("straight", "curly", "straight", "wrapped")  # of planted phrases, in turn
AT_THE_END = frozenset({"ignorance", "flat-no", "cold-transfer"})  # the next sentence might make up for these


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A banned phrase in a reply: its rule, the way it is written, and how it stands there."""

    rule: str
    kind: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An entry of the corpus; `answer` is its template."""

    id: str
    complaint: str
    phrases: tuple[str, ...]
    answer: str
    tags: tuple[str, ...]
    planted: Planted | None

    @property
    def plain(self) -> str:
        """The answer as it may be sent: values replaced, the first arm of each condition."""
        return values_replaced(self.answer)


def replies(wording: Wording, count: int, phrases: int = 0, seed: int = 1, *, plant: bool = True) -> Iterator[Reply]:
    """The replies, one at a time, with banned phrases or without; no two complaints are the same."""
    rng = sheets.chance(f"replies-{seed}")
    complaints: set[str] = set()
    for number in range(count):
        about = sheets.topic(rng)
        while (complaint := f"My {about.brand} {about.thing} {about.fault}") in complaints:
            about = sheets.topic(rng)
        complaints.add(complaint)
        filled = {
            "brand": about.brand, "fault": about.fault, "part": about.part, "thing": about.thing,
            "place": sheets.name(rng), "days": str(rng.randrange(1, 11)),
        }  # fmt: skip
        share, due = divmod(number, PLANTED_EVERY)
        answer, planted = compose(wording, filled, rng, share if plant and due == PLANTED_EVERY - 1 else None)
        said = tuple(sheets.worded(frame, about, rng) for frame in rng.sample(sheets.WORDS.frames, phrases))
        yield Reply(
            id=f"{about.thing}-{number:06d}",
            complaint=complaint,
            phrases=said,
            answer=answer,
            tags=(about.thing, about.part),
            planted=planted,
        )


def compose(
    wording: Wording, filled: Mapping[str, str], rng: random.Random, plant: int | None
) -> tuple[str, Planted | None]:
    """An answer of the right length, with the banned phrase of that number where one is wanted."""
    while True:
        paragraphs = [[rng.choice(wording.sentences[role]) for role in roles] for roles in wording.paragraphs]
        if not all_different(paragraphs):
            continue
        planted = None if plant is None else add_banned(paragraphs, wording, plant, filled, rng)
        answer = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
        answer = Template(answer).substitute(filled)
        if len(TAG.sub("value", CONDITION.sub(r"\1", answer)).split()) in WORDS:
            return answer, planted


def all_different(paragraphs: Sequence[Sequence[str]]) -> bool:
    """Whether no sentence stands there twice."""
    said = [sentence for paragraph in paragraphs for sentence in paragraph]
    return len(set(said)) == len(said)


def add_banned(
    paragraphs: Sequence[list[str]], wording: Wording, number: int, filled: Mapping[str, str], rng: random.Random
) -> Planted:
    """Puts a sentence with a banned phrase in place of one that is not the first."""
    rule, sentence = wording.planted[number // len(KINDS) % len(wording.planted)]
    kind = KINDS[number % len(KINDS)]
    if kind == "curly":
        sentence = sentence.replace("'", "’")
    if kind == "wrapped":
        sentence = MARKED.sub(lambda found: wrapped(found[0], rng), sentence)
    said = MARKED.search(sentence.replace("\n", "\0"))
    paragraph, place = (2, 1) if rule in AT_THE_END else rng.choice([(0, 1), (1, 0), (1, 1), (1, 2), (2, 0)])
    paragraphs[paragraph][place] = re.sub(r"[\[\]]", "", sentence)
    text = said[1].replace("\0", "\n") if said else ""
    return Planted(rule=f"phrase/{rule}", kind=kind, said=Template(text).substitute(filled))


def wrapped(text: str, rng: random.Random) -> str:
    """A text with a line break in place of one of its spaces."""
    words = text.split(" ")
    at = rng.randrange(1, len(words))
    return " ".join(words[:at]) + "\n" + " ".join(words[at:])


def shape(made: Sequence[Reply]) -> str:
    """How long the replies are in plain words, and how many of their sentences are different."""
    words = [len(reply.plain.split()) for reply in made]
    said = [sentence for reply in made for part in reply.plain.split("\n\n") for sentence in sentences(part)]
    return f"{sum(words) / len(words):.0f} words each, {len(set(said)):,} different sentences of {len(said):,}"


def as_yaml(reply: Reply) -> str:
    """A reply as a team writes it."""
    lines = [
        f"- id: {reply.id}",
        f"  complaint: {reply.complaint}",
        *(["  phrases:"] if reply.phrases else []),
        *(f"    - {phrase}" for phrase in reply.phrases),
        "  answer: |",
        *(f"    {line}" if line else "" for line in reply.answer.split("\n")),
        f"  tags: [{', '.join(reply.tags)}]",
        "  status: approved",
        "",
    ]
    return "\n".join(lines) + "\n"


def as_markdown(reply: Reply) -> str:
    """A reply for other tools, under its id."""
    return f"# {reply.id}\n\n{reply.plain}\n\n"


def write(folder: Path, made: Sequence[Reply], files: int) -> None:
    """Writes the library and its plain copy."""
    responses, plain = folder / "library" / "responses", folder / "plain"
    responses.mkdir(parents=True)
    plain.mkdir()
    settings_file(folder / "library", {})
    for number in range(files):
        share = made[len(made) * number // files : len(made) * (number + 1) // files]
        (responses / f"replies-{number:03d}.yaml").write_text("".join(map(as_yaml, share)), encoding="utf-8")
        (plain / f"replies-{number:03d}.md").write_text("".join(map(as_markdown, share)), encoding="utf-8")


def main() -> None:
    """Writes the replies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--wording", choices=list(WORDINGS), default="again")
    parser.add_argument("--replies", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--phrases", type=int, default=0, help="of an entry, besides its complaint")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = replies(WORDINGS[options.wording](), options.replies, options.phrases, options.seed)
    write(options.folder, list(made), options.files)


if __name__ == "__main__":
    main()
