"""The index on disk: the same answers as an index made new, whatever happened to the sheet or to the cache."""

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import pytest

import cheatsheet
from cheatsheet.cache import Cache, Opened
from cheatsheet.errors import Fault, Invalid
from cheatsheet.index import Index
from cheatsheet.library import Library
from cheatsheet.match import Finder
from cheatsheet.sections import pack
from cheatsheet.status import Status
from tests.conftest import Run

SECOND = 1_000_000_000  # ns
MESSAGES = (
    "where is my order", "I want my monney back", "the lamp flickers", "cancelled parcels", "good morning", "",
)  # fmt: skip
SHEETS: dict[str, str | bytes] = {
    "late.yaml": "- id: parcel-late\n  complaint: My parcel has not arrived\n  phrases: [where is my order]\n"
    "  answer: It comes.\n  tags: [shipping]\n",
    "money/refund.yaml": "- id: refund\n  complaint: I want my money back\n  answer: You get it.\n"
    "  status: approved\n- id: cancel\n  complaint: Cancel my order\n  answer: It is cancelled.\n",
    "broken.csv": "id,complaint,answer\nlamp,The lamp is broken,We send another.\n",
}
OLD = 1_700_000_000_000_000_000  # ns: long before any test
SECOND = 1_000_000_000
HOUR = 3_600 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A library and the cache of its index."""

    folder: Path
    store: Path

    def cache(self, kind: type[Cache] = Cache, **changes: Any) -> Cache:
        """The cache, now; with changes."""
        plain = {
            "store": self.store,
            "folder": self.folder,
            "cwd": self.folder,
            "language": "en",
            "default_status": "approved",
            "now": time.time_ns(),
        }
        return kind(**{**plain, **changes})

    def write(self, name: str, content: str | bytes, mtime: int | None = OLD) -> Path:
        """Writes a file of the library in place; `mtime` None leaves the time of the writing."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if mtime is not None:
            os.utime(path, ns=(mtime, mtime))
        return path

    def reword(self, name: str, old: str, new: str, mtime: int | None = OLD) -> None:
        """Replaces words of a file by as many letters, in place."""
        assert len(old) == len(new)
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new), mtime)

    def file(self, suffix: str) -> Path:
        """The index or the stamps."""
        (found,) = self.store.glob(f"*.{suffix}")
        return found


def answers(index: Index, messages: Sequence[str] = MESSAGES) -> list[object]:
    """What an index answers to the messages, and where it says that the entries stand; what it is made of."""
    finder = Finder(index=index)
    found = [finder.rank(message, limit=10) for message in messages]
    return [
        {name: crc32(part) for name, part in index.sections.parts.items()},
        dict(index.statuses),
        index.tags,
        *(
            (
                ranking.confident,
                dict(ranking.repairs),
                [(m.card.id, m.score, m.phrase, m.card.file, m.card.line, m.card.status) for m in ranking.matches],
            )
            for ranking in found
        ),
    ]


def by_text(faults: Sequence[Fault]) -> list[str]:
    """Faults or warnings as a person reads them, in the order of their letters."""
    return sorted(map(str, faults))


def outcome(cache: Cache, messages: Sequence[str] = MESSAGES) -> list[object]:
    """What a cache answers and warns of, or the faults of the library."""
    try:
        opened = cache.open()
    except Invalid as error:
        return ["invalid", *by_text(error.faults)]
    return [*answers(opened.index, messages), by_text(opened.warnings)]


def of_library(cache: Cache, messages: Sequence[str] = MESSAGES) -> list[object]:
    """The same from the library itself, without any cache."""
    try:
        library = Library.load(cache.folder, cache.cwd, default_status=Status(cache.default_status))
    except Invalid as error:
        return ["invalid", *by_text(error.faults)]
    return [*answers(Index.of(library.entries, cache.language), messages), by_text(library.warnings)]


def fresh(cache: Cache, messages: Sequence[str] = MESSAGES) -> list[object]:
    """The same from a cache that has never been used."""
    with TemporaryDirectory() as store:
        return outcome(
            Cache(
                store=Path(store),
                folder=cache.folder,
                cwd=cache.cwd,
                language=cache.language,
                default_status=cache.default_status,
                now=cache.now,
            ),
            messages,
        )


