"""The day's numbers as the SimPy day reads them: plain Python numbers on objects with slots.

An attribute of such an object is read in some 20 ns; one of a row of a numpy table takes some 1500.
"""

from typing import Any

from sim.model.day import Rules
from sim.schema import Floats, Ints

_NUMBERS = tuple(name for name, kind in Rules.__annotations__.items() if kind in (int, float, bool))
_BY_QUEUE = tuple(name for name, kind in Rules.__annotations__.items()
                  if kind in (Floats, Ints) and name not in ("laws", "later_days_cum"))
Parameters: Any = type("Parameters", (), {"__slots__": _NUMBERS})
Queue: Any = type("Queue", (), {"__slots__": _BY_QUEUE})


def parameters_of(rules: Rules) -> Any:
    """The numbers that hold for all contacts of the day, with the attributes of a row of the compiled day."""
    numbers = Parameters()
    for name in _NUMBERS:
        setattr(numbers, name, getattr(rules, name))
    return numbers


def queues_of(rules: Rules) -> list[Any]:
    """The numbers of each queue: one contact type on one channel."""
    queues = [Queue() for _ in range(rules.priority.size)]
    for name in _BY_QUEUE:
        for queue, number in zip(queues, getattr(rules, name).tolist(), strict=True):
            setattr(queue, name, number)
    return queues
