"""Robustness: share of plausible parameter sets in which a finding holds, and where it reverses."""

import pandas as pd

from sim.analysis.designs import parameter_ranges
from sim.analysis.designs.metamodel import fitted
from sim.analysis.designs.range_checks import check_ranges
from sim.analysis.designs.robustness import HOLDS, OPEN, TURNS, judged, paired, predicted_map, rules_of
from sim.config.experiment_file import Experiment
from sim.experiment.methods.design import run_design
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Tables `findings` (share in which each holds), `points` (each finding at each point), `map` (the first finding's difference
    predicted over two ranges, the others in their middle) and `rules` (where it holds, in words).
    """
    from scipy.stats import binomtest

    asked = experiment.robustness
    assert asked is not None
    scenarios = load_scenarios(experiment)
    ranges = parameter_ranges.asked(experiment, asked.design.parameters)
    check_ranges(ranges, scenarios)
    table = run_design(asked.design, ranges, scenarios, lab)
    by_name = dict(zip(experiment.scenarios, [scenario.name for scenario in scenarios], strict=True))
    places = table.groupby("point")[list(ranges)].first()
    rows, points = [], []
    for finding in asked.findings:
        found = judged(paired(table, by_name[finding.scenario], by_name[finding.than], finding.kpi), finding)
        points.append(found.join(places, on="point").assign(statement=finding.statement))
        n, counts = len(found), found["verdict"].value_counts()
        k = int(counts.get(HOLDS, 0))
        sure = binomtest(k, n).proportion_ci(0.95, method="exact")
        rows.append({"statement": finding.statement, "kpi": finding.kpi, "n_points": n, "holds_share": k / n, "low": sure.low,
                     "high": sure.high, "turns_share": counts.get(TURNS, 0) / n, "undecided_share": counts.get(OPEN, 0) / n})
    first = points[0]
    model = fitted(first.assign(replication=0), ranges, "difference")
    rules, accuracy = rules_of(first, ranges)
    return Findings(experiment, {
        "findings": pd.DataFrame(rows), "points": pd.concat(points, ignore_index=True),
        "map": predicted_map(model, asked.map), "rules": rules, "metamodel": pd.DataFrame([model.quality])},
        {"n_points": len(places), "n_parameters": len(ranges), "rule_accuracy": accuracy}, ranges=ranges)
