"""Where two texts differ, and the diff that shows it."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.difference import middle, unified
from tests.e2e.desktop import needs

LINES = st.lists(st.sampled_from(["a", "b", "", "- c", "+d"]), max_size=12)
TEN = "".join(f"line {number}\n" for number in range(10))


@given(st.text("ab\n"), st.text("ab\n"))
def test_the_middle_is_all_that_differs(before: str, after: str) -> None:
    found = middle(before, after)
    assert before[: found.start] == after[: found.start]
    assert before[found.before_end :] == after[found.after_end :]
    assert before[: found.start] + after[found.start : found.after_end] + before[found.before_end :] == after


def test_equal_texts_have_no_middle_and_no_diff() -> None:
    found = middle(TEN, TEN)
    assert found.start == found.before_end == found.after_end
    assert unified(TEN, TEN, "a.yaml") == ""


def test_a_diff_has_three_lines_around_a_change_and_the_right_numbers() -> None:
    found = unified(TEN, TEN.replace("line 6", "other"), "a.yaml")
    assert found.splitlines()[2:] == [
        "@@ -4,7 +4,7 @@", " line 3", " line 4", " line 5", "-line 6", "+other", " line 7", " line 8", " line 9",
    ]  # fmt: skip


@needs("patch")
@pytest.mark.parametrize("seed", range(20))
def test_patch_makes_the_second_text_of_the_first(seed: int, tmp_path: Path) -> None:
    lines = [f"line {number % 7}" for number in range(60)]
    changed = [*lines[: seed * 2], "new", *lines[seed * 2 + seed % 3 :], *(["end"] if seed % 2 else [])]
    before, after = "\n".join(lines) + "\n", "\n".join(changed) + "\n"
    path = tmp_path / "a.yaml"
    path.write_text(before)
    done = subprocess.run(["patch", "a.yaml"], cwd=tmp_path, input=unified(before, after, "a.yaml"), text=True,
                          capture_output=True, check=False)  # fmt: skip
    assert (done.returncode, path.read_text()) == (0, after), done.stdout


def test_a_change_in_a_large_text_costs_little(tmp_path: Path) -> None:
    large = TEN * 100_000
    assert unified(large, large + "- id: new\n", "a.yaml").endswith("+- id: new\n")
