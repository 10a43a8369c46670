"""What the tests of sheets share: entries of every kind, drawn, and what is read back of a file."""

from collections.abc import Iterable, Mapping
from random import Random

from hypothesis import strategies as st

from cheatsheet.convert.item import Item
from cheatsheet.entry import Entry
from cheatsheet.errors import Fault
from cheatsheet.nodes import Block, from_plain
from cheatsheet.schema import from_mapping

SIGNS = "'\"=+-@,;\t|\n ＝＠[]{}%#aB1é’“😀\u00a0\u2028."
TEXT = (
    st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
LINE = TEXT.map(lambda text: " ".join(text.replace("\u2028", " ").split())).filter(bool)
LISTS = st.lists(LINE, min_size=1, max_size=3)
DAYS = st.dates().map(lambda day: day.isoformat())
FIELD = st.fixed_dictionaries({"prompt": LINE}, optional={"choices": LISTS})
FURTHER = {
    "phrases": LISTS, "check": LISTS, "tags": LISTS, "subject": LINE, "owner": LINE, "note": TEXT, "reason": LINE,
    "bucket": st.sampled_from("1234"), "status": st.sampled_from(["draft", "in_review", "approved", "retired"]),
    "reviewed": DAYS, "review_by": DAYS, "approved_by": LINE,
    "channels": st.dictionaries(st.sampled_from(["sms", "phone", "chat"]), TEXT, min_size=1, max_size=2),
    "languages": st.dictionaries(
        st.sampled_from(["de", "fr"]), st.fixed_dictionaries({"answer": TEXT}), min_size=1, max_size=2
    ),
    "fields": st.dictionaries(st.sampled_from(["carrier", "day", "part_no"]), FIELD, min_size=1, max_size=2),
    "proposed": st.fixed_dictionaries({"answer": TEXT}, optional={"by": LINE, "on": DAYS, "tags": LISTS}),
}  # fmt: skip
MAPPING = st.fixed_dictionaries({"complaint": TEXT, "answer": TEXT}, optional=FURTHER)


def entry_of(mapping: Mapping[str, object], number: int = 0) -> Entry:
    """An entry; one whose complaint gives no id gets its number."""
    block = from_plain({"id": f"n{number}", **mapping} if number else mapping)
    assert isinstance(block, Block)
    faults: list[Fault] = []
    made = from_mapping(block, "", faults)
    assert made is not None, (mapping, [str(fault) for fault in faults])
    return made


ENTRIES = st.lists(MAPPING, min_size=1, max_size=4).map(
    lambda all_of_them: [entry_of(mapping, number) for number, mapping in enumerate(all_of_them, 1)]
)

PLAIN = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4).map(  # whose ids are the slugs of their complaints
    lambda pairs: [entry_of({"complaint": f"a {complaint}", "answer": answer}) for complaint, answer in pairs]
)


def entries_of(items: Iterable[Item]) -> list[Entry]:
    """The entries that items are."""
    found = []
    for item in items:
        assert not item.skipped, (item.place, item.skipped)
        block = from_plain(item.values)
        assert isinstance(block, Block)
        faults: list[Fault] = []
        made = from_mapping(block, "", faults, extra=item.extra)
        assert made is not None, [str(fault) for fault in faults]
        found.append(made)
    return found


def random_cells(count: int, *, seed: int) -> list[list[str]]:
    """Rows of four cells with anything in them that a text can hold."""
    random = Random(seed)  # noqa: S311 (the same cells each time)
    signs = SIGNS + "\r\x01\x0b\x1f\x7f\x85\ufeff_x0D"

    def cell() -> str:
        length = random.choice((0, 1, 2, 3, 5, 8, 13, 40))
        return "".join(
            random.choice(signs) if random.random() < 0.7 else chr(random.randrange(32, 0xD7FF))
            for _ in range(length)
        )

    return [[cell() for _ in range(4)] for _ in range(count // 4)]
