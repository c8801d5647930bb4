"""A run of a centre with recorders, and that ends early when its result is not needed any more."""

from collections.abc import Callable, Sequence

from sim.execution.cancellation import Cancelled
from sim.execution.tasks import Recorder, Task
from sim.model.day import WorkforceToday
from sim.schema import AgentDays, Contacts
from sim.year import CentreRun


class ObservedRun(CentreRun):
    """A replication's run; neither recorders nor the question whether to go on change what happens in it.

    Args:
        task: which replication.
        recorders: take each open day's plan and what it left.
        should_continue: asked before each day; None: it runs to its end.

    Raises:
        Cancelled: its result is not needed any more.
    """

    def __init__(self, task: Task, recorders: Sequence[Recorder], should_continue: Callable[[], bool] | None) -> None:
        if should_continue is not None and not should_continue():  # the first customers take as long as many days
            raise Cancelled
        run = task.run.model_copy(update={"record": "kpis"})  # what is kept beside the sums, recorders keep
        super().__init__(task.params, run, task.replication, _All(recorders) if recorders else None)
        self.recorders, self.should_continue = recorders, should_continue

    def morning(self, day: int) -> WorkforceToday:
        """Show the day's plan to the recorders."""
        workforce = super().morning(day)
        for recorder in self.recorders:
            recorder.morning(day, workforce)
        return workforce

    def night(self, day: int) -> None:
        """Go on to a next day only if the result is still needed."""
        super().night(day)
        if self.should_continue is not None and day + 1 < self.n_days and not self.should_continue():
            raise Cancelled


class _All:
    """Several recorders as one keeper."""

    def __init__(self, recorders: Sequence[Recorder]) -> None:
        self.recorders = recorders

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Pass on what a day left."""
        for recorder in self.recorders:
            recorder.evening(contacts, agents, open_from)
