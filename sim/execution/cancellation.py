"""Cancellation: a worker can learn during a replication that its result is no longer needed.

The program and its workers share one array of numbers. Cancelling a token writes its number to its place; a later token of the
same place has another number, so nothing has to be reset.
"""

from collections.abc import Callable
from ctypes import c_longlong
from itertools import count
from multiprocessing.sharedctypes import RawArray
from typing import Any

N_PLACES = 1024  # if two tokens this far apart are both cancelled, one of them may still run to its end

_cancelled: Any = [0] * N_PLACES  # in a worker: the program's array; in other processes nothing is cancelled


class Cancelled(Exception):
    """The result of this replication is no longer needed."""


class CancellationTokens:
    """Creates tokens, and informs the workers which are cancelled.

    Attributes:
        worker_setup: arguments for an executor, so that its workers are informed.
    """

    def __init__(self) -> None:
        self._cancelled: Any = RawArray(c_longlong, N_PLACES)
        self._numbers = count(1)
        self.worker_setup: dict[str, Any] = {"initializer": _listen, "initargs": (self._cancelled,)}

    def new(self) -> int:
        """A new token."""
        return next(self._numbers)

    def cancel(self, token: int) -> None:
        """Cancel a token: its result is no longer needed."""
        self._cancelled[token % N_PLACES] = token


def _listen(cancelled: Any) -> None:
    """Worker initialisation: keep the program's array."""
    global _cancelled
    _cancelled = cancelled


def continue_check(token: int) -> Callable[[], bool]:
    """In a worker: a function that returns whether a token's result is still needed."""
    place, cancelled = token % N_PLACES, _cancelled
    return lambda: bool(cancelled[place] != token)
