"""Capitals and rows of marks, and what is written in capitals because it is called so."""

import pytest

from cheatsheet.lint.shouting import check
from tests.lint.judged import said


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("This is PERFECT for you.", "PERFECT"),
        ("PLEASE READ THIS now", "PLEASE READ THIS"),
        ("DO NOT OPEN it", "DO NOT OPEN"),
        ("It is URGENT, IMPORTANT and late", "URGENT, IMPORTANT"),
        ("PLEASE\nREAD it", "PLEASE\nREAD"),
        ("WE CAN'T HELP you", "WE CAN'T HELP"),
        ("WE CAN’T HELP you", "WE CAN’T HELP"),
        ("Thank you!!", "!!"),
        ("Really?! Yes.", "?!"),
        ("What!? No.", "!?"),
        ("Wow!!!!! Great", "!!!!!"),
    ],
)
def test_shouting_is_found(text: str, loud: str) -> None:
    assert said(check, text) == [loud]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you! Really? Yes.",
        "Your VAT ID and your PDF with IBAN and BIC",
        "We take VISA, MASTERCARD, PAYPAL and KLARNA",
        "Please use HTTPS",
        "Our UNICEF cards",
        "Order ABC12345 and SAVE20 and XK-PLUSONE",
        "Use the code WELCOME at the checkout",
        "Press the POWER button",
        "The RESET button is on the back",
        'Reply "REFUND" or “REPAIR” to this',
        "Reply STOP to end these messages",
        "I do NOT know, NOT yet",
        "Write to INFO@SHOP.EXAMPLE or see WWW.SHOP.EXAMPLE/RETURNS",
        "{{ order.item | upper }} PRO{{ order.number }}",
        "{% if URGENTLY %}We hurry.{% endif %}",
        "See [PRODUCT NAME] here",
        "Model STARLIGHT is back",
    ],
)
def test_what_is_called_so_is_not_shouted(text: str) -> None:
    assert said(check, text) == []


def test_other_languages_shout_too() -> None:
    assert said(check, "Das ist DRINGEND.", language="de") == ["DRINGEND"]
    assert said(check, "BITTE ÖFFNEN Sie es", language="de") == ["BITTE ÖFFNEN"]
    assert said(check, "Nach der DSGVO und mit IBAN", language="de") == []


def test_layouts_and_subjects_do_not_shout() -> None:
    assert said(check, "{{ body }}\nTHANK YOU", layout=True) == ["THANK YOU"]
    assert said(check, "IMPORTANT: your order", "subject") == ["IMPORTANT"]
