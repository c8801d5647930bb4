"""Pending events of the day: a heap in the order of (instant, phase, id)."""

import numpy as np

from sim.engine.compiled_day.tables import Row, Table
from sim.jit import step

PHASE_SHIFT = 44
WHO = (1 << PHASE_SHIFT) - 1
NEVER = 0x7FF0000000000000     # sort key of infinity
_LOG2_ARITY = 2                      # each event has 2**2 below it: fewer levels than with two, on neighbouring memory


@step
def sort_key(at_s: float) -> int:
    """Sort key of an instant: its bits, which have the same order as the non-negative numbers and compare faster."""
    return int(np.float64(at_s + 0.0).view(np.int64))       # + 0.0: turns -0.0 into 0.0


@step
def instant_at(place: int) -> float:
    """The instant of a sort key [s since midnight]."""
    return float(np.int64(place).view(np.float64))


@step
def is_before(place: int, key: int, other_place: int, other_key: int) -> bool:
    """Whether one event comes before another; without a branch, because a processor cannot predict it."""
    return (place < other_place) | ((place == other_place) & (key < other_key))


@step
def call_at(events: Table, now: Row, at_s: float, phase: int, who: int) -> None:
    """Schedule an event at an instant [s since midnight], in its phase, in order of `who`.

    The current event leaves the root of the heap free and usually schedules another event, which is then inserted there.
    """
    place, key = sort_key(at_s), phase << PHASE_SHIFT | who
    if now.top_is_free:
        now.top_is_free = False
        _sift_down(events, now.n_events, place, key)
        return
    i = now.n_events
    now.n_events += 1
    while i > 0:
        above = events[(i - 1) >> _LOG2_ARITY]
        if not is_before(place, key, above.place, above.key):
            break
        events[i].place, events[i].key = above.place, above.key
        i = (i - 1) >> _LOG2_ARITY
    events[i].place, events[i].key = place, key


@step
def fill_root(events: Table, now: Row) -> None:
    """Move the earliest event to the root if the root is free."""
    if now.top_is_free:
        now.top_is_free = False
        now.n_events -= 1
        last = events[now.n_events]
        _sift_down(events, now.n_events, last.place, last.key)


@step
def _is_first(events: Table, i: int, other: int) -> bool:
    return is_before(events[i].place, events[i].key, events[other].place, events[other].key)


@step
def _first_of_two(events: Table, i: int) -> int:
    """Which of two neighbouring events comes first."""
    return i + _is_first(events, i + 1, i)


@step
def _sift_down(events: Table, n_events: int, place: int, key: int) -> None:
    """Move an event down from the root to its place."""
    i = 0
    while True:
        below = (i << _LOG2_ARITY) + 1
        if below >= n_events:
            break
        if below + 3 < n_events:
            first, second = _first_of_two(events, below), _first_of_two(events, below + 2)
            first += (second - first) * _is_first(events, second, first)
        else:
            first = below
            for other in range(below + 1, n_events):
                first += (other - first) * _is_first(events, other, first)
        if not is_before(events[first].place, events[first].key, place, key):
            break
        events[i].place, events[i].key = events[first].place, events[first].key
        i = first
    events[i].place, events[i].key = place, key
