"""The two files of a kept index: believed only where nobody else has touched them."""

import json
import os
import stat
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from cheatsheet.sections import pack
from cheatsheet.store import DAY, FORGOTTEN, LEFT_OVER, RACY, TICK, UNKNOWN, Store, hash_of, stamp

NOW = 1_795_424_400_123_456_789  # ns
MAKER = ["1.0", 2, "/sheet", "en"]
STAMP = [120, NOW - DAY, 7]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The store of a library that has no index yet."""
    return Store(folder=tmp_path / "cache", library="/sheet", now=NOW)


@pytest.fixture
def kept(store: Store) -> Store:
    """The same with an index and stamps."""
    store.write_index(packed(store))
    store.write_stamps({"a.yaml": STAMP}, {"a.yaml": "aa"})
    return store


def packed(store: Store, made_by: Sequence[object] = MAKER) -> bytes:
    return b"".join(pack({"made by": made_by, "written": store.tick}, {"cards": b"one"}))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def aged(path: Path, age: int) -> Path:
    """The file, made if needed, last written `age` ns ago."""
    path.touch()
    os.utime(path, ns=(NOW - age, NOW - age))
    return path


def mtime(path: Path) -> int:
    return path.stat().st_mtime_ns


def test_an_index_is_given_back_as_it_was_written(kept: Store) -> None:
    found = kept.kept(MAKER)
    assert found is not None
    assert bytes(found.parts["cards"]) == b"one"


def test_an_index_is_given_back_at_any_later_time(kept: Store) -> None:
    assert kept._replace(now=NOW + 30 * DAY).kept(MAKER) is not None


@pytest.mark.parametrize(
    "made_by",
    [
        pytest.param(["1.1", *MAKER[1:]], id="version"),
        pytest.param([*MAKER[:3], "de"], id="language"),
        pytest.param(MAKER[:3], id="less"),
        pytest.param(None, id="nothing"),
    ],
)
def test_an_index_of_another_maker_is_none(kept: Store, made_by: object) -> None:
    assert kept.kept(made_by) is None


@pytest.mark.parametrize("by", [-TICK, -1, 1, TICK])
def test_an_index_of_another_time_is_none(kept: Store, by: int) -> None:
    path = kept.path("index")
    os.utime(path, ns=(kept.tick + by, kept.tick + by))
    assert kept.kept(MAKER) is None


def test_an_index_that_someone_else_wrote_into_is_none(kept: Store) -> None:
    path = kept.path("index")
    path.write_bytes(path.read_bytes())
    assert kept.kept(MAKER) is None


@pytest.mark.parametrize(
    "head",
    [
        pytest.param({}, id="empty"),
        pytest.param({"made by": MAKER}, id="no time"),
        pytest.param({"written": 0}, id="no maker"),
    ],
)
def test_an_index_that_does_not_say_of_itself_what_it_should_is_none(store: Store, head: dict[str, object]) -> None:
    store.write_index(b"".join(pack(head, {})))
    assert store.kept(MAKER) is None


@pytest.mark.parametrize("data", [b"", b"\x00", b"not sections at all", b"cheatsheet sections 1\n"])
def test_what_is_no_index_is_none(store: Store, data: bytes) -> None:
    store.write_index(data)
    assert store.kept(MAKER) is None


@pytest.mark.parametrize("end", [1, 30, -1])
def test_an_index_that_was_cut_off_is_none(store: Store, end: int) -> None:
    store.write_index(packed(store)[:end])
    assert store.kept(MAKER) is None


def test_where_nothing_was_kept_there_is_none(store: Store) -> None:
    assert store.kept(MAKER) is None
    assert store.hashes({"a.yaml": STAMP}) == {}


def test_a_folder_in_the_place_of_the_index_is_none(store: Store) -> None:
    store.path("index").mkdir(parents=True)
    assert store.kept(MAKER) is None


def test_every_library_has_files_of_its_own(kept: Store) -> None:
    other = kept._replace(library="/sheets")
    assert other.kept(MAKER) is None
    other.write_index(packed(other, ["other"]))
    assert kept.kept(MAKER) is not None
    assert len(names(kept.folder)) == 3


def test_a_library_whose_name_is_no_text_has_files_too(store: Store) -> None:
    odd = store._replace(library=os.fsdecode(b"/sheet-\xff"))
    odd.write_index(packed(odd))
    assert odd.kept(MAKER) is not None


@pytest.mark.parametrize("now", [0, 1, TICK - 1, TICK, NOW])
def test_a_tick_is_the_last_one_that_every_file_system_keeps(store: Store, now: int) -> None:
    tick = store._replace(now=now).tick
    assert tick % TICK == 0
    assert tick <= now < tick + TICK


def test_a_file_of_the_same_stamp_has_the_hash_that_was_noted(kept: Store) -> None:
    assert kept.hashes({"a.yaml": STAMP}) == {"a.yaml": "aa"}


@pytest.mark.parametrize(
    "found",
    [
        pytest.param([121, *STAMP[1:]], id="size"),
        pytest.param([STAMP[0], STAMP[1] + 1, STAMP[2]], id="time"),
        pytest.param([*STAMP[:2], 8], id="inode"),
        pytest.param([], id="gone"),
    ],
)
def test_a_file_of_another_stamp_has_no_hash(kept: Store, found: list[int]) -> None:
    assert kept.hashes({"a.yaml": found}) == {}


def test_a_file_that_was_not_noted_has_no_hash(kept: Store) -> None:
    assert kept.hashes({"b.yaml": STAMP}) == {}
    assert kept.hashes({"b.yaml": STAMP, "a.yaml": STAMP}) == {"a.yaml": "aa"}


@pytest.mark.parametrize(
    ("age", "noted"), [(RACY + 1, True), (DAY, True), (RACY, False), (RACY - 1, False), (0, False), (-DAY, False)]
)
def test_a_file_that_may_still_change_within_its_stamp_is_not_noted(store: Store, age: int, noted: bool) -> None:
    store.folder.mkdir()
    own = [120, NOW - age, 7]
    store.write_stamps({"a.yaml": own, "old.yaml": STAMP}, {"a.yaml": "aa", "old.yaml": "bb"})
    found = store.hashes({"a.yaml": own, "old.yaml": STAMP})
    assert found == ({"a.yaml": "aa"} if noted else {}) | {"old.yaml": "bb"}


def test_a_file_without_a_stamp_is_not_noted(store: Store) -> None:
    store.folder.mkdir()
    store.write_stamps({"gone.yaml": []}, {"gone.yaml": UNKNOWN})
    assert store.hashes({"gone.yaml": []}) == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut off"),
        pytest.param("[]", id="a list"),
        pytest.param("7", id="a number"),
        pytest.param('{"a.yaml": 7}', id="a number for a file"),
        pytest.param('{"a.yaml": ["aa"]}', id="no stamp"),
        pytest.param("[" * 100_000, id="too deep"),
        pytest.param("\xff", id="another encoding"),
    ],
)
def test_stamps_that_are_something_else_have_no_hashes(kept: Store, text: str) -> None:
    kept.path("stamps").write_bytes(text.encode("latin-1"))
    assert kept.hashes({"a.yaml": STAMP}) == {}


@pytest.mark.parametrize(
    ("since", "moves"),
    [
        pytest.param(0, False, id="at once"),
        pytest.param(DAY - 2 * TICK, False, id="within a day"),
        pytest.param(DAY + TICK, True, id="after a day"),
        pytest.param(-DAY, False, id="by a clock that went back"),
    ],
)
def test_use_moves_the_time_of_the_stamps_once_a_day(kept: Store, since: int, moves: bool) -> None:
    path = kept.path("stamps")
    before, content = mtime(path), path.read_bytes()
    kept._replace(now=NOW + since).used()
    assert (mtime(path) > before) == moves
    assert path.read_bytes() == content


def test_use_moves_it_but_once(kept: Store) -> None:
    later = kept._replace(now=NOW + 2 * DAY)
    later.used()
    first = mtime(kept.path("stamps"))
    later._replace(now=later.now + DAY // 2).used()
    assert mtime(kept.path("stamps")) == first


def test_use_leaves_the_index_as_it_is(kept: Store) -> None:
    kept._replace(now=NOW + 2 * DAY).used()
    assert mtime(kept.path("index")) == kept.tick
    assert kept.kept(MAKER) is not None


def test_use_without_stamps_makes_none(store: Store) -> None:
    store.used()
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("age", "stays"),
    [(LEFT_OVER - 1, True), (LEFT_OVER, True), (LEFT_OVER + 1, False), (FORGOTTEN + 1, False), (-DAY, True)],
)
def test_what_a_killed_build_left_is_swept_after_an_hour(kept: Store, age: int, stays: bool) -> None:
    left = aged(kept.folder / "0123456789abcdef.index-x7.new", age)
    kept.sweep()
    assert left.exists() == stays


@pytest.mark.parametrize(
    ("index", "stamps", "stays"),
    [
        pytest.param(FORGOTTEN + 1, FORGOTTEN + 1, False, id="both old"),
        pytest.param(2 * FORGOTTEN, DAY, True, id="asked yesterday"),
        pytest.param(FORGOTTEN, FORGOTTEN, True, id="on the last day"),
        pytest.param(FORGOTTEN + 1, None, False, id="old, without stamps"),
        pytest.param(DAY, None, True, id="new, without stamps"),
    ],
)
def test_an_index_is_swept_by_the_time_it_was_last_asked(
    kept: Store, index: int, stamps: int | None, stays: bool
) -> None:
    files = [aged(kept.folder / "0123456789abcdef.index", index)]
    if stamps is not None:
        files.append(aged(kept.folder / "0123456789abcdef.stamps", stamps))
    kept.sweep()
    assert [path.exists() for path in files] == [stays] * len(files)


def test_writing_an_index_sweeps_and_leaves_its_own(store: Store) -> None:
    store.folder.mkdir()
    left = aged(store.folder / "x.new", DAY)
    store.write_index(packed(store))
    assert not left.exists()
    assert names(store.folder) == [store.path("index").name]


def test_a_folder_among_the_files_is_left_alone(kept: Store) -> None:
    odd = kept.folder / "odd.index"
    odd.mkdir()
    os.utime(odd, ns=(0, 0))
    kept.sweep()
    assert odd.is_dir()


def test_both_files_have_the_time_of_the_tick(kept: Store) -> None:
    assert [mtime(kept.path(suffix)) for suffix in ("index", "stamps")] == [kept.tick] * 2


def test_stamps_name_files_and_hashes_only(kept: Store) -> None:
    assert json.loads(kept.path("stamps").read_text(encoding="utf-8")) == {"a.yaml": ["aa", STAMP]}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_nobody_else_may_look_into_folder_or_files(kept: Store) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (kept.folder, *kept.folder.iterdir())]
    assert modes == [0o700, 0o600, 0o600]


def test_a_stamp_is_size_time_and_inode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"twelve bytes")
    os.utime(path, ns=(NOW, NOW // 1000 * 1000))
    assert stamp(str(path)) == [12, path.stat().st_mtime_ns, path.stat().st_ino]


def test_the_stamp_changes_with_the_file_in_its_place(tmp_path: Path) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    for each in (path, other):
        each.write_bytes(b"same")
        os.utime(each, ns=(0, 0))
    before = stamp(str(path))
    other.replace(path)
    assert stamp(str(path)) != before


def test_what_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    assert stamp(str(tmp_path / "none.yaml")) == []


def test_a_hash_is_that_of_the_content(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"- id: late\r\n")
    assert hash_of(path) == sha256(b"- id: late\r\n").hexdigest()


def test_what_cannot_be_read_as_a_file_has_an_unknown_hash(tmp_path: Path) -> None:
    assert hash_of(tmp_path) == UNKNOWN
    assert hash_of(tmp_path / "none.yaml") == UNKNOWN
