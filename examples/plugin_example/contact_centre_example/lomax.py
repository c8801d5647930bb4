"""The Lomax distribution, a Pareto distribution from zero: `lomax mean 300 s shape 3`."""

import math
from typing import Any

from sim import Distribution, Quantities, quantity


class Lomax(Quantities):
    """Parameters of a Lomax distribution."""

    mean_s: float = quantity("s", "mean", 0.001, 1e9)
    shape: float = quantity("", "shape: the smaller, the longer the longest", 1.5, 100)


def quantile(own: Any, u: float) -> float:
    """The duration [s] that is not exceeded with probability `u`."""
    scale_s = own.mean_s * (own.shape - 1.0)
    return scale_s * math.expm1(-math.log1p(-u) / own.shape)


def mean(own: Any) -> float:
    """The mean [s]."""
    return own.mean_s


LOMAX = Distribution("lomax", "Lomax (Pareto from zero), by its mean and shape", Lomax, quantile, mean)