def answers_rightly(cache: Cache) -> bool:
    """Whether a cache answers as if it had none; shows the difference where it does not."""
    found = outcome(cache)
    assert found == fresh(cache)
    assert found == of_library(cache)
    return True


def written(path: Path) -> tuple[int, int]:
    """What tells that a file was written or replaced."""
    found = path.stat()
    return found.st_ino, found.st_ctime_ns


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """A library of three files of long ago, with no cache yet."""
    made = Sheet(folder=tmp_path / "responses", store=tmp_path / "cache" / "cheatsheet")
    for name, content in SHEETS.items():
        made.write(name, content)
    return made


@pytest.fixture
def warm(sheet: Sheet) -> Sheet:
    """The same with its index made."""
    assert sheet.cache().open().problem == ""
    return sheet


def best(sheet: Sheet, message: str) -> str:
    """The nearest phrase of the best match."""
    found = Finder(index=sheet.cache().open().index).rank(message).best
    return found.phrase if found else ""


def test_the_first_answer_is_that_of_the_library(sheet: Sheet) -> None:
    assert answers_rightly(sheet.cache())


def test_a_second_search_reads_no_entry_file(warm: Sheet) -> None:
    before = outcome(warm.cache())
    for name, old in (("late.yaml", "parcel"), ("money/refund.yaml", "refund"), ("broken.csv", "lamp")):
        warm.reword(name, old, "x" * len(old))  # with size, time and inode as they were
    assert outcome(warm.cache()) == before
    assert outcome(warm.cache()) != fresh(warm.cache())


def test_a_warm_search_writes_nothing(warm: Sheet) -> None:
    before = [(path, written(path)) for path in sorted(warm.store.iterdir())]
    assert outcome(warm.cache()) == fresh(warm.cache())
    assert [(path, written(path)) for path in sorted(warm.store.iterdir())] == before


@pytest.mark.parametrize("ago", [0, 1_000_000_000, 1_900_000_000, -HOUR])
def test_a_file_of_the_last_two_seconds_is_read_again_though_its_stamp_is_the_same(sheet: Sheet, ago: int) -> None:
    mtime = time.time_ns() - ago
    sheet.write("late.yaml", SHEETS["late.yaml"], mtime)
    assert best(sheet, "my parcel") == "My parcel has not arrived"
    sheet.reword("late.yaml", "My parcel", "My letter", mtime)
    assert best(sheet, "my letter") == "My letter has not arrived"
    assert answers_rightly(sheet.cache())


def test_a_file_that_was_new_is_not_read_again_once_it_is_old(sheet: Sheet) -> None:
    sheet.write("late.yaml", SHEETS["late.yaml"], mtime=time.time_ns())
    sheet.cache().open()
    later = sheet.cache(now=time.time_ns() + HOUR)
    before = outcome(later)
    index = written(sheet.file("index"))
    mtime = (sheet.folder / "late.yaml").stat().st_mtime_ns
    sheet.reword("late.yaml", "My parcel", "My letter", mtime)
    assert outcome(later) == before
    assert written(sheet.file("index")) == index


def change(sheet: Sheet) -> None:
    sheet.write("late.yaml", "\n" + str(SHEETS["late.yaml"]).replace("arrived", "arrived at my door"))


def change_time_only_with_text(sheet: Sheet) -> None:
    sheet.reword("late.yaml", "My parcel", "My letter", OLD + 1)


def add(sheet: Sheet) -> None:
    sheet.write("new/vat.json", json.dumps([{"id": "vat", "complaint": "The VAT is wrong", "answer": "Sorry."}]))


def remove(sheet: Sheet) -> None:
    (sheet.folder / "money" / "refund.yaml").unlink()


def rename(sheet: Sheet) -> None:
    (sheet.folder / "late.yaml").rename(sheet.folder / "money" / "arrival.yml")


def swap(sheet: Sheet) -> None:
    """Two names change places: size and time may be equal, only the inode tells."""
    sheet.write("late.yaml", "- id: one\n  complaint: The lamp flickers\n  answer: x\n")
    sheet.write("money/refund.yaml", "- id: two\n  complaint: The lamp flickers\n  answer: x\n")
    sheet.cache().open()
    one, two, aside = sheet.folder / "late.yaml", sheet.folder / "money/refund.yaml", sheet.folder / "aside"
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


