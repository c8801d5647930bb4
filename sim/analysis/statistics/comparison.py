"""Comparison of scenarios on the same customers: paired differences with intervals."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit  # importing scipy.stats takes 1.5 s

from sim.config.errors import value_text
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


def with_points(table: pd.DataFrame, points: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """A table with a column for each swept key after the column `scenario`; unchanged without a sweep.

    Numbers are numbers, with NaN for null; a key with values of several types has them as texts. The choice of the scenario
    itself stands in `scenario_choice`.

    Args:
        table: with a column `scenario`.
        points: values of the swept keys, by the name of the scenario.
    """
    found = table.copy()
    for at, key in enumerate(dict.fromkeys(key for values in points.values() for key in values)):
        column = {name: values[key] for name, values in points.items() if key in values}
        found.insert(list(table.columns).index("scenario") + 1 + at, "scenario_choice" if key == "scenario" else key,
                     table["scenario"].map(_of_one_type(column)))
    return found


def _of_one_type(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as numbers if all are numbers or null, else unchanged if all have one type, else as texts."""
    if all(value is None or (isinstance(value, int | float) and not isinstance(value, bool)) for value in values.values()):
        return {name: np.nan if value is None else value for name, value in values.items()}
    if len({type(value) for value in values.values()}) == 1 and not isinstance(next(iter(values.values())), list | dict):
        return dict(values)
    return {name: value if isinstance(value, str) else value_text(value) for name, value in values.items()}


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
