"""Slow work beside the screen: the newest question wins, one is asked at a time."""

import asyncio
import threading
from collections.abc import Callable

from cheatsheet.picker.newest import Newest


def failed(error: Exception) -> None:
    """Nothing fails in most tests."""
    raise error


def answers_to(*questions: str, slow: Callable[[str], str]) -> list[str]:
    """What is shown where the questions come close behind each other."""

    async def ask() -> list[str]:
        shown: list[str] = []
        newest = Newest(shown.append, failed)
        for question in questions:
            newest.ask(lambda question=question: slow(question))  # type: ignore[misc]
            await asyncio.sleep(0)
        await newest.settled()
        newest.close()
        return shown

    return asyncio.run(ask())


def test_only_the_newest_answer_is_shown() -> None:
    asked: list[str] = []

    def slow(question: str) -> str:
        asked.append(question)
        threading.Event().wait(0.05)
        return question.upper()

    assert answers_to("a", "b", "c", "d", slow=slow) == ["D"]
    assert asked[-1] == "d"
    assert len(asked) <= 2


def test_it_answers_again_after_it_was_idle() -> None:
    async def ask() -> list[str]:
        shown: list[str] = []
        newest = Newest(shown.append, failed)
        for question in ("a", "b"):
            newest.ask(lambda question=question: question)  # type: ignore[misc]
            await newest.settled()
        newest.close()
        return shown

    assert asyncio.run(ask()) == ["a", "b"]


def test_an_answer_that_is_waited_for_is_not_shown() -> None:
    async def ask() -> tuple[str, list[str]]:
        shown: list[str] = []
        newest = Newest(shown.append, failed)
        found = await newest.answer(lambda: "a")
        newest.close()
        return found, shown

    assert asyncio.run(ask()) == ("a", [])


def test_a_fault_that_nobody_foresaw_is_handed_on() -> None:
    async def ask() -> list[Exception]:
        failures: list[Exception] = []
        newest: Newest[float] = Newest(lambda _: None, failures.append)
        newest.ask(lambda: 1 / 0)
        await newest.settled()
        newest.close()
        return failures

    assert [type(failure) for failure in asyncio.run(ask())] == [ZeroDivisionError]
