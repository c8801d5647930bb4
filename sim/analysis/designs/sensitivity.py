"""Which parameters drive the measures: Morris screening, or Sobol's indices. SALib draws the points and reckons."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.analysis.designs import parameter_ranges
from sim.analysis.designs.findings import Findings
from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment, Sensitivity
from sim.execution import messages
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios

LEVELS = 4


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Table `indices`: a row per deciding measure and parameter, of the first scenario.

    Morris: `mu_star` (mean size of the measure's change over a parameter's whole range), `mu_star_conf` (half its 95 %
    interval), `mu` (with sign), `sigma` (how much the change depends on the other parameters). Sobol: `total` and
    `first` (shares of the measure's variance that a parameter has part in, and causes alone) with `total_conf`,
    `first_conf`. Every point is lived with the same chance, so that points differ by their parameters alone.

    Raises:
        ConfigError: a point that did not end: without it the indices cannot be reckoned.
    """
    sensitivity = experiment.sensitivity
    assert sensitivity is not None
    base = load_scenarios(experiment)[0]
    names = list(parameter_ranges.asked(sensitivity.parameters))
    unit = _points(sensitivity, names)
    places = enumerate(parameter_ranges.values(names, unit))
    there = [parameter_ranges.moved(base, names, place, f"point {at:04d}") for at, place in places]
    found = lab.means(there, experiment.decide_on)
    missing = found.index[found.isna().any(axis=1)]
    if len(missing):
        raise ConfigError([messages.POINTS_MISSING.format(n=len(missing), of=len(found), first=missing[0]),
                           *(messages.NOT_ENDED.format(scenario=name, replication=nth, why=why)
                             for name, nth, why in lab.unfinished[:5])])
    points = pd.DataFrame(parameter_ranges.values(names, unit), columns=names, index=found.index)
    rows = [row for kpi in experiment.decide_on
            for row in _indices(sensitivity, names, unit, found[kpi].to_numpy(dtype=float), kpi)]
    return Findings(experiment, {
        "indices": pd.DataFrame(rows), "points": pd.concat([points, found], axis=1).reset_index()},
        {"n_points": len(there), "n_parameters": len(names)})


def _problem(names: list[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _points(asked: Sensitivity, names: list[str]) -> npt.NDArray[np.float64]:
    from SALib.sample import morris, sobol

    found: npt.NDArray[np.float64]
    if asked.method == "morris":
        found = morris.sample(_problem(names), asked.n, num_levels=LEVELS, seed=asked.seed)
    else:
        found = sobol.sample(_problem(names), asked.n, calc_second_order=False, seed=asked.seed)
    return found


def _indices(
    asked: Sensitivity, names: list[str], unit: npt.NDArray[np.float64], y: npt.NDArray[np.float64], kpi: str
) -> Iterator[dict[str, object]]:
    from SALib.analyze import morris, sobol

    if asked.method == "morris":
        found = morris.analyze(_problem(names), unit, y, num_levels=LEVELS, seed=asked.seed)
        columns = {"mu_star": "mu_star", "mu_star_conf": "mu_star_conf", "mu": "mu", "sigma": "sigma"}
    else:
        spread = y.std() or 1.0
        found = sobol.analyze(_problem(names), (y - y.mean()) / spread, calc_second_order=False, seed=asked.seed)
        columns = {"total": "ST", "total_conf": "ST_conf", "first": "S1", "first_conf": "S1_conf"}
    for i, name in enumerate(names):
        yield {"kpi": kpi, "parameter": name, **{ours: float(found[theirs][i]) for ours, theirs in columns.items()}}
