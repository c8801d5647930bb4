"""A run of a centre with recorders, which ends early when its result is no longer needed."""

from collections.abc import Callable, Sequence

from sim.execution.cancellation import Cancelled
from sim.execution.tasks import Recorder, Task
from sim.model.day import WorkforceToday
from sim.schema import AgentDays, Contacts
from sim.year import CentreRun


class ObservedRun(CentreRun):
    """A replication's run; recorders and cancellation do not change its results.

    Args:
        task: the replication.
        recorders: receive each open day's plan and tables.
        should_continue: called before each day; None: the run continues to its end.

    Raises:
        Cancelled: its result is no longer needed.
    """

    def __init__(self, task: Task, recorders: Sequence[Recorder], should_continue: Callable[[], bool] | None) -> None:
        if should_continue is not None and not should_continue():  # creating the customers takes as long as many days
            raise Cancelled
        run = task.run.model_copy(update={"record": "kpis"})  # all but the sums is kept by recorders
        super().__init__(task.params, run, task.replication, _All(recorders) if recorders else None)
        self.recorders, self.should_continue = recorders, should_continue

    def morning(self, day: int) -> WorkforceToday:
        """Pass the day's plan to the recorders."""
        workforce = super().morning(day)
        for recorder in self.recorders:
            recorder.morning(day, workforce)
        return workforce

    def night(self, day: int) -> None:
        """End the day; raise `Cancelled` if the result is no longer needed."""
        super().night(day)
        if self.should_continue is not None and day + 1 < self.n_days and not self.should_continue():
            raise Cancelled


class _All:
    """Several recorders as one."""

    def __init__(self, recorders: Sequence[Recorder]) -> None:
        self.recorders = recorders

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Pass on a day's tables."""
        for recorder in self.recorders:
            recorder.evening(contacts, agents, open_from)
