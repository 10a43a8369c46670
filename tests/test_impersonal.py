"""A complaint of anybody's: what only this customer has is taken out, and every other word stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheatsheet.impersonal import impersonal

ORDINARY = [
    "My parcel has not arrived",
    "The Bosch drill from Berlin smells",
    "I paid €49.90 twice",
    "2 of 3 mugs arrived broken after 5 days",
    "The shoes in size 42 are too small",
    "You open at 9 am but nobody was there on Monday",
    "I ordered in March and nothing came",
    "My name is wrong on the invoice",
    "I want to order 12 mugs",
    "My 1 TB Flash Drive is broken",
    "My tracking number does not work",
]
PERSONAL = [
    ("{} Regards, Priya Patel", "Patel"),
    ("{} Thanks, Müller", "Müller"),
    ("{}\n\nKind regards\nJ. O'Neill", "Neill"),
    ("{} Sent from my iPhone", "Sent from"),
    ("Hi Robin, {}", "Robin"),
    ("My name is Ana Costa. {}", "Costa"),
    ("This is Dr. Lee speaking. {}", "Lee"),
    ("I live at 12 Mill Lane, Leeds LS1 4AB. {}", "Mill"),
    ("{} My IBAN is gb29.nwbk.6016.1331.9268.19", "nwbk"),
    ("{} Viele Grüße, Anna", "Anna"),
    ("{} My order is A-1042.", "1042"),
    ("{} Follow me @zoe_k.", "zoe"),
]


@pytest.mark.parametrize("complaint", ORDINARY)
def test_an_ordinary_complaint_comes_out_word_for_word(complaint: str) -> None:
    assert impersonal(complaint) == complaint


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        ("Hi, I am Zoe and my lamp is broken", "My lamp is broken"),
        ("My parcel JD0002 is late", "My parcel is late"),
        ("parcel with tracking number 1Z999 is lost", "parcel is lost"),
        ("RR12GB never came", "It never came"),
        ("Order #77 is late", "Order is late"),
        ("You blocked my IP 192.168.0.12", "You blocked my IP"),
        ("My parcel to PO Box 77 got lost", "My parcel got lost"),
        ("My parcel went to 10115 Berlin, Torstr. 5", "My parcel went"),
        ("My date of birth is 03/05/1980 and I cannot register", "I cannot register"),
        ("My sort code is 12-34-56 and account 12345678, no refund came", "No refund came"),
        ("Regards, Priya", ""),
        ("my trampoline exploded, Jane Doe 07700900123", "my trampoline exploded"),
        ("My trampoline exploded.\nJane Doe\n07700 900123", "My trampoline exploded."),
        ("The trampoline exploded\nJane Doe\njane@doe.org", "The trampoline exploded."),
        ("Jane Doe <jane@doe.org>: my trampoline exploded", "My trampoline exploded"),
        ("The refund of account holder Jane Doe is late", "The refund of account holder is late"),
        ("It smells of Old Spice, and not of Hugo Boss", "It smells of Old Spice, and not of Hugo Boss"),
    ],
)
def test_what_only_this_customer_has_is_cut_cleanly(message: str, complaint: str) -> None:
    assert impersonal(message) == complaint


@given(st.sampled_from(ORDINARY), st.sampled_from(PERSONAL))
def test_a_planted_part_is_not_in_the_complaint(complaint: str, planted: tuple[str, str]) -> None:
    frame, part = planted
    assert part not in impersonal(frame.format(f"{complaint}."))