def replace_by_one_of_the_same_size_and_time(sheet: Sheet) -> None:
    path = sheet.folder / "late.yaml"
    text = path.read_text(encoding="utf-8").replace("My parcel", "My letter")
    sheet.write("aside", text).replace(path)


def hide(sheet: Sheet) -> None:
    (sheet.folder / "money").rename(sheet.folder / "_money")


def empty(sheet: Sheet) -> None:
    shutil.rmtree(sheet.folder)
    sheet.folder.mkdir()


def empty_a_file(sheet: Sheet) -> None:
    sheet.write("late.yaml", "")


def touch(sheet: Sheet) -> None:
    for name in SHEETS:
        os.utime(sheet.folder / name, ns=(OLD + 7, OLD + 7))


EDITS = [
    change, change_time_only_with_text, add, remove, rename, swap, replace_by_one_of_the_same_size_and_time, hide,
    empty, empty_a_file,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_of_the_library_is_answered_at_once(warm: Sheet, edit: Callable[[Sheet], None]) -> None:
    before = outcome(warm.cache())
    edit(warm)
    assert outcome(warm.cache()) != before
    assert answers_rightly(warm.cache())
    index = written(warm.file("index"))
    assert answers_rightly(warm.cache())
    assert written(warm.file("index")) == index


@pytest.mark.parametrize("edit", [change, add, remove, rename])
def test_only_the_changed_file_is_read_again(warm: Sheet, edit: Callable[[Sheet], None]) -> None:
    warm.reword("broken.csv", "The lamp", "The door")  # with size, time and inode as they were
    edit(warm)
    assert best(warm, "the lamp is broken") == "The lamp is broken"


def test_a_touched_file_leaves_the_index_as_it_is(warm: Sheet) -> None:
    index, stamps = written(warm.file("index")), written(warm.file("stamps"))
    touch(warm)
    assert answers_rightly(warm.cache())
    assert written(warm.file("index")) == index
    assert written(warm.file("stamps")) != stamps
    warm.reword("late.yaml", "parcel", "letter", OLD + 7)
    assert best(warm, "my parcel has not arrived") == "My parcel has not arrived"  # the new stamp was noted


def test_an_index_after_edits_is_byte_for_byte_the_one_made_new(warm: Sheet, tmp_path: Path) -> None:
    now = time.time_ns()
    for edit in (change, add, rename, change_time_only_with_name):
        edit(warm)
        warm.cache(now=now).open()
    warm.cache(store=tmp_path / "other", now=now).open()
    (other,) = (tmp_path / "other").glob("*.index")
    assert warm.file("index").read_bytes() == other.read_bytes()


def change_time_only_with_name(sheet: Sheet) -> None:
    (sheet.folder / "broken.csv").rename(sheet.folder / "Broken.csv")
    os.utime(sheet.folder / "Broken.csv", ns=(OLD + 3, OLD + 3))


@pytest.mark.parametrize(("language", "status"), [("de", "approved"), ("xx", "approved"), ("en", "draft")])
def test_another_language_or_status_by_default_is_another_index(warm: Sheet, language: str, status: str) -> None:
    before = outcome(warm.cache())
    other = warm.cache(language=language, default_status=status)
    assert outcome(other) != before
    assert answers_rightly(other)
    assert answers_rightly(warm.cache())


@pytest.mark.parametrize(
    ("owner", "name", "value"), [(cheatsheet, "__version__", "0.0.0.other"), ("cheatsheet.cache", "FORMAT", 10_000)]
)
def test_another_version_makes_every_index_anew(
    warm: Sheet, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, value: object
) -> None:
    index = written(warm.file("index"))
    warm.reword("late.yaml", "My parcel", "My letter")  # with size, time and inode as they were
    module = sys.modules[owner] if isinstance(owner, str) else owner
    monkeypatch.setattr(module, name, value)
    assert best(warm, "my letter") == "My letter has not arrived"
    assert written(warm.file("index")) != index


BROKEN: dict[str, str | bytes] = {
    "late.yaml": "- id: parcel-late\n  complaint: My parcel\n  anser: x\n"
    "- complaint: two\n  answer: ok\n  bucket: 9\n",
    "broken.csv": 'id,complaint,answer\nlamp,"The lamp\n',
    "bytes.yaml": b"- complaint: caf\xe9\n  answer: x\n",
    "clash.yaml": "- id: refund\n  complaint: Again\n  answer: x\n",
}


@pytest.mark.parametrize("names", [["late.yaml"], ["broken.csv", "bytes.yaml"], ["clash.yaml"], list(BROKEN)])
def test_faults_after_a_valid_index_are_all_said_and_mended_again(warm: Sheet, names: list[str]) -> None:
    valid = outcome(warm.cache())
    for name in names:
        warm.write(name, BROKEN[name], OLD + 1)
    for _ in range(2):
        found = outcome(warm.cache())
        assert found[0] == "invalid"
        assert answers_rightly(warm.cache())
    assert {name for name in names if name not in " ".join(map(str, found))} == set()
    for name in names:
        if name in SHEETS:
            warm.write(name, SHEETS[name], OLD + 2)
        else:
            (warm.folder / name).unlink()
    assert outcome(warm.cache()) == valid
    assert answers_rightly(warm.cache())


@pytest.mark.parametrize("first", ["late.yaml", "zebra.yaml"])
def test_an_id_of_a_file_that_was_not_read_again_clashes_with_both_places(warm: Sheet, first: str) -> None:
    warm.write(first, "- complaint: Else\n  answer: x\n- id: refund\n  complaint: Again\n  answer: x\n", OLD + 1)
    with pytest.raises(Invalid) as raised:
        warm.cache().open()
    (fault,) = raised.value.faults
    places = {f"{first}:3", "money/refund.yaml:1"}
    assert {place for place in places if place in str(fault)} == places
    assert raised.value.exit_code == 4


def test_an_id_that_left_a_file_unseen_and_came_into_another_is_no_clash(warm: Sheet) -> None:
    warm.reword("money/refund.yaml", "id: refund", "id: return")  # with size, time and inode as they were
    warm.write("late.yaml", "- id: refund\n  complaint: I want my money back\n  answer: x\n", OLD + 1)
    assert answers_rightly(warm.cache())


@pytest.mark.parametrize("place", ["pipe.yaml", "gone.yaml"])
def test_what_is_no_file_is_a_fault_with_or_without_an_index(warm: Sheet, place: str) -> None:
    if place == "pipe.yaml":
        os.mkfifo(warm.folder / place)
    else:
        (warm.folder / place).symlink_to("nowhere.yaml")
    for _ in range(2):
        assert outcome(warm.cache())[0] == "invalid"
        assert answers_rightly(warm.cache())
    (warm.folder / place).unlink()
    assert answers_rightly(warm.cache())


WARNED: dict[str, str | bytes] = {
    "accents.csv": "id,complaint,answer\ncafe,The café is loud,x\n".encode("cp1252"),
    "old/budget.xlsx": b"PK",
    "column.csv": "id,complaint,answer,colour\nroof,The roof leaks,x,9\n",
}


def test_warnings_are_said_every_time(sheet: Sheet) -> None:
    for name, content in WARNED.items():
        sheet.write(name, content)
    for edit in (None, touch, change, None, rename):
        if edit:
            edit(sheet)
        opened = sheet.cache().open()
        assert {warning.file for warning in opened.warnings} == set(WARNED)
        assert answers_rightly(sheet.cache())


def test_a_warning_ends_with_its_cause(sheet: Sheet) -> None:
    for name, content in WARNED.items():
        sheet.write(name, content)
    sheet.cache().open()
    sheet.write("accents.csv", "id,complaint,answer\ncafe,The café is loud,x\n")
    (sheet.folder / "old" / "budget.xlsx").unlink()
    assert [warning.file for warning in sheet.cache().open().warnings] == ["column.csv"]
    assert answers_rightly(sheet.cache())


def test_a_warning_names_the_file_as_seen_from_the_current_folder(sheet: Sheet, tmp_path: Path) -> None:
    for name, content in WARNED.items():
        sheet.write(name, content)
    sheet.cache().open()
    for cwd in (tmp_path, sheet.folder / "old", sheet.folder):
        cache = sheet.cache(cwd=cwd)
        assert by_text(cache.open().warnings) == by_text(Library.load(sheet.folder, cwd).warnings)


def answers_though_damaged(sheet: Sheet, whole: bytes, now: int) -> bool:
    """Whether a damaged cache answers rightly, and is whole again after."""
    cache = sheet.cache(now=now)
    assert outcome(cache) == fresh(cache)
    assert sheet.file("index").read_bytes() == whole
    return True


@pytest.mark.parametrize("same_time", [False, True])
def test_an_index_that_was_cut_off_anywhere_is_made_anew(sheet: Sheet, same_time: bool) -> None:
    now = time.time_ns()
    sheet.cache(now=now).open()
    path = sheet.file("index")
    whole, mtime = path.read_bytes(), path.stat().st_mtime_ns
    chance = random.Random(1)  # noqa: S311 (a seed gives the places again)
    for length in [0, 1, 21, 25, 29, 30, 64, 700, *(chance.randrange(len(whole)) for _ in range(8)), len(whole) - 1]:
        path.write_bytes(whole[:length])
        if same_time:
            os.utime(path, ns=(mtime, mtime))
        assert answers_though_damaged(sheet, whole, now)


def test_a_flipped_byte_anywhere_in_an_index_is_never_believed(sheet: Sheet) -> None:
    now = time.time_ns()
    sheet.cache(now=now).open()
    path = sheet.file("index")
    whole = path.read_bytes()
    cards = whole.index(b"parcel-late")
    chance = random.Random(2)  # noqa: S311 (a seed gives the places again)
    for at in [0, 24, 28, 100, cards, cards + 40, *(chance.randrange(len(whole)) for _ in range(8)), len(whole) - 1]:
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        assert answers_though_damaged(sheet, whole, now)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\x00" * 5_000,
        b"cheatsheet sections 1\n",
        b"cheatsheet sections 1\n" + b"\xff" * 500,
        b"".join(pack({}, {})),
        b"".join(pack({"made by": None, "written": None, "hashes": [], "warnings": 3}, {"cards": b"x"})),
    ],
    ids=["empty", "zeros", "name", "name and garbage", "no head", "another head"],
)
def test_an_index_that_is_something_else_is_made_anew(sheet: Sheet, garbage: bytes) -> None:
    now = time.time_ns()
    sheet.cache(now=now).open()
    whole = sheet.file("index").read_bytes()
    sheet.file("index").write_bytes(garbage)
    assert answers_though_damaged(sheet, whole, now)


