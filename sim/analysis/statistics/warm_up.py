"""Length of the warm-up: MSER-5 on the measures of each open day.

Source: White (1997), "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6); White,
Cobb & Spratt (2000), Proceedings of the Winter Simulation Conference. None of the dependencies implements it.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.kpis import KPIS, sum_days
from sim.params import Params
from sim.schema import Floats

BATCH = 5
Series = npt.NDArray[np.float64]


def mser(series: Series, batch: int = BATCH) -> int | None:
    """Number of observations to leave out at the start, a multiple of `batch`; None if the series does not settle.

    Of all truncation points in the first half, the one with the smallest squared standard error of the rest, over means of five
    observations. If it is the middle itself, the run is too short.

    >>> mser(np.r_[np.linspace(9.0, 0.0, 20), np.tile([0.0, 1.0], 40)])
    20
    """
    means = series[:series.size // batch * batch].reshape(-1, batch).mean(axis=1)
    n = means.size
    if n < 4:
        return None
    errors = [float(np.square(means[cut:] - means[cut:].mean()).sum() / (n - cut)**2) for cut in range(n // 2 + 1)]
    cut = int(np.argmin(errors))
    return cut * batch if cut < n // 2 else None


def daily(replications: Sequence[Mapping[str, Floats]], measures: Sequence[str], params: Params) -> pd.DataFrame:
    """A row per day on which the centre was open in all replications: `day` and the mean of each measure over them."""
    n_days = min(days["n_opened"].size for days in replications)
    rows = []
    for day in range(n_days):
        sums = [sum_days(days, day, day + 1) for days in replications]
        if all(one["n_open_days"] for one in sums):
            found = {kpi: [KPIS[kpi].function(one, params) for one in sums] for kpi in measures}
            rows.append({"day": day, **{kpi: _mean(values) for kpi, values in found.items()}})
    return pd.DataFrame(rows, columns=["day", *measures])


def settled(days: pd.DataFrame) -> pd.DataFrame:
    """A row per measure: `kpi`, and `settled_day`, the first day to be counted (NaN: it does not settle)."""
    rows = []
    for kpi in days.columns.drop("day"):
        some = days[["day", kpi]].dropna()
        cut = mser(some[kpi].to_numpy(dtype=float))
        rows.append({"kpi": kpi, "settled_day": math.nan if cut is None else float(some["day"].iloc[cut])})
    return pd.DataFrame(rows)


def _mean(values: Sequence[float]) -> float:
    some = [value for value in values if not math.isnan(value)]
    return sum(some) / len(some) if some else math.nan
