"""Comparison of scenarios with the first, on the same customers, without any files."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sim.analysis.statistics.comparison import differences, run_table, with_points
from sim.config.errors import check_whole_number, wrong_argument
from sim.config.scenario import Scenario
from sim.execution import MAX_JOBS
from sim.execution.executors import Cluster, Jobs
from sim.execution.tasks import Task, check_comparable, paired_tasks
from sim.execution.worker import completed, run_replications
from sim.i18n.translate import message
from sim.kpis import compute_kpis, sum_days


def compare(scenarios: Sequence[Scenario], *, jobs: Jobs = None, progress: bool = False) -> pd.DataFrame:
    """Run every scenario `run.replications` times and compare each with the first; no files are written.

    Args:
        scenarios: the first is what the others are compared with.
        jobs: replications at a time, a cluster, or None for one per core.
        progress: show bars, where there is a terminal.

    Returns:
        A row per scenario and measure, with the values of swept keys, if any, `base`, `value` (means over replications),
        `difference`, `low`, `high` (95 % interval of the paired difference; NaN with one replication), `value_low`,
        `value_high`, `n` replications.

    Raises:
        ConfigError: arguments of another type, scenarios that cannot be compared, or replications that failed; one line each.
    """
    _check_arguments(scenarios, jobs)
    check_comparable(scenarios)
    names = [scenario.name for scenario in scenarios]
    found = differences(run_table(dict(measured(paired_tasks(scenarios), jobs, progress)), names), names)
    return with_points(found, {scenario.name: scenario.point for scenario in scenarios})


def _check_arguments(scenarios: Any, jobs: Any) -> None:
    expected = message("a list of scenarios, as [sim.load('base'), sim.load('aht_cap_180')]")
    if not isinstance(scenarios, (list, tuple)):
        raise wrong_argument("scenarios", scenarios, expected)
    for at, scenario in enumerate(scenarios):
        if not isinstance(scenario, Scenario):
            raise wrong_argument(f"scenarios[{at}]", scenario, message("a scenario, as sim.load('base') gives it"))
    if jobs is not None and not isinstance(jobs, Cluster):
        check_whole_number("jobs", jobs, 1, MAX_JOBS)


def measured(tasks: Sequence[Task], jobs: Jobs, progress: bool) -> Iterator[tuple[tuple[str, int], dict[str, float]]]:
    """Every measure of each replication, with its scenario's name and its number; raises as `completed`."""
    for task, result in completed(run_replications(tasks, jobs), tasks, progress):
        yield (task.scenario, task.replication), compute_kpis(sum_days(result.days, task.run.warm_up_days), task.params)
