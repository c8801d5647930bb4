"""Registry of measures, and their computation from the sums of a run's days.

Every measure is a ratio of sums over the counted days (those after the warm-up), never a mean of daily ratios. A contact
counts on the day on which it ended. What is undefined, as waits where nobody called, is NaN.
"""

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast

import numpy as np

from sim.i18n.translate import message
from sim.kpis import channels, customers, loyalty, money, people, service, voice, waiting
from sim.measure import Kpi, Sums
from sim.mechanisms import MECHANISMS
from sim.params import Params
from sim.plugins import PluginError, n_changes, registered, what_failed
from sim.schema import WAITING_IN_THE_EVENING, Floats, Record

_AT_END = {"promoters_at_end": "n_promoters", "detractors_at_end": "n_detractors", "attitude_at_end": "attitude"}
_TOPICS = (waiting, service, people, customers, loyalty, voice, channels, money)     # in the order of tables


class _Kpis(Mapping[str, Kpi]):
    """All measures by name: ours in the order of tables, then those of plug-ins, of their mechanisms too."""

    def __init__(self, ours: dict[str, Kpi]) -> None:
        self.ours = ours
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
                found[measure.name] = _guarded(measure)
            self._all = n, found
        return self._all[1]


def _guarded(measure: Kpi) -> Kpi:
    """A plug-in's measure, whose function cannot change the sums that others read, and whose errors name it."""
    @functools.wraps(measure.function)
    def function(s: Sums, params: Params) -> float:
        try:
            return float(measure.function(cast(Sums, MappingProxyType(s)), params))
        except Exception as error:  # of a stranger's function: of any kind
            raise PluginError(message("measure {name}: its function fails: {why}.", name=measure.name,
                                      why=what_failed(error))) from error

    return replace(measure, function=function)


def _all_kpis() -> dict[str, Kpi]:
    """Every measure by name, by topic: those of no mechanism, then those of mechanisms."""
    of_mechanisms = [measure for mechanism in MECHANISMS for measure in mechanism.kpis]
    found: list[Kpi] = []
    for topic in _TOPICS:
        found += [value for value in vars(topic).values() if isinstance(value, Kpi) and value not in of_mechanisms]
        found += [measure for measure in of_mechanisms if topic.__name__.endswith(f".{measure.topic}")]
    found += [measure for measure in of_mechanisms if not measure.topic]
    return {measure.name: measure for measure in found}


KPIS: Final = _Kpis(_all_kpis())


def compute_kpis(sums: Sums, params: Params) -> dict[str, float]:
    """Every measure of some days' sums.

    Raises:
        PluginError: the function of a plug-in's measure fails.
    """
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
        someone worked or called; at the end of the last open day, `waiting_at_end`; and, at the end of the last day,
        `customers_at_end`, `promoters_at_end`, `detractors_at_end` and `attitude_at_end` (added up over customers).
    """
    some = {name: column[first:until] for name, column in days.items()}
    sums = {one: 0.0 for mechanism in registered("mechanism").values() for one in mechanism.daily_sums}
    sums |= {name: math.fsum(column.tolist()) for name, column in some.items()}
    sums["n_days"] = float(some["n_opened"].size)
    is_open = (some["on_duty_s"] > 0.0) | (some["n_contacts"] > 0.0)
    sums["n_open_days"] = float(np.count_nonzero(is_open))
    if not sums["n_days"]:
        return sums | dict.fromkeys(("customers_at_end", "waiting_at_end", *_AT_END), 0.0)
    sums["queue_peak"] = float(some["queue_peak"].max())
    last = {name: float(some[name][-1]) for name in ("n_customers", "n_left", "n_joined", *_AT_END.values())}
    last_open = int(np.flatnonzero(is_open)[-1]) if sums["n_open_days"] else 0      # on closed days nothing is counted
    sums["waiting_at_end"] = math.fsum(float(some[name][last_open]) for name in WAITING_IN_THE_EVENING if name in some)
    sums["customers_at_end"] = last["n_customers"] - last["n_left"] + last["n_joined"]
    return sums | {name: last[column] for name, column in _AT_END.items()}
