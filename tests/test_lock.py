"""One writer at a time in a folder, whatever becomes of the others."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cheatsheet.errors import UsageError
from cheatsheet.lock import file_lock, is_still, locked

HOLDER = """
import sys, time
from pathlib import Path
from cheatsheet.lock import file_lock, locked
folder, state, kind = map(Path, sys.argv[1:])
if str(kind) == "file":
    handle = file_lock(folder, state, time.monotonic() + 30)
    print("held", flush=True)
    sys.stdin.read()
else:
    with locked(folder, state=state):
        print("held", flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sheets").mkdir()
    return tmp_path / "sheets"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@contextmanager
def held(folder: Path, state: Path, kind: str = "folder") -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(folder), str(state), kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        assert process.stdin
        process.stdin.close()


def test_a_lock_that_another_process_holds_is_waited_for_then_said(folder: Path, state: Path) -> None:
    with held(folder, state) as process:
        begun = time.monotonic()
        with pytest.raises(UsageError) as raised, locked(folder, state=state, patience=0.3):
            pass
        assert 0.3 <= time.monotonic() - begun < 10
        assert str(folder) in raised.value.message
        if sys.platform == "linux":
            assert f"process {process.pid} " in raised.value.message
        assert "try again" in raised.value.hint
    with locked(folder, state=state, patience=0):
        pass


def test_a_lock_is_had_as_soon_as_it_is_free(folder: Path, state: Path) -> None:
    with held(folder, state) as process:
        assert process.stdin
        threading.Timer(0.3, process.stdin.close).start()
        begun = time.monotonic()
        with locked(folder, state=state):
            assert 0.2 < time.monotonic() - begun < 10


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_system_frees_the_lock_of_a_process_that_was_killed(folder: Path, state: Path, kind: str) -> None:
    with held(folder, state, kind) as process:
        process.kill()
        process.wait()
        with locked(folder, state=state, patience=5):
            os.close(file_lock(folder, state, time.monotonic() + 5))


def test_threads_exclude_each_other(folder: Path, state: Path) -> None:
    inside: list[str] = []

    def work() -> None:
        for _ in range(20):
            with locked(folder, state=state):
                inside.append("in")
                time.sleep(0.0005)
                inside.append("out")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside == ["in", "out"] * 80


def test_what_is_raised_inside_frees_the_lock(folder: Path, state: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked(folder, state=state):
        raise KeyboardInterrupt
    with locked(folder, state=state, patience=0):
        pass


def test_folders_do_not_exclude_each_other(folder: Path, state: Path, tmp_path: Path) -> None:
    with locked(folder, state=state), locked(tmp_path, state=state, patience=0):
        os.close(file_lock(folder, state, 0))
        os.close(file_lock(tmp_path, state, 0))


def test_a_folder_is_the_same_through_a_link(folder: Path, state: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("sheets", target_is_directory=True)
    handle = file_lock(folder, state, 0)
    with locked(folder, state=state):
        with pytest.raises(UsageError), locked(tmp_path / "link", state=state, patience=0):
            pass
        with pytest.raises(TimeoutError):
            file_lock(tmp_path / "link", state, 0)
    os.close(handle)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folders")
def test_nothing_is_left_in_the_folder_nor_elsewhere(folder: Path, state: Path) -> None:
    with locked(folder, state=state):
        assert list(folder.iterdir()) == []
    assert list(folder.iterdir()) == []
    assert not state.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_a_lock_file_is_the_user_s_own(folder: Path, state: Path) -> None:
    os.close(file_lock(folder, state, 0))
    (file,) = (state / "locks").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (state / "locks").stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="an open folder keeps its name there")
def test_a_folder_that_was_replaced_while_it_was_waited_for_is_locked_anew(
    folder: Path, state: Path, tmp_path: Path
) -> None:
    """As git does that switches branches: who has the old one does not keep others off the new one."""
    handle = os.open(folder, os.O_RDONLY)
    with held(folder, state):
        assert is_still(handle, folder)
        folder.rename(tmp_path / "old")
        assert not is_still(handle, folder)
        folder.mkdir()
        assert not is_still(handle, folder)
        with locked(folder, state=state, patience=0):
            pass
    os.close(handle)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, state: Path) -> None:
    with pytest.raises(OSError), locked(tmp_path / "gone", state=state):
        pass
