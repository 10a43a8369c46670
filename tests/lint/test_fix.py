"""Safe mends: only braces, quotes in templates and invisible characters change; every other byte stays."""

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.errors import UsageError
from cheatsheet.lint.fix import apart, diff, fixed, fixes_of, write_fixed
from cheatsheet.lint.problem import Fix
from tests.conftest import Run, Workspace
from tests.lint.desk import make_check

BAD = """\
# Größe 😀\tkeep  this
- id: late
  complaint: "My parcel\u2019s late"
  answer: |+
    Hello { customer.name }},  \u200bplease calm down.
    Your order {{ order.number } is {{ today | date }}.

  subject: 'It''s {{ order.number | default(\u201cnone\u201d) }}'
  channels: {sms: "Hi\\u00a0{ customer.name }\\u200b \\U0001F600"}
"""
GOOD = """\
# Größe 😀\tkeep  this
- id: late
  complaint: "My parcel\u2019s late"
  answer: |+
    Hello {{ customer.name }},  please calm down.
    Your order {{ order.number }} is {{ today | date }}.

  subject: 'It''s {{ order.number | default("none") }}'
  channels: {sms: "Hi\\u00a0{{ customer.name }} \\U0001F600"}
"""


def lint(run: Run, *arguments: str) -> None:
    """Runs lint; what it mends and shows is looked at elsewhere."""
    result = run("lint", "--select", "template,text,phrase", *arguments)
    assert result.code in {0, 1}, result.err


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_only_what_is_mended_changes(newline: str, mark: bytes, run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": mark + BAD.replace("\n", newline).encode()})
    lint(run, "--fix")
    assert (folder / "responses/a.yaml").read_bytes() == mark + GOOD.replace("\n", newline).encode()


def test_what_is_left_is_told_at_its_new_place(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD})
    result = run("lint", "--select", "template,text,phrase", "--fix", "--format", "json")
    (left,) = json.loads(result.out)
    assert (left["rule"], left["line"], left["column"]) == ("phrase/commanding-calm", 5, 40)
    assert result.code == 1


def test_all_mended_is_success(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD.replace("calm down", "wait")})
    assert run("lint", "--select", "template,text,phrase", "--fix").code == 0


def test_twice_is_once(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD})
    lint(run, "--fix")
    once = (folder / "responses/a.yaml").read_bytes()
    lint(run, "--fix")
    assert (folder / "responses/a.yaml").read_bytes() == once


def test_a_file_without_a_fix_is_not_touched(run: Run, workspace: Workspace) -> None:
    folder = workspace(
        {"cheatsheet.toml": "", "responses/a.yaml": GOOD, "responses/b.yaml": BAD.replace("late", "b")}
    )
    before = (folder / "responses/a.yaml").stat()
    lint(run, "--fix")
    after = (folder / "responses/a.yaml").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_diff_changes_no_file(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD})
    lint(run, "--diff")
    assert (folder / "responses/a.yaml").read_text() == BAD


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits, links")
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664])
def test_mode_bits_stay(mode: int, run: Run, workspace: Workspace) -> None:
    path = workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD}) / "responses/a.yaml"
    path.chmod(mode)
    lint(run, "--fix")
    assert path.read_text() == GOOD
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits, links")
def test_a_link_stays_a_link(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "elsewhere/real.yaml": BAD, "responses/b.yaml": ""})
    (folder / "responses/a.yaml").symlink_to("../elsewhere/real.yaml")
    lint(run, "--fix")
    assert os.readlink(folder / "responses/a.yaml") == "../elsewhere/real.yaml"  # noqa: PTH115
    assert (folder / "elsewhere/real.yaml").read_text() == GOOD
    assert sorted(path.name for path in (folder / "elsewhere").iterdir()) == ["real.yaml"]


@pytest.mark.parametrize("tool", [["git", "apply", "-"], ["patch", "-p1", "--binary"]])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", [True, False])
def test_the_diff_makes_of_a_file_what_fix_makes_of_it(
    tool: list[str], newline: str, ending: bool, run: Run, workspace: Workspace
) -> None:
    if not shutil.which(tool[0]):
        pytest.skip(f"needs {tool[0]}")
    text = (BAD if ending else BAD.rstrip("\n")).replace("\n", newline)
    folder = workspace({"cheatsheet.toml": "", "responses/a b.yaml": text.encode()})
    result = run("lint", "--select", "template,text", "--diff")
    subprocess.run(tool, cwd=folder, input=result.out.encode(), check=True, capture_output=True)
    patched = (folder / "responses/a b.yaml").read_bytes()
    workspace({"responses/a b.yaml": text.encode()})
    lint(run, "--fix")
    assert patched == (folder / "responses/a b.yaml").read_bytes()
    assert patched != text.encode()


def test_a_diff_of_two_files_is_one_patch(run: Run, workspace: Workspace) -> None:
    other = "- id: two\n  complaint: x y\n  answer: Dear { customer.name },\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD, "responses/b.yaml": other})
    out = run("lint", "--select", "template", "--diff").out
    assert [line for line in out.splitlines() if line.startswith("+++")] == [
        "+++ b/responses/a.yaml",
        "+++ b/responses/b.yaml",
    ]


