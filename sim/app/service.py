"""Replications for the app, run in processes of their own, so that no page ever waits for one.

Shared by all visitors. What is kept is the plain result of a scenario's key and a replication's number, which is the same
for every visitor; what a visitor asked for is kept by the visitor's own session.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sim.config.scenario import Scenario
from sim.execution.cancellation import CancellationTokens, continue_check
from sim.execution.executors import Executor, Future, Processes
from sim.execution.processes import n_cores
from sim.execution.tasks import Task, TaskFailed
from sim.execution.worker import run_replication

MAX_KEPT = 3000  # rows, of some 10 kB
Place = tuple[str, int]


class Row(NamedTuple):
    """What is kept of a replication: every measure, and the weeks."""

    measures: dict[str, float]
    weeks: Any


class _Pending(NamedTuple):
    """A replication that is asked for, and the visitors who need it."""

    future: "Future[Row | TaskFailed]"
    token: int
    visitors: set[str]


def run_row(task: Task, token: int) -> Row | TaskFailed:
    """Run one replication, in a worker.

    Raises:
        Cancelled: its token was cancelled meanwhile.
    """
    from sim.analysis.statistics.weekly import weekly
    from sim.kpis import compute_kpis, sum_days

    result = run_replication(task, continue_check(token))
    if isinstance(result, TaskFailed):
        return result
    warm_up = task.run.warm_up_days
    return Row(compute_kpis(sum_days(result.days, warm_up), task.params), weekly(result.days, warm_up, task.params))


class SimulationService:
    """Workers, and the results that they brought.

    Args:
        executor: makes the workers; takes `initializer` and `initargs` as the executors of Python's library do.
    """

    def __init__(self, executor: Callable[..., Executor] | None = None) -> None:
        self._tokens = CancellationTokens()
        make = executor if executor is not None else lambda **setup: Processes(max(2, n_cores()), **setup)
        self._executor = make(**self._tokens.worker_setup)
        self._lock, self._asking = threading.Condition(), threading.RLock()
        self._rows: OrderedDict[Place, Row | TaskFailed] = OrderedDict()
        self._pending: dict[Place, _Pending] = {}

    def results(self, scenario: Scenario) -> dict[int, Row | TaskFailed]:
        """What is there of a scenario, by replication."""
        with self._lock:
            return {nth: row for (key, nth), row in self._rows.items() if key == scenario.key}

    def request(self, tasks: Iterable[Task], visitor: str) -> None:
        """Have tasks run that are not known yet; those that are still to come are needed by one visitor more."""
        with self._asking:  # so that what two ask for at the same time is run once
            for task in tasks:
                place = task.key, task.replication
                if not self._is_known(place, visitor):
                    token = self._tokens.new()
                    future = self.submit(run_row, task, token)
                    with self._lock:
                        self._pending[place] = _Pending(future, token, {visitor})
                    future.add_done_callback(lambda done, place=place: self._keep(place, done))  # type: ignore[misc]

    def _is_known(self, place: Place, visitor: str) -> bool:
        """Whether a replication is there or on its way; from now on for this visitor too."""
        with self._lock:
            if place in self._rows:
                self._rows.move_to_end(place)
                return True
            if place in self._pending:
                self._pending[place].visitors.add(visitor)
                return True
        return False

    def wait_for(self, tasks: Sequence[Task], visitor: str, seconds: float) -> bool:
        """Wait until the tasks are done, but not longer than so; whether nothing of it is still to come."""
        self.request(tasks, visitor)
        with self._lock:
            return self._lock.wait_for(lambda: not any((task.key, task.replication) in self._pending for task in tasks), seconds)

    def cancel(self, scenarios: Iterable[Scenario], visitor: str) -> None:
        """A visitor does not need these any more. What no other needs is not begun, or ends with the day that it has come to.

        Of what was cancelled nothing is kept: it is run again when it is wanted again.
        """
        keys = {scenario.key for scenario in scenarios}
        left = []
        with self._lock:
            for place, pending in list(self._pending.items()):
                if place[0] in keys and visitor in pending.visitors:
                    pending.visitors.remove(visitor)
                    if not pending.visitors:
                        left.append(self._pending.pop(place))
        for pending in left:
            if not pending.future.cancel():
                self._tokens.cancel(pending.token)

    def submit(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Have some other work done."""
        return self._executor.submit(work, *args)

    def _keep(self, place: Place, future: "Future[Row | TaskFailed]") -> None:
        with self._lock:
            pending = self._pending.get(place)
            if pending is not None and pending.future is future:  # and not a later one, asked for again
                del self._pending[place]
            if not future.cancelled() and future.exception() is None:
                self._rows[place] = future.result()
                while len(self._rows) > MAX_KEPT:
                    self._rows.popitem(last=False)
            self._lock.notify_all()
