"""Writes of sheets by real processes: many at once, stopped at any moment, with every system call failing in turn."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cheatsheet.lock import locked
from tests.e2e import writers
from tests.e2e.desktop import environment, needs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, mounts, strace")

STOPS = 100  # of each kind of signal
FROZEN = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; shift; exec "$@"'
FULL = 'mount -t tmpfs -o size=256k none "$1" || exit 99; shift; exec "$@"'


def can_mount() -> bool:
    """Whether a process may mount in a namespace of its own."""
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o ro none /tmp"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def can_trace() -> bool:
    """Whether a process may look at the system calls of another: some containers forbid it."""
    return (
        not shutil.which("strace")
        or subprocess.run(["strace", "-f", "true"], capture_output=True, check=False).returncode == 0
    )


needs_mounts = pytest.mark.skipif(
    sys.platform == "linux" and not can_mount(), reason="needs to mount (unshare -rm), which this machine forbids"
)


def begun(home: Path, *arguments: object, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
    """A process that writes: see writers.py."""
    return subprocess.Popen(
        [*before, sys.executable, writers.__file__, *map(str, arguments)],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def found(home: Path, *arguments: object, before: tuple[str, ...] = ()) -> Any:
    """What a process found out."""
    out, err = (process := begun(home, *arguments, before=before)).communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    return json.loads(out)


def inside(mount: str, folder: Path) -> tuple[str, ...]:
    """A command in front of another, which then sees another file system in a folder; root is bound by it too."""
    return ("unshare", "-rm", "sh", "-c", mount, "sh", str(folder))


@pytest.mark.parametrize("linked", [False, True])
def test_eight_processes_that_write_at_once_lose_nothing(tmp_path: Path, linked: bool) -> None:
    """Some of them through a link to the folder, some through a link to the file, where there are links."""
    path = tmp_path / "sheets" / "sheet.yaml"
    names = [path] * 8
    if linked:
        path.parent.mkdir()
        path.touch()
        (tmp_path / "link").symlink_to("sheets", target_is_directory=True)
        (tmp_path / "link.yaml").symlink_to("sheets/sheet.yaml")
        names[:6] = [tmp_path / "link" / "sheet.yaml", tmp_path / "link.yaml"] * 3
    processes = [begun(tmp_path, "append", name, number, 50) for number, name in enumerate(names)]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err, len(out.split())) == (0, "", 50)
    written = path.read_text().splitlines()
    for number in range(8):
        own = [line for line in written if line.startswith(f"- id: {number}-")]
        assert own == [writers.line(str(number), each).rstrip() for each in range(50)]
    assert len(written) == 400
    assert [each.name for each in path.parent.iterdir()] == ["sheet.yaml"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_writer_that_is_stopped_at_any_moment_tears_and_loses_nothing(tmp_path: Path, number: int) -> None:
    """And undo takes back the last write that reached the disk, whether or not it was acknowledged."""
    result = found(tmp_path, "stopped", tmp_path, STOPS, f"stopped by {number}", int(number))
    harm = {name: count for name, count in result.items() if name not in {"written", "left"}}
    assert harm == {"torn": 0, "lost": 0, "not undone": 0, "left after the next write": 0}
    assert result["written"] > 0
    assert bool(result["left"]) == (number != signal.SIGINT)  # so there were writes stopped half-way


@needs("strace")
@pytest.mark.skipif(sys.platform == "linux" and not can_trace(), reason="needs to trace, which this machine forbids")
@pytest.mark.parametrize("history", ["without history", "history"])
def test_a_write_whose_system_calls_fail_in_turn_leaves_the_old_or_the_new(tmp_path: Path, history: str) -> None:
    results = found(tmp_path, "failing", tmp_path, history, "EIO", "ENOSPC")
    assert len(results) > 100
    for each in results:
        assert each["text"] in ({"old", "new"} if each["code"] else {"new"}), each
        assert each["code"] in {0, 2}, each
        assert bool(each["said"]) == bool(each["code"]), each
        assert "Traceback" not in each["said"], each
        assert each["text"] == "old" or not each["code"] or "was written, but" in each["said"], each
        assert each["left"] == [], each
        assert each["undone"] or history != "history", each
    failed = {each["failed"].split()[0] for each in results if each["injected"] and each["code"]}
    assert failed >= {"openat", "flock", "read", "write", "fsync", "close"}
    assert any(name.startswith("rename") for name in failed)


@needs("strace")
def test_the_disk_confirms_the_new_content_before_the_file_is_replaced_and_its_name_after(tmp_path: Path) -> None:
    calls = ["rename" if name.startswith("rename") else name for name in found(tmp_path, "calls", tmp_path)]
    assert [name for name in calls if name in {"write", "fsync", "rename"}] == ["write", "fsync", "rename", "fsync"]


@needs("strace")
def test_a_folder_that_is_replaced_just_before_it_is_locked_is_locked_anew(tmp_path: Path) -> None:
    """As git does that switches branches; the lock of the old one would keep nobody off the new one."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    slow = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=flock:delay_enter=1000000:when=1")
    process = begun(tmp_path, "append", folder / "sheet.yaml", "a", 1, before=slow)
    while process.poll() is None and not is_open(folder):
        time.sleep(0.01)
    folder.rename(tmp_path / "old")
    folder.mkdir()
    with locked(folder):
        time.sleep(1.5)
        assert list(folder.iterdir()) == []
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert [each.name for each in folder.iterdir()] == ["sheet.yaml"]


