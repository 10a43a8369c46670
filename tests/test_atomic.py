"""Files are replaced as a whole."""

import os
from pathlib import Path

import pytest

from cheatsheet.atomic import replace_file

NOW = 1_790_000_000 * 1_000_000_000  # ns


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a long content")
    replace_file(path, b"new", time=NOW)
    assert path.read_bytes() == b"new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "file"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        replace_file(path, b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file"]


def test_a_file_has_the_time_that_it_is_given(tmp_path: Path) -> None:
    replace_file(tmp_path / "file", b"new", time=NOW)
    assert (tmp_path / "file").stat().st_mtime_ns == NOW


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_a_file_has_the_mode_that_it_is_given(tmp_path: Path, mode: int) -> None:
    replace_file(tmp_path / "file", b"new", mode=mode)
    assert (tmp_path / "file").stat().st_mode & 0o777 == mode
