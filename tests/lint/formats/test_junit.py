"""JUnit's XML, as a CI service reads it."""

from xml.etree.ElementTree import Element, fromstring

from cheatsheet.lint.formats.junit import render
from cheatsheet.lint.problem import Problem
from tests.lint.formats.sample import PROBLEMS, report


def suite(*problems: Problem, **changes: object) -> Element:
    """The one suite of a document."""
    root = fromstring(render(report(*problems, **changes)))  # noqa: S314, our own
    assert root.tag == "testsuites"
    (found,) = root
    return found


def test_a_problem_is_a_failed_test() -> None:
    (case,) = suite(PROBLEMS[3], root="support")
    assert case.get("file") == "support/orders.yaml"
    (failure,) = case
    assert failure.get("type") == "template/half-open"
    assert failure.get("message") == "`{ name }}` would be sent as it is (write {{ name }})"
    assert (failure.text or "").startswith("orders.yaml:4:17: error template/half-open `{ name }}`")


def test_the_counts_are_those_of_the_tests() -> None:
    found = suite(*PROBLEMS)
    assert [found.get(name) for name in ("tests", "failures", "errors")] == ["9", "9", "0"]
    assert len(found) == 9


def test_equal_problems_at_two_places_are_two_tests() -> None:
    names = {case.get("name") for case in suite(PROBLEMS[4], PROBLEMS[6])}
    assert names == {"phrase/filler at 9:17", "phrase/filler at 10:9"}


def test_nothing_found_is_a_test_that_passed() -> None:
    found = suite()
    assert [found.get(name) for name in ("tests", "failures")] == ["1", "0"]
    (case,) = found
    assert list(case) == []


def test_line_breaks_of_a_message_survive() -> None:
    (case,) = suite(PROBLEMS[3]._replace(message="one\ntwo\t<3", suggestion=""))
    assert case[0].get("message") == "one\ntwo\t<3"


def test_what_xml_forbids_is_visible() -> None:
    (case,) = suite(PROBLEMS[3]._replace(message="a\x00b\ufffec\x1b", suggestion=""))
    assert case[0].get("message") == r"a\x00b\ufffec\x1b"
