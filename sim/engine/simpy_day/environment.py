"""A SimPy environment in which the model, not SimPy's event counter, orders the events of one instant."""

from collections.abc import Callable, Generator
from heapq import heappush
from itertools import count
from typing import Any

import simpy
from simpy.core import SimTime
from simpy.events import NORMAL, Event, EventPriority

Story = Generator[Event, Any, None]

_AT_ONCE = -1
_PHASE_SHIFT = 44


class Clock(simpy.Environment):
    """Schedules events as (time, phase, id); the phases stand in `sim.model.day`.

    Events that SimPy schedules itself (a process starts, an event succeeds) belong to the current event and come before all
    others at this instant, in order of creation.
    """

    def __init__(self) -> None:
        super().__init__()
        self._serial = count()

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: SimTime = 0) -> None:
        """Schedule SimPy's own events: at once."""
        heappush(self._queue, (self._now + delay, _AT_ONCE, next(self._serial), event))  # type: ignore[misc]

    def at(self, at_s: float, phase: int, who: int) -> Event:
        """Schedule an event at an instant [s since midnight], in its phase, in order of `who`."""
        event = Event(self)
        event._ok, event._value = True, None
        heappush(self._queue, (at_s, phase << _PHASE_SHIFT | who, next(self._serial), event))  # type: ignore[misc]
        return event

    def call_at(self, at_s: float, phase: int, who: int, what: Callable[[Event], None], value: object = None) -> None:
        """Schedule a call at an instant, with an object as the event's value; see `at`."""
        event = self.at(at_s, phase, who)
        event._value = value
        assert event.callbacks is not None
        event.callbacks.append(what)
