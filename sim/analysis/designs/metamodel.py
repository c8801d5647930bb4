"""Metamodel: a measure predicted from the parameters, with its error, by scikit-learn's Gaussian process."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.analysis.designs.parameter_ranges import Ranges, share_at, value_at

FOLDS = 10
N_STEPS = 11
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Metamodel:
    """A fitted Gaussian process.

    Attributes:
        ranges: of the parameters, by name.
        kpi: the measure.
        unit: the design's points in the unit cube [n_points, n_parameters].
        process: scikit-learn's regressor.
        quality: `kpi`, `n_points`, `sd` of the measure over the points, `error` (root mean square over folds that were left
            out), `explained` share of the variance there, `noise` (standard deviation of a point's mean over replications).
    """

    ranges: Ranges
    kpi: str
    unit: Array
    process: Any
    quality: dict[str, float | str]

    def __call__(self, unit: Array) -> Array:
        """The measure predicted at points of the unit cube."""
        found: Array = self.process.predict(unit)
        return found


def fitted(table: pd.DataFrame, ranges: Ranges, column: str) -> Metamodel:
    """Fit one measure over a design's points.

    Args:
        table: a row per point and replication, with the parameters' columns.
        ranges: of the parameters, by name.
        column: the measure; rows where it is NaN are left out.
    """
    some = table.dropna(subset=[column])
    by_point = some.groupby("point")
    unit = in_cube(by_point[list(ranges)].first(), ranges)
    value = by_point[column].mean().to_numpy(dtype=float)
    noise = float(np.sqrt((by_point[column].var(ddof=1) / by_point[column].size()).mean()))
    folds = np.arange(value.size) % min(FOLDS, value.size)
    predicted = np.empty_like(value)
    for fold in np.unique(folds):
        left_out = folds == fold
        predicted[left_out] = _process(len(ranges)).fit(unit[~left_out], value[~left_out]).predict(unit[left_out])
    error, sd = float(np.sqrt(np.mean((predicted - value) ** 2))), float(value.std())
    quality: dict[str, float | str] = {
        "kpi": column, "n_points": float(value.size), "sd": sd, "error": error,
        "explained": 1.0 - error**2 / sd**2 if sd else float("nan"), "noise": noise}
    return Metamodel(ranges, column, unit, _process(len(ranges)).fit(unit, value), quality)


def in_cube(values: pd.DataFrame, ranges: Ranges) -> Array:
    """Parameters' values as places in the unit cube [n_points, n_parameters]: the inverse of `parameter_ranges.values`."""
    return np.array([[share_at(name, one, value) for value in values[name]] for name, one in ranges.items()]).T


def effects(model: Metamodel) -> pd.DataFrame:
    """The effect of each parameter, averaged over the others as in the design: a row per parameter and step along its range.

    Columns: `kpi`, `parameter`, `value` of the parameter, `mean` predicted over the design's points.
    """
    rows = []
    for i, (name, one) in enumerate(model.ranges.items()):
        for u in np.linspace(0.0, 1.0, N_STEPS):
            there = model.unit.copy()
            there[:, i] = u
            value = value_at(name, one, float(u))
            rows.append({"kpi": model.kpi, "parameter": name, "value": value, "mean": float(model(there).mean())})
    return pd.DataFrame(rows)


def _process(n_parameters: int) -> Any:
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    kernel = (ConstantKernel(1.0, (1e-2, 1e3)) * RBF(np.full(n_parameters, 1.0), (0.05, 1e3))
              + WhiteKernel(1e-3, (1e-8, 1.0)))
    return _Quiet(GaussianProcessRegressor(kernel, normalize_y=True, random_state=1))


class _Quiet:
    """A Gaussian process without warnings of a length scale at its bound: that of a parameter without effect is infinite."""

    def __init__(self, process: Any) -> None:
        self.process = process

    def fit(self, unit: Array, value: Array) -> "_Quiet":
        """As scikit-learn's."""
        import warnings

        from sklearn.exceptions import ConvergenceWarning

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self.process.fit(unit, value)
        return self

    def predict(self, unit: Array) -> Array:
        """As scikit-learn's."""
        found: Array = self.process.predict(unit)
        return found
