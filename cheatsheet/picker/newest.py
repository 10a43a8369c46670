"""Slow work beside the screen: of the questions that wait, only the newest is answered."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """Answers questions one at a time in a thread; `show` gets the answer to the newest, in the event loop.

    A question that a newer one overtook before its turn is never asked; its answer is not shown. `fail` gets an
    exception that none of those who answer foresaw.
    """

    def __init__(self, show: Callable[[T], None], fail: Callable[[Exception], None]) -> None:
        self.show = show
        self.fail = fail
        self.thread = ThreadPoolExecutor(max_workers=1)
        self.asked: Callable[[], T] | None = None
        self.task: asyncio.Task[None] | None = None

    def ask(self, question: Callable[[], T]) -> None:
        """Asks; returns at once."""
        self.asked = question
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._answer())

    async def settled(self) -> None:
        """Waits until the newest question is answered and shown."""
        while self.task and not self.task.done():
            await asyncio.shield(self.task)

    async def answer(self, question: Callable[[], T]) -> T:
        """The answer to a question that nothing overtakes; it is not shown."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, question)

    def close(self) -> None:
        """Waits for the question that is being answered."""
        self.thread.shutdown(wait=True, cancel_futures=True)

    async def _answer(self) -> None:
        while self.asked:
            question, self.asked = self.asked, None
            try:
                found = await self.answer(question)
            except Exception as error:  # a task would swallow it
                self.fail(error)
                return
            if self.asked is None:
                self.show(found)
