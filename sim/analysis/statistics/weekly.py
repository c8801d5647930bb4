"""Weekly measures of a run, which show a centre's drift."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.kpis import KPIS, sum_days
from sim.params import Params
from sim.schema import Floats
from sim.units import WEEK_DAYS

COLUMNS = ("nps", "n_customers", "occupancy", "strain", "fcr_share", "asa_s", "abandoned_share", "n_quits")
_MEASURES = tuple(name for name in COLUMNS if name in KPIS)
_SUMMED = (  # columns that these measures need; adding up all columns of every week would take too long
    "n_opened", "n_contacts", "n_answered", "n_abandoned", "n_balked", "n_called_back", "n_emails", "n_emails_answered",
    "n_chats", "n_chats_answered", "n_chats_abandoned",
    "wait_answered_s", "n_first_conversations", "n_first_solved", "queue_peak",
    "on_duty_s", "busy_s", "break_s", "n_employed", "strain", "n_quits",
    "n_customers", "n_left", "n_joined", "n_promoters", "n_detractors", "attitude")


def weekly(days: Mapping[str, Floats], warm_up_days: int, params: Params) -> npt.NDArray[np.float64]:
    """`COLUMNS` for each week of the horizon [n_weeks, n_columns].

    Ratios are those of the week's sums; `nps` and `n_customers` are those of its end; `n_quits` are cumulated from the
    first counted day. Days after the last whole week are left out, except if the horizon is shorter than a week.
    """
    n_days = days["n_opened"].size
    n_weeks = max((n_days - warm_up_days) // WEEK_DAYS, 1)
    summed = {name: days[name] for name in _SUMMED}
    rows, n_quits = [], 0.0
    for week in range(n_weeks):
        first = warm_up_days + week * WEEK_DAYS
        sums = sum_days(summed, first, min(first + WEEK_DAYS, n_days))
        n_quits += sums["n_quits"]
        found = {name: KPIS[name].function(sums, params) for name in _MEASURES}
        found |= {"n_customers": sums["customers_at_end"], "n_quits": n_quits}
        rows.append([found[name] for name in COLUMNS])
    return np.array(rows, dtype=np.float64)


def drift(weeks: Mapping[str, Sequence[npt.NDArray[np.float64]]]) -> pd.DataFrame:
    """Means over replications: a row per scenario and `week`, counted from 1; NaN where no replication has a value."""
    tables = []
    for name, replications in weeks.items():
        if not replications:
            continue
        stack = np.stack(replications)
        there = np.isfinite(stack)
        n = there.sum(axis=0)
        mean = np.where(there, stack, 0.0).sum(axis=0) / np.where(n > 0, n, 1)
        table = pd.DataFrame(np.where(n > 0, mean, np.nan), columns=list(COLUMNS))
        table.insert(0, "week", np.arange(1, len(table) + 1))
        table.insert(0, "scenario", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["scenario", "week", *COLUMNS])
