"""How soon the desk answers a chief who moves a lever, and whether moves pile up in memory; its own workers, no browser."""

import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sim.present.app
from measure import Asked, Measure, Options

from sim.app.service import run_row
from sim.app.state import State, pair
from sim.execution.tasks import Task
from sim.execution.warm_start import ensure_compiled

SECTION = "desk"
SCRIPT = Path(sim.app.__file__).with_name("main.py")
MOVES, LATER_MOVES, LONGEST_S = 50, 50, 60.0
LEVERS = {"train": 0.25, "decide": 5.0, "help": 1.0, "growth": 5.0, "more_agents": 1.0}  # each with its step


def measures(options: Options) -> Iterator[Measure | str]:
    """From a move until the page has its cards: the lived years of the centre as it is are kept, those of the change are new."""
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
    yield Measure(SECTION, "first page of a server that has just started, until its first numbers", "s", (first_s,))
    yield Measure(SECTION, "from a move of a lever until its first numbers", "s", tuple(took), Asked("<", 2.0))
    yield Measure(SECTION, f"the same, 95th percentile of {n} moves", "s", (tenth,), Asked("<", 2.0))
    yield Measure(SECTION, "of it drawing the page, processor time", "s", (drawing_s,))
    lived = tuple(_living_s(nth) for nth in range(6))[1:]
    yield Measure(SECTION, "of it living the year that is new, processor time", "s", lived)
    yield Measure(SECTION, f"peak memory of the server that {n} further moves add", "MB", (grown_mb,))


def _moves() -> Iterator[tuple[str, float]]:
    """Another lever or another place each time, as somebody would who tries things; the same every time."""
    luck = random.Random(5)
    while True:
        lever = luck.choice(list(LEVERS))
        yield lever, LEVERS[lever] * luck.randint(1, 12)


def _move(desk: Any, lever: str, value: float) -> float:
    """Seconds until the cards of the answer are there."""
    slider = desk.select_slider(key=f"lever.{lever}")
    begin = time.perf_counter()
    _until_answered(slider.set_value(value).run())
    return time.perf_counter() - begin


def _until_answered(desk: Any) -> None:
    """Ask again, as the page does by itself, until there are numbers."""
    ends = time.perf_counter() + LONGEST_S
    while not any("data-kpi=" in element.proto.body for element in desk.get("html")):
        if time.perf_counter() > ends:
            raise TimeoutError("no numbers")
        time.sleep(0.1)
        desk.run()


def _living_s(nth: int) -> float:
    """Processor time of one replication as a worker lives it."""
    what_if = pair(State(values={"train": 1.5}))[1]
    begin = time.process_time()
    run_row(Task.of(what_if, nth), token=1)
    return time.process_time() - begin


def _memory_mb() -> float:
    """The most that this process has held; its workers live each year in a process of their own."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024.0**2 if sys.platform == "darwin" else 1024.0)
