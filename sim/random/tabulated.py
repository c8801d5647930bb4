"""Distributions of plug-ins, as tables of their quantiles: both engines draw from a table, and nothing is compiled anew.

The grid is fine in both tails: a side of the median has 52 octaves of probability, from 2**-53 to 1/2, each in 64 equal steps;
quantiles between two nodes are interpolated linearly.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sim.i18n.translate import message
from sim.plugins import Distribution, what_failed

N_OCTAVES, PER_OCTAVE = 52, 64
SIDE = 3330                    # values of a side: its nodes, and one repeated, which fill whole rows of six
MAX_MEAN_ERROR = 0.001


class BadDistribution(ValueError):
    """A plug-in's distribution that cannot be used with these parameters; `args[0]` is a message."""


@lru_cache(maxsize=256)
def quantile_table(plugin: Distribution, own: Any) -> tuple[float, ...]:
    """The quantiles of a distribution [s]: of the probabilities 2**-53 to 1/2, then of one minus those.

    Args:
        plugin: the distribution.
        own: its parameters, a section of the plug-in's class.

    Raises:
        BadDistribution: a quantile is no duration, quantiles decrease, or the table's mean is not the declared one.
    """
    shares = list(nodes())
    try:
        below = [float(plugin.quantile(own, u)) for u in shares]
        above = [float(plugin.quantile(own, 1.0 - u)) for u in shares]
        mean_s = float(plugin.mean(own))
    except Exception as error:  # of a stranger's function: of any kind
        raise BadDistribution(message("{name}: its function fails: {why}", name=plugin.name,
                                      why=what_failed(error))) from error
    rising = [*below, *reversed(above)]
    if not all(0.0 <= value < math.inf for value in rising):
        raise BadDistribution(message("{name}: a quantile is negative or not finite.", name=plugin.name))
    if any(later < earlier for earlier, later in pairwise(rising)):
        raise BadDistribution(message("{name}: its quantiles decrease.", name=plugin.name))
    found_s = math.fsum((b - a) * (low + high) / 2.0 for side in (below, above)
                        for a, b, low, high in zip(shares, shares[1:], side, side[1:], strict=False))
    if not abs(found_s - mean_s) <= MAX_MEAN_ERROR * mean_s:
        raise BadDistribution(message("{name}: the mean of its quantiles is {found} s, the declared mean {mean} s; they may "
                                      "differ by 0.1 %.", name=plugin.name, found=f"{found_s:.6g}", mean=f"{mean_s:.6g}"))
    return side_by_side(below, above)


def side_by_side(below_s: Sequence[float], above_s: Sequence[float]) -> tuple[float, ...]:
    """A table from the quantiles of the `nodes` and of one minus those [s]; each side fills whole rows of six."""
    return (*below_s, below_s[-1], *above_s, above_s[-1])


def nodes() -> Iterator[float]:
    """The probabilities of a side, from 2**-53 to 1/2."""
    for octave in range(N_OCTAVES - 1, -1, -1):
        for step in range(PER_OCTAVE):
            yield 2.0 ** -(octave + 2) * (1.0 + step / PER_OCTAVE)
    yield 0.5
