"""Comparison of scenarios with the first, on the same customers, without any files."""

from collections.abc import Iterator, Sequence

import pandas as pd

from sim.analysis.statistics.comparison import differences, run_table, with_points
from sim.config.scenario import Scenario
from sim.execution.executors import Jobs
from sim.execution.tasks import Task, check_comparable, paired_tasks
from sim.execution.worker import completed, run_replications
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
        ConfigError: scenarios that cannot be compared, or replications that failed; one line each.
    """
    check_comparable(scenarios)
    names = [scenario.name for scenario in scenarios]
    found = differences(run_table(dict(measured(paired_tasks(scenarios), jobs, progress)), names), names)
    return with_points(found, {scenario.name: scenario.point for scenario in scenarios})


def measured(tasks: Sequence[Task], jobs: Jobs, progress: bool) -> Iterator[tuple[tuple[str, int], dict[str, float]]]:
    """Every measure of each replication, with its scenario's name and its number; raises as `completed`."""
    for task, result in completed(run_replications(tasks, jobs), tasks, progress):
        yield (task.scenario, task.replication), compute_kpis(sum_days(result.days, task.run.warm_up_days), task.params)
