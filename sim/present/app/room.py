"""The engine room: years are lived in processes of their own, so that no screen ever waits for one.

Shared by all visitors. What it keeps is the plain result of a scenario's key and a replication's number, which is the same
whoever asks; who asked for what is kept by the visitor's own session.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Any, NamedTuple

from sim.build import Scenario
from sim.experiment.pool import Failed, n_cores
from sim.experiment.processes import start_server, without_script
from sim.experiment.replicate import Task, live_one

MOST_KEPT = 3000  # rows, of some 10 kB
Place = tuple[str, int]


class Row(NamedTuple):
    """What is kept of a lived replication: every measure, and the weeks."""

    measures: dict[str, float]
    weeks: Any


def live_row(task: Task) -> Row | Failed:
    """Live one replication, in a worker."""
    from sim.experiment.kpi import measured
    from sim.experiment.sums import counted_sums
    from sim.experiment.weeks import weekly

    lived = live_one(task)
    if isinstance(lived, Failed):
        return lived
    warm_up = task.run.warm_up_days
    return Row(measured(counted_sums(lived.days, warm_up), task.params), weekly(lived.days, warm_up, task.params))


def _processes() -> Executor:
    """Workers that have everything loaded, where this system can copy a process that has."""
    how = "forkserver" if start_server() else "spawn"
    return ProcessPoolExecutor(max_workers=max(2, n_cores()), mp_context=get_context(how))


class Room:
    """Workers, and what they have found."""

    def __init__(self, workers: Callable[[], Executor] = _processes) -> None:
        self._make, self._workers = workers, workers()
        self._lock, self._starting = threading.Lock(), threading.Lock()
        self._rows: OrderedDict[Place, Row | Failed] = OrderedDict()
        self._coming: dict[Place, Future[Row | Failed]] = {}

    def got(self, scenario: Scenario) -> dict[int, Row | Failed]:
        """What has been lived of a scenario, by replication."""
        with self._lock:
            return {nth: row for (key, nth), row in self._rows.items() if key == scenario.key}

    def want(self, tasks: Iterable[Task]) -> list[Future[Row | Failed]]:
        """Have tasks lived that are not known yet; the futures of those that are still to come."""
        found = []
        for task in tasks:
            place = task.key, task.replication
            with self._lock:
                if place in self._rows:
                    self._rows.move_to_end(place)
                    continue
                coming = self._coming.get(place)
            if coming is None or coming.cancelled():
                coming = self.submit(live_row, task)
                with self._lock:
                    self._coming[place] = coming
                coming.add_done_callback(lambda future, place=place: self._keep(place, future))  # type: ignore[misc]
            found.append(coming)
        return found

    def wait_for(self, tasks: Iterable[Task], seconds: float) -> None:
        """Wait until the tasks are lived, but not longer than so."""
        wait(self.want(tasks), timeout=seconds)

    def give_up(self, scenarios: Iterable[Scenario]) -> None:
        """Nobody here waits for these any more: what has not begun is not begun."""
        keys = {scenario.key for scenario in scenarios}
        with self._lock:
            coming = [future for (key, _), future in self._coming.items() if key in keys]
        for future in coming:
            future.cancel()

    def submit(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Have some other work done; after a worker was lost, by new ones."""
        with self._starting, without_script():  # which would be Streamlit's, and draw the page again
            try:
                return self._workers.submit(work, *args)
            except (BrokenExecutor, RuntimeError):
                self._workers = self._make()
                return self._workers.submit(work, *args)

    def _keep(self, place: Place, future: "Future[Row | Failed]") -> None:
        with self._lock:
            self._coming.pop(place, None)
            if future.cancelled() or future.exception() is not None:
                return
            self._rows[place] = future.result()
            while len(self._rows) > MOST_KEPT:
                self._rows.popitem(last=False)
