"""Spell repair: towards the library's own words first, and never away from a word that is meant as it stands."""

import mmap
from collections.abc import Iterator, Mapping

import pytest

from cheatsheet.meaning import Table
from cheatsheet.spelling import WORDS, Speller, in_sorted_lines, neighbours, slip

LIBRARY: Mapping[str, int] = {
    "parcel": 12, "arrived": 10, "delivered": 6, "delivery": 7, "refund": 8, "order": 20, "lamp": 2, "where": 9,
    "the": 30, "received": 5, "money": 4, "my": 40, "is": 20, "back": 4, "not": 10, "has": 8, "account": 4,
    "password": 3, "cancel": 4, "address": 3, "shipping": 5, "when": 6,
}  # fmt: skip
GERMAN: Mapping[str, int] = {
    "paket": 12, "bestellung": 9, "geld": 5, "zuruck": 4, "angekommen": 6, "lampe": 3, "rechnung": 4, "passwort": 2,
    "lieferung": 5, "nicht": 9, "adresse": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def table() -> Table:
    return Table.open()


@pytest.fixture(scope="module")
def speller(table: Table) -> Speller:
    return Speller(vocabulary=LIBRARY, table=table)


@pytest.fixture(scope="module")
def german(table: Table) -> Speller:
    return Speller(vocabulary=GERMAN, table=table, english=False)


@pytest.fixture(scope="module")
def lines() -> Iterator[mmap.mmap]:
    with WORDS.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as found:
        yield found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("parsel", "parcel", id="a wrong letter"),
        pytest.param("parcl", "parcel", id="a missing letter"),
        pytest.param("parcell", "parcel", id="a letter too many"),
        pytest.param("pacrel", "parcel", id="two letters swapped"),
        pytest.param("arived", "arrived", id="a single letter of a double one"),
        pytest.param("orrder", "order", id="a double letter of a single one"),
        pytest.param("lanp", "lamp", id="the key beside"),
        pytest.param("tefund", "refund", id="a wrong first letter"),
        pytest.param("delivried", "delivered", id="two slips in a long word"),
        pytest.param("recieved", "received", id="recieved"),
        pytest.param("refnud", "refund", id="refnud"),
        pytest.param("hte", "the", id="hte"),
        pytest.param("teh", "the", id="teh"),
        pytest.param("wehre", "where", id="wehre"),
        pytest.param("delviery", "delivery", id="delviery"),
        pytest.param("acount", "account", id="acount"),
        pytest.param("pasword", "password", id="pasword"),
        pytest.param("passwrod", "password", id="passwrod"),
        pytest.param("cancle", "cancel", id="cancle"),
        pytest.param("adress", "address", id="adress"),
        pytest.param("shiping", "shipping", id="shiping"),
        pytest.param("ordr", "order", id="ordr"),
        pytest.param("monye", "money", id="monye"),
        pytest.param("nto", "not", id="nto"),
        pytest.param("rfnud", "refund", id="two slips in a word of five letters"),
    ],
)
def test_a_slip_is_read_as_the_word_of_the_library(speller: Speller, written: str, meant: str) -> None:
    assert speller.repair([written]) == {written: meant}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tomorow", "tomorrow"),
        ("becuase", "because"),
        ("thier", "their"),
        ("definately", "definitely"),
        ("shoudl", "should"),
        ("brokn", "broken"),
        ("taht", "that"),
        ("tahnk", "thank"),
        ("waht", "what"),
        ("yuo", "you"),
        ("adn", "and"),
    ],
)
def test_a_slip_is_read_as_the_common_word_that_the_library_lacks(speller: Speller, written: str, meant: str) -> None:
    assert speller.repair([written]) == {written: meant}


def test_the_commoner_of_two_english_words_is_meant(table: Table) -> None:
    assert table.rank("the", 0) < table.rank("ten", 0)
    assert Speller(vocabulary={}, table=table).meant("teh") == "the"