def is_open(folder: Path) -> bool:
    """Whether a process has a folder open."""
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if os.readlink(link) == str(folder):  # noqa: PTH115 (a Path costs more, for every open file)
                return True
    return False


@needs_mounts
def test_a_full_disk_leaves_what_was_there_and_takes_what_fits(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    result = found(tmp_path, "filled", room, 150_000, before=inside(FULL, room))
    code, said, more, left = result["large"]
    assert (code, more, left) == (2, "", [])
    assert f"{room / 'sheet.yaml'} was not written: the disk is full" in said
    assert result["small"] == [0, "", "# more\n", []]


@needs_mounts
@pytest.mark.parametrize("name", ["sheet.yaml", "new.yaml", "new/folder/sheet.yaml"])
def test_a_read_only_mount_is_said(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    (folder / "sheet.yaml").write_text(writers.LIBRARY)
    process = begun(tmp_path, "append", folder / name, "a", 1, before=inside(FROZEN, folder))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert str(folder) in err
    assert "file system is read-only" in err or "on a read-only file system" in err
    assert "allow writing there" in err or "try again" in err
    assert [each.name for each in folder.iterdir()] == ["sheet.yaml"]
    assert (folder / "sheet.yaml").read_text() == writers.LIBRARY


@needs_mounts
@pytest.mark.parametrize("part", ["sheet.yaml", "."])
def test_a_read_only_file_or_folder_is_said(tmp_path: Path, part: str) -> None:
    """As somebody without root's rights, who owns the files."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    (folder / "sheet.yaml").write_text(writers.LIBRARY)
    mode = 0o444 if part == "sheet.yaml" else 0o555
    (folder / part).chmod(mode)
    process = begun(tmp_path, "append", folder / "sheet.yaml", "a", 1, before=("unshare", "-U"))
    out, err = process.communicate(timeout=60)
    (folder / part).chmod(0o755)
    assert (process.returncode, out) == (2, "")
    assert f"{folder / 'sheet.yaml'} cannot be written: {'it' if part != '.' else folder} is read-only" in err
    assert "chmod u+w" in err
    assert "allow writing there" in err
    assert [each.name for each in folder.iterdir()] == ["sheet.yaml"]
    assert (folder / "sheet.yaml").read_text() == writers.LIBRARY


@needs("strace")
def test_a_file_system_that_locks_no_folder_loses_nothing_either(tmp_path: Path) -> None:
    """The lock is then on a file in the user's state folder; nothing of it is left in the folder of the sheet."""
    path = tmp_path / "sheets" / "sheet.yaml"
    path.parent.mkdir()
    refused = ("strace", "-qq", "-o", "/dev/null", "-P", str(path.parent), "-e", "inject=flock:error=ENOLCK")
    processes = [begun(tmp_path, "append", path, name, 20, before=refused) for name in "abcd"]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err, len(out.split())) == (0, "", 20)
    assert len(set(path.read_text().splitlines())) == 80
    assert [each.name for each in path.parent.iterdir()] == ["sheet.yaml"]
    locks = tmp_path / ".local" / "state" / "cheatsheet" / "locks"
    assert len(list(locks.iterdir())) == 1
