"""Rule files are read once: what is ready is what was read, and nothing that is kept can spoil it."""

import json
from pathlib import Path

import pytest

from cheatsheet.errors import Invalid
from cheatsheet.lint.packs import BUILT_IN, BUILT_IN_NAME, PhraseRule
from cheatsheet.lint.ready import NAME, checksum_of, ready_rules
from tests.lint.desk import built_in

OWN = """\
rules:
  - {name: phrase/ours, level: error, message: m, suggestion: s, reason: r, phrases: [%s], bad: [%s], good: [fine]}
"""
NONE = Path("none")  # as in a checkout


def own(folder: Path, phrase: str = "oh dear") -> tuple[Path, str]:
    """A rule file of a team's."""
    path = folder / "own.yaml"
    path.write_text(OWN % (phrase, phrase), encoding="utf-8")
    return path, "own.yaml"


def rows(path: Path) -> dict[str, object]:
    """What is kept, by mark."""
    found = json.loads(path.read_bytes().partition(b"\n")[2])
    assert isinstance(found, dict)
    return found


def phrases(rules: tuple[PhraseRule, ...]) -> list[str]:
    return [pattern.phrase for rule in rules for pattern in rule.patterns]


def test_what_is_ready_is_what_was_read(tmp_path: Path) -> None:
    packs = [(BUILT_IN, BUILT_IN.name), own(tmp_path)]
    first = ready_rules(packs, tmp_path / "cache", NONE)
    again = ready_rules(packs, tmp_path / "cache", NONE)
    assert again == first
    assert first[:-1] == built_in()
    assert phrases(first[-1:]) == ["oh dear"]


def test_rules_of_the_package_are_not_kept_again(tmp_path: Path) -> None:
    ready_rules([(BUILT_IN, BUILT_IN_NAME)], tmp_path / "built", NONE)
    shipped, cache = tmp_path / "built" / NAME, tmp_path / "cache"
    assert len(ready_rules([(BUILT_IN, BUILT_IN_NAME)], cache, shipped)) == len(built_in())
    assert not cache.exists()
    ready_rules([(BUILT_IN, BUILT_IN_NAME), own(tmp_path)], cache, shipped)
    assert len(rows(cache / NAME)) == 1


def test_a_changed_rule_file_is_read_anew(tmp_path: Path) -> None:
    ready_rules([own(tmp_path)], tmp_path / "cache", NONE)
    assert phrases(ready_rules([own(tmp_path, "never mind")], tmp_path / "cache", NONE)) == ["never mind"]


@pytest.mark.parametrize("spoil", ["", "[1]", '{"x": 1}', '{"MARK": [[1, 2]]}', '{"MARK": 3}', "[" * 100_000])
def test_what_is_spoiled_is_read_anew(spoil: str, tmp_path: Path) -> None:
    rules = ready_rules([own(tmp_path)], tmp_path / "cache", NONE)
    kept = tmp_path / "cache" / NAME
    (mark,) = rows(kept)
    data = spoil.replace("MARK", mark).encode()
    kept.write_bytes(checksum_of(data) + b"\n" + data)
    assert ready_rules([own(tmp_path)], tmp_path / "cache", NONE) == rules
    assert list(rows(kept)) == [mark]


@pytest.mark.parametrize(("one", "other"), [(b'"en"', b"[]"), (b"phrase/ours", b"phrase/oars"), (b"oh", b"o(")])
def test_what_the_disk_spoiled_is_read_anew(one: bytes, other: bytes, tmp_path: Path) -> None:
    rules = ready_rules([own(tmp_path)], tmp_path / "cache", NONE)
    kept = tmp_path / "cache" / NAME
    kept.write_bytes(kept.read_bytes().replace(one, other))
    assert ready_rules([own(tmp_path)], tmp_path / "cache", NONE) == rules


def test_a_broken_rule_file_is_told_each_time_and_spoils_no_other(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("rules: [{}]", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Invalid) as told:
            ready_rules([own(tmp_path), (broken, "broken.yaml")], tmp_path / "cache", NONE)
        assert {fault.file for fault in told.value.faults} == {"broken.yaml"}
    with pytest.raises(Invalid):
        ready_rules([(tmp_path / "gone.yaml", "gone.yaml")], tmp_path / "cache", NONE)


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert phrases(ready_rules([own(tmp_path)], tmp_path / "cache", NONE)) == ["oh dear"]
