"""External validation: a table of a centre's values beside benchmarks from literature and articles.

A value outside its range is shown and explained; nothing is fitted to the range.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from sim.analysis.statistics.comparison import interval
from sim.analysis.statistics.validation_rows import ROWS
from sim.i18n.translate import Message, message

Verdict = Literal["inside", "below", "above", "no data"]

# Why base misses what it misses; written after the table was first made, and nothing was changed for it.
NOTES: Mapping[str, Message] = {
    "leaving_unsolved_over_solved": message(
        "the reports are of intentions, stated right after the case; here customers leave at some time in the following "
        "months, and most of those who leave had no case at all. With churn_beta 0.5 instead of 0.35, the end of its "
        "range, the ratio is 1.3; it takes 1.0 to reach 1.7."),
    "dissatisfied_cost_ratio": message(
        "the quoted 1.6 does not name the customers compared with. Relative to promoters alone the ratio is 1.3 to 1.4 "
        "here; passives, whom bad conversations have affected as well, lie in between. No parameter makes dissatisfied "
        "customers more costly: all they do is call again."),
    "complaint_conversation_share": message(
        "only cases in which a customer complains after the case ended are counted, not calls in which a customer "
        "complains about something else; centres themselves believe in less than 5 %. Where complaining is easy "
        "(easy_to_complain) the share is 5.7 %."),
    "occupancy": message(
        "82 % is a target of larger centres. Twenty agents over a long day are only a few at a time: with 14 agents "
        "occupancy is 75 %, callers wait 103 s and 19 % give up; four times the calls on three times the agents give 84 "
        "% at 70 s."),
}


class Validation(NamedTuple):
    """The table and its number of replications.

    Attributes:
        table: a row per observation: `key`, `what`, `value`, `half_width` (95 %, NaN with one replication), `low`, `high`
            (reported elsewhere), `verdict`, `origin` (put in, follows, emerges), `source`, `note`.
        n: replications.
    """

    table: pd.DataFrame
    n: int


def beside(usual: Sequence[Mapping[str, float]], pressed: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """`Validation.table` of some replications' numbers, of the usual centre and of the one under pressure."""
    rows = []
    for row in ROWS:
        value = interval(np.array([numbers[row.key] for numbers in (pressed if row.pressed else usual)], dtype=float))
        verdict = verdict_of(value.mean, row.low, row.high)
        rows.append({"key": row.key, "what": row.what, "value": value.mean, "half_width": (value.high - value.low) / 2.0,
                     "low": row.low, "high": row.high, "verdict": verdict, "origin": row.origin, "source": row.source,
                     "note": NOTES[row.key].id if row.key in NOTES and verdict != "inside" else ""})
    return pd.DataFrame(rows)


def verdict_of(value: float, low: float | None, high: float | None) -> Verdict:
    """Position of a number relative to a range; an end that is None is open.

    >>> verdict_of(0.5, 0.4, None), verdict_of(0.3, 0.4, 0.9), verdict_of(float("nan"), 0, 1)
    ('inside', 'below', 'no data')
    """
    if np.isnan(value):
        return "no data"
    if low is not None and value < low:
        return "below"
    return "above" if high is not None and value > high else "inside"
