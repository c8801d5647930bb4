"""Runs and measures scenarios, for all methods."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.analysis.statistics.comparison import run_table
from sim.config.scenario import Scenario
from sim.execution.executors import Jobs
from sim.execution.progress import compilation_reported
from sim.experiment.study import Study
from sim.i18n.translate import Message


@dataclass
class Laboratory:
    """Runs replications, keeps them in a results folder, and records failures.

    Attributes:
        folder: the experiment's results folder.
        jobs: replications at a time, or a cluster; see `sim.execution.executors`.
        progress: show bars, where there is a terminal.
        n_replications_run: replications used in its answers.
        unfinished: scenario, replication and reason of each failure.
    """

    folder: Path
    jobs: Jobs = None
    progress: bool = True
    n_replications_run: int = 0
    unfinished: list[tuple[str, int, Message]] = field(default_factory=list)

    def runs(self, scenarios: Sequence[Scenario]) -> pd.DataFrame:
        """A row per scenario and replication with every measure; failures are left out and recorded."""
        with compilation_reported():
            study = Study(self.folder, scenarios, profile=False)
            study.run_missing(self.jobs, self.progress)
        rows = study.rows_of(scenarios)
        self.n_replications_run += len(rows)
        self.unfinished += study.unfinished(scenarios)
        return run_table(rows, [scenario.name for scenario in scenarios])

    def means(self, scenarios: Sequence[Scenario], kpis: Sequence[str]) -> pd.DataFrame:
        """A row per scenario, in order: each measure's mean over its replications; NaN where all failed."""
        table = self.runs(scenarios).groupby("scenario")[list(kpis)].mean()
        return table.reindex([scenario.name for scenario in scenarios])
