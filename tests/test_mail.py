"""From a pasted mail to the complaint that is matched."""

import pytest

from cheatsheet.mail import complaint_of

COMPLAINT = "The lamp I ordered came broken.\nI need another one by Friday."

GREETINGS = [
    "Hi,",
    "Hi there,",
    "hiii",
    "Hello!",
    "Hello Acme team,",
    "Hey guys -",
    "Dear Sir or Madam,",
    "Dear Sir/Madam:",
    "Dear customer service,",
    "Good morning,",
    "good afternoon Sam.",
    "To whom it may concern,",
    "Hallo,",
    "Greetings!",
]
SIGNATURES = [
    "Thanks,\nDana",
    "thanks",
    "Thanks in advance!\n\nDana Smith",
    "Thank you very much.\nDana",
    "Best,\nDana",
    "Best regards\nDana Smith\nHead of Lamps\nAcme Ltd, 1 Long Street\n+44 20 7946 0000\nwww.acme.example",
    "Kind regards,\nDana",
    "With kind regards\nDana",
    "Yours sincerely,\n\nMrs D. Smith",
    "Cheers, Dana",
    "Regards\nD",
    "TIA",
    "-- \nDana Smith\nAcme Ltd\nThe best lamps in town since 1901, come and see them",
    "Mit freundlichen Grüßen\nDana",
]
FOOTERS = [
    "Sent from my phone",
    "Sent from my iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent from Mail for Windows",
    "Sent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone",
    "Sent with Proton Mail secure email.",
    "Get Outlook for iOS",
    "Get Outlook for Android<https://aka.ms/x>",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
]
QUOTE = "We have dispatched your parcel and your refund.\nIs there anything else?"
QUOTED = "> We have dispatched your parcel and your refund.\n>\n> Is there anything else?"
THREADS = {
    "gmail": f"On Mon, 2 Nov 2026 at 10:00, Acme Support <help@acme.example> wrote:\n\n{QUOTED}",
    "gmail, wrapped": f"On Mon, Nov 2, 2026 at 10:00 AM Acme Customer Support\n<help@acme.example> wrote:\n\n{QUOTE}",
    "apple mail": f"> On 2 Nov 2026, at 10:00, Acme Support <help@acme.example> wrote:\n>\n{QUOTED}",
    "apple mail, unquoted": f"On 2 Nov 2026, at 10:00, Acme Support <help@acme.example> wrote:\n\n{QUOTE}",
    "yahoo": f"On Monday, 2 November 2026, 10:00:00 GMT, Acme Support <help@acme.example> wrote:  \n\n{QUOTE}",
    "thunderbird": f"On 02/11/2026 10:00, Acme Support wrote:\n{QUOTED}",
    "thunderbird, german": f"Am 02.11.2026 um 10:00 schrieb Acme Support:\n{QUOTED}",
    "gmail, german": f"Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb Acme Support <\nhelp@acme.example>:\n\n{QUOTE}",
    "gmail, french": f"Le lun. 2 nov. 2026 à 10:00, Acme Support <help@acme.example> a écrit :\n\n{QUOTED}",
    "gmail, spanish": f"El lun, 2 nov 2026 a las 10:00, Acme (<help@acme.example>) escribió:\n\n{QUOTE}",
    "outlook": (
        "From: Acme Support <help@acme.example>\nSent: Monday, 2 November 2026 10:00\n"
        f"To: Dana Smith <dana@mail.example>\nSubject: RE: Your order\n\n{QUOTE}"
    ),
    "outlook, bold": f"*From:* Acme Support\n*Sent:* Monday\n*To:* Dana\n*Subject:* RE: Your order\n\n{QUOTE}",
    "outlook, mobile": (
        "________________________________\nFrom: Acme Support <help@acme.example>\n"
        f"Sent: Monday, November 2, 2026 10:00:00 AM\nTo: Dana\nSubject: Re: Your order\n\n{QUOTE}"
    ),
    "outlook, german": f"Von: Acme Support\nGesendet: Montag, 2. November\nAn: Dana\nBetreff: Bestellung\n\n{QUOTE}",
    "old outlook": f"-----Original Message-----\nFrom: Acme Support\nSent: Monday\nTo: Dana\n\n{QUOTE}",
    "plain quotes": QUOTED,
}
FORWARDS = {
    "gmail": (
        "---------- Forwarded message ---------\nFrom: Dana Smith <dana@mail.example>\n"
        f"Date: Mon, 2 Nov 2026 at 10:00\nSubject: Lamp\nTo: <help@acme.example>\n\n\nHi,\n{COMPLAINT}"
    ),
    "apple mail": (
        "Begin forwarded message:\n\n> From: Dana Smith <dana@mail.example>\n> Subject: Lamp\n"
        "> Date: 2 November 2026\n> To: help@acme.example\n>\n> " + COMPLAINT.replace("\n", "\n> ")
    ),
    "outlook": f"-----Original Message-----\nFrom: Dana Smith\nSent: Monday\nTo: Acme\nSubject: Lamp\n\n{COMPLAINT}",
}


