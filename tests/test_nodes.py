"""Nodes: places of lines, and plain values without places."""

import pytest

from cheatsheet.nodes import NOWHERE, Block, Items, Node, Place, from_plain


@pytest.mark.parametrize(("number", "line"), [(0, 5), (1, 5), (2, 7), (3, 8), (9, 8)])
def test_a_line_of_a_text_is_a_line_of_the_file(number: int, line: int) -> None:
    assert Place(4, 3, (5, 7, 8)).line_of(number) == line


@pytest.mark.parametrize("number", [1, 2, 50])
def test_a_text_on_one_line_is_all_there(number: int) -> None:
    assert Place(4, 3).line_of(number) == 4


@pytest.mark.parametrize(
    ("value", "node"),
    [
        (None, None),
        ("007", "007"),
        (7, "7"),
        (1.5, "1.5"),
        (True, "yes"),
        (False, "no"),
        ((1, "b"), ["1", "b"]),
        ({"a": {"b": [True]}, 2: None}, {"a": {"b": ["yes"]}, "2": None}),
    ],
)
def test_plain_values_become_texts_lists_and_mappings(value: object, node: Node) -> None:
    assert from_plain(value) == node


def test_items_made_of_plain_values_have_a_place_each() -> None:
    items = from_plain(["a", {"b": "c"}])
    assert isinstance(items, Items)
    assert items.places == [NOWHERE, NOWHERE]


def test_a_block_is_a_mapping_that_starts_without_places() -> None:
    block = Block(Place(3, 1))
    assert (dict(block), block.place, block.places, block.keys_at) == ({}, Place(3, 1), {}, {})
