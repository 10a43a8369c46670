"""How a text is written in YAML: as it was before, or as a person would write it."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cheatsheet.edits.yaml_scalar import (
    LONG,
    Old,
    Room,
    Written,
    double,
    fold,
    is_plain,
    is_sure,
    new_ways,
    reads,
    rewritten,
    written,
)

TRICKY = (
    "x", "007", "no", "~", "null", "Null", "- dash", "-", "? what", ": colon", "a: b", "a:", "# hash", "a #b", "'",
    '"', "it's", 'say "no"', "'\"", "\\", "\\n", "{{ x }}", "[a]", "a, b", "| pipe", "> more", "%YAML", "@home",
    "`tick`", "!tag", "&a", "*a", "---", "...", "--- x", "<<", "=", "a\tb", "a  b", "😀", "שלום", "a\u00a0b",
    "\ufeffx",
    "a\u2028b", "a\u0085b", "a\rb", "a\x1bb", "a\x7fb", "x" * 2000, "word " * 50 + "end", "a\nb", "a\n\n\nb",
    "a  \nb", "a\n  b\nc", "\ta\nb", "a\n---\nb", "a\n...\nb", "- a\n- b", "# a\n# b", "a: |\n  b", "<<<<<<< ours\nx",
    "2026-01-31", "2026-02-31", "1e3", ".5", "0x1F", "12:30:45",
)  # fmt: skip
ROOMS = {
    "behind a key": Room(column=2, indent=4),
    "behind a dash": Room(column=4, indent=6, item=True),
    "between brackets": Room(flow=True),
    "where no lines may follow": Room(column=2, indent=4, inline=True),
}
STYLES = {
    "bare": Old("", "old", "old"),
    "bare on two lines": Old("", "an old text", "an old\n    text"),
    "single": Old("'", "it's", "'it''s'"),
    "single on two lines": Old("'", "an old text", "'an old\n    text'"),
    "double": Old('"', "old", '"old"'),
    "double on two lines": Old('"', "an old text", '"an old\n    text"'),
    "literal": Old("|", "old\n", "|   # why\n     old"),
    "literal that keeps": Old("|", "old\n\n", "|+\n    old\n"),
    "literal with its indentation": Old("|", " old", "|2-\n     old"),
    "folded": Old(">", "an old text\n", ">\n    an old\n    text"),
    "folded and stripped": Old(">", "old", ">-\n    old"),
}


def value_of(way: Written, room: Room) -> str:
    """What a reader gets of a text where it stands."""
    if room.flow:
        events = list(yaml.parse(f"[{{k: {way.head}, z: z}}]", Loader=yaml.CSafeLoader))[:-5]
    else:
        opening = "-" if room.item else "k:"
        text = f"{' ' * room.column}{opening} {way.head}\n{way.body}\n"
        events = list(yaml.parse(text + ("" if room.item else f"{' ' * room.column}z: z\n"), Loader=yaml.CSafeLoader))
    values = [event.value for event in events if isinstance(event, yaml.ScalarEvent)]
    return str(values[0] if room.item and not room.flow else values[1])


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("text", TRICKY)
def test_a_new_text_reads_back(text: str, room: str, exact: bool) -> None:
    place = ROOMS[room]._replace(exact=exact)
    found = value_of(written(text, place), place)
    assert found == text if exact else found.strip() == text.strip()


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("style", STYLES)
def test_a_text_in_the_style_of_another_reads_back(style: str, room: str, exact: bool) -> None:
    place = ROOMS[room]._replace(exact=exact)
    for text in (*TRICKY, " a", "a\n", "\na", "a\n\n"):
        found = value_of(rewritten(text, STYLES[style], place), place)
        assert found == text if exact else found.strip() == text.strip()


@pytest.mark.parametrize("text", ["new", "two words", "it is"])
@pytest.mark.parametrize("style", STYLES)
def test_a_plain_text_keeps_every_style(style: str, text: str) -> None:
    old = STYLES[style]
    room = ROOMS["behind a key"]
    way = rewritten(text, old, room)
    assert way.head[:1] in {old.style, text[:1]} if not old.style else way.head.startswith(old.style)
    assert bool(way.body) == (old.style in {"|", ">"})


def test_a_block_keeps_its_chomping_and_its_indentation() -> None:
    room = ROOMS["behind a key"]
    assert rewritten("a\n b", STYLES["literal that keeps"], room) == Written("|+", "    a\n     b")
    assert rewritten("a\n\nb", STYLES["literal"], room) == Written("|", "     a\n\n     b")
    assert rewritten("a\nb", STYLES["literal with its indentation"], room) == Written("|2-", "    a\n    b")
    assert rewritten("a\nb", STYLES["folded and stripped"], room) == Written(">-", "    a\n\n    b")


def test_white_space_that_counts_is_kept_by_chomping_and_indentation() -> None:
    room = ROOMS["behind a key"]._replace(exact=True)
    assert written("a\nb", room) == Written("|-", "    a\n    b")
    assert written("a\nb\n", room) == Written("|", "    a\n    b")
    assert written("  a\nb", room) == Written("|2-", "      a\n    b")
    assert written("a\nb\n\n", room) == Written('"a\\nb\\n\\n"')


def test_a_long_text_is_a_block_behind_a_key_and_a_line_in_a_list() -> None:
    text = "word " * (LONG // 5) + "end"
    assert written(text, ROOMS["behind a key"]) == Written("|", f"    {text}")
    assert written(text, ROOMS["behind a dash"]) == Written(text)


@pytest.mark.parametrize("text", ["a", "two words", "it's", "2026-01-31", "a (b)", "100%", "x" * 79])
def test_words_need_no_quotes(text: str) -> None:
    assert is_plain(text)
    assert written(text, ROOMS["behind a key"]) == Written(text)


@pytest.mark.parametrize(
    "text", ["007", "no", "Yes", "null", "~", "1e3", "-x", "+1", "2026-02-31", "=", "@x", "`x`", "?x"]
)
def test_what_other_readers_take_for_something_else_is_quoted(text: str) -> None:
    assert not is_plain(text)
    assert written(text, ROOMS["behind a key"]) == Written(f'"{text}"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a"\\', '"a\\"\\\\"'),
        ("a\n\tb", '"a\\n\\tb"'),
        ("é😀\u00a0", '"é😀\u00a0"'),
        ("\u2028\x85\x7f\ufeff", '"\\u2028\\u0085\\u007f\\ufeff"'),
    ],
)
def test_double_quotes_escape_what_they_must_and_no_more(text: str, said: str) -> None:
    assert double(text) == said


def test_folding_breaks_at_spaces_and_doubles_breaks() -> None:
    assert fold("one two three\nfour", 8) == ["one two", "three", "", "four"]
    assert fold("a\n  b\n\nc  d", 2) == ["a", "  b", "", "c  d"]


@given(
    st.text(st.sampled_from("aZé09 '’.,!?()/+%€-:#&*[]{}|>\"~\n\t<="), max_size=12),
    st.sampled_from([Room(), Room(item=True), Room(flow=True), Room(column=4, indent=6)]),
)
@settings(max_examples=400)
def test_what_is_sure_reads_back(text: str, room: Room) -> None:
    for way in new_ways(text, room, ""):
        assert not is_sure(way, text, room) or reads(way, text, room)


@pytest.mark.parametrize(
    "text", ["My parcel is late", "It's here, isn't it?", "One line.\n\nTwo lines: here # there."]
)
def test_words_in_sentences_are_sure(text: str) -> None:
    assert is_sure(next(new_ways(text, Room(), "")), text, Room())
