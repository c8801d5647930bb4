"""Feedback loops: each is run closed, and cut at one link, on the same customers, over one year or three."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim.analysis.statistics.comparison import interval
from sim.config.experiment_file import Loop
from sim.config.scenario import Scenario, load, vary
from sim.execution.tasks import paired_tasks
from sim.execution.worker import completed, run_replications
from sim.kpis import KPIS, sum_days
from sim.params import Params
from sim.schema import Floats

BY = "changed by the loop"
MONTH_DAYS = 28                # four whole weeks, so that each has the same weekdays


def sides(loop: Loop, overrides: Sequence[str] = (), config_dir: str | None = None) -> list[Scenario]:
    """A loop's centres: with the loop closed, and with it cut.

    Raises:
        ConfigError: all errors of one of them.
    """
    found = []
    for line in loop.lines:
        scenario = load(line.scenario, [*overrides, f"run.horizon_days={loop.horizon_days}"], config_dir)
        found.append(vary(scenario, dict(line.changes), f"{BY} {loop.name}", line.label))
    return found


def run_loops(loops: Sequence[Loop], centres: Mapping[str, Sequence[Scenario]], *, jobs: int | None = None,
          progress: bool = True) -> pd.DataFrame:
    """Run every side of every loop.

    Args:
        loops: with the measures along each.
        centres: from `sides`, by the loop's name.
        jobs: replications at a time; None for one per core.
        progress: show bars, where there is a terminal.

    Returns:
        A row per `loop`, `line`, `kpi` and `month` of four weeks, counted from 1: `value`, a mean over replications, with
        its 95 % interval `low`, `high`.

    Raises:
        ConfigError: replications that failed, one line each.
    """
    asked = {loop.name: loop.kpis for loop in loops}
    tasks = [task for name, scenarios in centres.items() for task in paired_tasks(scenarios, name)]
    found: dict[tuple[str, str], list[Floats]] = {}
    for task, result in completed(run_replications(tasks, jobs), tasks, progress):
        months = monthly(result.days, task.run.warm_up_days, task.params, asked[task.bar])
        found.setdefault((task.bar, task.scenario), []).append(months)
    return pd.DataFrame([
        {"loop": loop, "line": line, "kpi": kpi, "month": month + 1, **interval(np.array(values))._asdict()}
        for (loop, line), runs in found.items() for i, kpi in enumerate(asked[loop])
        for month, values in enumerate(np.stack(runs)[:, :, i].T)]).rename(columns={"mean": "value"})


def monthly(days: Mapping[str, Floats], warm_up_days: int, params: Params, kpis: Sequence[str]) -> Floats:
    """Measures of each four weeks of the horizon [n_months, n_kpis], each a ratio of the month's sums."""
    n_months = (days["n_opened"].size - warm_up_days) // MONTH_DAYS
    rows = []
    for month in range(n_months):
        first = warm_up_days + month * MONTH_DAYS
        sums = sum_days(days, first, first + MONTH_DAYS)
        rows.append([KPIS[kpi].function(sums, params) for kpi in kpis])
    return np.array(rows, dtype=np.float64)
