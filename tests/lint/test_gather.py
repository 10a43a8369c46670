"""Which files are linted: the library's, the named ones, each once, in the order of their names."""

import sys
from pathlib import Path

import pytest

from cheatsheet.errors import UsageError
from cheatsheet.lint.gather import from_bytes, from_text, library_files, named_files, read
from tests.conftest import Workspace

FILES = {
    "responses/b.yaml": "- x", "responses/a.csv": "a", "responses/deep/c.JSON": "[]", "responses/_off.yaml": "",
    "responses/d.txt": "", "responses/.hidden/e.yaml": "", "responses/f.xlsx": "", "responses/g.tsv": "",
    "responses/h.yml": "", "templates/email.j2": "", "templates/_old.j2": "",
    "templates/deep/x.j2": "", "templates/email.txt": "",
}  # fmt: skip


def names(paths: list[Path], cwd: Path) -> list[str]:
    """What is read of these, as it is shown."""
    return [file.name for file in read(paths, cwd)]


def test_a_library_is_its_entries_and_its_layouts(workspace: Workspace) -> None:
    folder = workspace(FILES)
    found = list(library_files(folder / "responses", folder / "templates"))
    assert names(found, folder) == [
        "responses/a.csv", "responses/b.yaml", "responses/deep/c.JSON", "responses/g.tsv", "responses/h.yml",
        "templates/email.j2",
    ]  # fmt: skip


def test_no_folder_of_layouts_is_fine(workspace: Workspace) -> None:
    folder = workspace({"responses/b.yaml": ""})
    assert names(list(library_files(folder / "responses", folder / "templates")), folder) == ["responses/b.yaml"]
    assert names(list(library_files(folder / "responses", None)), folder) == ["responses/b.yaml"]


def test_named_files_and_folders_are_read_once_each(workspace: Workspace) -> None:
    folder = workspace(FILES)
    found = list(named_files(["responses", "responses/b.yaml", "./responses/b.yaml", "templates/email.j2"], folder))
    assert names(found, folder).count("responses/b.yaml") == 1
    assert "templates/email.j2" in names(found, folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_to_a_file_that_is_read_is_not_read_again(workspace: Workspace) -> None:
    folder = workspace({"responses/b.yaml": ""})
    (folder / "responses/a.yaml").symlink_to("b.yaml")
    assert len(names([folder / "responses/a.yaml", folder / "responses/b.yaml"], folder)) == 1


def test_a_file_that_is_named_is_read_even_where_its_name_begins_with_a_line(workspace: Workspace) -> None:
    folder = workspace(FILES)
    assert names(list(named_files(["responses/_off.yaml"], folder)), folder) == ["responses/_off.yaml"]


@pytest.mark.parametrize("name", ["none.yaml", "responses/d.txt", "responses/f.xlsx", "cheatsheet.toml"])
def test_what_is_not_there_or_not_read_is_an_error(name: str, workspace: Workspace) -> None:
    folder = workspace({**FILES, "x": ""})
    with pytest.raises(UsageError):
        list(named_files([name], folder))


def test_a_file_that_cannot_be_read_says_why(workspace: Workspace) -> None:
    folder = workspace({"a.yaml": b"\xff\xfa\x80", "b.yaml": b"a\x00b" * 3})
    (folder / "c.yaml").mkdir()
    for file in read([folder / "a.yaml", folder / "b.yaml"], folder):
        assert file.text is None
        assert file.faults


def test_standard_input_needs_a_name_that_tells_its_format() -> None:
    assert from_text("x", "a/b.CSV").suffix == ".csv"
    with pytest.raises(UsageError):
        from_text("x", "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_bytes_of_git_are_read_as_those_of_the_disk(encoding: str) -> None:
    assert from_bytes("Grüße".encode(encoding), "a.yaml").text == "Grüße"
