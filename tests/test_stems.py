"""Stems by language: endings go, scripts without spaces are cut in pairs, function words are faint."""

import pytest

from cheatsheet.stems import STEMMERS, Stems
from cheatsheet.text import words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["refund", "refunds", "refunded", "refunding"]),
        ("en", ["delivery", "deliveries"]),
        ("de", ["Bestellung", "Bestellungen"]),
        ("de", ["Größe", "Größen", "grosse"]),
        ("fr", ["commande", "commandes"]),
        ("es", ["pedido", "pedidos"]),
        ("ru", ["заказ", "заказа", "заказы"]),
        ("hi", ["किताब", "किताबें"]),
    ],
)
def test_forms_of_one_word_have_one_stem(language: str, forms: list[str]) -> None:
    found = [Stems(language=language).of(words(form)) for form in forms]
    assert {len(stems) for stems in found} == {1}
    assert len({stem for stems in found for stem in stems}) == 1


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US", "En-us"])
def test_a_region_and_capitals_change_no_language(language: str) -> None:
    stems = Stems(language=language)
    assert stems.code == "en"
    assert stems.of(["parcels"]) == Stems(language="en").of(["parcel"])


@pytest.mark.parametrize("language", ["xx", "", "zh", "ja", "english"])
def test_a_language_without_a_stemmer_keeps_its_words(language: str) -> None:
    stems = Stems(language=language)
    assert stems.of(["parcels", "running"]) == ["parcels", "running"]
    assert stems.faint == frozenset()


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_every_named_stemmer_is_there(language: str) -> None:
    assert len(Stems(language=language).of(["lampe", "lamp"])) == 2


def test_another_language_is_not_stemmed_as_english() -> None:
    assert Stems(language="de").of(["ruining"]) != Stems(language="en").of(["ruining"])


def test_stems_stand_in_the_order_of_the_words() -> None:
    assert Stems(language="en").of(["lamps", "parcels", "lamp"]) == ["lamp", "parcel", "lamp"]


@pytest.mark.parametrize("faint", ["and", "my", "the", "is", "not", "have", "having", "i"])
def test_english_function_words_are_faint(faint: str) -> None:
    stems = Stems(language="en")
    assert set(stems.of([faint])) <= stems.faint


@pytest.mark.parametrize("telling", ["parcel", "refund", "broken", "late", "password", "cancel", "order", "money"])
def test_words_that_tell_entries_apart_are_not_faint(telling: str) -> None:
    stems = Stems(language="en")
    assert not set(stems.of([telling])) & stems.faint


def test_another_language_has_no_english_function_words() -> None:
    assert Stems(language="de").faint == frozenset()


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        pytest.param("我的包裹没到", ["我的", "的包", "包裹", "裹没", "没到"], id="chinese"),
        pytest.param("荷物", ["荷物"], id="one pair"),
        pytest.param("数", ["数"], id="one character"),
        pytest.param("パスワード", ["パス", "スワ", "ワー", "ード"], id="katakana"),
        pytest.param("包裹 refunds", ["包裹", "refunds"], id="a word beside it"),
    ],
)
def test_text_without_spaces_is_cut_in_pairs(text: str, stems: list[str]) -> None:
    assert Stems(language="zh").of(words(text)) == stems


def test_a_latin_word_inside_text_without_spaces_stays_whole() -> None:
    found = Stems(language="zh").of(words("我的iphone坏了"))
    assert "iphone" in found
    assert {"我的", "坏了"} <= set(found)


@pytest.mark.parametrize("word", ["größe", "привет", "ελλάδα", "مرحبا", "안녕하세요", "lamp", "paket12"])
def test_words_of_scripts_with_spaces_are_not_cut(word: str) -> None:
    assert len(Stems(language="xx").of([word])) == 1


def test_no_words_have_no_stems() -> None:
    assert Stems(language="en").of([]) == []