@pytest.mark.parametrize(
    "written",
    [
        "ikea", "sean", "zara", "paypal", "nokia", "siobhan", "nguyen", "dhl", "usps", "fedex", "klarna",  # names
        "ive", "dont", "im", "cant", "wont", "didnt", "youre", "isnt", "thats",  # contractions, folded
        "wifi", "faq", "vat", "pdf", "sms", "usb", "lol", "thx", "pls",  # short forms
    ],
)  # fmt: skip
def test_names_contractions_and_short_forms_stay(speller: Speller, written: str) -> None:
    assert speller.repair([written]) == {}


@pytest.mark.parametrize(
    "written",
    ["xl", "xs", "mr", "dr", "uk", "eu", "us", "id", "ok", "tv", "pc", "hi", "go", "vw", "hp", "lg", "oz", "lb"],
)
def test_words_of_two_letters_stay(speller: Speller, written: str) -> None:
    assert speller.repair([written]) == {}


@pytest.mark.parametrize(
    "written",
    [
        "border", "house", "horse", "camp", "lamps", "orders", "pastel", "marcel", "funny", "monkey", "there", "here",
        "then", "her", "live", "livery", "cancer", "refuse", "refunds", "stopping", "word", "hat", "lack", "want",
    ],
)  # fmt: skip
def test_an_english_word_that_the_library_lacks_stays(speller: Speller, written: str) -> None:
    assert speller.repair([written]) == {}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("x", id="one letter"),
        pytest.param("ordr1", id="a number in it"),
        pytest.param("12", id="a number"),
        pytest.param("parc3l", id="a number for a letter"),
        pytest.param("lpma", id="two slips in a short word"),
        pytest.param("xylofoonz", id="near nothing"),
        pytest.param("数量数", id="another script"),
        pytest.param("посылка", id="another alphabet"),
        pytest.param("x" * 5000, id="very long"),
    ],
)
def test_what_is_too_short_or_like_nothing_stays(speller: Speller, written: str) -> None:
    assert speller.repair([written]) == {}


@pytest.mark.parametrize("word", sorted(LIBRARY))
def test_a_word_of_the_library_stays(speller: Speller, word: str) -> None:
    assert speller.repair([word]) == {}


def test_a_slip_of_one_entry_does_not_hide_the_word_of_many(table: Table) -> None:
    assert Speller(vocabulary={"arived": 1, "arrived": 9}, table=table).repair(["arived"]) == {"arived": "arrived"}


def test_a_strange_word_of_two_entries_is_a_word_of_the_library(table: Table) -> None:
    assert Speller(vocabulary={"arived": 2, "arrived": 9}, table=table).repair(["arived"]) == {}


def test_a_strange_word_of_one_entry_stays_where_no_usual_word_is_near(table: Table) -> None:
    assert Speller(vocabulary={"lumyamar": 1, "lamp": 9}, table=table).repair(["lumyamar"]) == {}


def test_every_word_of_a_message_is_read_once(speller: Speller) -> None:
    assert speller.repair(["my", "parsel", "not", "arived", "parsel"]) == {"parsel": "parcel", "arived": "arrived"}


def test_of_two_neighbours_the_one_with_the_same_first_letter_is_meant(table: Table) -> None:
    found = Speller(vocabulary={"prelmop": 1, "brelmap": 1}, table=table, english=False)
    assert found.meant("brelmop") == "brelmap"


def test_of_two_equal_neighbours_the_one_in_more_entries_is_meant(table: Table) -> None:
    assert Speller(vocabulary={"blorpa": 1, "blorpz": 5}, table=table).meant("blorph") == "blorpz"


def test_the_order_of_the_vocabulary_decides_nothing(table: Table) -> None:
    forward = {"blorpi": 1, "blorpo": 1, "blorpn": 1}
    spellers = [Speller(vocabulary=each, table=table) for each in (forward, dict(reversed(forward.items())))]
    assert [each.meant("blorpq") for each in spellers] == ["blorpi"] * 2


def test_a_word_of_the_library_comes_before_a_common_one(table: Table) -> None:
    assert Speller(vocabulary={}, table=table).meant("parrel") != "parcel"
    assert Speller(vocabulary={"parcel": 3}, table=table).meant("parrel") == "parcel"


