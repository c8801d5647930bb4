"""The best of several scenarios with a guaranteed probability: the procedure KN of Kim & Nelson, from sim-tools."""

from collections import Counter
from contextlib import suppress
from typing import Any

import pandas as pd

from sim.config.experiment_file import Experiment, Ranking
from sim.config.scenario import Scenario
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios
from sim.kpis import KPIS


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Table `ranking`: a row per scenario: `scenario`, `mean`, `n` replications before it was dropped, `kept`.

    All scenarios are run on the same customers, which KN allows: it uses the variance of differences. One that is
    better than all others by `indifference_zone` is chosen with probability 1 - `wrong_selection_prob` at least. If several are
    kept, `at_most` replications did not separate them.

    Source: Kim & Nelson (2001), ACM Transactions on Modeling and Computer Simulation 11(3).
    """
    asked = experiment.ranking
    assert asked is not None
    scenarios = load_scenarios(experiment)
    bench = _Replications(scenarios, asked, lab)
    kept = _kept(bench, len(scenarios), asked)
    rows = [{"scenario": scenario.name, "mean": bench.mean(i), "n": bench.taken[i], "kept": i in kept}
            for i, scenario in enumerate(scenarios)]
    table = pd.DataFrame(rows).sort_values(["kept", "n", "mean"], ascending=[False, False, KPIS[asked.kpi].better == "lower"],
                                           kind="stable", ignore_index=True)
    return Findings(experiment, {"ranking": table}, {"n_taken": sum(bench.taken.values())})


class _OutOfReplications(Exception):
    """The allowed replications are used, and more than one scenario is left."""


class _Replications:
    """The source of replications for KN: each scenario's next one, run twelve at a time."""

    def __init__(self, scenarios: list[Scenario], asked: Ranking, lab: Laboratory) -> None:
        self.scenarios, self.asked, self.lab = scenarios, asked, lab
        self.values: dict[int, list[float]] = {}
        self.taken: Counter[int] = Counter()
        self.observer: Any = None

    def register_observer(self, observer: Any) -> None:
        """Register the observer of each replication."""
        self.observer = observer

    def simulate(self, design: int) -> None:
        """Pass one more replication of a scenario to the observer."""
        nth = self.taken[design]
        if nth >= self.asked.at_most:
            raise _OutOfReplications
        known = self.values.get(design, [])
        if nth >= len(known):
            n = min(self.asked.at_most, max(self.asked.first, len(known) + self.asked.first))
            runs = self.lab.runs([self.scenarios[design].with_replications(n)])
            known = self.values[design] = runs.sort_values("replication")[self.asked.kpi].tolist()
            if nth >= len(known):
                raise _OutOfReplications
        self.taken[design] += 1
        self.observer.feedback(self, design, known[nth])

    def mean(self, design: int) -> float:
        """Mean of a scenario over the replications passed on."""
        return sum(self.values[design][:self.taken[design]]) / self.taken[design]


def _kept(bench: _Replications, n: int, asked: Ranking) -> set[int]:
    """The remaining scenarios: one, or those that could not be separated."""
    from sim_tools.ovs.indifference_zone import KN

    class Corrected(KN):  # type: ignore[misc]
        """KN of sim-tools, corrected: version 1.3 uses an index one too low for the variance of i less l if l precedes i."""

        def _limit_to_distance_from_sample_means(self, design_i: int, design_l: int) -> float:
            at = design_l + 1 if design_l < design_i else design_l
            distance: float = super()._limit_to_distance_from_sample_means(design_i, at)
            return distance

    procedure = Corrected(bench, n, asked.indifference_zone, asked.wrong_selection_prob, asked.first,
                          "max" if KPIS[asked.kpi].better == "higher" else "min")
    with suppress(_OutOfReplications):
        procedure.solve()
    return {int(i) for i in procedure._contenders}
