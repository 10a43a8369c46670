"""Laws of privacy: a number with right check digits is found however it is grouped, one with a wrong digit never."""

from hypothesis import assume, given
from hypothesis import strategies as st

from cheatsheet.lint.privacy import IBAN_LENGTHS, check, luhn, plain
from tests.lint.judged import findings, said

SEPARATORS = st.sampled_from(["", "", " ", "-", ".", "\u00a0", "\u2011", " - ", "\n"])
STARTS = {"4": 16, "51": 16, "2221": 16, "34": 15, "6011": 16, "36": 14, "3530": 16, "62": 19, "50": 18}


def with_check_digit(digits: str) -> str:
    """Digits with the last one that makes them right."""
    return next(digits + last for last in "0123456789" if luhn(digits + last))


@st.composite
def cards(draw: st.DrawFn) -> str:
    """The digits of a card."""
    start = draw(st.sampled_from(sorted(STARTS)))
    size = STARTS[start] - len(start) - 1
    return with_check_digit(start + draw(st.text("0123456789", min_size=size, max_size=size)))


@st.composite
def accounts(draw: st.DrawFn) -> str:
    """An account number with right check digits; digits for the most part, as they are."""
    country = draw(st.sampled_from(sorted(IBAN_LENGTHS)))
    size = IBAN_LENGTHS[country] - 4
    bank = draw(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=4, max_size=4))
    rest = draw(st.text("0123456789", min_size=size - 4, max_size=size - 4))
    number = int("".join(str(int(sign, 36)) for sign in f"{bank}{rest}{country}00"))
    return f"{country}{98 - number % 97:02}{bank}{rest}"


def grouped(data: st.DataObject, text: str, separator: st.SearchStrategy[str]) -> str:
    """A number with signs between any of its characters."""
    return "".join(sign + data.draw(separator) for sign in text[:-1]) + text[-1]


@given(st.data(), cards())
def test_a_card_is_found_in_any_grouping(data: st.DataObject, digits: str) -> None:
    written = grouped(data, digits, SEPARATORS)
    assert said(check, f"Your card {written} is here") == [written]


@given(cards(), st.integers(0, 12), st.integers(1, 9))
def test_a_card_with_another_digit_is_not_found(digits: str, place: int, more: int) -> None:
    other = str((int(digits[place]) + more) % 10)
    changed = digits[:place] + other + digits[place + 1 :]
    assert not luhn(changed)
    assert "privacy/card" not in {each.rule for each in findings(check, f"Your card {changed} is here")}


@given(st.data(), accounts())
def test_an_account_is_found_in_any_grouping(data: st.DataObject, account: str) -> None:
    written = account[0] + grouped(data, account[1:], st.sampled_from(["", "", " ", "\u00a0", "-"]))
    found = [each for each in findings(check, f"To {written}, please") if each.rule == "privacy/iban"]
    assert [f"To {written}, please"[each.start : each.end] for each in found] == [written]


@given(accounts(), st.integers(4, 14), st.integers(1, 9))
def test_an_account_with_another_digit_is_not_found(account: str, place: int, more: int) -> None:
    assume(account[place].isdecimal())
    other = str((int(account[place]) + more) % 10)
    changed = account[:place] + other + account[place + 1 :]
    assert "privacy/iban" not in {each.rule for each in findings(check, f"To {changed}, please")}


@given(
    st.from_regex(r"[a-z][a-z0-9.+_-]{0,20}[a-z0-9]", fullmatch=True),
    st.from_regex(r"([a-z][a-z0-9-]{1,10}\.){1,3}(com|de|org|shop)", fullmatch=True),
)
def test_an_address_is_found_at_its_place(name: str, domain: str) -> None:
    assert said(check, f"Write to <{name}@{domain}>, please") == [f"{name}@{domain}"]


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for each in findings(check, text):
        assert 0 <= each.start < each.end <= len(text)
        assert plain(text[each.start : each.end])
