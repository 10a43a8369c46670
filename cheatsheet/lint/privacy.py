"""Rules on privacy: what belongs to one customer and must not stand in an answer that goes to all of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cheatsheet.entry import Entry
from cheatsheet.lint.about import About
from cheatsheet.lint.compiled import compiled
from cheatsheet.lint.problem import Finding
from cheatsheet.lint.prose import Prose

FIVE_DIGITS = "[0-9](?:[^0-9A-Za-z]{0,3}[0-9]){4}"  # without these there is no number of any kind
EMAIL = r"(?<![\w.+%-])[\w.+%-]+(?:'[\w.+%-]+){0,2}@(?:[\w-]+\.)+[^\W\d_][\w-]*"
HOST = r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)"
# Names that are set aside for examples, so that nobody has an address there (RFC 2606).
FREE_MAIL = frozenset({"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com",
                       "icloud.com", "aol.com", "gmx.net", "gmx.de", "web.de", "proton.me"})  # fmt: skip
SPACE = " \xa0\u2007\u2009\u202f"
DASH = "\u2010-\u2015-"  # the last one in a class
DIGITS = rf"(?<!\w)[0-9](?:(?:[{SPACE}.{DASH}]{{0,3}}|\n)[0-9])+(?!\w)"
SEPARATOR = rf"[\n{SPACE}.{DASH}]+"
CARD_LENGTHS = range(13, 20)
CARD_SHAPES = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3)})  # as they are printed
# Visa; Mastercard, Maestro; American Express, Diners, JCB; Discover, UnionPay.
ISSUER = "4|2[2-7]|5[0-8]|3[04-9]|6"
IBAN = rf"(?<!\w)(?:[A-Za-z]{{2}}[0-9]{{2}}|[A-Z]{{2}}[{SPACE}{DASH}]?[0-9][{SPACE}{DASH}]?[0-9])"  # where one begins
IBAN_LENGTHS: Mapping[str, int] = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI FK FO GL NL SD", 19: "MK SI", 20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV", 22: "BG BH CR DE GB GE IE ME RS VA", 23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG", 25: "LY PT ST", 26: "IS TR", 27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HU LB NI PL SV", 29: "BR EG PS QA UA", 30: "JO KW MU YE", 31: "MT SC", 32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip
FEWEST_DIGITS = 8  # of an account number; words may add up by chance
NUMBER = rf"(?<![\w#$€£@=_.,%-])\+?\(?[0-9](?:(?:[{SPACE}()/.{DASH}]{{0,3}}|\n)[0-9]){{5,}}(?![\w%€$£])"
MOST_DIGITS = 15  # of a telephone number, with the country's code
INTERNATIONAL = rf"(?:\+|00[{SPACE}{DASH}]?)[1-9]"
AMERICAN = r"(?:1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])\d{3}[-. ]\d{4}"
PART = f"[ ./{DASH}]"
DATE = rf"(?:[0-9]{{4}}{PART}[0-9]{{1,2}}{PART}[0-9]{{1,2}}|(?:[0-9]{{1,2}}{PART}){{2}}(?:[0-9]{{2}}){{1,2}})"
SUM = r"[0-9.]*\.[0-9]{2}"  # or an hour: 9.30
DATES = rf"{DATE}(?:[{SPACE}{DASH}]+{DATE})?"
# Dates, hours and sums, also from one to another; and what has a year in it.
NO_PHONE = rf"{DATES}|{SUM}(?:[{SPACE}{DASH}]+{SUM})?|(?:.*[^0-9])?(?:19|20)[0-9]{{2}}(?:[^0-9].*)?"
# What stands right before a number says what it is.
KIND = (
    r"(?i)(?:\b(?:(?P<phone>(?:tele)?phone|tel|mobile|cell|fax|whatsapp|dial|hotline|call|ring)"
    r"|(?P<other>orders?|ref(?:erence)?|track(?:ing)?|invoice|bill|case|ticket|items?|article|batch|lot|sku|parcel"
    r"|shipment|serial|model|parts?|vat|tax|isbn|ean|gtin|barcode|version|customer|account|ids?|codes?|booking"
    r"|contract|policy|licen[cs]e))\b|(?P<hash>\#))"
    r"(?:\W+(?:numbers?|no|nr|num|id|codes?|is|was|the|of|on|at|us|me|our|my|your|again|under|via|to|line|today)\b)*"
    r"[^\w.!?]*[.:#]?[^\w.!?]*$"
)
BEFORE = 50  # characters in which to look for it
SAME = 7  # digits at the end that tell one telephone number from another
OWN = "if it is the company's own, write it under [company] in cheatsheet.toml"


def check(prose: Prose, entry: Entry | None, about: About) -> Iterator[Finding]:
    """Email addresses, card, account and telephone numbers; a layout is the company's own."""
    if entry is None:
        return
    text, odd = prose.read, prose.odd
    if "@" in odd:
        yield from emails(text, about.own_values)
    if not compiled(FIVE_DIGITS).search(odd):
        return
    taken = [*cards(text), *ibans(text)]
    if taken:
        own = {plain(value) for value in about.own_values}
        yield from (each for each in taken if plain(text[each.start : each.end]) not in own)
    yield from phones(text, about, taken)


