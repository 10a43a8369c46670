"""Made-up replies of about 91 words, with a known number of banned phrases; the same seed gives the same replies.

    python benchmarks/replies.py FOLDER [--replies 10000] [--files 100] [--phrases 0]

Writes a library (FOLDER/library) and the same replies in plain words (FOLDER/plain, Markdown), for tools that know no
templates. One reply in five has a banned phrase: half of these as typed, a quarter with curly quotes, a quarter
wrapped over a line.
"""

import argparse
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import sheets
from processes import settings_file

WORDS = range(85, 98)  # a reply, each value is a word
PARAGRAPHS = (("sorry", "found"), ("doing", "ask", "choice"), ("when", "close"))
PLANTED_EVERY = 5  # replies
KINDS = ("straight", "curly", "straight", "wrapped")  # of planted phrases, in turn
AT_THE_END = frozenset({"ignorance", "flat-no", "cold-transfer"})  # the next sentence might make up for these
MARKED = re.compile(r"\[(.+)\]")
TAG = re.compile(r"\{\{\s*([\w.]+).*?\}\}")
CONDITION = re.compile(r"\{% if .*?%\}(.*?)\{% else %\}.*?\{% endif %\}", re.DOTALL)
PLAIN = {
    "agent.name": "Sam",
    "customer.email": "robin@example.com",
    "customer.first_name": "Robin",
    "facts.refund_working_days": "5",
    "facts.return_days": "30",
    "order.date": "Monday",
    "order.item": "it",
    "order.number": "A-1042",
    "order.total": "€49.90",
    "order.tracking_url": "https://example.com/track",
    "today": "Friday",
}


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
        return TAG.sub(lambda found: PLAIN[found[1]], CONDITION.sub(r"\1", self.answer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of replies.toml: sentences by role, sentences with a banned phrase as (rule, sentence)."""

    sentences: Mapping[str, Sequence[str]]
    planted: Sequence[tuple[str, str]]
    more: Sequence[str]

    @classmethod
    def read(cls) -> "Wording":
        """Reads the file beside this one."""
        found = tomllib.loads(Path(__file__).with_name("replies.toml").read_text(encoding="utf-8"))
        planted = [(rule, sentence) for rule, sentences in found.pop("planted").items() for sentence in sentences]
        return cls(more=found.pop("phrases")["more"], planted=planted, sentences=found)

    @property
    def banned(self) -> list[str]:
        """All banned phrases: those that are planted, and more."""
        return [*(found[1] for _, sentence in self.planted if (found := MARKED.search(sentence))), *self.more]


WORDING = Wording.read()


def replies(count: int, phrases: int = 0, seed: int = 1) -> Iterator[Reply]:
    """The replies, one at a time; no two complaints are the same."""
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
        answer, planted = compose(filled, rng, share if due == PLANTED_EVERY - 1 else None)
        said = tuple(sheets.worded(frame, about, rng) for frame in rng.sample(sheets.WORDS.frames, phrases))
        yield Reply(
            id=f"{about.thing}-{number:06d}",
            complaint=complaint,
            phrases=said,
            answer=answer,
            tags=(about.thing, about.part),
            planted=planted,
        )


def compose(filled: Mapping[str, str], rng: random.Random, plant: int | None) -> tuple[str, Planted | None]:
    """An answer of the right length, with the banned phrase of that number where one is wanted."""
    while True:
        paragraphs = [[rng.choice(WORDING.sentences[role]) for role in roles] for roles in PARAGRAPHS]
        planted = None if plant is None else add_banned(paragraphs, plant, filled, rng)
        answer = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
        answer = Template(answer).substitute(filled)
        if len(TAG.sub("value", CONDITION.sub(r"\1", answer)).split()) in WORDS:
            return answer, planted


def add_banned(
    paragraphs: Sequence[list[str]], number: int, filled: Mapping[str, str], rng: random.Random
) -> Planted:
    """Puts a sentence with a banned phrase in place of one that is not the first."""
    rule, sentence = WORDING.planted[number // len(KINDS) % len(WORDING.planted)]
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
    parser.add_argument("--replies", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--phrases", type=int, default=0, help="of an entry, besides its complaint")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, list(replies(options.replies, options.phrases, options.seed)), options.files)


if __name__ == "__main__":
    main()
