"""What an import of 10,000 macros costs, beside reading what comes of it.

    python benchmarks/importing.py [--markdown] [--quick]

Makes an export of 10,000 Zendesk macros with HTML and placeholders (about 6 MB) in a temporary folder, imports it
into a library of 10,000 other entries and into an empty one, again into what came of it (nothing changes), and lists
the library for comparison. Medians of CPU (user and system time) of whole processes.
"""

import json
import random
import shutil
import statistics

import sheets
from bench import MIDDLE, Bench, Row, measured
from processes import CHEATSHEET, Command, Cost, Place
from report import say

MOST = 5.0  # seconds
HTML = (
    "<p>Hi {{{{ticket.requester.first_name}}}},</p><p>I'm sorry that your {thing} is {fault}. I will look at the "
    "{other} {number} today.</p><ul><li>We check the {other}.</li><li>You hear from me on Friday.</li></ul>"
    '<p>See <a href="https://example.com/{thing}">our page</a>.<br>Kind regards,<br>{{{{current_user.name}}}}</p>'
)
THINGS = ("lamp", "kettle", "shelf", "screen", "table", "charger", "tent", "bowl", "drill", "clock")
FAULTS = ("late", "broken", "wrong", "damaged", "lost", "scratched", "delayed", "torn", "empty", "loud")


def macro(number: int, chance: random.Random) -> dict[str, object]:
    """One macro as the API gives it."""
    thing, other = chance.sample(THINGS, 2)
    fault = chance.choice(FAULTS)
    html = HTML.format(thing=thing, other=other, fault=fault, number=number)
    return {
        "id": number,
        "title": f"Shop::{thing}::The {thing} {number} is {fault} and the {other} too",
        "active": bool(number % 20),
        "restriction": None if number % 7 else {"type": "Group", "id": 4},
        "actions": [
            {"field": "comment_value_html", "value": html},
            {"field": "status", "value": "pending"},
            {"field": "set_tags", "value": f"{thing} {fault}"},
        ],
    }


def library(place: Place, name: str, count: int) -> None:
    """A library of so many entries of its own."""
    folder = place.folder / name
    sheets.write(folder / "responses", count, files=10) if count else (folder / "responses").mkdir(parents=True)
    (folder / "cheatsheet.toml").write_text("", encoding="utf-8")


def call(name: str, *arguments: str) -> Command:
    """A command on a library."""
    return Command(arguments=(*CHEATSHEET, "--library", name, *arguments))


def measure(bench: Bench) -> list[Row]:
    """The rows of the result."""
    place, chance = bench.place, random.Random(1)  # noqa: S311 (made-up macros)
    macros = [macro(number, chance) for number in range(MIDDLE)]
    (place.folder / "macros.json").write_text(json.dumps({"macros": macros}), encoding="utf-8")
    say(f"{MIDDLE:,} macros, {(place.folder / 'macros.json').stat().st_size:,} bytes")
    rows = []
    for name, count in (("empty", 0), ("full", MIDDLE)):
        first, again, reading = costs(bench, name, count)
        what = f"import of {MIDDLE:,} macros into {count:,} entries"
        rows += [
            Row(what=f"{what}, CPU", measured=f"{first:.2f} s", target=f"≤ {MOST:.0f} s", met=first <= MOST),
            Row(what=f"{what}, again, CPU", measured=f"{again:.2f} s"),
            Row(what="list of all after that, CPU", measured=f"{reading:.2f} s"),
        ]
    return rows


def costs(bench: Bench, name: str, count: int) -> tuple[float, float, float]:
    """The CPU of a first import, of a second one, and of listing what is there then."""
    place, found = bench.place, list[tuple[Cost, Cost, Cost]]()
    for _ in range(bench.few):
        library(place, name, count)
        calls = (
            call(name, "import", "macros.json"),
            call(name, "import", "macros.json"),
            call(name, "list", "--json"),
        )
        first, again, reading = (place.run(each) for each in calls)
        if not (place.folder / name / "responses/macros.yaml").exists() or "skipped" not in again.output:
            raise RuntimeError("the import did not do what it should")
        found.append((first, again, reading))
        shutil.rmtree(place.folder / name)
    one, two, three = ([runs[step].cpu for runs in found] for step in range(3))
    return statistics.median(one), statistics.median(two), statistics.median(three)


if __name__ == "__main__":
    measured(__doc__, measure)
