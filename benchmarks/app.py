"""Time from a changed lever to the first numbers in the app, and the memory that changes add; with workers, without a browser."""

import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure import Asked, Measure, Options

import sim.app
from sim.app.state import State, pair
from sim.app.work.service import run_row
from sim.execution.tasks import Task
from sim.execution.warm_start import ensure_compiled

SECTION = "app"
SCRIPT = Path(sim.app.__file__).with_name("main.py")
MOVES, LATER_MOVES, LONGEST_S = 50, 50, 60.0
LEVERS = {"train": 0.25, "decide": 5.0, "help": 1.0, "growth": 5.0, "more_agents": 1.0}  # each with its step


def measures(options: Options) -> Iterator[Measure | str]:
    """Time from a change until the page has its cards; the unchanged centre is stored, the changed one is new."""
    from streamlit.testing.v1 import AppTest

    ensure_compiled(["compiled"])  # as `contact-centre app` does before it opens
    desk = AppTest.from_file(str(SCRIPT), default_timeout=LONGEST_S)
    begin = time.perf_counter()
    _until_answered(desk.run())
    first_s, moves = time.perf_counter() - begin, _moves()
    n = 5 if options.small else MOVES
    before_s, took = time.process_time(), [_move(desk, *next(moves)) for _ in range(n)]
    drawing_s = (time.process_time() - before_s) / n
    before_mb = _memory_mb()
    for _ in range(n if options.small else LATER_MOVES):
        _move(desk, *next(moves))
    grown_mb = _memory_mb() - before_mb
    tenth = statistics.quantiles(took, n=20)[-1]
    yield Measure(SECTION, "first page of a new server, until its first numbers", "s", (first_s,))
    yield Measure(SECTION, "from a changed lever until its first numbers", "s", tuple(took), Asked("<", 2.0))
    yield Measure(SECTION, f"the same, 95th percentile of {n} changes", "s", (tenth,), Asked("<", 2.0))
    yield Measure(SECTION, "of it drawing the page, processor time", "s", (drawing_s,))
    completed = tuple(_simulated_s(nth) for nth in range(6))[1:]
    yield Measure(SECTION, "of it simulating the new year, processor time", "s", completed)
    yield Measure(SECTION, f"peak memory of the server that {n} further changes add", "MB", (grown_mb,))


def _moves() -> Iterator[tuple[str, float]]:
    """A random lever and value each time, in the same order in every measurement."""
    rng = random.Random(5)
    while True:
        lever = rng.choice(list(LEVERS))
        yield lever, LEVERS[lever] * rng.randint(1, 12)


def _move(desk: Any, lever: str, value: float) -> float:
    """Seconds until the cards of the answer are there."""
    slider = desk.select_slider(key=f"lever.{lever}")
    begin = time.perf_counter()
    _until_answered(slider.set_value(value).run())
    return time.perf_counter() - begin


def _until_answered(desk: Any) -> None:
    """Reruns the page, as it does by itself, until there are numbers."""
    ends = time.perf_counter() + LONGEST_S
    while not any("data-kpi=" in element.proto.body for element in desk.get("html")):
        if time.perf_counter() > ends:
            raise TimeoutError("no numbers")
        time.sleep(0.1)
        desk.run()


def _simulated_s(nth: int) -> float:
    """Processor time of one replication in a worker [s]."""
    what_if = pair(State(values={"train": 1.5}))[1]
    begin = time.process_time()
    run_row(Task.of(what_if, nth), token=1)
    return time.process_time() - begin


def _memory_mb() -> float:
    """Peak memory of this process [MB]; replications run in other processes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024.0**2 if sys.platform == "darwin" else 1024.0)
