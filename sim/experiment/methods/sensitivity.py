"""Sensitivity of the measures to the parameters: runs every point of an analysis, and computes its indices."""

import pandas as pd

from sim.analysis.designs import parameter_ranges
from sim.analysis.designs.range_checks import check_ranges
from sim.analysis.designs.sensitivity import indices, sample_points
from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment
from sim.execution import messages
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Table `indices`: a row per deciding measure and parameter, of the first scenario.

    See `sim.analysis.designs.sensitivity.indices`. Every point is run with the same random numbers, so that points differ by
    their parameters alone.

    Raises:
        ConfigError: a point that failed: without it the indices cannot be computed.
    """
    sensitivity = experiment.sensitivity
    assert sensitivity is not None
    base = load_scenarios(experiment)[0]
    ranges = parameter_ranges.asked(experiment, sensitivity.parameters)
    check_ranges(ranges, [base])
    names = list(ranges)
    unit = sample_points(sensitivity, names)
    places = enumerate(parameter_ranges.values(ranges, unit))
    there = [parameter_ranges.at_point(base, ranges, place, f"point {at:04d}") for at, place in places]
    found = lab.means(there, experiment.decide_on)
    missing = found.index[found.isna().any(axis=1)]
    if len(missing):
        raise ConfigError([messages.POINTS_MISSING.format(n=len(missing), of=len(found), first=missing[0]),
                      *(messages.NOT_ENDED.format(scenario=name, replication=nth, why=why)
                        for name, nth, why in lab.unfinished[:5])])
    points = pd.DataFrame(parameter_ranges.values(ranges, unit), columns=names, index=found.index)
    rows = [row for kpi in experiment.decide_on
            for row in indices(sensitivity, names, unit, found[kpi].to_numpy(dtype=float), kpi)]
    return Findings(experiment, {
        "indices": pd.DataFrame(rows), "points": pd.concat([points, found], axis=1).reset_index()},
        {"n_points": len(there), "n_parameters": len(names)}, ranges=ranges)
