"""What files gave is kept by their content: a second run gives the same, a change of anything makes it anew."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from cheatsheet.lint.check import FileReport
from cheatsheet.lint.gather import LintedFile, from_text
from cheatsheet.lint.kept import KeptReports
from cheatsheet.status import Status
from tests.conftest import NOW, Run, Workspace
from tests.lint.desk import about, built_in, make_check

SHEET = """\
- id: late
  complaint: My parcel is late
  phrases: [where is it]
  answer: "Please calm down, { customer.name }}. {# lint: ignore phrase/pressure -- x #} Dear 😀"
  channels: {sms: Act now}
  fields: {unused: {prompt: x}}
  lint: [{ignore: phrase/filler, reason: y, until: 2030-01-01}]
  review_by: 2020-01-01
"""
CHECK = make_check(*built_in())


class Counter:
    """Makes reports, and notes for which files."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, file: LintedFile) -> FileReport:
        self.made.append(file.name)
        return CHECK.entries(file.text or "", file.suffix, file.name, file.faults)


def kept(path: Path, status: Status = Status.APPROVED) -> KeptReports:
    return KeptReports.at(path, ["rules"], about(), str(status))


def comparable(report: FileReport) -> object:
    """A report, the places of its entries as they are asked for."""
    places = [{key: tuple(facts.place(key)) for key in facts.places} for facts in report.facts]
    return report.problems, report.accepted, [facts._replace(places={}) for facts in report.facts], places


FILES = [
    from_text(SHEET, "a.yaml"),
    from_text("- {complaint: x y, answer: Calm down.}", "b.yaml"),
    from_text("{", "c.yaml"),
]


def test_what_is_kept_is_what_was_made(tmp_path: Path) -> None:
    counter = Counter()
    made = kept(tmp_path / "new" / "lint").reports(FILES, counter)
    again = kept(tmp_path / "new" / "lint").reports(FILES, counter)
    assert counter.made == ["a.yaml", "b.yaml", "c.yaml"]
    assert len(made[0].problems) > 3
    assert list(map(comparable, again)) == list(map(comparable, made))


@pytest.mark.parametrize(
    "changed",
    [FILES[0]._replace(text=SHEET + "\n"), FILES[0]._replace(name="z.yaml"), FILES[0]._replace(text=None)],
)
def test_one_changed_file_is_made_anew(changed: LintedFile, tmp_path: Path) -> None:
    kept(tmp_path / "lint").reports(FILES, Counter())
    counter = Counter()
    kept(tmp_path / "lint").reports([changed, *FILES[1:]], counter)
    assert counter.made == [changed.name]


def test_other_rules_settings_or_statuses_make_everything_anew(tmp_path: Path) -> None:
    path = tmp_path / "lint"
    others = [
        KeptReports.at(path, ["others"], about(), str(Status.APPROVED)),
        KeptReports.at(path, ["rules"], about(), str(Status.DRAFT)),
    ]
    assert len({each.made_by for each in [kept(path), *others]}) == 3


@pytest.mark.parametrize("content", [b"", b"{", b"[1,2,3]", b"null", b"\xff", b'["x", {}]', b"[" * 50_000])
def test_a_spoiled_file_is_made_anew(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lint"
    path.write_bytes(content)
    counter = Counter()
    kept(path).reports(FILES, counter)
    assert len(counter.made) == 3


@pytest.mark.parametrize("row", [[], [1], None, "x", [[], [], [[]]], [[["x"]], [], []], [[], [["a"]], []]])
def test_a_spoiled_row_is_made_anew(row: object, tmp_path: Path) -> None:
    path, counter = tmp_path / "lint", Counter()
    kept(path).reports(FILES, Counter())
    rows = kept(path).load()
    assert len(rows) == len(FILES)
    kept(path).save(dict.fromkeys(rows, json.dumps(row).encode() + b"\nan answer"))
    kept(path).reports(FILES, counter)
    assert len(counter.made) == len(FILES)


def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(kept(tmp_path / "file" / "lint").reports(FILES, Counter())) == 3


@pytest.mark.parametrize(("one", "other"), [(b'"a.yaml"', b"7"), (b"commanding-calm", b"commanding-clam")])
def test_what_the_disk_spoiled_is_made_anew(one: bytes, other: bytes, tmp_path: Path) -> None:
    made = kept(tmp_path / "lint").reports(FILES, Counter())
    (tmp_path / "lint").write_bytes((tmp_path / "lint").read_bytes().replace(one, other))
    counter = Counter()
    assert list(map(comparable, kept(tmp_path / "lint").reports(FILES, counter))) == list(map(comparable, made))
    assert len(counter.made) == len(FILES)


def test_half_of_a_surrogate_pair_is_kept_too(tmp_path: Path) -> None:
    file = from_text('[{"complaint": "x y", "answer": "Calm down \\ud800"}]', "a.json")
    kept(tmp_path / "lint").reports([file], Counter())


def test_the_day_is_not_kept(run: Run, workspace: Workspace) -> None:
    text = (
        "- {id: late, complaint: x y, answer: Calm down., lint: [{ignore: phrase/*, reason: q, until: 2026-11-30}]}\n"
    )
    workspace(
        {"cheatsheet.toml": "", "responses/a.yaml": text, "responses/b.yaml": "- {complaint: a b, answer: c}\n"}
    )
    chosen = ("lint", "--select", "phrase,library/review-overdue", "--format", "json")
    assert json.loads(run(*chosen).out) == []
    assert len(json.loads(run(*chosen, now=NOW + timedelta(days=30)).out)) == 1


def test_a_second_run_tells_the_same(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": SHEET, "responses/b.yaml": "- {"})
    first = run("lint", "--format", "json")
    assert run("lint", "--format", "json") == first
    (folder / "responses/a.yaml").write_text(SHEET.replace("calm down", "wait"))
    assert "calm" not in run("lint", "--format", "json", "--select", "phrase/commanding-calm").out
