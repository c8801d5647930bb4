"""A design: every scenario is run at points of the plausible ranges; a metamodel is fitted to the results."""

import numpy as np
import pandas as pd

from sim.analysis.designs import parameter_ranges
from sim.analysis.designs.parameter_ranges import Ranges
from sim.analysis.designs.range_checks import check_ranges
from sim.config.experiment_file import Design, Experiment
from sim.config.scenario import Scenario
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Tables `points` (a row per point, scenario and replication: the parameters, then every measure), `metamodel` (how well a
    Gaussian process predicts each deciding measure) and `effects` (effect of each parameter in it)."""
    from sim.analysis.designs.metamodel import effects, fitted

    assert experiment.design is not None
    scenarios = load_scenarios(experiment)
    ranges = parameter_ranges.asked(experiment, experiment.design.parameters)
    check_ranges(ranges, scenarios)
    table = run_design(experiment.design, ranges, scenarios, lab)
    first = table[table["scenario"] == scenarios[0].name]
    models = {kpi: fitted(first, ranges, kpi) for kpi in experiment.decide_on}
    return Findings(experiment, {
        "points": table, "metamodel": pd.DataFrame([model.quality for model in models.values()]),
        "effects": pd.concat([effects(model) for model in models.values()], ignore_index=True),
    }, {"n_points": int(table["point"].nunique()), "n_parameters": len(ranges)}, ranges=ranges)


def run_design(design: Design, ranges: Ranges, scenarios: list[Scenario], lab: Laboratory) -> pd.DataFrame:
    """A row per point, scenario and replication: `point`, the parameters' values, `scenario`, `replication`, measures."""
    places = parameter_ranges.values(ranges, parameter_ranges.points(design, len(ranges)))
    there = {}
    for nth, place in enumerate(places):
        for scenario in scenarios:
            changed = parameter_ranges.at_point(scenario, ranges, place, f"point {nth:04d}")
            there[changed.name] = nth, scenario.name, changed
    runs = lab.runs([changed for _, _, changed in there.values()])
    at = runs["scenario"].map(lambda name: there[name][0]).to_numpy(dtype=np.int64)
    places_of_runs = {"point": at, **{name: places[at, i] for i, name in enumerate(ranges)}}
    runs["scenario"] = runs["scenario"].map(lambda name: there[name][1])
    return pd.concat([pd.DataFrame(places_of_runs, index=runs.index), runs], axis=1)
