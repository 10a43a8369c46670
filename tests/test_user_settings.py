"""Remembering one setting: the rest of the user's file stays as it is."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from cheatsheet.settings import load_settings
from cheatsheet.user_settings import remember

MINE = """\
# my own settings

[agent]
channel = "chat"   # the night shift

[clipboard]
via = "off" # until the terminal is mended
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "cheatsheet" / "config.toml"


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(content)


def read(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_bytes().decode("utf-8-sig"))


def test_the_file_and_its_folder_are_made(file: Path) -> None:
    remember(file, "agent", "name", "Robin")
    assert read(file) == {"agent": {"name": "Robin"}}
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")
def test_a_new_file_is_for_its_owner_alone(file: Path) -> None:
    remember(file, "agent", "name", "Robin")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_comments_and_everything_else_stay(file: Path, line_break: str) -> None:
    before = MINE.replace("\n", line_break)
    write(file, before.encode())
    remember(file, "agent", "name", "Robin")
    after = file.read_bytes().decode()
    assert read(file) == {"agent": {"channel": "chat", "name": "Robin"}, "clipboard": {"via": "off"}}
    assert re.sub(r'name = "Robin"\r?\n', "", after) == before


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# only a comment",
        "[clipboard]\nvia = 'off'\n",
        "[agent]\n",
        "agent.channel = 'chat'\n",
        "agent = {channel = 'chat'}\n",
        "[agent]\nname = 'Sam'  # until May\n",
        "\ufeff[agent]\nchannel = 'chat'\n",
    ],
)
def test_a_name_is_remembered_whatever_the_file_looks_like(file: Path, before: str) -> None:
    write(file, before.encode())
    remember(file, "agent", "name", "Robin")
    settings = load_settings(None, file, {}, {})
    assert settings.text("agent.name") == "Robin"
    assert all(line.partition("#")[2] in file.read_text() for line in before.splitlines())


@pytest.mark.parametrize(
    "name", ['Ro"bin', "O'Neil", "Zoë 😀", "back\\slash", "a # b", "[agent]", "two\nlines", "'''", '"""']
)
def test_any_name_reads_back_as_it_was(file: Path, name: str) -> None:
    remember(file, "agent", "name", name)
    assert read(file) == {"agent": {"name": name}}


def test_the_next_name_replaces_the_last_one(file: Path) -> None:
    for name in ("Robin", "Sam", "Dana"):
        remember(file, "agent", "name", name)
    assert read(file) == {"agent": {"name": "Dana"}}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_and_the_mode_of_its_file_are_kept(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text(MINE)
    real.chmod(0o640)
    file.parent.mkdir(parents=True)
    file.symlink_to(real)
    remember(file, "agent", "name", "Robin")
    assert file.is_symlink()
    assert 'name = "Robin"' in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_text_and_nothing_else(file: Path) -> None:
    write(file, MINE.encode())
    with pytest.raises(UnicodeEncodeError):
        remember(file, "agent", "name", "new \ud800")
    assert file.read_bytes() == MINE.encode()
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


def test_a_reader_of_the_old_file_still_has_it_whole(file: Path) -> None:
    write(file, MINE.encode())
    with file.open() as open_before:
        remember(file, "agent", "name", "Robin")
        assert open_before.read() == MINE


def test_a_remembered_name_is_said_to_come_from_the_users_file(file: Path) -> None:
    remember(file, "agent", "name", "Robin")
    found = load_settings(None, file, {}, {file: "config.toml"}).known["agent.name"]
    assert (found.value, found.origin) == ("Robin", "config.toml")
