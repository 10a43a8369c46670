"""`sync`, with real git: two leads, each with a clone of one bare remote."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

SHEET = """\
# The sheet of the team.

- id: late
  complaint: My parcel is late
  answer: I will find it today.   # short
  tags: [shipping]

# money
- id: refund
  complaint: I want my money back
  answer: |
    You will have it on Friday.
  phrases:
    - refund please
"""
CSV = "Complaint,Answer,Tags\nThe hat is lost,I look for it today.,hats\nThe hat is wet,I send another one.,hats\n"


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


class Lead:
    """Someone who keeps the sheet, in a clone of their own."""

    def __init__(self, name: str, folder: Path, home: Path) -> None:
        self.folder = folder
        self.environ = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config"),
            "GIT_CONFIG_NOSYSTEM": "1", "CHEATSHEET_AGENT": name,
            "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": f"{name}@example.com",
            "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": f"{name}@example.com",
            "LANG": "C.UTF-8",
        }  # fmt: skip

    def cheatsheet(self, *arguments: str) -> Done:
        """A call of the program in the clone."""
        command = [sys.executable, "-m", "cheatsheet", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=120,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    def sync(self) -> Done:
        """A sync that must be well."""
        done = self.cheatsheet("sync")
        assert done.code == 0, done.err
        return done

    def git(self, *arguments: str) -> str:
        """What git says in the clone."""
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environ, capture_output=True, text=True, check=True
        ).stdout

    def text(self, name: str = "sheet.yaml") -> str:
        """A file of entries."""
        return (self.folder / "responses" / name).read_text(encoding="utf-8")

    def all_text(self) -> str:
        """All files of entries."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted((self.folder / "responses").iterdir()))

    def write(self, text: str, name: str = "sheet.yaml") -> None:
        """Writes a file of entries by hand."""
        (self.folder / "responses" / name).write_text(text, encoding="utf-8")

    def entries(self) -> dict[str, dict[str, object]]:
        """The entries by id."""
        return {entry["id"]: entry for entry in json.loads(self.cheatsheet("list", "--json").out)}


class Team(NamedTuple):
    """Two leads and what they share."""

    ann: Lead
    bob: Lead
    remote: Path

    def meet(self) -> None:
        """Both sync until both have all; then both have the same files, and git finds no fault."""
        for lead in (self.ann, self.bob, self.ann):
            lead.sync()
        for name in ("responses", "cheatsheet.toml"):
            subprocess.run(["diff", "-r", self.ann.folder / name, self.bob.folder / name], check=True)
        for lead in (self.ann, self.bob):
            lead.git("fsck", "--strict")
            assert lead.git("status", "--porcelain") == ""
            assert lead.cheatsheet("lint", "--select", "library/invalid").code == 0


