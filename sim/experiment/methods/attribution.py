"""Contribution of each mechanism: every variant of a centre is run on the same customers."""

from collections.abc import Sequence

import pandas as pd

from sim.analysis.statistics import attribution
from sim.config.scenario import Scenario
from sim.execution.tasks import paired_tasks
from sim.experiment.comparison import measured


def contributions(scenario: Scenario, kpis: Sequence[str], *, jobs: int | None = None, progress: bool = True) -> pd.DataFrame:
    """Run every variant; see `sim.analysis.statistics.attribution.contributions`.

    Args:
        scenario: the whole centre; its `run.replications` is the number of replications.
        kpis: measures to attribute.
        jobs: replications at a time; None for one per core.
        progress: show bars, where there is a terminal.

    Raises:
        ConfigError: replications that failed, one line each.
    """
    variants = attribution.variants(scenario)
    tasks = paired_tasks([variant.scenario for variant in variants], "attribution")
    return attribution.contributions(dict(measured(tasks, jobs, progress)), variants, kpis)