def test_nothing_to_mend_is_an_empty_diff(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": "", "responses/a.yaml": GOOD})
    result = run("lint", "--select", "template", "--diff")
    assert (result.code, result.out.strip()) == (0, "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "cp1252"])
def test_the_encoding_stays(encoding: str, run: Run, workspace: Workspace) -> None:
    text = "Complaint,Answer\nlate,Grüße { customer.name }}\n"
    folder = workspace({"cheatsheet.toml": "", "responses/a.csv": text.encode(encoding)})
    lint(run, "--fix")
    mended = text.replace("{ customer", "{{ customer").encode(encoding)
    assert (folder / "responses/a.csv").read_bytes() == mended


def test_a_file_whose_bytes_cannot_be_written_again_is_not_mended(run: Run, workspace: Workspace) -> None:
    data = b"Complaint,Answer\nlate,Gr\xfc\x81e { customer.name }}\n"  # neither UTF-8 nor cp1252
    folder = workspace({"cheatsheet.toml": "", "responses/a.csv": data})
    result = run("lint", "--select", "template", "--fix")
    assert (folder / "responses/a.csv").read_bytes() == data
    assert result.code == 2
    assert "responses/a.csv" in result.err


def test_fix_mends_no_standard_input(run: Run, workspace: Workspace) -> None:
    workspace({"cheatsheet.toml": ""})
    assert run("lint", "--stdin-filename", "a.yaml", "--fix", stdin=BAD).code == 2


def test_a_file_that_cannot_be_written_is_said(run: Run, workspace: Workspace) -> None:
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": BAD})
    if os.geteuid() == 0:
        pytest.skip("root may write anything")
    (folder / "responses").chmod(0o500)
    result = run("lint", "--select", "template", "--fix")
    (folder / "responses").chmod(0o700)
    assert result.code == 2
    assert "responses/a.yaml" in result.err


def test_a_sheet_is_mended_within_its_cells(run: Run, workspace: Workspace) -> None:
    text = 'Complaint,Answer\r\nlate,"Dear { customer.name }}, ""so""\r\n{{ order.number }\u200b"\r\n'
    folder = workspace({"cheatsheet.toml": "", "responses/a.csv": text})
    lint(run, "--fix")
    mended = text.replace("{ customer.name }}", "{{ customer.name }}").replace(
        "{{ order.number }\u200b", "{{ order.number }}"
    )
    assert (folder / "responses/a.csv").read_bytes() == mended.encode()


def test_straight_quotes_are_written_as_the_text_needs_them(run: Run, workspace: Workspace) -> None:
    """A quote that ends the text, where it stands in quotes itself, must not end it early."""
    text = '- id: late\n  complaint: x y\n  answer: "Dear {{ customer.name | default(\u201cSir\u201d) }}"\n'
    folder = workspace({"cheatsheet.toml": "", "responses/a.yaml": text, "responses/b.csv":
                        'Complaint,Answer\nb c,"Dear {{ customer.name | default(\u201cSir\u201d) }}"\n'})  # fmt: skip
    result = run("lint", "--fix", "--format", "json")
    assert [each["rule"] for each in json.loads(result.out) if each["rule"] == "library/invalid"] == []
    assert (folder / "responses/a.yaml").read_text() != ""


def test_apostrophes_too(run: Run, workspace: Workspace) -> None:
    text = "- id: late\n  complaint: x y\n  answer: 'Dear {{ customer.name | default(\u2018Sir\u2019) }}'\n"
    workspace({"cheatsheet.toml": "", "responses/a.yaml": text})
    result = run("lint", "--fix", "--format", "json")
    assert [each["rule"] for each in json.loads(result.out) if each["rule"] == "library/invalid"] == []


fixes = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("{}'", max_size=3)), max_size=6)


@given(text=st.text("ab {}\n\r😀", max_size=40), drawn=fixes)
def test_what_no_fix_covers_stays(text: str, drawn: list[tuple[int, int, str]]) -> None:
    chosen = apart(sorted(Fix(min(at, len(text)), min(at + size, len(text)), new) for at, size, new in drawn))
    expected, at = "", 0
    for fix in chosen:
        assert fix.start >= at
        expected += text[at : fix.start] + fix.text
        at = fix.end
    assert fixed(text, chosen) == expected + text[at:]


def test_a_mend_never_makes_a_new_problem_of_its_kind() -> None:
    check = make_check()
    report = check.entries(BAD, ".yaml", "a.yaml")
    mended = fixed(BAD, fixes_of(report.problems)["a.yaml"])
    left = [
        each
        for each in check.entries(mended, ".yaml", "a.yaml").problems
        if each.fix or each.rule == "library/invalid"
    ]
    assert left == []
    assert diff({"a.yaml": BAD}, fixes_of(report.problems)).count("\n-") == 4


def test_a_file_that_was_changed_after_it_was_linted_is_left_alone(workspace: Workspace) -> None:
    path = workspace({"a.yaml": BAD}) / "a.yaml"
    with pytest.raises(UsageError, match="changed after it was checked"):
        write_fixed(path, [Fix(0, 3, "")], linted=BAD.replace("late", "lost"))
    assert path.read_text() == BAD
    write_fixed(path, [Fix(0, 2, "")], linted=BAD)
    assert path.read_text() == BAD[2:]
