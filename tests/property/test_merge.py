"""The law of a build: new entries among kept ones give the bytes that all of them give when they are new."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.build import page, sections
from cheatsheet.card import Card
from cheatsheet.meaning import Table
from cheatsheet.merge import Kept, SameId
from cheatsheet.sections import pack, unpack
from cheatsheet.stems import Stems
from cheatsheet.text import words

TABLE = Table.open()
STEMS = Stems(language="en")
FILES = ("a.yaml", "b.yaml", "inner/c.csv")
WORDS = ["parcel", "parcels", "late", "refund", "refunds", "my", "the", "lamp", "lamps", "größe", "数を変える", "12"]

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
Rows = list[tuple[str, list[str], str, list[str]]]

rows = st.tuples(
    st.sampled_from("abcdefgh"),
    st.lists(texts, min_size=1, max_size=3),
    st.sampled_from(["approved", "draft"]),
    st.lists(st.sampled_from(["money", "home"]), max_size=2),
)
sheets = st.fixed_dictionaries({file: st.lists(rows, max_size=4) for file in FILES})


def cards(sheet: dict[str, Rows]) -> dict[str, list[Card]]:
    """The cards of each file; an id that another file has is told apart."""
    return {
        file: [
            Card(
                id=f"{own}{FILES.index(file)}{number}",
                complaint=said[0],
                phrases=tuple(said[1:]),
                texts=tuple(" ".join(words(text)) for text in said),
                status=status,
                tags=tuple(tags),
                file=file,
                line=number,
            )
            for number, (own, said, status, tags) in enumerate(found)
        ]
        for file, found in sheet.items()
    }


def built(new: dict[str, list[Card]], kept: Kept | None = None) -> bytes:
    """An index of these cards, and of what is kept."""
    pages = [page(card, TABLE) for found in new.values() for card in found]
    return b"".join(pack(*sections(pages, STEMS, TABLE, kept)))


@settings(max_examples=150, deadline=None)
@given(before=sheets, after=sheets, changed=st.sets(st.sampled_from(FILES)))
def test_a_changed_file_gives_the_bytes_of_a_build_of_all(
    before: dict[str, Rows], after: dict[str, Rows], changed: set[str]
) -> None:
    old, new = cards(before), cards(after)
    kept = Kept.of(unpack(memoryview(built(old))), changed)
    now = {file: new[file] if file in changed else old[file] for file in FILES}
    assert built({file: now[file] for file in changed}, kept) == built(now)


@settings(max_examples=30, deadline=None)
@given(before=sheets.filter(lambda sheet: bool(sheet["a.yaml"])))
def test_an_id_that_a_kept_entry_has_is_refused(before: dict[str, Rows]) -> None:
    old = cards(before)
    kept = Kept.of(unpack(memoryview(built(old))), ["b.yaml"])
    with pytest.raises(SameId):
        built({"b.yaml": [old["a.yaml"][0]._replace(file="b.yaml")]}, kept)