@pytest.mark.parametrize("suffix", ["index", "stamps"])
def test_a_folder_in_the_place_of_a_file_of_the_cache_is_said_and_answered(warm: Sheet, suffix: str) -> None:
    path = warm.file(suffix)
    path.unlink()
    path.mkdir()
    change(warm)
    assert str(warm.store) in warm.cache().open().problem
    for _ in range(2):
        assert answers_rightly(warm.cache())
    assert not list(warm.store.glob("*.new"))
    path.rmdir()
    assert warm.cache().open().problem == ""
    assert answers_rightly(warm.cache())


STAMPS_OF_ANY_SHAPE = [
    "", "{", "[]", "7", "null", '"x"', "true", "NaN", "[" * 100_000, '{"late.yaml":' * 100_000, "9" * 10_000,
    '{"late.yaml": 7}', '{"late.yaml": null}', '{"late.yaml": []}', '{"late.yaml": "ab"}', '{"late.yaml": {"a": 1}}',
    '{"late.yaml": [1, 2, 3]}', '{"late.yaml": [null, STAMP]}', '{"late.yaml": [7, STAMP]}',
    '{"late.yaml": [["x"], STAMP]}', '{"late.yaml": [{}, STAMP]}', '{"late.yaml": [{"a": 1}, STAMP]}',
    '{"late.yaml": [NaN, STAMP]}', '{"late.yaml": ["", STAMP]}', '{"late.yaml": ["\\ud800", STAMP]}',
    '{"late.yaml": ["0123", [1e999, "x", null]]}', '{"gone.yaml": ["0123", []]}', '{"gone.yaml": ["0123", null]}',
    '{"../late.yaml": ["0123", STAMP]}', '["late.yaml", ["0123", STAMP]]', "\ud8ff",
]  # fmt: skip


