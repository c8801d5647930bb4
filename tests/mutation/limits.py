"""An end to tests that take too long."""

import signal
from collections.abc import Generator
from typing import Any


class TooLong(BaseException):
    """A test has taken longer than the limit."""


def limited(limit_s: float) -> Generator[None, Any, Any]:
    """A step of pytest that ends with `TooLong` after so much processor time."""
    def end(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)
