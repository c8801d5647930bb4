"""Sums over the counted days of a run: what every measure is made of."""

import math
from collections.abc import Mapping

import numpy as np

from sim.schema import Floats

Sums = dict[str, float]

_AT_END = {"promoters_at_end": "n_promoters", "detractors_at_end": "n_detractors", "attitude_at_end": "attitude"}


def counted_sums(days: Mapping[str, Floats], first: int, until: int | None = None) -> Sums:
    """Sums of the days from `first` to before `until`, and what stood at their end.

    Args:
        days: columns of `Record.days` [n_days].
        first: first day that counts, in an index of `days`.
        until: the day after the last; None for the end.

    Returns:
        A sum per column, but for `queue_peak`, which is the highest; `n_days`; `n_open_days`, on which someone worked
        or called; and, at the end of the last day, `customers_at_end`, `promoters_at_end`, `detractors_at_end` and
        `attitude_at_end` (added up over customers).
    """
    some = {name: column[first:until] for name, column in days.items()}
    sums = {name: math.fsum(column.tolist()) for name, column in some.items()}
    sums["n_days"] = float(some["n_born"].size)
    sums["n_open_days"] = float(np.count_nonzero((some["on_duty_s"] > 0.0) | (some["n_contacts"] > 0.0)))
    if not sums["n_days"]:
        return sums | dict.fromkeys(("customers_at_end", *_AT_END), 0.0)
    sums["queue_peak"] = float(some["queue_peak"].max())
    last = {name: float(some[name][-1]) for name in ("n_customers", "n_left", "n_joined", *_AT_END.values())}
    sums["customers_at_end"] = last["n_customers"] - last["n_left"] + last["n_joined"]
    return sums | {name: last[column] for name, column in _AT_END.items()}