@pytest.mark.parametrize("text", STAMPS_OF_ANY_SHAPE, ids=lambda text: ascii(text[:40]))
def test_stamps_of_any_shape_never_change_an_answer(warm: Sheet, text: str) -> None:
    found = (warm.folder / "late.yaml").stat()
    stamp = json.dumps([found.st_size, found.st_mtime_ns, found.st_ino])
    expected = outcome(warm.cache())
    warm.file("stamps").write_bytes(text.replace("STAMP", stamp).encode("utf-8", "surrogatepass"))
    assert outcome(warm.cache()) == expected
    index = written(warm.file("index"))
    assert outcome(warm.cache()) == expected
    assert written(warm.file("index")) == index
    change(warm)
    assert outcome(warm.cache()) == fresh(warm.cache())


def test_a_flipped_or_missing_byte_anywhere_in_the_stamps_never_changes_an_answer(warm: Sheet) -> None:
    path = warm.file("stamps")
    whole = path.read_bytes()
    expected = fresh(warm.cache())
    chance = random.Random(3)  # noqa: S311 (a seed gives the places again)
    for at in chance.sample(range(len(whole)), 25):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        for damaged in (bytes(flipped), whole[:at]):
            path.write_bytes(damaged)
            assert outcome(warm.cache()) == expected


