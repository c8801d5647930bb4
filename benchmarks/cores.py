"""The speed-up of a second core: the same replications with one job and with two."""

import time
from collections.abc import Iterator

from measure import Asked, Measure, Options, n_cores, ratios

from sim.config.scenario import load
from sim.execution.executors import Jobs
from sim.execution.tasks import Task, TaskFailed
from sim.execution.worker import run_replications

SECTION = "cores"


def completed(n: int, n_days: int, jobs: Jobs) -> float:
    """Seconds for `n` replications of base, the start of the processes included."""
    scenario = load(overrides=["run.engine=compiled", f"run.horizon_days={n_days}", "run.warm_up_days=0", "run.record=kpis"])
    tasks = [Task.of(scenario, replication) for replication in range(n)]
    begin = time.perf_counter()
    for task, result in run_replications(tasks, jobs):
        if isinstance(result, TaskFailed):
            raise RuntimeError(f"replication {task.replication}: {result.why}")
    return time.perf_counter() - begin


def measures(options: Options) -> Iterator[Measure | str]:
    """Seconds with one job and with two."""
    if n_cores() < 2:
        yield "two cores: skipped; this process may use one"
        return
    n, n_days = (4, 30) if options.small else (16, 365)
    completed(2, 1, 2)  # compiled before timing
    rounds = [(completed(n, n_days, 1), completed(n, n_days, 2)) for _ in range(min(options.n_rounds, 3))]
    for i, name in enumerate(("one job", "two jobs")):
        yield Measure(SECTION, f"{n} replications of {n_days} days of base, {name}", "s", tuple(row[i] for row in rounds))
    yield Measure(SECTION, "two jobs to one", "x", ratios([row[0] for row in rounds], [row[1] for row in rounds]),
                  Asked(">=", 1.8))
