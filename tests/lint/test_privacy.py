"""What belongs to one customer is found in an answer; what is the company's own, or only looks like it, is not."""

import pytest

from cheatsheet.lint.privacy import check, is_iban, luhn
from tests.lint.judged import findings, rules, said, with_company

OWN = with_company(
    phone="+44 20 7946 0000",
    email="help@acme.com",
    private="robin.lee@gmail.com",
    website="https://www.acme-shop.co.uk/help",
    account="DE89 3704 0044 0532 0130 00",
    name="Acme",
)


@pytest.mark.parametrize(
    ("text", "rule", "stretch"),
    [
        ("Write to jane.doe@gmail.com today.", "email", "jane.doe@gmail.com"),
        ("Write to Jane_Doe+x@mail.firma-1.de.", "email", "Jane_Doe+x@mail.firma-1.de"),
        ("See (o'brien@firma.co.uk)", "email", "o'brien@firma.co.uk"),
        ("'jane@firma.de'", "email", "jane@firma.de"),
        ("[mail](mailto:jane@firma.de)", "email", "jane@firma.de"),
        ("ähm@bücher.de", "email", "ähm@bücher.de"),
        ("Pay with 4111 1111 1111 1111 please", "card", "4111 1111 1111 1111"),
        ("Your order was paid with 5555555555554444.", "card", "5555555555554444"),
        ("Your card, 3782-822463-10005, is fine", "card", "3782-822463-10005"),
        ("In 2026 4111.1111.1111.1111 was used", "card", "4111.1111.1111.1111"),
        ("It is 4111 1111\n1111 1111", "card", "4111 1111\n1111 1111"),
        ("On GB82 WEST 1234 5698 7654 32.", "iban", "GB82 WEST 1234 5698 7654 32"),
        ("iban de75512108001245126199 is", "iban", "de75512108001245126199"),
        ("(NL91ABNA0417164300)", "iban", "NL91ABNA0417164300"),
        ("BE68 5390\u00a00754 7034", "iban", "BE68 5390\u00a00754 7034"),
        ("Please call 030 123456 today", "phone", "030 123456"),
        ("On +49 (0)30 1234567", "phone", "+49 (0)30 1234567"),
        ("0049 30 1234567", "phone", "0049 30 1234567"),
        ("Ring (555) 123-4567.", "phone", "(555) 123-4567"),
        ("1-800-555-0199", "phone", "1-800-555-0199"),
        ("Call me at 555-0142", "phone", "555-0142"),
        ("Tel.: 040/1234567", "phone", "040/1234567"),
        ("He is on 07700 900123", "phone", "07700 900123"),
        ("01 23 45 67 89", "phone", "01 23 45 67 89"),
        ("My phone number is 12345678", "phone", "12345678"),
        ("Write to +447700900123", "phone", "+447700900123"),
    ],
)
def test_what_belongs_to_a_customer_is_found(text: str, rule: str, stretch: str) -> None:
    assert [(each.rule, text[each.start : each.end]) for each in findings(check, text)] == [
        (f"privacy/{rule}", stretch)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Your order 1042 of 2026-11-23 is here.",
        "It comes between 23.11.2026 and 25.11.2026, or 11/23/2026, from 9.00 - 17.00.",
        "23.11.2026 - 25.11.2026, or 2026-11-23 - 2026-12-01, or 23 11 2026",
        "Order number 0012345678 and order no. 12345678901 and order #0123456789",
        "Tracking number: 00340434161094015902, 1Z999AA10123456784, JD014600003123456789",
        "Ticket 0123456789, case no. 0123456789, customer id: 0123456789, your reference is 030-123456",
        "We charged 1,234.56 EUR, $1234567, 0.50 - 12.00 and 100 000 000 points",
        "Follow @acme, mail us @ work",
        "The invoice 4111 1111 1111 1111 is no card; EAN 4006381333931; ISBN 978-3-16-148410-0",
        "Mon-Fri 0800-1700, 24/7, 08.00-17.00",
        "Version 1.2.3.4, 192.168.100.100, 2024 2025 2026, 01/2025 - 12/2026",
        "Within 14 days, 30 minutes, 10 seconds. 1 2 3 4 5 6 7 8 9",
        "{{ customer.email }} {{ company.phone | default('030 1234567') }}",
        "Model 0123-456-789 and batch 0123456789",
        "The card ends in 1111, **** **** **** 1111",
        "4111 1111 1111 1112",
        "GB82 WEST 1234 5698 7654 33",
        "ZZ82 1234 5698 7654 32",
        "It takes 5 to 7 days.\n\n10 to 12 in winter.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert said(check, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Call us on +44 20 7946 0000 or 020 7946 0000 or 0044 (0)20-7946-0000.",
        "Write to help@acme.com, Returns@acme.com or robin.lee@gmail.com.",
        "Write to orders@acme-shop.co.uk or me@mail.acme-shop.co.uk.",
        "Our account is DE89 3704 0044 0532 0130 00, or de89370400440532013000.",
    ],
)
def test_the_company_s_own_values_are_fine(text: str) -> None:
    assert said(check, text, knows=OWN) == []
    assert said(check, text) != []


def test_a_mail_provider_is_nobody_s_own() -> None:
    assert said(check, "jane@gmail.com, x@notacme.com", knows=OWN) == ["jane@gmail.com", "x@notacme.com"]


def test_a_layout_is_the_company_s_own() -> None:
    assert rules(check, "{{ body }}\n030 1234567, help@acme.com", layout=True) == set()


def test_every_text_of_an_entry_is_read() -> None:
    text = "{% if a %}Mail a@firma.de{% else %}Mail b@firma.de{% endif %}"
    assert said(check, text, "channels.sms") == ["a@firma.de", "b@firma.de"]
    assert said(check, "Call 030 123456", "subject") == ["030 123456"]
    assert said(check, "Ruf an: 030 1234567", "languages.de.answer", language="de") == ["030 1234567"]


def test_the_whole_card_is_not_repeated_in_the_message() -> None:
    assert [each.message for each in findings(check, "4111 1111 1111 1111")] == ["a card number in an answer"]


@pytest.mark.parametrize(("digits", "right"), [("79927398713", True), ("79927398710", False), ("0", True)])
def test_luhn(digits: str, right: bool) -> None:
    assert luhn(digits) is right


def test_an_account_has_check_digits() -> None:
    assert is_iban("gb82west12345698765432")
    assert not is_iban("gb28west12345698765432")