@pytest.mark.parametrize("names", [["index"], ["stamps"], ["index", "stamps"], ["folder"]])
def test_the_cache_may_be_deleted_at_any_time(warm: Sheet, names: list[str]) -> None:
    for edit in (None, change):
        for name in names:
            if name == "folder":
                shutil.rmtree(warm.store.parent)
            else:
                warm.file(name).unlink()
        if edit:
            edit(warm)
        assert answers_rightly(warm.cache())
        assert {path.suffix for path in warm.store.iterdir()} == {".index", ".stamps"}


def block_by_file(store: Path) -> None:
    store.parent.mkdir()
    store.write_text("mine")


def block_by_file_above(store: Path) -> None:
    store.parent.write_text("mine")


def block_by_link_to_nowhere(store: Path) -> None:
    store.parent.mkdir()
    store.symlink_to("nowhere/at/all")


@pytest.mark.parametrize("block", [block_by_file, block_by_file_above, block_by_link_to_nowhere])
def test_where_no_index_can_be_kept_the_search_answers_and_says_so(
    sheet: Sheet, block: Callable[[Path], None]
) -> None:
    block(sheet.store)
    for _ in range(2):
        opened: Opened = sheet.cache().open()
        assert str(sheet.store) in opened.problem
        assert answers_rightly(sheet.cache())
    change(sheet)
    assert answers_rightly(sheet.cache())


