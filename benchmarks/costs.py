"""The time of a contact by part: random numbers, heap, rules, record; and demand, end of day and sums.

The compiled loop, the engine, the run and its start are timed. The inside of the loop cannot be timed, so blocks of random
numbers and events are counted in uncompiled code, and one of each is timed in a loop of its own; the rest of the compiled loop
is the rules, and the copying of rows that they read and write.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import bare_ours
import numpy as np
from bare_queue import QUEUES
from children import run
from measure import Measure, Options

from sim.config.scenario import Scenario, load, vary
from sim.engine.compiled_day import loop as compiled_day
from sim.engine.compiled_day.event_heap import call_at, instant_at
from sim.engine.compiled_day.tables import EVENT, NOW, Table
from sim.jit import compiled
from sim.random.philox import uniform_pair, uniforms
from sim.schema import Floats
from sim.year import Life

SECTION = "costs"
N_TIMED = 100_000          # blocks, and events: a few milliseconds of each
N_DAYS, COUNTED_DAYS = 365, 8


def _base(few: bool) -> Scenario:
    n_days = COUNTED_DAYS if few else N_DAYS
    return load(overrides=["run.engine=compiled", f"run.horizon_days={n_days}", "run.warm_up_days=0", "run.record=kpis"])


def _bare(few: bool) -> Scenario:
    scenario = bare_ours.scenario(next(iter(QUEUES)))
    return vary(scenario, {"run.horizon_days": 1}, "a day to count in") if few else scenario


CENTRES: dict[str, Callable[[bool], Scenario]] = {"base": _base, "bare": _bare}     # the whole run, or a few days
NAMES = {"base": "base", "bare": "bare queue"}     # of 20 agents, with a full record


class Clocks(NamedTuple):
    """Microseconds per contact."""

    whole: float
    start: float           # of the run, before its first day
    engine: float
    loop: float            # of the engine, compiled
    kept: float            # concatenating all contacts


def measures(options: Options) -> Iterator[Measure | str]:
    """Each part of base and of the bare queue [us per contact]."""
    for centre, make in CENTRES.items():
        n_contacts, n_blocks, n_events, n_waiting = _counts(centre)
        blocks, events = n_blocks / n_contacts, n_events / n_contacts
        yield (f"{NAMES[centre]}: {blocks:.1f} blocks of random numbers and {events:.1f} events per contact, "
               f"{n_waiting:.0f} events waiting")
        scenario = make(options.small)
        _clocked(make(True), 0)            # compiled before timing
        parts: dict[str, list[float]] = {}
        for at in range(options.n_rounds):
            chance, heap = blocks * _block_us(at), events * _event_us(at, int(n_waiting))
            clocks = _clocked(scenario, at)
            for part, us in (("a contact", clocks.whole), ("of it random numbers", chance), ("heap", heap),
                             ("rules, and the rows that they read and write", clocks.loop - chance - heap),
                             ("record: tables into and out of the day", clocks.engine - clocks.loop + clocks.kept),
                             ("start of the run", clocks.start),
                             ("demand, end of day and sums", clocks.whole - clocks.start - clocks.engine - clocks.kept)):
                parts.setdefault(part, []).append(us)
        for part, values in parts.items():
            yield Measure(SECTION, f"{NAMES[centre]}: {part}", "us", tuple(values))


def _counts(centre: str) -> tuple[float, ...]:
    """Contacts, blocks, events and mean number of waiting events over a few days."""
    script = Path(__file__).with_name("counted.py")
    _, done = run([str(script), centre], script.parent, NUMBA_DISABLE_JIT="1")
    return tuple(map(float, done.stdout.split()))


def _clocked(scenario: Scenario, replication: int) -> Clocks:
    """Runs one replication and times the engine, its loop, and the concatenation of all contacts."""
    took = {"engine": 0.0, "loop": 0.0, "kept": 0.0}

    def timed(part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed_function(*words: Any) -> Any:
            begin = time.perf_counter()
            out = function(*words)
            took[part] += time.perf_counter() - begin
            return out
        return timed_function

    begin = time.perf_counter()
    life = Life(scenario.params, scenario.run, replication)
    start = time.perf_counter() - begin
    life.engine = timed("engine", life.engine)
    life.books.all_contacts = timed("kept", life.books.all_contacts)    # type: ignore[method-assign]
    loop = compiled_day._live
    compiled_day._live = timed("loop", loop)
    try:
        record = life.live()
    finally:
        compiled_day._live = loop
    whole = time.perf_counter() - begin
    us = 1e6 / float(record.days["n_contacts"].sum())
    return Clocks(us * whole, us * start, us * took["engine"], us * took["loop"], us * took["kept"])


# --- one of each, timed in a loop ---------------------------------------------------------------------------------


def _block_us(seed: int) -> float:
    _draw_blocks(seed, 1)
    begin = time.perf_counter()
    _draw_blocks(seed, N_TIMED)
    return 1e6 * (time.perf_counter() - begin) / N_TIMED


@compiled
def _draw_blocks(seed: int, n: int) -> float:
    total = 0.0
    for i in range(n):
        even, odd = uniform_pair(seed, 0, i, 0)
        total += even - odd
    return total


def _event_us(seed: int, n_waiting: int) -> float:
    """Microseconds for one event that schedules another, in a heap of `n_waiting` events."""
    now, events = np.zeros(1, dtype=NOW), np.zeros(n_waiting + 2, dtype=EVENT)
    delays = -300.0 * np.log(uniforms(seed, 0, np.arange(N_TIMED)))
    _turn(events, now, delays[:n_waiting], False)
    begin = time.perf_counter()
    _turn(events, now, delays, True)
    return 1e6 * (time.perf_counter() - begin) / N_TIMED


@compiled(nogil=True)
def _turn(events: Table, clock: Table, delays: Floats, each_follows_one: bool) -> None:
    now, at_s = clock[0], 0.0
    for i in range(delays.size):
        if each_follows_one:
            at_s, now.top_is_free = instant_at(events[0].place), True
        call_at(events, now, at_s + delays[i], 0, i)
