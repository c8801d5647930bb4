"""What is still to happen today: a heap of events in the order of (instant, phase, id)."""

from sim.engine.compiled_day.people import Row, Table
from sim.jit import step

PHASE_SHIFT = 44
WHO = (1 << PHASE_SHIFT) - 1
_WAYS = 2                      # each place has 2**2 below it: fewer levels than with two, on neighbouring memory


@step
def is_before(at_s: float, key: int, other_at_s: float, other_key: int) -> bool:
    """Whether one event comes before another; without a branch, as nobody could foresee which way it goes."""
    return (at_s < other_at_s) | ((at_s == other_at_s) & (key < other_key))


@step
def call_at(events: Table, now: Row, at_s: float, phase: int, who: int) -> None:
    """File an event at an instant [s since midnight], in its phase, in order of `who`.

    What happens leaves its place at the top free and mostly files the next event, which then starts from there.
    """
    key = phase << PHASE_SHIFT | who
    if now.top_is_free:
        now.top_is_free = False
        _sinks(events, now.n_events, at_s, key)
        return
    place = now.n_events
    now.n_events += 1
    while place > 0:
        above = events[(place - 1) >> _WAYS]
        if not is_before(at_s, key, above.at_s, above.key):
            break
        events[place].at_s, events[place].key = above.at_s, above.key
        place = (place - 1) >> _WAYS
    events[place].at_s, events[place].key = at_s, key


@step
def close_the_gap(events: Table, now: Row) -> None:
    """If nothing took the free place at the top, the earliest event does."""
    if now.top_is_free:
        now.top_is_free = False
        now.n_events -= 1
        last = events[now.n_events]
        _sinks(events, now.n_events, last.at_s, last.key)


@step
def _sinks(events: Table, n_events: int, at_s: float, key: int) -> None:
    """Find the place of an event from the top down."""
    place = 0
    while True:
        below = (place << _WAYS) + 1
        if below >= n_events:
            break
        first = below
        for other in range(below + 1, min(below + (1 << _WAYS), n_events)):
            if is_before(events[other].at_s, events[other].key, events[first].at_s, events[first].key):
                first = other
        if not is_before(events[first].at_s, events[first].key, at_s, key):
            break
        events[place].at_s, events[place].key = events[first].at_s, events[first].key
        place = first
    events[place].at_s, events[place].key = at_s, key
