"""Number of replications: until the joint intervals of all deciding differences are as narrow as requested.

A question that is decided on several measures in several scenarios makes as many comparisons, and each raises the probability
that one is wrong. Intervals here hold *together* with 95 % confidence: each is widened to 1 - .05 / m, m being the number of
comparisons (Bonferroni; Law 2015, Simulation Modeling and Analysis, section 9.4.2). Replications are added until they are narrow
enough (the sequential procedure of Chow & Robbins 1965; Law, section 9.4.1), so that the precision is chosen before the answer is
known.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sim.analysis.statistics.comparison import CONFIDENCE, interval

COLUMNS = ["scenario", "kpi", "difference", "low", "high", "n", "n_comparisons", "wanted", "reached"]
_MAX_GROWTH = 2.0  # limits the number where the half-width is estimated from few replications


def joint(
    runs: pd.DataFrame, names: Sequence[str], decide_on: Sequence[str], within: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Paired differences with joint 95 % intervals.

    Args:
        runs: `Answer.runs`.
        names: scenarios, the base of comparison first.
        decide_on: measures compared.
        within: half-widths wanted, by measure.

    Returns:
        A row per other scenario and measure, with `difference` from the first, `low`, `high` (of the joint interval), `n`
        replications, `n_comparisons` corrected for, `wanted` half-width (NaN: none) and whether it was `reached`.
    """
    by_name = {name: runs[runs["scenario"] == name].set_index("replication") for name in names}
    n_comparisons = max(1, (len(names) - 1) * len(decide_on))
    rows = []
    for name in names[1:]:
        for kpi in decide_on:
            paired = (by_name[name][kpi] - by_name[names[0]][kpi]).to_numpy(dtype=float)
            found = interval(paired, 1.0 - (1.0 - CONFIDENCE) / n_comparisons)
            wanted = (within or {}).get(kpi, math.nan)
            rows.append({"scenario": name, "kpi": kpi, "difference": found.mean, "low": found.low, "high": found.high,
                         "n": found.n, "n_comparisons": n_comparisons, "wanted": wanted,
                         "reached": bool(np.isnan(wanted) or (found.high - found.low) / 2.0 <= wanted)})
    return pd.DataFrame(rows, columns=COLUMNS)


def replications_needed(table: pd.DataFrame, n: int, at_most: int) -> int:
    """Replications needed for the widest interval, estimated after `n`; `n` if all are reached or no more are allowed.

    Half-widths shrink with the square root of n; 5 % are added, because the estimate is uncertain.

    >>> rows = [("a", "nps", 0, -2, 2, 10, 1, 1.5, False), ("b", "nps", 0, -1, 1, 10, 1, 1.5, True)]
    >>> replications_needed(pd.DataFrame(rows, columns=COLUMNS), 10, 60)
    19
    """
    open_rows = table[~table["reached"]]
    if open_rows.empty or n >= at_most:
        return n
    ratio = float(((open_rows["high"] - open_rows["low"]) / 2.0 / open_rows["wanted"]).max())
    if not math.isfinite(ratio):  # one replication, or a measure that is undefined
        return min(at_most, max(n + 1, 2 * n))
    return min(at_most, max(n + 1, math.ceil(n * min(1.05 * ratio**2, _MAX_GROWTH))))
