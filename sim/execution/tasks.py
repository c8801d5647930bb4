"""Tasks and their results: plain data that is sent between processes."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sim.config.errors import ConfigError, value_text
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.i18n.translate import Message
from sim.model.day import TablesRecorder, WorkforceToday
from sim.params import Params, Run
from sim.schema import Floats

SIMPY_DAYS = 30.0  # compiled days in the time of one SimPy day
BASE_NEEDS_PER_DAY = 472.0


class Recorder(TablesRecorder, Protocol):
    """Records data of a replication while it runs, without any effect on it."""

    def morning(self, day: int, workforce: WorkforceToday) -> None:
        """Receive an open day's plan."""

    def recorded(self) -> Any:
        """What is returned with the replication's result."""


@dataclass(frozen=True)
class Task:
    """One replication to be run.

    Attributes:
        scenario: its name in tables.
        key: the scenario's key.
        params, run: of the scenario.
        replication: its index.
        bar: name of its progress bar.
        recorders: factories of the recorders; each is sent to the worker with the task.
    """

    scenario: str
    key: str
    params: Params
    run: Run
    replication: int
    bar: str = ""
    recorders: "tuple[MakesRecorder, ...]" = ()

    @classmethod
    def of(cls, scenario: Scenario, replication: int, bar: str | None = None,
           recorders: "tuple[MakesRecorder, ...]" = ()) -> "Task":
        """The task for one replication of a scenario."""
        return cls(scenario.name, scenario.key, scenario.params, scenario.run, replication,
                   scenario.name if bar is None else bar, recorders)


MakesRecorder = Callable[[Task], AbstractContextManager[Recorder]]


class ReplicationResult(NamedTuple):
    """Result of a replication: arrays only, so that workers need no pandas.

    Attributes:
        days: columns of `Record.days` [n_days].
        seconds: computing time [s].
        recorded: the result of each of the task's recorders.
    """

    days: dict[str, Floats]
    seconds: float
    recorded: tuple[Any, ...] = ()


class TaskFailed(NamedTuple):
    """A task that failed.

    Attributes:
        why: reason for the user.
        trace: place in the code, for a developer; empty if unknown or irrelevant.
    """

    why: Message
    trace: str = ""


class WorkerDied(Exception):
    """The process of a task died, and so did the process of its second attempt.

    Attributes:
        how: reason of its end, as far as known.
    """

    def __init__(self, how: Message | str) -> None:
        super().__init__(how)
        self.how = how


def check_comparable(scenarios: Sequence[Scenario]) -> None:
    """Check that scenarios can be compared on the same customers.

    Raises:
        ConfigError: no scenario, two with the same name, or another seed, horizon, warm-up or engine than the first's.
    """
    if not scenarios:
        raise ConfigError([messages.NO_SCENARIO])
    names = [scenario.name for scenario in scenarios]
    lines = [messages.SAME_NAME.format(name=name) for name in dict.fromkeys(names) if names.count(name) > 1]
    base = scenarios[0]
    for other in scenarios[1:]:
        for key in ("seed", "horizon_days", "warm_up_days", "engine"):
            here, there = getattr(base.run, key), getattr(other.run, key)
            if here != there:
                lines.append(messages.NOT_COMPARABLE.format(key=f"run.{key}", here=value_text(here), base=base.name,
                                                       there=value_text(there), other=other.name))
    if lines:
        raise ConfigError(lines)


def paired_tasks(scenarios: Sequence[Scenario], bar: str | None = None) -> list[Task]:
    """Every replication of every scenario: the first of all, then the second of all, so that a run that stops early has pairs."""
    tasks = [Task.of(scenario, nth, bar) for scenario in scenarios for nth in range(scenario.run.replications)]
    return sorted(tasks, key=lambda task: task.replication)


def task_size_days(task: Task) -> float:
    """Approximate duration of a replication, in days of base run by the compiled engine (about 0.8 ms each)."""
    run, demand = task.run, task.params.demand
    size = max(1.0, demand.needs_per_day * demand.growth_factor / BASE_NEEDS_PER_DAY)
    return size * (SIMPY_DAYS if run.engine == "simpy" else 1.0) * (run.warm_up_days + run.horizon_days)


def line_about(task: Task, failed: TaskFailed) -> Message:
    """The message about a replication that failed: scenario, index, seed and reason."""
    return messages.UNFINISHED.format(scenario=task.scenario, replication=task.replication, seed=task.run.seed,
                                   why=failed.why)
