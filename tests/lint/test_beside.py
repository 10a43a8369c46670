"""An entry beside the others before it is saved: the same findings as `lint` has on the whole library."""

from dataclasses import replace
from pathlib import Path

import pytest

from cheatsheet.entry import Entry, Source, Suppression
from cheatsheet.library import Library
from cheatsheet.lint.beside import remarks_on
from cheatsheet.lint.check import facts_of, texts_of
from cheatsheet.lint.library_rules import RULES
from cheatsheet.place import starter_folder
from cheatsheet.status import Status
from tests.conftest import make_entry
from tests.lint.desk import about, built_in

LIBRARY = Library.load(starter_folder("responses"), Path.cwd()).entries
OWN_FILE = Source(file="own.yaml")


def said(entry: Entry, *others: Entry) -> list[str]:
    """The rules that find something in an entry."""
    return [finding.rule for _, finding in remarks_on(entry, others, built_in(), about())]


def changed(entry: Entry, how: str) -> Entry:
    """A new entry that was made of one of the library's."""
    new = replace(entry, id=f"{entry.id}-new", source=Source(file=entry.source.file))
    match how:
        case "copied":
            return new
        case "other complaint":
            return replace(new, complaint="The zeppelin hums", phrases=())
        case "other answer":
            return replace(new, answer="Please press the small button under the lid for ten seconds.", channels={})
        case "other words":
            return replace(new, complaint="The zeppelin hums", phrases=(), answer=f"{entry.answer} So it goes.")
        case _:
            return replace(new, answer=f"{entry.answer} You can return it within 99 days.", source=OWN_FILE)


@pytest.mark.parametrize("how", ["copied", "other complaint", "other answer", "other words", "other days"])
def test_a_new_entry_has_the_findings_that_lint_has_when_it_is_the_last(how: str) -> None:
    known = [facts_of(each, next(texts_of(each, "en"))) for each in LIBRARY]
    for entry in LIBRARY[::9]:
        new = changed(entry, how)
        own = facts_of(new, next(texts_of(new, "en")))
        whole = [each for rule in RULES.values() for each in rule([*known, own], about()) if each.facts is own]
        found = remarks_on(new, LIBRARY, built_in(), about())
        assert [(finding.rule, finding.message) for _, finding in found] == [(r.rule, r.message) for r in whole]


def test_a_retired_entry_has_no_copies() -> None:
    gone = make_entry(id="gone", complaint="It hums", status=Status.RETIRED)
    assert said(make_entry(id="new", complaint="it hums!"), gone) == []
    assert said(make_entry(id="new", complaint="it hums!"), replace(gone, status=Status.DRAFT)) == [
        "library/duplicate"
    ]


def test_what_an_entry_accepts_is_not_said() -> None:
    other = make_entry(id="other", complaint="It hums")
    new = make_entry(id="new", complaint="it hums!")
    accepted = Suppression(ignore="library/duplicate", match="hums", reason="two teams")
    assert said(replace(new, lint=(accepted,)), other) == []
    assert said(replace(new, lint=(replace(accepted, match="drips"),)), other) == ["library/duplicate"]


def test_a_channel_that_most_of_its_file_have_is_missed() -> None:
    others = [make_entry(id=f"e{number}", complaint=f"Case {number}", channels={"sms": "Hi."}) for number in range(4)]
    assert said(make_entry(id="new", complaint="It hums"), *others) == ["library/missing-variant"]
    assert said(make_entry(id="new", complaint="It hums", channels={"sms": "Yes."}), *others) == []
