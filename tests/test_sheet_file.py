"""A write of a sheet keeps all that it does not change, and what another program wrote meanwhile."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cheatsheet.errors import NotWritable, Unwritable, UsageError
from cheatsheet.files import MAX_BYTES
from cheatsheet.sheet_file import ATTEMPTS, TEMPORARY, Written, put_back, read_sheet, update

TEXT = "# ours\r\n- id: late\r\n  answer: Sorry.  \n\n- id: lamp\r  answer: Grüße"  # all kinds of line ends
MORE = "\n- id: vase\n"

on_linux = pytest.mark.skipif(sys.platform == "win32", reason="links, mode bits, pipes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "sheets" / "sheet.yaml"
    found.parent.mkdir()
    found.write_bytes(TEXT.encode())
    return found


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def add(text: str) -> str:
    return text + MORE


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_text_changes_and_nothing_else(path: Path) -> None:
    written = update(path, add)
    assert path.read_bytes() == (TEXT + MORE).encode()
    assert written == Written(path, TEXT.encode(), (TEXT + MORE).encode())
    assert names(path.parent) == ["sheet.yaml"]


def test_the_text_is_what_readers_see(path: Path) -> None:
    assert read_sheet(path) == TEXT
    assert read_sheet(path.with_name("new.yaml")) == ""


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-16-le"), (b"", "cp1252")]
)
def test_mark_and_encoding_stay(path: Path, mark: bytes, codec: str) -> None:
    path.write_bytes(mark + TEXT.encode(codec))
    update(path, add)
    assert path.read_bytes() == mark + (TEXT + MORE).encode(codec)


@pytest.mark.parametrize("data", ["Grüße\n".encode("cp1252"), b"Gr\x81e\n"])
def test_what_cannot_be_encoded_is_not_written(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    told: list[Written] = []
    with pytest.raises(Unwritable):
        update(path, lambda text: text + "日本", before_write=told.append)
    assert (path.read_bytes(), told, names(path.parent)) == (data, [], ["sheet.yaml"])


def test_the_same_text_is_not_written(path: Path) -> None:
    before = path.stat()
    told: list[Written] = []
    written = update(path, str, before_write=told.append)
    assert written.after == written.before == TEXT.encode()
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert told == []


def test_a_file_that_is_not_there_has_no_text_and_is_created(path: Path) -> None:
    new = path.with_name("new.csv")
    written = update(new, lambda text: f"{text}Complaint,Answer\n")
    assert written == Written(new, None, b"Complaint,Answer\n")
    assert new.read_bytes() == b"Complaint,Answer\n"


@on_linux
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664)])
def test_a_new_file_has_what_the_umask_leaves(path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        update(path.with_name("new.yaml"), add)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.with_name("new.yaml").stat().st_mode) == mode


def test_missing_folders_are_made(path: Path) -> None:
    new = path.parent / "a" / "b" / "new.yaml"
    update(new, add)
    assert new.read_text() == MORE


def test_folders_that_were_made_for_nothing_go_again(path: Path) -> None:
    new = path.parent / "a" / "b" / "new.yaml"

    def refuse(_text: str) -> str:
        raise Unwritable("no")

    with pytest.raises(Unwritable):
        update(new, refuse)
    assert names(path.parent) == ["sheet.yaml"]
    assert update(new, str) == Written(new, b"", b"")
    assert names(path.parent) == ["sheet.yaml"]


@on_linux
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_mode_bits_stay(path: Path, mode: int) -> None:
    path.chmod(mode)
    update(path, add)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@on_linux
def test_a_link_stays_a_link_and_its_file_is_written(path: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "one.yaml").symlink_to("../sheets/sheet.yaml")
    (library / "two.yaml").symlink_to("one.yaml")
    (library / "inner").symlink_to("../sheets", target_is_directory=True)
    for link in (library / "one.yaml", library / "two.yaml", library / "inner" / "sheet.yaml"):
        before = path.read_text()
        written = update(link, add)
        assert written.path == path
        assert path.read_text() == before + MORE
    assert names(path.parent) == ["sheet.yaml"]
    assert names(library) == ["inner", "one.yaml", "two.yaml"]
    assert [os.readlink(library / name) for name in names(library)] == [  # noqa: PTH115
        "../sheets",
        "../sheets/sheet.yaml",
        "one.yaml",
    ]


@on_linux
def test_a_link_to_a_file_that_is_not_there_yet_stays_one(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to("new.yaml")
    update(link, add)
    assert link.is_symlink()
    assert path.with_name("new.yaml").read_text() == MORE


@on_linux
def test_a_link_that_leads_to_itself_is_said(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to("link.yaml")
    with pytest.raises(UsageError, match=r"link\.yaml"):
        update(link, add)
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.ODS", "notes.txt", "sheet", "sheet.yaml.bak"])
def test_a_foreign_file_says_where_instead(path: Path, name: str) -> None:
    foreign = path.with_name(name)
    foreign.write_bytes(b"PK")
    with pytest.raises(UsageError) as raised:
        update(foreign, add)
    assert name in raised.value.message
    assert isinstance(raised.value, NotWritable)
    assert foreign.read_bytes() == b"PK"


@pytest.mark.parametrize("kind", ["folder", "pipe", "file above"])
def test_what_is_no_file_is_said(path: Path, kind: str) -> None:
    place = path.with_name("other.yaml")
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("the platform has no named pipes")
        os.mkfifo(place)
    else:
        place = path / "other.yaml"
    for attempt in (lambda: update(place, add), lambda: read_sheet(place)):
        with pytest.raises(UsageError, match=r"other\.yaml"):
            attempt()
    assert path.read_bytes() == TEXT.encode()


def test_a_file_may_not_become_larger_than_can_be_read(path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        update(path, lambda text: text + "#" * MAX_BYTES)
    assert f"{MAX_BYTES:,}" in raised.value.message
    assert isinstance(raised.value, NotWritable)
    assert path.read_bytes() == TEXT.encode()


def test_a_name_may_be_as_long_as_the_file_system_takes(path: Path) -> None:
    long = path.with_name("ä" * 125 + ".yaml")
    update(long, add)
    update(long, add)
    assert long.read_text() == MORE * 2


def test_what_killed_writers_left_is_swept_and_nothing_else(path: Path) -> None:
    for name in (f".sheet.yaml-0123456789ab{TEMPORARY}", f".other.csv-0123456789ab{TEMPORARY}", ".mine", "x.part"):
        path.with_name(name).write_text("left")
    update(path, add)
    assert names(path.parent) == [".mine", "sheet.yaml", "x.part"]


def test_a_temporary_name_begins_with_a_dot(path: Path) -> None:
    seen: list[str] = []
    update(path, add, before_write=lambda _: seen.extend(names(path.parent)))
    (temporary,) = [name for name in seen if name != "sheet.yaml"]
    assert temporary.startswith(".")
    assert names(path.parent) == ["sheet.yaml"]


def test_what_will_be_written_is_told_before_it_is(path: Path) -> None:
    told: list[tuple[Written, bytes]] = []
    written = update(path, add, before_write=lambda each: told.append((each, path.read_bytes())))
    assert told == [(written, TEXT.encode())]


@pytest.mark.parametrize("error", [Unwritable("no"), KeyboardInterrupt(), ValueError("no")])
def test_what_is_raised_meanwhile_leaves_all_as_it_was(path: Path, error: BaseException) -> None:
    def fail(_: object) -> str:
        raise error

    for change, before_write in ((fail, str), (add, fail)):
        with pytest.raises(type(error)):
            update(path, change, before_write=before_write)
        assert path.read_bytes() == TEXT.encode()
        assert names(path.parent) == ["sheet.yaml"]
    update(path, add)  # and the lock is free


@pytest.mark.parametrize("when", ["while it changes", "while it is told"])
@pytest.mark.parametrize("replaced", [False, True])
def test_what_another_program_wrote_meanwhile_stays(path: Path, when: str, replaced: bool) -> None:
    """An editor or git, which know no lock: the change is applied again to what they wrote."""
    told: list[Written] = []

    def write_too() -> None:
        if b"# theirs" not in path.read_bytes():
            target = path.with_name("aside.yaml") if replaced else path
            target.write_bytes(b"# theirs\n" + TEXT.encode())
            target.replace(path)

    def change(text: str) -> str:
        if when == "while it changes":
            write_too()
        return text + MORE

    def tell(written: Written) -> None:
        told.append(written)
        if when == "while it is told":
            write_too()

    written = update(path, change, before_write=tell)
    assert path.read_bytes() == b"# theirs\n" + (TEXT + MORE).encode()
    assert written.before == b"# theirs\n" + TEXT.encode()
    first = Written(path, TEXT.encode(), (TEXT + MORE).encode())
    assert told == [first, written]
    assert written.instead == first


def test_a_file_that_another_program_made_or_removed_meanwhile_is_seen(path: Path) -> None:
    new = path.with_name("new.yaml")

    def made(text: str) -> str:
        if not text:
            new.write_bytes(b"# theirs\n")
        return text + MORE

    assert update(new, made).before == b"# theirs\n"
    assert new.read_text() == "# theirs\n" + MORE

    def removed(text: str) -> str:
        if text:
            path.unlink()
        return text + MORE

    assert update(path, removed).before is None
    assert path.read_text() == MORE


def test_who_never_stops_changing_the_file_keeps_it_and_the_write_is_kept_too(path: Path, state: Path) -> None:
    turns: list[int] = []

    def change(text: str) -> str:
        turns.append(len(turns))
        path.write_bytes(f"# theirs {len(turns)}\n".encode())
        return text + MORE

    with pytest.raises(UsageError) as raised:
        update(path, change, state=state)
    assert len(turns) == ATTEMPTS
    assert path.read_text() == f"# theirs {ATTEMPTS}\n"
    assert names(path.parent) == ["sheet.yaml"]
    (kept,) = (state / "unsaved").iterdir()
    assert kept.read_text() == f"# theirs {ATTEMPTS - 1}\n" + MORE
    assert str(kept) in raised.value.hint
    assert str(path) in raised.value.message
    if os.name != "nt":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_threads_that_write_at_once_lose_nothing(path: Path) -> None:
    path.write_text("")

    def work(name: str) -> None:
        for number in range(20):
            update(path, lambda text, line=f"- {name}{number}\n": text + line)  # type: ignore[misc]

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(path.read_text().splitlines())) == 80


def test_put_back_writes_only_over_what_was_seen(path: Path, state: Path) -> None:
    put_back(path, TEXT.encode(), b"\xff other bytes", state=state)
    assert path.read_bytes() == b"\xff other bytes"
    with pytest.raises(UsageError, match="changed a moment ago"):
        put_back(path, TEXT.encode(), b"old", state=state)
    assert path.read_bytes() == b"\xff other bytes"
    with pytest.raises(UsageError, match="changed a moment ago"):
        put_back(path, TEXT.encode(), None, state=state)
    put_back(path, b"\xff other bytes", None, state=state)
    assert names(path.parent) == []


@pytest.mark.parametrize("then", [b"theirs", None])
def test_put_back_sees_what_another_program_wrote_at_the_last_moment(path: Path, then: bytes | None) -> None:
    with pytest.raises(UsageError, match="changed a moment ago"):
        put_back(path, TEXT.encode(), then, before_write=lambda _: path.write_bytes(b"new"))
    assert path.read_bytes() == b"new"
    assert names(path.parent) == ["sheet.yaml"]


def test_importing_it_starts_nothing() -> None:
    code = "import sys, cheatsheet.sheet_file; print({'sqlite3', 'platformdirs', 'subprocess'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
