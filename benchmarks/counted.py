"""Number of blocks of random numbers and of events inside a day, counted in uncompiled code.

    NUMBA_DISABLE_JIT=1 python benchmarks/counted.py base

prints contacts, blocks, events, and the mean number of waiting events, all inside the days.
"""

import sys
from typing import Any

from costs import CENTRES

from sim.config.scenario import Scenario
from sim.engine.compiled_day import event_heap
from sim.random import philox
from sim.year import Life


class Counter:
    """Replaces a function of a module and counts its calls."""

    def __init__(self, module: Any, name: str) -> None:
        self.n, self.function = 0, getattr(module, name)
        setattr(module, name, self)

    def __call__(self, *words: Any) -> Any:
        self.n += 1
        return self.function(*words)


class Heap(Counter):
    """Counts events that move down from the top of the heap, and the events waiting below them."""

    n_below = 0

    def __call__(self, *words: Any) -> Any:
        self.n_below += words[1]
        return super().__call__(*words)


def counted(scenario: Scenario) -> tuple[int, int, int, float]:
    """Runs a scenario; contacts, blocks of random numbers and events inside the days, and the mean length of the heap."""
    blocks, events = Counter(philox, "philox4x32"), Heap(event_heap, "_sinks")
    n_contacts = n_blocks = 0
    life = Life(scenario.params, scenario.run, 0)
    live_day = life.engine

    def watched_day(*today: Any) -> Any:
        nonlocal n_contacts, n_blocks
        before = blocks.n
        record = live_day(*today)
        n_blocks += blocks.n - before
        n_contacts += record.contacts.day.size
        return record

    life.engine = watched_day
    life.live()
    return n_contacts, n_blocks, events.n, events.n_below / max(events.n, 1)


if __name__ == "__main__":
    print(*counted(CENTRES[sys.argv[1]](True)))
