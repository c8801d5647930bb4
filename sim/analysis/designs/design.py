"""A design: every scenario lived at every point of the plausible ranges, and a metamodel of what came out."""

import numpy as np
import pandas as pd

from sim.analysis.designs import parameter_ranges
from sim.analysis.designs.findings import Findings
from sim.analysis.statistics.comparison import interval
from sim.config.experiment_file import Design, Experiment
from sim.config.scenario import Scenario
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Tables `points` (a row per point, scenario and replication: the parameters, then every measure), `metamodel` (how well a
    Gaussian process foretells each deciding measure) and `effects` (what it says each parameter does)."""
    from sim.analysis.designs.metamodel import effects, fitted

    assert experiment.design is not None
    scenarios = load_scenarios(experiment)
    names = list(parameter_ranges.asked(experiment.design.parameters))
    table = lived_at(experiment.design, scenarios, lab)
    first = table[table["scenario"] == scenarios[0].name]
    models = {kpi: fitted(first, names, kpi) for kpi in experiment.decide_on}
    return Findings(experiment, {
        "points": table, "metamodel": pd.DataFrame([model.quality for model in models.values()]),
        "effects": pd.concat([effects(model) for model in models.values()], ignore_index=True),
    }, {"n_points": int(table["point"].nunique()), "n_parameters": len(names)})


def lived_at(design: Design, scenarios: list[Scenario], lab: Laboratory) -> pd.DataFrame:
    """A row per point, scenario and replication: `point`, the parameters' values, `scenario`, `replication`, measures."""
    names = list(parameter_ranges.asked(design.parameters))
    places = parameter_ranges.values(names, parameter_ranges.points(design))
    there = {}
    for nth, place in enumerate(places):
        for scenario in scenarios:
            moved = parameter_ranges.moved(scenario, names, place, f"point {nth:04d}")
            there[moved.name] = nth, scenario.name, moved
    runs = lab.runs([moved for _, _, moved in there.values()])
    at = runs["scenario"].map(lambda name: there[name][0]).to_numpy(dtype=np.int64)
    told = {"point": at, **{name: places[at, i] for i, name in enumerate(names)}}
    runs["scenario"] = runs["scenario"].map(lambda name: there[name][1])
    return pd.concat([pd.DataFrame(told, index=runs.index), runs], axis=1)


def paired(table: pd.DataFrame, scenario: str, than: str, kpi: str) -> pd.DataFrame:
    """At each point, a scenario less another: `point`, `difference`, `low`, `high` (95 % interval of replications)."""
    key = ["point", "replication"]
    a, b = (table[table["scenario"] == name].set_index(key)[kpi] for name in (scenario, than))
    rows = []
    for point, values in (a - b).groupby("point"):
        found = interval(values.to_numpy(dtype=float))
        rows.append({"point": point, "difference": found.mean, "low": found.low, "high": found.high})
    return pd.DataFrame(rows, columns=["point", "difference", "low", "high"])
