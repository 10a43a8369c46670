"""Layouts: the team's own over the built-in ones, and what a missing one says."""

from pathlib import Path

import pytest

from cheatsheet.errors import Invalid, UsageError
from cheatsheet.layouts import Layouts
from cheatsheet.place import starter_folder
from tests.conftest import Workspace


@pytest.fixture
def built_in() -> Path:
    return starter_folder("templates")


def test_every_channel_of_the_contract_has_a_built_in_layout(built_in: Path, tmp_path: Path) -> None:
    layouts = Layouts.load(built_in, None, tmp_path)
    assert layouts.channels == ("chat", "email", "phone", "sms", "social")


def test_an_own_layout_wins_and_the_others_stay(built_in: Path, workspace: Workspace) -> None:
    root = workspace({"templates/sms.j2": "mine: {{ body }}"})
    layouts = Layouts.load(built_in, root / "templates", root)
    assert layouts.layout("sms", "en").source == "mine: {{ body }}"
    assert layouts.layout("sms", "en").file == "templates/sms.j2"
    assert "sign_off" in layouts.layout("email", "en").source


def test_an_own_channel_is_a_channel(built_in: Path, workspace: Workspace) -> None:
    root = workspace({"templates/letter.j2": "{{ body }}", "templates/letter.de.j2": "Brief: {{ body }}"})
    layouts = Layouts.load(built_in, root / "templates", root)
    assert "letter" in layouts.channels
    assert layouts.layout("letter", "de").source == "Brief: {{ body }}"
    assert layouts.layout("letter", "fr").source == "{{ body }}"


def test_macros_are_shared_and_no_channel(built_in: Path, workspace: Workspace) -> None:
    root = workspace({"templates/macros.j2": "", "templates/macros.de.j2": ""})
    layouts = Layouts.load(built_in, root / "templates", root)
    assert "macros" not in layouts.channels
    files = [text.file for text in layouts.macros("de")]
    assert files[-2:] == ["templates/macros.j2", "templates/macros.de.j2"]
    assert [text.file for text in layouts.macros("en")][-1] == "templates/macros.j2"


@pytest.mark.parametrize(("channel", "hint"), [("emial", "did you mean 'email'?"), ("fax", "there are chat, email")])
def test_an_unknown_channel_names_what_there_is(built_in: Path, tmp_path: Path, channel: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        Layouts.load(built_in, None, tmp_path).layout(channel, "en")
    assert hint in caught.value.hint


def test_hidden_and_other_files_are_not_layouts(built_in: Path, workspace: Workspace) -> None:
    names = ["_draft.j2", ".sms.j2.swp", ".hidden.j2", "notes.txt", "sub/deep.j2"]
    root = workspace({f"templates/{name}": "x" for name in names})
    assert Layouts.load(built_in, root / "templates", root).own == {}


def test_line_ends_and_a_mark_of_windows_are_no_text(built_in: Path, workspace: Workspace) -> None:
    root = workspace({"templates/sms.j2": b"\xef\xbb\xbfa\r\n{{ body }}\r\n"})
    assert Layouts.load(built_in, root / "templates", root).layout("sms", "en").source == "a\n{{ body }}\n"


def test_a_layout_that_cannot_be_read_is_a_fault(built_in: Path, workspace: Workspace) -> None:
    root = workspace({"templates/sms.j2": b"caf\xe9 {{ body }}"})
    with pytest.raises(Invalid) as caught:
        Layouts.load(built_in, root / "templates", root)
    assert "templates/sms.j2: is cp1252, not UTF-8" in str(caught.value.faults[0])


def test_a_folder_in_place_of_a_layout_is_a_fault(built_in: Path, workspace: Workspace) -> None:
    root = workspace({"templates/sms.j2/inner.txt": ""})
    with pytest.raises(Invalid) as caught:
        Layouts.load(built_in, root / "templates", root)
    assert "cannot be read" in str(caught.value.faults[0])
