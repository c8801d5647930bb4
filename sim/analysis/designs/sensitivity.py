"""Sensitivity of the measures to the parameters: Morris screening, or Sobol's indices, by SALib."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.config.experiment_file import Sensitivity

LEVELS = 4


def _problem(names: list[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def sample_points(asked: Sensitivity, names: list[str]) -> npt.NDArray[np.float64]:
    """Points of the unit cube [n_points, n_parameters] from which the indices can be computed."""
    from SALib.sample import morris, sobol

    found: npt.NDArray[np.float64]
    if asked.method == "morris":
        found = morris.sample(_problem(names), asked.n, num_levels=LEVELS, seed=asked.seed)
    else:
        found = sobol.sample(_problem(names), asked.n, calc_second_order=False, seed=asked.seed)
    return found


def indices(
    asked: Sensitivity, names: list[str], unit: npt.NDArray[np.float64], y: npt.NDArray[np.float64], kpi: str
) -> Iterator[dict[str, object]]:
    """A row per parameter: `kpi`, `parameter` and its indices, from the measure `y` [n_points] at the sampled points.

    Morris: `mu_star` (mean size of the measure's change over a parameter's whole range), `mu_star_conf` (half its 95 %
    interval), `mu` (with sign), `sigma` (how much the change depends on the other parameters). Sobol: `total` and
    `first` (shares of the measure's variance: with and without interactions of the parameter) with `total_conf`,
    `first_conf`.
    """
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
