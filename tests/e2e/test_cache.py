"""The index on disk with real processes: many at once, killed ones, folders that cannot be written."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.e2e.desktop import PROGRAM, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="XDG folders, SIGKILL, mounts")

MESSAGE = "my parsel never arived, I want my money back"
KILLS = 50  # of first builds, and as many of rebuilds
TOPICS = ("parcel", "refund", "invoice", "lamp", "login", "size")
# In a mount namespace of its own, so that nothing else sees it; root is bound by it too.
MOUNTED = """mount -t tmpfs -o "$2" none "$1" || exit 99
at=$1 list=$3; shift 3; "$@"; code=$?; find "$at" -type f >"$list"; exit $code"""
FROZEN = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; shift; exec "$@"'


def can_mount() -> bool:
    """Whether a process may mount in a namespace of its own."""
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o ro none /tmp"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


needs_mounts = pytest.mark.skipif(
    sys.platform == "linux" and not os.environ.get("CI") and not can_mount(), reason="needs to mount (unshare -rm)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a process gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A library, a cache, and the program as a user runs it."""

    folder: Path

    @property
    def sheets(self) -> Path:
        """The entry files."""
        return self.folder / "responses"

    @property
    def store(self) -> Path:
        """The cache folder of the program."""
        return self.folder / "cache" / "cheatsheet"

    def edit(self, number: int, topic: str = TOPICS[0]) -> None:
        """Writes one file of the library anew: other words each time."""
        complaint = f"My {topic} has not arrived for {number} days"
        entries = [
            {"id": topic, "complaint": complaint, "phrases": [f"{topic} problem {number}"], "answer": "Sorry."}
        ]
        (self.sheets / f"{topic}.yaml").write_text(json.dumps(entries))

    def begin(self, *, before: tuple[str, ...] = (), cache: Path | None = None) -> "subprocess.Popen[str]":
        """Starts `find --json`."""
        return subprocess.Popen(
            [*before, *PROGRAM, "--library", str(self.folder), "find", MESSAGE, "--json"],
            env=environment(self.folder / "home", XDG_CACHE_HOME=str(cache or self.store.parent)),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def find(self, *, before: tuple[str, ...] = (), cache: Path | None = None) -> Answer:
        """Runs `find --json` to its end."""
        return end(self.begin(before=before, cache=cache))

    def fresh(self) -> Answer:
        """The same with a cache that has never been used."""
        other = self.folder / "other-cache"
        shutil.rmtree(other, ignore_errors=True)
        return self.find(cache=other)

    def kept(self) -> list[str]:
        """The kinds of file in the cache."""
        return sorted(path.suffix for path in self.store.iterdir())

    def index(self) -> Path:
        """The index."""
        (found,) = self.store.glob("*.index")
        return found


def end(process: "subprocess.Popen[str]") -> Answer:
    """What a process gives in the end."""
    out, err = process.communicate(timeout=60)
    return Answer(code=process.returncode, out=out, err=err)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A library of six files, never searched before."""
    made = Desk(folder=tmp_path)
    made.sheets.mkdir()
    (tmp_path / "cheatsheet.toml").touch()
    for topic in TOPICS:
        made.edit(0, topic)
    return made


def is_written_by_another_search(desk: Desk) -> bool:
    """Whether the next search does not find the index good enough."""
    before = desk.index().stat()
    desk.find()
    after = desk.index().stat()
    return (before.st_ino, before.st_ctime_ns) != (after.st_ino, after.st_ctime_ns)


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize("kept", [False, True])
def test_processes_that_build_at_once_all_answer_rightly(desk: Desk, count: int, kept: bool) -> None:
    if kept:
        assert desk.find().code == 0
        desk.edit(1)
    expected = desk.fresh()
    assert json.loads(expected.out)["matches"][0]["id"] == "parcel"
    found = [end(process) for process in [desk.begin() for _ in range(count)]]
    assert found == [expected] * count
    assert desk.kept() == [".index", ".stamps"]
    assert not is_written_by_another_search(desk)
    assert desk.find() == expected


def test_processes_that_build_while_the_sheet_changes_answer_with_the_sheet_before_or_after(desk: Desk) -> None:
    before = desk.fresh()
    processes = [desk.begin() for _ in range(4)]
    aside = desk.folder / "aside"
    aside.write_text((desk.sheets / "parcel.yaml").read_text().replace("has not arrived", "never came"))
    aside.replace(desk.sheets / "parcel.yaml")
    processes += [desk.begin() for _ in range(4)]
    after = desk.fresh()
    assert before != after
    found = [end(process) for process in processes]
    assert set(found[:4]) <= {before, after}
    assert found[4:] == [after] * 4
    assert desk.find() == after
    assert desk.kept() == [".index", ".stamps"]


def test_the_cache_may_be_deleted_while_processes_use_it(desk: Desk) -> None:
    expected = desk.fresh()
    desk.find()
    processes = [desk.begin() for _ in range(6)]
    for process in processes:
        while process.poll() is None:
            shutil.rmtree(desk.store, ignore_errors=True)
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.01)
    for found in map(end, processes):
        assert (found.code, found.out) == (0, expected.out)
        assert [line for line in found.err.splitlines() if not line.startswith("warning: ")] == []
    assert desk.find() == expected


def seconds_of(desk: Desk) -> float:
    """How long a search takes that builds the index."""
    begun = time.monotonic()
    desk.fresh()
    return time.monotonic() - begun


def answered_in_process(run: Run, desk: Desk, cache: Path) -> str:
    """What `find` answers, from a cache folder; in this process, which is quicker."""
    home = desk.folder.parent / f"{desk.folder.name}-home" / "cache"  # of the fixture `run`
    home.parent.mkdir(exist_ok=True)
    home.unlink(missing_ok=True)
    home.symlink_to(cache)
    found = run("--library", str(desk.folder), "find", MESSAGE, "--json", cwd=desk.folder)
    assert (found.code, found.err) == (0, "")
    return found.out


def answered_without_cache(run: Run, desk: Desk) -> str:
    """The same from an empty cache."""
    empty = desk.folder / "empty-cache"
    shutil.rmtree(empty, ignore_errors=True)
    empty.mkdir()
    return answered_in_process(run, desk, empty)


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_build_that_was_killed_at_any_point_leaves_nothing_that_answers_wrongly(
    desk: Desk, run: Run, rebuild: bool
) -> None:
    chance = random.Random(f"killed {rebuild}")  # noqa: S311 (a seed gives the moments again)
    seconds = min(seconds_of(desk) for _ in range(3))
    killed = 0
    answered: set[str] = set()
    for number in range(1, KILLS + 1):
        desk.edit(number)
        if not rebuild:
            shutil.rmtree(desk.store, ignore_errors=True)
        process = desk.begin()
        try:
            process.wait(chance.uniform(0, seconds))
        except subprocess.TimeoutExpired:
            process.kill()
        killed += end(process).code == -9
        desk.store.mkdir(parents=True, exist_ok=True)
        found = answered_in_process(run, desk, desk.store)
        assert found == answered_without_cache(run, desk)
        answered.add(found)
    assert len(answered) == KILLS
    assert killed > KILLS // 2


def kill_while_it_writes(desk: Desk) -> bool:
    """Starts a build and kills it at the first sight of its half-written file; whether that was left."""
    known = set(half_written(desk))  # of builds that were killed before: these tell nothing of this one
    process = desk.begin()
    while process.poll() is None:
        if not known.issuperset(half_written(desk)):
            process.kill()
    end(process)
    return not known.issuperset(half_written(desk))


def half_written(desk: Desk) -> list[str]:
    """The names of the files that a build has begun."""
    names = os.listdir(desk.store) if desk.store.is_dir() else []  # noqa: PTH208 (quick)
    return [name for name in names if name.endswith(".new")]


def test_what_a_killed_build_left_is_swept_by_a_build_an_hour_later(desk: Desk, run: Run) -> None:
    left = 0
    for number in range(1, 11):
        for path in desk.store.glob("*.new"):
            path.unlink()
        desk.edit(number)
        left += kill_while_it_writes(desk)
        assert answered_in_process(run, desk, desk.store) == answered_without_cache(run, desk)
    assert left
    while not kill_while_it_writes(desk):
        desk.edit(number := number + 1)
    young = list(desk.store.glob("*.new"))
    desk.edit(0)
    assert desk.find() == desk.fresh()
    assert list(desk.store.glob("*.new")) == young  # it might be another process's that still writes
    for path in young:
        hour_ago = time.time() - 3660
        os.utime(path, (hour_ago, hour_ago))
    desk.edit(99)
    assert desk.find() == desk.fresh()
    assert desk.kept() == [".index", ".stamps"]


def warns_once(found: Answer, store: Path) -> bool:
    """Whether the only word on stderr is that the index cannot be kept there."""
    (line,) = found.err.splitlines()
    assert line.startswith("warning: ")
    assert str(store) in line
    return True


def mounted(desk: Desk, options: str, at: Path) -> tuple[Answer, list[str]]:
    """A search with another file system at a folder, and the files that lie there after."""
    at.mkdir(parents=True, exist_ok=True)
    listed = desk.folder / "listed"
    found = desk.find(before=("unshare", "-rm", "sh", "-c", MOUNTED, "sh", str(at), options, str(listed)))
    return found, [Path(line).suffix for line in listed.read_text().splitlines()]


@needs_mounts
@pytest.mark.parametrize("options", ["ro", "size=4k", "size=128k", "nr_inodes=2"])
@pytest.mark.parametrize("part", ["store", "above"])
def test_a_read_only_or_full_cache_folder_is_said_and_answered(desk: Desk, options: str, part: str) -> None:
    expected = desk.fresh()
    found, files = mounted(desk, options, desk.store if part == "store" else desk.store.parent)
    assert (found.code, found.out) == (0, expected.out)
    assert warns_once(found, desk.store)
    assert ".new" not in files


@needs_mounts
def test_a_cache_folder_with_room_is_used_without_a_word(desk: Desk) -> None:
    expected = desk.fresh()
    found, files = mounted(desk, "size=8m", desk.store)
    assert found == expected
    assert sorted(files) == [".index", ".stamps"]


@needs_mounts
def test_an_index_in_a_read_only_folder_is_used_while_it_is_good_and_answers_after(desk: Desk) -> None:
    before = ("unshare", "-rm", "sh", "-c", FROZEN, "sh", str(desk.store))
    expected = desk.fresh()
    assert desk.find() == expected
    frozen = {path: path.read_bytes() for path in desk.store.iterdir()}
    assert desk.find(before=before) == expected
    desk.edit(7)
    changed = desk.fresh()
    assert changed != expected
    for _ in range(2):
        found = desk.find(before=before)
        assert (found.code, found.out) == (0, changed.out)
        assert warns_once(found, desk.store)
    assert {path: path.read_bytes() for path in desk.store.iterdir()} == frozen
    assert desk.find() == changed


def test_a_cache_folder_that_is_a_file_is_said_and_answered(desk: Desk) -> None:
    expected = desk.fresh()
    desk.store.parent.mkdir()
    desk.store.write_text("mine")
    for _ in range(2):
        found = desk.find()
        assert (found.code, found.out) == (0, expected.out)
        assert warns_once(found, desk.store)
    assert desk.store.read_text() == "mine"


@needs_mounts
def test_a_folder_that_cannot_be_listed_is_a_fault_with_or_without_an_index(desk: Desk) -> None:
    """As somebody without root's rights, who owns the files."""
    assert desk.find().code == 0
    inner = desk.sheets / "inner"
    inner.mkdir()
    inner.chmod(0)
    plain = ("unshare", "-U")
    listed = subprocess.run(
        [*plain, *PROGRAM, "--library", str(desk.folder), "list"],
        env=environment(desk.folder / "home"),
        cwd=desk.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    found = desk.find(before=plain)
    inner.chmod(0o700)
    assert (listed.returncode, "responses" in listed.stderr) == (4, True)
    assert (found.code, found.out, found.err) == (4, "", listed.stderr)


def test_the_program_makes_a_cache_folder_that_nobody_else_can_read(desk: Desk) -> None:
    assert desk.find().code == 0
    assert desk.store.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in desk.store.iterdir()} == {0o600}
    assert not [path for path in desk.store.iterdir() if b"parsel" in path.read_bytes()]
