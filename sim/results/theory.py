"""What queueing theory says of a run's load, feature by feature: from Erlang-C for the mean of the day to the simulated value.

Each step of the table adds one feature to the one before:

    first_calls   Erlang-C: first calls of cases only, at the mean load and staff of all opening hours
    all_calls     Erlang-C: all calls, redials and repeats included
    patience      Erlang-A: customers abandon
    intervals     Erlang-A by interval of the day (SIPP): peaks, and the agents of each interval
    days          Erlang-A by interval and by ten classes of days, from quiet to busy
    simulated     the run itself

`erlang_c_intervals`, Erlang-C by interval, stands beside them: the usual calculation of planners. The load is the run's own:
calls, handle time and agents' time on the phone are counted, not taken from the scenario. A value is NaN where the formula has no
steady state. If customers never abandon, Erlang-C takes the place of Erlang-A, and there is no step `patience`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from sim.params import Params
from sim.queueing import StaffedPeriod, n_overloaded, period_by_period
from sim.results.load import DailyLoad, IntervalProfile
from sim.schema import IN_TIME_S
from sim.units import HOUR_S

N_DAY_CLASSES = 10
MEASURES = ("asa_s", "answered_in_20s_share", "abandoned_share", "occupancy")
COLUMNS = ("step", "formula", "load_erlang", "n_agents", "n_periods", "n_overloaded", *MEASURES)


def mean_patience_s(params: Params) -> float:
    """Mean patience of callers [s]: balking counts as no patience; infinite where nobody abandons."""
    if not params.mechanisms.patience:
        return math.inf
    factor = math.fsum(one.share * one.patience_factor for one in params.contact_types.values())
    return (1.0 - params.patience.balk_prob) * params.patience.distribution.mean_s * factor


def theory_table(
    params: Params, loads: Sequence[DailyLoad], profile: IntervalProfile, simulated: Mapping[str, float]
) -> pd.DataFrame:
    """A row per step, in the order of the head of this file; no rows without calls, answers or agents.

    Args:
        params: the centre.
        loads: of each replication.
        profile: of any of the replications; only its shares count.
        simulated: the run's measures, means over replications.

    Returns:
        `step`, `formula` (`erlang_c`, `erlang_a` or `simulation`), `load_erlang` (offered load, mean of the opening hours),
        `n_agents` (on the phone, mean of the opening hours), `n_periods`, `n_overloaded` (periods in which the load is at least
        the number of agents), then a column per name of `MEASURES`.
    """
    day = DailyLoad(*(np.concatenate(column) for column in zip(*loads, strict=True)))
    with_agents = day.on_phone_s > 0.0
    day = DailyLoad(*(column[with_agents] for column in day))
    if not (day.n_calls.sum() and day.n_answered.sum() and profile.n_calls.sum() and profile.agent_s.sum()):
        return pd.DataFrame(columns=list(COLUMNS))
    handle_s = float(day.handle_s.sum() / day.n_answered.sum())
    rows = [_row(step, periods, handle_s, patience_s) for step, periods, patience_s in _steps(params, day, profile)]
    last = rows[-1] | {"step": "simulated", "formula": "simulation", "n_periods": 0, "n_overloaded": 0}
    return pd.DataFrame([*rows, last | {name: simulated[name] for name in MEASURES}], columns=list(COLUMNS))


def _steps(params: Params, day: DailyLoad, profile: IntervalProfile) -> Iterator[tuple[str, list[StaffedPeriod], float]]:
    """Each step of theory: its name, its periods and the mean patience [s]."""
    opens_s, closes_s = params.centre.opens_h * HOUR_S, params.centre.closes_h * HOUR_S
    inside = (profile.from_s >= opens_s) & (profile.until_s <= closes_s)
    n_calls, on_phone_s = float(day.n_calls.mean()), float(day.on_phone_s.mean())
    inside_s = on_phone_s * profile.agent_s[inside].sum() / profile.agent_s.sum()
    whole = StaffedPeriod(closes_s - opens_s, n_calls / (closes_s - opens_s), inside_s / (closes_s - opens_s))
    first_share = float(profile.n_first_calls.sum() / profile.n_calls.sum())
    patience_s = mean_patience_s(params)
    by_interval = _periods(profile, n_calls, on_phone_s)
    yield "first_calls", [whole._replace(contacts_per_s=whole.contacts_per_s * first_share)], math.inf
    yield "all_calls", [whole], math.inf
    if math.isfinite(patience_s):
        yield "erlang_c_intervals", by_interval, math.inf
        yield "patience", [whole], patience_s
    yield "intervals", by_interval, patience_s
    yield "days", [period for n_days, calls, agents_s in day_classes(day)
                   for period in _periods(profile, calls, agents_s, n_days)], patience_s


def _periods(profile: IntervalProfile, n_calls: float, on_phone_s: float, n_days: int = 1) -> list[StaffedPeriod]:
    """The intervals of a day with so many calls and so much time of agents on the phone; `n_days` of them."""
    length_s = profile.until_s - profile.from_s
    calls_per_s = n_calls * profile.n_calls / profile.n_calls.sum() / length_s
    agents = on_phone_s * profile.agent_s / profile.agent_s.sum() / length_s
    return [StaffedPeriod(n_days * length, rate, n) for length, rate, n
            in zip(length_s.tolist(), calls_per_s.tolist(), agents.tolist(), strict=True) if rate > 0.0 or n > 0.0]


def day_classes(day: DailyLoad) -> list[tuple[int, float, float]]:
    """Days in classes of equal size, from quiet to busy: number of days, mean calls, mean time of agents on the phone [s].

    Days are ordered by calls per agent hour. The counts are first drawn towards their mean, so that their variance is that of
    the daily rate: a count's variance is that of its rate plus its mean (Poisson).
    """
    mean, variance = float(day.n_calls.mean()), float(day.n_calls.var())
    of_rate = math.sqrt(max(1.0 - mean / variance, 0.0)) if variance > 0.0 else 0.0
    calls = mean + of_rate * (day.n_calls - mean)
    order = np.argsort(calls / day.on_phone_s, kind="stable")
    return [(part.size, float(calls[part].mean()), float(day.on_phone_s[part].mean()))
            for part in np.array_split(order, min(N_DAY_CLASSES, order.size))]


def _row(step: str, periods: list[StaffedPeriod], handle_s: float, patience_s: float) -> dict[str, object]:
    """A step's row; measures are NaN where Erlang-C has no steady state."""
    length_s = math.fsum(one.length_s for one in periods if one.contacts_per_s > 0.0)
    contacts = math.fsum(one.length_s * one.contacts_per_s for one in periods)
    agents_s = math.fsum(one.length_s * one.n_agents for one in periods if one.contacts_per_s > 0.0)
    too_many, formula = n_overloaded(periods, handle_s), "erlang_c" if math.isinf(patience_s) else "erlang_a"
    row: dict[str, object] = {"step": step, "formula": formula, "load_erlang": contacts * handle_s / length_s,
                              "n_agents": agents_s / length_s, "n_periods": len(periods), "n_overloaded": too_many}
    if formula == "erlang_c" and too_many:
        return row | dict.fromkeys(MEASURES, math.nan)
    found = period_by_period(periods, handle_s, patience_s, IN_TIME_S)
    values = (found.mean_wait_served_s, found.in_time_of_fair, found.abandon_prob, found.occupancy)
    return row | dict(zip(MEASURES, values, strict=True))
