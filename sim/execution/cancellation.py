"""Cancellation: a worker learns while it runs a replication that its result is not needed any more.

The program and its workers share one array of numbers. To cancel a token is to write its number to its place; a later token of
the same place has another number, so that nothing ever needs to be wiped out.
"""

from collections.abc import Callable
from ctypes import c_longlong
from itertools import count
from multiprocessing.sharedctypes import RawArray
from typing import Any

N_PLACES = 1024  # where two tokens that far apart are both cancelled, one replication may run to its end

_cancelled: Any = [0] * N_PLACES  # in a worker: the program's; elsewhere nothing is cancelled


class Cancelled(Exception):
    """The result of this replication is not needed any more."""


class CancellationTokens:
    """Hands out tokens, and lets the workers know which are cancelled.

    Attributes:
        worker_setup: what an executor is to be made with, so that its workers know.
    """

    def __init__(self) -> None:
        self._cancelled: Any = RawArray(c_longlong, N_PLACES)
        self._numbers = count(1)
        self.worker_setup: dict[str, Any] = {"initializer": _listen, "initargs": (self._cancelled,)}

    def new(self) -> int:
        """A token that was never handed out before."""
        return next(self._numbers)

    def cancel(self, token: int) -> None:
        """The result of this token's work is not needed any more."""
        self._cancelled[token % N_PLACES] = token


def _listen(cancelled: Any) -> None:
    """In a worker, before its first task."""
    global _cancelled
    _cancelled = cancelled


def continue_check(token: int) -> Callable[[], bool]:
    """In a worker: the question whether the result of a token's work is still needed."""
    place, cancelled = token % N_PLACES, _cancelled
    return lambda: bool(cancelled[place] != token)
