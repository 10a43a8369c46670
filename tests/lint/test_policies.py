"""What a sentence says of policies: which one an amount belongs to, and what sets it apart."""

import pytest

from cheatsheet.lint.policies import claims


def said(text: str) -> list[tuple[str, str, str]]:
    """The claims of a text: policy, words that set it apart, amount."""
    return [(each.policy, " ".join(sorted(each.scope)), each.amount.said) for each in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Returns are open for 30 days from the day that your parcel was delivered.", [("return", "", "30 days")]),
        ("Please send the item back within 14 days from delivery, with its parts.", [("return", "", "14 days")]),
        ("You have thirty days from delivery to send it back.", [("return", "", "thirty days")]),
        ("Within 30 days of delivery you can return it for a full refund.", [("return", "", "30 days")]),
        ("Returns: 30 days.", [("return", "", "30 days")]),
        ("We refund you within 5 working days of your return reaching us.", [("refund", "", "5 working days")]),
        ("Once your return reaches us, we refund you within 5 days.", [("refund", "", "5 days")]),
        ("Your money is back in 5 days.", [("refund", "", "5 days")]),
        ("When your parcel is delivered, you have 14 days.", []),
        (
            "You can return it within 30 days, and the refund takes 5 working days.",
            [("return", "", "30 days"), ("refund", "", "5 working days")],
        ),
        (
            "You can return or exchange it within 30 days.",
            [("return", "", "30 days"), ("exchange", "", "30 days")],
        ),
        ("Your parcel should arrive in 2 weeks.", [("delivery", "", "2 weeks")]),
        ("Your refund arrives in 2 weeks.", [("refund", "arriv", "2 weeks")]),
        ("Your order leaves us within 2 days.", [("dispatch", "", "2 days")]),
        ("Delivery costs €4.95.", [("delivery", "", "€4.95")]),
    ],
)
def test_an_amount_belongs_to_the_nearest_policy(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Mattresses can be returned within 100 days.", "mattress"),
        ("Express delivery takes 1 day.", "expres"),
        ("Within Europe, delivery takes 3 days.", "europe"),
        ("Delivery takes 3 days in Ireland.", "ireland"),
        ("Returns of sale items are open for 14 days.", "sale"),
        ("Orders over 100 euros ship within 1 day.", "over"),
        ("You can cancel up to 24 hours before delivery.", "before"),
        ("If you return it within 2 days, we can send it again.", "if"),
        ("If you want to return it, you have 30 days.", ""),
        ("Your order was returned after 7 days.", "wa"),
        ("Delivery usually takes 3 days.", ""),
        ("You don't need a reason to return it within 14 days.", ""),
    ],
)
def test_words_that_tell_set_an_amount_apart(text: str, scope: str) -> None:
    assert {words for _, words, _ in said(text)} == {scope}


def test_what_we_do_is_not_what_the_customer_may_do() -> None:
    assert said("We cancel orders after 7 days.") == [("cancellation by us", "", "7 days")]
    assert said("You can cancel orders within 7 days.") == [("cancellation", "", "7 days")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("We reply within 3 days.", True),
        ("Our team answers within 3 days.", True),
        ("You will hear from us within 3 days.", True),
        ("Our reply time is 3 days.", True),
        ("Please reply within 3 days.", False),
        ("I will have an answer in 3 days.", False),
        ("If we do not hear from you within 3 days, we close it.", False),
    ],
)
def test_only_how_fast_a_team_answers_is_a_policy_of_replies(text: str, counts: bool) -> None:
    assert bool(said(text)) is counts


@pytest.mark.parametrize(
    "text",
    [
        "Your delivery is 3 days late.",
        "I refunded you 3 days ago.",
        "The refund takes another 3 days.",
        "If the refund has not come after 3 days, write to us.",
        "Delivery takes more than 3 days.",
        "I refund you 10 euros.",
        "It takes 3 days.",
        "Returns are open for {{ facts.return_days }} days.",
    ],
)
def test_what_is_no_policy_is_not_taken_for_one(text: str) -> None:
    assert said(text) == []


def test_a_policy_does_not_reach_over_the_end_of_its_sentence() -> None:
    assert said("You may return it. Wait 3 days.\n\nReturns are welcome\n- wait 3 days") == []


def test_a_control_character_is_no_amount() -> None:
    assert said("\x02 Return it \x02 within 3 days \x02.") == [("return", "", "3 days")]
