"""Continuous distributions that the engines draw from a table of quantiles, and operations on them.

A distribution is a `Family` of scipy, or it is made from others: truncated, shifted, the shorter or the longer of two. `table_of`
makes its table. The module needs numpy and scipy; `sim.random.families` imports it only for a text that asks for it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.random.tabulated import nodes, side_by_side

Floats = NDArray[np.float64]
SMALLEST_SHARE = 1e-9          # of a distribution that a truncation may keep
_N_HALVINGS = 80               # of an interval in which a quantile lies
_NODES = np.array(list(nodes()))   # probabilities of a table's side
_DIGITS = 10                   # of a quantile: another processor's last bits give the same table


class Continuous(Protocol):
    """A continuous distribution of durations [s]; arrays in, arrays of the same shape out."""

    def __hash__(self) -> int:
        """Equal distributions are one."""

    def cdf(self, x_s: Floats) -> Floats:
        """Probability of at most `x_s`."""

    def sf(self, x_s: Floats) -> Floats:
        """Probability of more than `x_s`, exact where it is small."""

    def ppf(self, share: Floats) -> Floats:
        """The duration [s] with probability `share` below it."""

    def isf(self, share: Floats) -> Floats:
        """The duration [s] with probability `share` above it, exact where that is small."""


@dataclass(frozen=True, slots=True)
class Family:
    """A distribution of scipy.stats.

    Attributes:
        name: its name there.
        args: shape parameters, in scipy's order.
        loc_s: location [s].
        scale_s: scale [s].
    """

    name: str
    args: tuple[float, ...]
    loc_s: float
    scale_s: float

    @property
    def _scipy(self) -> Any:
        return _frozen(self)

    def mean_s(self) -> float:
        return float(self._scipy.mean())

    def cdf(self, x_s: Floats) -> Floats:
        return np.asarray(self._scipy.cdf(x_s))

    def sf(self, x_s: Floats) -> Floats:
        return np.asarray(self._scipy.sf(x_s))

    def ppf(self, share: Floats) -> Floats:
        return np.asarray(self._scipy.ppf(share))

    def isf(self, share: Floats) -> Floats:
        return np.asarray(self._scipy.isf(share))


@lru_cache(maxsize=256)
def _frozen(family: Family) -> Any:
    return getattr(stats, family.name)(*family.args, loc=family.loc_s, scale=family.scale_s)


@dataclass(frozen=True, slots=True)
class Tabulated:
    """A plug-in's distribution, from its table: see `sim.random.tabulated`."""

    quantiles: tuple[float, ...]

    def _side(self, upper: bool) -> Floats:
        half = len(self.quantiles) // 2
        return np.array(self.quantiles[half:-1] if upper else self.quantiles[:half - 1])

    def cdf(self, x_s: Floats) -> Floats:
        values = self._side(upper=False)
        return np.where(x_s < values[0], 0.0, np.where(x_s > values[-1], 1.0 - self.sf(x_s), np.interp(x_s, values, _NODES)))

    def sf(self, x_s: Floats) -> Floats:
        values = self._side(upper=True)[::-1]
        above = np.where(x_s >= values[-1], 0.0, np.interp(x_s, values, _NODES[::-1]))
        below = np.interp(x_s, self._side(upper=False), _NODES)
        return np.where(x_s < values[0], 1.0 - below, above)

    def ppf(self, share: Floats) -> Floats:
        return np.where(share <= 0.5, np.interp(share, _NODES, self._side(upper=False)),
                        np.interp(1.0 - share, _NODES, self._side(upper=True)))

    def isf(self, share: Floats) -> Floats:
        return np.where(share <= 0.5, np.interp(share, _NODES, self._side(upper=True)),
                        np.interp(1.0 - share, _NODES, self._side(upper=False)))


@dataclass(frozen=True, slots=True)
class Truncated:
    """A distribution given that its value lies between two limits [s]; values beyond them are left out."""

    of: Continuous
    low_s: float
    high_s: float

    def share(self) -> float:
        """Probability of the values between the limits."""
        low, high = np.array([self.low_s]), np.array([self.high_s])
        if self.of.cdf(low)[0] > 0.5:
            return float(self.of.sf(low)[0] - self.of.sf(high)[0])
        return float(self.of.cdf(high)[0] - self.of.cdf(low)[0])

    def cdf(self, x_s: Floats) -> Floats:
        inside = np.clip(x_s, self.low_s, self.high_s)
        return (self.of.cdf(inside) - self.of.cdf(np.array([self.low_s]))) / self.share()

    def sf(self, x_s: Floats) -> Floats:
        inside = np.clip(x_s, self.low_s, self.high_s)
        return (self.of.sf(inside) - self.of.sf(np.array([self.high_s]))) / self.share()

    def ppf(self, share: Floats) -> Floats:
        return self._quantile(share, 1.0 - share)

    def isf(self, share: Floats) -> Floats:
        return self._quantile(1.0 - share, share)

    def _quantile(self, below: Floats, above: Floats) -> Floats:
        """With these shares of the truncated distribution below and above, from the smaller share of the whole one."""
        of_all = self.share()
        lower = self.of.cdf(np.array([self.low_s])) + of_all * below
        upper = self.of.sf(np.array([self.high_s])) + of_all * above
        return np.clip(np.where(lower <= 0.5, self.of.ppf(np.minimum(lower, 0.5)), self.of.isf(np.minimum(upper, 0.5))),
                       self.low_s, self.high_s)


