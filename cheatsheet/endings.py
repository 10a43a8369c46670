"""Signals that end the program, as exceptions: what is under way may first keep what was typed."""

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Handler = Callable[[int, object], None]
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ended(BaseException):
    """A signal asks the program to end; as an exception it lets what is under way say where the text is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def signals(handlers: Mapping[int, Handler]) -> Iterator[None]:
    """Handles signals that would end the program; those that are ignored or handled already stay so."""
    usual = (signal.SIG_DFL, signal.default_int_handler, end)
    main = threading.current_thread() is threading.main_thread()  # elsewhere Python handles none
    before = {number: signal.getsignal(number) for number in handlers} if main else {}
    before = {number: handler for number, handler in before.items() if handler in usual}
    try:
        for number in before:
            signal.signal(number, handlers[number])
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end(number: int, _frame: object) -> None:
    """Handles a signal that asks the program to end."""
    raise Ended(number)


@contextmanager
def endings_told() -> Iterator[None]:
    """Within it a signal that asks the program to end raises Ended; behind it the signal does as it usually does."""
    try:
        with signals(dict.fromkeys(ENDING, end)):
            yield
    except Ended as ended:
        signal.signal(ended.number, signal.SIG_DFL)
        signal.raise_signal(ended.number)
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within it no signal ends the program: what was typed is being kept."""
    with signals(dict.fromkeys((*ENDING, signal.SIGINT), pass_over)):
        yield


def pass_over(_number: int, _frame: object) -> None:
    """Handles a signal by doing nothing."""
