"""Replications for the app, run in worker processes, so that no page waits for them.

Shared by all visitors. It keeps plain results by scenario key and replication, which are the same for every visitor; requests of
a visitor are kept in the visitor's session.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.config.scenario import Scenario
from sim.execution.cancellation import CancellationTokens, Cancelled, continue_check
from sim.execution.executors import Executor, Future, Processes, raised
from sim.execution.processes import n_cores
from sim.execution.tasks import Task, TaskFailed
from sim.execution.worker import run_replication
from sim.plugins import PluginError

if TYPE_CHECKING:
    from sim.results.load import DailyLoad, IntervalProfile

MAX_KEPT = 3000  # rows of about 20 kB
Place = tuple[str, int]


class Row(NamedTuple):
    """The kept result of a replication: every measure, the weeks, the load by day, and of the first by interval of the day."""

    measures: dict[str, float]
    weeks: Any
    load: "DailyLoad | None" = None
    profile: "IntervalProfile | None" = None


class _Pending(NamedTuple):
    """A requested replication, and the visitors who need it."""

    future: "Future[Row | TaskFailed]"
    token: int
    visitors: set[str]


def run_row(task: Task, token: int) -> Row | TaskFailed:
    """Run one replication, in a worker.

    Raises:
        Cancelled: its token was cancelled.
    """
    from sim.analysis.statistics.weekly import weekly
    from sim.kpis import compute_kpis, sum_days
    from sim.results.load import daily_load, records_intervals

    if task.replication == 0:
        task = replace(task, recorders=(records_intervals,))
    result = run_replication(task, continue_check(token))
    if isinstance(result, TaskFailed):
        return result
    warm_up = task.run.warm_up_days
    try:
        measures = compute_kpis(sum_days(result.days, warm_up), task.params)
    except PluginError as error:
        return raised(error)
    return Row(measures, weekly(result.days, warm_up, task.params), daily_load(result.days, warm_up),
               next(iter(result.recorded), None))


class SimulationService:
    """The workers and their results.

    Args:
        executor: creates the workers; takes `initializer` and `initargs` as the executors of Python's library do.
    """

    def __init__(self, executor: Callable[..., Executor] | None = None) -> None:
        self._tokens = CancellationTokens()
        make = executor if executor is not None else lambda **setup: Processes(max(2, n_cores()), **setup)
        self._executor = make(**self._tokens.worker_setup)
        self._lock, self._asking = threading.Condition(), threading.RLock()
        self._rows: OrderedDict[Place, Row | TaskFailed] = OrderedDict()
        self._pending: dict[Place, _Pending] = {}

    def results(self, scenario: Scenario) -> dict[int, Row | TaskFailed]:
        """The results of a scenario, by replication."""
        with self._lock:
            return {nth: row for (key, nth), row in self._rows.items() if key == scenario.key}

    def request(self, tasks: Iterable[Task], visitor: str) -> None:
        """Request tasks for a visitor: unknown ones are submitted, pending ones get one more visitor."""
        with self._asking:  # so that a task requested twice at the same time is run once
            for task in tasks:
                place = task.key, task.replication
                if not self._is_known(place, visitor):
                    token = self._tokens.new()
                    future = self.submit(run_row, task, token)
                    with self._lock:
                        self._pending[place] = _Pending(future, token, {visitor})
                    future.add_done_callback(lambda done, place=place: self._keep(place, done))  # type: ignore[misc]

    def _is_known(self, place: Place, visitor: str) -> bool:
        """Whether a replication is finished or pending; a pending one is registered for this visitor too."""
        with self._lock:
            if place in self._rows:
                self._rows.move_to_end(place)
                return True
            if place in self._pending:
                self._pending[place].visitors.add(visitor)
                return True
        return False

    def wait_for(self, tasks: Sequence[Task], visitor: str, seconds: float) -> bool:
        """Wait until the tasks are done, or for the given time; returns whether all are done."""
        self.request(tasks, visitor)
        with self._lock:
            return self._lock.wait_for(lambda: not any((task.key, task.replication) in self._pending for task in tasks), seconds)

    def cancel(self, scenarios: Iterable[Scenario], visitor: str) -> None:
        """A visitor no longer needs tasks. A task that no other visitor needs is not started, or ends after its present day.

        Nothing is kept of a cancelled task: it is run again on request.
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

    def forget_failures(self, scenarios: Iterable[Scenario]) -> None:
        """Forget the failed replications of scenarios, so that a visitor can request them again."""
        keys = {scenario.key for scenario in scenarios}
        with self._lock:
            for place in [place for place, row in self._rows.items() if place[0] in keys and isinstance(row, TaskFailed)]:
                del self._rows[place]

    def submit(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        """Submit another job to the workers."""
        return self._executor.submit(work, *args)

    def _keep(self, place: Place, future: "Future[Row | TaskFailed]") -> None:
        with self._lock:
            pending = self._pending.get(place)
            if pending is not None and pending.future is future:  # and not a later request
                del self._pending[place]
            error = None if future.cancelled() else future.exception()
            if not future.cancelled() and not isinstance(error, Cancelled):  # which is run again on request
                self._rows[place] = future.result() if error is None else raised(error)
                while len(self._rows) > MAX_KEPT:
                    self._rows.popitem(last=False)
            self._lock.notify_all()
