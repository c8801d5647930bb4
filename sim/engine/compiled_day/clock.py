"""What is still to happen today: a heap of events in the order of (instant, phase, id)."""

from sim.engine.compiled_day.people import Row, Table
from sim.jit import compiled

PHASE_SHIFT = 44
WHO = (1 << PHASE_SHIFT) - 1
_CHILDREN_SHIFT = 2            # each place has four below it: fewer levels than two, on neighbouring memory


@compiled
def is_before(at_s: float, key: int, other_at_s: float, other_key: int) -> bool:
    """Whether one event comes before another; without a branch, as its outcome cannot be foreseen."""
    return (at_s < other_at_s) | ((at_s == other_at_s) & (key < other_key))


@compiled
def call_at(events: Table, now: Row, at_s: float, phase: int, who: int) -> None:
    """File an event at an instant [s since midnight], in its phase, in order of `who`.

    What happens takes its event off the heap and mostly files the next: that one then starts in the place left free
    at the top.
    """
    key = phase << PHASE_SHIFT | who
    if now.top_is_free:
        now.top_is_free = False
        _sink(events, now.n_events, at_s, key)
        return
    place = now.n_events
    now.n_events += 1
    while place > 0:
        above = (place - 1) >> _CHILDREN_SHIFT
        if not is_before(at_s, key, events[above].at_s, events[above].key):
            break
        events[place].at_s = events[above].at_s
        events[place].key = events[above].key
        place = above
    events[place].at_s = at_s
    events[place].key = key


@compiled
def take_off(now: Row) -> None:
    """The first event happens now; its place at the top is free."""
    now.top_is_free = True


@compiled
def put_in_order(events: Table, now: Row) -> None:
    """Make the earliest event the first again."""
    if now.top_is_free:
        now.top_is_free = False
        now.n_events -= 1
        last = now.n_events
        if last > 0:
            _sink(events, last, events[last].at_s, events[last].key)


@compiled
def _sink(events: Table, n_events: int, at_s: float, key: int) -> None:
    """Find the place of an event from the top down."""
    place = 0
    while True:
        below = (place << _CHILDREN_SHIFT) + 1
        if below >= n_events:
            break
        first = below
        for other in range(below + 1, min(below + (1 << _CHILDREN_SHIFT), n_events)):
            if is_before(events[other].at_s, events[other].key, events[first].at_s, events[first].key):
                first = other
        if not is_before(events[first].at_s, events[first].key, at_s, key):
            break
        events[place].at_s = events[first].at_s
        events[place].key = events[first].key
        place = first
    events[place].at_s = at_s
    events[place].key = key