def test_common_slips_are_repaired_for_an_empty_library(table: Table) -> None:
    assert Speller(vocabulary={}, table=table).repair(["arived"]) == {"arived": "arrived"}


def test_nothing_is_repaired_for_an_empty_library_of_another_language(table: Table) -> None:
    assert Speller(vocabulary={}, table=table, english=False).repair(["arived", "parsel"]) == {}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pakett", "paket"),
        ("pakte", "paket"),
        ("bestelung", "bestellung"),
        ("liefrung", "lieferung"),
        ("rechnug", "rechnung"),
        ("angekomen", "angekommen"),
        ("pasword", "passwort"),
        ("passwrt", "passwort"),
        ("adrese", "adresse"),
    ],
)
def test_a_slip_in_another_language_is_read_as_a_word_of_the_library(
    german: Speller, written: str, meant: str
) -> None:
    assert german.meant(written) == meant


GERMAN_WORDS = """
    aber alle alles auch bitte danke dann dass deine dies diese doch ein eine einen einer es fur ganz gern gerne gut
    habe haben hallo hatte heute hier ich ihre immer jetzt kann kein keine konnen leider mehr meine mich mit morgen
    muss nach noch oder schon sehr seit sich sind sofort uber und unsere viel vielen vom wann warum was weil wenn
    wer wie wieder will wird wurde zu zum grosse strasse frage kaputt defekt kunde termin woche tage euro ware
"""


@pytest.mark.parametrize("written", GERMAN_WORDS.split())
def test_common_german_words_do_not_become_english_ones(german: Speller, written: str) -> None:
    assert german.repair([written]) == {}


@pytest.mark.parametrize(
    ("written", "library"),
    [("lange", "lampe"), ("konnte", "konto"), ("morgen", "sorten"), ("warten", "karton")],
)
def test_a_german_word_two_letters_away_from_another_stays(table: Table, written: str, library: str) -> None:
    assert Speller(vocabulary={library: 9}, table=table, english=False).repair([written]) == {}


@pytest.mark.parametrize("written", ["recieved", "tomorow", "becuase", "teh"])
def test_english_slips_are_not_repaired_in_another_language(german: Speller, written: str) -> None:
    assert german.repair([written]) == {}


@pytest.mark.parametrize(
    ("one", "other", "beside"),
    [("a", "s", True), ("q", "a", True), ("g", "b", True), ("q", "p", False), ("a", "l", False), ("ü", "u", False)],
)
def test_letters_beside_each_other_are_neighbours(one: str, other: str, beside: bool) -> None:
    assert neighbours(one, other) is neighbours(other, one) is beside


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        pytest.param(("pacrel", "parcel"), ("paxcel", "parcel"), id="a swap before any letter"),
        pytest.param(("parvel", "parcel"), ("parpel", "parcel"), id="the key beside before any key"),
        pytest.param(("parccel", "parcel"), ("parcqel", "parcel"), id="a double letter before another one"),
        pytest.param(("parcl", "parcel"), ("parczel", "parcel"), id="a missing letter before a strange one"),
    ],
)
def test_fingers_slip_more_easily_one_way(likely: tuple[str, str], unlikely: tuple[str, str]) -> None:
    assert slip(*likely) < slip(*unlikely)


def test_the_english_list_is_sorted_by_byte() -> None:
    listed = WORDS.read_bytes().splitlines()
    assert listed == sorted(set(listed))


def test_every_word_of_the_english_list_is_found(lines: mmap.mmap) -> None:
    listed = WORDS.read_bytes().splitlines()
    assert [word for word in [*listed[:3], *listed[::997], *listed[-4:]] if not in_sorted_lines(lines, word)] == []


@pytest.mark.parametrize("word", ["", "a\nb", "zzzzzzzzzz", "!", "ars", "arivd", "~", "éé"])
def test_what_is_not_a_line_of_the_list_is_not_found(lines: mmap.mmap, word: str) -> None:
    listed = set(WORDS.read_text(encoding="utf-8").splitlines())
    assert in_sorted_lines(lines, word.encode()) is (word in listed)
