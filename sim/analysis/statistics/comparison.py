"""Comparison of scenarios on the same customers: paired differences with intervals."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit  # importing scipy.stats takes 1.5 s

from sim.kpis import KPIS

CONFIDENCE = 0.95
Rows = Mapping[tuple[str, int], Mapping[str, float]]  # by scenario and replication: a value per measure


class Interval(NamedTuple):
    """A mean over replications and its 95 % confidence interval; NaN limits with one replication."""

    mean: float
    low: float
    high: float
    n: int


def interval(values: np.ndarray, confidence: float = CONFIDENCE) -> Interval:
    """Student's t interval of independent replications; those that are NaN are left out.

    >>> [round(x, 6) for x in interval(np.array([1.0, 2.0, 3.0, np.nan]))]
    [2.0, -0.484138, 4.484138, 3]
    """
    some = values[np.isfinite(values)]
    n = some.size
    mean = float(some.mean()) if n else np.nan
    if n < 2:
        return Interval(mean, np.nan, np.nan, n)
    half = float(stdtrit(n - 1, 0.5 + confidence / 2.0) * some.std(ddof=1) / np.sqrt(n))
    return Interval(mean, mean - half, mean + half, n)


def run_table(rows: Rows, names: Sequence[str]) -> pd.DataFrame:
    """A row per scenario, in order, and replication: `scenario`, `replication`, a column per measure."""
    order = sorted(rows, key=lambda key: (names.index(key[0]), key[1]))
    return pd.DataFrame([{"scenario": name, "replication": nth, **rows[name, nth]} for name, nth in order],
                        columns=["scenario", "replication", *KPIS])


def differences(runs: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Each scenario's differences from the first, by measure: columns as in `Answer.differences`.

    Differences are taken replication by replication, on the same customers, where both have one.
    """
    by_name = {name: runs[runs["scenario"] == name].set_index("replication")[list(KPIS)] for name in names}
    base = by_name[names[0]]
    return pd.DataFrame(
        [row for name in names for row in _against(base, by_name[name], name)],
        columns=["scenario", "kpi", "base", "value", "difference", "low", "high", "value_low", "value_high", "n"])


def _against(base: pd.DataFrame, other: pd.DataFrame, name: str) -> Iterator[dict[str, object]]:
    paired = other - base.reindex(other.index)
    for kpi in KPIS:
        value, difference = interval(other[kpi].to_numpy(dtype=float)), interval(paired[kpi].to_numpy(dtype=float))
        yield {"scenario": name, "kpi": kpi, "base": interval(base[kpi].to_numpy(dtype=float)).mean,
               "value": value.mean, "difference": difference.mean, "low": difference.low, "high": difference.high,
               "value_low": value.low, "value_high": value.high, "n": difference.n}
