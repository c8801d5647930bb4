"""Replications of two centres for the table of `sim.analysis.statistics.external_validation`."""

from collections.abc import Mapping

from sim.analysis.statistics.external_validation import Validation, beside
from sim.analysis.statistics.validation_rows import ROWS
from sim.config.scenario import Scenario
from sim.execution.executors import run_tasks
from sim.execution.tasks import Task, paired_tasks, task_size_days
from sim.execution.warm_start import ensure_compiled
from sim.execution.worker import completed
from sim.results.result import Result


def measure_run(task: Task) -> dict[str, float]:
    """Run one replication with a full record, and return the value of every row."""
    from sim.year import run_days

    run = task.run.model_copy(update={"record": "full"})
    scenario = Scenario(name=task.scenario, params=task.params, run=run, sources={}, resolved={})
    result = Result(scenario, run_days(task.params, run, task.replication), task.replication)
    return {row.key: float(row.function(result)) for row in ROWS}


def compare_with_benchmarks(usual: Scenario, pressed: Scenario, *, jobs: int | None = None, progress: bool = True) -> Validation:
    """Run two centres' replications and compare them with benchmarks.

    Args:
        usual: a centre under usual conditions; its `run.replications` is the number of replications.
        pressed: a centre with too much work for its agents, for the rows about pressure.
        jobs: replications at a time; None for one per core.
        progress: show a bar, where there is a terminal.

    Raises:
        ConfigError: replications that failed, one line each.
    """
    tasks = paired_tasks([usual, pressed])
    found: dict[str, list[Mapping[str, float]]] = {usual.name: [], pressed.name: []}
    ensure_compiled([usual.run.engine, pressed.run.engine])
    for task, numbers in completed(run_tasks(tasks, measure_run, jobs, task_size_days), tasks, progress):
        found[task.scenario].append(numbers)
    return Validation(beside(found[usual.name], found[pressed.name]), len(found[usual.name]))
