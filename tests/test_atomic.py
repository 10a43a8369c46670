"""Files are replaced as a whole."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cheatsheet.atomic import replace_file, sync_folder, write_result

NOW = 1_790_000_000 * 1_000_000_000  # ns
no_links = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes, and links need a right")
no_mode_bits = pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a long content")
    replace_file(path, b"new", time=NOW)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["file"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "file"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        replace_file(path, b"new")
    assert names(tmp_path) == ["file"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "folder" / "file", b"new")


@pytest.mark.parametrize("error", [OSError("no"), KeyboardInterrupt(), ValueError("no")])
def test_what_is_raised_at_last_leaves_all_as_it_was(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    seen: list[list[str]] = []

    def at_last() -> None:
        seen.append(names(tmp_path))
        raise error

    with pytest.raises(type(error)):
        replace_file(path, b"new", at_last=at_last, suffix=".part")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]
    ((temporary, _),) = seen  # by then the new content was there, under a name that begins with a dot
    assert temporary.startswith(".file-")
    assert temporary.endswith(".part")


@pytest.mark.parametrize("name", ["a" * 255, "ä" * 127, "😀" * 63])
def test_a_name_may_be_as_long_as_the_file_system_takes(tmp_path: Path, name: str) -> None:
    replace_file(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"
    assert names(tmp_path) == [name]


def test_a_file_has_the_time_that_it_is_given(tmp_path: Path) -> None:
    replace_file(tmp_path / "file", b"new", time=NOW)
    assert (tmp_path / "file").stat().st_mtime_ns == NOW


@no_mode_bits
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_a_file_has_the_mode_that_it_is_given(tmp_path: Path, mode: int) -> None:
    replace_file(tmp_path / "file", b"new", mode=mode)
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode


@no_mode_bits
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_file_without_a_mode_has_what_the_umask_leaves(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        replace_file(tmp_path / "file", b"new", mode=None)
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode


@no_mode_bits
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o400])
def test_a_file_may_take_after_the_one_it_replaces(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(mode)
    os.utime(path, ns=(NOW, NOW))
    replace_file(path, b"new", like=path)
    assert path.stat().st_mode & 0o7777 == mode
    assert abs(path.stat().st_mtime - time.time()) < 60  # but its time is now


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give a file away")
def test_owner_and_group_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)
    path.chmod(0o4664)
    replace_file(path, b"new", like=path)
    found = path.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (12345, 23456, 0o4664)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the platform has no such attributes")
def test_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.comment", b"kept")
    except OSError as error:
        pytest.skip(f"attributes: {error}")
    replace_file(path, b"new", like=path)
    assert os.getxattr(path, "user.comment") == b"kept"


def test_a_folder_is_confirmed(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    if os.name != "nt":
        with pytest.raises(FileNotFoundError):
            sync_folder(tmp_path / "gone")


@no_links
def test_a_result_goes_through_a_link_and_leaves_it_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real.name)
    write_result(link, b"new")
    assert (real.read_bytes(), link.is_symlink()) == (b"new", True)


@no_links
def test_a_result_is_written_into_a_pipe_that_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        reader = pool.submit(pipe.read_bytes)
        write_result(pipe, b"said")
        assert reader.result(timeout=10) == b"said"
    assert pipe.is_fifo()
