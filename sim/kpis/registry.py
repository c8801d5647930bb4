"""Registry of measures, and their computation from the sums of a run's days.

Every measure is a ratio of sums over the counted days (those after the warm-up), never a mean of daily ratios. A contact
counts on the day on which it ended. What is undefined, as waits where nobody called, is NaN.
"""

import math
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from sim.i18n.translate import message
from sim.measure import Better, Function, Kpi, Sums
from sim.params import Params
from sim.plugins import PluginError, n_changes, registered
from sim.schema import DAY_MONEY, Floats, Record

COSTS = tuple(name for name in DAY_MONEY if name != "margin")
_AT_END = {"promoters_at_end": "n_promoters", "detractors_at_end": "n_detractors", "attitude_at_end": "attitude"}


class _Kpis(Mapping[str, Kpi]):
    """All measures by name: ours in the order of tables, then those of plug-ins, of their mechanisms too."""

    def __init__(self) -> None:
        self.ours: dict[str, Kpi] = {}
        self._all: tuple[int, dict[str, Kpi]] = -1, {}

    def __getitem__(self, name: str) -> Kpi:
        return self.ours[name] if name in self.ours else self._with_plugins()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._with_plugins())

    def __len__(self) -> int:
        return len(self._with_plugins())

    def _with_plugins(self) -> dict[str, Kpi]:
        n = n_changes()
        if self._all[0] != n:
            more = [*registered("measure").values(), *(one for mechanism in registered("mechanism").values()
                                                      for one in mechanism.kpis)]
            found = dict(self.ours)
            for measure in more:
                if measure.name in found:
                    raise PluginError(message("plug-in {name}: there is a measure of this name.", name=measure.name))
                found[measure.name] = measure
            self._all = n, found
        return self._all[1]


KPIS = _Kpis()


def kpi(label: str, unit: str, better: Better) -> Callable[[Function], Function]:
    """Declare a function as a measure under its own name; its docstring is the definition. See `Kpi`."""

    def enter(function: Function) -> Function:
        KPIS.ours[function.__name__] = Kpi(function.__name__, label, unit, better, function)
        return function

    return enter


def compute_kpis(sums: Sums, params: Params) -> dict[str, float]:
    """Every measure of some days' sums."""
    return {measure.name: measure.function(sums, params) for measure in KPIS.values()}


def kpis_of(record: Record, params: Params) -> dict[str, float]:
    """Every measure of a run's counted days."""
    return compute_kpis(sum_days(record.days, record.warm_up_days), params)


def sum_days(days: Mapping[str, Floats], first: int, until: int | None = None) -> Sums:
    """Sums of the days from `first` to before `until`, and what stood at their end.

    Args:
        days: columns of `Record.days` [n_days].
        first: first day that counts, in an index of `days`.
        until: the day after the last; None for the end.

    Returns:
        A sum per column, 0 for those of plug-ins that are off; of `queue_peak` the highest; `n_days`; `n_open_days`, on which
        someone worked or called; and, at the end of the last day, `customers_at_end`, `promoters_at_end`, `detractors_at_end` and
        `attitude_at_end` (added up over customers).
    """
    some = {name: column[first:until] for name, column in days.items()}
    sums = {one: 0.0 for mechanism in registered("mechanism").values() for one in mechanism.daily_sums}
    sums |= {name: math.fsum(column.tolist()) for name, column in some.items()}
    sums["n_days"] = float(some["n_opened"].size)
    sums["n_open_days"] = float(np.count_nonzero((some["on_duty_s"] > 0.0) | (some["n_contacts"] > 0.0)))
    if not sums["n_days"]:
        return sums | dict.fromkeys(("customers_at_end", *_AT_END), 0.0)
    sums["queue_peak"] = float(some["queue_peak"].max())
    last = {name: float(some[name][-1]) for name in ("n_customers", "n_left", "n_joined", *_AT_END.values())}
    sums["customers_at_end"] = last["n_customers"] - last["n_left"] + last["n_joined"]
    return sums | {name: last[column] for name, column in _AT_END.items()}