@pytest.mark.parametrize("greeting", GREETINGS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_greeting_on_a_line_of_its_own_is_left_out(greeting: str, gap: str) -> None:
    assert complaint_of(f"{greeting}{gap}{COMPLAINT}") == COMPLAINT


@pytest.mark.parametrize("greeting", ["Hi,", "Hello!", "Hey guys,", "Dear Acme,", "Good morning -"])
def test_a_greeting_in_front_of_the_first_sentence_is_left_out(greeting: str) -> None:
    assert complaint_of(f"{greeting} where is my order?") == "where is my order?"


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_is_left_out(signature: str) -> None:
    assert complaint_of(f"{COMPLAINT}\n\n{signature}\n") == COMPLAINT


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize("signature", ["", "Thanks\nDana\n\n"])
def test_a_phones_footer_is_left_out(footer: str, signature: str) -> None:
    assert complaint_of(f"{COMPLAINT}\n\n{signature}{footer}") == COMPLAINT


@pytest.mark.parametrize("thread", THREADS.values(), ids=THREADS)
@pytest.mark.parametrize("signature", ["", "Dana\n\n", "Kind regards,\nDana\n\nSent from my iPhone\n\n"])
def test_a_quoted_thread_is_left_out(thread: str, signature: str) -> None:
    found = complaint_of(f"Hi,\n\n{COMPLAINT}\n\n{signature}{thread}\n")
    assert found.removesuffix("\n\nDana") == COMPLAINT


def test_answers_between_quoted_lines_are_kept() -> None:
    mail = "> Which lamp was it?\nThe green one.\n> When did it come?\nYesterday."
    assert complaint_of(mail) == "The green one.\nYesterday."


@pytest.mark.parametrize("mail", FORWARDS.values(), ids=FORWARDS)
def test_of_a_forwarded_mail_the_complaint_is_what_was_forwarded(mail: str) -> None:
    found = complaint_of(mail)
    assert COMPLAINT in found
    assert "Dana Smith" not in found
    assert "Date:" not in found
    assert "orwarded message" not in found


def test_the_headers_of_a_pasted_mail_are_left_out_and_its_subject_is_kept() -> None:
    headers = "From: Dana <dana@mail.example>\nTo: help@acme.example\nDate: today\nSubject: Re: FW: Broken lamp\n"
    mail = f"{headers}\n{COMPLAINT}"
    assert complaint_of(mail) == f"Broken lamp\n{COMPLAINT}"


def test_a_mail_that_is_only_a_subject_is_that_subject() -> None:
    assert complaint_of("Subject: Where is my parcel?\n\n") == "Where is my parcel?"


def test_a_whole_mail_comes_down_to_its_complaint() -> None:
    mail = (
        "Hello Acme team,\r\n\r\nThe lamp I ordered came broken.\r\nI need another one by Friday.\r\n\r\n"
        "Best regards,\r\nDana Smith\r\n\r\nSent from my iPhone\r\n\r\n"
        "On 2 Nov 2026, at 10:00, Acme Support <help@acme.example> wrote:\r\n\r\n> Thanks for your order\r\n"
    )
    assert complaint_of(mail) == COMPLAINT


@pytest.mark.parametrize(
    "message",
    [
        "thanks",
        "Best",
        "regards",
        "hello",
        "Thanks for nothing, my parcel is late",
        "thanks but the best lamp came broken",
        "best phone ever but it stopped charging",
        "I thought you were the best, cheers for losing my order",
        "you wrote: it comes on Monday, where is it",
        "on Monday your driver wrote: not at home",
        "the label says sent from my old address",
        "Sent from my old address, the parcel never came",
        "From: field on the label is wrong",
        "Date: it says Monday, but nothing came",
        "dear me what a mess you made of my order",
        "my name is Regards and I cannot log in",
        "-- no power",
        "where is order 1042",
        "hi",
        "hi where is my order",
        "Hello my parcel is late",
    ],
)
def test_a_message_of_one_line_stays_as_it_is(message: str) -> None:
    assert complaint_of(f" {message}\n") == message


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Hi order not delivered, please help", "order not delivered"),
        ("Hello parcel never came, where is it?", "parcel never came"),
        ("hey lamp broken, what now", "lamp broken"),
        ("hi-res photos are blurry", "hi-res photos"),
        ("Dear John letter stationery arrived wet, I want my money back", "stationery arrived wet"),
    ],
)
def test_what_is_wrong_is_no_part_of_the_greeting(message: str, kept: str) -> None:
    assert kept in complaint_of(message)


@pytest.mark.parametrize(
    "message",
    [
        "I ordered a lamp.\nThanks to your driver it came broken and nobody will talk to me about it.",
        "My card was charged twice.\n\nBest would be if you sent the money back to my card this week.",
        "thanks\nbut the lamp that you sent me after three weeks of waiting does not work at all",
        "got my order today\nthanks\nbut one item is missing",
        "My order is wrong.\nThanks\nWhen will you send the right one to me?",
    ],
)
def test_a_polite_word_in_the_middle_cuts_nothing_off(message: str) -> None:
    assert complaint_of(message) == message


@pytest.mark.parametrize("message", ["", "  \n ", "???", "> ", "--", "\x00"])
def test_a_message_without_a_letter_is_given_back(message: str) -> None:
    assert complaint_of(message) == message.strip()


@pytest.mark.parametrize(
    "message", ["> my parcel is late", "Sent from my iPhone", "Thanks,\nDana", "Hi Dana,", "On 2 Nov Sam wrote:"]
)
def test_a_message_of_nothing_but_trimmings_is_not_empty(message: str) -> None:
    assert any(letter.isalpha() for letter in complaint_of(message))


def test_a_signature_without_a_sign_off_is_left_out() -> None:
    mail = f"{COMPLAINT}\n\nDana Smith\nHead of Sales, Acme Inc.\nTel +44 20 7946 0000\n\nSent from my iPhone"
    assert complaint_of(mail) == COMPLAINT


@pytest.mark.parametrize(
    "end", ["it is order 1042\nplease send it", "Order 1042\nit never came and I want it now", "Order 1042"]
)
def test_a_last_paragraph_that_says_something_is_kept(end: str) -> None:
    assert complaint_of(f"{COMPLAINT}\n\n{end}") == f"{COMPLAINT}\n\n{end}"
