"""A person's own editor, run for real."""

import shlex
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from cheatsheet.editor import edit, edit_until, find_editor
from cheatsheet.errors import Fault, Invalid, Unwritable, UsageError


def editor(tmp_path: Path, code: str) -> str:
    """The command of an editor that does `code` to the Path `file`."""
    script = tmp_path / "my editor.py"
    script.write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\n{code}\n")
    return shlex.join([sys.executable, str(script)])


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"EDITOR": "vi"}, ["vi"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -x"}, ["my editor", "-x"]),
    ],
)
def test_the_editor_is_the_person_s_own(environ: Mapping[str, str], expected: list[str]) -> None:
    assert find_editor(environ) == expected


def test_an_editor_of_the_machine_serves_where_none_is_set(tmp_path: Path) -> None:
    nano = tmp_path / "nano"
    nano.write_text("#!/bin/sh\n")
    nano.chmod(0o755)
    assert find_editor({"PATH": str(tmp_path)}) == ["nano"]


def test_no_editor_at_all_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find_editor({"PATH": str(tmp_path)})
    assert "$EDITOR" in caught.value.hint


def test_an_editor_setting_that_cannot_be_read_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        find_editor({"EDITOR": "vi 'unclosed"})


def test_the_text_comes_back_as_it_was_left(tmp_path: Path) -> None:
    command = editor(tmp_path, "file.write_text(file.read_text() + 'PS: naïve 😀\\n', encoding='utf-8')")
    assert edit("Hi Dana", {"EDITOR": command}, tmp_path / "own") == "Hi Dana\nPS: naïve 😀\n"


def test_the_editor_gets_a_private_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    command = editor(tmp_path, f"pathlib.Path({str(seen)!r}).write_text(f'{{file}} {{oct(file.stat().st_mode)}}')")
    edit("Hi Dana", {"EDITOR": command}, tmp_path / "own")
    name, mode = seen.read_text().split()
    assert mode.endswith("600")
    assert not Path(name).exists()
    assert Path(name).parent == tmp_path / "own"


def test_an_editor_that_fails_copies_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing was copied"):
        edit("Hi Dana", {"EDITOR": editor(tmp_path, "sys.exit(3)")}, tmp_path)


def test_an_editor_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be started"):
        edit("Hi Dana", {"EDITOR": "/no/such/editor"}, tmp_path)


def test_bytes_that_are_no_text_do_not_stop_the_reply(tmp_path: Path) -> None:
    command = editor(tmp_path, "file.write_bytes(b'Hi \\xff')")
    assert "Hi" in edit("x", {"EDITOR": command}, tmp_path)


NEW = "# fill it in\ncomplaint:\n"
START = "import os, pathlib, sys\nfile = pathlib.Path(sys.argv[-1])\ntext = file.read_text(errors='replace')\n"


class Person:
    """A person with an editor: what they do in it is code, round by round; `said` is what they were told."""

    def __init__(self, folder: Path, code: str, name: str = "my editor") -> None:
        self.folder = folder / "own"
        script = folder / name
        script.write_text(f"#!{sys.executable}\n{START}{code}\n")
        script.chmod(0o755)
        self.environ = {"EDITOR": shlex.quote(str(script))}
        self.said: list[str] = []

    def edits(self, text: str = NEW) -> str | None:
        return edit_until(text, self.environ, self.folder, check, self.said.append)

    @property
    def kept(self) -> list[Path]:
        return sorted(self.folder.rglob("*.yaml"))


def check(text: str) -> str:
    """The text's own lines; `bad` in one is a fault."""
    lines = text.splitlines()
    bad = [n for n, line in enumerate(lines, 1) if "bad" in line and not line.startswith("#")]
    if bad:
        raise Invalid([Fault("your text", "this is wrong", n) for n in bad])
    return "\n".join(line for line in lines if not line.startswith("#"))


def test_what_a_person_wrote_is_taken_and_nothing_of_it_stays_behind(tmp_path: Path) -> None:
    person = Person(
        tmp_path, "file.write_text(text + 'naïve 😀\\n', encoding='utf-8'); open(f'{file}~', 'w').write(text)"
    )
    assert person.edits() == "complaint:\nnaïve 😀"
    assert [*person.folder.iterdir()] == []


