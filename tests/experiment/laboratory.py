"""A laboratory without a simulator: measures are a known function of the scenario."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.config.scenario import Scenario
from sim.experiment.methods.runs import Laboratory
from sim.kpis import KPIS


class MadeUp(Laboratory):
    """Every measure is NaN but those that `truth(scenario, replication)` names."""

    def __init__(self, truth: Callable[[Scenario, int], dict[str, float]]) -> None:
        super().__init__(Path("nowhere"), 1, False)
        self.truth = truth
        self.asked: list[str] = []

    def runs(self, scenarios: Sequence[Scenario]) -> pd.DataFrame:
        self.asked += [scenario.name for scenario in scenarios]
        rows = [{"scenario": scenario.name, "replication": nth, **dict.fromkeys(KPIS, np.nan), **self.truth(scenario, nth)}
                for scenario in scenarios for nth in range(scenario.run.replications)]
        self.n_replications_run += len(rows)
        return pd.DataFrame(rows, columns=["scenario", "replication", *KPIS])


def noise(nth: int, *who: int) -> float:
    """The same normal number for the same replication: common to all scenarios unless `who` differs."""
    return float(np.random.default_rng([nth, *who]).normal())
