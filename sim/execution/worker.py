"""Scenario and replication in, sums out: in one process or in several, the same to the last byte."""

import contextlib
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.config.errors import ConfigError, value_text
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.execution.pool import SHORT_DAYS, Cluster, Failed, Jobs, finished
from sim.execution.warm_start import compiled_once
from sim.i18n.translate import Message, sentences
from sim.params import Params, Run
from sim.results.full_record import FullRecord, Place
from sim.schema import Floats

if TYPE_CHECKING:
    from sim.experiment.day_profile import Look
    from sim.model.day import QueueTooLong


SIMPY_DAYS = 30.0  # compiled days in the time of one of SimPy's
BASE_NEEDS_PER_DAY = 480.0


@dataclass(frozen=True)
class Task:
    """One replication that is to be lived.

    Attributes:
        scenario: what a table calls it.
        key: the scenario's key.
        params, run: of the scenario.
        replication: which.
        look_at: the day to look into, see `sim.experiment.day_profile`; None for none.
        bar: the progress bar on which it counts.
        keep_in: where the contacts and agent days of a full record are written; None: they are not kept.
    """

    scenario: str
    key: str
    params: Params
    run: Run
    replication: int
    look_at: int | None = None
    bar: str = ""
    keep_in: Place | None = None

    @classmethod
    def of(cls, scenario: Scenario, replication: int, look_at: int | None = None, bar: str | None = None,
           keep_in: Place | None = None) -> "Task":
        """The task of living a scenario's replication."""
        return cls(scenario.name, scenario.key, scenario.params, scenario.run, replication, look_at,
                   scenario.name if bar is None else bar, keep_in)


def comparable(scenarios: Sequence[Scenario]) -> None:
    """Refuse what cannot be compared on the same customers.

    Raises:
        ConfigError: no scenario, two of one name, or another seed, horizon, warm-up or engine than the first's.
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
                lines.append(messages.OTHER_CHANCE.format(key=f"run.{key}", here=value_text(here), base=base.name,
                                                       there=value_text(there), other=other.name))
    if lines:
        raise ConfigError(lines)


def in_pairs(scenarios: Sequence[Scenario], bar: str | None = None) -> list[Task]:
    """Every replication of every scenario; the first of all, then the second of all: whoever stops early has pairs."""
    tasks = [Task.of(scenario, nth, bar=bar) for scenario in scenarios for nth in range(scenario.run.replications)]
    return sorted(tasks, key=lambda task: task.replication)


class Lived(NamedTuple):
    """What is kept of a replication: arrays alone, so that workers need no pandas.

    Attributes:
        days: columns of `Record.days` [n_days].
        seconds: that it took.
        look: into one day, where that was asked for.
    """

    days: dict[str, Floats]
    seconds: float
    look: "Look | None" = None


def lives(
    tasks: Sequence[Task], jobs: Jobs = None
) -> Generator[tuple[Task, Lived | Failed], None, None]:
    """Live each replication, and give it as soon as it is there; see `sim.execution.pool`.

    Unless `jobs` says how many processes, a little work is done in this one: it ends before others have begun. What
    is needed is compiled first, once for all.
    """
    if jobs is None and sum(map(effort_days, tasks)) < SHORT_DAYS:
        jobs = 1
    if isinstance(jobs, Cluster):
        from sim.execution.cluster import finished_on  # late: it brings Dask up

        if jobs.address is None:
            compiled_once(task.run.engine for task in tasks)
        yield from finished_on(jobs, tasks, live_one, effort_days)
        return
    compiled_once(task.run.engine for task in tasks)
    yield from finished(tasks, live_one, jobs)


def effort_days(task: Task) -> float:
    """How long a replication takes, roughly, in days of base lived by the compiled engine, some 0.8 ms each."""
    run, demand = task.run, task.params.demand
    size = max(1.0, demand.needs_per_day * demand.growth_factor / BASE_NEEDS_PER_DAY)
    return size * (SIMPY_DAYS if run.engine == "simpy" else 1.0) * (run.warm_up_days + run.horizon_days)


def live_one(task: Task, is_wanted: Callable[[], bool] | None = None) -> Lived | Failed:
    """Live one replication.

    Args:
        task: which.
        is_wanted: asked before each day whether somebody still waits for it; None, or a task that looks into a day: it is
            lived to its end.

    Raises:
        GivenUp: nobody waits for it any more.
    """
    from sim.execution import cancellation
    from sim.experiment import day_profile
    from sim.model.day import QueueTooLong
    from sim.year import live

    started, look, keep = time.perf_counter(), None, None
    place = task.keep_in if task.run.record == "full" else None
    run = task.run.model_copy(update={"record": "kpis" if place is None else "full"})
    try:
        with contextlib.ExitStack() as stack:
            if place is not None:
                keep = stack.enter_context(FullRecord(place, task.replication, task.params))
            if task.look_at is not None:
                record, look = day_profile.live_and_look(task.params, run, task.replication, task.look_at, keep)
            elif is_wanted is not None:
                record = cancellation.live_while_wanted(task.params, run, task.replication, is_wanted, keep)
            else:
                record = live(task.params, run, task.replication, keep)
    except QueueTooLong as stop:
        return Failed(queue_too_long(stop, task.params))
    except ConfigError as full_disk:
        return Failed(sentences(*full_disk.messages))
    return Lived(record.days, time.perf_counter() - started, look)


def queue_too_long(stop: "QueueTooLong", params: Params) -> Message:
    """The message about a queue that can never drain, with its cure."""
    minutes = int(stop.at_s // 60)
    stopped = messages.QUEUE_TOO_LONG if params.mechanisms.patience else messages.QUEUE_TOO_LONG_WITHOUT_PATIENCE
    return stopped.format(longest=f"{params.centre.longest_queue:,}".replace(",", " "), day=stop.day,
                          clock=f"{minutes // 60 % 24:02d}:{minutes % 60:02d}")


def line_about(task: Task, failed: Failed) -> Message:
    """What a user reads about a replication that did not end: which, with what seed, why."""
    return messages.UNFINISHED.format(scenario=task.scenario, replication=task.replication, seed=task.run.seed,
                                   why=failed.why)
