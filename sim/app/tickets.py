"""Tickets: a worker that lives a year learns meanwhile that nobody waits for it any more.

The desk and its workers share one array of numbers. Who gives a ticket up writes its number to its place; a later ticket of the
same place has another number, so that nothing ever needs to be wiped out.
"""

from collections.abc import Callable
from ctypes import c_longlong
from itertools import count
from multiprocessing.sharedctypes import RawArray
from typing import Any

N_PLACES = 1024  # where two tickets that far apart are both given up, one year may be lived to its end

_given_up: Any = [0] * N_PLACES  # in a worker: the desk's; elsewhere nothing is given up


class Tickets:
    """Hands out tickets, and tells the workers which are given up.

    Attributes:
        begin: what an executor is to be made with, so that its workers are told.
    """

    def __init__(self) -> None:
        self._given_up: Any = RawArray(c_longlong, N_PLACES)
        self._numbers = count(1)
        self.begin: dict[str, Any] = {"initializer": listen, "initargs": (self._given_up,)}

    def new(self) -> int:
        """A ticket that nobody had."""
        return next(self._numbers)

    def give_up(self, ticket: int) -> None:
        """Nobody waits for this ticket's work any more."""
        self._given_up[ticket % N_PLACES] = ticket


def listen(given_up: Any) -> None:
    """A worker's first deed: to know where it is told."""
    global _given_up
    _given_up = given_up


def still_wanted(ticket: int) -> Callable[[], bool]:
    """In a worker: the question whether somebody still waits for a ticket's work."""
    place, given_up = ticket % N_PLACES, _given_up
    return lambda: bool(given_up[place] != ticket)