def plain(text: str) -> str:
    """Letters and digits alone, as numbers are compared."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def emails(text: str, own: Iterable[str]) -> Iterator[Finding]:
    """Email addresses but those of the company, at any name of its own."""
    addresses = {value for value in own if "@" in value}
    domains = {value.rpartition("@")[2] for value in addresses} - FREE_MAIL
    domains |= {found[1] for found in map(compiled(HOST).match, set(own) - addresses) if found}
    for found in compiled(EMAIL).finditer(text):
        domain = found.group().lower().rpartition("@")[2]
        at_home = any(domain == each or domain.endswith(f".{each}") for each in domains)
        if at_home or found.group().lower() in addresses:
            continue
        message = f"an email address in an answer: {found.group()}"
        yield Finding("privacy/email", *found.span(), message, f"write {{{{ customer.email }}}}; {OWN}")


def cards(text: str) -> Iterator[Finding]:
    """Card numbers in any grouping: the start of an issuer, the right length, and the check digit of Luhn."""
    for found in compiled(DIGITS).finditer(text):
        for start, end in card_spans(found.group()):
            span = found.start() + start, found.start() + end
            if said_before(text, span[0]) not in {"other", "hash"}:
                yield Finding("privacy/card", *span, "a card number in an answer", "take it out at once")


def card_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a card number stands in groups of digits: all of them, or some that are shaped like one."""
    if len(text) < CARD_LENGTHS[0] or re.fullmatch(DATES, text):
        return
    if is_card(compiled(SEPARATOR).sub("", text)):
        yield 0, len(text)
        return
    gaps = [(0, 0), *(found.span() for found in compiled(SEPARATOR).finditer(text)), (len(text), len(text))]
    groups = [(before[1], after[0]) for before, after in pairwise(gaps)]
    sizes = tuple(end - start for start, end in groups)
    for first in range(len(groups)):
        for count in (1, 3, 4, 5):
            shape = sizes[first : first + count]
            if len(shape) < count or (count > 1 and shape not in CARD_SHAPES):
                continue
            start, end = groups[first][0], groups[first + count - 1][1]
            if is_card(compiled(SEPARATOR).sub("", text[start:end])):
                yield start, end


def is_card(digits: str) -> bool:
    """Whether digits are a card number by issuer, length and check digit."""
    return len(digits) in CARD_LENGTHS and bool(compiled(ISSUER).match(digits)) and luhn(digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def ibans(text: str) -> Iterator[Finding]:
    """Account numbers: a country, its length, and the check digits modulo 97."""
    for found in compiled(IBAN).finditer(text):
        length = IBAN_LENGTHS.get(found.group()[:2].upper(), 0)
        whole = re.compile(rf"(?:(?:[{SPACE}{DASH}]?|\n)[A-Za-z0-9]){{{length}}}(?!\w)").match(text, found.start())
        if length and whole and is_iban(plain(whole.group())):
            yield Finding(
                "privacy/iban", *whole.span(), "an account number (IBAN) in an answer", f"take it out; {OWN}"
            )


def is_iban(account: str) -> bool:
    """Whether the check digits of an account number are right: letters as numbers from 10, the first four last."""
    if sum(map(str.isdecimal, account)) < FEWEST_DIGITS:
        return False
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def phones(text: str, about: About, taken: Sequence[Finding]) -> Iterator[Finding]:
    """Telephone numbers but those of the company."""
    for found in compiled(NUMBER).finditer(text):
        start, end = found.span()
        digits = plain(found.group())
        if len(digits) > MOST_DIGITS or any(each.start < end and start < each.end for each in taken):
            continue
        if is_phone(found.group(), len(digits), said_before(text, start)) and not is_own(digits, about.own_values):
            message = f"a telephone number in an answer: {' '.join(found.group().split())}"
            yield Finding("privacy/phone", start, end, message, f"take it out; {OWN}")


def is_phone(written: str, digits: int, said: str) -> bool:
    """Whether a number is one to call, by how it is written and by what is `said` before it."""
    if said in {"other", "hash"}:
        return False
    if compiled(AMERICAN).fullmatch(written) or (compiled(INTERNATIONAL).match(written) and digits > SAME):
        return True
    if compiled(NO_PHONE).fullmatch(written):
        return False
    return said == "phone" or (written.startswith(("0", "(0")) and digits in range(9, 14))


def said_before(text: str, at: int) -> str:
    """What the words right before a number make of it: "phone", "other", "hash", or "" where they say nothing."""
    found = compiled(KIND).search(text, max(at - BEFORE, 0), at)
    return found.lastgroup or "" if found else ""


def is_own(digits: str, own: Iterable[str]) -> bool:
    """Whether the company gives a telephone number as its own, with or without the country's code."""
    numbers = (plain(value) for value in own)
    return any(number.isdecimal() and len(number) >= SAME and number[-SAME:] == digits[-SAME:] for number in numbers)