def test_the_text_lies_where_only_its_writer_can_read_it(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = f"open({str(seen)!r}, 'w').write(' '.join(oct(p.stat().st_mode)[-3:] for p in (file, *file.parents[:2])))"
    Person(tmp_path, code).edits()
    assert seen.read_text() == "600 700 700"


def test_a_text_that_stays_as_it_was_is_given_up(tmp_path: Path) -> None:
    person = Person(tmp_path, "file.write_text(text.rstrip())")
    assert person.edits() is None
    assert [*person.folder.iterdir()] == []


def test_an_editor_that_comes_back_at_once_may_need_a_flag(tmp_path: Path) -> None:
    person = Person(tmp_path, "")
    person.environ = {"EDITOR": "true"}
    person.edits()
    assert person.said == ["true came back at once; if it opens a window, add its flag for waiting to $EDITOR"]


def test_the_editor_opens_again_with_the_faults_above_the_text(tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'seen')!r}, 'w').write(text)\n"
    code += "file.write_text(text.replace('bad', 'good') if 'bad' in text else text + 'bad\\nlast\\n')"
    person = Person(tmp_path, code)
    assert person.edits() == "complaint:\ngood\nlast"
    marked, rest = (tmp_path / "seen").read_text().split("# fill it in\n")
    assert marked.splitlines()[1] == "#! line 5: this is wrong"
    assert rest == "complaint:\nbad\nlast\n"
    assert person.said == ["1 fault to mend first; the editor opens again"]
    assert [*person.folder.iterdir()] == []


def test_the_cursor_is_first_where_one_writes_and_then_on_the_first_fault(tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'seen')!r}, 'a').write(sys.argv[1] + '\\n')\n"
    code += "file.write_text(text.replace('bad', 'good', 1) if 'bad' in text else text + 'bad\\nbad\\n')"
    Person(tmp_path, code, "vi").edits()
    assert (tmp_path / "seen").read_text() == "+2\n+6\n+6\n"


def test_a_fault_of_another_file_does_not_move_the_cursor(tmp_path: Path) -> None:
    def taken(text: str) -> str:
        if "mended" in text:
            return text
        raise Invalid([Fault("a.yaml", "the id is taken", 99)])

    seen = tmp_path / "seen"
    code = f"open({str(seen)!r}, 'a').write(sys.argv[1] + '\\n')\n"
    code += "file.write_text(text + ('mended' if '#!' in text else 'x\\n'))"
    person = Person(tmp_path, code, "vi")
    assert edit_until(NEW, person.environ, person.folder, taken, person.said.append)
    assert seen.read_text() == "+2\n+4\n"


@pytest.mark.parametrize(
    "second", ["", "file.write_text(text.rstrip())", "file.write_text(text.split('here.\\n')[1].split('\\n', 1)[1])"]
)
def test_a_fault_that_stays_ends_with_the_text_kept(tmp_path: Path, second: str) -> None:
    person = Person(
        tmp_path, f"if 'bad' not in text: file.write_text(text + 'bad\\n')\nelse:\n    {second or 'pass'}"
    )
    with pytest.raises(Invalid) as caught:
        person.edits()
    [kept] = person.kept
    [fault] = caught.value.faults
    assert fault.file == str(kept)
    assert kept.read_text().splitlines()[fault.line - 1] == "bad"
    assert person.said[-1] == f"your text is kept in {kept}"