Edit = Callable[[Lead], object]


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A library that is shared, and cloned by another lead."""
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", remote], check=True)
    ann = Lead("ann", tmp_path / "ann", tmp_path / "home-ann")
    bob = Lead("bob", tmp_path / "bob", tmp_path / "home-bob")
    ann.folder.mkdir()
    (ann.folder / "cheatsheet.toml").write_text("")
    (ann.folder / "responses").mkdir()
    ann.write(SHEET)
    ann.write(CSV, "hats.csv")
    ann.git("init", "-q", "-b", "main")
    ann.git("remote", "add", "origin", str(remote))
    assert ann.cheatsheet("init", "--git").code == 0
    ann.sync()
    subprocess.run(["git", "clone", "-q", remote, bob.folder], check=True, env=bob.environ)
    return Team(ann, bob, remote)


def edit(entry: str, *flags: str) -> Edit:
    """An edit with the program."""
    return lambda lead: lead.cheatsheet("edit", entry, *flags)


def add(complaint: str, answer: str = "I will look at it today.", *flags: str) -> Edit:
    """A new entry."""
    return lambda lead: lead.cheatsheet("add", "--complaint", complaint, "--answer", answer, *flags)


def by_hand(before: str, after: str, name: str = "sheet.yaml") -> Edit:
    """An edit in an editor."""
    return lambda lead: lead.write(lead.text(name).replace(before, after), name)


@pytest.mark.parametrize(
    ("one", "other", "there"),
    [
        pytest.param(edit("late", "--answer", "I found it."), edit("refund", "--tag", "money"),
                     ["I found it.", "money"], id="different entries of one file"),
        pytest.param(edit("late", "--answer", "I found it."), edit("late", "--subject", "Your parcel"),
                     ["I found it.", "Your parcel"], id="different fields of one entry"),
        pytest.param(edit("late", "--phrase", "where is it"), edit("late", "--phrase", "nothing came"),
                     ["where is it", "nothing came"], id="phrases of one entry"),
        pytest.param(edit("late", "--tag", "a"), edit("late", "--tag", "b"), ["shipping", "a", "b"],
                     id="tags of one entry"),
        pytest.param(add("The lamp hums"), add("The bowl is chipped"), ["lamp hums", "bowl is chipped"],
                     id="two new entries"),
        pytest.param(add("The lamp hums"), add("The lamp hums"), ["lamp hums"], id="the same new entry"),
        pytest.param(lambda lead: lead.cheatsheet("retire", "late", "--reason", "no parcels any more"),
                     edit("late", "--answer", "I found it."), ["no parcels any more", "I found it."],
                     id="retired and edited"),
        pytest.param(by_hand("# money\n", "# money, see the wiki\n"), edit("refund", "--answer", "On Monday."),
                     ["# money, see the wiki", "On Monday."], id="a comment and the entry below it"),
        pytest.param(by_hand("# The sheet of the team.\n", "# The sheet of the team.\n# Ann keeps it.\n"),
                     by_hand("# money\n", "# money\n# Bob keeps this part.\n"),
                     ["# Ann keeps it.", "# Bob keeps this part."], id="comments on both sides"),
        pytest.param(by_hand("I look for it today.", "I look for it at once.", "hats.csv"),
                     by_hand("I send another one.", "I send a dry one.", "hats.csv"),
                     ["at once", "a dry one"], id="rows of a CSV"),
        pytest.param(by_hand("hats\nThe hat is wet", "hats;lost\nThe hat is wet", "hats.csv"),
                     lambda lead: lead.write(f"{lead.text('hats.csv')}The hat is big,I send a small one.,hats\n",
                                             "hats.csv"),
                     ["hats;lost", "The hat is big"], id="a cell and a new row"),
        pytest.param(lambda lead: lead.git("mv", "responses/sheet.yaml", "responses/all.yaml"),
                     edit("late", "--answer", "I found it."), ["I found it."], id="a moved file and an edit in it"),
        pytest.param(lambda lead: lead.write("- {complaint: It is wet, answer: I send a dry one.}\n", "wet.yaml"),
                     lambda lead: lead.write("- {complaint: It is hot, answer: I send a cold one.}\n", "hot.yaml"),
                     ["It is wet", "It is hot"], id="two new files"),
        pytest.param(lambda lead: lead.write(lead.text().replace("\n", "\r\n")),
                     edit("late", "--answer", "I found it."), ["I found it."], id="line ends and an edit"),
    ],
)  # fmt: skip
def test_edits_that_do_not_clash_are_all_there(team: Team, one: Edit, other: Edit, there: list[str]) -> None:
    one(team.ann)
    other(team.bob)
    team.meet()
    known = team.ann.all_text()
    assert [part for part in there if part not in known] == []
    assert [part for part in ("# The sheet of the team.", "# money", "# short") if part not in known] == []
    assert "<<<<<<<" not in known


def test_one_field_that_both_changed_keeps_both_texts_and_says_how_to_settle_it(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--answer", "I found it in the cellar.")
    team.bob.cheatsheet("edit", "late", "--answer", "I found it in the attic.")
    team.ann.sync()
    said = team.bob.sync().err
    assert "both sides changed `answer` of late" in said
    assert [part in said for part in ("cellar", "attic", "cheatsheet review approve late")] == [True] * 3
    team.meet()
    late = team.ann.entries()["late"]
    assert {late["answer"], late["proposed"]["answer"]} == {"I found it in the cellar.", "I found it in the attic."}  # type: ignore[index]
    assert team.ann.cheatsheet("review", "approve", "late", "--by", "sam").code == 0
    team.meet()


def test_one_id_for_two_entries_of_one_file_keeps_both(team: Team) -> None:
    add("The lamp hums", "I send a bulb.")(team.ann)
    add("The lamp hums", "I send a lamp.")(team.bob)
    team.ann.sync()
    assert "the-lamp-hums" in team.bob.sync().err
    team.meet()
    assert [each in team.ann.all_text() for each in ("I send a bulb.", "I send a lamp.")] == [True, True]


def test_one_id_in_two_files_is_taken_apart(team: Team) -> None:
    team.ann.write("- {id: hum, complaint: It hums, answer: I send a bulb.}\n", "ann.yaml")
    team.bob.write("- {id: hum, complaint: It hums loudly, answer: I send a lamp.}\n", "bob.yaml")
    team.ann.sync()
    assert "hum-2" in team.bob.sync().err
    team.meet()
    entries = team.ann.entries()
    assert (entries["hum"]["answer"], entries["hum-2"]["answer"]) == ("I send a bulb.", "I send a lamp.")


def test_what_one_takes_out_and_the_other_edits_stays(team: Team) -> None:
    team.ann.write(SHEET.partition("# money")[0])
    team.bob.cheatsheet("edit", "refund", "--answer", "You will have it on Monday.")
    team.meet()
    assert "on Monday" in team.ann.text()


def test_a_push_that_is_rejected_is_tried_again(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    team.bob.cheatsheet("edit", "refund", "--tag", "b")
    hook = team.bob.folder / ".git/hooks/pre-push"  # another lead is faster, once
    hook.write_text(
        f'#!/bin/sh\n[ -e "$0.done" ] && exit 0\ntouch "$0.done"\ncd {team.ann.folder} && unset GIT_DIR && '
        f"env GIT_AUTHOR_NAME=ann {sys.executable} -m cheatsheet sync >&2\n"
    )
    hook.chmod(0o755)
    team.bob.sync()
    team.meet()
    assert "tags: [shipping, a]" in team.bob.text()
    assert "tags: [b]" in team.bob.text() or "- b" in team.bob.text()


def test_without_a_network_the_work_is_committed_and_what_waits_is_said(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    away = team.remote.rename(team.remote.with_name("away.git"))
    done = team.ann.cheatsheet("sync")
    assert (done.code, "1 commit waits here" in done.err) == (2, True)
    assert team.ann.git("status", "--porcelain") == ""
    away.rename(team.remote)
    team.meet()
    assert "tags: [shipping, a]" in team.bob.text()


@pytest.mark.parametrize("state", ["merge", "markers", "detached"])
def test_a_half_done_repository_is_not_made_worse(team: Team, state: str) -> None:
    team.bob.write(SHEET.replace("I will find it today.", "I found it in the attic."))
    team.bob.git("commit", "-qam", "by hand")
    team.bob.git("push", "-q")
    team.ann.write(SHEET.replace("I will find it today.", "I found it in the cellar."))
    if state == "merge":
        team.ann.git("commit", "-qam", "by hand")
        team.ann.git("fetch", "-q")
        team.ann.git("merge", "-q", "--no-commit", "--no-ff", "origin/main")
    elif state == "markers":
        team.ann.write(f"<<<<<<< HEAD\n{team.ann.text()}=======\n>>>>>>> other\n")
    else:
        team.ann.git("checkout", "-q", "--detach")
    before = (team.ann.text(), team.ann.git("status", "--porcelain=v2", "--branch"), team.ann.git("stash", "list"))
    done = team.ann.cheatsheet("sync")
    after = (team.ann.text(), team.ann.git("status", "--porcelain=v2", "--branch"), team.ann.git("stash", "list"))
    assert (done.code in {2, 4}, after) == (True, before)


def test_a_banned_phrase_is_not_shared(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--answer", "Please calm down.")
    head = team.ann.git("rev-parse", "HEAD")
    done = team.ann.cheatsheet("sync")
    assert (done.code, "phrase/commanding-calm" in done.err) == (1, True)
    assert team.ann.git("rev-parse", "HEAD") == head


def test_other_files_of_the_repository_are_left_alone(team: Team) -> None:
    (team.ann.folder / "notes.txt").write_text("mine\n")
    (team.ann.folder / "staged.txt").write_text("mine too\n")
    team.ann.git("add", "staged.txt")
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    team.ann.sync()
    assert team.ann.git("status", "--porcelain") == "A  staged.txt\n?? notes.txt\n"


def test_a_commit_says_which_entries_changed(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    add("The lamp hums")(team.ann)
    team.ann.sync()
    said = team.ann.git("log", "-1", "--format=%B")
    assert said.startswith("Sheet: the-lamp-hums added; late changed\n")
    assert "- late: tags" in said


def test_a_dry_run_says_what_waits_and_does_nothing(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    head = team.ann.git("rev-parse", "HEAD")
    done = team.ann.cheatsheet("sync", "--dry-run")
    assert (done.code, "would commit: late changed" in done.out) == (0, True)
    assert team.ann.git("rev-parse", "HEAD") == head


def test_plain_git_merges_entry_by_entry_too(team: Team) -> None:
    assert team.bob.cheatsheet("init", "--git").code == 0
    team.ann.cheatsheet("edit", "late", "--answer", "I found it.")
    team.ann.sync()
    team.bob.cheatsheet("edit", "late", "--subject", "Your parcel")
    team.bob.git("commit", "-qam", "Subject")
    team.bob.git("pull", "-q", "--no-rebase", "--no-edit")
    assert "I found it." in team.bob.text()
    assert "Your parcel" in team.bob.text()


def test_whoever_merges_gets_the_same(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--answer", "I will find it by noon.", "--tag", "a")
    team.bob.cheatsheet("edit", "late", "--answer", "I will find it tonight.", "--tag", "b")
    for lead, other in ((team.ann, team.bob), (team.bob, team.ann)):
        lead.cheatsheet("init", "--git")
        lead.git("commit", "-qam", "mine")
        lead.git("branch", "mine")
        lead.git("remote", "add", "other", str(other.folder))
    for lead in (team.ann, team.bob):
        lead.git("fetch", "-q", "other")
        lead.git("merge", "-q", "-m", "both", "other/mine")
    assert team.ann.text() == team.bob.text()
    late = team.ann.entries()["late"]
    assert (late["answer"], late["tags"]) == ("I will find it tonight.", ["shipping", "a", "b"])
    proposed = late["proposed"]
    assert isinstance(proposed, dict)
    assert (proposed["answer"], proposed["by"]) == ("I will find it by noon.", "ann")


def test_without_git_or_a_remote_it_says_what_to_do(tmp_path: Path, team: Team) -> None:
    alone = Lead("kim", tmp_path / "kim", tmp_path / "home-kim")
    alone.folder.mkdir()
    alone.cheatsheet("init", ".")
    assert "cheatsheet init --git" in alone.cheatsheet("sync").err
    alone.cheatsheet("init", "--git")
    done = alone.cheatsheet("sync")
    assert (done.code, "git remote add origin URL" in done.err) == (0, True)


def test_the_hook_stops_a_commit_with_a_banned_phrase(team: Team) -> None:
    team.ann.write(SHEET.replace("I will find it today.", "Please calm down."))
    done = subprocess.run(
        ["git", "commit", "-qam", "by hand"], cwd=team.ann.folder, env=team.ann.environ, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (done.returncode != 0, "phrase/commanding-calm" in done.stdout + done.stderr) == (True, True)
    team.ann.write(SHEET.replace("I will find it today.", "I will find it tomorrow."))
    team.ann.git("commit", "-qam", "by hand")


def test_an_entry_that_one_moved_to_another_file_and_the_other_edited_is_one(team: Team) -> None:
    head, _, refund = SHEET.partition("# money\n")
    team.ann.write(head)
    team.ann.write(refund, "money.yaml")
    team.bob.cheatsheet("edit", "refund", "--answer", "You will have it on Monday.")
    team.ann.sync()
    assert "both sides" not in team.bob.sync().err
    team.meet()
    assert list(team.ann.entries()) == ["the-hat-is-lost", "the-hat-is-wet", "refund", "late"]
    assert "on Monday" in team.ann.text("money.yaml")
    assert "refund" not in team.ann.text()


def test_an_error_that_a_merge_makes_is_not_shared(team: Team) -> None:
    team.ann.write("- {id: a, complaint: The rug is thin, answer: I send a thick one.}\n", "a.yaml")
    team.bob.write("- {id: b, complaint: The rug is thin, answer: I send another one.}\n", "b.yaml")
    team.ann.sync()
    there = team.bob.git("ls-remote", "origin", "main")
    done = team.bob.cheatsheet("sync")
    assert (done.code, "library/duplicate" in done.err) == (1, True)
    assert team.bob.git("ls-remote", "origin", "main") == there
    assert team.bob.cheatsheet("sync").code == 1
    team.bob.write("- {id: b, complaint: The rug is red, answer: I send another one.}\n", "b.yaml")
    team.meet()


def test_an_empty_library_is_shared_too(tmp_path: Path, team: Team) -> None:
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", tmp_path / "new.git"], check=True)
    kim = Lead("kim", tmp_path / "kim", tmp_path / "home-kim")
    kim.folder.mkdir()
    kim.git("init", "-q", "-b", "main")
    assert kim.cheatsheet("init", ".", "--git", "--empty").code == 0
    kim.git("remote", "add", "origin", str(tmp_path / "new.git"))
    kim.sync()
    assert "cheatsheet.toml" in kim.git("ls-tree", "--name-only", "origin/main")


@pytest.mark.parametrize(
    ("branch", "said"), [("master", "git branch -m main"), ("main", "git merge --allow-unrelated-histories")]
)
def test_a_library_that_would_never_meet_the_others_is_told(
    tmp_path: Path, team: Team, branch: str, said: str
) -> None:
    kim = Lead("kim", tmp_path / "kim", tmp_path / "home-kim")
    kim.folder.mkdir()
    kim.git("init", "-q", "-b", branch)
    kim.cheatsheet("init", ".", "--git")
    kim.git("remote", "add", "origin", str(team.remote))
    done = kim.cheatsheet("sync")
    assert (done.code, said in done.err) == (2, True)


def test_who_git_does_not_know_is_told_how_to_say_it(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    environ = {key: value for key, value in team.ann.environ.items() if not key.startswith("GIT_")}
    team.ann.environ = {**environ, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.useConfigOnly",
                        "GIT_CONFIG_VALUE_0": "true"}  # fmt: skip
    done = team.ann.cheatsheet("sync")
    assert (done.code, 'git config user.name "…"' in done.err) == (2, True)
    assert team.ann.git("diff", "--cached", "--name-only") == ""


def test_a_comment_above_an_entry_that_one_moved_and_the_other_edited_goes_along(team: Team) -> None:
    head, _, refund = SHEET.partition("# money\n")
    team.ann.write(head)
    team.ann.write(f"# money\n{refund}", "money.yaml")
    team.bob.write(SHEET.replace("# money\n", "# money\n# ask Dana first\n").replace("on Friday", "on Monday"))
    team.meet()
    assert "# ask Dana first\n- id: refund" in team.ann.text("money.yaml")
    assert team.ann.all_text().count("# money") == 1
    assert "on Monday" in team.ann.text("money.yaml")


def test_of_a_file_that_one_took_out_what_the_other_changed_stays(team: Team) -> None:
    (team.ann.folder / "responses" / "hats.csv").unlink()
    team.bob.cheatsheet("edit", "the-hat-is-wet", "--answer", "I will send a dry one today.")
    team.ann.sync()
    assert "the-hat-is-wet" in team.bob.sync().err
    team.meet()
    assert "the-hat-is-wet" in team.ann.entries()
    assert "the-hat-is-lost" not in team.ann.entries()


def test_a_file_that_one_renamed_and_whose_entries_the_other_moved_is_all_there(team: Team) -> None:
    head, _, refund = SHEET.partition("# money\n")
    team.ann.write(SHEET.replace("Friday", "Monday"), "all.yaml")
    (team.ann.folder / "responses" / "sheet.yaml").unlink()
    team.bob.write(head, "parcels.yaml")
    team.bob.write(refund, "money.yaml")
    (team.bob.folder / "responses" / "sheet.yaml").unlink()
    team.meet()
    found = team.ann.entries()
    assert [key for key in found if key.startswith(("late", "refund"))] == ["late", "refund"]
    assert "Monday" in str(found["refund"]["answer"])
    assert "# The sheet of the team." in team.ann.all_text()


def test_a_file_that_both_renamed_is_there_once(team: Team) -> None:
    for lead, name, day in ((team.ann, "ann.yaml", "Monday"), (team.bob, "bob.yaml", "Friday")):
        lead.write(SHEET.replace("on Friday", f"on {day}"), name)
        (lead.folder / "responses" / "sheet.yaml").unlink()
    team.meet()
    assert [key for key in team.ann.entries() if key.startswith(("late", "refund"))] == ["late", "refund"]
    assert "Monday" in str(team.ann.entries()["refund"]["answer"])


def test_a_layout_that_one_took_out_stays_where_the_other_changed_it(team: Team) -> None:
    layout = Path("templates") / "chat.j2"
    (team.ann.folder / "templates").mkdir()
    (team.ann.folder / layout).write_text("Hi {{ customer.first_name }}, {{ body }}\n")
    team.meet()
    (team.ann.folder / layout).unlink()
    (team.bob.folder / layout).write_text("Hello {{ customer.first_name }}, {{ body }}\n")
    team.ann.sync()
    assert "it stays, as ours has changed it" in team.bob.sync().err
    team.meet()
    assert "Hello" in (team.ann.folder / layout).read_text()


def test_an_entry_that_both_moved_to_files_of_their_own_is_one(team: Team) -> None:
    head, _, refund = SHEET.partition("# money\n")
    for lead, name in ((team.ann, "ann.yaml"), (team.bob, "bob.yaml")):
        lead.write(head)
        lead.write(refund, name)
    team.meet()
    assert [*team.ann.entries()].count("refund") == 1
    assert "refund-2" not in team.ann.all_text()


def push_by_hand(lead: Lead) -> None:
    """Shares what a lead wrote as it is."""
    lead.git("add", "-A")
    lead.git("commit", "-qm", "by hand", "--no-verify")
    lead.git("push", "-q")


def everything(lead: Lead) -> tuple[str, str, str]:
    """What must be as it was after a sync that did nothing."""
    settings = (lead.folder / "cheatsheet.toml").read_text()
    return lead.all_text(), settings, lead.git("status", "--porcelain=v2", "--untracked-files=all")


@pytest.mark.parametrize("at_work", [False, True], ids=["nothing of one's own", "own work"])
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("responses/sheet.yaml", "- id: [\n", "origin/main:responses/sheet.yaml:2:1"),
        (
            "responses/sheet.yaml",
            f"<<<<<<< HEAD\n{SHEET}",
            "origin/main:responses/sheet.yaml:1:1: git's conflict mark",
        ),
        ("cheatsheet.toml", "[compny]\nname = 3\n", "origin/main:cheatsheet.toml:1:"),
    ],
)
def test_a_library_that_the_other_side_broke_is_not_taken_in(
    team: Team, name: str, text: str, said: str, at_work: bool
) -> None:
    (team.ann.folder / name).write_text(text)
    push_by_hand(team.ann)
    if at_work:
        team.bob.cheatsheet("edit", "late", "--tag", "b")
        team.bob.git("commit", "-qam", "Tag")
    before, head = everything(team.bob), team.bob.git("rev-parse", "HEAD")
    for _ in range(2):
        done = team.bob.cheatsheet("sync")
        assert (done.code, said in done.err) == (4, True), done.err
        assert f"{name} was last changed by ann, in" in done.err
        assert (everything(team.bob), team.bob.git("rev-parse", "HEAD")) == (before, head)
    (team.ann.folder / name).write_text(SHEET if name.endswith("yaml") else "")
    push_by_hand(team.ann)
    team.meet()


def test_a_library_that_is_broken_here_takes_in_what_mends_it(team: Team) -> None:
    team.ann.write("- id: [\n")
    push_by_hand(team.ann)
    team.bob.git("pull", "-q")
    team.ann.write(SHEET)
    push_by_hand(team.ann)
    assert "came in: late, refund added" in team.bob.sync().err


def test_an_error_of_lint_that_the_other_side_shared_comes_in(team: Team) -> None:
    team.ann.write(SHEET.replace("I will find it today.", "Please calm down."))
    push_by_hand(team.ann)
    assert "came in: late changed" in team.bob.sync().err


def test_settings_that_only_both_sides_together_break_are_not_merged(team: Team) -> None:
    lines = "".join(f"# {number}\n" for number in range(12))
    (team.ann.folder / "cheatsheet.toml").write_text(lines)
    team.meet()
    (team.ann.folder / "cheatsheet.toml").write_text(f'[company]\nname = "Acme"\n{lines}')
    (team.bob.folder / "cheatsheet.toml").write_text(f'{lines}[company]\nname = "Acme"\n')
    team.ann.sync()
    done = team.bob.cheatsheet("sync")
    assert (done.code, "cheatsheet.toml:" in done.err) == (4, True)
    assert (team.bob.folder / "cheatsheet.toml").read_text().startswith("# 0")
    assert team.bob.git("status", "--porcelain") == ""


def test_a_merge_that_cannot_be_is_given_up_even_where_an_entry_was_moved_in_it(team: Team) -> None:
    head, _, refund = SHEET.partition("# money\n")
    team.ann.write(head)
    team.ann.write(refund, "money.yaml")
    team.ann.write("- id: [\n", "z.yaml")
    push_by_hand(team.ann)
    team.bob.cheatsheet("edit", "refund", "--answer", "You will have it on Monday.")
    done = team.bob.cheatsheet("sync")
    assert (done.code, "origin/main:responses/z.yaml" in done.err) == (4, True)
    assert team.bob.git("status", "--porcelain") == ""
    assert "on Monday" in team.bob.text()
    assert team.bob.cheatsheet("sync").code == 4


@pytest.mark.parametrize("flags", [[], ["--json"]], ids=["in words", "as JSON"])
def test_what_clashed_is_told_even_where_the_merge_makes_an_error(team: Team, flags: list[str]) -> None:
    for lead, day in ((team.ann, "Monday"), (team.bob, "Sunday")):
        lead.write(lead.text().replace("Friday", day))
        lead.write(f"- {{id: {day}, complaint: The kettle leaks, answer: I send one on {day}.}}\n", f"{day}.yaml")
    team.ann.sync()
    done = team.bob.cheatsheet("sync", *flags)
    assert (done.code, "library/duplicate" in done.err) == (1, True)
    if flags:
        told = json.loads(done.out)
        assert [(each["id"], each["key"]) for each in told["conflicts"]] == [("refund", "answer")]
        assert told["incoming"]["added"] == ["Monday"]
        assert (told["pushed"], told["stopped"]) == (0, "nothing was pushed")
    else:
        order = ["came in: Monday added", "both sides changed `answer` of refund", "library/duplicate", "nothing was"]
        assert sorted(order, key=done.err.index) == order
    team.bob.write("- {id: Sunday, complaint: The kettle is cold, answer: I send one on Sunday.}\n", "Sunday.yaml")
    team.meet()


def test_what_came_in_is_only_what_the_other_side_did(team: Team) -> None:
    team.ann.write("- {id: hum, complaint: It hums, answer: I send a bulb.}\n", "ann.yaml")
    team.bob.write("- {id: hum, complaint: It hums loudly, answer: I send a lamp.}\n", "bob.yaml")
    team.ann.sync()
    assert "came in: hum added\n" in team.bob.sync().err
    assert "came in: hum-2 added\n" in team.ann.sync().err


@pytest.mark.parametrize("name", ["sheet.yaml", "all.yaml"], ids=["in its place", "renamed"])
@pytest.mark.parametrize("first", ["ann", "bob"])
def test_of_a_file_that_one_took_out_the_same_stays_whoever_merges(team: Team, first: str, name: str) -> None:
    (team.ann.folder / "responses" / "sheet.yaml").unlink()
    team.bob.git("mv", "responses/sheet.yaml", f"responses/{name}") if name != "sheet.yaml" else None
    team.bob.write(SHEET.replace("on Friday", "on Monday"), name)
    leads = (team.ann, team.bob) if first == "ann" else (team.bob, team.ann)
    leads[0].sync()
    assert "took it out; it stays, as the other side changed it" in leads[1].sync().err
    team.meet()
    top, (_, _, refund) = SHEET.partition("\n")[0], SHEET.partition("# money\n")
    assert team.ann.text(name) == f"{top}\n\n# money\n{refund.replace('Friday', 'Monday')}"


@pytest.mark.parametrize("name", ["hats.csv", "all.csv"])
def test_a_file_that_one_took_out_and_the_other_left_as_it_was_is_gone(team: Team, name: str) -> None:
    (team.ann.folder / "responses" / "hats.csv").unlink()
    team.bob.git("mv", "-k", "responses/hats.csv", f"responses/{name}")
    team.bob.cheatsheet("edit", "late", "--tag", "b")
    team.meet()
    assert not (team.bob.folder / "responses" / name).exists()


@pytest.mark.parametrize("first", ["ann", "bob"])
@pytest.mark.parametrize("day", ["Monday", "Friday"], ids=["edited", "as it was"])
def test_of_an_entry_that_one_moved_and_the_other_took_out_only_what_was_edited_stays(
    team: Team, first: str, day: str
) -> None:
    head, _, refund = SHEET.partition("# money\n")
    team.ann.write(head)
    team.ann.write(refund.replace("Friday", day), "money.yaml")
    team.bob.write(head)
    leads = (team.ann, team.bob) if first == "ann" else (team.bob, team.ann)
    leads[0].sync()
    told = "the entry of refund" in leads[1].sync().err
    team.meet()
    assert (told, "refund" in team.ann.entries()) == ((True, True) if day == "Monday" else (False, False))
    assert (team.ann.folder / "responses" / "money.yaml").exists() == told


def test_an_entry_moved_to_a_file_of_the_same_name_stays_there(team: Team) -> None:
    team.ann.write("- {id: wet, complaint: It is wet, answer: I send a dry one.}\n", "wet.yaml")
    team.meet()
    (team.ann.folder / "responses" / "a").mkdir()
    (team.ann.folder / "responses" / "wet.yaml").unlink()
    team.ann.write(f"{SHEET}\n- {{id: wet, complaint: It is wet, answer: I send a dry one.}}\n", "a/wet.yaml")
    (team.ann.folder / "responses" / "sheet.yaml").unlink()
    team.bob.cheatsheet("edit", "wet", "--tag", "b")
    team.meet()
    assert not (team.ann.folder / "responses" / "wet.yaml").exists()
    assert team.ann.entries()["wet"]["tags"] == ["b"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_sheet_in_another_encoding_is_compared_as_it_is_read(team: Team, encoding: str) -> None:
    sheet = "Complaint,Answer\nThe café lamp hums,I send a bulb.\nThe bowl leaks,I send another one.\n"
    one, _, row = sheet.partition("The bowl")
    there = [lead.folder / "responses" / "lamps.csv" for lead in (team.ann, team.bob)]
    there[0].write_bytes(sheet.encode(encoding))
    team.meet()
    there[0].write_bytes(one.encode(encoding))
    there[0].with_name("bowls.csv").write_bytes(f"Complaint,Answer\nThe bowl{row}".encode(encoding))
    there[1].write_bytes(sheet.replace("another one", "a new one").encode(encoding))
    team.ann.sync()
    team.bob.sync()
    assert team.bob.git("log", "-1", "--format=%s", "--no-merges") == "Sheet: the-bowl-leaks changed\n"
    team.meet()
    assert there[0].read_bytes() == one.encode(encoding)
    assert "a new one" in there[0].with_name("bowls.csv").read_bytes().decode(encoding)


@pytest.mark.parametrize(
    ("reason", "said"),
    [("checked out", "share a bare repository"), ("hook declined", "remote: reviews first\nask who keeps origin")],
)
def test_a_push_that_is_refused_is_told_at_once(team: Team, reason: str, said: str) -> None:
    if reason == "checked out":
        subprocess.run(["git", "-C", team.remote, "config", "core.bare", "false"], check=True)
    else:
        hook = team.remote / "hooks" / "pre-receive"
        hook.write_text("#!/bin/sh\necho reviews first >&2\nexit 1\n")
        hook.chmod(0o755)
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    done = team.ann.cheatsheet("sync")
    assert (done.code, reason in done.err, said in done.err) == (2, True, True), done.err
    assert "committed: late changed" in done.err
    assert "times in between" not in done.err


def test_a_lock_that_a_killed_git_left_is_named(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    lock = team.ann.folder / ".git" / "index.lock"
    lock.touch()
    done = team.ann.cheatsheet("sync")
    assert (done.code, f"safe to remove {lock}" in done.err) == (2, True)
    lock.unlink()
    team.meet()


@pytest.mark.parametrize("first", ["ann", "bob"])
def test_entries_of_a_file_that_one_parted_stay_where_they_were_moved(team: Team, first: str) -> None:
    leads = (team.ann, team.bob) if first == "ann" else (team.bob, team.ann)
    (team.ann.folder / "responses" / "hats.csv").unlink()
    for name, answer in (("lost", "I look for it today."), ("wet", "I send another one.")):
        team.ann.write(f"- {{complaint: The hat is {name}, answer: {answer}, tags: [hats]}}\n", f"{name}.yaml")
    by_hand("I send another one.", "I send a dry one.", "hats.csv")(team.bob)
    leads[0].sync()
    assert "both sides" not in leads[1].sync().err
    team.meet()
    assert not (team.ann.folder / "responses" / "hats.csv").exists()
    assert "I send a dry one." in team.ann.text("wet.yaml")
    assert "I look for it today." in team.ann.text("lost.yaml")


def test_two_syncs_at_once_wait_for_each_other(team: Team) -> None:
    team.ann.cheatsheet("edit", "late", "--tag", "a")
    command = [sys.executable, "-m", "cheatsheet", "sync"]
    calls = [
        subprocess.Popen(command, cwd=team.ann.folder, env=team.ann.environ, stderr=subprocess.PIPE) for _ in range(3)
    ]
    said = [call.communicate(timeout=120)[1].decode() for call in calls]
    assert ([call.returncode for call in calls], "".join(said).count("committed:")) == ([0, 0, 0], 1), said
    team.meet()