@dataclass(frozen=True, slots=True)
class Shifted:
    """A distribution and a constant [s]."""

    of: Continuous
    by_s: float

    def cdf(self, x_s: Floats) -> Floats:
        return self.of.cdf(x_s - self.by_s)

    def sf(self, x_s: Floats) -> Floats:
        return self.of.sf(x_s - self.by_s)

    def ppf(self, share: Floats) -> Floats:
        return self.of.ppf(share) + self.by_s

    def isf(self, share: Floats) -> Floats:
        return self.of.isf(share) + self.by_s


@dataclass(frozen=True, slots=True)
class Shorter:
    """The shorter of two independent durations."""

    one: Continuous
    other: Continuous

    def cdf(self, x_s: Floats) -> Floats:
        one, other = self.one.cdf(x_s), self.other.cdf(x_s)
        return one + other * (1.0 - one)

    def sf(self, x_s: Floats) -> Floats:
        return self.one.sf(x_s) * self.other.sf(x_s)

    def ppf(self, share: Floats) -> Floats:
        low = np.minimum(self.one.ppf(share / 2.0), self.other.ppf(share / 2.0))
        return _where_is(self.cdf, share, low, np.minimum(self.one.ppf(share), self.other.ppf(share)))

    def isf(self, share: Floats) -> Floats:
        root = np.sqrt(share)
        low = np.minimum(self.one.isf(root), self.other.isf(root))
        return _where_is(lambda x_s: -self.sf(x_s), -share, low, np.minimum(self.one.isf(share), self.other.isf(share)))


@dataclass(frozen=True, slots=True)
class Longer:
    """The longer of two independent durations."""

    one: Continuous
    other: Continuous

    def cdf(self, x_s: Floats) -> Floats:
        return self.one.cdf(x_s) * self.other.cdf(x_s)

    def sf(self, x_s: Floats) -> Floats:
        one, other = self.one.sf(x_s), self.other.sf(x_s)
        return one + other * (1.0 - one)

    def ppf(self, share: Floats) -> Floats:
        root = np.sqrt(share)
        high = np.maximum(self.one.ppf(root), self.other.ppf(root))
        return _where_is(self.cdf, share, np.maximum(self.one.ppf(share), self.other.ppf(share)), high)

    def isf(self, share: Floats) -> Floats:
        high = np.maximum(self.one.isf(share / 2.0), self.other.isf(share / 2.0))
        low = np.maximum(self.one.isf(share), self.other.isf(share))
        return _where_is(lambda x_s: -self.sf(x_s), -share, low, high)


def _where_is(rising: Callable[[Floats], Floats], level: Floats, low_s: Floats, high_s: Floats) -> Floats:
    """Where a rising function reaches a level, by halving intervals that contain the places [s]."""
    for _ in range(_N_HALVINGS):
        middle_s = 0.5 * (low_s + high_s)
        is_above = rising(middle_s) >= level
        low_s, high_s = np.where(is_above, low_s, middle_s), np.where(is_above, middle_s, high_s)
    return high_s


@lru_cache(maxsize=256)
def table_of(distribution: Continuous) -> tuple[tuple[float, ...], float]:
    """The table of a distribution's quantiles, as of `sim.random.tabulated`, and the mean of what is drawn from it [s]."""
    shares = _NODES
    with np.errstate(all="ignore"):
        below, above = distribution.ppf(shares), distribution.isf(shares)
    below, above = _rounded(below), _rounded(above)
    mean_s = math.fsum(float(np.sum(np.diff(shares) * (side[1:] + side[:-1]) / 2.0)) for side in (below, above))
    return side_by_side(below.tolist(), above.tolist()), mean_s


def _rounded(values_s: Floats) -> Floats:
    return np.array([float(f"{value_s:.{_DIGITS}g}") for value_s in values_s.tolist()])
