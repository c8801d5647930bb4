"""The engine room: years are lived in processes of their own, so that no screen ever waits for one.

Shared by all visitors. What it keeps is the plain result of a scenario's key and a replication's number, which is the same
whoever asks; who asked for what is kept by the visitor's own session.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

from sim.app.tickets import Tickets, still_wanted
from sim.config.scenario import Scenario
from sim.execution.pool import Failed, n_cores
from sim.execution.processes import start_server, without_script
from sim.execution.worker import Task, live_one

MOST_KEPT = 3000  # rows, of some 10 kB
Place = tuple[str, int]


class Row(NamedTuple):
    """What is kept of a lived replication: every measure, and the weeks."""

    measures: dict[str, float]
    weeks: Any


class _Coming(NamedTuple):
    """A replication that is asked for, and which visitors wait for it."""

    future: "Future[Row | Failed | None]"
    ticket: int
    visitors: set[str]


def live_row(task: Task, ticket: int) -> Row | Failed | None:
    """Live one replication, in a worker; None if its ticket was given up meanwhile."""
    from sim.analysis.statistics.weekly import weekly
    from sim.execution.cancellation import GivenUp
    from sim.kpis.service import measured
    from sim.kpis.sums import counted_sums

    try:
        lived = live_one(task, still_wanted(ticket))
    except GivenUp:
        return None
    if isinstance(lived, Failed):
        return lived
    warm_up = task.run.warm_up_days
    return Row(measured(counted_sums(lived.days, warm_up), task.params), weekly(lived.days, warm_up, task.params))


def _processes(**begin: Any) -> Executor:
    """Workers that have everything loaded, where this system can copy a process that has."""
    how = "forkserver" if start_server() else "spawn"
    return ProcessPoolExecutor(max_workers=max(2, n_cores()), mp_context=get_context(how), **begin)


class Room:
    """Workers, and what they have found.

    Args:
        workers: makes them; takes `initializer` and `initargs` as the executors of Python's library do.
    """

    def __init__(self, workers: Callable[..., Executor] = _processes) -> None:
        self._tickets = Tickets()
        self._make, self._workers = workers, workers(**self._tickets.begin)
        self._lock, self._asking = threading.Condition(), threading.RLock()
        self._rows: OrderedDict[Place, Row | Failed] = OrderedDict()
        self._coming: dict[Place, _Coming] = {}

    def got(self, scenario: Scenario) -> dict[int, Row | Failed]:
        """What has been lived of a scenario, by replication."""
        with self._lock:
            return {nth: row for (key, nth), row in self._rows.items() if key == scenario.key}

    def want(self, tasks: Iterable[Task], visitor: str) -> None:
        """Have tasks lived that are not known yet; those that are still to come have one who waits for them more."""
        with self._asking:  # so that two who ask at the same time have it lived once
            for task in tasks:
                place = task.key, task.replication
                if not self._is_coming(place, visitor):
                    ticket = self._tickets.new()
                    future = self.submit(live_row, task, ticket)
                    with self._lock:
                        self._coming[place] = _Coming(future, ticket, {visitor})
                    future.add_done_callback(lambda done, place=place: self._keep(place, done))  # type: ignore[misc]

    def _is_coming(self, place: Place, visitor: str) -> bool:
        """Whether a replication is there or on its way; from now on for this visitor too."""
        with self._lock:
            if place in self._rows:
                self._rows.move_to_end(place)
                return True
            if place in self._coming:
                self._coming[place].visitors.add(visitor)
                return True
        return False

    def wait_for(self, tasks: Sequence[Task], visitor: str, seconds: float) -> bool:
        """Wait until the tasks are lived, but not longer than so; whether nothing of it is still to come."""
        self.want(tasks, visitor)
        with self._lock:
            return self._lock.wait_for(lambda: not any((task.key, task.replication) in self._coming for task in tasks), seconds)

    def give_up(self, scenarios: Iterable[Scenario], visitor: str) -> None:
        """A visitor waits for these no more. What nobody else waits for is not begun, or ends with the day that it has come to.

        Who wants it again later has it lived anew: of what was given up nothing is kept.
        """
        keys = {scenario.key for scenario in scenarios}
        left = []
        with self._lock:
            for place, coming in list(self._coming.items()):
                if place[0] in keys and visitor in coming.visitors:
                    coming.visitors.remove(visitor)
                    if not coming.visitors:
                        left.append(self._coming.pop(place))
        for coming in left:
            if not coming.future.cancel():
                self._tickets.give_up(coming.ticket)

    def submit(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Have some other work done; after a worker was lost, by new ones."""
        with self._asking, without_script():  # which would be Streamlit's, and draw the page again
            try:
                return self._workers.submit(work, *args)
            except (BrokenExecutor, RuntimeError):
                self._workers = self._make(**self._tickets.begin)
                return self._workers.submit(work, *args)

    def _keep(self, place: Place, future: "Future[Row | Failed | None]") -> None:
        with self._lock:
            coming = self._coming.get(place)
            if coming is not None and coming.future is future:  # and not a later one, of who wanted it again
                del self._coming[place]
            if not future.cancelled() and future.exception() is None and (row := future.result()) is not None:
                self._rows[place] = row
                while len(self._rows) > MOST_KEPT:
                    self._rows.popitem(last=False)
            self._lock.notify_all()