class Meddled(Cache):
    """A cache whose library somebody edits while it is read."""

    def edit(self, file: str) -> None:
        """The edit: from the parcel to the letter."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("My parcel", "My letter").replace("The lamp", "The door"), encoding="utf-8")


class EditedBefore(Meddled):
    """The file changes after it was hashed, before it is parsed."""

    def read(self, file: str, table: object) -> object:  # type: ignore[override]
        self.edit(file)
        return super().read(file, table)  # type: ignore[arg-type]


class EditedAfter(Meddled):
    """The file changes after it was parsed, before the index is kept."""

    def read(self, file: str, table: object) -> object:  # type: ignore[override]
        found = super().read(file, table)  # type: ignore[arg-type]
        self.edit(file)
        return found


class EditedAndBack(Meddled):
    """The file is another one while it is parsed only."""

    def read(self, file: str, table: object) -> object:  # type: ignore[override]
        before = (self.folder / file).read_bytes()
        self.edit(file)
        found = super().read(file, table)  # type: ignore[arg-type]
        (self.folder / file).write_bytes(before)
        return found


@pytest.mark.parametrize("kind", [EditedBefore, EditedAfter])
@pytest.mark.parametrize("mtime", [OLD, None])
def test_an_edit_while_the_files_are_read_is_found_by_the_next_search(
    sheet: Sheet, kind: type[Cache], mtime: int | None
) -> None:
    for name, content in SHEETS.items():
        sheet.write(name, content, mtime)
    sheet.cache(kind).open()
    assert best(sheet, "my letter") == "My letter has not arrived"
    assert answers_rightly(sheet.cache())


def test_an_edit_that_was_taken_back_while_the_files_are_read_is_not_kept(sheet: Sheet) -> None:
    assert "My letter" in str(answers(sheet.cache(EditedAndBack).open().index))
    assert answers_rightly(sheet.cache())


def test_an_entry_names_its_file_though_another_process_mends_the_library_meanwhile(
    sheet: Sheet, tmp_path: Path
) -> None:
    sheet.write("late.yaml", BROKEN["late.yaml"])

    class Mended(Cache):
        """A cache whose library is mended once its fault was seen."""

        def read(self, file: str, table: object) -> object:  # type: ignore[override]
            try:
                return super().read(file, table)  # type: ignore[arg-type]
            finally:
                if file == "late.yaml":
                    sheet.write(file, SHEETS[file])

    opened = sheet.cache(Mended, cwd=tmp_path).open()
    assert answers(opened.index) == of_library(sheet.cache())[:-1]


def test_left_overs_of_killed_builds_are_swept_after_an_hour(warm: Sheet) -> None:
    now = time.time_ns()
    old, young = warm.store / "ab.index-1.new", warm.store / "ab.index-2.new"
    for path, age in ((old, HOUR + SECOND), (young, HOUR - SECOND)):
        path.write_bytes(b"half")
        mtime = now - age
        os.utime(path, ns=(mtime, mtime))
    change(warm)
    warm.cache(now=now).open()
    assert list(warm.store.glob("*.new")) == [young]


def test_the_index_of_another_library_stays(warm: Sheet, tmp_path: Path) -> None:
    other = Sheet(folder=tmp_path / "other", store=warm.store)
    other.write("a.yaml", "- complaint: The door is stuck\n  answer: x\n")
    assert answers_rightly(other.cache())
    kept = {path: written(path) for path in warm.store.glob("*.index")}
    assert len(kept) == 2
    assert answers_rightly(warm.cache())
    assert {path: written(path) for path in warm.store.glob("*.index")} == kept


def test_an_index_that_is_asked_for_every_day_is_not_forgotten(warm: Sheet, tmp_path: Path) -> None:
    index, now = warm.file("index"), time.time_ns()
    for day in range(1, 81):
        warm.cache(now=now + day * 24 * HOUR).open()
    other = Sheet(folder=tmp_path / "other", store=warm.store)
    other.write("a.yaml", "- complaint: The door is stuck\n  answer: x\n")
    other.cache(now=now + 81 * 24 * HOUR).open()
    assert index.exists()


def test_a_library_is_the_same_by_another_way_to_its_folder(warm: Sheet, tmp_path: Path) -> None:
    index = written(warm.file("index"))
    (tmp_path / "link").symlink_to(warm.folder)
    for folder in (tmp_path / "link", warm.folder / "money" / ".."):
        assert outcome(warm.cache(folder=folder, cwd=folder)) == outcome(warm.cache())
    assert written(warm.file("index")) == index


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_a_file_whose_name_is_not_utf8_is_searched_like_any_other(sheet: Sheet, run: Run) -> None:
    sheet.write(os.fsdecode(b"caf\xe9.yaml"), "- id: cafe\n  complaint: The cafe is loud\n  answer: x\n")
    for _ in range(2):
        assert answers_rightly(sheet.cache())
        result = run("--library", str(sheet.folder), "find", "the cafe is loud", "--json")
        assert (result.code, json.loads(result.out)["matches"][0]["id"]) == (0, "cafe")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_the_cache(sheet: Sheet, umask: int) -> None:
    before = os.umask(umask)
    try:
        sheet.cache().open()
    finally:
        os.umask(before)
    assert sheet.store.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in sheet.store.iterdir()} == {0o600}


# The program as a whole, with the cache folder of the `run` fixture.


def now() -> datetime:
    return datetime.now(UTC)


def test_the_cache_holds_no_word_of_a_message(library: Path, run: Run, tmp_path: Path) -> None:
    message = "My parcel to Zanzibar 99812 has not arrived, says Guinevere"
    for flags in ((), ("--json",), ("--explain",)):
        assert run("find", message, *flags, now=now()).code == 0
    assert run("reply", message, "--order", "99812", "--name", "Guinevere", now=now()).code == 0
    kept = list((tmp_path.parent / f"{tmp_path.name}-home" / "cache").rglob("*.*"))
    assert {path.suffix for path in kept} == {".index", ".ready", ".stamps"}  # .ready: the rules of lint
    for path in kept:
        data = path.read_bytes().lower()
        assert b"where is my order" in data or path.suffix != ".index"
        assert not [word for word in (b"zanzibar", b"99812", b"guinevere") if word in data]


def test_find_says_every_fault_and_exits_with_four_though_it_has_an_index(library: Path, run: Run) -> None:
    assert run("find", "my parcel", now=now()).code == 0
    sheet = library / "responses" / "sheet.yaml"
    good = sheet.read_text(encoding="utf-8")
    sheet.write_text(good.replace("answer:", "anser:"), encoding="utf-8")
    (library / "responses" / "more.csv").write_text('Complaint,Answer\nlate,"open\n')
    listed = run("list", now=now())
    for flags in ((), ("--json",)):
        found = run("find", "my parcel", *flags, now=now())
        assert (found.code, found.out, found.err) == (4, "", listed.err)
    assert "responses/more.csv:2" in found.err
    assert found.err.count("anser") == 2
    sheet.write_text(good, encoding="utf-8")
    (library / "responses" / "more.csv").unlink()
    assert run("find", "my parcel", now=now()).code == 0


def test_warnings_reach_stderr_on_every_run(library: Path, run: Run) -> None:
    (library / "responses" / "accents.csv").write_bytes("complaint,answer\nThe café is loud,x\n".encode("cp1252"))
    (library / "responses" / "budget.xlsx").write_bytes(b"PK")
    first, second = (run("find", "my parcel", "--json", now=now()) for _ in range(2))
    assert first == second
    assert [line.split(":")[1].strip() for line in first.err.splitlines()] == [
        "responses/accents.csv",
        "responses/budget.xlsx",
    ]


def test_a_review_that_is_asked_for_later_hides_the_entries_without_a_status(library: Path, run: Run) -> None:
    assert json.loads(run("find", "my parcel", "--json", now=now()).out)["matches"]
    with (library / "cheatsheet.toml").open("a") as settings:
        settings.write("[review]\nrequired = true\n")
    assert json.loads(run("find", "my parcel", "--json", now=now()).out)["matches"] == []
    drafts = json.loads(run("find", "my parcel", "--json", "--status", "draft", now=now()).out)["matches"]
    assert {match["status"] for match in drafts} == {"draft"}


def test_another_language_of_the_library_is_used_at_once(library: Path, run: Run) -> None:
    (library / "responses" / "sheet.yaml").write_text(
        "- complaint: Die Rechnungen stimmen nicht\n  answer: x\n- complaint: Mein Paket\n  answer: x\n"
    )
    terms = {}
    for language in ("en", "de"):
        (library / "cheatsheet.toml").write_text(f'[library]\nlanguage = "{language}"\n')
        terms[language] = json.loads(run("find", "Rechnungen", "--json", "--explain", now=now()).out)["explain"][
            "terms"
        ]
    assert terms == {"en": ["rechnungen"], "de": ["rechnung"]}


def test_find_without_a_place_for_its_index_warns_once_and_answers(library: Path, run: Run, tmp_path: Path) -> None:
    good = run("find", "my parcel", "--json", now=now())
    store = tmp_path.parent / f"{tmp_path.name}-home" / "cache"
    shutil.rmtree(store)
    store.write_text("mine")
    for _ in range(2):
        found = run("find", "my parcel", "--json", now=now())
        assert (found.code, found.out) == (0, good.out)
        assert [line.split(":")[0] for line in found.err.splitlines()] == ["warning"]
        assert str(store) in found.err
    assert store.read_text() == "mine"