def test_an_editor_that_never_mends_the_text_is_not_opened_for_ever(tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho bad >> "$1"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    person = Person(tmp_path, "")
    person.environ = {"EDITOR": str(script)}
    with pytest.raises(Invalid):
        person.edits()
    assert person.kept[0].read_text().count("bad\n") == 100


def test_an_editor_that_crashes_leaves_the_text(tmp_path: Path) -> None:
    person = Person(tmp_path, "file.write_text(text + 'typed\\n'); os.kill(os.getpid(), 9)")
    with pytest.raises(UsageError, match="nothing was saved"):
        person.edits()
    assert [path.read_text() for path in person.kept] == [f"{NEW}typed\n"]
    assert person.said == [f"your text is kept in {person.kept[0]}"]


def test_what_a_crashed_editor_kept_beside_the_text_stays(tmp_path: Path) -> None:
    person = Person(tmp_path, "file.with_name('.entry.yaml.swp').write_text('typed'); sys.exit(1)")
    with pytest.raises(UsageError):
        person.edits()
    assert [path.name for path in person.folder.rglob("*.swp")] == [".entry.yaml.swp"]
    assert "lies beside it" in person.said[0]


@pytest.mark.parametrize("crash", ["file.write_text('')", "file.unlink()"])
def test_an_editor_that_crashes_over_a_fault_leaves_what_was_written_before(tmp_path: Path, crash: str) -> None:
    code = f"if 'bad' not in text: file.write_text(text + 'bad\\n')\nelse:\n    {crash}; sys.exit(1)"
    person = Person(tmp_path, code)
    with pytest.raises(UsageError):
        person.edits()
    assert [path.read_text() for path in person.kept] == [f"{NEW}bad\n"]


def test_an_editor_that_crashes_in_the_middle_of_a_line_leaves_what_was_written_before_too(tmp_path: Path) -> None:
    person = Person(
        tmp_path, "file.write_text(text[:-4] if 'bad' in text else text + 'bad\\n'); sys.exit('bad' in text)"
    )
    with pytest.raises(UsageError):
        person.edits()
    assert f"{NEW}bad\n" in [path.read_text() for path in person.kept]
    assert all(str(path) in person.said[-1] for path in person.kept)


@pytest.mark.parametrize("code", ["sys.exit(1)", "file.write_text(''); sys.exit(1)"])
def test_an_editor_that_fails_with_nothing_written_leaves_nothing(tmp_path: Path, code: str) -> None:
    person = Person(tmp_path, code)
    with pytest.raises(UsageError):
        person.edits()
    assert ([*person.folder.iterdir()], person.said) == ([], [])


@pytest.mark.parametrize("error", [Unwritable("read-only"), KeyboardInterrupt(), ValueError("a bug")])
def test_whatever_stops_the_saving_leaves_the_text(tmp_path: Path, error: BaseException) -> None:
    def fail(_text: str) -> str:
        raise error

    person = Person(tmp_path, "file.write_text(text + 'typed\\n')")
    with pytest.raises(type(error)):
        edit_until(NEW, person.environ, person.folder, fail, person.said.append)
    assert [path.read_text() for path in person.kept] == [f"{NEW}typed\n"]
    assert person.said == [f"your text is kept in {person.kept[0]}"]


def test_a_person_who_cannot_be_told_loses_nothing_either(tmp_path: Path) -> None:
    def gone(_text: str) -> None:
        raise BrokenPipeError

    person = Person(tmp_path, "file.write_text(text + 'typed\\n'); sys.exit(1)")
    with pytest.raises(UsageError):
        edit_until(NEW, person.environ, person.folder, check, gone)
    assert person.kept[0].read_text() == f"{NEW}typed\n"


@pytest.mark.parametrize(
    "saved",
    [
        "b'\\xef\\xbb\\xbfcomplaint: caf\\xc3\\xa9\\r\\n'",
        "'complaint: café\\r\\n'.encode('utf-16')",
    ],
)
def test_an_editor_may_save_with_a_mark_or_as_utf_16(tmp_path: Path, saved: str) -> None:
    assert Person(tmp_path, f"file.write_bytes({saved})").edits() == "complaint: café"


def test_bytes_that_are_no_text_are_a_fault_and_not_lost(tmp_path: Path) -> None:
    person = Person(tmp_path, "if '#!' not in text: file.write_bytes(b'caf\\xe9 \\xf0\\x9f\\n')")
    with pytest.raises(Invalid, match="1 fault") as caught:
        person.edits("x\n")
    [kept] = person.kept
    assert kept.read_bytes().splitlines()[-1] == b"caf\xe9 \xf0\x9f"
    assert [(fault.line, fault.column, fault.message) for fault in caught.value.faults] == [(3, 4, "not UTF-8")]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond a size, as on a disk that is nearly full."""
    resource = pytest.importorskip("resource")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_a_disk_that_is_full_before_the_faults_are_written_loses_nothing(tmp_path: Path) -> None:
    person = Person(tmp_path, "file.write_text(text + 'bad ' * 900)")
    with largest_file(3700), pytest.raises(OSError, match="large"):
        person.edits()
    assert [path.read_text() for path in person.kept] == [NEW + "bad " * 900]
    assert person.said[-1] == f"your text is kept in {person.kept[0]}"


def test_a_full_disk_before_anything_is_typed_leaves_nothing(tmp_path: Path) -> None:
    person = Person(tmp_path, "")
    with largest_file(5), pytest.raises(OSError, match="large"):
        person.edits()
    assert [*person.folder.iterdir()] == []


def test_without_an_editor_the_flags_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        edit_until(NEW, {"PATH": str(tmp_path)}, tmp_path / "own", check, print)
    assert "flags" in caught.value.hint
    assert "$EDITOR" in caught.value.hint
    assert not (tmp_path / "own").exists()
