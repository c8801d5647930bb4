"""Sampling of durations: the table of rows of all distributions, and a value drawn from it.

A distribution is a range of rows (code, p1, p2, p3, from_weight, to_weight); see `DurationDistribution.rows`. This is separate
from parsing, so that reading a scenario needs neither numpy nor a compiler.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.jit import compiled
from sim.random.distributions import EXACTLY, EXPONENTIAL, GAMMA, LOGNORMAL, TABULATED, UNIFORM, DurationDistribution
from sim.random.quantiles import exponential, gamma_by_pieces, gamma_pieces, lognormal, uniform_between
from sim.random.tabulated import N_OCTAVES, PER_OCTAVE, SIDE
from sim.units import LONGEST_S

_CODE, _P1, _P2, _P3, _FROM, _TO = 0, 1, 2, 3, 4, 5
_TINY = 2.0**-53  # the smallest uniform


def table(distributions: Sequence[DurationDistribution]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The table of some distributions for `draw`, then quantiles of the gamma distributions, by shape, and of those of plug-ins.

    Returns:
        All rows `[n_rows, 6]`, and each distribution's first row `[n_distributions]`.
    """
    rows = np.array([row for distribution in distributions for row in distribution.rows], dtype=np.float64).reshape(-1, 6)
    parts, sizes = [rows], [len(distribution.rows) for distribution in distributions]
    for shape in np.unique(rows[rows[:, 0] == GAMMA, 2]):
        rows[(rows[:, 0] == GAMMA) & (rows[:, 2] == shape), 3] = sum(map(len, parts))
        parts.append(gamma_pieces(float(shape)))
    place = iter(range(len(rows)))
    for distribution in distributions:
        for row, at in zip(distribution.rows, place, strict=False):
            if row[0] == TABULATED:
                rows[at, 3] = sum(map(len, parts))
                parts.append(np.reshape(distribution.tables[int(row[2])], (-1, 6)))
    return np.concatenate(parts), np.cumsum([0, *sizes], dtype=np.int64)[:-1]


@compiled
def draw(rows: NDArray[np.float64], first: int, u: float) -> float:
    """A duration [s] from the distribution that starts at a row: component and value, from one uniform.

    Args:
        rows: `[n, 6]` the table that `table` makes: code, p1, p2, p3, from_weight, to_weight.
        first: the distribution's first row.
        u: a uniform.

    Returns:
        Seconds, at most 1000 years; infinity for `never`.
    """
    row = first
    while u >= rows[row, _TO]:
        row += 1
    low, high = rows[row, _FROM], rows[row, _TO]
    v = u
    if low > 0.0 or high < 1.0:
        v = (u - low) / (high - low)
        if v < _TINY:
            v = _TINY
        elif v > 1.0 - _TINY:
            v = 1.0 - _TINY
    code, p1, p2 = rows[row, _CODE], rows[row, _P1], rows[row, _P2]
    if code == EXACTLY:
        return float(p1)
    if code == EXPONENTIAL:
        value_s = exponential(p1, v)
    elif code == LOGNORMAL:
        value_s = lognormal(rows[row, _P3], p2, v)
    elif code == UNIFORM:
        value_s = uniform_between(p1, p2, v)
    elif code == GAMMA:
        value_s = gamma_by_pieces(p1 / p2, rows, int(rows[row, _P3]), v)
    else:
        value_s = _tabulated(rows, int(rows[row, _P3]), v)
    return min(value_s, LONGEST_S)


@compiled
def _tabulated(rows: NDArray[np.float64], first: int, u: float) -> float:
    """A quantile from the table of a plug-in's distribution, which starts at a row; see `sim.random.tabulated`."""
    offset, tail = 6 * first, u
    if u >= 0.5:
        offset, tail = offset + SIDE, 1.0 - u
    mantissa, exponent = math.frexp(tail)           # in [1/2, 1), and its power of two
    step = (2.0 * mantissa - 1.0) * PER_OCTAVE
    place = (N_OCTAVES + exponent) * PER_OCTAVE + int(step)
    at = offset + place
    low, high = rows[at // 6, at % 6], rows[(at + 1) // 6, (at + 1) % 6]
    return float(low + (step - int(step)) * (high - low))
